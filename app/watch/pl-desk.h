// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_DESK (pl_desk_get_type ())
G_DECLARE_FINAL_TYPE (PlDesk, pl_desk, PL, DESK, GObject)

PlDesk   *pl_desk_new     (GDBusConnection *session);
void      pl_desk_refresh (PlDesk          *self);
gboolean  pl_desk_is_busy (PlDesk          *self);
void      pl_desk_look    (PlDesk          *self);

G_END_DECLS
