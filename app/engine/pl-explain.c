// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which words of a message spoke for a concern, by the first reading: it has a weight for each. */

#include "pl-engine-private.h"

#include <math.h>

#define MAX_WORDS 8

typedef struct
{
  float weights[PL_TEXT_TOKENS];
  guint n;
} Contributions;

/* A feature's weight is shared by the words that it spans. */
static void
fill_contributions (PlEngine      *self,
                    PlConcern      concern,
                    Contributions *out)
{
  const PlFeatures *features = &self->features;
  const PlModelHead *head = &self->model.header->heads[concern];
  float factor = head->scale * head->slope * features->unit;

  out->n = self->text.n_tokens;
  memset (out->weights, 0, sizeof (out->weights));
  for (guint i = 0; i < features->n; i++)
    {
      float weight = (float) self->model.rows[(gsize) features->rows[i] * PL_MODEL_HEADS + concern] * factor;
      guint first = features->first[i];
      guint last = features->last[i];

      for (guint at = first; at <= last; at++)
        out->weights[at] += weight / (float) (last - first + 1);
    }
}

/* The run of at most MAX_WORDS words with the largest sum, and no word at its ends that speaks against. */
static float
find_best_run (const Contributions *contributions,
               guint               *first,
               guint               *last)
{
  float best = 0;

  for (guint from = 0; from < contributions->n; from++)
    {
      float sum = 0;

      for (guint to = from; to < MIN (contributions->n, from + MAX_WORDS); to++)
        {
          sum += contributions->weights[to];
          if (sum > best)
            {
              best = sum;
              *first = from;
              *last = to;
            }
        }
    }

  return best;
}

static void
explain_concern (PlEngine  *self,
                 PlConcern  concern,
                 GArray    *spans)
{
  Contributions contributions;
  guint first = 0;
  guint last = 0;
  PlSpan span = { .concern = concern };

  fill_contributions (self, concern, &contributions);
  span.weight = find_best_run (&contributions, &first, &last);
  if (span.weight <= 0)
    return;

  span.start = self->text.tokens[first].start;
  span.end = self->text.tokens[last].end;
  g_array_append_val (spans, span);
}

/* Keeps the heaviest span of each concern, when a long text was read in stretches. */
static void
keep_heaviest (GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      for (guint j = i + 1; j < spans->len;)
        {
          PlSpan *kept = &g_array_index (spans, PlSpan, i);
          const PlSpan *other = &g_array_index (spans, PlSpan, j);

          if (kept->concern != other->concern)
            {
              j++;
              continue;
            }
          if (other->weight > kept->weight)
            *kept = *other;
          g_array_remove_index (spans, j);
        }
    }
}

/**
 * pl_engine_explain:
 * @self: an engine
 * @text: (array length=length): the message that was scored
 * @length: in bytes
 * @score: what it shows
 *
 * For each concern that shows, the stretch of the message that spoke for it most.
 *
 * Returns: (transfer full) (element-type PlSpan): spans in the order of the concerns; empty where nothing shows
 */
GArray *
pl_engine_explain (PlEngine      *self,
                   const char    *text,
                   gsize          length,
                   const PlScore *score)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PlSpan));

  for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
    {
      if (!pl_score_shows (score, concern))
        continue;
      for (gsize at = 0; at < length;)
        {
          at = pl_text_read (&self->text, &self->model.words, text, length, at);
          pl_features_extract (&self->features, &self->text, self->model.header->kinds, self->model.header->n_places);
          pl_sieve_apply (&self->model.sieve, &self->features);
          explain_concern (self, concern, spans);
        }
    }
  pl_text_clear (&self->text);
  keep_heaviest (spans);

  return spans;
}
