// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-morning.h"

/* "Until tomorrow" ends at six in the morning. */
#define MORNING_HOUR 6

/**
 * pl_morning_get_seconds:
 * @now: a time, in the zone of the person's clock
 *
 * Returns: seconds from @now until tomorrow morning by that clock, the hour that a night of changing clocks lacks or has too much counted
 */
guint
pl_morning_get_seconds (GDateTime *now)
{
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                   g_date_time_get_day_of_month (tomorrow), MORNING_HOUR, 0, 0);

  return morning != NULL ? (guint) (g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND) : 24 * 60 * 60;
}

/**
 * pl_morning_get_minute:
 * @now: microseconds since 1970
 * @zone: of the person's clock
 *
 * Returns: what that clock shows, in minutes after midnight
 */
guint
pl_morning_get_minute (gint64     now,
                       GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)) : 0;
}
