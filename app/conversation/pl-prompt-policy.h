// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-prompt.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* When a prompt that was raised may be shown: the caps of the wording rules. Pure: time and desk state are arguments. */
typedef struct _PlPromptPolicy PlPromptPolicy;

/* How many wordings each concern rotates through. */
#define PL_N_WORDINGS 3

typedef struct
{
  gboolean quiet_hours;  /* they are kept */
  guint quiet_start;     /* minutes after midnight, local time */
  guint quiet_end;
} PlPromptPolicySettings;

/* What the desk looks like now. */
typedef struct
{
  gint64 now;            /* microseconds since 1970 */
  guint minute_of_day;   /* local time */
  gboolean busy;         /* locked, full screen or Do Not Disturb */
} PlDeskState;

typedef enum
{
  PL_DECISION_SHOW,
  PL_DECISION_HOLD, /* ask again when the desk is free; dropped after 30 minutes */
  PL_DECISION_DROP,
} PlDecision;

PlPromptPolicy *pl_prompt_policy_new       (const PlPromptPolicySettings *settings);
void            pl_prompt_policy_free      (PlPromptPolicy               *self);
void            pl_prompt_policy_set       (PlPromptPolicy               *self,
                                            const PlPromptPolicySettings *settings);
PlDecision      pl_prompt_policy_decide    (PlPromptPolicy               *self,
                                            const char                   *conversation,
                                            const PlAssessment           *assessment,
                                            gint64                        raised,
                                            const PlDeskState            *desk);
guint           pl_prompt_policy_shown     (PlPromptPolicy               *self,
                                            const char                   *conversation,
                                            const PlAssessment           *assessment,
                                            gint64                        now);
void            pl_prompt_policy_take_back (PlPromptPolicy               *self,
                                            const char                   *conversation);
void            pl_prompt_policy_forget    (PlPromptPolicy               *self);

/* "Remember between sessions": dates of prompts, each conversation under a keyed hash. */
GVariant       *pl_prompt_policy_save      (PlPromptPolicy               *self,
                                            GBytes                       *key);
gboolean        pl_prompt_policy_load      (PlPromptPolicy               *self,
                                            GBytes                       *key,
                                            GVariant                     *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPromptPolicy, pl_prompt_policy_free)

G_END_DECLS
