// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean pl_autostart_is_installed (const char *const  *config_dirs);
gboolean pl_autostart_set          (const char         *entry,
                                    const char         *folder,
                                    gboolean            on,
                                    GError            **error);

G_END_DECLS
