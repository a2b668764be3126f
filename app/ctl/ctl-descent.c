// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-descent.h"

#include <math.h>

#define DECAY_MEAN 0.9f
#define DECAY_SQUARE 0.999f
#define LEAST 1e-8f

/**
 * pl_descent_spread:
 * @numbers: (array length=n) (out caller-allocates): where learning starts
 * @n: how many
 * @width: they lie between -@width and @width
 * @random: the same one gives the same numbers
 */
void
pl_descent_spread (float  *numbers,
                   gsize   n,
                   double  width,
                   GRand  *random)
{
  for (gsize i = 0; i < n; i++)
    numbers[i] = (float) g_rand_double_range (random, -width, width);
}

/**
 * pl_descent_shuffle:
 * @order: (array length=n) (inout): in any order (Fisher and Yates; Durstenfeld 1964)
 * @n: how many
 * @random: the same one gives the same order
 */
void
pl_descent_shuffle (guint *order,
                    guint  n,
                    GRand *random)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint other = order[j];

      order[j] = order[i - 1];
      order[i - 1] = other;
    }
}

/**
 * pl_descent_get_rate:
 * @rate: of learning
 * @step: from 1
 *
 * Returns: the rate, corrected for means that begin at nothing
 */
float
pl_descent_get_rate (double rate,
                     guint  step)
{
  return (float) (rate * sqrt (1 - pow ((double) DECAY_SQUARE, step)) / (1 - pow ((double) DECAY_MEAN, step)));
}

/**
 * pl_descent_move:
 * @self: what is remembered of each number; it is brought up to date
 * @numbers: (array length=n) (inout): a step down their slope
 * @gradient: (array length=n) (inout): sums of slopes, and then nothing
 * @n: how many
 * @share: of the sums that a slope is
 * @rate: as pl_descent_get_rate () has it
 */
void
pl_descent_move (const PlDescent *self,
                 float           *numbers,
                 float           *gradient,
                 gsize            n,
                 float            share,
                 float            rate)
{
  float *mean = self->mean;
  float *square = self->square;

  for (gsize i = 0; i < n; i++)
    {
      float slope = gradient[i] * share;

      mean[i] = DECAY_MEAN * mean[i] + (1 - DECAY_MEAN) * slope;
      square[i] = DECAY_SQUARE * square[i] + (1 - DECAY_SQUARE) * slope * slope;
      numbers[i] -= rate * mean[i] / (sqrtf (square[i]) + LEAST);
      gradient[i] = 0;
    }
}
