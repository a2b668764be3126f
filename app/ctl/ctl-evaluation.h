// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-measure.h"

#include <stdio.h>

G_BEGIN_DECLS

#define PL_N_LANGUAGES 2
extern const char *const pl_languages[PL_N_LANGUAGES]; /* "en", "es" */

/* All figures of one evaluation; a part is there where its files were named. */
typedef struct
{
  char *model;             /* version */
  GArray *sources;         /* (nullable) of PlSourceRate */
  guint left_out;          /* benign messages that may have trained */

  gboolean has_streams;
  PlWarning streams;
  PlEarly early;
  gboolean has_control;
  PlWarning control;

  gboolean has_labelled;
  PlConcernQuality concerns[PL_N_LANGUAGES][PL_N_CONCERNS + 1]; /* the last for any */
  double macro[PL_N_LANGUAGES];
  PlCalibrationBin bins[PL_N_BINS];

  gboolean has_conversations;
  PlConversationQuality conversations[PL_N_LANGUAGES];

  gboolean has_fairness;
  PlFairness fairness;

  gboolean has_robustness;
  double plain_recall;
  PlRobustness robustness[PL_N_EVASIONS];
} PlEvaluation;

void  pl_evaluation_print   (const PlEvaluation *self,
                             FILE               *stream);
char *pl_evaluation_to_json (const PlEvaluation *self);
char *pl_evaluation_to_html (const PlEvaluation *self);

G_END_DECLS
