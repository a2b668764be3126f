// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#define SEED 20

/* --- the corpus of the tree --------------------------------------------------------------------------------------------- */

static PlCorpus *
read_tree (void)
{
  PlCorpus *corpus = pl_corpus_new ();
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "corpus", NULL);
  g_autoptr (GError) error = NULL;

  pl_corpus_read_folder (corpus, path, &error);
  g_assert_no_error (error);

  return corpus;
}

static GHashTable *
read_stems (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "corpus", "explicit.hashes", NULL);
  g_autoptr (GError) error = NULL;
  GHashTable *stems = pl_corpus_read_stems (path, &error);

  g_assert_no_error (error);

  return stems;
}

/* Places and reasons only: a log is no place for the text. */
static void
assert_no_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const PlFault *fault = g_ptr_array_index (faults, i);

      g_test_message ("%s: %s: %s", fault->where, pl_fault_kind_get_name (fault->kind), fault->what);
    }
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_tree_rows (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  g_assert_cmpuint (((const PlCorpus *) data)->examples->len, >, 10000);
  pl_corpus_check_rows (data, faults);
  assert_no_faults (faults);
}

static void
test_tree_personal (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_personal (data, faults);
  assert_no_faults (faults);
}

static void
test_tree_explicit (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  g_autoptr (GHashTable) stems = read_stems ();

  pl_corpus_check_explicit (data, stems, faults);
  assert_no_faults (faults);
}

static void
test_tree_duplicates (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_duplicates (data, NULL, faults);
  assert_no_faults (faults);
}

static void
test_tree_conversations (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_conversations (data, faults);
  assert_no_faults (faults);
}

static void
test_tree_balance (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  for (guint i = 0; i < pl_corpus_n_needs; i++)
    {
      pl_corpus_check_balance (data, &pl_corpus_needs[i], faults);
      pl_corpus_check_patterns (data, &pl_corpus_needs[i], faults);
    }
  assert_no_faults (faults);
}

static void
test_tree_style (gconstpointer data)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  for (guint i = 0; i < pl_corpus_n_needs; i++)
    pl_corpus_check_style (data, &pl_corpus_needs[i], SEED, faults);
  assert_no_faults (faults);
}

/* The text to measure with was written apart from the corpus, and stays so. */
static void
test_tree_independent (gconstpointer data)
{
  const char *shared = g_getenv ("PORCHLIGHT_DATA");
  g_autofree char *folder = g_build_filename (shared != NULL ? shared : "", "detection", "written", NULL);
  g_autoptr (PlCorpus) foreign = pl_corpus_new ();
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  g_autoptr (GError) error = NULL;

  if (shared == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("PORCHLIGHT_DATA names no folder with text to measure with");
      return;
    }
  pl_corpus_read_folder (foreign, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (foreign->examples->len, >, 0);
  pl_corpus_check_duplicates (data, foreign, faults);
  assert_no_faults (faults);
}

/* --- planted faults ----------------------------------------------------------------------------------------------------- */

static PlCorpus *
read_fixture (const char *kind,
              const char *name)
{
  PlCorpus *corpus = pl_corpus_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "corpus", kind, "en", name, NULL);
  g_autoptr (GError) error = NULL;

  pl_corpus_read_file (corpus, path, &error);
  g_assert_no_error (error);

  return corpus;
}

static gboolean
has_fault_at (GPtrArray *faults,
              guint      line)
{
  g_autofree char *suffix = g_strdup_printf (": line %u", line);

  for (guint i = 0; i < faults->len; i++)
    {
      if (g_str_has_suffix (((const PlFault *) g_ptr_array_index (faults, i))->where, suffix))
        return TRUE;
    }

  return FALSE;
}

/* Every row of the file was planted, so every row is at fault, and for this kind of reason only. */
static void
assert_every_row (const PlCorpus *corpus,
                  GPtrArray      *faults,
                  PlFaultKind     kind)
{
  g_assert_cmpuint (corpus->examples->len, >, 0);
  g_assert_cmpuint (pl_faults_count (faults, kind), ==, faults->len);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      guint line = pl_corpus_get (corpus, i)->line;

      g_test_message ("line %u", line);
      g_assert_true (has_fault_at (faults, line));
    }
}

static void
test_planted_clean (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "clean.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  g_autoptr (GHashTable) stems = read_stems ();

  pl_corpus_check_rows (corpus, faults);
  pl_corpus_check_personal (corpus, faults);
  pl_corpus_check_explicit (corpus, stems, faults);
  pl_corpus_check_duplicates (corpus, NULL, faults);
  assert_no_faults (faults);
}

static void
test_planted_labels (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "label.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_rows (corpus, faults);
  assert_every_row (corpus, faults, PL_FAULT_LABEL);
}

static void
test_planted_rows (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "row.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_rows (corpus, faults);
  assert_every_row (corpus, faults, PL_FAULT_ROW);
}

static void
test_planted_personal (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "personal.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_personal (corpus, faults);
  assert_every_row (corpus, faults, PL_FAULT_PERSONAL);
}

static void
test_planted_explicit (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "explicit.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  g_autoptr (GHashTable) stems = read_stems ();

  pl_corpus_check_explicit (corpus, stems, faults);
  assert_every_row (corpus, faults, PL_FAULT_EXPLICIT);
}

static void
test_planted_stem_file (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "corpus", "messages", "en", "clean.tsv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pl_corpus_read_stems (path, &error));
  g_assert_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_FORM);
}

static void
test_planted_duplicates (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "duplicate.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_duplicates (corpus, NULL, faults);
  g_assert_cmpuint (faults->len, ==, 3);
  g_assert_true (has_fault_at (faults, 5));
  g_assert_true (has_fault_at (faults, 6));
  g_assert_true (has_fault_at (faults, 9));
}

static void
test_planted_foreign (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "clean.tsv");
  g_autoptr (PlCorpus) foreign = read_fixture ("messages", "clean.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_duplicates (corpus, foreign, faults);
  g_assert_cmpuint (faults->len, ==, corpus->examples->len);
}

/* A few words that others wrote too may stand once, and only once. */
static void
test_planted_small_talk (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("messages", "clean.tsv");
  g_autoptr (PlCorpus) foreign = read_fixture ("messages", "clean.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  PlExample *first = pl_corpus_get (corpus, 0);

  first->text = "on my way";
  pl_corpus_get (foreign, 0)->text = "on my way";
  g_array_set_size (corpus->examples, 1);
  g_array_set_size (foreign->examples, 1);
  pl_corpus_check_duplicates (corpus, foreign, faults);
  assert_no_faults (faults);
  g_array_append_val (corpus->examples, *first);
  pl_corpus_check_duplicates (corpus, foreign, faults);
  g_assert_cmpuint (faults->len, ==, 1);
}

/* What a quiet twin may repeat, and what a message may not: the same line in another kind of file. */
static void
test_planted_across_kinds (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("conversations", "twins.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  PlExample copy = *pl_corpus_get (corpus, 4);

  pl_corpus_check_duplicates (corpus, NULL, faults);
  g_assert_cmpuint (faults->len, ==, 0);
  copy.pattern = NULL;
  g_array_append_val (corpus->examples, copy);
  pl_corpus_check_duplicates (corpus, NULL, faults);
  g_assert_cmpuint (faults->len, ==, 1);
}

static void
test_planted_conversations (void)
{
  g_autoptr (PlCorpus) clean = read_fixture ("conversations", "clean.tsv");
  g_autoptr (PlCorpus) corpus = read_fixture ("conversations", "faulty.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  guint n = 0;

  pl_corpus_check_conversations (clean, faults);
  assert_no_faults (faults);
  pl_corpus_check_conversations (corpus, faults);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (i > 0 && example->conversation == pl_corpus_get (corpus, i - 1)->conversation)
        continue;
      g_test_message ("line %u", example->line);
      g_assert_true (has_fault_at (faults, example->line));
      n++;
    }
  g_assert_cmpuint (faults->len, ==, n);
}

static void
test_planted_same_name (void)
{
  g_autoptr (PlCorpus) corpus = read_fixture ("conversations", "clean.tsv");
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  guint n = corpus->examples->len;

  for (guint i = 0; i < n; i++)
    {
      PlExample copy = *pl_corpus_get (corpus, i);

      g_array_append_val (corpus->examples, copy);
    }
  pl_corpus_check_conversations (corpus, faults);
  g_assert_cmpuint (faults->len, ==, 4);
}

/* --- faults planted in a copy of the tree's corpus ---------------------------------------------------------------------- */

static PlCorpus
copy_shallow (const PlCorpus *corpus)
{
  return (PlCorpus) { g_array_copy (corpus->examples), corpus->files, corpus->strings };
}

static guint
count_balance (const PlCorpus *corpus)
{
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  pl_corpus_check_balance (corpus, &pl_corpus_needs[0], faults);
  pl_corpus_check_patterns (corpus, &pl_corpus_needs[0], faults);

  return pl_faults_count (faults, PL_FAULT_BALANCE);
}

static void
test_mutated_one_voice (gconstpointer data)
{
  PlCorpus corpus = copy_shallow (data);

  for (guint i = 0; i < corpus.examples->len; i++)
    {
      if (pl_corpus_get (&corpus, i)->concerns & 1u << PL_CONCERN_SECRECY)
        pl_corpus_get (&corpus, i)->speaker = "stranger";
    }
  g_assert_cmpuint (count_balance (&corpus), >=, count_balance (data) + 2);
  g_array_unref (corpus.examples);
}

static void
test_mutated_few_negatives (gconstpointer data)
{
  PlCorpus corpus = copy_shallow (data);

  for (guint i = 0; i < corpus.examples->len; i++)
    {
      if (i % 2 == 0 && pl_corpus_get (&corpus, i)->concerns == 0)
        pl_corpus_get (&corpus, i)->near = "";
    }
  g_assert_cmpuint (count_balance (&corpus), >=, count_balance (data) + PL_N_CONCERNS);
  g_array_unref (corpus.examples);
}

static void
test_mutated_all_quiet (gconstpointer data)
{
  PlCorpus corpus = copy_shallow (data);

  for (guint i = 0; i < corpus.examples->len; i++)
    {
      if (g_strcmp0 (pl_corpus_get (&corpus, i)->pattern, "A-JOB") == 0)
        pl_corpus_get (&corpus, i)->expect = PL_EXPECT_QUIET;
    }
  g_assert_cmpuint (count_balance (&corpus), >=, count_balance (data) + 1);
  g_array_unref (corpus.examples);
}

/* A way of giving the label away, done to every second positive of one concern. */
static void
mutate_style (gconstpointer  data,
              const char    *format)
{
  PlCorpus corpus = copy_shallow (data);
  guint turn = 0;

  for (guint i = 0; i < corpus.examples->len; i++)
    {
      PlExample *example = pl_corpus_get (&corpus, i);

      if (example->concerns & 1u << PL_CONCERN_SECRECY && turn++ % 2 == 0)
        {
          g_autoptr (GString) text = g_string_new (format);

          g_string_replace (text, "%", example->text, 1);
          example->text = g_string_chunk_insert (corpus.strings, text->str);
        }
    }
  g_assert_cmpfloat (pl_corpus_measure_style (&corpus, "en", PL_CONCERN_SECRECY, SEED, NULL), >, pl_corpus_needs[0].style);
  g_array_unref (corpus.examples);
}

/* What measures above the line is a fault, and named. */
static void
test_mutated_style_line (gconstpointer data)
{
  PlCorpusNeeds needs = pl_corpus_needs[1];
  g_autoptr (GPtrArray) faults = pl_faults_new ();

  needs.style = 0.1;
  pl_corpus_check_style (data, &needs, SEED, faults);
  g_assert_cmpuint (pl_faults_count (faults, PL_FAULT_STYLE), ==, PL_N_CONCERNS + 1);
}

static void
test_mutated_style (gconstpointer data)
{
  mutate_style (data, "%!!");
  mutate_style (data, "%, u, ur, ur, pls");
  mutate_style (data, "% 😘");
  mutate_style (data, "OK NOW %");
  mutate_style (data, "% and so on and so on and so on and so on and so on and so on and so on");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PlCorpus) corpus = NULL;

  g_test_init (&argc, &argv, NULL);
  corpus = read_tree ();
  g_test_add_data_func ("/corpus/tree/rows", corpus, test_tree_rows);
  g_test_add_data_func ("/corpus/tree/personal", corpus, test_tree_personal);
  g_test_add_data_func ("/corpus/tree/explicit", corpus, test_tree_explicit);
  g_test_add_data_func ("/corpus/tree/duplicates", corpus, test_tree_duplicates);
  g_test_add_data_func ("/corpus/tree/conversations", corpus, test_tree_conversations);
  g_test_add_data_func ("/corpus/tree/balance", corpus, test_tree_balance);
  g_test_add_data_func ("/corpus/tree/style", corpus, test_tree_style);
  g_test_add_data_func ("/corpus/tree/independent", corpus, test_tree_independent);
  g_test_add_func ("/corpus/planted/clean", test_planted_clean);
  g_test_add_func ("/corpus/planted/labels", test_planted_labels);
  g_test_add_func ("/corpus/planted/rows", test_planted_rows);
  g_test_add_func ("/corpus/planted/personal", test_planted_personal);
  g_test_add_func ("/corpus/planted/explicit", test_planted_explicit);
  g_test_add_func ("/corpus/planted/stem-file", test_planted_stem_file);
  g_test_add_func ("/corpus/planted/duplicates", test_planted_duplicates);
  g_test_add_func ("/corpus/planted/foreign", test_planted_foreign);
  g_test_add_func ("/corpus/planted/small-talk", test_planted_small_talk);
  g_test_add_func ("/corpus/planted/across-kinds", test_planted_across_kinds);
  g_test_add_func ("/corpus/planted/conversations", test_planted_conversations);
  g_test_add_func ("/corpus/planted/same-name", test_planted_same_name);
  g_test_add_data_func ("/corpus/mutated/one-voice", corpus, test_mutated_one_voice);
  g_test_add_data_func ("/corpus/mutated/few-negatives", corpus, test_mutated_few_negatives);
  g_test_add_data_func ("/corpus/mutated/all-quiet", corpus, test_mutated_all_quiet);
  g_test_add_data_func ("/corpus/mutated/style", corpus, test_mutated_style);
  g_test_add_data_func ("/corpus/mutated/style-line", corpus, test_mutated_style_line);

  return g_test_run ();
}
