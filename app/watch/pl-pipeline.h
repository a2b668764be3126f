// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-conversation-table.h"
#include "pl-engine.h"
#include "pl-intake.h"
#include "pl-prompt-book.h"
#include "pl-prompt-policy.h"
#include "pl-sources.h"

G_BEGIN_DECLS

/* The wiring: notification, message, score, conversation state, prompt. The only place that knows all stages. */
typedef struct _PlPipeline PlPipeline;

/* Called when a prompt was raised and wants to be shown. */
typedef void (*PlPromptFunc) (PlPromptEntry *entry,
                              gpointer       data);

/* Called when there is more to remember; soon where the person answered or was shown something. */
typedef void (*PlChangedFunc) (gboolean is_soon,
                               gpointer data);

PlPipeline     *pl_pipeline_new             (PlEngine                     *engine,
                                             PlSensitivity                 sensitivity,
                                             const PlPromptPolicySettings *settings,
                                             PlPromptFunc                  func,
                                             gpointer                      data);
void            pl_pipeline_free            (PlPipeline                   *self);
void            pl_pipeline_handle          (PlPipeline                   *self,
                                             const PlBusEvent             *event,
                                             gint64                        now);
PlDecision      pl_pipeline_decide          (PlPipeline                   *self,
                                             PlPromptEntry                *entry,
                                             const PlDeskState            *desk);
void            pl_pipeline_shown           (PlPipeline                   *self,
                                             PlPromptEntry                *entry,
                                             gint64                        now);
void            pl_pipeline_not_shown       (PlPipeline                   *self,
                                             PlPromptEntry                *entry);
void            pl_pipeline_answer          (PlPipeline                   *self,
                                             const char                   *id,
                                             PlAnswer                      answer,
                                             gint64                        now);
void            pl_pipeline_forget          (PlPipeline                   *self);
void            pl_pipeline_set_sensitivity (PlPipeline                   *self,
                                             PlSensitivity                 sensitivity);
void            pl_pipeline_set_policy      (PlPipeline                   *self,
                                             const PlPromptPolicySettings *settings);
void            pl_pipeline_set_changed_func (PlPipeline                  *self,
                                             PlChangedFunc                 func,
                                             gpointer                      data);
GVariant       *pl_pipeline_save_conversations (PlPipeline                *self,
                                             GBytes                       *key);
GVariant       *pl_pipeline_save_prompts    (PlPipeline                   *self,
                                             GBytes                       *key);
gboolean        pl_pipeline_load            (PlPipeline                   *self,
                                             GBytes                       *key,
                                             GVariant                     *conversations,
                                             GVariant                     *prompts);
PlIntake       *pl_pipeline_get_intake      (PlPipeline                   *self);
PlPromptBook   *pl_pipeline_get_book        (PlPipeline                   *self);
PlSources      *pl_pipeline_get_sources     (PlPipeline                   *self);
guint64         pl_pipeline_get_malformed   (PlPipeline                   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPipeline, pl_pipeline_free)

G_END_DECLS
