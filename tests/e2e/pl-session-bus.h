// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files and sockets that a session of its own needs, whichever of the two buses it runs. */

void     pl_session_bus_gather_services     (const char *root,
                                             const char *share);
char    *pl_session_bus_write_configuration (const char *root,
                                             gboolean    monitors);
int      pl_session_bus_open_socket         (const char *path);
gboolean pl_session_bus_offer_journal       (void);
void     pl_session_bus_remove_folder       (const char *path);

G_END_DECLS
