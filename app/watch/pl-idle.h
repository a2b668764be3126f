// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_IDLE (pl_idle_get_type ())
G_DECLARE_FINAL_TYPE (PlIdle, pl_idle, PL, IDLE, GObject)

PlIdle *pl_idle_new   (GDBusConnection *session,
                       guint            seconds);
void    pl_idle_start (PlIdle          *self);

G_END_DECLS
