// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A prompt waits while the desk is busy: Do Not Disturb on a real server, a real full-screen window, a locker's word. */

#include "pl-watcher.h"

#include <string.h>

static gboolean
has_manager (gpointer session)
{
  g_autofree char *answer = pl_session_run (session, "sh", "-c", "wmctrl -m 2>&1 || true", NULL);

  return strstr (answer, "Openbox") != NULL;
}

/* A window that was there before its manager can be lost to it. */
static void
start_server (PlSession *session)
{
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (GSubprocess) server = pl_session_start_dunst (session);

  g_assert_true (pl_session_wait (session, has_manager, session, 60));
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.Notifications", 30));
}

static gboolean
is_heard (gpointer session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  guint heard = 0;

  if (g_variant_n_children (sources) == 1)
    g_variant_get_child (sources, 0, "(&s&suu)", NULL, NULL, &heard, NULL);

  return heard >= PL_WATCHER_PRESSURE;
}

/* All of the chat was heard, and yet nothing is shown. */
static void
expect_held (PlSession *session)
{
  pl_watcher_send_pressure (session, "Alex");
  g_assert_true (pl_session_wait (session, is_heard, session, 20));
  g_usleep (G_USEC_PER_SEC);
  g_assert_cmpuint (pl_watcher_count_prompts (session), ==, 0);
}

static void
test_do_not_disturb_holds (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *paused = NULL;
  g_autofree char *resumed = NULL;

  start_server (session);
  watcher = pl_watcher_start (session);
  paused = pl_session_run (session, "dunstctl", "set-paused", "true", NULL);
  expect_held (session);
  resumed = pl_session_run (session, "dunstctl", "set-paused", "false", NULL);
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
}

/* The watcher takes in what comes by one connection in its order: with the answer it knows. */
static void
say_locked (PlSession *session,
            gboolean   locked)
{
  g_autoptr (GVariant) answer = NULL;

  g_dbus_connection_emit_signal (pl_session_connect (session), NULL, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", locked), NULL);
  answer = pl_watcher_get_property (session, "Watching");
}

static void
test_a_locked_screen_holds (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) watcher = NULL;

  start_server (session);
  watcher = pl_watcher_start (session);
  say_locked (session, TRUE);
  expect_held (session);
  say_locked (session, FALSE);
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
}

/* Asks until the window is there, in front and full: on a busy machine each takes its time. */
static gboolean
is_full_screen (gpointer session)
{
  g_autofree char *state = pl_session_run (session, "sh", "-c",
                                           "(timeout 10 xdotool search --onlyvisible --class display windowactivate"
                                           " && wmctrl -r :ACTIVE: -b add,fullscreen"
                                           " && xprop -id $(xdotool getactivewindow) _NET_WM_STATE) 2>&1 || true", NULL);

  return strstr (state, "_NET_WM_STATE_FULLSCREEN") != NULL;
}

static void
test_a_full_screen_window_holds (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) picture = NULL;
  g_autoptr (GSubprocess) watcher = NULL;

  start_server (session);
  picture = pl_session_spawn (session, "display", "-size", "400x300", "xc:gray", NULL);
  g_assert_true (pl_session_wait (session, is_full_screen, session, 60));

  watcher = pl_watcher_start (session);
  expect_held (session);
  pl_session_stop (session, picture);
  g_assert_true (pl_watcher_wait_for_prompts (session, 1, 60));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/e2e/desk/do-not-disturb-holds", test_do_not_disturb_holds);
  g_test_add_func ("/e2e/desk/a-locked-screen-holds", test_a_locked_screen_holds);
  g_test_add_func ("/e2e/desk/a-full-screen-window-holds", test_a_full_screen_window_holds);

  return g_test_run ();
}
