// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-evidence.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* Conversations to learn from, message by message. */
typedef struct _PlSequences PlSequences;

typedef struct
{
  guint rounds;
  guint batch;          /* conversations */
  double rate;          /* of the first step */
  double drop_inputs;   /* share that a round does not see */
  double drop_kept;     /* share of what was kept that is not read */
  double in_the_middle; /* share of conversations that are read as if a harmless one had gone before in the same chat */
} PlRecurrenceSettings;

PlSequences *pl_sequences_new   (void);
void         pl_sequences_free  (PlSequences        *self);
void         pl_sequences_begin (PlSequences        *self,
                                 guint               part);
void         pl_sequences_add   (PlSequences        *self,
                                 const PlScore      *score,
                                 double              log_odds,
                                 gboolean            is_positive,
                                 double              weight);
guint        pl_sequences_count (const PlSequences  *self);

void         pl_recurrence_train        (PlRecurrence               *self,
                                         const PlSequences          *sequences,
                                         const PlRecurrenceSettings *settings,
                                         int                         held_out,
                                         GRand                      *random);
double       pl_recurrence_get_loss     (const PlRecurrence         *self,
                                         const PlSequences          *sequences);
void         pl_recurrence_get_gradient (const PlRecurrence         *self,
                                         const PlSequences          *sequences,
                                         PlRecurrence               *gradient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSequences, pl_sequences_free)

G_END_DECLS
