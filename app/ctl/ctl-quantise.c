// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* From what was learnt to the numbers of eight bits in the model file. */

#include "ctl-trainer.h"

#include <math.h>

/* Only the places that are kept have a row. */
static float
quantise_head (const PlWeights *self,
               guint            head,
               gint8           *rows)
{
  const float *weights = self->weights[head];
  guint n = self->settings.n_places;
  float top = 1e-6f;
  float scale;
  gsize row = 0;

  for (guint i = 0; i < n; i++)
    top = MAX (top, fabsf (weights[i]));
  scale = top / 127;
  for (guint i = 0; i < n; i++)
    {
      if ((self->kept[i / 64] >> (i % 64)) & 1)
        rows[row++ * PL_MODEL_HEADS + head] = (gint8) lrintf (weights[i] / scale);
    }

  return scale;
}

static void
quantise_points (const PlNetworkDraft *network,
                 gint8               (*points)[PL_NETWORK_SIZE],
                 float                 scales[PL_NETWORK_SIZE])
{
  guint n = 1u << network->bits;

  for (guint k = 0; k < PL_NETWORK_SIZE; k++)
    {
      float top = 1e-6f;

      for (guint i = 0; i < n; i++)
        top = MAX (top, fabsf (network->rows[i][k]));
      scales[k] = top / 127;
      for (guint i = 0; i < n; i++)
        points[i][k] = (gint8) lrintf (network->rows[i][k] / scales[k]);
    }
}

/**
 * pl_trainer_settings_get_header:
 * @settings: what is learnt, and how
 *
 * Returns: the header of a model that is trained so: its sizes, and nothing that is learnt yet
 */
PlModelHeader
pl_trainer_settings_get_header (const PlTrainerSettings *settings)
{
  return (PlModelHeader) { .kinds = settings->kinds, .n_rows = settings->n_rows, .n_places = settings->n_places,
                           .point_bits = settings->network.bits, .n_words = settings->n_words, .n_ways = settings->n_ways };
}

/**
 * pl_weights_quantise:
 * @self: calibrated weights, with a network
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
  const PlTrainerSettings *settings = &self->settings;
  PlModelHeader header = pl_trainer_settings_get_header (settings);
  PlWords words = pl_vocabulary_get (self->vocabulary);
  g_autofree gint8 *rows = g_new0 (gint8, (gsize) settings->n_rows * PL_MODEL_HEADS);
  g_autofree gint8 (*points)[PL_NETWORK_SIZE] = g_malloc0 (sizeof (gint8[PL_NETWORK_SIZE]) << settings->network.bits);
  g_autofree guint32 *before = g_new (guint32, settings->n_places / 64);
  PlSieve sieve = { self->kept, before, settings->n_places };
  PlNetwork network = { self->network->weights, points, header.point_scales, settings->network.bits };

  g_strlcpy (header.date, date, sizeof (header.date));
  header.evidence = *evidence;
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      header.heads[head].scale = quantise_head (self, head, rows);
      header.heads[head].bias = self->biases[head];
      header.heads[head].slope = self->slopes[head];
      header.heads[head].offset = self->offsets[head];
    }
  pl_sieve_count (self->kept, settings->n_places, before);
  quantise_points (self->network, points, header.point_scales);
  header.rereading = self->rereading;
  header.weighing = self->weighing;

  return pl_model_write (&header, rows, &network, &sieve, &words);
}
