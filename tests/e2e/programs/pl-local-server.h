// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* A chat server of the test's own, on this machine alone. */

guint16 pl_local_server_find_port  (void);
void    pl_local_server_wait       (PlSession  *session,
                                    guint16     port);
char   *pl_local_server_write_file (PlSession  *session,
                                    const char *folder,
                                    const char *name,
                                    const char *content);

G_END_DECLS
