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

/* Two conversations over the same small talk: of one is to be warned at its last message but one. */
static void
add_conversations (PlCorpus *corpus)
{
  for (guint i = 0; i < 4 * ROUNDS; i++)
    {
      gboolean is_red = i / ROUNDS % 2 != 0;
      int seq = (int) (i % ROUNDS);
      gboolean is_sign = is_red && seq == ROUNDS - 2;
      PlExample example = { .text = is_sign ? positives[i % 4] : seq % 2 == 0 ? "how was school" : is_red ? "you can trust me on this" : "see you at practice then",
                            .source = "test", .conversation = g_intern_string (is_red ? i < 2 * ROUNDS ? "a" : "b" : i < 2 * ROUNDS ? "c" : "d"),
                            .language = "en", .label = "", .concerns = is_sign ? 1u << PL_CONCERN_SECRECY : 0, .voice = 100 + i / ROUNDS, .seq = seq,
                            .expect = is_red ? PL_EXPECT_PROMPT : PL_EXPECT_QUIET, .by = is_red ? ROUNDS - 2 : -1 };

      g_array_append_val (corpus->examples, example);
    }
}

/* What an outlook is learnt from is the conversation, and the engine reads it as the trainer does. */
static void
test_outlooks_are_learnt_and_read (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr (PlWeights) weights = NULL;
  g_autofree PlRaw *raw = NULL;
  g_autoptr (GBytes) bytes = NULL;
  static const PlEvidenceSettings evidence = { .fade_message = 1, .fade_hour = 1, .cap = 8, .context_fade = 1, .context_step = 8, .context_cap = 8 };
  g_autoptr (PlEngine) engine = NULL;
  guint n_read = 0;

  add_conversations (fixture->corpus);
  fixture->settings.network.outlooks = 1;
  fixture->settings.network.rounds = 30;
  weights = train_weights (fixture);
  raw = pl_cross_validate (fixture->corpus, NULL, &fixture->settings, NULL);
  pl_weights_calibrate (weights, fixture->corpus, raw, NULL);
  bytes = pl_weights_quantise (weights, "2026-01-01", &evidence);
  engine = pl_engine_new (bytes, NULL);
  pl_weights_apply (weights, fixture->corpus, NULL, raw);
  g_assert_cmpfloat (raw[2 * ROUNDS + 1][PL_RAW_OUTLOOKS + PL_OUTLOOK_WARN], <, raw[3 * ROUNDS + 1][PL_RAW_OUTLOOKS + PL_OUTLOOK_WARN]);
  pl_weights_read (weights, fixture->corpus->examples->len, raw);
  for (guint i = 0; i < fixture->corpus->examples->len; i++)
    {
      const char *text = pl_corpus_get (fixture->corpus, i)->text;
      PlScore score;

      pl_engine_score (engine, text, strlen (text), &score);
      for (guint k = 0; k < PL_N_OUTLOOKS; k++)
        g_assert_cmpfloat_with_epsilon (score.outlooks[k], CLAMP (raw[i][PL_RAW_OUTLOOKS + k], -PL_MODEL_SUREST, PL_MODEL_SUREST), 0.2);
      n_read += score.outlooks[PL_OUTLOOK_WARN] != 0;
    }
  /* Only what is read twice has an outlook. */
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, fixture->corpus->examples->len);
}

static void
test_the_mark_has_neighbours (void)
{
  PlExample example = { .expect = PL_EXPECT_PROMPT, .by = 5 };

  for (example.seq = 0; example.seq < 12; example.seq++)
    g_assert_true (pl_example_is_near_mark (&example) == (example.seq >= 3 && example.seq <= 7));
  example = (PlExample) { .expect = PL_EXPECT_QUIET, .seq = 0, .by = -1 };
  g_assert_false (pl_example_is_near_mark (&example));
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
  ADD ("/ctl/train/outlooks-are-learnt-and-read", test_outlooks_are_learnt_and_read);
  g_test_add_func ("/ctl/train/the-mark-has-neighbours", test_the_mark_has_neighbours);
  ADD ("/ctl/train/what-says-most-is-kept", test_what_says_most_is_kept);
  ADD ("/ctl/train/draws-share-no-voice", test_draws_share_no_voice);
  ADD ("/ctl/train/other-text-gives-other-bytes", test_other_text_gives_other_bytes);
  g_test_add_func ("/ctl/train/sizes-that-fit-no-model-are-refused", test_sizes_that_fit_no_model_are_refused);

  return g_test_run ();
}
