// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* Fixed sizes: a flood makes it forget, never grow. */
#define N_REPEATS 256
#define N_LAST 1024
#define N_BUBBLES 512
#define N_CHATS 512
#define N_GROUPED 64

/* Two identical notifications within a second or so count once; GLib's double send and a second door need less. */
#define REPEAT_SPAN (1500 * G_TIME_SPAN_MILLISECOND)

/* A phone hears the same message as the program or the site here, a little earlier or later. */
#define MIRROR_SPAN (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  guint64 key;
  guint64 words; /* who said what, wherever; 0 for no words */
  gint64 time;
  gboolean is_phone;
} Repeat;

typedef struct
{
  guint64 key;  /* of the conversation */
  guint64 text; /* hash of its last text */
  gsize length; /* bytes of its last text */
} Last;

/* The lines of a grouped summary, oldest first. */
typedef struct
{
  guint64 key; /* of the bubble */
  guint n_lines;
  guint32 lines[PL_RECENT_LINES];
} Grouped;

struct _PlRecent
{
  Repeat repeats[N_REPEATS];
  guint next_repeat;
  Last last[N_LAST];
  guint64 bubbles[N_BUBBLES];
  guint64 chats[N_CHATS];
  Grouped grouped[N_GROUPED];
  guint64 seed;
};

/* FNV-1a, 64 bits; seeded, so that nobody can write two messages that look alike to it. */
static guint64
hash_bytes (guint64     hash,
            const char *bytes,
            gsize       length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) bytes[i]) * G_GUINT64_CONSTANT (1099511628211);

  return (hash ^ 0x1f) * G_GUINT64_CONSTANT (1099511628211);
}

static guint64
hash_string (guint64     hash,
             const char *string)
{
  return string != NULL ? hash_bytes (hash, string, strlen (string)) : hash_bytes (hash, "\x01", 1);
}

/**
 * pl_recent_new:
 *
 * Returns: (transfer full): an empty memory
 */
PlRecent *
pl_recent_new (void)
{
  PlRecent *self = g_new0 (PlRecent, 1);

  self->seed = ((guint64) g_random_int () << 32) | g_random_int () | 1;

  return self;
}

/**
 * pl_recent_free:
 * @self: (transfer full): a memory
 */
void
pl_recent_free (PlRecent *self)
{
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

static guint64
hash_conversation (PlRecent              *self,
                   const PlMessageFields *fields)
{
  return hash_string (hash_string (hash_string (self->seed, fields->channel), fields->group), fields->sender);
}

static guint64
hash_whole (PlRecent              *self,
            const char            *application,
            const PlMessageFields *fields)
{
  guint64 hash = hash_string (hash_string (self->seed, application), fields->group);

  return hash_string (hash_string (hash, fields->sender), fields->text);
}

static guint64
hash_words (PlRecent              *self,
            const PlMessageFields *fields)
{
  if (fields->sender == NULL || fields->text == NULL || *fields->text == '\0')
    return 0;

  return hash_string (hash_string (self->seed, fields->sender), fields->text) | 1;
}

static gboolean
is_of_phone (const PlMessageFields *fields)
{
  return g_str_has_prefix (fields->channel, "phone:");
}

static gboolean
is_within (gint64 one,
           gint64 other,
           gint64 span)
{
  return one - other < span && other - one < span;
}

/**
 * pl_recent_is_repeated:
 * @self: a memory
 * @application: what to call its program, the same through every door
 * @fields: a message
 *
 * Returns: whether the same was heard a moment ago, or within a minute by the phone and here
 */
gboolean
pl_recent_is_repeated (PlRecent              *self,
                       const char            *application,
                       const PlMessageFields *fields)
{
  guint64 key = hash_whole (self, application, fields);
  guint64 words = hash_words (self, fields);

  for (guint i = 0; i < N_REPEATS; i++)
    {
      const Repeat *repeat = &self->repeats[i];

      if (repeat->key == key && is_within (fields->time, repeat->time, REPEAT_SPAN))
        return TRUE;
      if (words != 0 && repeat->words == words && repeat->is_phone != is_of_phone (fields) && is_within (fields->time, repeat->time, MIRROR_SPAN))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_recent_get_known:
 * @self: a memory
 * @fields: a message of a replaced notification
 *
 * A bubble that is filled up repeats what it held and adds a line.
 *
 * Returns: how many bytes at the start of the text are what this conversation said last
 */
gsize
pl_recent_get_known (PlRecent              *self,
                     const PlMessageFields *fields)
{
  guint64 key = hash_conversation (self, fields);
  const Last *last = &self->last[key % N_LAST];
  gsize length = fields->text != NULL ? strlen (fields->text) : 0;

  if (last->key != key || last->length > length)
    return 0;
  if (last->length < length && fields->text[last->length] != '\n')
    return 0;

  return hash_bytes (self->seed, fields->text != NULL ? fields->text : "", last->length) == last->text ? last->length : 0;
}

/**
 * pl_recent_add:
 * @self: a memory
 * @application: what to call its program
 * @fields: a message that counts, with its whole text
 */
void
pl_recent_add (PlRecent              *self,
               const char            *application,
               const PlMessageFields *fields)
{
  const char *text = fields->text != NULL ? fields->text : "";
  guint64 key = hash_conversation (self, fields);

  self->repeats[self->next_repeat] = (Repeat) { hash_whole (self, application, fields), hash_words (self, fields), fields->time, is_of_phone (fields) };
  self->next_repeat = (self->next_repeat + 1) % N_REPEATS;
  self->last[key % N_LAST] = (Last) { key, hash_bytes (self->seed, text, strlen (text)), strlen (text) };
}

/* How many of the first new lines are the last old ones: a bubble that is full drops lines above and adds some below. */
static guint
count_overlap (const Grouped *old,
               const guint32 *lines,
               guint          n_lines)
{
  for (guint n = MIN (old->n_lines, n_lines); n > 0; n--)
    {
      if (memcmp (old->lines + old->n_lines - n, lines, n * sizeof *lines) == 0)
        return n;
    }

  return 0;
}

/**
 * pl_recent_add_lines:
 * @self: a memory
 * @fields: a message of a grouped summary: its channel, and the group or the title in place of the sender
 * @lines: (array zero-terminated=1): all lines of it, no more than %PL_RECENT_LINES
 * @replaces: whether it takes the place of an earlier one
 *
 * Returns: how many lines at the start stood in the one before
 */
guint
pl_recent_add_lines (PlRecent              *self,
                     const PlMessageFields *fields,
                     char                 **lines,
                     gboolean               replaces)
{
  Grouped now = { .key = hash_string (hash_string (self->seed, fields->channel), fields->group != NULL ? fields->group : fields->sender) };
  Grouped *slot = &self->grouped[now.key % N_GROUPED];
  guint known;

  for (; now.n_lines < PL_RECENT_LINES && lines[now.n_lines] != NULL; now.n_lines++)
    now.lines[now.n_lines] = (guint32) (hash_string (self->seed, lines[now.n_lines]) >> 16);
  known = replaces && slot->key == now.key ? count_overlap (slot, now.lines, now.n_lines) : 0;
  *slot = now;

  return known;
}

/**
 * pl_recent_is_same_bubble:
 * @self: a memory
 * @notice: a notification
 *
 * Remembers the ids of the GTK and portal doors, where an id used again replaces.
 *
 * Returns: whether the notification takes the place of an earlier one
 */
gboolean
pl_recent_is_same_bubble (PlRecent       *self,
                          const PlNotice *notice)
{
  guint64 key = hash_string (hash_string (self->seed, notice->id), notice->notification_id);
  gboolean known = self->bubbles[key % N_BUBBLES] == key;

  if (notice->door == PL_DOOR_FDO || *notice->notification_id == '\0')
    return notice->replaces;

  self->bubbles[key % N_BUBBLES] = key;

  return known;
}

/**
 * pl_recent_add_chat_of_two:
 * @self: a memory
 * @channel: a channel
 * @title: a title under which somebody wrote without being named in the text
 */
void
pl_recent_add_chat_of_two (PlRecent   *self,
                           const char *channel,
                           const char *title)
{
  guint64 key = hash_string (hash_string (self->seed, channel), title);

  self->chats[key % N_CHATS] = key;
}

/**
 * pl_recent_is_chat_of_two:
 * @self: a memory
 * @channel: a channel
 * @title: a title
 *
 * Returns: whether that is known to be one person rather than a group
 */
gboolean
pl_recent_is_chat_of_two (PlRecent   *self,
                          const char *channel,
                          const char *title)
{
  guint64 key = hash_string (hash_string (self->seed, channel), title);

  return self->chats[key % N_CHATS] == key;
}
