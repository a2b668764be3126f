// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The main job with nothing in it that is ours but Porchlight: a real server, a real sender, the real window. */

#include "pl-reader.h"
#include "pl-watcher.h"

#include <stdlib.h>
#include <string.h>

#define HOTLINE "1-888-373-7888"

static void
send (PlSession  *session,
      const char *text)
{
  g_autofree char *output = pl_session_run (session, "notify-send", "--app-name=Signal", "--urgency=low", "--hint=string:desktop-entry:signal-desktop", "Alex", text, NULL);
}

static gboolean
popup_displayed (gpointer session)
{
  g_autofree char *count = pl_session_run (session, "dunstctl", "count", "displayed", NULL);

  return atoi (count) > 0;
}

static void
test_from_notify_send_to_the_hotline (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (GSubprocess) server = pl_session_start_dunst (session);
  g_autoptr (GSubprocess) watcher = NULL;

  pl_session_set_setting (session, "country", "'US'");
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.Notifications", 30));
  watcher = pl_watcher_start (session);

  send (session, "dont tell your mom about us, delete this chat ok");
  send (session, "send me a pic, just for me, nobody will know");
  send (session, "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
  g_assert_true (pl_session_wait (session, popup_displayed, session, 20));
  pl_session_screenshot (session, "main-job-popup");

  /* The default action of our pop-up opens the window. */
  pl_reader_start (session);
  pl_watcher_open_popup (session);
  g_assert_true (pl_reader_press (session, "Yes, show me"));
  g_assert_true (pl_reader_wait_for (session, "push button", "Show me people who can help", 30));
  pl_session_screenshot (session, "main-job-check-in");

  g_assert_true (pl_reader_press (session, "Show me people who can help"));
  g_assert_true (pl_reader_wait_for_text (session, HOTLINE, 30));
  pl_session_screenshot (session, "main-job-help");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/e2e/main-job/from-notify-send-to-the-hotline", test_from_notify_send_to_the_hotline);

  return g_test_run ();
}
