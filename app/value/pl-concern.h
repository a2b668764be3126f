// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message may show. The order is part of the model file: only ever append. */
typedef enum
{
  PL_CONCERN_FLATTERY,
  PL_CONCERN_AGE_PROBE,
  PL_CONCERN_GIFT_MONEY,
  PL_CONCERN_JOB_OFFER,
  PL_CONCERN_PLATFORM_SWITCH,
  PL_CONCERN_SECRECY,
  PL_CONCERN_ISOLATION,
  PL_CONCERN_IMAGE_REQUEST,
  PL_CONCERN_MEETING_TRAVEL,
  PL_CONCERN_ACCOUNT_REQUEST,
  PL_CONCERN_THREAT,
  PL_CONCERN_CONTROL_DEBT,
  PL_CONCERN_COMMERCIAL,
  PL_CONCERN_DISCLOSURE,
  PL_CONCERN_GENERAL, /* of a prompt only: the evidence has no leader */
  PL_CONCERN_NONE,
} PlConcern;

#define PL_N_CONCERNS 14

typedef enum
{
  PL_STAGE_NONE,
  PL_STAGE_RECRUIT,
  PL_STAGE_CONTROL,
  PL_STAGE_EXPLOIT,
  PL_STAGE_SUPPORT,
} PlStage;

#define PL_N_STAGES 5

const char *pl_concern_get_name  (PlConcern   concern);
gboolean    pl_concern_from_name (const char *name,
                                  PlConcern  *concern);
PlStage     pl_concern_get_stage (PlConcern   concern);

const char *pl_stage_get_name    (PlStage     stage);
gboolean    pl_stage_from_name   (const char *name,
                                  PlStage    *stage);

G_END_DECLS
