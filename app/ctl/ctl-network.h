// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-network.h"

G_BEGIN_DECLS

/* What the network learns from: messages as rows of its words. */
typedef struct _PlNetworkExamples PlNetworkExamples;

typedef struct
{
  guint bits;          /* there are 2^bits rows for words; 0 for no network */
  guint rounds;        /* over all examples; the mean of where it stood after those of the later half is kept */
  guint batch;         /* examples a step */
  double rate;         /* of learning, at the start; it falls to a quarter in a straight line */
  double outlooks;     /* how much an outlook counts beside a concern */
  double drop_words;   /* shares that are left out by chance while it learns */
  double drop_numbers;
  double drop_seen;
} PlNetworkSettings;

/* The network, not yet quantised. */
typedef struct
{
  guint bits;
  float (*rows)[PL_NETWORK_SIZE]; /* (2^bits) */
  PlNetworkWeights *weights;
} PlNetworkDraft;

PlNetworkExamples *pl_network_examples_new  (guint                    bits);
void               pl_network_examples_free (PlNetworkExamples       *self);
void               pl_network_examples_add  (PlNetworkExamples       *self,
                                             const PlNetworkRows     *rows,
                                             guint32                  shown,
                                             guint32                  known);

PlNetworkDraft    *pl_network_draft_train   (const PlNetworkExamples *examples,
                                             const PlNetworkSettings *settings,
                                             GRand                   *random);
void               pl_network_draft_free    (PlNetworkDraft          *self);
void               pl_network_draft_read    (const PlNetworkDraft    *self,
                                             const PlNetworkRows     *rows,
                                             float                    log_odds[PL_NETWORK_OUTPUTS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNetworkExamples, pl_network_examples_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlNetworkDraft, pl_network_draft_free)

G_END_DECLS
