// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The file of "Remember between sessions": as a stranger's bytes, and as numbers of a form that the lock does not vouch for. */

#include "pl-conversation-table.h"
#include "pl-prompt-policy.h"
#include "pl-vault-file.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CAPACITY 64

static GBytes *
make_key (void)
{
  guint8 key[PL_VAULT_KEY_SIZE];

  memset (key, 7, sizeof key);

  return g_bytes_new (key, sizeof key);
}

/* Whatever was loaded, a message is scored, a prompt decided, and it can be saved and loaded again. */
static void
use (PlConversationTable *table,
     PlPromptPolicy      *policy,
     GBytes              *key)
{
  PlScore score = { 0 };
  PlAssessment assessment;
  const PlDeskState desk = { G_USEC_PER_SEC, 0, FALSE };
  g_autoptr (GVariant) conversations = NULL;
  g_autoptr (GVariant) prompts = NULL;

  pl_conversation_table_observe (table, "met again", &score, desk.now, &assessment);
  pl_prompt_policy_decide (policy, "met again", &assessment, desk.now, &desk);
  g_assert_cmpuint (pl_conversation_table_get_size (table), <=, CAPACITY);

  conversations = g_variant_ref_sink (pl_conversation_table_save (table, key));
  prompts = g_variant_ref_sink (pl_prompt_policy_save (policy, key));
  g_assert_true (pl_conversation_table_load (table, key, conversations));
  g_assert_true (pl_prompt_policy_load (policy, key, prompts));
}

static void
load_numbers (GBytes *key,
              GBytes *bytes)
{
  const PlEvidenceSettings settings = { .cap = 10 };
  const PlPromptPolicySettings no_quiet_hours = { FALSE, 0, 0 };
  g_autoptr (GVariant) saved = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("(ua(sxaduu)a(sxuub))"), bytes, FALSE));
  g_autoptr (GVariant) conversations = g_variant_get_child_value (saved, 1);
  g_autoptr (GVariant) prompts = g_variant_get_child_value (saved, 2);
  g_autoptr (GVariant) upgraded = pl_conversation_table_upgrade (conversations);
  g_autoptr (PlConversationTable) table = pl_conversation_table_new (&settings, PL_SENSITIVITY_BALANCED, CAPACITY);
  g_autoptr (PlPromptPolicy) policy = pl_prompt_policy_new (&no_quiet_hours);

  g_assert_true (pl_conversation_table_load (table, key, upgraded));
  pl_conversation_table_load (table, key, conversations);
  pl_prompt_policy_load (policy, key, prompts);
  use (table, policy, key);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) key = make_key ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) foreign = pl_vault_open (key, bytes, NULL);
  g_autoptr (GBytes) sealed = pl_vault_seal (key, bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = pl_vault_open (key, sealed, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (opened, bytes));
  /* Nobody can guess a seal. */
  g_assert_null (foreign);
  load_numbers (key, bytes);

  return 0;
}
