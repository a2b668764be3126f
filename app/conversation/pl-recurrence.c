// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

/* Log-odds of a concern from -4, which counts as nothing, to 8, on a scale from 0 to 3. */
#define LEAST_LOG_ODDS -4.0f
#define MOST_LOG_ODDS 8.0f
#define LOG_ODDS_UNIT 4.0f

/* Of what a message says of the conversation that it is from, on a scale from -2 to 2. */
#define MOST_CONTEXT 6.0f
#define CONTEXT_UNIT 3.0f

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
 * @inputs: (out caller-allocates) (array fixed-size=31): log-odds and value of each concern that shows at all, the outlooks, and the
 *   context; a message that shows nothing is all zero but for the last
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
  for (guint i = 0; i < PL_N_OUTLOOKS; i++)
    inputs[2 * PL_N_CONCERNS + i] = CLAMP (score->outlooks[i], -MOST_CONTEXT, MOST_CONTEXT) / CONTEXT_UNIT;
  inputs[PL_RECURRENCE_CONTEXT] = CLAMP (score->context, -MOST_CONTEXT, MOST_CONTEXT) / CONTEXT_UNIT;
}

/* Eight numbers at once, and as many of them as stay in registers: vectors of the compiler, the same on every machine. */
typedef float Lane __attribute__ ((vector_size (32), aligned (4), may_alias));

#define BLOCK 32

G_STATIC_ASSERT (PL_RECURRENCE_SIZE == BLOCK);

/* Adds to a block of sums: each row times its number. Each sum has a name, so that the compiler keeps it in a register. */
static inline __attribute__ ((always_inline)) void
add_rows (float        sums[BLOCK],
          const float *numbers,
          guint        n,
          const float *rows,
          gsize        width)
{
  Lane *lanes = (Lane *) (gpointer) sums;
  Lane a = lanes[0], b = lanes[1], c = lanes[2], d = lanes[3];

  for (guint i = 0; i < n; i++)
    {
      const Lane *row = (const Lane *) (gconstpointer) (rows + i * width);
      float x = numbers[i];

      if (x == 0)
        continue;
      a += x * row[0];
      b += x * row[1];
      c += x * row[2];
      d += x * row[3];
    }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
}

static inline float
squash (float x)
{
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
 * @inputs: (array fixed-size=31): of a message
 * @step: (inout): what was kept before it; the others are filled
 */
WIDE void
pl_recurrence_step (const PlRecurrence *self,
                    const float         inputs[PL_RECURRENCE_INPUTS],
                    PlRecurrenceStep   *step)
{
  float sums[3 * PL_RECURRENCE_SIZE];
  float *candidates = sums + 2 * PL_RECURRENCE_SIZE;
  float seen[PL_RECURRENCE_SIZE];

  memcpy (step->first, self->first_biases, sizeof (step->first));
  add_rows (step->first, inputs, PL_RECURRENCE_INPUTS, self->first[0], PL_RECURRENCE_SIZE);
  for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
    step->first[k] = MAX (step->first[k], 0);

  memcpy (sums, self->gate_biases, sizeof (sums));
  for (guint block = 0; block < 3; block++)
    add_rows (sums + block * BLOCK, step->first, PL_RECURRENCE_SIZE, self->gates[0] + block * BLOCK, 3 * PL_RECURRENCE_SIZE);
  for (guint block = 0; block < 2; block++)
    add_rows (sums + block * BLOCK, step->before, PL_RECURRENCE_SIZE, self->kept_gates[0] + block * BLOCK, 2 * PL_RECURRENCE_SIZE);
  for (guint k = 0; k < PL_RECURRENCE_SIZE; k++)
    {
      step->update[k] = open_gate (sums[k]);
      step->reset[k] = open_gate (sums[PL_RECURRENCE_SIZE + k]);
      seen[k] = step->reset[k] * step->before[k];
    }
  add_rows (candidates, seen, PL_RECURRENCE_SIZE, self->kept_candidate[0], PL_RECURRENCE_SIZE);
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
