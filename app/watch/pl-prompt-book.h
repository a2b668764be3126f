// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-prompt.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* The prompts that were raised in the last half hour. Pure state: ids and time are passed in. */
typedef struct _PlPromptBook PlPromptBook;

/* One page of the book. */
typedef struct
{
  char *id;
  char *conversation;     /* key in the conversation table */
  PlAssessment assessment;
  guint reasons;          /* a bit (1 << concern) each */
  gint64 raised;          /* microseconds since 1970 */
  guint wording;
  gboolean shown;         /* the pop-up was asked for */
  gboolean got;           /* GetPrompt was answered */
} PlPromptEntry;

PlPromptBook  *pl_prompt_book_new       (void);
void           pl_prompt_book_free      (PlPromptBook       *self);
PlPromptEntry *pl_prompt_book_add       (PlPromptBook       *self,
                                         const char         *id,
                                         const char         *conversation,
                                         const PlAssessment *assessment,
                                         guint               reasons,
                                         gint64              now);
PlPromptEntry *pl_prompt_book_find      (PlPromptBook       *self,
                                         const char         *id,
                                         gint64              now);
PlPromptEntry *pl_prompt_book_next_held (PlPromptBook       *self);
PlPrompt      *pl_prompt_book_take      (PlPromptBook       *self,
                                         const char         *id,
                                         gint64              now);
void           pl_prompt_book_remove    (PlPromptBook       *self,
                                         const char         *id);
GPtrArray     *pl_prompt_book_expire    (PlPromptBook       *self,
                                         gint64              now);
gint64         pl_prompt_book_get_next_wake (PlPromptBook   *self);
void           pl_prompt_book_clear     (PlPromptBook       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPromptBook, pl_prompt_book_free)

G_END_DECLS
