// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the templates show, as plain functions over plain values. */

/* How the watcher stands, as a person sees it. */
typedef enum
{
  PL_WATCH_STATE_ABSENT,  /* no watcher on the bus */
  PL_WATCH_STATE_OFF,     /* switched off in the settings */
  PL_WATCH_STATE_PAUSED,
  PL_WATCH_STATE_PROBLEM, /* it runs and hears nothing */
  PL_WATCH_STATE_ON,
} PlWatchState;

PlWatchState pl_closure_watch_state        (gboolean      running,
                                            gboolean      enabled,
                                            gboolean      paused,
                                            gboolean      watching);
const char  *pl_closure_state_title        (PlWatchState  state);
char        *pl_closure_state_detail       (PlWatchState  state,
                                            gint64        paused_until,
                                            const char   *problem,
                                            GDateTime    *now);
char        *pl_closure_since              (gint64        since,
                                            GDateTime    *now);
const char  *pl_closure_state_icon         (PlWatchState  state);
guint        pl_closure_seconds_to_morning (GDateTime    *now);
char        *pl_closure_sensitivity_detail (guint         step);
char        *pl_closure_minutes_label      (guint         minutes);
const char  *pl_closure_source_state       (const char   *state);
const char  *pl_closure_source_advice      (const char   *application,
                                            const char   *state);
char        *pl_closure_country_of_locale  (const char *const *locales);
char        *pl_closure_language_of_locale (const char *const *locales);

G_END_DECLS
