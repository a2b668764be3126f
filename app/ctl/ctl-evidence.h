// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-measure.h"

#include <stdio.h>

G_BEGIN_DECLS

/* Parts that the conversations of the corpus fall into, file by file: each is measured by a recurrence that did not see it. */
#define PL_EVIDENCE_PARTS 5

typedef struct
{
  guint8 *parts;                              /* (array): of each example */
  PlRecurrence without[PL_EVIDENCE_PARTS];    /* learnt from all parts but this one */
} PlHeldOut;

/* Text with what each message of it shows. */
typedef struct
{
  const PlCorpus *corpus;
  const PlScore *scores;
  const PlHeldOut *held_out; /* (nullable): where the recurrence has learnt from this text */
} PlShown;

/* As a threshold: no value is as large. */
#define PL_EVIDENCE_NEVER 2.0f

/* What a sensitivity step may cost. */
typedef struct
{
  double benign;     /* false prompts of messages, on the worst source */
  double hard;       /* the same of lines picked for their risk words */
  double quiet;      /* share of quiet conversations prompted */
  double direct;     /* false prompts of messages that rest on a direct threat alone */
} PlBudget;

extern const PlBudget pl_budgets[PL_N_SENSITIVITIES];

void       pl_evidence_learn     (PlEvidenceSettings       *settings,
                                  const PlShown            *conversations);
PlHeldOut *pl_held_out_new       (const PlEvidenceSettings *settings,
                                  const PlShown            *conversations,
                                  PlRecurrence             *whole);
void       pl_held_out_free      (PlHeldOut                *self);

/* Thresholds */
double     pl_evidence_get_worst (const PlEvidenceSettings *settings,
                                  PlSensitivity             sensitivity,
                                  const PlShown            *benign,
                                  gboolean                  hard,
                                  PlSourceRate             *worst);
void       pl_evidence_calibrate (PlEvidenceSettings       *settings,
                                  const PlShown            *conversations,
                                  const PlShown            *benign);
void       pl_evidence_print     (const PlEvidenceSettings *settings,
                                  const PlShown            *conversations,
                                  const PlShown            *benign,
                                  FILE                     *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHeldOut, pl_held_out_free)

G_END_DECLS
