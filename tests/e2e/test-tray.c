// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A real tray host: it shows our icon, and its menu pauses us. */

#include "pl-watcher.h"

#include <glib/gstdio.h>
#include <string.h>

/* Where the only icon of the only plugin of a panel at the top left is. */
#define ICON_X "18"
#define ICON_Y "18"

static void
install_panel_configuration (PlSession *session)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "e2e", "panel", "xfce4-panel.xml", NULL);
  g_autofree char *folder = g_build_filename (pl_session_get_home (session), "home", ".config", "xfce4", "xfconf", "xfce-perchannel-xml", NULL);
  g_autofree char *target = g_build_filename (folder, "xfce4-panel.xml", NULL);
  g_autofree char *content = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (source, &content, NULL, NULL));
  g_assert_true (g_file_set_contents (target, content, -1, NULL));
}

static gboolean
tray_is_shown (gpointer session)
{
  g_autoptr (GVariant) shown = pl_watcher_get_property (session, "TrayShown");

  return shown != NULL && g_variant_get_boolean (shown);
}

static gboolean
is_paused (gpointer session)
{
  g_autoptr (GVariant) paused = pl_watcher_get_property (session, "Paused");

  return paused != NULL && g_variant_get_boolean (paused);
}

static gboolean
is_on (gpointer session)
{
  return !is_paused (session);
}

/* The panel draws the menu itself; the first item that can be chosen is the second. */
static void
choose_first_item (PlSession *session)
{
  g_autofree char *opened = pl_session_run (session, "xdotool", "mousemove", ICON_X, ICON_Y, "sleep", "0.5", "click", "3", "sleep", "1", NULL);
  g_autofree char *chosen = NULL;

  pl_session_screenshot (session, "tray-menu");
  chosen = pl_session_run (session, "xdotool", "key", "Down", "sleep", "0.2", "key", "Return", "sleep", "0.5", NULL);
}

static GSubprocess *
start_panel (PlSession *session)
{
  install_panel_configuration (session);
  pl_session_set_environment (session, "NO_AT_BRIDGE", "1");

  return pl_session_spawn (session, "xfce4-panel", "--disable-wm-check", NULL);
}

static void
test_a_panel_shows_the_icon_and_its_menu_pauses (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (GSubprocess) panel = start_panel (session);
  g_autoptr (GSubprocess) watcher = NULL;

  g_assert_true (pl_session_wait_for_name (session, "org.kde.StatusNotifierWatcher", 60));
  watcher = pl_watcher_start (session);
  g_assert_true (pl_session_wait (session, tray_is_shown, session, 30));
  g_usleep (G_USEC_PER_SEC);
  pl_session_screenshot (session, "tray-on");

  choose_first_item (session);
  g_assert_true (pl_session_wait (session, is_paused, session, 20));
  pl_session_screenshot (session, "tray-paused");

  /* The same place in the menu now turns it on again. */
  choose_first_item (session);
  g_assert_true (pl_session_wait (session, is_on, session, 20));
}

static void
test_the_icon_comes_back_with_a_new_panel (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) panel = NULL;
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  g_assert_false (tray_is_shown (session));
  panel = start_panel (session);
  g_assert_true (pl_session_wait (session, tray_is_shown, session, 60));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/e2e/tray/a-panel-shows-the-icon-and-its-menu-pauses", test_a_panel_shows_the_icon_and_its_menu_pauses);
  g_test_add_func ("/e2e/tray/the-icon-comes-back-with-a-new-panel", test_the_icon_comes_back_with_a_new_panel);

  return g_test_run ();
}
