// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shift three times within five seconds, with nothing else pressed between. Time is passed in. */

#define PL_HIDE_KEY_PRESSES 3
#define PL_HIDE_KEY_SPAN (5 * G_TIME_SPAN_SECOND)

typedef struct
{
  gint64 pressed[PL_HIDE_KEY_PRESSES]; /* microseconds; the oldest first */
  guint n_pressed;
  gboolean down;  /* Shift is held */
} PlHideKey;

gboolean pl_hide_key_press   (PlHideKey *self,
                              gboolean   shift,
                              gint64     now);
void     pl_hide_key_release (PlHideKey *self,
                              gboolean   shift);

G_END_DECLS
