// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-evidence.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* One message, as the unit reads it: @before is given, the others follow. */
typedef struct
{
  float before[PL_RECURRENCE_SIZE]; /* what was kept until now, -1 to 1 */
  float first[PL_RECURRENCE_SIZE];  /* of the message, at least 0 */
  float update[PL_RECURRENCE_SIZE]; /* share of each that is new, 0 to 1 */
  float reset[PL_RECURRENCE_SIZE];  /* share of what was kept that the candidate looks at, 0 to 1 */
  float candidate[PL_RECURRENCE_SIZE];
  float kept[PL_RECURRENCE_SIZE];   /* -1 to 1 */
} PlRecurrenceStep;

void  pl_recurrence_get_inputs (const PlScore      *score,
                                float               inputs[PL_RECURRENCE_INPUTS]);
void  pl_recurrence_step       (const PlRecurrence *self,
                                const float         inputs[PL_RECURRENCE_INPUTS],
                                PlRecurrenceStep   *step);
float pl_recurrence_read       (const PlRecurrence *self,
                                const float         kept[PL_RECURRENCE_SIZE]);

G_END_DECLS
