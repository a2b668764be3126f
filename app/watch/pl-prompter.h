// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-desk.h"
#include "pl-notifier.h"
#include "pl-pipeline.h"

G_BEGIN_DECLS

#define PL_TYPE_PROMPTER (pl_prompter_get_type ())
G_DECLARE_FINAL_TYPE (PlPrompter, pl_prompter, PL, PROMPTER, GObject)

PlPrompter *pl_prompter_new         (PlPipeline  *pipeline,
                                     PlNotifier  *notifier,
                                     PlDesk      *desk);
void        pl_prompter_show_held   (PlPrompter  *self);
void        pl_prompter_set_paused  (PlPrompter  *self,
                                     gboolean     paused);
PlPrompt   *pl_prompter_take        (PlPrompter  *self,
                                     const char  *id);
gboolean    pl_prompter_get_wording (PlPrompter  *self,
                                     const char  *id,
                                     guint       *wording);
void        pl_prompter_answer      (PlPrompter  *self,
                                     const char  *id,
                                     PlAnswer     answer);
void        pl_prompter_drop        (PlPrompter  *self);

G_END_DECLS
