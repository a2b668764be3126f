// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

/* Log-odds of a concern from -4, which counts as nothing, to 8, on a scale from 0 to 3. */
#define LEAST_LOG_ODDS -4.0f
#define MOST_LOG_ODDS 8.0f
#define LOG_ODDS_UNIT 4.0f

/* Of the conversation that a message is from, on a scale from -2 to 2. */
#define MOST_CONTEXT 6.0f
#define CONTEXT_UNIT 3.0f

/* No sum is as large; a damaged number must not become one that is none. */
#define MOST 1e6f

/* Compiled twice where the wider vectors may be there, and chosen when the program starts; sums come out the same to the bit. Only glibc's
 * loader chooses, and clang 14 gives such a function a name that no other file finds. */
#if defined (__x86_64__) && defined (__GLIBC__) && !defined (__clang__)
#define WIDE __attribute__ ((target_clones ("avx2", "default")))
#else
#define WIDE
#endif

/**
 * pl_recurrence_get_inputs:
 * @score: what a message shows
 * @inputs: (out caller-allocates) (array fixed-size=29): log-odds and value of each concern that shows at all, and the context; a message
 *   that shows nothing is all zero but for the last
 */
void
pl_recurrence_get_inputs (const PlScore *score,
                          float          inputs[PL_RECURRENCE_INPUTS])
{
  memset (inputs, 0, sizeof (float[PL_RECURRENCE_INPUTS]));
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (score->odds[i] <= 0)
        continue;
      inputs[i] = (CLAMP (logf (score->odds[i]), LEAST_LOG_ODDS, MOST_LOG_ODDS) - LEAST_LOG_ODDS) / LOG_ODDS_UNIT;
      inputs[PL_N_CONCERNS + i] = score->values[i];
    }
  inputs[2 * PL_N_CONCERNS] = CLAMP (score->context, -MOST_CONTEXT, MOST_CONTEXT) / CONTEXT_UNIT;
}

static inline float
squash (float x)
{
  x = CLAMP (x, -MOST, MOST);

  return x / (1 + fabsf (x));
}

static inline float
open_gate (float x)
{
  return 0.5f + 0.5f * squash (x);
}

/**
 * pl_recurrence_step:
 * @self: a unit
 * @inputs: (array fixed-size=29): of a message
 * @step: (inout): what was kept before it; the others are filled
 */
WIDE void
pl_recurrence_step (const PlRecurrence *self,
                    const float         inputs[PL_RECURRENCE_INPUTS],
                    PlRecurrenceStep   *step)
{
  float first[PL_RECURRENCE_SIZE];
  float sums[3 * PL_RECURRENCE_SIZE];
  float *candidates = sums + 2 * PL_RECURRENCE_SIZE;

  memcpy (first, self->first_biases, sizeof (first));
  for (guint i = 0; i < PL_RECURRENCE_INPUTS; i++)
    {
      if (inputs[i] == 0)
        continue;
      for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
        first[k] += inputs[i] * self->first[i][k];
    }

  memcpy (sums, self->gate_biases, sizeof (sums));
  for (guint j = 0; j < PL_RECURRENCE_SIZE; j++)
    {
      step->first[j] = MAX (first[j], 0);
      if (step->first[j] == 0)
        continue;
      for (guint k = 0; k < 3 * PL_RECURRENCE_SIZE; k++)
        sums[k] += step->first[j] * self->gates[j][k];
    }
  for (guint j = 0; j < PL_RECURRENCE_SIZE; j++)
    {
      for (guint k = 0; k < 2 * PL_RECURRENCE_SIZE; k++)
        sums[k] += step->before[j] * self->kept_gates[j][k];
    }
  for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
    {
      step->update[k] = open_gate (sums[k]);
      step->reset[k] = open_gate (sums[PL_RECURRENCE_SIZE + k]);
    }
  for (guint j = 0; j < PL_RECURRENCE_SIZE; j++)
    {
      float seen = step->reset[j] * step->before[j];

      for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
        candidates[k] += seen * self->kept_candidate[j][k];
    }
  for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
    {
      step->candidate[k] = squash (candidates[k]);
      step->kept[k] = step->before[k] + step->update[k] * (step->candidate[k] - step->before[k]);
    }
}

/**
 * pl_recurrence_read:
 * @self: a unit
 * @kept: (array fixed-size=32): what it has kept of a conversation
 *
 * Returns: log-odds that it adds to those of the conversation
 */
float
pl_recurrence_read (const PlRecurrence *self,
                    const float         kept[PL_RECURRENCE_SIZE])
{
  float sum = self->output_bias;

  for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
    sum += kept[k] * self->outputs[k];

  return sum;
}
