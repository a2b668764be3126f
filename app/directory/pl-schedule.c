// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-schedule.h"

#include <string.h>

static const char *const day_names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const day_codes[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

#define N_DAYS 7
#define EVERY_DAY 0x7fu

static void
span_free (PlScheduleSpan *span)
{
  g_free (span->byday);
  g_free (span->opens_at);
  g_free (span->closes_at);
  g_free (span);
}

static int
day_of (const char *name)
{
  for (int i = 0; i < N_DAYS; i++)
    {
      if (strncmp (name, day_names[i], 3) == 0)
        return i;
    }

  return -1;
}

/* "Mon-Fri", "Mon", "daily", "every", "day": adds to the days. */
static gboolean
take_days (const char *word,
           guint      *days)
{
  int first = day_of (word);
  int last = first;

  if (g_str_equal (word, "daily") || g_str_equal (word, "every") || g_str_equal (word, "day"))
    return *days = EVERY_DAY, TRUE;
  if (first < 0 || (word[3] != '\0' && (word[3] != '-' || (last = day_of (word + 4)) < first || strlen (word) != 7)))
    return FALSE;
  for (int i = first; i <= last; i++)
    *days |= 1u << i;

  return TRUE;
}

static gboolean
take_time (const char **text,
           guint       *minutes)
{
  char *end;
  guint64 hour = g_ascii_isdigit (**text) ? g_ascii_strtoull (*text, &end, 10) : 99;
  guint64 minute = 0;

  if (hour > 24)
    return FALSE;
  if (*end == ':')
    {
      const char *start = end + 1;

      minute = g_ascii_isdigit (*start) ? g_ascii_strtoull (start, &end, 10) : 99;
      if (minute > 59)
        return FALSE;
    }
  *text = end;
  *minutes = (guint) (hour * 60 + minute);

  return *minutes <= 24 * 60;
}

/* "9-20", "9:30-14" */
static gboolean
take_times (const char *word,
            guint       times[2])
{
  return take_time (&word, &times[0]) && *word++ == '-' && take_time (&word, &times[1]) && *word == '\0';
}

static char *
format_time (guint minutes)
{
  return minutes == 24 * 60 ? g_strdup ("23:59") : g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);
}

static PlScheduleSpan *
span_new (guint days,
          guint opens,
          guint closes)
{
  PlScheduleSpan *span = g_new0 (PlScheduleSpan, 1);
  g_autoptr (GString) byday = g_string_new (NULL);

  for (int i = 0; i < N_DAYS; i++)
    {
      if (days & 1u << i)
        g_string_append_printf (byday, "%s%s", byday->len > 0 ? "," : "", day_codes[i]);
    }
  span->byday = g_strdup (byday->str);
  span->opens_at = format_time (opens);
  span->closes_at = format_time (closes);

  return span;
}

static gboolean
take_part (const char *part,
           GPtrArray  *spans)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);
  guint days = 0;
  guint times[2];
  gboolean timed = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0' || take_days (words[i], &days))
        continue;
      if (timed || !take_times (words[i], times))
        return FALSE;
      timed = TRUE;
    }
  if (!timed || days == 0)
    return FALSE;

  g_ptr_array_add (spans, span_new (days, times[0], times[1]));

  return TRUE;
}

/**
 * pl_schedule_parse:
 * @hours: hours as a row writes them: "24/7", "Mon-Fri 9-20; Sat 9:30-14", "11-23 daily"
 *
 * Returns: (transfer full) (element-type PlScheduleSpan): days and times; empty where the sentence is not plain, which then stands alone
 */
GPtrArray *
pl_schedule_parse (const char *hours)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify) span_free);
  g_auto (GStrv) parts = g_strsplit (hours, ";", -1);

  if (g_str_equal (hours, "24/7"))
    {
      g_ptr_array_add (spans, span_new (EVERY_DAY, 0, 24 * 60));
      return g_steal_pointer (&spans);
    }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!take_part (parts[i], spans))
        {
          g_ptr_array_set_size (spans, 0);
          break;
        }
    }

  return g_steal_pointer (&spans);
}
