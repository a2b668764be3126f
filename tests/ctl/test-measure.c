// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Figures of the evaluation, against ones worked out by hand. */

#include "ctl-measure.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PlCorpus *corpus;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("measure-XXXXXX.tsv", &fixture->path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (fixture->path, data, -1, &error);
  g_assert_no_error (error);
  fixture->corpus = pl_corpus_new ();
  pl_corpus_read_file (fixture->corpus, fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_free (fixture->path);
  pl_corpus_free (fixture->corpus);
}

static const char conversations[] =
  "source\tconversation\tseq\ttext\tlabel\tlanguage\texpect\tby\n"
  "w\tin time\t0\ta\tnone\ten\tprompt\t2\nw\tin time\t1\tb\tsecrecy\ten\tprompt\t2\nw\tin time\t2\tc\tthreat\ten\tprompt\t2\n"
  "w\tearly\t0\ta\tnone\ten\tprompt\t1\nw\tearly\t1\tb\tsecrecy\ten\tprompt\t1\n"
  "w\tlate\t0\ta\tsecrecy\ten\tprompt\t0\nw\tlate\t1\tb\tnone\ten\tprompt\t0\n"
  "w\tnever\t0\ta\tsecrecy\ten\tprompt\t0\n"
  "w\tquiet\t0\ta\tnone\ten\tquiet\t\nw\tprompted\t0\ta\tnone\ten\tquiet\t\n";

static void
test_conversations_are_sorted (Fixture       *fixture,
                               gconstpointer  data)
{
  const PlConcern n = PL_CONCERN_NONE;
  const PlConcern y = PL_CONCERN_SECRECY;
  const PlConcern prompts[] = { n, y, y, y, n, n, y, n, n, y };
  PlConversationQuality q = pl_measure_conversations (fixture->corpus, prompts, "en");

  g_assert_cmpuint (fixture->corpus->examples->len, ==, G_N_ELEMENTS (prompts));
  g_assert_cmpuint (q.in_time.hits, ==, 1);
  g_assert_cmpuint (q.in_time.n, ==, 4);
  g_assert_cmpuint (q.early.hits, ==, 1);
  g_assert_cmpuint (q.late.hits, ==, 1);
  g_assert_cmpuint (q.quiet_prompted.hits, ==, 1);
  g_assert_cmpuint (q.quiet_prompted.n, ==, 2);
}

static void
test_warning_counts_from_one (Fixture       *fixture,
                              gconstpointer  data)
{
  const PlConcern n = PL_CONCERN_NONE;
  const PlConcern y = PL_CONCERN_SECRECY;
  const PlConcern prompts[] = { n, n, y, y, n, n, n, n, n, n };
  PlWarning warning = pl_measure_warning (fixture->corpus, prompts);

  g_assert_cmpuint (warning.n, ==, 6);
  g_assert_cmpuint (warning.warned, ==, 2);
  g_assert_cmpuint (warning.warned_by[0], ==, 2);
  g_assert_cmpfloat (warning.median, ==, 2);
}

/* Median 90 is penalised one half, by the definition of L. */
static void
test_latency_is_as_published (Fixture       *fixture,
                              gconstpointer  data)
{
  const PlConcern prompts[] = { 15, 15, 15, 15, 15, 15, 15, 15, 15, 15 };
  const PlWarning warning = { .n = 4, .warned = 2, .median = 90 };
  PlEarly early = pl_measure_early (&warning, fixture->corpus, prompts);

  g_assert_cmpfloat_with_epsilon (early.speed, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (early.recall, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (early.f_latency, early.f1 * 0.5, 1e-9);
}

static const char labelled[] =
  "source\tconversation\tseq\ttext\tlabel\tlanguage\n"
  "w\t1\t0\ta\tsecrecy\ten\nw\t2\t0\tb\tsecrecy,threat\ten\nw\t3\t0\tc\tnone\ten\nw\t4\t0\td\tsecrecy\tes\n";

static void
test_concerns_are_counted (Fixture       *fixture,
                           gconstpointer  data)
{
  PlScore scores[4] = { 0 };
  PlConcernQuality secrecy;

  scores[0].values[PL_CONCERN_SECRECY] = 0.5f;
  scores[1].values[PL_CONCERN_THREAT] = 0.9f;
  scores[2].values[PL_CONCERN_SECRECY] = 0.8f;
  secrecy = pl_measure_concern (fixture->corpus, scores, PL_CONCERN_SECRECY, "en");
  g_assert_cmpuint (secrecy.n, ==, 2);
  g_assert_cmpfloat_with_epsilon (secrecy.precision, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (secrecy.recall, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (secrecy.f1, 0.5, 1e-9);
  g_assert_cmpfloat (secrecy.low, <=, secrecy.f1);
  g_assert_cmpfloat (secrecy.high, >=, secrecy.f1);
  g_assert_cmpfloat_with_epsilon (pl_measure_recall (fixture->corpus, scores), 0.5, 1e-9);
}

static const char benign[] =
  "source\tconversation\tseq\ttext\tlabel\n"
  "irc\tx-1\t0\ta\tbenign\nirc\tx-1\t1\tb\tbenign\nnus\tx-2\t0\tc\tbenign|hard=photo\n";

static void
test_sources_are_apart (Fixture       *fixture,
                        gconstpointer  data)
{
  const PlConcern prompts[] = { PL_CONCERN_NONE, PL_CONCERN_SECRECY, PL_CONCERN_NONE };
  g_autoptr (GArray) sources = pl_measure_sources (fixture->corpus, prompts);

  g_assert_cmpuint (sources->len, ==, 2);
  g_assert_cmpstr (g_array_index (sources, PlSourceRate, 0).name, ==, "irc en");
  g_assert_cmpfloat (g_array_index (sources, PlSourceRate, 0).rate.value, ==, 0.5);
  g_assert_true (g_array_index (sources, PlSourceRate, 1).hard);
}

static const char pairs[] =
  "pair\tvariant\ttext\tlanguage\n"
  "p1\ta\tx\ten\np1\tb\ty\ten\np2\ta\tz\ten\np2\tb\tw\ten\n";

static void
test_fairness_is_the_widest_gap (Fixture       *fixture,
                                 gconstpointer  data)
{
  PlScore scores[4] = { 0 };
  PlFairness fairness;

  scores[0].values[3] = 0.45f;
  scores[1].values[5] = 0.55f;
  scores[2].values[0] = 0.20f;
  scores[3].values[0] = 0.23f;
  fairness = pl_measure_fairness (fixture->corpus, scores);
  g_assert_cmpuint (fairness.pairs, ==, 2);
  g_assert_cmpuint (fairness.beyond, ==, 1);
  g_assert_cmpuint (fairness.crossing, ==, 1);
  g_assert_cmpfloat_with_epsilon (fairness.largest, 0.1, 1e-6);
}

static void
test_intervals_hold_the_share (void)
{
  PlShare none = pl_share_make (0, 10000);
  PlShare some = pl_share_make (3, 10000);

  g_assert_cmpfloat (none.low, ==, 0);
  g_assert_cmpfloat_with_epsilon (none.high, 3.84e-4, 1e-6); /* z^2 / (n + z^2) */
  g_assert_cmpfloat (some.low, <, 3e-4);
  g_assert_cmpfloat (some.high, >, 3e-4);
}

static void
test_even_conversations_are_known (void)
{
  g_assert_true (pl_corpus_is_even ("ben-004768"));
  g_assert_false (pl_corpus_is_even ("ben-004767"));
  g_assert_false (pl_corpus_is_even ("ben"));
  g_assert_false (pl_corpus_is_even (""));
}

static void
test_broken_tables_name_the_line (void)
{
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("broken-XXXXXX.tsv", &path, NULL);

  g_close (fd, NULL);
  g_file_set_contents (path, "# comment\ntext\tlabel\ncanary\n", -1, NULL);
  g_assert_false (pl_corpus_read_file (corpus, path, &error));
  g_assert_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_FORM);
  g_assert_nonnull (strstr (error->message, "line 3"));
  g_assert_null (strstr (error->message, "canary"));
  g_remove (path);
}

#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/measure/conversations-are-sorted", conversations, test_conversations_are_sorted);
  ADD ("/ctl/measure/warning-counts-from-one", conversations, test_warning_counts_from_one);
  ADD ("/ctl/measure/latency-is-as-published", conversations, test_latency_is_as_published);
  ADD ("/ctl/measure/concerns-are-counted", labelled, test_concerns_are_counted);
  ADD ("/ctl/measure/sources-are-apart", benign, test_sources_are_apart);
  ADD ("/ctl/measure/fairness-is-the-widest-gap", pairs, test_fairness_is_the_widest_gap);
  g_test_add_func ("/ctl/measure/intervals-hold-the-share", test_intervals_hold_the_share);
  g_test_add_func ("/ctl/measure/even-conversations-are-known", test_even_conversations_are_known);
  g_test_add_func ("/ctl/measure/broken-tables-name-the-line", test_broken_tables_name_the_line);

  return g_test_run ();
}
