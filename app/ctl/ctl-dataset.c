// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-dataset.h"

#include "ctl-slang.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word that occurs less often is left to its letters, in training too: so the letters learn what new words need. */
#define LEAST_COUNT 2
#define LEAST_COUNT_NEGATIVES 5

/* The share of slots that may be taken. */
#define FILL 0.85

/* How far more frequent a word has to be for another to be taken for it without its vowels; two letters are soon alike. */
#define BARE_TIMES 10
#define BARE_TIMES_SHORT 40

enum
{
  SPANISH,
  OTHER, /* nearly all of it English */
  N_LANGUAGES,
};

typedef struct
{
  char *word;
  guint count;
  guint in[N_LANGUAGES]; /* which add up to @count */
} WordCount;

typedef struct
{
  PlText text;
  GHashTable *counts; /* word -> WordCount, owned */
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
word_count_free (WordCount *self)
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
  WordCount *entry = g_hash_table_lookup (self->counts, word);

  if (entry == NULL)
    {
      entry = g_new0 (WordCount, 1);
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

/* The most frequent first, then by letters: the same corpus always gives the same table. */
static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const WordCount *left = a;
  const WordCount *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;

  return strcmp (left->word, right->word);
}

/* Counts are kept in units of 1 / LEAST_COUNT_NEGATIVES, so that a word of the negatives needs more of them. */
static GArray *
count_words (const PlCorpus *corpus,
             const PlCorpus *negatives)
{
  Counter *counter = g_new0 (Counter, 1);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (WordCount));
  GHashTableIter iter;
  gpointer value;

  counter->counts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) word_count_free);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      count_text (counter, example->text, g_strcmp0 (example->language, "es") == 0 ? SPANISH : OTHER, LEAST_COUNT_NEGATIVES);
    }
  for (guint i = 0; negatives != NULL && i < negatives->examples->len; i++)
    count_text (counter, pl_corpus_get (negatives, i)->text, OTHER, LEAST_COUNT);
  g_hash_table_iter_init (&iter, counter->counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      WordCount entry = *(const WordCount *) value;

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

      insert (self, pl_hash_bytes (slang->word, strlen (slang->word)), pl_hash_bytes (slang->meaning, strlen (slang->meaning)), 128,
              concept != 0 ? concept : get_concept (concepts, slang->word));
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

      insert (self, pl_hash_bytes (word, strlen (word)), pl_hash_bytes (name, strlen (name)), 128,
              concept != 0 ? concept : get_concept (concepts, word));
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
      guint32 key = pl_hash_bytes (word->word, strlen (word->word)) ^ PL_WORDS_STEM_SALT ^ (word->stem ? 0 : 1);

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
      const WordCount *word = &g_array_index (words, WordCount, i);
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
 * as that one; in it, it would be a word that few messages have. */
static gboolean
is_bare (const WordCount  *word,
         GHashTable *const bares[N_LANGUAGES])
{
  guint language = word->in[SPANISH] > word->in[OTHER] ? SPANISH : OTHER;
  guint times = strlen (word->word) > 2 ? BARE_TIMES : BARE_TIMES_SHORT;

  return GPOINTER_TO_UINT (g_hash_table_lookup (bares[language], word->word)) >= times * word->count;
}

/* Words that stand for others have been inserted before; these stand for themselves. */
static void
insert_words (PlVocabulary     *self,
              const PlConcepts *concepts,
              const GArray     *words)
{
  double top = words->len > 0 ? log1p (g_array_index (words, WordCount, 0).count) : 1;
  g_autoptr (GHashTable) spanish = count_bare (words, SPANISH);
  g_autoptr (GHashTable) other = count_bare (words, OTHER);
  GHashTable *const bares[N_LANGUAGES] = { [SPANISH] = spanish, [OTHER] = other };

  for (guint i = 0; i < words->len; i++)
    {
      const WordCount *word = &g_array_index (words, WordCount, i);
      guint32 hash = pl_hash_bytes (word->word, strlen (word->word));

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
      const char *word = g_array_index (counts, WordCount, i).word;
      int slot = pl_words_find (&words, pl_hash_bytes (word, strlen (word)));

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
  g_autoptr (GArray) words = count_words (corpus, negatives);

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
  for (guint i = 0; i < words->len; i++)
    g_free (g_array_index (words, WordCount, i).word);

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

struct _PlVectorizer
{
  PlText text;
  PlFeatures features;
  PlWords words;
  guint kinds;
  guint n_rows;
};

/**
 * pl_vectorizer_new:
 * @vocabulary: borrowed
 * @kinds: #PlFeatureKinds
 * @n_rows: of the weight table
 *
 * Returns: (transfer full): the way from text to vectors
 */
PlVectorizer *
pl_vectorizer_new (const PlVocabulary *vocabulary,
                   guint               kinds,
                   guint               n_rows)
{
  PlVectorizer *self = g_new0 (PlVectorizer, 1);

  self->words = pl_vocabulary_get (vocabulary);
  self->kinds = kinds;
  self->n_rows = n_rows;

  return self;
}

/**
 * pl_vectorizer_free:
 * @self: (transfer full): a vectorizer
 */
void
pl_vectorizer_free (PlVectorizer *self)
{
  g_free (self);
}

/* qsort's order. */
static int
compare_rows (const void *a,
              const void *b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/**
 * pl_vectorizer_read:
 * @self: a vectorizer
 * @text: UTF-8; only its first stretch is read
 * @vector: (out caller-allocates): to be cleared with pl_vector_clear ()
 *
 * As the engine sums.
 */
void
pl_vectorizer_read (PlVectorizer *self,
                    const char   *text,
                    PlVector     *vector)
{
  PlFeatures *features = &self->features;
  float unit;

  pl_text_read (&self->text, &self->words, text, strlen (text), 0);
  pl_features_extract (features, &self->text, self->kinds, self->n_rows);
  qsort (features->rows, features->n, sizeof (guint32), compare_rows);
  vector->rows = g_new (guint32, features->n);
  vector->values = g_new (float, features->n);
  vector->n = 0;
  unit = features->unit;
  for (guint i = 0; i < features->n; i++)
    {
      if (vector->n > 0 && vector->rows[vector->n - 1] == features->rows[i])
        {
          vector->values[vector->n - 1] += unit;
          continue;
        }
      vector->rows[vector->n] = features->rows[i];
      vector->values[vector->n++] = unit;
    }
}

/**
 * pl_vectorizer_list:
 * @self: a vectorizer
 * @text: UTF-8; only its first stretch is read
 * @point_bits: the network has 2^@point_bits points
 * @rows: (out caller-allocates): as the network reads it
 */
void
pl_vectorizer_list (PlVectorizer  *self,
                    const char    *text,
                    guint          point_bits,
                    PlNetworkRows *rows)
{
  gsize end = pl_text_read (&self->text, &self->words, text, strlen (text), 0);

  pl_network_list_rows (&self->text, text, end, point_bits, rows);
}

/**
 * pl_vector_clear:
 * @self: a vector
 */
void
pl_vector_clear (PlVector *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->values, g_free);
  self->n = 0;
}
