// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which places of the features have a row of weights in the model file. */

#include "ctl-trainer.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  float worth;
  guint32 place;
} Candidate;

/* The most worth first, and of two that are worth as much the lower place: the same text gives the same model. */
static int
compare_candidates (const void *a,
                    const void *b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->worth != right->worth)
    return left->worth > right->worth ? -1 : 1;

  return left->place < right->place ? -1 : left->place > right->place;
}

/* How much would be lost with it: how far its weights move a message, and how many messages have it. */
static float
get_worth (const PlWeights *self,
           guint            place,
           guint            count)
{
  double squares = 0;

  for (guint head = 0; head < PL_N_HEADS; head++)
    squares += (double) self->weights[head][place] * (double) self->weights[head][place];

  return (float) sqrt (squares * count);
}

static void
forget (PlWeights *self,
        guint      place)
{
  for (guint head = 0; head < PL_N_HEADS; head++)
    self->weights[head][place] = 0;
}

/**
 * pl_weights_sift:
 * @self: trained weights, one for each place
 * @counts: (array): of each place, how many messages have it
 *
 * Keeps the places whose weights say most, as many as there are rows; the others weigh nothing from then on. Measured with two folds,
 * what is left of 2^20 places knows as much as all of them; training once more with those alone was no better.
 */
void
pl_weights_sift (PlWeights   *self,
                 const guint *counts)
{
  guint n = self->settings.n_places;
  g_autofree Candidate *candidates = g_new (Candidate, n);

  for (guint place = 0; place < n; place++)
    candidates[place] = (Candidate) { get_worth (self, place, counts[place]), place };
  qsort (candidates, n, sizeof (Candidate), compare_candidates);
  for (guint i = 0; i < n; i++)
    {
      guint place = candidates[i].place;

      if (i < self->settings.n_rows)
        self->kept[place / 64] |= (guint64) 1 << (place % 64);
      else
        forget (self, place);
    }
}
