// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"

G_BEGIN_DECLS

/* The three answers of "Check a message". None of them is "safe". */
typedef enum
{
  PL_VERDICT_NOTHING, /* nothing stood out */
  PL_VERDICT_LOOK,    /* worth a second look */
  PL_VERDICT_CLEAR,   /* clear signs */
} PlVerdict;

/* What several lines add up to: for each concern the largest value of any line. */
typedef struct
{
  PlScore score;
  guint n_shown; /* lines that show a concern */
} PlFinding;

void        pl_verdict_check      (PlEngine        *engine,
                                   const char      *text,
                                   PlFinding       *finding);
PlVerdict   pl_verdict_of         (const PlFinding *finding);
guint       pl_verdict_concerns   (const PlFinding *finding);
const char *pl_verdict_title      (PlVerdict        verdict);
const char *pl_verdict_detail     (PlVerdict        verdict);

G_END_DECLS
