// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which words the model knows, and the ways to them. */

#include "ctl-vocabulary.h"

#include "ctl-slang.h"
#include "ctl-word-counts.h"

#include <math.h>
#include <string.h>

/* The share of slots that may be taken. */
#define FILL 0.85

/* How far more frequent a word has to be for another to be taken for it without its vowels; two letters are soon alike. */
#define BARE_TIMES 10
#define BARE_TIMES_SHORT 40

static guint32
hash_word (const char *word)
{
  return pl_hash_bytes (word, strlen (word));
}

/* A word that finds no room is left out. */
static void
insert (PlVocabulary *self,
        guint32       key,
        guint32       target,
        guint8        rank,
        guint8        concept)
{
  guint32 slot = pl_words_start (key, self->n_slots);

  if (self->n_taken >= (guint) (FILL * self->n_slots))
    return;
  while (self->keys[slot] != 0)
    {
      if (self->keys[slot] == key)
        return;
      if (++slot == self->n_slots)
        slot = 0;
    }
  self->n_taken++;
  self->keys[slot] = key;
  self->targets[slot] = target;
  self->ranks[slot] = rank;
  self->concepts[slot] = concept;
}

static guint8
get_concept (const PlConcepts *concepts,
             const char       *word)
{
  return concepts != NULL ? pl_concepts_find (concepts, word) : 0;
}

static void
insert_slang (PlVocabulary     *self,
              const PlConcepts *concepts)
{
  for (const PlSlang *slang = pl_slang_get (); slang->word != NULL; slang++)
    {
      guint8 concept = get_concept (concepts, slang->meaning);

      insert (self, hash_word (slang->word), hash_word (slang->meaning), 128, concept != 0 ? concept : get_concept (concepts, slang->word));
    }
}

/* Words that are read as one, in the order of their letters. */
static void
insert_same (PlVocabulary     *self,
             const PlConcepts *concepts)
{
  g_autoptr (GList) words = NULL;

  if (concepts == NULL)
    return;
  words = g_list_sort (g_hash_table_get_keys (concepts->same), (GCompareFunc) strcmp);
  for (GList *link = words; link != NULL; link = link->next)
    {
      const char *word = link->data;
      const char *name = g_hash_table_lookup (concepts->same, word);
      guint8 concept = get_concept (concepts, name + 1);

      insert (self, hash_word (word), hash_word (name), 128, concept != 0 ? concept : get_concept (concepts, word));
    }
}

/* Ways from rare words, and from beginnings of words, to a meaning. */
static void
insert_stems (PlVocabulary     *self,
              const PlConcepts *concepts)
{
  for (guint i = 0; concepts != NULL && i < concepts->words->len; i++)
    {
      const PlConceptWord *word = &g_array_index (concepts->words, PlConceptWord, i);
      guint32 key = hash_word (word->word) ^ PL_WORDS_STEM_SALT ^ (word->stem ? 0 : 1);

      insert (self, key, 0, 1, word->concept);
    }
}

/* For each form without inner vowels how often the most frequent word of a language has it: count by form. */
static GHashTable *
count_bare (const GArray *words,
            guint         language)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const PlWordCount *word = &g_array_index (words, PlWordCount, i);
      guint length = (guint) strlen (word->word);
      char bare[PL_TEXT_WORD];
      g_autofree char *form = NULL;
      guint n;

      if (length > PL_TEXT_WORD)
        continue;
      n = pl_repair_bare (word->word, length, TRUE, bare);
      form = g_strndup (bare, n);
      if (n < length && word->in[language] > GPOINTER_TO_UINT (g_hash_table_lookup (counts, form)))
        g_hash_table_insert (counts, g_steal_pointer (&form), GUINT_TO_POINTER (word->in[language]));
    }

  return counts;
}

/* Whether a word is rather a far more frequent one of its language that somebody wrote without vowels. Left out of the table it is read
 * as that one; in it, it would be a word of its own that little is learnt of. */
static gboolean
is_bare (const PlWordCount *word,
         GHashTable *const  bares[PL_WORD_COUNT_LANGUAGES])
{
  guint language = word->in[PL_WORD_COUNT_SPANISH] > word->in[PL_WORD_COUNT_OTHER] ? PL_WORD_COUNT_SPANISH : PL_WORD_COUNT_OTHER;
  guint times = strlen (word->word) > 2 ? BARE_TIMES : BARE_TIMES_SHORT;

  return GPOINTER_TO_UINT (g_hash_table_lookup (bares[language], word->word)) >= times * word->count;
}

/* Words that stand for others have been inserted before; these stand for themselves. */
static void
insert_words (PlVocabulary     *self,
              const PlConcepts *concepts,
              const GArray     *words)
{
  double top = words->len > 0 ? log1p (g_array_index (words, PlWordCount, 0).count) : 1;
  g_autoptr (GHashTable) spanish = count_bare (words, PL_WORD_COUNT_SPANISH);
  g_autoptr (GHashTable) other = count_bare (words, PL_WORD_COUNT_OTHER);
  GHashTable *const bares[PL_WORD_COUNT_LANGUAGES] = { [PL_WORD_COUNT_SPANISH] = spanish, [PL_WORD_COUNT_OTHER] = other };

  for (guint i = 0; i < words->len; i++)
    {
      const PlWordCount *word = &g_array_index (words, PlWordCount, i);
      guint32 hash = hash_word (word->word);
      guint8 concept = get_concept (concepts, word->word);

      if (concept != 0 || !is_bare (word, bares))
        insert (self, hash, hash, (guint8) CLAMP (255 * log1p (word->count) / top, 1, 255), concept);
    }
}

/* The first way of a key stays, which leads to the more frequent word. */
static guint
insert_way (PlVocabulary *self,
            guint32       key,
            guint         slot)
{
  PlWords words = pl_vocabulary_get (self);
  guint32 at = pl_words_start (key, self->n_ways);

  if (pl_words_follow (&words, key) >= 0)
    return 0;
  while (self->ways[at] != 0)
    {
      if (++at == self->n_ways)
        at = 0;
    }
  self->ways[at] = (guint32) slot << 16 | pl_words_shorten (key);

  return 1;
}

/* From a word without its vowels, but for the last letter or wholly, to the most frequent word that has them. */
static guint
insert_bare (PlVocabulary *self,
             const char   *word,
             guint         slot)
{
  char bare[PL_TEXT_WORD];
  guint length = (guint) strlen (word);
  guint done = 0;
  guint n;

  if (length < 3 || length > PL_TEXT_WORD)
    return 0;
  n = pl_repair_bare (word, length, TRUE, bare);
  if (n < length && n > 2)
    done += insert_way (self, pl_hash_bytes (bare, n) ^ PL_WORDS_BARE_SALT, slot);
  n = pl_repair_bare (word, length, FALSE, bare);
  if (n >= 2 && n < length)
    done += insert_way (self, pl_hash_bytes (bare, n) ^ PL_WORDS_BARE_SALT, slot);

  return done;
}

/* From a word without one of its letters to the most frequent word that has it. */
static guint
insert_edits (PlVocabulary *self,
              const char   *word,
              guint         slot)
{
  guint length = (guint) strlen (word);
  char shorter[PL_TEXT_WORD];
  guint n = 0;

  if (length < PL_REPAIR_SHORTEST || length > PL_TEXT_WORD)
    return 0;
  for (guint skip = 0; skip < length; skip++)
    {
      memcpy (shorter, word, skip);
      memcpy (shorter + skip, word + skip + 1, length - skip - 1);
      n += insert_way (self, pl_hash_bytes (shorter, length - 1) ^ PL_WORDS_EDIT_SALT, slot);
    }

  return n;
}

/* The more frequent a word, the more likely it is what was meant; so are the words that leave out vowels. */
static void
insert_ways (PlVocabulary *self,
             const GArray *counts)
{
  PlWords words = pl_vocabulary_get (self);
  guint room = (guint) (FILL * self->n_ways);
  guint used = 0;

  for (guint i = 0; i < counts->len && used + PL_TEXT_WORD < room; i++)
    {
      const char *word = g_array_index (counts, PlWordCount, i).word;
      int slot = pl_words_find (&words, hash_word (word));

      if (slot >= 0)
        used += insert_bare (self, word, (guint) slot) + insert_edits (self, word, (guint) slot);
    }
}

/**
 * pl_vocabulary_new:
 * @corpus: the text written for training
 * @negatives: (nullable): further text
 * @concepts: (nullable): meanings
 * @n_slots: of the table, at most 65536
 * @n_ways: of the ways to its words
 *
 * Returns: (transfer full): the most frequent words, slang, and ways from words with a slip of the hand or without vowels
 */
PlVocabulary *
pl_vocabulary_new (const PlCorpus *corpus,
                   const PlCorpus *negatives,
                   const PlConcepts *concepts,
                   guint           n_slots,
                   guint           n_ways)
{
  PlVocabulary *self = g_new0 (PlVocabulary, 1);
  g_autoptr (GArray) words = pl_word_counts_new (corpus, negatives);

  self->n_slots = n_slots;
  self->n_ways = n_ways;
  self->ways = g_new0 (guint32, n_ways);
  self->keys = g_new0 (guint32, n_slots);
  self->targets = g_new0 (guint32, n_slots);
  self->ranks = g_new0 (guint8, n_slots);
  self->concepts = g_new0 (guint8, n_slots);
  insert_same (self, concepts);
  insert_slang (self, concepts);
  insert_stems (self, concepts);
  insert_words (self, concepts, words);
  insert_ways (self, words);

  return self;
}

/**
 * pl_vocabulary_free:
 * @self: (transfer full): a vocabulary
 */
void
pl_vocabulary_free (PlVocabulary *self)
{
  g_free (self->keys);
  g_free (self->targets);
  g_free (self->ranks);
  g_free (self->concepts);
  g_free (self->ways);
  g_free (self);
}

/**
 * pl_vocabulary_get:
 * @self: a vocabulary
 *
 * Returns: the words as the engine reads them; borrowed
 */
PlWords
pl_vocabulary_get (const PlVocabulary *self)
{
  return (PlWords) { self->keys, self->targets, self->ranks, self->concepts, self->ways, self->n_slots, self->n_ways };
}
