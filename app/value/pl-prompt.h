// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-concern.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What a person answered in a check-in. */
typedef enum
{
  PL_ANSWER_OPENED,
  PL_ANSWER_NOT_NOW,
  PL_ANSWER_FINE,
  PL_ANSWER_HELPED,
} PlAnswer;

/* When, as coarsely as a person needs it: no message can be found again by it. */
typedef enum
{
  PL_TIME_BUCKET_NOW,     /* within the last five minutes */
  PL_TIME_BUCKET_EARLIER, /* within the half hour that a prompt lives */
} PlTimeBucket;

#define PL_PROMPT_LIFETIME (30 * G_TIME_SPAN_MINUTE)

typedef struct _PlPrompt PlPrompt;

#define PL_TYPE_PROMPT (pl_prompt_get_type ())

GType         pl_prompt_get_type         (void);
PlPrompt     *pl_prompt_new              (PlConcern       concern,
                                          PlStage         stage,
                                          guint           reasons,
                                          guint           wording,
                                          PlTimeBucket    bucket);
PlPrompt     *pl_prompt_ref              (PlPrompt       *self);
void          pl_prompt_unref            (PlPrompt       *self);
PlConcern     pl_prompt_get_concern      (const PlPrompt *self);
PlStage       pl_prompt_get_stage        (const PlPrompt *self);
gboolean      pl_prompt_has_reason       (const PlPrompt *self,
                                          PlConcern       concern);
guint         pl_prompt_get_reasons      (const PlPrompt *self);
guint         pl_prompt_get_wording      (const PlPrompt *self);
PlTimeBucket  pl_prompt_get_time_bucket  (const PlPrompt *self);
gboolean      pl_prompt_equal            (const PlPrompt *self,
                                          const PlPrompt *other);
GVariant     *pl_prompt_to_variant       (const PlPrompt *self);
PlPrompt     *pl_prompt_from_variant     (GVariant       *variant,
                                          guint           wording);

const char   *pl_answer_get_name         (PlAnswer        answer);
gboolean      pl_answer_from_name        (const char     *name,
                                          PlAnswer       *answer);
const char   *pl_time_bucket_get_name    (PlTimeBucket    bucket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPrompt, pl_prompt_unref)

G_END_DECLS
