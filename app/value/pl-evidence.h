// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-score.h"

G_BEGIN_DECLS

/* How readily a prompt is raised; each step has its measured false-prompt rate in the model card. */
typedef enum
{
  PL_SENSITIVITY_FEWER,
  PL_SENSITIVITY_BALANCED,
  PL_SENSITIVITY_MORE,
} PlSensitivity;

#define PL_N_SENSITIVITIES 3

/* A stage shows when one of its concerns holds this much evidence: less than one message that shows it adds. */
#define PL_EVIDENCE_SHOWING 0.5f

/* What a conversation comes to depends on what came before what: a gated recurrent unit (Cho and others 2014) reads what each message
 * shows, and keeps some numbers of it. Instead of the hyperbolic tangent it has x / (1 + |x|), which needs no exponential. */
#define PL_RECURRENCE_INPUTS (2 * PL_N_CONCERNS + PL_N_OUTLOOKS + 1)
#define PL_RECURRENCE_CONTEXT (PL_RECURRENCE_INPUTS - 1)
#define PL_RECURRENCE_SIZE 32
#define PL_RECURRENCE_MOST 1e6f /* no learnt number is larger, either way: no sum of them leaves the range of a float */

typedef struct
{
  float first[PL_RECURRENCE_INPUTS][PL_RECURRENCE_SIZE]; /* what the unit is given of a message, at least 0 */
  float first_biases[PL_RECURRENCE_SIZE];
  float gates[PL_RECURRENCE_SIZE][3 * PL_RECURRENCE_SIZE];   /* of that: for update, reset and candidate */
  float gate_biases[3 * PL_RECURRENCE_SIZE];
  float kept_gates[PL_RECURRENCE_SIZE][2 * PL_RECURRENCE_SIZE]; /* of what was kept: for update and reset */
  float kept_candidate[PL_RECURRENCE_SIZE][PL_RECURRENCE_SIZE]; /* of what was kept and reset */
  float outputs[PL_RECURRENCE_SIZE];
  float output_bias;
} PlRecurrence;

/* Learnt constants of the conversation state. The model file carries them; the conversation room uses them.
 * A message adds log (1 + odds of the concern read alone x exp (-floor)) to its evidence; evidence fades; the score of the
 * conversation is logistic (bias + sum of weight x log (1 + evidence) + sum of fresh x what the newest message adds + whole x
 * log (1 + all evidence) + breadth x stages that show beyond the first + context x what all messages together say + what the recurrence
 * says of their order). */
typedef struct
{
  float fade_message;                        /* what is left of evidence after a message, 0 to 1 */
  float fade_hour;                           /* what is left of evidence after an hour, 0 to 1 */
  float floor;                               /* log-odds with which a message adds log 2 */
  float cap;                                 /* the most evidence that a concern holds */
  float bias;
  float weight[PL_N_CONCERNS];               /* (PL_N_CONCERNS) */
  float fresh[PL_N_CONCERNS];                /* (PL_N_CONCERNS): of the newest message: a prompt wants a reason at hand */
  float context_fade;                        /* what is left of the context after a message */
  float context_step;                        /* the most that one message adds to the context, either way */
  float context_cap;                         /* the most that the context says, either way */
  float context;                             /* weight of what all messages together say of the conversation */
  float whole;                               /* weight of log (1 + evidence of all concerns) */
  float breadth;                             /* for each stage that shows beyond the first */
  float strong;                              /* evidence of a concern that is not weak alone, without which nothing is prompted */
  float direct[PL_N_SENSITIVITIES];          /* (PL_N_SENSITIVITIES): value of a threat that prompts at once */
  float threshold[PL_N_SENSITIVITIES];       /* (PL_N_SENSITIVITIES): of the score */
  PlRecurrence recurrence;                   /* all zero where none was learnt: says nothing */
} PlEvidenceSettings;

gboolean pl_concern_is_weak_alone (PlConcern concern);

G_END_DECLS
