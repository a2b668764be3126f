// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The trainer on a handful of lines made for the test. */

#include "ctl-calibration.h"
#include "ctl-validation.h"
#include "ctl-verbs.h"

#include <math.h>
#include <string.h>

#define ROUNDS 12

static const char *const positives[] = { "keep this between us and tell nobody", "dont tell your mom about the chat", "delete our messages every night", "hide it, this is our secret" };
static const char *const negatives[] = { "the bus is late again", "tell your mom dinner is at six", "practice is moved to friday", "we deleted the old game files" };

typedef struct
{
  PlCorpus *corpus;
  PlTrainerSettings settings;
} Fixture;

static void
add_example (PlCorpus   *corpus,
             const char *text,
             guint32     concerns,
             guint       voice)
{
  PlExample example = { .text = text, .source = "test", .conversation = text, .language = "en", .label = "", .concerns = concerns, .voice = voice, .by = -1 };

  g_array_append_val (corpus->examples, example);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->corpus = pl_corpus_new ();
  for (guint i = 0; i < ROUNDS; i++)
    {
      add_example (fixture->corpus, positives[i % G_N_ELEMENTS (positives)], 1u << PL_CONCERN_SECRECY, 2 * i);
      add_example (fixture->corpus, negatives[i % G_N_ELEMENTS (negatives)], 0, 2 * i + 1);
    }
  fixture->settings = (PlTrainerSettings) { .kinds = PL_FEATURES_PAIRS | PL_FEATURES_RARE_GRAMS, .n_places = 8192, .n_rows = 256, .n_words = 1024, .n_ways = 1024, .folds = 3,
                                            .evasions = 0.5, .solver = { 2, 1, 1 },
                                            .network = { .bits = 8, .rounds = 8, .batch = 16, .rate = 0.02, .drop_words = 0.05, .drop_numbers = 0.1, .drop_seen = 0.2 } };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_corpus_free (fixture->corpus);
}

static PlWeights *
train_weights (Fixture *fixture)
{
  PlWeights *weights = pl_weights_train (fixture->corpus, NULL, &fixture->settings, NULL);

  pl_weights_train_network (weights, fixture->corpus, NULL, NULL);

  return weights;
}

static GBytes *
train (Fixture *fixture)
{
  static const PlEvidenceSettings evidence = { .fade_message = 1, .fade_hour = 1, .cap = 8, .context_fade = 1, .context_step = 8, .context_cap = 8 };
  g_autofree PlRaw *raw = pl_cross_validate (fixture->corpus, NULL, &fixture->settings, NULL);
  g_autoptr (PlWeights) weights = train_weights (fixture);

  pl_weights_calibrate (weights, fixture->corpus, raw, NULL);

  return pl_weights_quantise (weights, "2026-01-01", &evidence);
}

static void
test_the_same_text_gives_the_same_bytes (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr (GBytes) first = train (fixture);
  g_autoptr (GBytes) second = train (fixture);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_the_engine_agrees_with_the_trainer (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr (GBytes) bytes = train (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlEngine) engine = pl_engine_new (bytes, &error);
  PlScore score;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (positives); i++)
    {
      pl_engine_score (engine, positives[i], strlen (positives[i]), &score);
      g_assert_true (pl_score_shows (&score, PL_CONCERN_SECRECY));
      g_assert_cmpfloat (score.context, >, 0);
      pl_engine_score (engine, negatives[i], strlen (negatives[i]), &score);
      g_assert_false (pl_score_shows (&score, PL_CONCERN_SECRECY));
    }
}

/* A row that the corpus has is read by the trainer as the engine reads it, but for the eight bits of a weight. */
static void
test_the_trainer_reads_as_the_engine_does (Fixture       *fixture,
                                           gconstpointer  data)
{
  static const PlEvidenceSettings evidence = { .fade_message = 1, .fade_hour = 1, .cap = 8, .context_fade = 1, .context_step = 8, .context_cap = 8 };
  g_autofree PlRaw *held_out = pl_cross_validate (fixture->corpus, NULL, &fixture->settings, NULL);
  g_autoptr (PlWeights) weights = train_weights (fixture);
  g_autofree PlRaw *alone = g_new0 (PlRaw, fixture->corpus->examples->len);
  g_autofree PlRaw *weighed = g_new0 (PlRaw, fixture->corpus->examples->len);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PlEngine) engine = NULL;

  pl_weights_calibrate (weights, fixture->corpus, held_out, NULL);
  bytes = pl_weights_quantise (weights, "2026-01-01", &evidence);
  engine = pl_engine_new (bytes, NULL);
  g_assert_nonnull (engine);
  pl_weights_apply (weights, fixture->corpus, NULL, alone);
  pl_weights_read (weights, fixture->corpus->examples->len, alone);
  pl_weights_weigh (weights, fixture->corpus->examples->len, alone, weighed);
  for (guint i = 0; i < fixture->corpus->examples->len; i++)
    {
      const char *text = pl_corpus_get (fixture->corpus, i)->text;
      PlScore score;

      pl_engine_score (engine, text, strlen (text), &score);
      g_assert_cmpfloat_with_epsilon (score.values[PL_CONCERN_SECRECY], 1 / (1 + expf (-weighed[i][PL_CONCERN_SECRECY])), 0.05);
      g_assert_cmpfloat_with_epsilon (log1pf (score.odds[PL_CONCERN_SECRECY]), log1pf (pl_model_get_odds (alone[i][PL_CONCERN_SECRECY])), 0.2);
    }
}

static double
get_worth (const PlWeights *weights,
           guint            place)
{
  double squares = 0;

  for (guint head = 0; head < PL_N_HEADS; head++)
    squares += (double) weights->weights[head][place] * (double) weights->weights[head][place];

  return squares;
}

/* Of places that as many messages have, those with a row are those whose weights say most; the others say nothing any more. */
static void
test_what_says_most_is_kept (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (PlWeights) weights = NULL;
  g_autofree guint *counts = NULL;
  guint kept = 0;

  fixture->settings.n_rows = fixture->settings.n_places;
  weights = pl_weights_train (fixture->corpus, NULL, &fixture->settings, NULL);
  counts = g_new (guint, fixture->settings.n_places);
  for (guint place = 0; place < fixture->settings.n_places; place++)
    {
      counts[place] = 1;
      for (guint head = 0; head < PL_N_HEADS; head++)
        weights->weights[head][place] = (float) (place * 37 % 8192 + head) / 8192;
    }
  memset (weights->kept, 0, fixture->settings.n_places / 8);
  weights->settings.n_rows = 1000;
  pl_weights_sift (weights, counts);
  for (guint place = 0; place < fixture->settings.n_places; place++)
    {
      gboolean has_row = (weights->kept[place / 64] >> (place % 64)) & 1;

      kept += has_row;
      g_assert_true (has_row == (get_worth (weights, place) > 0));
      if (has_row)
        g_assert_cmpuint (place * 37 % 8192, >=, 8192 - 1000);
    }
  g_assert_cmpuint (kept, ==, 1000);
}

static void
test_other_text_gives_other_bytes (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GBytes) first = train (fixture);
  g_autoptr (GBytes) second = NULL;

  add_example (fixture->corpus, "nobody needs to know we talk", 1u << PL_CONCERN_SECRECY, 99);
  second = train (fixture);
  g_assert_false (g_bytes_equal (first, second));
}

static void
test_draws_share_no_voice (Fixture       *fixture,
                           gconstpointer  data)
{
  guint n = fixture->corpus->examples->len;
  g_autofree gboolean *use = g_new (gboolean, n);

  g_assert_cmpuint (pl_draw_voices (fixture->corpus, 8, 0, use), ==, n);
  for (guint eighths = 1; eighths <= 4; eighths *= 2)
    {
      g_autofree guint *drawn = g_new0 (guint, n);
      guint sum = 0;

      for (guint draw = 0; draw < PL_DRAWS; draw++)
        {
          guint n_drawn = pl_draw_voices (fixture->corpus, eighths, draw, use);

          g_assert_cmpuint (n_drawn, >, 0);
          sum += n_drawn;
          for (guint i = 0; i < n; i++)
            drawn[i] += use[i];
        }
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (drawn[i], <=, 1);
      g_assert_true (sum == n || eighths < 4);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static int
train_nothing (const char *places,
               const char *rows)
{
  const char *arguments[] = { "train", "--corpus", "/nowhere", "--places", places, "--rows", rows };

  return pl_ctl_train (G_N_ELEMENTS (arguments), (char **) arguments);
}

/* Told before the text is read: 2 is a wrong command line, 1 a folder that is not there. */
static void
test_sizes_that_fit_no_model_are_refused (void)
{
  g_assert_cmpint (train_nothing ("8191", "256"), ==, 2);
  g_assert_cmpint (train_nothing ("8192", "8193"), ==, 2);
  g_assert_cmpint (train_nothing ("8192", "8192"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ctl/train/the-same-text-gives-the-same-bytes", test_the_same_text_gives_the_same_bytes);
  ADD ("/ctl/train/the-engine-agrees-with-the-trainer", test_the_engine_agrees_with_the_trainer);
  ADD ("/ctl/train/the-trainer-reads-as-the-engine-does", test_the_trainer_reads_as_the_engine_does);
  ADD ("/ctl/train/what-says-most-is-kept", test_what_says_most_is_kept);
  ADD ("/ctl/train/draws-share-no-voice", test_draws_share_no_voice);
  ADD ("/ctl/train/other-text-gives-other-bytes", test_other_text_gives_other_bytes);
  g_test_add_func ("/ctl/train/sizes-that-fit-no-model-are-refused", test_sizes_that_fit_no_model_are_refused);

  return g_test_run ();
}
