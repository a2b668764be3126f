// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#include <string.h>

/* Two rows are near duplicates where they share more than this of the shorter one's runs of three words, or of both together. */
#define SHARED_OF_SHORTER 0.6
#define SHARED_OF_BOTH 0.5
#define RUNS_OF_SHORTER 4
#define RUNS_OF_BOTH 2
#define RUNS_OF_TALK 5
#define WORDS_SMALL_TALK 4

typedef struct
{
  const PlCorpus *corpus;
  const PlExample *example;
  guint64 words;   /* hash of all words */
  guint n_words;
  GArray *runs;    /* of guint64, sorted, each once */
} Row;

typedef struct
{
  GPtrArray *rows;        /* of Row */
  GHashTable *by_words;   /* guint64 -> Row */
  GHashTable *by_run;     /* guint64 -> GArray of guint, indices of rows */
} Index;

static void
row_free (Row *self)
{
  g_array_unref (self->runs);
  g_free (self);
}

static void
index_init (Index *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->by_words = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->by_run = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
}

static void
index_clear (Index *self)
{
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->by_words);
  g_hash_table_unref (self->by_run);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Index, index_clear)

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static guint64
hash_add (guint64 hash,
          guint32 value)
{
  for (guint i = 0; i < 4; i++)
    hash = (hash ^ (value >> 8 * i & 0xff)) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

#define HASH_START G_GUINT64_CONSTANT (14695981039346656037)

/* Words as small letters without accents and apostrophes: what a reader would call the same words. */
static GArray *
hash_words (const char *text)
{
  g_autofree char *split = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GArray *words = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 hash = HASH_START;
  gboolean inside = FALSE;

  for (const char *p = split; ; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        {
          hash = hash_add (hash, g_unichar_tolower (c));
          inside = TRUE;
        }
      else if (!g_unichar_ismark (c) && c != '\'' && c != 0x2019 && inside)
        {
          g_array_append_val (words, hash);
          hash = HASH_START;
          inside = FALSE;
        }
      if (c == 0)
        return words;
    }
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static void
add_run (GArray  *runs,
         guint64  run)
{
  for (guint i = 0; i < runs->len; i++)
    {
      if (g_array_index (runs, guint64, i) == run)
        return;
    }
  g_array_append_val (runs, run);
}

static Row *
row_new (const PlCorpus  *corpus,
         const PlExample *example)
{
  g_autoptr (GArray) words = hash_words (example->text);
  Row *self = g_new0 (Row, 1);

  *self = (Row) { corpus, example, HASH_START, words->len, g_array_new (FALSE, FALSE, sizeof (guint64)) };
  for (guint i = 0; i < words->len; i++)
    {
      guint64 run = HASH_START;

      self->words = (self->words ^ g_array_index (words, guint64, i)) * G_GUINT64_CONSTANT (1099511628211);
      for (guint k = i; k < i + 3 && i + 3 <= words->len; k++)
        run = (run ^ g_array_index (words, guint64, k)) * G_GUINT64_CONSTANT (1099511628211);
      if (i + 3 <= words->len)
        add_run (self->runs, run);
    }
  g_array_sort (self->runs, compare_hashes);

  return self;
}

static guint
count_shared (const Row *a,
              const Row *b)
{
  guint n = 0;

  for (guint i = 0, k = 0; i < a->runs->len && k < b->runs->len;)
    {
      int order = compare_hashes (&g_array_index (a->runs, guint64, i), &g_array_index (b->runs, guint64, k));

      n += order == 0;
      i += order <= 0;
      k += order >= 0;
    }

  return n;
}

static gboolean
is_near (const Row *a,
         const Row *b)
{
  guint shared = count_shared (a, b);
  guint shorter = MIN (a->runs->len, b->runs->len);
  guint both = a->runs->len + b->runs->len - shared;

  return (shorter >= RUNS_OF_SHORTER && shared > SHARED_OF_SHORTER * shorter) ||
         (shorter >= RUNS_OF_BOTH && shared > SHARED_OF_BOTH * both);
}

/* Conversations that come in pairs, one quiet, begin alike on purpose; small talk ("brb") belongs to nobody.
 * What carries a label stands once. */
static gboolean
may_repeat (const Row *a,
            const Row *b)
{
  const PlExample *x = a->example;
  const PlExample *y = b->example;

  if (a->corpus != b->corpus)
    return MIN (a->n_words, b->n_words) <= WORDS_SMALL_TALK;
  if (x->pattern == NULL && y->pattern == NULL)
    return FALSE;
  if (a->n_words <= 1 || b->n_words <= 1)
    return TRUE;
  if (x->concerns != y->concerns || x->concerns != 0)
    return FALSE;
  if (x->pattern != NULL && y->pattern != NULL && a->corpus == b->corpus && x->file == y->file)
    return TRUE;

  return MIN (a->n_words, b->n_words) <= WORDS_SMALL_TALK;
}

/* Talk is made of phrases: within a conversation half a line is no copy. */
static gboolean
may_be_near (const Row *a,
             const Row *b)
{
  if (a->corpus == b->corpus && a->example->pattern == NULL && b->example->pattern == NULL)
    return FALSE;
  if (MIN (a->runs->len, b->runs->len) < RUNS_OF_TALK)
    return TRUE;

  return may_repeat (a, b);
}

static const Row *
find_near (const Index *index,
           const Row   *row)
{
  for (guint i = 0; i < row->runs->len; i++)
    {
      GArray *others = g_hash_table_lookup (index->by_run, &g_array_index (row->runs, guint64, i));

      for (guint k = 0; others != NULL && k < others->len; k++)
        {
          const Row *other = g_ptr_array_index (index->rows, g_array_index (others, guint, k));

          if (other->words != row->words && is_near (row, other) && !may_be_near (row, other))
            return other;
        }
    }

  return NULL;
}

static void
index_add (Index *self,
           Row   *row)
{
  const Row *same = g_hash_table_lookup (self->by_words, &row->words);
  guint place = self->rows->len;

  g_ptr_array_add (self->rows, row);
  /* Small talk of others that a row may repeat must not hide the row from the next one. */
  if (same == NULL || may_repeat (same, row))
    g_hash_table_insert (self->by_words, &row->words, row);
  for (guint i = 0; i < row->runs->len; i++)
    {
      guint64 *run = &g_array_index (row->runs, guint64, i);
      GArray *others = g_hash_table_lookup (self->by_run, run);

      if (others == NULL)
        {
          others = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_run, g_memdup2 (run, sizeof *run), others);
        }
      g_array_append_val (others, place);
    }
}

static void
check_row (const Index *index,
           const Row   *row,
           GPtrArray   *faults)
{
  const Row *same = row->n_words > 0 ? g_hash_table_lookup (index->by_words, &row->words) : NULL;
  const Row *other = same != NULL && !may_repeat (same, row) ? same : find_near (index, row);

  if (other != NULL)
    pl_faults_add (faults, PL_FAULT_DUPLICATE, row->corpus, row->example, "%s as %s: line %u",
                   other == same ? "the same words" : "nearly the same words",
                   (const char *) g_ptr_array_index (other->corpus->files, other->example->file), other->example->line);
}

/**
 * pl_corpus_check_duplicates:
 * @corpus: rows of every language and kind, all of which are held against each other
 * @foreign: (nullable): text that was written elsewhere and that no row may repeat
 * @faults: (element-type PlFault): gets a fault for each row that says what another says
 *
 * Folds of a cross-validation are cut out of the corpus, so that a text that stands twice could be on both sides of a cut.
 */
void
pl_corpus_check_duplicates (const PlCorpus *corpus,
                            const PlCorpus *foreign,
                            GPtrArray      *faults)
{
  g_auto (Index) index = { 0 };

  index_init (&index);
  for (guint i = 0; foreign != NULL && i < foreign->examples->len; i++)
    index_add (&index, row_new (foreign, pl_corpus_get (foreign, i)));
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      Row *row = row_new (corpus, pl_corpus_get (corpus, i));

      check_row (&index, row, faults);
      index_add (&index, row);
    }
}
