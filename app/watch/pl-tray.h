// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-tray-menu.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_TRAY (pl_tray_get_type ())
G_DECLARE_FINAL_TYPE (PlTray, pl_tray, PL, TRAY, GObject)

PlTray   *pl_tray_new       (GDBusConnection  *connection,
                             const char       *icon_folder,
                             GError          **error);
void      pl_tray_set_state (PlTray           *self,
                             PlTrayState       state);
gboolean  pl_tray_is_shown  (PlTray           *self);

G_END_DECLS
