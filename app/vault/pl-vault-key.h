// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key in the person's Secret Service (their keyring). Without it nothing is remembered, and nothing can be read. */
GBytes   *pl_vault_key_fetch (GError **error);
gboolean  pl_vault_key_erase (GError **error);

G_END_DECLS
