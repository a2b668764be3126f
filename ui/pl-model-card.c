// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-model-card.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

/* The table of the card: step, threshold, source, messages, needless check-ins in 10,000, "low to high" of the interval. */
#define CELLS 6
#define CELL_RATE 4
#define CELL_INTERVAL 5

/**
 * pl_model_card_find_rate:
 * @card: text of the model card
 * @step: "fewer", "balanced" or "more"
 * @rate: (out): measured needless check-ins in 10,000 messages
 * @most: (out): upper end of its 95% interval
 *
 * Returns: whether the card says it
 */
gboolean
pl_model_card_find_rate (const char *card,
                         const char *step,
                         double     *rate,
                         double     *most)
{
  g_auto (GStrv) lines = g_strsplit (card, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;
      double low;

      if (!g_str_has_prefix (lines[i], "| ") || !g_str_has_prefix (lines[i] + 2, step))
        continue;
      cells = g_strsplit (lines[i] + 2, " | ", -1);
      if (g_strv_length (cells) < CELLS)
        continue;
      if (sscanf (cells[CELL_RATE], "%lf", rate) == 1 && sscanf (cells[CELL_INTERVAL], "%lf to %lf", &low, most) == 2)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_model_card_dup_line:
 * @card: (nullable): text of the model card
 * @step: "fewer", "balanced" or "more"
 *
 * Returns: (transfer full) (nullable): the measured rate as a sentence, rounded up; %NULL where the card does not say it
 */
char *
pl_model_card_dup_line (const char *card,
                        const char *step)
{
  double rate;
  double most;

  if (card == NULL || !pl_model_card_find_rate (card, step, &rate, &most))
    return NULL;

  return g_strdup_printf (_("In tests, about %d of 10,000 messages brought one for nothing. It may be up to %d."),
                          (int) ceil (rate), (int) ceil (most));
}
