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

/* Messages before and after the marked one at which a prompt is in time, too. */
#define NEAR 2

/**
 * pl_example_is_near_mark:
 * @example: a message
 *
 * Returns: whether it stands where a prompt is wanted, or close to that
 */
gboolean
pl_example_is_near_mark (const PlExample *example)
{
  return example->expect == PL_EXPECT_PROMPT && ABS (example->seq - example->by) <= NEAR;
}

/* Where part of the corpus is held out, one plain message in this many stands for all: it makes no difference but in time. */
#define THINNED 8

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

/* To draw from: what costs most stands here most often. What reading undoes wholly is left out, since it would teach nothing. */
static const PlEvasion evasions[] = {
  PL_EVASION_LEETSPEAK, PL_EVASION_VOWELS, PL_EVASION_VOWELS, PL_EVASION_EMOJI, PL_EVASION_TYPOS_5, PL_EVASION_TYPOS_10, PL_EVASION_TYPOS_10, PL_EVASION_TYPOS_10,
};

/* Some examples once more, as an evader or a hasty hand would write them; NULL for the others. */
static char *
evade (const char *text,
       double      share,
       GRand      *random)
{
  if (g_rand_double (random) >= share)
    return NULL;

  return pl_evasion_apply (evasions[g_rand_int_range (random, 0, G_N_ELEMENTS (evasions))], text, random);
}

static void
problem_evade (Problem    *self,
               const char *text,
               guint32     concerns,
               double      share,
               GRand      *random)
{
  g_autofree char *evaded = evade (text, share, random);

  if (evaded != NULL)
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

static void
problem_sift (const Problem *self,
              PlWeights     *weights)
{
  g_autofree guint *counts = g_new0 (guint, weights->settings.n_places);

  pl_solver_count (self->solver, counts);
  pl_weights_sift (weights, counts);
}

/**
 * pl_weights_train:
 * @corpus: labelled text
 * @negatives: (nullable): text that shows nothing
 * @settings: of features and learner
 * @use: (nullable) (array): of each example of @corpus, whether to train on it; %NULL for all
 *
 * Returns: (transfer full): weights, uncalibrated; no network yet
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
  self->kept = g_new0 (guint64, settings->n_places / 64);
  self->vocabulary = pl_vocabulary_new (corpus, negatives, settings->concepts, settings->n_words, settings->n_ways);
  problem.solver = pl_solver_new (settings->n_places);
  problem.vectorizer = pl_vectorizer_new (self->vocabulary, settings->kinds, settings->n_places);
  problem.concerns = g_array_new (FALSE, FALSE, sizeof (guint32));
  problem.unclear = g_array_new (FALSE, FALSE, sizeof (gboolean));
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      self->weights[head] = g_new0 (float, settings->n_places);
      self->slopes[head] = 1;
    }
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    self->weighing.own[i] = self->rereading.first[i] = 1;
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
  problem_sift (&problem, self);
  pl_solver_free (problem.solver);
  pl_vectorizer_free (problem.vectorizer);
  g_array_unref (problem.concerns);
  g_array_unref (problem.unclear);

  return self;
}

typedef struct
{
  PlVectorizer *vectorizer;
  PlNetworkExamples *examples;
  PlNetworkRows rows;
  guint bits;
} Reader;

static void
reader_add (Reader     *self,
            const char *text,
            guint32     shown,
            guint32     known)
{
  pl_vectorizer_list (self->vectorizer, text, self->bits, &self->rows);
  pl_network_examples_add (self->examples, &self->rows, shown, known);
}

static void
reader_evade (Reader     *self,
              const char *text,
              guint32     shown,
              guint32     known,
              double      share,
              GRand      *random)
{
  g_autofree char *evaded = evade (text, share, random);

  if (evaded != NULL)
    reader_add (self, evaded, shown, known);
}

/* Bits of what the network learns of a message. */
#define CONCERNS ((1u << PL_N_CONCERNS) - 1)
#define OUTLOOKS (((1u << PL_N_OUTLOOKS) - 1) << PL_N_CONCERNS)

static guint32
get_outlook_bit (PlOutlook outlook)
{
  return 1u << (PL_N_CONCERNS + outlook);
}

/* Of each message, the outputs of the network that are true of it. A conversation stands in one piece. */
static guint32 *
list_shown (const PlCorpus *corpus)
{
  guint32 *shown = g_new0 (guint32, MAX (corpus->examples->len, 1));
  const char *last = NULL;
  gboolean signs = FALSE;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      signs = (example->conversation == last && signs) || example->concerns != 0;
      last = example->conversation;
      shown[i] = example->concerns;
      if (example->expect != PL_EXPECT_PROMPT)
        continue;
      shown[i] |= get_outlook_bit (PL_OUTLOOK_WARN);
      if (signs && pl_example_is_near_mark (example))
        shown[i] |= get_outlook_bit (PL_OUTLOOK_NOW);
    }

  return shown;
}

/**
 * pl_weights_train_network:
 * @self: weights
 * @corpus: what they were trained on
 * @negatives: (nullable): text that shows nothing
 * @use: (nullable) (array): of each example of @corpus, whether to train on it
 *
 * Trains the network of the second reading. May run beside others of its kind.
 */
void
pl_weights_train_network (PlWeights      *self,
                          const PlCorpus *corpus,
                          const PlCorpus *negatives,
                          const gboolean *use)
{
  const PlTrainerSettings *settings = &self->settings;
  g_autoptr (PlVectorizer) vectorizer = pl_vectorizer_new (self->vocabulary, settings->kinds, settings->n_places);
  g_autoptr (PlNetworkExamples) examples = pl_network_examples_new (settings->network.bits);
  g_autofree Reader *reader = g_new0 (Reader, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree guint32 *shown = list_shown (corpus);

  *reader = (Reader) { .vectorizer = vectorizer, .examples = examples, .bits = settings->network.bits };
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      guint32 known = (is_unclear (example) ? 0 : CONCERNS) | (example->expect != PL_EXPECT_NOTHING ? OUTLOOKS : 0);

      if (use != NULL && !use[i])
        continue;
      reader_add (reader, example->text, shown[i], known);
      if (!is_unclear (example))
        reader_evade (reader, example->text, shown[i], known, settings->evasions, random);
    }
  for (guint i = 0; negatives != NULL && i < negatives->examples->len; i += use != NULL ? THINNED : 1)
    {
      reader_add (reader, pl_corpus_get (negatives, i)->text, 0, CONCERNS | OUTLOOKS);
      reader_evade (reader, pl_corpus_get (negatives, i)->text, 0, CONCERNS | OUTLOOKS, settings->evasions, random);
    }
  self->network = pl_network_draft_train (examples, &settings->network, random);
}

/**
 * pl_weights_free:
 * @self: (transfer full): weights
 */
void
pl_weights_free (PlWeights *self)
{
  pl_vocabulary_free (self->vocabulary);
  g_clear_pointer (&self->network, pl_network_draft_free);
  g_free (self->kept);
  for (guint head = 0; head < PL_N_HEADS; head++)
    g_free (self->weights[head]);
  g_free (self);
}

/**
 * pl_weights_apply:
 * @self: weights
 * @corpus: text
 * @use: (nullable) (array): of each example, whether to score it; the others are left as they are
 * @raw: (array): one an example: sums before calibration, and what the network says, 0 without one
 */
void
pl_weights_apply (const PlWeights *self,
                  const PlCorpus  *corpus,
                  const gboolean  *use,
                  PlRaw           *raw)
{
  g_autoptr (PlVectorizer) vectorizer = pl_vectorizer_new (self->vocabulary, self->settings.kinds, self->settings.n_places);
  g_autofree PlNetworkRows *rows = g_new (PlNetworkRows, 1);

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      float network[PL_NETWORK_OUTPUTS] = { 0 };
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
      if (self->network != NULL)
        {
          pl_vectorizer_list (vectorizer, pl_corpus_get (corpus, i)->text, self->settings.network.bits, rows);
          pl_network_draft_read (self->network, rows, network);
        }
      memcpy (raw[i] + PL_RAW_NETWORK, network, (PL_N_CONCERNS + PL_N_OUTLOOKS) * sizeof (float));
    }
}
