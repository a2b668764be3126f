// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

G_BEGIN_DECLS

/* Ed25519 keys, and the signature that stands beside a file of entries: NAME.db and NAME.db.sig. */
GPtrArray *pl_signature_read_keys  (const char *const  *folders);
GBytes    *pl_signature_read_key   (const char         *path,
                                    gsize               size);
gboolean   pl_signature_check_file (const char         *path,
                                    GPtrArray          *keys,
                                    GError            **error);
gboolean   pl_signature_sign_file  (const char         *path,
                                    GBytes             *secret_key,
                                    GError            **error);

G_END_DECLS
