// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* From what was learnt to the numbers of eight bits in the model file. */

#include "ctl-trainer.h"

#include <math.h>

static float
quantise_head (const float *weights,
               guint        n,
               gint8       *rows,
               guint        head)
{
  float top = 1e-6f;
  float scale;

  for (guint i = 0; i < n; i++)
    top = MAX (top, fabsf (weights[i]));
  scale = top / 127;
  for (guint i = 0; i < n; i++)
    rows[(gsize) i * PL_MODEL_HEADS + head] = (gint8) lrintf (weights[i] / scale);

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
  PlModelHeader header = { .kinds = settings->kinds, .n_rows = settings->n_rows, .point_bits = settings->network.bits, .n_words = settings->n_words, .n_ways = settings->n_ways };
  PlWords words = pl_vocabulary_get (self->vocabulary);
  g_autofree gint8 *rows = g_new0 (gint8, (gsize) settings->n_rows * PL_MODEL_HEADS);
  g_autofree gint8 (*points)[PL_NETWORK_SIZE] = g_malloc0 (sizeof (gint8[PL_NETWORK_SIZE]) << settings->network.bits);
  PlNetwork network = { self->network->weights, points, header.point_scales, settings->network.bits };

  g_strlcpy (header.date, date, sizeof (header.date));
  header.evidence = *evidence;
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      header.heads[head].scale = quantise_head (self->weights[head], settings->n_rows, rows, head);
      header.heads[head].bias = self->biases[head];
      header.heads[head].slope = self->slopes[head];
      header.heads[head].offset = self->offsets[head];
    }
  quantise_points (self->network, points, header.point_scales);
  header.rereading = self->rereading;
  header.weighing = self->weighing;

  return pl_model_write (&header, rows, &network, &words);
}
