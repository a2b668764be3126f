// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-closures.h"

#include <glib/gi18n.h>
#include <string.h>

/* A pause "until tomorrow" ends at this hour, local time: late at night it still lasts the night. */
#define MORNING_HOUR 6

/**
 * pl_closure_watch_state:
 * @running: whether a watcher is on the bus
 * @enabled: whether watching is switched on in the settings
 * @paused: whether somebody paused it
 * @watching: whether notifications are being heard
 *
 * Returns: how the watcher stands
 */
PlWatchState
pl_closure_watch_state (gboolean running,
                        gboolean enabled,
                        gboolean paused,
                        gboolean watching)
{
  if (!enabled)
    return PL_WATCH_STATE_OFF;
  if (!running)
    return PL_WATCH_STATE_ABSENT;
  if (paused)
    return PL_WATCH_STATE_PAUSED;

  return watching ? PL_WATCH_STATE_ON : PL_WATCH_STATE_PROBLEM;
}

/**
 * pl_closure_state_title:
 * @state: how the watcher stands
 *
 * Returns: (transfer none): the state in two or three words
 */
const char *
pl_closure_state_title (PlWatchState state)
{
  switch (state)
    {
    case PL_WATCH_STATE_ON:
      return _("Porchlight is on");
    case PL_WATCH_STATE_PAUSED:
      return _("Porchlight is paused");
    case PL_WATCH_STATE_OFF:
      return _("Porchlight is off");
    case PL_WATCH_STATE_PROBLEM:
      return _("Porchlight needs a hand");
    case PL_WATCH_STATE_ABSENT:
    default:
      return _("Porchlight is not running");
    }
}

/**
 * pl_closure_state_detail:
 * @state: how the watcher stands
 * @paused_until: seconds since 1970 at which a pause ends, 0 for no end
 * @problem: the watcher's own line on what is wrong, "" for none
 * @now: the time, local
 *
 * Returns: (transfer full): one or two plain sentences on what that means
 */
char *
pl_closure_state_detail (PlWatchState  state,
                         gint64        paused_until,
                         const char   *problem,
                         GDateTime    *now)
{
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *clock = NULL;

  switch (state)
    {
    case PL_WATCH_STATE_ON:
      return g_strdup (_("It reads chat pop-ups on this computer only. It keeps none of them."));
    case PL_WATCH_STATE_OFF:
      return g_strdup (_("It reads nothing until you turn it on."));
    case PL_WATCH_STATE_PROBLEM:
      return g_strdup (*problem != '\0' ? problem : _("It runs, but it cannot hear chat pop-ups right now."));
    case PL_WATCH_STATE_ABSENT:
      return g_strdup (_("It reads nothing now. You can still use all the pages here."));
    case PL_WATCH_STATE_PAUSED:
    default:
      break;
    }

  if (paused_until <= 0)
    return g_strdup (_("It reads nothing until you turn it back on."));

  end = g_date_time_new_from_unix_local (paused_until);
  if (end == NULL)
    return g_strdup (_("It reads nothing until you turn it back on."));

  clock = g_date_time_format (end, "%H:%M");
  if (g_date_time_get_day_of_year (end) == g_date_time_get_day_of_year (now))
    return g_strdup_printf (_("It reads nothing until %s."), clock);

  return g_strdup_printf (_("It reads nothing until tomorrow, %s."), clock);
}

/**
 * pl_closure_since:
 * @since: seconds since 1970 at which the watcher started, 0 where none runs
 * @now: the time, local
 *
 * Returns: (transfer full): since when it runs, or ""
 */
char *
pl_closure_since (gint64     since,
                  GDateTime *now)
{
  g_autoptr (GDateTime) start = since > 0 ? g_date_time_new_from_unix_local (since) : NULL;
  g_autofree char *time = NULL;
  gboolean today;

  if (start == NULL)
    return g_strdup ("");

  today = g_date_time_get_year (start) == g_date_time_get_year (now) && g_date_time_get_day_of_year (start) == g_date_time_get_day_of_year (now);
  time = g_date_time_format (start, today ? "%H:%M" : "%Y-%m-%d, %H:%M");

  return g_strdup_printf (_("It has been running since %s."), time);
}

/**
 * pl_closure_state_icon:
 * @state: how the watcher stands
 *
 * Returns: (transfer none): name of an icon whose shape, not colour alone, tells the state
 */
const char *
pl_closure_state_icon (PlWatchState state)
{
  switch (state)
    {
    case PL_WATCH_STATE_ON:
      return "org.porchlight.Porchlight-on-symbolic";
    case PL_WATCH_STATE_PROBLEM:
      return "org.porchlight.Porchlight-problem-symbolic";
    case PL_WATCH_STATE_PAUSED:
    case PL_WATCH_STATE_OFF:
    case PL_WATCH_STATE_ABSENT:
    default:
      return "org.porchlight.Porchlight-paused-symbolic";
    }
}

/**
 * pl_closure_seconds_to_morning:
 * @now: the time, local
 *
 * Returns: seconds from @now to six in the morning of the next day
 */
guint
pl_closure_seconds_to_morning (GDateTime *now)
{
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning = NULL;
  GTimeSpan span;

  morning = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                             g_date_time_get_day_of_month (tomorrow), MORNING_HOUR, 0, 0);
  if (morning == NULL)
    return 12 * 60 * 60;

  span = g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND;
  return (guint) MAX (span, 60);
}

/**
 * pl_closure_sensitivity_detail:
 * @step: 0 for fewer, 1 for balanced, 2 for more
 *
 * Returns: (transfer full): what the step does for the person
 */
char *
pl_closure_sensitivity_detail (guint step)
{
  static const char *const details[] = {
    N_("Only when it is quite sure. It will miss more."),
    N_("The middle way, and the one we suggest."),
    N_("Sooner, and more often for nothing. It may help when you worry."),
  };

  return g_strdup (_(details[MIN (step, 2)]));
}

/**
 * pl_closure_minutes_label:
 * @minutes: minutes after midnight
 *
 * Returns: (transfer full): the time of day, "22:00"
 */
char *
pl_closure_minutes_label (guint minutes)
{
  return g_strdup_printf ("%02u:%02u", (minutes / 60) % 24, minutes % 60);
}

/**
 * pl_closure_source_state:
 * @state: "seen", "hidden" or "not-seen"
 *
 * Returns: (transfer none): the same for a person
 */
const char *
pl_closure_source_state (const char *state)
{
  if (g_str_equal (state, "seen"))
    return _("Text is seen");
  if (g_str_equal (state, "hidden"))
    return _("Text is hidden by the program");

  return _("Nothing seen so far");
}

/* Programs whose switch is known to us by name; for all others the advice is general. */
static const struct
{
  const char *application; /* lower case, part of the name */
  const char *advice;
} advices[] = {
  { "signal", N_("In Signal, open Settings, then Notifications. There you pick what a pop-up shows: name and text, name only, or nothing.") },
  { "telegram", N_("In Telegram, open Settings, then Notifications. There you turn the message preview on or off.") },
};

/**
 * pl_closure_source_advice:
 * @application: the program's name
 * @state: "seen", "hidden" or "not-seen"
 *
 * Returns: (transfer none): how the person can change what of @application is read
 */
const char *
pl_closure_source_advice (const char *application,
                          const char *state)
{
  g_autofree char *name = g_utf8_strdown (application, -1);

  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (strstr (name, advices[i].application) != NULL)
      return _(advices[i].advice);

  if (g_str_equal (state, "seen"))
    return _("To stop it, turn off text in pop-ups in that program. Or open Preferences and add it to the list of what is not read.");

  return _("Look in that program's own settings for “Notifications”, then for “Show text” or “Preview”.");
}

/**
 * pl_closure_country_of_locale:
 * @locales: (array zero-terminated=1): locale names, the best first, as of g_get_language_names ()
 *
 * Returns: (transfer full) (nullable): the country of the first that names one, in upper case: a guess and no more
 */
char *
pl_closure_country_of_locale (const char *const *locales)
{
  for (guint i = 0; locales[i] != NULL; i++)
    {
      const char *underscore = strchr (locales[i], '_');

      if (underscore != NULL && g_ascii_isalpha (underscore[1]) && g_ascii_isalpha (underscore[2]) &&
          !g_ascii_isalnum (underscore[3]))
        return g_ascii_strup (underscore + 1, 2);
    }

  return NULL;
}

/**
 * pl_closure_language_of_locale:
 * @locales: (array zero-terminated=1): locale names, the best first
 *
 * Returns: (transfer full): the two-letter language of the first that is one, else "en"
 */
char *
pl_closure_language_of_locale (const char *const *locales)
{
  for (guint i = 0; locales[i] != NULL; i++)
    {
      const char *name = locales[i];

      if (g_ascii_isalpha (name[0]) && g_ascii_isalpha (name[1]) && !g_ascii_isalnum (name[2]))
        return g_ascii_strdown (name, 2);
    }

  return g_strdup ("en");
}
