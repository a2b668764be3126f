// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-measure.h"

#include <stdio.h>

G_BEGIN_DECLS

/* Text with what each message of it shows. */
typedef struct
{
  const PlCorpus *corpus;
  const PlScore *scores;
} PlShown;

/* What a sensitivity step may cost. */
typedef struct
{
  double benign;     /* false prompts of messages, on the worst source */
  double hard;       /* the same of lines picked for their risk words */
  double quiet;      /* share of quiet conversations prompted */
  double direct;     /* false prompts of messages that rest on a direct threat alone */
} PlBudget;

extern const PlBudget pl_budgets[PL_N_SENSITIVITIES];

void   pl_evidence_learn     (PlEvidenceSettings *settings,
                              const PlShown      *conversations,
                              const PlShown      *benign);
void   pl_evidence_print     (const PlEvidenceSettings *settings,
                              const PlShown      *conversations,
                              const PlShown      *benign,
                              FILE               *stream);
void   pl_evidence_calibrate (PlEvidenceSettings *settings,
                              const PlShown      *conversations,
                              const PlShown      *benign);
double pl_evidence_get_worst (const PlEvidenceSettings *settings,
                              PlSensitivity       sensitivity,
                              const PlShown      *benign,
                              gboolean            hard,
                              PlSourceRate       *worst);

G_END_DECLS
