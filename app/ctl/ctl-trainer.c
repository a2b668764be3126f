// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-trainer.h"

#include "ctl-evasions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/**
 * pl_example_shows:
 * @example: a message
 * @head: a concern, or %PL_MODEL_HEAD_CONTEXT
 *
 * Returns: whether the message is labelled so; for the context, whether it is from a conversation to warn of
 */
gboolean
pl_example_shows (const PlExample *example,
                  guint            head)
{
  if (head == PL_MODEL_HEAD_CONTEXT)
    return example->concerns != 0 || example->expect == PL_EXPECT_PROMPT;

  return (example->concerns >> head) & 1;
}

/* Where part of the corpus is held out, one plain message in this many stands for all: it makes no difference but in time. */
#define THINNED 8

/* With fewer the folds would be of very different sizes. */
#define FILES_A_FOLD 8

/* One list of who is a positive for each head, over corpus and negatives. */
typedef struct
{
  PlSolver *solver;
  PlVectorizer *vectorizer;
  GArray *concerns; /* of guint32, one an example; a bit a head */
  GArray *unclear;  /* of gboolean: only the context learns from it */
} Problem;

static void
problem_add (Problem    *self,
             const char *text,
             guint32     concerns,
             gboolean    unclear)
{
  PlVector vector;

  pl_vectorizer_read (self->vectorizer, text, &vector);
  pl_solver_add (self->solver, &vector);
  g_array_append_val (self->concerns, concerns);
  g_array_append_val (self->unclear, unclear);
  pl_vector_clear (&vector);
}

/* Some examples once more, as an evader or a hasty hand would write them. */
static void
problem_evade (Problem    *self,
               const char *text,
               guint32     concerns,
               double      share,
               GRand      *random)
{
  g_autofree char *evaded = NULL;

  if (g_rand_double (random) >= share)
    return;
  evaded = pl_evasion_apply ((guint) g_rand_int_range (random, 0, PL_N_EVASIONS), text, random);
  problem_add (self, evaded, concerns, FALSE);
}

/* The messages that lead up to a prompt are neither signs nor surely none: only the context learns from them. */
static gboolean
is_unclear (const PlExample *example)
{
  return example->expect == PL_EXPECT_PROMPT && example->concerns == 0;
}

static guint32
get_heads (const PlExample *example)
{
  return example->concerns | (pl_example_shows (example, PL_MODEL_HEAD_CONTEXT) ? 1u << PL_MODEL_HEAD_CONTEXT : 0);
}

static void
problem_solve (Problem                *self,
               const PlSolverSettings *settings,
               PlWeights              *out)
{
  g_autofree gboolean *positive = g_new (gboolean, self->concerns->len);
  g_autofree gboolean *skip = g_new (gboolean, self->concerns->len);

  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      for (guint i = 0; i < self->concerns->len; i++)
        {
          positive[i] = (g_array_index (self->concerns, guint32, i) >> head) & 1;
          skip[i] = head != PL_MODEL_HEAD_CONTEXT && g_array_index (self->unclear, gboolean, i);
        }
      pl_solver_solve (self->solver, settings, positive, skip, out->weights[head], &out->biases[head]);
    }
}

/**
 * pl_weights_train:
 * @corpus: labelled text
 * @negatives: (nullable): text that shows nothing
 * @settings: of features and learner
 * @use: (nullable) (array): of each example of @corpus, whether to train on it; %NULL for all
 *
 * Returns: (transfer full): weights, uncalibrated
 */
PlWeights *
pl_weights_train (const PlCorpus          *corpus,
                  const PlCorpus          *negatives,
                  const PlTrainerSettings *settings,
                  const gboolean          *use)
{
  PlWeights *self = g_new0 (PlWeights, 1);
  Problem problem = { 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  self->settings = *settings;
  self->vocabulary = pl_vocabulary_new (corpus, negatives, settings->concepts, settings->n_words);
  problem.solver = pl_solver_new (1u << settings->bits);
  problem.vectorizer = pl_vectorizer_new (self->vocabulary, settings->kinds, settings->bits);
  problem.concerns = g_array_new (FALSE, FALSE, sizeof (guint32));
  problem.unclear = g_array_new (FALSE, FALSE, sizeof (gboolean));
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      self->weights[head] = g_new0 (float, 1u << settings->bits);
      self->slopes[head] = 1;
    }
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    self->weighing.own[i] = 1;
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (use != NULL && !use[i])
        continue;
      problem_add (&problem, example->text, get_heads (example), is_unclear (example));
      if (!is_unclear (example))
        problem_evade (&problem, example->text, get_heads (example), settings->evasions, random);
    }
  for (guint i = 0; negatives != NULL && i < negatives->examples->len; i += use != NULL ? THINNED : 1)
    {
      problem_add (&problem, pl_corpus_get (negatives, i)->text, 0, FALSE);
      /* A hasty hand alone is no sign. */
      problem_evade (&problem, pl_corpus_get (negatives, i)->text, 0, settings->evasions, random);
    }
  problem_solve (&problem, &settings->solver, self);
  pl_solver_free (problem.solver);
  pl_vectorizer_free (problem.vectorizer);
  g_array_unref (problem.concerns);
  g_array_unref (problem.unclear);

  return self;
}

/**
 * pl_weights_free:
 * @self: (transfer full): weights
 */
void
pl_weights_free (PlWeights *self)
{
  pl_vocabulary_free (self->vocabulary);
  for (guint head = 0; head < PL_N_HEADS; head++)
    g_free (self->weights[head]);
  g_free (self);
}

/**
 * pl_weights_apply:
 * @self: weights
 * @corpus: text
 * @use: (nullable) (array): of each example, whether to score it; the others are left as they are
 * @raw: (array): one an example: sums before calibration
 */
void
pl_weights_apply (const PlWeights *self,
                  const PlCorpus  *corpus,
                  const gboolean  *use,
                  PlRaw           *raw)
{
  g_autoptr (PlVectorizer) vectorizer = pl_vectorizer_new (self->vocabulary, self->settings.kinds, self->settings.bits);

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      PlVector vector;

      if (use != NULL && !use[i])
        continue;
      pl_vectorizer_read (vectorizer, pl_corpus_get (corpus, i)->text, &vector);
      for (guint head = 0; head < PL_N_HEADS; head++)
        {
          raw[i][head] = self->biases[head];
          for (guint j = 0; j < vector.n; j++)
            raw[i][head] += self->weights[head][vector.rows[j]] * vector.values[j];
        }
      pl_vector_clear (&vector);
    }
}

/* A file is held out whole, since whoever wrote a voice wrote its neighbours too; of few files, a voice is. */
static guint
get_fold (const PlCorpus *corpus,
          guint           i,
          guint           folds)
{
  const PlExample *example = pl_corpus_get (corpus, i);

  return pl_hash_mix (corpus->files->len >= FILES_A_FOLD * folds ? example->file : example->voice) % folds;
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
  guint n = corpus->examples->len;
  PlRaw *raw = g_new0 (PlRaw, n);
  g_autofree gboolean *train = g_new (gboolean, n);
  g_autofree gboolean *test = g_new (gboolean, n);

  for (guint fold = 0; fold < settings->folds; fold++)
    {
      PlWeights *weights;

      for (guint i = 0; i < n; i++)
        {
          test[i] = get_fold (corpus, i, settings->folds) == fold;
          train[i] = !test[i] && (use == NULL || use[i]);
        }
      weights = pl_weights_train (corpus, negatives, settings, train);
      pl_weights_apply (weights, corpus, test, raw);
      pl_weights_free (weights);
    }

  return raw;
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

static float
quantise_head (const float *weights,
               guint        n,
               gint8       *rows,
               guint        head)
{
  float top = 1e-6f;
  float scale;

  for (guint i = 0; i < n; i++)
    top = MAX (top, fabsf (weights[i]));
  scale = top / 127;
  for (guint i = 0; i < n; i++)
    rows[(gsize) i * PL_MODEL_HEADS + head] = (gint8) lrintf (weights[i] / scale);

  return scale;
}

/**
 * pl_weights_quantise:
 * @self: calibrated weights
 * @date: of the text, "2026-11-22"
 * @evidence: learnt constants of the conversation state
 *
 * Returns: (transfer full): the model file
 */
GBytes *
pl_weights_quantise (const PlWeights          *self,
                     const char               *date,
                     const PlEvidenceSettings *evidence)
{
  PlModelHeader header = { .kinds = self->settings.kinds, .bits = self->settings.bits, .n_words = self->settings.n_words };
  PlWords words = pl_vocabulary_get (self->vocabulary);
  guint n = 1u << self->settings.bits;
  g_autofree gint8 *rows = g_new0 (gint8, (gsize) n * PL_MODEL_HEADS);

  g_strlcpy (header.date, date, sizeof (header.date));
  header.evidence = *evidence;
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      header.heads[head].scale = quantise_head (self->weights[head], n, rows, head);
      header.heads[head].bias = self->biases[head];
      header.heads[head].slope = self->slopes[head];
      header.heads[head].offset = self->offsets[head];
    }
  header.weighing = self->weighing;

  return pl_model_write (&header, rows, &words);
}
