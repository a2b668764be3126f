// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How often each word stands in the text that trains the model. */

#include "ctl-word-counts.h"

#include <string.h>

/* A word that occurs less often is left to its letters, in training too: so the letters learn what new words need. */
#define LEAST_COUNT 2
#define LEAST_COUNT_NEGATIVES 5

typedef struct
{
  PlText text;
  GHashTable *counts; /* word -> PlWordCount, owned */
} Counter;

static gboolean
is_plain_word (const char *bytes,
               guint       length)
{
  guint run = 1;

  for (guint i = 0; i < length; i++)
    {
      if ((guchar) bytes[i] < 0x80 && !g_ascii_isalpha (bytes[i]))
        return FALSE;
      run = i > 0 && bytes[i] == bytes[i - 1] ? run + 1 : 1;
      if (run > 2)
        return FALSE;
    }

  return length > 0;
}

static void
word_count_free (PlWordCount *self)
{
  g_free (self->word);
  g_free (self);
}

static void
add_count (Counter    *self,
           const char *word,
           guint       language,
           guint       weight)
{
  PlWordCount *entry = g_hash_table_lookup (self->counts, word);

  if (entry == NULL)
    {
      entry = g_new0 (PlWordCount, 1);
      entry->word = g_strdup (word);
      g_hash_table_insert (self->counts, entry->word, entry);
    }
  entry->count += weight;
  entry->in[language] += weight;
}

static void
count_text (Counter    *self,
            const char *text,
            guint       language,
            guint       weight)
{
  gsize length = strlen (text);

  for (gsize at = 0; at < length;)
    {
      at = pl_text_read (&self->text, NULL, text, length, at);
      for (guint i = 0; i < self->text.n_tokens; i++)
        {
          const PlToken *token = &self->text.tokens[i];
          g_autofree char *word = g_strndup (self->text.bytes + token->offset, token->length);

          if (token->kind == PL_TOKEN_WORD && is_plain_word (word, token->length))
            add_count (self, word, language, weight);
        }
    }
}

/* GDestroyNotify of an element. */
static void
clear_word (gpointer element)
{
  g_free (((PlWordCount *) element)->word);
}

/* The most frequent first, then by letters: the same corpus always gives the same table. */
static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const PlWordCount *left = a;
  const PlWordCount *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;

  return strcmp (left->word, right->word);
}

/**
 * pl_word_counts_new:
 * @corpus: the text written for training
 * @negatives: (nullable): further text
 *
 * Counts are kept in units of 1 / LEAST_COUNT_NEGATIVES, so that a word of the negatives needs more of them.
 *
 * Returns: (transfer full) (element-type PlWordCount): the words that occur often enough, the most frequent first
 */
GArray *
pl_word_counts_new (const PlCorpus *corpus,
                    const PlCorpus *negatives)
{
  Counter *counter = g_new0 (Counter, 1);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (PlWordCount));
  GHashTableIter iter;
  gpointer value;

  g_array_set_clear_func (words, clear_word);
  counter->counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) word_count_free);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      count_text (counter, example->text, g_strcmp0 (example->language, "es") == 0 ? PL_WORD_COUNT_SPANISH : PL_WORD_COUNT_OTHER,
                  LEAST_COUNT_NEGATIVES);
    }
  for (guint i = 0; negatives != NULL && i < negatives->examples->len; i++)
    count_text (counter, pl_corpus_get (negatives, i)->text, PL_WORD_COUNT_OTHER, LEAST_COUNT);
  g_hash_table_iter_init (&iter, counter->counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PlWordCount entry = *(const PlWordCount *) value;

      if (entry.count < LEAST_COUNT * LEAST_COUNT_NEGATIVES)
        continue;
      entry.word = g_strdup (entry.word);
      g_array_append_val (words, entry);
    }
  g_array_sort (words, compare_counts);
  g_hash_table_unref (counter->counts);
  g_free (counter);

  return words;
}
