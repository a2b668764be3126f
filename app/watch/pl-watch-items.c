// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-watch-items.h"

#include "pl-morning.h"
#include "pl-window-link.h"

/**
 * pl_watch_choose_item:
 * @self: a watcher
 * @session: the session bus
 * @item: what the person chose in the tray's menu
 * @token: (nullable): the activation token of the click
 */
void
pl_watch_choose_item (PlWatch         *self,
                      GDBusConnection *session,
                      PlTrayItem       item,
                      const char      *token)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  switch (item)
    {
    case PL_TRAY_ITEM_PAUSE_HOUR:
      pl_watch_pause (self, 60 * 60);
      break;
    case PL_TRAY_ITEM_PAUSE_TOMORROW:
      pl_watch_pause (self, pl_morning_get_seconds (now));
      break;
    case PL_TRAY_ITEM_RESUME:
      pl_watch_resume (self);
      break;
    case PL_TRAY_ITEM_OPEN:
      pl_window_link_activate (session, token);
      break;
    case PL_TRAY_ITEM_CHECK:
      pl_window_link_action (session, "check-message", NULL, token);
      break;
    case PL_TRAY_ITEM_HELP:
      pl_window_link_action (session, "get-help", NULL, token);
      break;
    case PL_TRAY_ITEM_QUIT:
      pl_watch_quit (self);
      break;
    case PL_TRAY_ITEM_STATUS:
    case PL_TRAY_ITEM_FIRST_LINE:
    case PL_TRAY_ITEM_SECOND_LINE:
    case PL_TRAY_N_ITEMS:
    default:
      break;
    }
}
