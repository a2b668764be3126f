// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-morning.h"

/* "Until tomorrow" ends at six in the morning. */
#define MORNING_HOUR 6

/**
 * pl_morning_get_seconds:
 * @now: a local time
 *
 * Returns: seconds from @now until tomorrow morning
 */
guint
pl_morning_get_seconds (GDateTime *now)
{
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                         g_date_time_get_day_of_month (tomorrow), MORNING_HOUR, 0, 0);

  return morning != NULL ? (guint) (g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND) : 24 * 60 * 60;
}
