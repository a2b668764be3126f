// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-evidence.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* Messages that are remembered to know a repeat by. */
#define PL_CONVERSATION_LATEST 2

/* What one thread has come to. Numbers only; a plain value that may be copied. */
typedef struct
{
  gint64 time;                    /* of the last message, microseconds since 1970 */
  float evidence[PL_N_CONCERNS];  /* (PL_N_CONCERNS) */
  float kept[PL_RECURRENCE_SIZE]; /* by the recurrence: what the messages were like one after the other */
  float context;                  /* faded sum of log-odds; may be below zero: an ordinary chat */
  guint16 reasons;                /* bit 1 << concern: shown since a prompt was last raised, and by that one until new evidence comes */
  guint16 fine;                   /* bit 1 << concern: "This is fine" */
  guint32 latest[PL_CONVERSATION_LATEST]; /* what the last few messages showed, as hashes of numbers; 0 for none */
  guint8 next;                    /* place in latest */
  gboolean spent;                 /* the evidence was spent on a prompt, and none has come since */
} PlConversation;

void pl_conversation_observe   (PlConversation           *self,
                                const PlEvidenceSettings *settings,
                                PlSensitivity             sensitivity,
                                const PlScore            *score,
                                gint64                    now,
                                PlAssessment             *assessment);
void pl_conversation_get_fresh (const PlEvidenceSettings *settings,
                                const PlScore            *score,
                                float                     fresh[PL_N_CONCERNS]);

G_END_DECLS
