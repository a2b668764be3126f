// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-closures.h"

#include <string.h>

static void
test_state (void)
{
  g_assert_cmpint (pl_closure_watch_state (TRUE, TRUE, FALSE, TRUE), ==, PL_WATCH_STATE_ON);
  g_assert_cmpint (pl_closure_watch_state (TRUE, TRUE, TRUE, FALSE), ==, PL_WATCH_STATE_PAUSED);
  g_assert_cmpint (pl_closure_watch_state (TRUE, TRUE, FALSE, FALSE), ==, PL_WATCH_STATE_PROBLEM);
  g_assert_cmpint (pl_closure_watch_state (FALSE, TRUE, FALSE, FALSE), ==, PL_WATCH_STATE_ABSENT);
  g_assert_cmpint (pl_closure_watch_state (FALSE, FALSE, FALSE, FALSE), ==, PL_WATCH_STATE_OFF);
  g_assert_cmpint (pl_closure_watch_state (TRUE, FALSE, TRUE, TRUE), ==, PL_WATCH_STATE_OFF);
}

/* Each state has words and an icon of its own shape, so that colour alone never tells them apart. */
static void
test_state_words (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int state = PL_WATCH_STATE_ABSENT; state <= PL_WATCH_STATE_ON; state++)
    g_assert_true (g_hash_table_add (titles, (gpointer) pl_closure_state_title (state)));
  g_assert_cmpstr (pl_closure_state_icon (PL_WATCH_STATE_ON), !=, pl_closure_state_icon (PL_WATCH_STATE_PAUSED));
  g_assert_cmpstr (pl_closure_state_icon (PL_WATCH_STATE_ON), !=, pl_closure_state_icon (PL_WATCH_STATE_PROBLEM));
  g_assert_cmpstr (pl_closure_state_icon (PL_WATCH_STATE_PAUSED), !=, pl_closure_state_icon (PL_WATCH_STATE_PROBLEM));
}

static void
test_detail (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 22, 21, 30, 0);
  g_autofree char *today = pl_closure_state_detail (PL_WATCH_STATE_PAUSED, g_date_time_to_unix (now) + 3600, "", now);
  g_autofree char *tomorrow = pl_closure_state_detail (PL_WATCH_STATE_PAUSED, g_date_time_to_unix (now) + 8 * 3600 + 1800, "", now);
  g_autofree char *open_end = pl_closure_state_detail (PL_WATCH_STATE_PAUSED, 0, "", now);
  g_autofree char *problem = pl_closure_state_detail (PL_WATCH_STATE_PROBLEM, 0, "No session bus.", now);

  g_assert_cmpstr (today, ==, "It reads nothing until 22:30.");
  g_assert_cmpstr (tomorrow, ==, "It reads nothing until tomorrow, 06:00.");
  g_assert_cmpstr (open_end, ==, "It reads nothing until you turn it back on.");
  g_assert_cmpstr (problem, ==, "No session bus.");
}

static void
test_since (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 22, 21, 30, 0);
  g_autofree char *today = pl_closure_since (g_date_time_to_unix (now) - 3600, now);
  g_autofree char *before = pl_closure_since (g_date_time_to_unix (now) - 22 * 3600, now);
  g_autofree char *last_year = pl_closure_since (g_date_time_to_unix (now) - 365 * 24 * 3600, now);
  g_autofree char *never = pl_closure_since (0, now);

  g_assert_cmpstr (today, ==, "It has been running since 20:30.");
  g_assert_cmpstr (before, ==, "It has been running since 2026-11-21, 23:30.");
  g_assert_cmpstr (last_year, ==, "It has been running since 2025-11-22, 21:30.");
  g_assert_cmpstr (never, ==, "");
}

static void
test_morning (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) late = g_date_time_new (zone, 2026, 11, 22, 23, 50, 0);
  g_autoptr (GDateTime) early = g_date_time_new (zone, 2026, 11, 22, 1, 0, 0);
  g_autoptr (GDateTime) month_end = g_date_time_new (zone, 2026, 12, 31, 12, 0, 0);

  g_assert_cmpuint (pl_closure_seconds_to_morning (late), ==, 6 * 3600 + 600);
  g_assert_cmpuint (pl_closure_seconds_to_morning (early), ==, 29 * 3600);
  g_assert_cmpuint (pl_closure_seconds_to_morning (month_end), ==, 18 * 3600);
}

static void
test_country_of_locale (void)
{
  static const char *const mexico[] = { "es_MX.UTF-8", "es_MX", "es", "C", NULL };
  static const char *const plain[] = { "es", "C", NULL };
  static const char *const script[] = { "sr_Latn", "en_GB", NULL };
  static const char *const odd[] = { "xx_", "yy_1", "C.UTF-8", "", NULL };
  g_autofree char *first = pl_closure_country_of_locale (mexico);
  g_autofree char *second = pl_closure_country_of_locale (plain);
  g_autofree char *third = pl_closure_country_of_locale (script);
  g_autofree char *fourth = pl_closure_country_of_locale (odd);

  g_assert_cmpstr (first, ==, "MX");
  g_assert_null (second);
  g_assert_cmpstr (third, ==, "GB");
  g_assert_null (fourth);
}

static void
test_language_of_locale (void)
{
  static const char *const mexico[] = { "es_MX.UTF-8", "es", NULL };
  static const char *const none[] = { "C", "POSIX", "", NULL };
  g_autofree char *first = pl_closure_language_of_locale (mexico);
  g_autofree char *second = pl_closure_language_of_locale (none);

  g_assert_cmpstr (first, ==, "es");
  g_assert_cmpstr (second, ==, "en");
}

static void
test_minutes (void)
{
  g_autofree char *late = pl_closure_minutes_label (1320);
  g_autofree char *first = pl_closure_minutes_label (0);
  g_autofree char *last = pl_closure_minutes_label (1439);

  g_assert_cmpstr (late, ==, "22:00");
  g_assert_cmpstr (first, ==, "00:00");
  g_assert_cmpstr (last, ==, "23:59");
}

static void
test_advice (void)
{
  g_assert_nonnull (strstr (pl_closure_source_advice ("Signal Desktop", "hidden"), "In Signal"));
  g_assert_cmpstr (pl_closure_source_advice ("Unknown", "hidden"), !=, pl_closure_source_advice ("Unknown", "seen"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/closures/state-of-the-watcher", test_state);
  g_test_add_func ("/ui/closures/each-state-has-its-words-and-shape", test_state_words);
  g_test_add_func ("/ui/closures/until-when-it-is-paused", test_detail);
  g_test_add_func ("/ui/closures/since-when-it-runs", test_since);
  g_test_add_func ("/ui/closures/tomorrow-starts-at-six", test_morning);
  g_test_add_func ("/ui/closures/country-is-guessed-from-the-locale", test_country_of_locale);
  g_test_add_func ("/ui/closures/language-of-the-locale", test_language_of_locale);
  g_test_add_func ("/ui/closures/minutes-as-a-clock", test_minutes);
  g_test_add_func ("/ui/closures/advice-for-a-program", test_advice);

  return g_test_run ();
}
