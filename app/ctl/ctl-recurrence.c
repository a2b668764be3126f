// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learns the recurrence by back-propagation through time (Werbos 1990) and gradient descent, with dropout
 * (Srivastava and others 2014) and the mean of where it stood (Polyak and Juditsky 1992). */

#include "ctl-recurrence.h"

#include "ctl-descent.h"

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

#define SIZE PL_RECURRENCE_SIZE
#define INPUTS PL_RECURRENCE_INPUTS

/* The rate falls to this share of itself. */
#define LAST_RATE 0.05

/* A step is never longer than this: a long conversation that is all wrong must not undo the others (Pascanu and others 2013). */
#define LONGEST_GRADIENT 5.0f

/* Messages of a conversation that are learnt from. */
#define MOST_MESSAGES 120

typedef struct
{
  float inputs[INPUTS];
  float log_odds;  /* by the sums alone */
  float weight;
  gboolean is_positive;
} Moment;

typedef struct
{
  guint first;  /* in moments */
  guint n;
  guint part;   /* conversations of one part are held out together */
} Sequence;

struct _PlSequences
{
  GArray *moments;
  GArray *sequences;
};

#define N_NUMBERS (sizeof (PlRecurrence) / sizeof (float))

typedef struct
{
  const PlRecurrenceSettings *settings;
  GRand *random;  /* (nullable): nothing is dropped */
  PlRecurrence *unit;
  PlRecurrence gradient;
  PlRecurrenceStep steps[MOST_MESSAGES];
  float inputs[MOST_MESSAGES][INPUTS];
  float shown[MOST_MESSAGES][SIZE];  /* what was kept and is read, times its scale */
  float scales[MOST_MESSAGES][SIZE];
  float wrong[MOST_MESSAGES];
  float start[SIZE];                 /* what is kept of what went before */
  double weight; /* of all moments since the last step */
} Learner;

/**
 * pl_sequences_new:
 *
 * Returns: (transfer full): no conversations
 */
PlSequences *
pl_sequences_new (void)
{
  PlSequences *self = g_new0 (PlSequences, 1);

  self->moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  self->sequences = g_array_new (FALSE, FALSE, sizeof (Sequence));

  return self;
}

/**
 * pl_sequences_free:
 * @self: (transfer full): conversations
 */
void
pl_sequences_free (PlSequences *self)
{
  g_array_unref (self->moments);
  g_array_unref (self->sequences);
  g_free (self);
}

/**
 * pl_sequences_begin:
 * @self: conversations
 * @part: which are held out together
 *
 * The messages that follow are of a new conversation.
 */
void
pl_sequences_begin (PlSequences *self,
                    guint        part)
{
  Sequence sequence = { .first = self->moments->len, .part = part };

  g_array_append_val (self->sequences, sequence);
}

/**
 * pl_sequences_add:
 * @self: conversations, one at least
 * @score: what the next message shows
 * @log_odds: of the conversation, by the sums of its signs alone
 * @is_positive: whether a prompt is right here
 * @weight: how much that matters; 0 where it is neither right nor wrong
 */
void
pl_sequences_add (PlSequences   *self,
                  const PlScore *score,
                  double         log_odds,
                  gboolean       is_positive,
                  double         weight)
{
  Sequence *sequence = &g_array_index (self->sequences, Sequence, self->sequences->len - 1);
  Moment moment = { .log_odds = (float) log_odds, .is_positive = is_positive, .weight = (float) weight };

  if (sequence->n == MOST_MESSAGES)
    return;
  pl_recurrence_get_inputs (score, moment.inputs);
  g_array_append_val (self->moments, moment);
  sequence->n++;
}

/**
 * pl_sequences_count:
 * @self: conversations
 *
 * Returns: how many
 */
guint
pl_sequences_count (const PlSequences *self)
{
  return self->sequences->len;
}

/* What is left counts for as much as all did. */
static float
draw_scale (GRand  *random,
            double  drop)
{
  if (random == NULL || drop <= 0)
    return 1;

  return g_rand_double (random) < drop ? 0 : (float) (1 / (1 - drop));
}

static const Moment *
get_moment (const PlSequences *sequences,
            const Sequence    *sequence,
            guint              at)
{
  return &g_array_index (sequences->moments, Moment, sequence->first + at);
}

static void
read_moment (const PlRecurrence *unit,
             const Moment       *moment,
             PlRecurrenceStep   *step)
{
  pl_recurrence_step (unit, moment->inputs, step);
  memcpy (step->before, step->kept, sizeof (step->before));
}

static void
forward (Learner           *self,
         const PlSequences *sequences,
         const Sequence    *sequence)
{
  for (guint at = 0; at < sequence->n; at++)
    {
      const Moment *moment = get_moment (sequences, sequence, at);
      PlRecurrenceStep *step = &self->steps[at];
      double z;

      for (guint i = 0; i < INPUTS; i++)
        self->inputs[at][i] = moment->inputs[i] == 0 ? 0 : moment->inputs[i] * draw_scale (self->random, self->settings->drop_inputs);
      if (at == 0)
        memcpy (step->before, self->start, sizeof (step->before));
      else
        memcpy (step->before, self->steps[at - 1].kept, sizeof (step->before));
      pl_recurrence_step (self->unit, self->inputs[at], step);
      for (guint k = 0; k < SIZE; k++)
        {
          self->scales[at][k] = moment->weight > 0 ? draw_scale (self->random, self->settings->drop_kept) : 0;
          self->shown[at][k] = step->kept[k] * self->scales[at][k];
        }
      z = (double) (moment->log_odds + pl_recurrence_read (self->unit, self->shown[at]));
      self->wrong[at] = moment->weight * (float) (1 / (1 + exp (-z)) - (moment->is_positive ? 1 : 0));
      self->weight += (double) moment->weight;
    }
}

/* x / (1 + |x|) rises by (1 - |itself|)^2. */
static float
get_squash_slope (float squashed)
{
  float rest = 1 - fabsf (squashed);

  return rest * rest;
}

static float
get_gate_slope (float gate)
{
  return 0.5f * get_squash_slope (2 * gate - 1);
}

static void
backward_first (Learner     *self,
                guint        at,
                const float  sums[3 * SIZE])
{
  const PlRecurrenceStep *step = &self->steps[at];
  float first[SIZE] = { 0 };

  for (guint j = 0; j < SIZE; j++)
    {
      if (step->first[j] <= 0)
        continue;
      for (guint k = 0; k < 3 * SIZE; k++)
        {
          self->gradient.gates[j][k] += step->first[j] * sums[k];
          first[j] += self->unit->gates[j][k] * sums[k];
        }
      self->gradient.first_biases[j] += first[j];
    }
  for (guint i = 0; i < INPUTS; i++)
    {
      for (guint k = 0; self->inputs[at][i] != 0 && k < SIZE; k++)
        self->gradient.first[i][k] += self->inputs[at][i] * first[k];
    }
}

/* From how much more or less of what is kept is wanted, @wanted, to the same of what was kept before, which takes its place. */
static void
backward_step (Learner *self,
               guint    at,
               float    wanted[SIZE])
{
  const PlRecurrenceStep *step = &self->steps[at];
  const PlRecurrence *unit = self->unit;
  PlRecurrence *gradient = &self->gradient;
  float sums[3 * SIZE];
  float before[SIZE];

  for (guint k = 0; k < SIZE; k++)
    {
      sums[2 * SIZE + k] = wanted[k] * step->update[k] * get_squash_slope (step->candidate[k]);
      sums[k] = wanted[k] * (step->candidate[k] - step->before[k]) * get_gate_slope (step->update[k]);
      before[k] = wanted[k] * (1 - step->update[k]);
    }
  for (guint j = 0; j < SIZE; j++)
    {
      float seen = 0;

      for (guint k = 0; k < SIZE; k++)
        {
          gradient->kept_candidate[j][k] += step->reset[j] * step->before[j] * sums[2 * SIZE + k];
          seen += unit->kept_candidate[j][k] * sums[2 * SIZE + k];
        }
      sums[SIZE + j] = seen * step->before[j] * get_gate_slope (step->reset[j]);
      before[j] += seen * step->reset[j];
    }
  for (guint j = 0; j < SIZE; j++)
    {
      for (guint k = 0; k < 2 * SIZE; k++)
        {
          gradient->kept_gates[j][k] += step->before[j] * sums[k];
          before[j] += unit->kept_gates[j][k] * sums[k];
        }
    }
  for (guint k = 0; k < 3 * SIZE; k++)
    gradient->gate_biases[k] += sums[k];
  backward_first (self, at, sums);
  memcpy (wanted, before, sizeof (before));
}

static void
backward (Learner        *self,
          const Sequence *sequence)
{
  float wanted[SIZE] = { 0 };

  for (guint at = sequence->n; at-- > 0;)
    {
      self->gradient.output_bias += self->wrong[at];
      for (guint k = 0; k < SIZE; k++)
        {
          self->gradient.outputs[k] += self->wrong[at] * self->shown[at][k];
          wanted[k] += self->wrong[at] * self->unit->outputs[k] * self->scales[at][k];
        }
      backward_step (self, at, wanted);
    }
}

/* With the gradient of a moment of weight 1. */
static void
take_step (Learner         *self,
           const PlDescent *descent,
           float            rate)
{
  float *gradient = (float *) &self->gradient;
  float share = (float) (1 / MAX (self->weight, 1));
  float length = 0;

  for (gsize i = 0; i < N_NUMBERS; i++)
    length += gradient[i] * gradient[i];
  length = sqrtf (length) * share;
  share *= length > LONGEST_GRADIENT ? LONGEST_GRADIENT / length : 1;
  pl_descent_move (descent, (float *) self->unit, gradient, N_NUMBERS, share, rate);
  self->weight = 0;
}

/* Uniform in one over the root of what each is fed by (LeCun and others 1998); what is read at first says nothing. */
static void
start (PlRecurrence *self,
       GRand        *random)
{
  memset (self, 0, sizeof (PlRecurrence));
  pl_descent_spread (self->first[0], INPUTS * SIZE, 1 / sqrt (INPUTS), random);
  pl_descent_spread (self->first_biases, SIZE, 1 / sqrt (INPUTS), random);
  pl_descent_spread (self->gates[0], 3 * SIZE * SIZE, 1 / sqrt (SIZE), random);
  pl_descent_spread (self->gate_biases, 3 * SIZE, 1 / sqrt (SIZE), random);
  pl_descent_spread (self->kept_gates[0], 2 * SIZE * SIZE, 1 / sqrt (SIZE), random);
  pl_descent_spread (self->kept_candidate[0], SIZE * SIZE, 1 / sqrt (SIZE), random);
  pl_descent_spread (self->outputs, SIZE, 1 / sqrt (SIZE), random);
}

static GArray *
list_others (const PlSequences *sequences,
             int                held_out)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < sequences->sequences->len; i++)
    {
      if ((int) g_array_index (sequences->sequences, Sequence, i).part != held_out)
        g_array_append_val (order, i);
    }

  return order;
}

static gboolean
is_harmless (const PlSequences *sequences,
             const Sequence    *sequence)
{
  for (guint at = 0; at < sequence->n; at++)
    {
      const Moment *moment = get_moment (sequences, sequence, at);

      if (moment->is_positive || moment->weight <= 0)
        return FALSE;
    }

  return TRUE;
}

/* People chat for months before something is wrong: what a harmless conversation leaves behind must not drown what follows. */
static void
begin_in_the_middle (Learner           *self,
                     const PlSequences *sequences,
                     const GArray      *order)
{
  const Sequence *sequence;
  PlRecurrenceStep step = { .before = { 0 } };

  memset (self->start, 0, sizeof (self->start));
  if (g_rand_double (self->random) >= self->settings->in_the_middle)
    return;
  sequence = &g_array_index (sequences->sequences, Sequence, g_array_index (order, guint, g_rand_int_range (self->random, 0, (gint32) order->len)));
  if (!is_harmless (sequences, sequence))
    return;
  for (guint at = 0; at < sequence->n; at++)
    read_moment (self->unit, get_moment (sequences, sequence, at), &step);
  memcpy (self->start, step.kept, sizeof (self->start));
}

static void
learn_sequence (Learner           *self,
                const PlSequences *sequences,
                guint              at)
{
  const Sequence *sequence = &g_array_index (sequences->sequences, Sequence, at);

  forward (self, sequences, sequence);
  backward (self, sequence);
}

/**
 * pl_recurrence_train:
 * @self: (out): the unit
 * @sequences: what it learns from
 * @settings: how
 * @held_out: a part that it does not see, -1 for none
 * @random: the same one gives the same unit
 */
void
pl_recurrence_train (PlRecurrence               *self,
                     const PlSequences          *sequences,
                     const PlRecurrenceSettings *settings,
                     int                         held_out,
                     GRand                      *random)
{
  g_autofree Learner *learner = g_new0 (Learner, 1);
  g_autofree float *mean = g_new0 (float, N_NUMBERS);
  g_autofree float *square = g_new0 (float, N_NUMBERS);
  const PlDescent descent = { mean, square };
  g_autofree double *stands = g_new0 (double, N_NUMBERS);
  g_autoptr (GArray) order = list_others (sequences, held_out);
  guint n_steps = settings->rounds * ((order->len + settings->batch - 1) / settings->batch);
  guint n_stands = 0;
  guint step = 0;

  start (self, random);
  learner->settings = settings;
  learner->random = random;
  learner->unit = self;
  for (guint round = 0; round < settings->rounds; round++)
    {
      pl_descent_shuffle ((guint *) (gpointer) order->data, order->len, random);
      for (guint from = 0; from < order->len; from += settings->batch)
        {
          for (guint i = from; i < MIN (from + settings->batch, order->len); i++)
            {
              begin_in_the_middle (learner, sequences, order);
              learn_sequence (learner, sequences, g_array_index (order, guint, i));
            }
          take_step (learner, &descent, pl_descent_get_rate (settings->rate * (1 - (1 - LAST_RATE) * step / n_steps), step + 1));
          step++;
          if (2 * step < n_steps)
            continue;
          for (gsize i = 0; i < N_NUMBERS; i++)
            stands[i] += (double) ((float *) self)[i];
          n_stands++;
        }
    }
  for (gsize i = 0; n_stands > 0 && i < N_NUMBERS; i++)
    ((float *) self)[i] = (float) (stands[i] / n_stands);
}

/**
 * pl_recurrence_get_loss:
 * @self: a unit
 * @sequences: conversations
 *
 * Returns: the cross-entropy of all moments, each by its weight
 */
double
pl_recurrence_get_loss (const PlRecurrence *self,
                        const PlSequences  *sequences)
{
  double loss = 0;

  for (guint i = 0; i < sequences->sequences->len; i++)
    {
      const Sequence *sequence = &g_array_index (sequences->sequences, Sequence, i);
      PlRecurrenceStep step = { .before = { 0 } };

      for (guint at = 0; at < sequence->n; at++)
        {
          const Moment *moment = get_moment (sequences, sequence, at);
          double z;

          read_moment (self, moment, &step);
          z = (double) (moment->log_odds + pl_recurrence_read (self, step.kept));
          loss += (double) moment->weight * log1p (exp (moment->is_positive ? -z : z));
        }
    }

  return loss;
}

/**
 * pl_recurrence_get_gradient:
 * @self: a unit
 * @sequences: conversations
 * @gradient: (out): of the loss, with nothing dropped
 */
void
pl_recurrence_get_gradient (const PlRecurrence *self,
                            const PlSequences  *sequences,
                            PlRecurrence       *gradient)
{
  static const PlRecurrenceSettings nothing_dropped = { .drop_inputs = 0 };
  g_autofree Learner *learner = g_new0 (Learner, 1);
  PlRecurrence unit = *self;

  learner->settings = &nothing_dropped;
  learner->unit = &unit;
  for (guint i = 0; i < sequences->sequences->len; i++)
    learn_sequence (learner, sequences, i);
  *gradient = learner->gradient;
}
