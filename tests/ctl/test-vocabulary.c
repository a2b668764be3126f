// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-slang.h"
#include "ctl-vocabulary.h"

#include "pl-text.h"

#include <string.h>

#define ROUNDS 200
#define N_SLOTS 64
#define N_WAYS 512

static void
add_times (PlCorpus   *corpus,
           const char *text,
           const char *language,
           guint       times)
{
  PlExample example = { .text = g_string_chunk_insert (corpus->strings, text), .language = language, .conversation = "one", .by = -1 };

  while (times-- > 0)
    g_array_append_val (corpus->examples, example);
}

/* Every word twice, and made-up ones in such number that the table of words is full. */
static PlCorpus *
make_corpus (void)
{
  PlCorpus *corpus = pl_corpus_new ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *rare = g_strdup_printf ("%c%c%czk", 'b' + i % 5, 'f' + i / 5 % 5, 'l' + i / 25 % 8);
      g_autofree char *text = i % 2 == 0 ? g_strdup_printf ("promise secret %s %s", rare, rare) : g_strdup ("promise secret him him home");

      add_times (corpus, text, "en", 1);
    }

  return corpus;
}

static guint32
hash_word (const char *word)
{
  return pl_hash_bytes (word, strlen (word));
}

static guint32
read_word (const PlVocabulary *vocabulary,
           const char         *word)
{
  PlWords words = pl_vocabulary_get (vocabulary);
  g_autofree PlText *text = g_new0 (PlText, 1);

  pl_text_read (text, &words, word, strlen (word), 0);
  g_assert_cmpuint (text->n_tokens, ==, 1);

  return text->tokens[0].hash;
}

static guint
count_taken (const guint32 *slots,
             guint          n)
{
  guint taken = 0;

  for (guint i = 0; i < n; i++)
    taken += slots[i] != 0;

  return taken;
}

/* However many words a corpus has, the frequent ones are found by their misspellings. */
static void
test_a_full_table_leaves_room_for_ways (void)
{
  g_autoptr (PlCorpus) corpus = make_corpus ();
  g_autoptr (PlVocabulary) vocabulary = pl_vocabulary_new (corpus, NULL, NULL, N_SLOTS * 6, N_WAYS);

  g_assert_cmphex (read_word (vocabulary, "secrte"), ==, hash_word ("secret"));
  g_assert_cmphex (read_word (vocabulary, "prmse"), ==, hash_word ("promise"));
  g_assert_cmphex (read_word (vocabulary, "hme"), ==, hash_word ("home"));
  g_assert_cmphex (read_word (vocabulary, "qvarkp"), ==, hash_word ("qvarkp"));
}

/* No room at all: fewer words, fewer ways, no endless search. */
static void
test_small_tables_are_never_full (void)
{
  g_autoptr (PlCorpus) corpus = make_corpus ();

  for (guint n_ways = 16; n_ways <= N_WAYS; n_ways *= 2)
    {
      g_autoptr (PlVocabulary) vocabulary = pl_vocabulary_new (corpus, NULL, NULL, N_SLOTS, n_ways);

      g_assert_cmpuint (count_taken (vocabulary->keys, N_SLOTS), <, N_SLOTS);
      g_assert_cmpuint (count_taken (vocabulary->ways, n_ways), <, n_ways);
    }
}

/* Somebody's "scrt" is the corpus's "secret", however often it stands there so; "try" is no tray, and no word of another language. */
static void
test_written_without_vowels_is_no_word_of_its_own (void)
{
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();
  g_autoptr (PlVocabulary) vocabulary = NULL;

  add_times (corpus, "keep it secret", "en", 200);
  add_times (corpus, "keep it scrt", "en", 5);
  add_times (corpus, "take the tray", "en", 200);
  add_times (corpus, "try the tray", "en", 40);
  add_times (corpus, "eso pero no", "es", 200);
  add_times (corpus, "ask the pro", "en", 5);
  vocabulary = pl_vocabulary_new (corpus, NULL, NULL, 4096, 4096);

  g_assert_cmphex (read_word (vocabulary, "scrt"), ==, hash_word ("secret"));
  g_assert_cmphex (read_word (vocabulary, "try"), ==, hash_word ("try"));
  g_assert_cmphex (read_word (vocabulary, "pro"), ==, hash_word ("pro"));
}

/* A way of speaking must not lead to a word that is itself read as another: the two would have weights of their own. */
static void
test_a_way_of_speaking_reads_as_what_it_means (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "concepts.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlConcepts) concepts = pl_concepts_read (path, &error);
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();
  g_autoptr (PlVocabulary) vocabulary = NULL;

  g_assert_no_error (error);
  for (const PlSlang *slang = pl_slang_get (); slang->word != NULL; slang++)
    add_times (corpus, slang->meaning, "en", 50);
  vocabulary = pl_vocabulary_new (corpus, NULL, concepts, 16384, 16384);
  for (const PlSlang *slang = pl_slang_get (); slang->word != NULL; slang++)
    g_assert_cmphex (read_word (vocabulary, slang->word), ==, read_word (vocabulary, slang->meaning));
  g_assert_cmphex (read_word (vocabulary, "goin"), ==, hash_word ("going"));
  g_assert_cmphex (read_word (vocabulary, "dey"), ==, read_word (vocabulary, "they"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/vocabulary/a-full-table-leaves-room-for-ways", test_a_full_table_leaves_room_for_ways);
  g_test_add_func ("/ctl/vocabulary/written-without-vowels-is-no-word-of-its-own", test_written_without_vowels_is_no_word_of_its_own);
  g_test_add_func ("/ctl/vocabulary/a-way-of-speaking-reads-as-what-it-means", test_a_way_of_speaking_reads_as_what_it_means);
  g_test_add_func ("/ctl/vocabulary/small-tables-are-never-full", test_small_tables_are_never_full);

  return g_test_run ();
}
