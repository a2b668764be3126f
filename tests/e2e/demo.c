// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* ./run without a desktop: the real programs in a throw-away session, told in plain words. */

#include "pl-reader.h"
#include "pl-watcher.h"

#include <stdio.h>
#include <string.h>

static int
give_up (PlSession  *session,
         const char *what)
{
  pl_session_screenshot (session, "run-stopped");
  printf ("\nStopped: %s.\n", what);

  return 1;
}

static void
start_desktop (PlSession *session)
{
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (GSubprocess) server = pl_session_start_dunst (session);
}

/* As a program that sends notifications from outside does; each is a process of its own. */
static void
send_kind_words (PlSession *session)
{
  g_autofree char *first = pl_session_run (session, "notify-send", "--app-name=Signal", "--urgency=low", "--hint=string:desktop-entry:signal-desktop",
                                           "Robin", "practice moved to five, bring your shin guards", NULL);
  g_autofree char *second = pl_session_run (session, "notify-send", "--app-name=Signal", "--urgency=low", "--hint=string:desktop-entry:signal-desktop",
                                            "Robin", "the bus was so late today", NULL);
}

static void
print_heard (PlSession *session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  const char *name;
  GVariantIter iter;
  guint heard;
  guint seen;

  printf ("Heard:\n");
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", &name, NULL, &heard, &seen))
    printf ("  %s: %u notifications, %u with text that was read\n", name, heard, seen);
}

static void
print_window (const char *heading)
{
  g_autoptr (GPtrArray) texts = pl_reader_list_texts ();
  const char *last = "";

  printf ("%s\n", heading);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      if (!g_str_equal (text, last))
        printf ("  %s\n", text);
      last = text;
    }
}

static int
tell (PlSession *session)
{
  g_autoptr (GSubprocess) watcher = NULL;

  start_desktop (session);
  if (!pl_session_wait_for_name (session, "org.freedesktop.Notifications", 30))
    return give_up (session, "the notification server did not start");
  watcher = pl_watcher_start (session);
  printf ("Porchlight is on: it hears notifications.\n");

  send_kind_words (session);
  if (pl_watcher_count_prompts (session) != 0)
    return give_up (session, "a check-in was raised for kind words");

  for (guint i = 0; i < PL_WATCHER_PRESSURE && !pl_watcher_wait_for_prompts (session, 1, 1); i++)
    pl_watcher_send_pressure_message (session, "Alex", i);
  if (!pl_watcher_wait_for_prompt (session, 1))
    return give_up (session, "no check-in was raised");
  print_heard (session);
  printf ("\nA check-in was raised for the chat that turned into pressure.\n");
  printf ("The pop-up says: \"A quick check-in\" / \"Open when you have a moment.\"\n\n");
  pl_session_screenshot (session, "run-popup");

  pl_reader_start (session);
  pl_watcher_open_popup (session);
  if (!pl_reader_press (session, "Yes, show me"))
    return give_up (session, "the window did not open from the pop-up");
  if (!pl_reader_wait_for (session, "push button", "Show me people who can help", 20))
    return give_up (session, "the window shows no check-in");
  pl_session_screenshot (session, "run-check-in");
  print_window ("The window shows:");

  /* Which line comes first is a matter of the concern, and a newer GTK tells of no more rows than fit. */
  if (!pl_reader_press (session, "Show me people who can help") || !pl_reader_wait_for (session, "heading", "Get help", 20) ||
      !pl_reader_wait_for_text (session, "Call: ", 20))
    return give_up (session, "the window shows no help lines");
  pl_session_screenshot (session, "run-help");
  print_window ("\nHelp offered:");

  return 0;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  int status;

  /* Told as it happens, to a file too. */
  setlinebuf (stdout);
  /* The made-up country of the demo, as a person in the US would choose it. */
  pl_session_set_setting (session, "country", "'US'");
  status = tell (session);
  if (status == 0)
    printf ("\nScreenshots: %s\n", g_getenv ("PL_ARTEFACTS") != NULL ? g_getenv ("PL_ARTEFACTS") : "artefacts");

  return status;
}
