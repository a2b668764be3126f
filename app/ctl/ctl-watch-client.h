// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What status and doctor ask of the bus and of a running watcher. */
gboolean  pl_ctl_name_has_owner    (GDBusConnection  *session,
                                    const char       *name);
GVariant *pl_ctl_get_watch         (GDBusConnection  *session);
char     *pl_ctl_lookup_string     (GVariant         *properties,
                                    const char       *name);
gboolean  pl_ctl_lookup_boolean    (GVariant         *properties,
                                    const char       *name);
gint64    pl_ctl_lookup_int64      (GVariant         *properties,
                                    const char       *name);
guint64   pl_ctl_lookup_uint64     (GVariant         *properties,
                                    const char       *name);
char     *pl_ctl_find_data         (const char       *variable,
                                    const char       *name);

G_END_DECLS
