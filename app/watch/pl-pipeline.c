// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-pipeline.h"

/* As the specification has it: the oldest conversation is forgotten beyond this. */
#define CONVERSATIONS 10000

/* Programs that are counted one by one. */
#define SOURCES 10000

struct _PlPipeline
{
  /* Owned */
  PlIntake *intake;
  PlEngine *engine;
  PlConversationTable *table;
  PlPromptPolicy *policy;
  PlPromptBook *book;
  PlSources *sources;

  /* Borrowed */
  PlPromptFunc func;
  gpointer data;
  PlChangedFunc changed_func; /* (nullable) */
  gpointer changed_data;

  /* State */
  PlSensitivity sensitivity;
  guint64 malformed;
};

/**
 * pl_pipeline_new:
 * @engine: (transfer full): the classifier
 * @sensitivity: how readily a prompt is raised
 * @settings: quiet hours
 * @func: called when a prompt is raised
 * @data: for @func
 *
 * Returns: (transfer full): the wiring, with nothing known of any conversation
 */
PlPipeline *
pl_pipeline_new (PlEngine                     *engine,
                 PlSensitivity                 sensitivity,
                 const PlPromptPolicySettings *settings,
                 PlPromptFunc                  func,
                 gpointer                      data)
{
  PlPipeline *self = g_new0 (PlPipeline, 1);

  self->intake = pl_intake_new ();
  self->engine = engine;
  self->sensitivity = sensitivity;
  self->table = pl_conversation_table_new (pl_engine_get_evidence (engine), sensitivity, CONVERSATIONS);
  self->policy = pl_prompt_policy_new (settings);
  self->book = pl_prompt_book_new ();
  self->sources = pl_sources_new (SOURCES);
  self->func = func;
  self->data = data;

  return self;
}

/**
 * pl_pipeline_free:
 * @self: (transfer full): the wiring
 */
void
pl_pipeline_free (PlPipeline *self)
{
  pl_sources_free (self->sources);
  pl_prompt_book_free (self->book);
  pl_prompt_policy_free (self->policy);
  pl_conversation_table_free (self->table);
  pl_engine_free (self->engine);
  pl_intake_free (self->intake);
  g_free (self);
}

static void
tell_changed (PlPipeline *self,
              gboolean    is_soon)
{
  if (self->changed_func != NULL)
    self->changed_func (is_soon, self->changed_data);
}

static void
raise_prompt (PlPipeline         *self,
              PlMessage          *message,
              const PlAssessment *assessment,
              gint64              now)
{
  g_autofree char *id = g_uuid_string_random ();
  const char *conversation = pl_message_get_conversation (message);
  guint reasons = pl_conversation_table_get_reasons (self->table, conversation);

  self->func (pl_prompt_book_add (self->book, id, conversation, assessment, reasons, now), self->data);
}

static gboolean
holds_words (const PlMessage *message)
{
  PlMessageKind kind = pl_message_get_kind (message);

  return (kind == PL_MESSAGE_TEXT || kind == PL_MESSAGE_MAIL) && pl_message_get_text (message) != NULL;
}

static void
handle_message (PlPipeline *self,
                PlMessage  *message,
                gint64      now)
{
  PlAssessment assessment;
  PlScore score;

  pl_sources_count (self->sources, message);
  if (!holds_words (message))
    return;

  pl_engine_score (self->engine, pl_message_get_text (message), pl_message_get_text_length (message), &score);
  pl_conversation_table_observe (self->table, pl_message_get_conversation (message), &score, now, &assessment);

  tell_changed (self, FALSE);

  if (assessment.prompt != PL_CONCERN_NONE)
    raise_prompt (self, message, &assessment, now);
}

/**
 * pl_pipeline_handle:
 * @self: the wiring
 * @event: one event of the bus
 * @now: microseconds since 1970
 *
 * Walks one event all the way. A malformed one is counted and goes no further.
 */
void
pl_pipeline_handle (PlPipeline       *self,
                    const PlBusEvent *event,
                    gint64            now)
{
  g_autoptr (PlReading) reading = pl_intake_read (self->intake, event, now);

  self->malformed += reading->malformed;
  if (!reading->use || !reading->is_message)
    return;

  for (guint i = 0; i < reading->messages->len; i++)
    handle_message (self, g_ptr_array_index (reading->messages, i), now);
}

/**
 * pl_pipeline_decide:
 * @self: the wiring
 * @entry: a prompt that is not shown yet
 * @desk: what the desk looks like
 *
 * Returns: whether to show it now, hold it or drop it
 */
PlDecision
pl_pipeline_decide (PlPipeline        *self,
                    PlPromptEntry     *entry,
                    const PlDeskState *desk)
{
  return pl_prompt_policy_decide (self->policy, entry->conversation, &entry->assessment, entry->raised, desk);
}

/**
 * pl_pipeline_shown:
 * @self: the wiring
 * @entry: a prompt whose pop-up a server took
 * @now: microseconds since 1970
 *
 * Counts it towards the caps, and picks its text.
 */
void
pl_pipeline_shown (PlPipeline    *self,
                   PlPromptEntry *entry,
                   gint64         now)
{
  entry->shown = TRUE;
  entry->wording = pl_prompt_policy_shown (self->policy, entry->conversation, &entry->assessment, now);
  tell_changed (self, TRUE);
}

/**
 * pl_pipeline_not_shown:
 * @self: the wiring
 * @entry: a prompt that was counted as shown, and whose pop-up no server took
 *
 * It waits again, and counts towards nothing.
 */
void
pl_pipeline_not_shown (PlPipeline    *self,
                       PlPromptEntry *entry)
{
  entry->shown = FALSE;
  pl_prompt_policy_take_back (self->policy, entry->conversation);
  tell_changed (self, TRUE);
}

/**
 * pl_pipeline_answer:
 * @self: the wiring
 * @id: a prompt's id
 * @answer: what the person answered
 * @now: microseconds since 1970
 *
 * "This is fine" lowers the concern for that conversation; every other answer than "opened" ends the prompt.
 */
void
pl_pipeline_answer (PlPipeline *self,
                    const char *id,
                    PlAnswer    answer,
                    gint64      now)
{
  const PlPromptEntry *entry = pl_prompt_book_find (self->book, id, now);

  if (entry == NULL || answer == PL_ANSWER_OPENED)
    return;

  if (answer == PL_ANSWER_FINE)
    pl_conversation_table_set_fine (self->table, entry->conversation, entry->assessment.prompt);

  pl_prompt_book_remove (self->book, id);
  tell_changed (self, TRUE);
}

/**
 * pl_pipeline_forget:
 * @self: the wiring
 *
 * Starts afresh: evidence, prompts and counts are gone.
 */
void
pl_pipeline_forget (PlPipeline *self)
{
  pl_prompt_book_clear (self->book);
  pl_prompt_policy_forget (self->policy);
  pl_conversation_table_forget (self->table);
  pl_sources_clear (self->sources);
}

/**
 * pl_pipeline_set_changed_func:
 * @self: the wiring
 * @func: (nullable): called when there is more to remember
 * @data: for @func
 */
void
pl_pipeline_set_changed_func (PlPipeline    *self,
                              PlChangedFunc  func,
                              gpointer       data)
{
  self->changed_func = func;
  self->changed_data = data;
}

/**
 * pl_pipeline_save_conversations:
 * @self: the wiring
 * @key: of the hash that stands for a conversation's name
 *
 * Returns: (transfer floating): evidence and answers, numbers only
 */
GVariant *
pl_pipeline_save_conversations (PlPipeline *self,
                                GBytes     *key)
{
  return pl_conversation_table_save (self->table, key);
}

/**
 * pl_pipeline_save_prompts:
 * @self: the wiring
 * @key: of the hash that stands for a conversation's name
 *
 * Returns: (transfer floating): dates of prompts for the caps, numbers only
 */
GVariant *
pl_pipeline_save_prompts (PlPipeline *self,
                          GBytes     *key)
{
  return pl_prompt_policy_save (self->policy, key);
}

/**
 * pl_pipeline_load:
 * @self: the wiring
 * @key: what both were saved with
 * @conversations: what pl_pipeline_save_conversations () gave, in an earlier session
 * @prompts: what pl_pipeline_save_prompts () gave with it
 *
 * Returns: whether both have the form of what is saved
 */
gboolean
pl_pipeline_load (PlPipeline *self,
                  GBytes     *key,
                  GVariant   *conversations,
                  GVariant   *prompts)
{
  return pl_conversation_table_load (self->table, key, conversations) && pl_prompt_policy_load (self->policy, key, prompts);
}

/**
 * pl_pipeline_set_sensitivity:
 * @self: the wiring
 * @sensitivity: how readily a prompt is raised from now on; evidence stays
 */
void
pl_pipeline_set_sensitivity (PlPipeline    *self,
                             PlSensitivity  sensitivity)
{
  self->sensitivity = sensitivity;
  pl_conversation_table_set_sensitivity (self->table, sensitivity);
}

/**
 * pl_pipeline_set_policy:
 * @self: the wiring
 * @settings: quiet hours from now on
 */
void
pl_pipeline_set_policy (PlPipeline                   *self,
                        const PlPromptPolicySettings *settings)
{
  pl_prompt_policy_set (self->policy, settings);
}

/**
 * pl_pipeline_get_intake:
 * @self: the wiring
 *
 * Returns: (transfer none): the intake, to be told names and settings
 */
PlIntake *
pl_pipeline_get_intake (PlPipeline *self)
{
  return self->intake;
}

/**
 * pl_pipeline_get_book:
 * @self: the wiring
 *
 * Returns: (transfer none): the prompts of the last half hour
 */
PlPromptBook *
pl_pipeline_get_book (PlPipeline *self)
{
  return self->book;
}

/**
 * pl_pipeline_get_sources:
 * @self: the wiring
 *
 * Returns: (transfer none): what was heard, by program
 */
PlSources *
pl_pipeline_get_sources (PlPipeline *self)
{
  return self->sources;
}

/**
 * pl_pipeline_get_malformed:
 * @self: the wiring
 *
 * Returns: notifications that were broken and skipped, since it was made
 */
guint64
pl_pipeline_get_malformed (PlPipeline *self)
{
  return self->malformed;
}
