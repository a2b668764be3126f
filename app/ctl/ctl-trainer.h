// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-network.h"
#include "ctl-solver.h"

#include "pl-model.h"

G_BEGIN_DECLS

#define PL_N_HEADS (PL_N_CONCERNS + 1)

typedef struct
{
  guint kinds;      /* PlFeatureKinds */
  guint n_places;   /* that features fall to; a multiple of 64 */
  guint n_rows;     /* of the weight table: places that are kept */
  guint n_words;    /* slots of the word table */
  guint n_ways;     /* slots of the ways to its words */
  guint folds;
  const PlConcepts *concepts; /* (nullable) */
  double evasions;  /* share of examples that are added once more, written as somebody would who evades */
  PlSolverSettings solver;
  PlNetworkSettings network;
} PlTrainerSettings;

/* Weights of every head, not yet quantised, and what they were trained with. */
typedef struct
{
  PlVocabulary *vocabulary;
  float *weights[PL_N_HEADS]; /* (n_places) */
  guint64 *kept;              /* (n_places / 64): a bit for each place that has a row */
  float biases[PL_N_HEADS];
  float slopes[PL_N_HEADS];
  float offsets[PL_N_HEADS];
  PlNetworkDraft *network;    /* (nullable): not yet trained */
  PlModelRereading rereading;
  PlModelWeighing weighing;
  PlTrainerSettings settings;
} PlWeights;

/* Sums of weights, or the log-odds that are made of them, and behind them what the network says of each concern, and each outlook. */
#define PL_RAW_NETWORK PL_N_HEADS
#define PL_RAW_OUTLOOKS (PL_RAW_NETWORK + PL_N_CONCERNS)
typedef float PlRaw[PL_RAW_OUTLOOKS + PL_N_OUTLOOKS];

PlWeights *pl_weights_train    (const PlCorpus          *corpus,
                                const PlCorpus          *negatives,
                                const PlTrainerSettings *settings,
                                const gboolean          *use);
PlModelHeader pl_trainer_settings_get_header (const PlTrainerSettings *settings);
void       pl_weights_sift     (PlWeights               *self,
                                const guint             *counts);
void       pl_weights_train_network (PlWeights     *self,
                                const PlCorpus          *corpus,
                                const PlCorpus          *negatives,
                                const gboolean          *use);
void       pl_weights_free     (PlWeights               *self);
void       pl_weights_apply    (const PlWeights         *self,
                                const PlCorpus          *corpus,
                                const gboolean          *use,
                                PlRaw                   *raw);
GBytes    *pl_weights_quantise (const PlWeights         *self,
                                const char              *date,
                                const PlEvidenceSettings *evidence);
gboolean   pl_example_shows    (const PlExample         *example,
                                guint                    head);
gboolean   pl_example_is_near_mark (const PlExample      *example);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWeights, pl_weights_free)

G_END_DECLS
