// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the tray shows. Never by colour only: each has its own icon and its own words. */
typedef enum
{
  PL_TRAY_ON,
  PL_TRAY_PAUSED,
  PL_TRAY_PROBLEM,
} PlTrayState;

/* What the menu can do. The numbers are the ids of its items. */
typedef enum
{
  PL_TRAY_ITEM_STATUS = 1,
  PL_TRAY_ITEM_PAUSE_HOUR,
  PL_TRAY_ITEM_PAUSE_TOMORROW,
  PL_TRAY_ITEM_RESUME,
  PL_TRAY_ITEM_FIRST_LINE,
  PL_TRAY_ITEM_OPEN,
  PL_TRAY_ITEM_CHECK,
  PL_TRAY_ITEM_HELP,
  PL_TRAY_ITEM_SECOND_LINE,
  PL_TRAY_ITEM_QUIT,
  PL_TRAY_N_ITEMS,
} PlTrayItem;

const char *pl_tray_state_get_icon     (PlTrayState  state);
const char *pl_tray_state_get_text     (PlTrayState  state);
gboolean    pl_tray_menu_has_item      (int          id);
GVariant   *pl_tray_menu_item_properties (PlTrayState state,
                                        int          id);
GVariant   *pl_tray_menu_layout        (PlTrayState  state,
                                        int          parent,
                                        int          depth);
GVariant   *pl_tray_menu_properties    (PlTrayState  state,
                                        GVariant    *ids);

G_END_DECLS
