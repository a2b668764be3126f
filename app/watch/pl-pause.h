// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the person asked for when they paused. A plain value; time is an argument, in seconds since 1970. */
typedef struct
{
  gboolean on;
  guint seconds; /* for how long; 0 until they turn it on again */
  gint64 until;  /* its end; 0 for none */
} PlPause;

PlPause  pl_pause_new       (guint           seconds,
                             gint64          now);
guint    pl_pause_get_left  (const PlPause  *self,
                             gint64          now);
char    *pl_pause_to_text   (const PlPause  *self);
PlPause  pl_pause_from_text (const char     *text,
                             gsize           size,
                             gint64          now);

/* The one file of it: in the session's own folder, which is in memory. */
void     pl_pause_keep      (const PlPause  *self,
                             const char     *path);
PlPause  pl_pause_recall    (const char     *path,
                             gint64          now);

guint    pl_pause_add_timer (guint           seconds,
                             GSourceFunc     func,
                             gpointer        data);

G_END_DECLS
