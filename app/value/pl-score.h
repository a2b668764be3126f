// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-concern.h"

G_BEGIN_DECLS

/* A concern shows in a message when its calibrated value is at least this. */
#define PL_SCORE_SHOWN 0.5f

/* What a message lets expect of the conversation that it is from. */
typedef enum
{
  PL_OUTLOOK_WARN, /* it is one to warn of */
  PL_OUTLOOK_NOW,  /* and it is time */
} PlOutlook;

#define PL_N_OUTLOOKS 2

/* What one message shows. A plain struct, so that scoring allocates nothing. */
typedef struct
{
  float values[PL_N_CONCERNS];   /* (PL_N_CONCERNS): calibrated, 0 to 1 */
  float odds[PL_N_CONCERNS];     /* (PL_N_CONCERNS): odds of each as if no other showed, 0 where next to none; a conversation counts these */
  float outlooks[PL_N_OUTLOOKS]; /* (PL_N_OUTLOOKS): log-odds, of a message that is read twice; 0 says nothing */
  float context;                 /* log-odds that the conversation it is from is one to warn of; 0 says nothing */
} PlScore;

/* Why: a stretch of the message that spoke for a concern. Offsets only, never the text. */
typedef struct
{
  PlConcern concern;
  gsize start; /* byte offset in the message's UTF-8 text */
  gsize end;   /* byte after the last */
  float weight;
} PlSpan;

float     pl_score_get_peak    (const PlScore *self);
PlConcern pl_score_get_leader  (const PlScore *self);
gboolean  pl_score_shows       (const PlScore *self,
                                PlConcern      concern);

/* What a conversation has come to, after a message. */
typedef struct
{
  float score;      /* 0 to 1 */
  PlStage stage;    /* of the evidence that leads; PL_STAGE_NONE where there is none */
  PlConcern prompt; /* the concern a prompt is raised for, PL_CONCERN_NONE for no prompt */
  gboolean direct_threat; /* the prompt rests on a direct threat: count caps are skipped once */
} PlAssessment;

G_END_DECLS
