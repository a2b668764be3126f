// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt-book.h"

#include <string.h>

/* "Now" ends after five minutes. */
#define NOW_SPAN (5 * G_TIME_SPAN_MINUTE)

struct _PlPromptBook
{
  /* Owned */
  GPtrArray *entries; /* (element-type PlPromptEntry), oldest first */
};

static void
entry_free (gpointer data)
{
  PlPromptEntry *entry = data;

  explicit_bzero (entry->conversation, strlen (entry->conversation));
  g_free (entry->conversation);
  g_free (entry->id);
  g_free (entry);
}

/**
 * pl_prompt_book_new:
 *
 * Returns: (transfer full): an empty book
 */
PlPromptBook *
pl_prompt_book_new (void)
{
  PlPromptBook *self = g_new0 (PlPromptBook, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

/**
 * pl_prompt_book_free:
 * @self: (transfer full): a book
 */
void
pl_prompt_book_free (PlPromptBook *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * pl_prompt_book_add:
 * @self: a book
 * @id: a fresh id that nobody can guess
 * @conversation: the conversation's key
 * @assessment: why
 * @reasons: a bit (1 << concern) for each kind of reason
 * @now: microseconds since 1970
 *
 * Returns: (transfer none): the entry, held until somebody marks it shown
 */
PlPromptEntry *
pl_prompt_book_add (PlPromptBook       *self,
                    const char         *id,
                    const char         *conversation,
                    const PlAssessment *assessment,
                    guint               reasons,
                    gint64              now)
{
  PlPromptEntry *entry = g_new0 (PlPromptEntry, 1);

  entry->id = g_strdup (id);
  entry->conversation = g_strdup (conversation);
  entry->assessment = *assessment;
  entry->reasons = reasons;
  entry->raised = now;
  g_ptr_array_add (self->entries, entry);

  return entry;
}

/* A clock that jumped back makes no prompt live longer than its half hour from then on. */
static gboolean
is_alive (const PlPromptEntry *entry,
          gint64               now)
{
  return now < entry->raised + PL_PROMPT_LIFETIME && now > entry->raised - PL_PROMPT_LIFETIME;
}

/**
 * pl_prompt_book_find:
 * @self: a book
 * @id: an id
 * @now: microseconds since 1970
 *
 * Returns: (transfer none) (nullable): the entry; %NULL where there is none or its half hour is over
 */
PlPromptEntry *
pl_prompt_book_find (PlPromptBook *self,
                     const char   *id,
                     gint64        now)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      PlPromptEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->id, id) && is_alive (entry, now))
        return entry;
    }

  return NULL;
}

/**
 * pl_prompt_book_next_held:
 * @self: a book
 *
 * Returns: (transfer none) (nullable): the oldest entry whose pop-up waits for the desk to be free
 */
PlPromptEntry *
pl_prompt_book_next_held (PlPromptBook *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      PlPromptEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry->shown)
        return entry;
    }

  return NULL;
}

/**
 * pl_prompt_book_take:
 * @self: a book
 * @id: an id
 * @now: microseconds since 1970
 *
 * An id works once.
 *
 * Returns: (transfer full) (nullable): the prompt; %NULL where the id is unknown, too old or was used
 */
PlPrompt *
pl_prompt_book_take (PlPromptBook *self,
                     const char   *id,
                     gint64        now)
{
  PlPromptEntry *entry = pl_prompt_book_find (self, id, now);
  PlTimeBucket bucket;

  if (entry == NULL || entry->got)
    return NULL;

  entry->got = TRUE;
  bucket = now - entry->raised < NOW_SPAN ? PL_TIME_BUCKET_NOW : PL_TIME_BUCKET_EARLIER;

  return pl_prompt_new (entry->assessment.prompt, entry->assessment.stage, entry->reasons, entry->wording, bucket);
}

/**
 * pl_prompt_book_remove:
 * @self: a book
 * @id: an id
 */
void
pl_prompt_book_remove (PlPromptBook *self,
                       const char   *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const PlPromptEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->id, id))
        {
          g_ptr_array_remove_index (self->entries, i);
          return;
        }
    }
}

/**
 * pl_prompt_book_expire:
 * @self: a book
 * @now: microseconds since 1970
 *
 * Forgets what is older than half an hour: nothing waits for whoever comes next.
 *
 * Returns: (transfer full) (element-type utf8): the ids that are gone, for their pop-ups to be withdrawn
 */
GPtrArray *
pl_prompt_book_expire (PlPromptBook *self,
                       gint64        now)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = self->entries->len; i > 0; i--)
    {
      const PlPromptEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (is_alive (entry, now))
        continue;
      g_ptr_array_add (gone, g_strdup (entry->id));
      g_ptr_array_remove_index (self->entries, i - 1);
    }

  return gone;
}

/**
 * pl_prompt_book_get_next_wake:
 * @self: a book
 *
 * Returns: when pl_prompt_book_expire () is next of use, microseconds since 1970; 0 where never
 */
gint64
pl_prompt_book_get_next_wake (PlPromptBook *self)
{
  const PlPromptEntry *oldest;

  if (self->entries->len == 0)
    return 0;

  oldest = g_ptr_array_index (self->entries, 0);

  return oldest->raised + PL_PROMPT_LIFETIME;
}

/**
 * pl_prompt_book_clear:
 * @self: a book
 *
 * Forgets every prompt at once.
 */
void
pl_prompt_book_clear (PlPromptBook *self)
{
  g_ptr_array_set_size (self->entries, 0);
}
