// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-replay.h"

#include "pl-conversation.h"

#include <string.h>

/* The files carry no times: a minute a message. */
#define STEP G_TIME_SPAN_MINUTE

/**
 * pl_replay_score:
 * @engine: an engine
 * @corpus: text
 *
 * Returns: (transfer full) (array): what each example shows
 */
PlScore *
pl_replay_score (PlEngine       *engine,
                 const PlCorpus *corpus)
{
  PlScore *scores = g_new0 (PlScore, MAX (corpus->examples->len, 1));

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const char *text = pl_corpus_get (corpus, i)->text;

      pl_engine_score (engine, text, strlen (text), &scores[i]);
    }

  return scores;
}

/**
 * pl_replay_prompts:
 * @corpus: text
 * @scores: (array): what each example shows
 * @settings: of the conversation state
 * @sensitivity: how readily a prompt is raised
 * @part: (nullable): all that is looked at; of other examples @prompts stays as it is
 * @prompts: (out caller-allocates) (array): of each example, what it raised; %PL_CONCERN_NONE for nothing
 */
void
pl_replay_prompts (const PlCorpus           *corpus,
                   const PlScore            *scores,
                   const PlEvidenceSettings *settings,
                   PlSensitivity             sensitivity,
                   const PlPart             *part,
                   PlConcern                *prompts)
{
  g_autoptr (GHashTable) states = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      /* Equal names are one string in a corpus. */
      const char *name = pl_corpus_get (corpus, i)->conversation;
      PlConversation *state;
      PlAssessment assessment;

      if (part != NULL && part->parts[i] != part->part)
        continue;
      state = g_hash_table_lookup (states, name);
      if (state == NULL)
        g_hash_table_insert (states, (gpointer) name, state = g_new0 (PlConversation, 1));
      pl_conversation_observe (state, settings, sensitivity, &scores[i], state->time + STEP, &assessment);
      prompts[i] = assessment.prompt;
    }
}
