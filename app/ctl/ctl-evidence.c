// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learns how the signs of a conversation combine. */

#include "ctl-evidence.h"

#include "ctl-recurrence.h"
#include "ctl-trainer.h"

#include "pl-conversation.h"
#include "pl-words.h"

#include <math.h>
#include <string.h>

enum /* inputs: first the evidence of each concern */
{
  FRESH = PL_N_CONCERNS, /* what the newest message adds to each */
  WHOLE = 2 * PL_N_CONCERNS,
  BREADTH,
  CONTEXT,
  BIAS,
  N_INPUTS,
};

/* From which log-odds on a sign counts, and what is left of it after a message. Weak signs count, and last: which of them come to
 * something the recurrence tells, so that sums that are quick to forget would only keep it from warning. */
#define FLOOR -1.0f
#define FADE_MESSAGE 0.96f

#define BEFORE 0.3f                  /* weight of the messages of a prompt conversation before its first sign */
#define ROUNDS 4000
#define LEAST_CONVERSATIONS 500      /* from fewer the recurrence learns no order, only these conversations */

typedef struct
{
  float inputs[N_INPUTS];
  gboolean positive;
  float weight;
} Sample;

static void
fill_inputs (Sample                   *sample,
             const PlConversation     *state,
             const PlEvidenceSettings *settings,
             const PlScore            *score)
{
  guint stages = 0;
  float whole = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      sample->inputs[i] = log1pf (state->evidence[i]);
      whole += state->evidence[i];
      if (state->evidence[i] >= PL_EVIDENCE_SHOWING)
        stages |= 1u << pl_concern_get_stage (i);
    }
  pl_conversation_get_fresh (settings, score, sample->inputs + FRESH);
  sample->inputs[WHOLE] = log1pf (whole);
  sample->inputs[BREADTH] = stages != 0 ? (float) __builtin_popcount (stages) - 1 : 0;
  sample->inputs[CONTEXT] = state->context;
  sample->inputs[BIAS] = 1;
}

/* Whether a prompt at this message would be right, wrong or neither. */
static int
judge (const PlExample *example,
       gboolean         signs_before)
{
  if (signs_before && pl_example_is_near_mark (example))
    return 1;
  if (example->expect != PL_EXPECT_PROMPT || !signs_before)
    return 0;

  return -1;
}

/* Feeds text through the state with the given constants, and takes each message as a sample. */
static GArray *
collect (const PlShown            *shown,
         const PlEvidenceSettings *settings)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  PlEvidenceSettings silent = *settings;
  PlConversation state = { 0 };
  const char *last = NULL;
  gboolean signs = FALSE;

  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    silent.threshold[i] = silent.direct[i] = PL_EVIDENCE_NEVER;
  for (guint i = 0; i < shown->corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (shown->corpus, i);
      Sample sample = { .weight = 1 };
      PlAssessment assessment;
      int verdict;

      if (example->conversation != last)
        {
          state = (PlConversation) { 0 };
          signs = FALSE;
        }
      last = example->conversation;
      signs |= example->concerns != 0;
      pl_conversation_observe (&state, &silent, PL_SENSITIVITY_BALANCED, &shown->scores[i], state.time + G_TIME_SPAN_MINUTE, &assessment);
      verdict = judge (example, signs);
      sample.positive = verdict > 0;
      if (verdict < 0)
        sample.weight = 0;
      else if (example->expect == PL_EXPECT_PROMPT && !signs)
        sample.weight = BEFORE;
      fill_inputs (&sample, &state, settings, &shown->scores[i]);
      g_array_append_val (samples, sample);
    }

  return samples;
}

/* What the sums alone say of a moment, log-odds. */
static double
get_log_odds (const PlEvidenceSettings *settings,
              const Sample             *sample)
{
  const float *inputs = sample->inputs;
  float sum = settings->bias + settings->whole * inputs[WHOLE] + settings->breadth * inputs[BREADTH] + settings->context * inputs[CONTEXT];

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    sum += settings->weight[i] * inputs[i] + settings->fresh[i] * inputs[FRESH + i];

  return (double) sum;
}

/* Logistic regression by gradient steps of their own length each (Duchi, Hazan and Singer 2011), no weight below zero: a sign
 * never speaks for a conversation. */
static void
fit (const GArray *samples,
     double        weights[N_INPUTS])
{
  double squares[N_INPUTS];

  for (guint k = 0; k < N_INPUTS; k++)
    {
      weights[k] = k == BIAS ? -4 : 0.5;
      squares[k] = 1e-3;
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      double gradient[N_INPUTS] = { 0 };
      double total = 0;

      for (guint i = 0; i < samples->len; i++)
        {
          const Sample *sample = &g_array_index (samples, Sample, i);
          double z = 0;
          double d;

          if (sample->weight == 0)
            continue;
          for (guint k = 0; k < N_INPUTS; k++)
            z += weights[k] * (double) sample->inputs[k];
          d = (double) sample->weight * (1 / (1 + exp (-z)) - (sample->positive ? 1 : 0));
          total += (double) sample->weight;
          for (guint k = 0; k < N_INPUTS; k++)
            gradient[k] += d * (double) sample->inputs[k];
        }
      for (guint k = 0; k < N_INPUTS; k++)
        {
          gradient[k] = gradient[k] / total + (k == BIAS ? 0 : 1e-4 * weights[k]);
          squares[k] += gradient[k] * gradient[k];
          weights[k] -= 0.5 * gradient[k] / sqrt (squares[k]);
          if (k != BIAS)
            weights[k] = MAX (weights[k], k >= FRESH && k < WHOLE ? 0 : 0.02);
        }
    }
}

static void
learn_weights (PlEvidenceSettings *settings,
               const PlShown      *conversations)
{
  g_autoptr (GArray) samples = collect (conversations, settings);
  double weights[N_INPUTS];

  if (samples->len == 0)
    return;
  fit (samples, weights);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      settings->weight[i] = (float) weights[i];
      settings->fresh[i] = (float) weights[FRESH + i];
    }
  settings->whole = (float) weights[WHOLE];
  settings->breadth = (float) weights[BREADTH];
  settings->context = (float) weights[CONTEXT];
  settings->bias = (float) weights[BIAS];
}

/**
 * pl_evidence_learn:
 * @settings: (out): everything but recurrence and thresholds
 * @conversations: of the corpus, scored by weights that did not see them
 */
void
pl_evidence_learn (PlEvidenceSettings *settings,
                   const PlShown      *conversations)
{
  *settings = (PlEvidenceSettings) { .floor = FLOOR, .cap = 8, .fade_message = FADE_MESSAGE, .fade_hour = 0.995f, .strong = 0.4f,
                                     .context_fade = 0.95f, .context_step = 1, .context_cap = 8,
                                     .direct = { PL_EVIDENCE_NEVER, PL_EVIDENCE_NEVER, PL_EVIDENCE_NEVER },
                                     .threshold = { PL_EVIDENCE_NEVER, PL_EVIDENCE_NEVER, PL_EVIDENCE_NEVER } };
  learn_weights (settings, conversations);
}

/* A moment before the first sign is as wrong for a prompt as any other: the recurrence is there to tell them apart. */
static PlSequences *
list_sequences (const PlEvidenceSettings *settings,
                const PlShown            *conversations,
                guint8                   *parts)
{
  PlSequences *sequences = pl_sequences_new ();
  g_autoptr (GArray) samples = collect (conversations, settings);
  const char *last = NULL;

  for (guint i = 0; i < samples->len; i++)
    {
      const PlExample *example = pl_corpus_get (conversations->corpus, i);
      const Sample *sample = &g_array_index (samples, Sample, i);

      parts[i] = (guint8) (pl_hash_mix (example->file) % PL_EVIDENCE_PARTS);
      if (example->conversation != last)
        pl_sequences_begin (sequences, parts[i]);
      last = example->conversation;
      pl_sequences_add (sequences, &conversations->scores[i], get_log_odds (settings, sample), sample->positive, sample->weight > 0 ? 1 : 0);
    }

  return sequences;
}

typedef struct
{
  const PlSequences *sequences;
  PlRecurrence *unit;
  int held_out; /* -1 for none */
} Training;

/* Its own random numbers, so that it does not matter which ends first. */
static void
train_recurrence (gpointer data,
                  gpointer unused)
{
  static const PlRecurrenceSettings settings = { .rounds = 16, .batch = 64, .rate = 0.005, .drop_inputs = 0.5, .drop_kept = 0.6, .in_the_middle = 0.8 };
  const Training *training = data;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) (training->held_out + 2));

  pl_recurrence_train (training->unit, training->sequences, &settings, training->held_out, random);
}

/**
 * pl_held_out_new:
 * @settings: everything but recurrence and thresholds is learnt
 * @conversations: of the corpus, scored by weights that did not see them
 * @whole: (out): learnt from all of them
 *
 * Where they are too few there is nothing of an order to learn, and the recurrence says nothing.
 *
 * Returns: (transfer full): recurrences to measure the same conversations with
 */
PlHeldOut *
pl_held_out_new (const PlEvidenceSettings *settings,
                 const PlShown            *conversations,
                 PlRecurrence             *whole)
{
  PlHeldOut *self = g_new0 (PlHeldOut, 1);
  g_autoptr (PlSequences) sequences = NULL;
  Training trainings[PL_EVIDENCE_PARTS + 1];
  GThreadPool *pool;

  self->parts = g_new0 (guint8, MAX (conversations->corpus->examples->len, 1));
  memset (whole, 0, sizeof (PlRecurrence));
  sequences = list_sequences (settings, conversations, self->parts);
  if (pl_sequences_count (sequences) < LEAST_CONVERSATIONS)
    return self;

  pool = g_thread_pool_new (train_recurrence, NULL, (int) g_get_num_processors (), FALSE, NULL);
  trainings[PL_EVIDENCE_PARTS] = (Training) { sequences, whole, -1 };
  g_thread_pool_push (pool, &trainings[PL_EVIDENCE_PARTS], NULL);
  for (int part = 0; part < PL_EVIDENCE_PARTS; part++)
    {
      trainings[part] = (Training) { sequences, &self->without[part], part };
      g_thread_pool_push (pool, &trainings[part], NULL);
    }
  g_thread_pool_free (pool, FALSE, TRUE);

  return self;
}

/**
 * pl_held_out_free:
 * @self: (transfer full): recurrences
 */
void
pl_held_out_free (PlHeldOut *self)
{
  g_free (self->parts);
  g_free (self);
}
