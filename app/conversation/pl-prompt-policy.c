// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt-policy.h"

#include <string.h>

/* The caps of the wording rules. */
#define PER_DAY 2
#define PER_WEEK 5
#define DAY (24 * G_TIME_SPAN_HOUR)
#define WEEK (7 * DAY)
#define FORTNIGHT (14 * DAY)
#define HOLD_LIMIT (30 * G_TIME_SPAN_MINUTE)

#define SAVED_TYPE "a(sxuub)"

/* A prompt that was shown. */
typedef struct
{
  char *conversation; /* its name, or where it was loaded its keyed hash */
  gint64 time;
  PlConcern concern;
  guint wording;
  gboolean beyond;    /* a direct threat that skipped the counts */
  gboolean hashed;    /* conversation is a keyed hash */
} Shown;

struct _PlPromptPolicy
{
  /* Owned */
  GPtrArray *shown; /* of Shown, of the last fortnight */
  GBytes *key;      /* (nullable) */

  /* State */
  PlPromptPolicySettings settings;
};

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  explicit_bzero (shown->conversation, strlen (shown->conversation));
  g_free (shown->conversation);
  g_free (shown);
}

/**
 * pl_prompt_policy_new:
 * @settings: copied
 *
 * Returns: (transfer full): a policy that has shown nothing
 */
PlPromptPolicy *
pl_prompt_policy_new (const PlPromptPolicySettings *settings)
{
  PlPromptPolicy *self = g_new0 (PlPromptPolicy, 1);

  self->shown = g_ptr_array_new_with_free_func (shown_free);
  self->settings = *settings;

  return self;
}

/**
 * pl_prompt_policy_free:
 * @self: (transfer full): a policy
 */
void
pl_prompt_policy_free (PlPromptPolicy *self)
{
  g_ptr_array_unref (self->shown);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}

/**
 * pl_prompt_policy_set:
 * @self: a policy
 * @settings: from now on, copied
 */
void
pl_prompt_policy_set (PlPromptPolicy               *self,
                      const PlPromptPolicySettings *settings)
{
  self->settings = *settings;
}

/* HMAC-SHA-256 (RFC 2104). */
static char *
hash_name (GBytes     *key,
           const char *name)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (key, &size);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, bytes, size, name, -1);
}

static gboolean
is_of (const PlPromptPolicy *self,
       const Shown          *shown,
       const char           *conversation)
{
  g_autofree char *hash = NULL;

  if (!shown->hashed)
    return g_str_equal (shown->conversation, conversation);
  if (self->key == NULL)
    return FALSE;
  hash = hash_name (self->key, conversation);

  return g_str_equal (shown->conversation, hash);
}

/* How many were shown since a time; of one conversation, or of all. */
static guint
count_shown (const PlPromptPolicy *self,
             const char           *conversation,
             gint64                since)
{
  guint n = 0;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = g_ptr_array_index (self->shown, i);

      if (shown->time > since && (conversation == NULL || is_of (self, shown, conversation)))
        n++;
    }

  return n;
}

/* Once a day, whatever the chat: a group that shouts threats must not fill the day with pop-ups. */
static gboolean
may_skip_counts (const PlPromptPolicy *self,
                 const PlAssessment   *assessment,
                 gint64                now)
{
  if (!assessment->direct_threat)
    return FALSE;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = g_ptr_array_index (self->shown, i);

      if (shown->beyond && shown->time > now - DAY)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_capped (const PlPromptPolicy *self,
           const char           *conversation,
           gint64                now)
{
  return count_shown (self, NULL, now - DAY) >= PER_DAY || count_shown (self, NULL, now - WEEK) >= PER_WEEK ||
         count_shown (self, conversation, now - DAY) > 0;
}

/* When a wording was last shown, or -1. */
static gint64
get_last_use (const PlPromptPolicy *self,
              PlConcern             concern,
              guint                 wording)
{
  gint64 last = -1;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = g_ptr_array_index (self->shown, i);

      if (shown->concern == concern && shown->wording == wording)
        last = MAX (last, shown->time);
    }

  return last;
}

/* The wording that rested longest. */
static guint
choose_wording (const PlPromptPolicy *self,
                PlConcern             concern,
                gint64               *last_use)
{
  guint best = 0;

  *last_use = get_last_use (self, concern, 0);
  for (guint i = 1; i < PL_N_WORDINGS; i++)
    {
      gint64 last = get_last_use (self, concern, i);

      if (last < *last_use)
        {
          best = i;
          *last_use = last;
        }
    }

  return best;
}

static gboolean
has_wording (const PlPromptPolicy *self,
             PlConcern             concern,
             gint64                now)
{
  gint64 last_use;

  choose_wording (self, concern, &last_use);

  return last_use < 0 || now - last_use >= FORTNIGHT;
}

static gboolean
is_quiet_now (const PlPromptPolicySettings *settings,
              guint                         minute)
{
  if (!settings->quiet_hours || settings->quiet_start == settings->quiet_end)
    return FALSE;
  if (settings->quiet_start < settings->quiet_end)
    return minute >= settings->quiet_start && minute < settings->quiet_end;

  return minute >= settings->quiet_start || minute < settings->quiet_end;
}

/* A clock that was ahead has been set right: what was shown in that future was shown by now, and the caps end a day from now. */
static void
settle_clock (PlPromptPolicy *self,
              gint64          now)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Shown *shown = g_ptr_array_index (self->shown, i);

      shown->time = MIN (shown->time, now);
    }
}

/**
 * pl_prompt_policy_decide:
 * @self: a policy
 * @conversation: its key
 * @assessment: with a prompt
 * @raised: when the prompt was raised, microseconds since 1970
 * @desk: what the desk looks like now
 *
 * One prompt per conversation in 24 hours, two a day, five a week, none in quiet hours or while the desk is busy, no wording
 * twice in a fortnight. A direct threat skips the counts once in 24 hours, in whatever conversation; it is held like any other, and its
 * wordings rest like any other's.
 *
 * Returns: whether to show it, to ask again later, or to let it go
 */
PlDecision
pl_prompt_policy_decide (PlPromptPolicy     *self,
                         const char         *conversation,
                         const PlAssessment *assessment,
                         gint64              raised,
                         const PlDeskState  *desk)
{
  settle_clock (self, desk->now);
  if (assessment->prompt == PL_CONCERN_NONE || !has_wording (self, assessment->prompt, desk->now))
    return PL_DECISION_DROP;
  if (is_capped (self, conversation, desk->now) && !may_skip_counts (self, assessment, desk->now))
    return PL_DECISION_DROP;
  if (!desk->busy && !is_quiet_now (&self->settings, desk->minute_of_day))
    return PL_DECISION_SHOW;

  return desk->now - raised <= HOLD_LIMIT ? PL_DECISION_HOLD : PL_DECISION_DROP;
}

static void
drop_old (PlPromptPolicy *self,
          gint64          now)
{
  for (guint i = self->shown->len; i > 0; i--)
    {
      const Shown *shown = g_ptr_array_index (self->shown, i - 1);

      if (now - shown->time > FORTNIGHT)
        g_ptr_array_remove_index (self->shown, i - 1);
    }
}

/**
 * pl_prompt_policy_shown:
 * @self: a policy
 * @conversation: its key
 * @assessment: with the prompt that is being shown
 * @now: microseconds since 1970
 *
 * Counts the prompt.
 *
 * Returns: the wording to use, below %PL_N_WORDINGS
 */
guint
pl_prompt_policy_shown (PlPromptPolicy     *self,
                        const char         *conversation,
                        const PlAssessment *assessment,
                        gint64              now)
{
  Shown *shown = g_new0 (Shown, 1);
  gint64 last_use;

  drop_old (self, now);
  shown->conversation = g_strdup (conversation);
  shown->time = now;
  shown->concern = assessment->prompt;
  shown->wording = choose_wording (self, assessment->prompt, &last_use);
  shown->beyond = assessment->direct_threat && is_capped (self, conversation, now);
  g_ptr_array_add (self->shown, shown);

  return shown->wording;
}

/**
 * pl_prompt_policy_take_back:
 * @self: a policy
 * @conversation: its key
 *
 * Nobody could show what was counted last for that conversation: it counts no more, and its wording is free again.
 */
void
pl_prompt_policy_take_back (PlPromptPolicy *self,
                            const char     *conversation)
{
  for (guint i = self->shown->len; i > 0; i--)
    {
      if (!is_of (self, g_ptr_array_index (self->shown, i - 1), conversation))
        continue;
      g_ptr_array_remove_index (self->shown, i - 1);
      return;
    }
}

/**
 * pl_prompt_policy_forget:
 * @self: a policy
 *
 * Forgets every prompt that was shown.
 */
void
pl_prompt_policy_forget (PlPromptPolicy *self)
{
  g_ptr_array_set_size (self->shown, 0);
}

/**
 * pl_prompt_policy_save:
 * @self: a policy
 * @key: secret key of the hash that stands for a conversation's name
 *
 * Returns: (transfer floating): what to remember between sessions; no name and no text
 */
GVariant *
pl_prompt_policy_save (PlPromptPolicy *self,
                       GBytes         *key)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SAVED_TYPE));
  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = g_ptr_array_index (self->shown, i);
      g_autofree char *hash = shown->hashed ? g_strdup (shown->conversation) : hash_name (key, shown->conversation);

      g_variant_builder_add (&builder, "(sxuub)", hash, shown->time, (guint32) shown->concern, shown->wording, shown->beyond);
    }

  return g_variant_builder_end (&builder);
}

/**
 * pl_prompt_policy_load:
 * @self: a policy
 * @key: the key that the prompts were saved with
 * @saved: what pl_prompt_policy_save () gave, perhaps altered by a stranger
 *
 * Returns: whether @saved has the form of saved prompts; if not, nothing was changed
 */
gboolean
pl_prompt_policy_load (PlPromptPolicy *self,
                       GBytes         *key,
                       GVariant       *saved)
{
  GVariantIter iter;
  Shown one = { .hashed = TRUE };
  guint32 concern;

  if (!g_variant_is_of_type (saved, G_VARIANT_TYPE (SAVED_TYPE)))
    return FALSE;

  g_clear_pointer (&self->key, g_bytes_unref);
  self->key = g_bytes_ref (key);
  g_variant_iter_init (&iter, saved);
  while (self->shown->len < 1000 && g_variant_iter_next (&iter, "(sxuub)", &one.conversation, &one.time, &concern, &one.wording, &one.beyond))
    {
      one.concern = concern;
      g_ptr_array_add (self->shown, g_memdup2 (&one, sizeof (one)));
    }

  return TRUE;
}
