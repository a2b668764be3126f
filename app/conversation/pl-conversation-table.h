// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-evidence.h"
#include "pl-score.h"

G_BEGIN_DECLS

/* Evidence per conversation, bounded: the one that was silent longest is forgotten. Time is passed in. */
typedef struct _PlConversationTable PlConversationTable;

#define PL_CONVERSATION_TABLE_CAPACITY 10000

PlConversationTable *pl_conversation_table_new      (const PlEvidenceSettings *settings,
                                                     PlSensitivity             sensitivity,
                                                     guint                     capacity);
void                 pl_conversation_table_free     (PlConversationTable      *self);
void                 pl_conversation_table_set_sensitivity (PlConversationTable *self,
                                                     PlSensitivity             sensitivity);
void                 pl_conversation_table_observe  (PlConversationTable      *self,
                                                     const char               *conversation,
                                                     const PlScore            *score,
                                                     gint64                    now,
                                                     PlAssessment             *assessment);
guint                pl_conversation_table_get_reasons (PlConversationTable   *self,
                                                     const char               *conversation);
void                 pl_conversation_table_set_fine (PlConversationTable      *self,
                                                     const char               *conversation,
                                                     PlConcern                 concern);
void                 pl_conversation_table_forget   (PlConversationTable      *self);
guint                pl_conversation_table_get_size (const PlConversationTable *self);

/* "Remember between sessions": numbers only, each conversation under a keyed hash. */
GVariant            *pl_conversation_table_save     (PlConversationTable      *self,
                                                     GBytes                   *key);
gboolean             pl_conversation_table_load     (PlConversationTable      *self,
                                                     GBytes                   *key,
                                                     GVariant                 *saved);
GVariant            *pl_conversation_table_upgrade  (GVariant                 *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConversationTable, pl_conversation_table_free)

G_END_DECLS
