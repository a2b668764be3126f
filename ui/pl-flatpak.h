// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called when the desktop has answered: whether the watcher starts at login now. */
typedef void (*PlFlatpakAnswer) (gboolean on,
                                 gpointer data);

gboolean pl_flatpak_is_inside    (void);
gboolean pl_flatpak_may_watch    (const char       *address);
void     pl_flatpak_start_watch  (void);
void     pl_flatpak_ask_at_login (GDBusConnection  *connection,
                                  gboolean          on,
                                  PlFlatpakAnswer   func,
                                  gpointer          data);

G_END_DECLS
