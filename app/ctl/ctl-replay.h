// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-corpus.h"

#include "pl-engine.h"

G_BEGIN_DECLS

/* The conversations of one part of a corpus. */
typedef struct
{
  const guint8 *parts; /* (array): of each example, the part that it belongs to */
  guint8 part;
} PlPart;

/* A corpus fed through engine and conversation state, in order, as the watcher would. */

PlScore *pl_replay_score   (PlEngine                 *engine,
                            const PlCorpus           *corpus);
void     pl_replay_prompts (const PlCorpus           *corpus,
                            const PlScore            *scores,
                            const PlEvidenceSettings *settings,
                            PlSensitivity             sensitivity,
                            const PlPart             *part,
                            PlConcern                *prompts);

G_END_DECLS
