// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-morning.h"

#include "pl-prompt-policy.h"

/* As POSIX writes them, so that no table of the machine is needed: forward on the last Sunday of March, back on that of October. */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"

#define HOUR (60 * 60)

static guint
seconds_until_morning (const char *zone_name,
                       int         month,
                       int         day,
                       int         hour)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, month, day, hour, 0, 0);

  g_assert_nonnull (zone);

  return pl_morning_get_seconds (now);
}

static void
test_until_tomorrow_ends_at_six (void)
{
  g_assert_cmpuint (seconds_until_morning (BERLIN, 6, 10, 20), ==, 10 * HOUR);
  g_assert_cmpuint (seconds_until_morning (BERLIN, 6, 10, 3), ==, 27 * HOUR);
  g_assert_cmpuint (seconds_until_morning (BERLIN, 12, 31, 20), ==, 10 * HOUR);
}

static void
test_a_night_of_changing_clocks (void)
{
  g_assert_cmpuint (seconds_until_morning (BERLIN, 3, 28, 20), ==, 9 * HOUR);
  g_assert_cmpuint (seconds_until_morning (BERLIN, 10, 24, 20), ==, 11 * HOUR);
  g_assert_cmpuint (seconds_until_morning (NEW_YORK, 3, 28, 20), ==, 10 * HOUR);
}

static guint
minute_of (const char *instant,
           const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);

  g_assert_nonnull (zone);
  g_assert_nonnull (time);

  return pl_morning_get_minute (g_date_time_to_unix (time) * G_USEC_PER_SEC, zone);
}

static void
test_the_clock_on_the_wall (void)
{
  g_assert_cmpuint (minute_of ("2026-01-10T21:30:00Z", BERLIN), ==, 22 * 60 + 30);
  g_assert_cmpuint (minute_of ("2026-07-10T21:30:00Z", BERLIN), ==, 23 * 60 + 30);
  g_assert_cmpuint (minute_of ("2026-07-10T23:30:00Z", BERLIN), ==, 60 + 30);
  g_assert_cmpuint (minute_of ("2026-01-10T21:30:00Z", NEW_YORK), ==, 16 * 60 + 30);
  g_assert_cmpuint (minute_of ("2026-01-10T21:30:00Z", "<+0545>-5:45"), ==, 3 * 60 + 15);
  g_assert_cmpuint (minute_of ("2026-03-29T00:59:00Z", BERLIN), ==, 60 + 59);
  g_assert_cmpuint (minute_of ("2026-03-29T01:00:00Z", BERLIN), ==, 3 * 60);
}

static PlDecision
decide (const char *instant,
        const char *zone)
{
  static const PlPromptPolicySettings night = { TRUE, 22 * 60, 7 * 60 };
  static const PlAssessment threat = { .score = 1, .prompt = PL_CONCERN_THREAT, .direct_threat = TRUE };
  g_autoptr (PlPromptPolicy) policy = pl_prompt_policy_new (&night);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);
  gint64 now = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  const PlDeskState desk = { .now = now, .minute_of_day = minute_of (instant, zone) };

  return pl_prompt_policy_decide (policy, "chat", &threat, now, &desk);
}

/* From ten to seven by the clock on the wall, in each zone, and in the nights in which it changes. */
static void
test_quiet_hours_keep_to_it (void)
{
  g_assert_cmpint (decide ("2026-03-28T20:59:00Z", BERLIN), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide ("2026-03-28T21:00:00Z", BERLIN), ==, PL_DECISION_HOLD);
  g_assert_cmpint (decide ("2026-03-28T21:00:00Z", NEW_YORK), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide ("2026-03-29T04:59:00Z", BERLIN), ==, PL_DECISION_HOLD);
  g_assert_cmpint (decide ("2026-03-29T05:00:00Z", BERLIN), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide ("2026-03-29T05:00:00Z", NEW_YORK), ==, PL_DECISION_HOLD);
  g_assert_cmpint (decide ("2026-10-25T05:59:00Z", BERLIN), ==, PL_DECISION_HOLD);
  g_assert_cmpint (decide ("2026-10-25T06:00:00Z", BERLIN), ==, PL_DECISION_SHOW);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/morning/until-tomorrow-ends-at-six", test_until_tomorrow_ends_at_six);
  g_test_add_func ("/watch/morning/a-night-of-changing-clocks", test_a_night_of_changing_clocks);
  g_test_add_func ("/watch/morning/the-clock-on-the-wall", test_the_clock_on_the_wall);
  g_test_add_func ("/watch/morning/quiet-hours-keep-to-it", test_quiet_hours_keep_to_it);

  return g_test_run ();
}
