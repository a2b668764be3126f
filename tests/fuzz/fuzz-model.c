// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A model file from a stranger: refused, or, with a checksum made to fit, read without a step outside. */

#include "pl-model.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
use (const guint8 *bytes,
     gsize         size)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, size);
  g_autoptr (PlEngine) engine = pl_engine_new (copy, NULL);
  PlScore score;

  if (engine == NULL)
    return;
  pl_engine_score (engine, "dont tell your mm", 17, &score);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      g_assert_true (score.values[i] >= 0 && score.values[i] <= 1);
      g_assert_true (score.odds[i] >= 0 && isfinite (score.odds[i]));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  use (data, size);
  if (size >= sizeof (PlModelHeader))
    {
      g_autofree guint8 *forged = g_memdup2 (data, size);
      PlModelHeader *header = (PlModelHeader *) forged;

      header->size = (guint32) size;
      header->checksum = pl_model_checksum (forged, size);
      use (forged, size);
    }

  return 0;
}
