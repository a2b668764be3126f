// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * An administrator who would like a note without the young person's yes: each line of a policy that asks for one is refused by name, and
 * the real service, started again beside that policy, goes on waiting for the second key.
 */

#include "pl-accounts.h"

#include <glib/gstdio.h>
#include <string.h>

#define PARENT_TEXT "21001"
#define TEEN_TEXT "21002"
#define REASON "a note to a parent needs the young person's own yes"

static const char *const wishes[] = {
  "parent-note=on", "parent=21001", "note=weekly", "notes=sent;reminder;weekly", "weekly=true", "reminder=true", "alert=on", "guardian-alert=on", "family-agree=21001:21002:weekly",
};

static void
write_policy (const char *line)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PORCHLIGHT_TEST_SYSCONFDIR"), "porchlight", NULL);
  g_autofree char *path = g_build_filename (folder, "policy.conf", NULL);
  g_autofree char *text = g_strdup_printf ("[Porchlight]\nmode=family\n%s\n", line);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
}

/* As the administrator runs it: on the file where it has its effect. */
static gboolean
check_policy (char **errors)
{
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "ctl", "porchlightctl", NULL);
  const char *const arguments[] = { program, "policy", "check", "--dconf", "/nonexistent", NULL };
  g_autofree char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, errors, &status, NULL));
  g_assert_nonnull (strstr (output, "mode=family"));

  return g_spawn_check_wait_status (status, NULL);
}

static void
assert_call (PlAccounts *accounts,
             guint       account,
             const char *expected,
             const char *method,
             const char *first,
             const char *second)
{
  g_autofree char *answer = pl_accounts_call (accounts, account, method, first, second, NULL);

  g_assert_cmpstr (answer, ==, expected);
}

static void
assert_nothing_is_on (PlAccounts *accounts)
{
  g_autofree char *sent = pl_accounts_call (accounts, PL_ACCOUNT_TEEN, "Send", PARENT_TEXT, NULL, NULL);

  g_assert_nonnull (strstr (sent, "org.porchlight.Family1.Error.Refused"));
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "(@a(us) [],)", "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent', 'waiting'), (21002, 'reminder', 'waiting'), (21002, 'weekly', 'waiting')],)", "ListAsked", NULL, NULL);
}

static void
test_no_policy_is_a_second_key (void)
{
  static const char *const kinds[] = { "sent", "reminder", "weekly" };
  g_autoptr (PlAccounts) accounts = pl_accounts_new ();
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "family", "porchlight-family", NULL);
  g_autofree char *errors = NULL;

  write_policy ("");
  g_assert_true (check_policy (&errors));
  pl_accounts_start (accounts, program);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, kinds[i]);

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *refused = NULL;
      g_autofree char *key = g_strndup (wishes[i], strcspn (wishes[i], "="));

      write_policy (wishes[i]);
      g_assert_false (check_policy (&refused));
      g_test_message ("%s", refused);
      g_assert_nonnull (strstr (refused, key));
      g_assert_nonnull (strstr (refused, REASON));
      pl_accounts_stop (accounts);
      pl_accounts_start (accounts, program);
      assert_nothing_is_on (accounts);
    }

  /* The young person's own yes is what it takes. */
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Agree", PARENT_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Send", PARENT_TEXT, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/policy/no-policy-is-a-second-key", test_no_policy_is_a_second_key);

  return g_test_run ();
}
