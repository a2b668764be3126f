// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "drive.h"

#include <libintl.h>
#include <locale.h>

/* Walks through every page in one look (language, direction, size of text, contrast), saves a picture of each, and fails where
 * something reaches over the edge or says nothing to a screen reader. The look is set by the environment: see meson.build. */

static const char *const by_id[] = { "--by-id", "--reasons", "secrecy,meeting_travel", NULL };

static const char *
say (const char *english)
{
  return dgettext (GETTEXT_PACKAGE, english);
}

static void
look (const char *page)
{
  drive_check_page (page);
  drive_screenshot (page);
}

/* The window of the case before goes on: a start takes longer than a page. */
static void
begin (void)
{
  if (!drive_is_running ())
    {
      drive_tear_down ();
      drive_set_up (by_id);
    }
}

/* Whether the moment is good is asked once in a window. */
static void
pass_gate (const char *beyond)
{
  for (;;)
    {
      g_autoptr (DriveNode) there = drive_seek (beyond, 0);
      g_autoptr (DriveNode) gate = there == NULL ? drive_seek (say ("Yes, show me"), 0) : NULL;

      if (there != NULL)
        return;
      if (gate != NULL)
        drive_press (say ("Yes, show me"));
    }
}

static void
tour_home (void)
{
  begin ();
  drive_open ();
  g_object_unref (drive_find_text (say ("Porchlight is on")));
  look ("home");
  drive_press (say ("What Porchlight can see"));
  g_object_unref (drive_find_text (say ("What it never reads")));
  look ("sight");
  drive_press (say ("Your privacy"));
  drive_wait_gone_text (say ("What it never reads"));
  look ("privacy");
  drive_open_action ("check-message", NULL);
  g_object_unref (drive_find (say ("Message to check")));
  drive_type (say ("Message to check"), "do not tell your mom about us, delete this chat");
  drive_press (say ("Check"));
  g_object_unref (drive_find (say ("People who can help")));
  look ("check-message");
  drive_check_silence ();
}

static void
tour_check_in (const void *concern)
{
  g_autofree char *page = g_strconcat ("check-in-", concern, NULL);

  begin ();
  drive_open_action ("check-in", g_variant_new_string (concern));
  g_object_unref (drive_find (say ("Yes, show me")));
  drive_check_in_view (say ("Not now"));
  look ("gate");
  drive_press (say ("Yes, show me"));
  g_object_unref (drive_find (say ("This is fine")));
  drive_check_in_view (say ("Show me people who can help"));
  look (page);
  drive_press (say ("Why am I seeing this?"));
  g_object_unref (drive_find_text (say ("A chat pop-up on this computer looked like one of these:")));
  drive_check_page (page);
  drive_check_silence ();
}

static void
tour_help (void)
{
  begin ();
  drive_open_action ("get-help", NULL);
  pass_gate (say ("Search help lines"));
  g_object_unref (drive_find_text ("911"));
  look ("help");
  drive_press (say ("Choose"));
  g_object_unref (drive_find (say ("Country")));
  look ("help-choose");
  drive_type (say ("Search help lines"), "1-888");
  /* The names of lines come from the directory, not from the catalogue. */
  drive_press (g_strcmp0 (g_getenv ("LANGUAGE"), "es") == 0 ? "Línea Nacional Contra la Trata de Personas" : "National Human Trafficking Hotline");
  g_object_unref (drive_find_text (say ("They will not call you first.")));
  look ("resource");
  drive_check_silence ();
}

static void
tour_cards (void)
{
  begin ();
  drive_open ();
  drive_open_action ("check-message", NULL);
  drive_press (say ("Back"));
  drive_press (say ("Good to know"));
  pass_gate (say ("Helping a friend"));
  look ("cards");
  drive_press (say ("Safer meetings"));
  g_object_unref (drive_find_text (say ("You can leave at any time. You do not need a reason.")));
  look ("card");
  drive_check_silence ();
}

static void
tour_preferences (void)
{
  begin ();
  drive_open_action ("preferences", NULL);
  g_object_unref (drive_find_text (say ("Quiet hours")));
  look ("preferences");
  drive_tear_down ();
}

static void
tour_first_run (void)
{
  drive_tear_down ();
  drive_set_up (by_id);
  drive_set_setting ("first-run-done", "false");
  drive_open ();
  g_object_unref (drive_find_text (say ("Who is it for?")));
  look ("first-run-1");
  drive_press (say ("For my family"));
  g_object_unref (drive_find_text (say ("What it never does")));
  look ("first-run-2");
  drive_press (say ("Next"));
  g_object_unref (drive_find_text (say ("See if it works")));
  look ("first-run-3");
  drive_tear_down ();
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PORCHLIGHT_LOCALES"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/tour/home", tour_home);
  g_test_add_data_func ("/ui/tour/check-in", "meeting_travel", tour_check_in);
  g_test_add_data_func ("/ui/tour/check-in-threat", "threat", tour_check_in);
  g_test_add_data_func ("/ui/tour/check-in-friend", "disclosure", tour_check_in);
  g_test_add_func ("/ui/tour/help", tour_help);
  g_test_add_func ("/ui/tour/cards", tour_cards);
  g_test_add_func ("/ui/tour/preferences", tour_preferences);
  g_test_add_func ("/ui/tour/first-run", tour_first_run);

  return g_test_run ();
}
