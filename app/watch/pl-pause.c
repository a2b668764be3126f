// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-pause.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* Two numbers and a line end. */
#define TEXT_MAX 64

/**
 * pl_pause_new:
 * @seconds: for how long; 0 until the person ends it
 * @now: seconds since 1970
 *
 * Returns: a pause that begins now
 */
PlPause
pl_pause_new (guint  seconds,
              gint64 now)
{
  return (PlPause) { .on = TRUE, .seconds = seconds, .until = seconds > 0 ? now + seconds : 0 };
}

/**
 * pl_pause_get_left:
 * @self: a pause with an end
 * @now: seconds since 1970
 *
 * A clock that was set back makes no pause longer than it was asked for.
 *
 * Returns: seconds until its end, 0 where that is over
 */
guint
pl_pause_get_left (const PlPause *self,
                   gint64         now)
{
  if (now >= self->until)
    return 0;

  /* The numbers may be a stranger's: no sum of them is formed. */
  return now < self->until - (gint64) self->seconds ? self->seconds : (guint) (self->until - now);
}

/**
 * pl_pause_to_text:
 * @self: a pause that is on
 *
 * Returns: (transfer full): its two numbers, and nothing of what made the person pause
 */
char *
pl_pause_to_text (const PlPause *self)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %u\n", self->until, self->seconds);
}

static gboolean
parse_numbers (const char *text,
               gint64     *until,
               guint      *seconds)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  guint64 parsed;

  if (g_strv_length (words) != 2 || !g_ascii_string_to_signed (words[0], 10, 0, G_MAXINT64, until, NULL) ||
      !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXUINT, &parsed, NULL))
    return FALSE;
  *seconds = (guint) parsed;

  return (*until == 0) == (*seconds == 0);
}

/**
 * pl_pause_from_text:
 * @text: what pl_pause_to_text () gave, perhaps altered by a stranger; need not end in a zero
 * @size: its size in bytes
 * @now: seconds since 1970
 *
 * Returns: the rest of that pause; none where it is over or @text is something else
 */
PlPause
pl_pause_from_text (const char *text,
                    gsize       size,
                    gint64      now)
{
  g_autofree char *line = NULL;
  PlPause pause = { .on = TRUE };

  if (size == 0 || size > TEXT_MAX || text[size - 1] != '\n' || memchr (text, '\0', size) != NULL)
    return (PlPause) { 0 };

  line = g_strndup (text, size - 1);
  if (!parse_numbers (line, &pause.until, &pause.seconds))
    return (PlPause) { 0 };
  if (pause.seconds == 0)
    return pause;

  pause.seconds = pl_pause_get_left (&pause, now);

  return pause.seconds > 0 ? pl_pause_new (pause.seconds, now) : (PlPause) { 0 };
}

/**
 * pl_pause_keep:
 * @self: what to keep; a pause that is off removes the file
 * @path: (nullable): the file; %NULL where the session has no folder of its own
 *
 * A pause that cannot be kept holds all the same, until the watcher ends.
 */
void
pl_pause_keep (const PlPause *self,
               const char    *path)
{
  g_autofree char *text = NULL;

  if (path == NULL)
    return;
  if (!self->on)
    {
      g_remove (path);
      return;
    }

  text = pl_pause_to_text (self);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/**
 * pl_pause_recall:
 * @path: (nullable): the file
 * @now: seconds since 1970
 *
 * Returns: the rest of the pause in which the last watcher of this session was cut off; none where it was not paused
 */
PlPause
pl_pause_recall (const char *path,
                 gint64      now)
{
  g_autofree char *text = NULL;
  gsize size;

  if (path == NULL || !g_file_get_contents (path, &text, &size, NULL))
    return (PlPause) { 0 };

  return pl_pause_from_text (text, size, now);
}

/* One end of a pause to come. */
typedef struct
{
  int descriptor;
  GSourceFunc func;
  gpointer data;
} Timer;

static gboolean
timer_cb (int          descriptor,
          GIOCondition condition,
          gpointer     data)
{
  const Timer *timer = data;

  timer->func (timer->data);

  return G_SOURCE_REMOVE;
}

static void
timer_free (gpointer data)
{
  Timer *timer = data;

  close (timer->descriptor);
  g_free (timer);
}

/**
 * pl_pause_add_timer:
 * @seconds: from now, more than 0
 * @func: (scope notified): called once; what it returns does not count
 * @data: for @func
 *
 * As g_timeout_add_seconds (), on the clock that goes on while the machine sleeps: timerfd_create(2), CLOCK_BOOTTIME.
 *
 * Returns: the id of a source, for g_source_remove () unless @func ran
 */
guint
pl_pause_add_timer (guint       seconds,
                    GSourceFunc func,
                    gpointer    data)
{
  const struct itimerspec when = { .it_value = { .tv_sec = seconds } };
  Timer *timer = g_new (Timer, 1);

  *timer = (Timer) { timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK), func, data };
  if (timer->descriptor < 0)
    {
      g_free (timer);
      return g_timeout_add_seconds (seconds, func, data);
    }
  timerfd_settime (timer->descriptor, 0, &when, NULL);

  return g_unix_fd_add_full (G_PRIORITY_DEFAULT, timer->descriptor, G_IO_IN, timer_cb, timer, timer_free);
}
