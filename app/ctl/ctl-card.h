// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-evidence.h"
#include "ctl-validation.h"

G_BEGIN_DECLS

/* What the model card tells. */
typedef struct
{
  const char *date;
  const PlCorpus *corpus;
  const PlCorpus *negatives;
  const PlCorpus *benign;
  PlRaw *raw;
  const PlWeights *weights;
  const PlEvidenceSettings *evidence;
  GBytes *model;
} PlCard;

char *pl_card_write (const PlCard *self);

G_END_DECLS
