// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-concern.h"

G_BEGIN_DECLS

/* How readily a prompt is raised; each step has its measured false-prompt rate in the model card. */
typedef enum
{
  PL_SENSITIVITY_FEWER,
  PL_SENSITIVITY_BALANCED,
  PL_SENSITIVITY_MORE,
} PlSensitivity;

#define PL_N_SENSITIVITIES 3

/* Learnt constants of the conversation state. The model file carries them; the conversation room uses them. */
typedef struct
{
  float fade;                                /* what is left of evidence after an hour, 0 to 1 */
  float weight[PL_N_CONCERNS];               /* (PL_N_CONCERNS) */
  float threshold[PL_N_SENSITIVITIES];       /* (PL_N_SENSITIVITIES) */
} PlEvidenceSettings;

G_END_DECLS
