// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-solver.h"

G_BEGIN_DECLS

#define PL_N_HEADS (PL_N_CONCERNS + 1)

typedef struct
{
  guint kinds;      /* PlFeatureKinds */
  guint bits;
  guint n_words;    /* slots of the word table */
  guint folds;
  const PlConcepts *concepts; /* (nullable) */
  double evasions;  /* share of examples that are added once more, written as somebody would who evades */
  PlSolverSettings solver;
} PlTrainerSettings;

/* Weights of every head, not yet quantised, and what they were trained with. */
typedef struct
{
  PlVocabulary *vocabulary;
  float *weights[PL_N_HEADS]; /* (2^bits) */
  float biases[PL_N_HEADS];
  float slopes[PL_N_HEADS];
  float offsets[PL_N_HEADS];
  PlModelWeighing weighing;
  PlTrainerSettings settings;
} PlWeights;

typedef struct
{
  double precision;
  double recall;
  double f1;
  guint n;        /* positives */
} PlQuality;

/* Sums of weights, or the log-odds that are made of them. */
typedef float PlRaw[PL_N_HEADS];

PlWeights *pl_weights_train    (const PlCorpus          *corpus,
                                const PlCorpus          *negatives,
                                const PlTrainerSettings *settings,
                                const gboolean          *use);
void       pl_weights_free     (PlWeights               *self);
void       pl_weights_apply    (const PlWeights         *self,
                                const PlCorpus          *corpus,
                                const gboolean          *use,
                                PlRaw                   *raw);
PlRaw     *pl_cross_validate   (const PlCorpus          *corpus,
                                const PlCorpus          *negatives,
                                const PlTrainerSettings *settings,
                                const gboolean          *use);
GBytes    *pl_weights_quantise (const PlWeights         *self,
                                const char              *date,
                                const PlEvidenceSettings *evidence);
gboolean   pl_example_shows    (const PlExample         *example,
                                guint                    head);
PlQuality  pl_measure_head     (const PlCorpus          *corpus,
                                PlRaw                   *raw,
                                guint                    head,
                                const char              *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWeights, pl_weights_free)

G_END_DECLS
