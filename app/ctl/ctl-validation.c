// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-validation.h"

/* With fewer the folds would be of very different sizes. */
#define FILES_A_FOLD 8

#define DRAW_SALT 77

/* A file is held out whole, since whoever wrote a voice wrote its neighbours too; of few files, a voice is. */
static guint
get_fold (const PlCorpus *corpus,
          guint           i,
          guint           folds)
{
  const PlExample *example = pl_corpus_get (corpus, i);

  return pl_hash_mix (corpus->files->len >= FILES_A_FOLD * folds ? example->file : example->voice) % folds;
}

typedef struct
{
  const PlCorpus *corpus;
  const PlCorpus *negatives;
  PlRaw *raw;
} Validation;

/* One part of the corpus held out. */
typedef struct
{
  PlWeights *weights;
  gboolean *train;
  gboolean *test;
} Fold;

static void
finish_fold (gpointer data,
             gpointer user_data)
{
  Validation *validation = user_data;
  Fold *fold = data;

  pl_weights_train_network (fold->weights, validation->corpus, validation->negatives, fold->train);
  pl_weights_apply (fold->weights, validation->corpus, fold->test, validation->raw);
  pl_weights_free (fold->weights);
  g_free (fold->train);
  g_free (fold->test);
  g_free (fold);
}

/* The solver draws from the one source of chance of the C library, so it works in one thread; the networks have their own. */
static Fold *
start_fold (const Validation        *validation,
            const PlTrainerSettings *settings,
            const gboolean          *use,
            guint                    held_out)
{
  const PlCorpus *corpus = validation->corpus;
  Fold *fold = g_new0 (Fold, 1);

  fold->train = g_new (gboolean, MAX (corpus->examples->len, 1));
  fold->test = g_new (gboolean, MAX (corpus->examples->len, 1));
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      fold->test[i] = get_fold (corpus, i, settings->folds) == held_out;
      fold->train[i] = !fold->test[i] && (use == NULL || use[i]);
    }
  fold->weights = pl_weights_train (corpus, validation->negatives, settings, fold->train);

  return fold;
}

/**
 * pl_cross_validate:
 * @corpus: labelled text
 * @negatives: (nullable): text that shows nothing, always trained on
 * @settings: of features and learner
 * @use: (nullable) (array): of each example, whether to train on it
 *
 * Returns: (transfer full) (array): of each example of @corpus, the sums by weights that never saw its file
 */
PlRaw *
pl_cross_validate (const PlCorpus          *corpus,
                   const PlCorpus          *negatives,
                   const PlTrainerSettings *settings,
                   const gboolean          *use)
{
  Validation validation = { corpus, negatives, g_new0 (PlRaw, MAX (corpus->examples->len, 1)) };
  GThreadPool *pool = g_thread_pool_new (finish_fold, &validation, (int) g_get_num_processors (), FALSE, NULL);

  for (guint i = 0; i < settings->folds; i++)
    g_thread_pool_push (pool, start_fold (&validation, settings, use, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);

  return validation.raw;
}

/**
 * pl_draw_voices:
 * @corpus: labelled text
 * @eighths: how many eighths of the voices, 1 to 8
 * @draw: less than %PL_DRAWS; up to half of the voices, two draws share none
 * @use: (array) (out caller-allocates): of each example, whether it is drawn
 *
 * Voices are left out, not lines: more of the same voice buys little.
 *
 * Returns: how many examples are drawn
 */
guint
pl_draw_voices (const PlCorpus *corpus,
                guint           eighths,
                guint           draw,
                gboolean       *use)
{
  guint n = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      use[i] = (pl_hash_mix (pl_corpus_get (corpus, i)->voice + DRAW_SALT) + draw * 8 / PL_DRAWS) % 8 < eighths;
      n += use[i];
    }

  return n;
}

/**
 * pl_measure_head:
 * @corpus: labelled text
 * @raw: (array): log-odds, one an example
 * @head: a concern, or %PL_MODEL_HEAD_CONTEXT
 * @language: (nullable): only this one
 *
 * Returns: precision, recall and F1
 */
PlQuality
pl_measure_head (const PlCorpus *corpus,
                 PlRaw          *raw,
                 guint           head,
                 const char     *language)
{
  PlQuality quality = { 0 };
  guint hits = 0;
  guint flagged = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      gboolean flag = raw[i][head] >= 0;

      if (example->expect != PL_EXPECT_NOTHING || (language != NULL && !g_str_equal (example->language, language)))
        continue;
      quality.n += pl_example_shows (example, head);
      flagged += flag;
      hits += flag && pl_example_shows (example, head);
    }
  quality.precision = flagged > 0 ? (double) hits / flagged : 0;
  quality.recall = quality.n > 0 ? (double) hits / quality.n : 0;
  quality.f1 = hits > 0 ? 2.0 * hits / (flagged + quality.n) : 0;

  return quality;
}
