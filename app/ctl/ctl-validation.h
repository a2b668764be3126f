// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-trainer.h"

G_BEGIN_DECLS

/* What weights make of text that they did not see. */

#define PL_DRAWS 2 /* of each part of the voices: one draw alone moves an F1 by more than a point */

typedef struct
{
  double precision;
  double recall;
  double f1;
  guint n;        /* positives */
} PlQuality;

PlRaw     *pl_cross_validate   (const PlCorpus          *corpus,
                                const PlCorpus          *negatives,
                                const PlTrainerSettings *settings,
                                const gboolean          *use);
guint      pl_draw_voices      (const PlCorpus          *corpus,
                                guint                    eighths,
                                guint                    draw,
                                gboolean                *use);
PlQuality  pl_measure_head     (const PlCorpus          *corpus,
                                PlRaw                   *raw,
                                guint                    head,
                                const char              *language);

G_END_DECLS
