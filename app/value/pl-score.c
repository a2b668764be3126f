// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-score.h"

/**
 * pl_score_get_leader:
 * @self: a score
 *
 * Returns: the concern with the largest value
 */
PlConcern
pl_score_get_leader (const PlScore *self)
{
  PlConcern leader = 0;

  for (guint i = 1; i < PL_N_CONCERNS; i++)
    {
      if (self->values[i] > self->values[leader])
        leader = i;
    }

  return leader;
}

/**
 * pl_score_get_peak:
 * @self: a score
 *
 * Returns: the largest value of any concern, 0 to 1
 */
float
pl_score_get_peak (const PlScore *self)
{
  return self->values[pl_score_get_leader (self)];
}

/**
 * pl_score_shows:
 * @self: a score
 * @concern: one of the %PL_N_CONCERNS concerns
 *
 * Returns: whether the message counts as showing @concern
 */
gboolean
pl_score_shows (const PlScore *self,
                PlConcern      concern)
{
  g_return_val_if_fail ((guint) concern < PL_N_CONCERNS, FALSE);

  return self->values[concern] >= PL_SCORE_SHOWN;
}
