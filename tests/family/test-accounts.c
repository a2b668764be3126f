// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * Promise P3 with real accounts: processes of a parent, a teen and a third person talk over a system bus to the service, which runs as an
 * account of its own.
 */

#include "pl-accounts.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PARENT_TEXT "21001"
#define TEEN_TEXT "21002"
#define OTHER_TEXT "21003"

/* A Wednesday: 2026-11-18 12:00 UTC; the Monday after it, in the morning. */
#define WEDNESDAY G_GINT64_CONSTANT (1795003200)
#define MONDAY (WEDNESDAY + 5 * 24 * 60 * 60)
#define WEEK (7 * 24 * 60 * 60)

#define NOTHING "(@a(us) [],)"

static char *
real_service (void)
{
  return g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "family", "porchlight-family", NULL);
}

static char *
clocked_service (void)
{
  return g_build_filename (g_getenv ("PL_BUILD_ROOT"), "tests", "family", "service-with-clock", NULL);
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

  g_test_message ("%u %s %s %s: %s", account, method, first != NULL ? first : "", second != NULL ? second : "", answer);
  g_assert_cmpstr (answer, ==, expected);
}

static void
assert_refused (PlAccounts *accounts,
                guint       account,
                const char *method,
                const char *first,
                const char *second)
{
  g_autofree char *answer = pl_accounts_call (accounts, account, method, first, second, NULL);

  g_assert_nonnull (strstr (answer, "org.porchlight.Family1.Error.Refused"));
}

static void
switch_on (PlAccounts *accounts,
           const char *kind)
{
  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, kind);
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Agree", PARENT_TEXT, kind);
}

static PlAccounts *
start (char *service)
{
  PlAccounts *accounts = pl_accounts_new ();
  g_autofree char *program = service;

  pl_accounts_start (accounts, program);

  return accounts;
}

static void
test_the_teen_sends_a_note (void)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());

  switch_on (accounts, "sent");
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Send", PARENT_TEXT, NULL);
  assert_call (accounts, PL_ACCOUNT_OTHER, NOTHING, "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent')],)", "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, NOTHING, "Collect", NULL, NULL);
}

/* The parent's alone, the teen's alone, somebody else's for either, and both of the same hand. */
static void
test_one_key_opens_nothing (void)
{
  static const char *const kinds[] = { "sent", "reminder", "weekly" };
  g_autoptr (PlAccounts) accounts = start (real_service ());

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      assert_refused (accounts, PL_ACCOUNT_TEEN, "Agree", PARENT_TEXT, kinds[i]);
      assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, kinds[i]);
      assert_refused (accounts, PL_ACCOUNT_PARENT, "Agree", PARENT_TEXT, kinds[i]);
      assert_refused (accounts, PL_ACCOUNT_PARENT, "Agree", TEEN_TEXT, kinds[i]);
      assert_refused (accounts, PL_ACCOUNT_OTHER, "Agree", PARENT_TEXT, kinds[i]);
      assert_refused (accounts, PL_ACCOUNT_OTHER, "Agree", TEEN_TEXT, kinds[i]);
      assert_refused (accounts, PL_ACCOUNT_PARENT, "Ask", PARENT_TEXT, kinds[i]);
    }
  assert_refused (accounts, PL_ACCOUNT_TEEN, "Send", PARENT_TEXT, NULL);
  assert_refused (accounts, PL_ACCOUNT_PARENT, "Send", TEEN_TEXT, NULL);
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, NOTHING, "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent', 'waiting'), (21002, 'reminder', 'waiting'), (21002, 'weekly', 'waiting')],)", "ListAsked", NULL, NULL);
  assert_refused (accounts, PL_ACCOUNT_PARENT, "Ask", TEEN_TEXT, "transcript");
}

/* With root's help a policy can be written, and has no such key; without, the files are out of reach and so is the name. */
static void
test_files_and_the_name_are_out_of_reach (void)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());
  const char *folder = pl_accounts_get_folder (accounts);
  g_autofree char *command = g_strdup_printf (
    "ls %s/state; cat %s/state/kept/agreements; stat %s/state/kept; echo x > %s/state/kept/agreements; rm -r %s/state; mv %s/state %s/away", folder, folder, folder, folder,
    folder, folder, folder);
  g_autofree char *tried = NULL;
  g_autofree char *owned = NULL;
  g_auto (GStrv) lines = NULL;

  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "weekly");
  tried = pl_accounts_run (accounts, PL_ACCOUNT_PARENT, "sh", "-c", command, NULL);
  lines = g_strsplit (tried, "\n", -1);
  g_test_message ("%s", tried);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (strstr (lines[i], "Permission denied") != NULL || strstr (lines[i], "cannot") != NULL);

  owned = pl_accounts_run (accounts, PL_ACCOUNT_PARENT, "gdbus", "call", "--address", pl_accounts_get_address (accounts), "--dest", "org.freedesktop.DBus", "--object-path", "/",
                           "--method", "org.freedesktop.DBus.RequestName", "org.porchlight.Family", "uint32 4", NULL);
  g_test_message ("%s", owned);
  g_assert_nonnull (strstr (owned, "AccessDenied"));
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'weekly', 'waiting')],)", "ListAsked", NULL, NULL);
}

/* Agreements survive a restart, a damaged file is nobody's yes, and a yes that was taken back cannot be played again. */
static void
test_replaying_opens_nothing (void)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());
  g_autofree char *program = real_service ();
  g_autofree char *place = g_build_filename (pl_accounts_get_folder (accounts), "state", "kept", "agreements", NULL);

  switch_on (accounts, "sent");
  pl_accounts_stop (accounts);
  pl_accounts_start (accounts, program);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent', 'on')],)", "ListAsked", NULL, NULL);

  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Stop", PARENT_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Stop", TEEN_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent', 'waiting')],)", "ListAsked", NULL, NULL);
  assert_refused (accounts, PL_ACCOUNT_TEEN, "Send", PARENT_TEXT, NULL);

  pl_accounts_stop (accounts);
  g_assert_true (g_file_set_contents (place, "(1, [(21001, 21002, 'sent', true, true", -1, NULL));
  g_assert_cmpint (chown (place, PL_ACCOUNT_SERVICE, PL_ACCOUNT_SERVICE), ==, 0);
  pl_accounts_start (accounts, program);
  assert_call (accounts, PL_ACCOUNT_PARENT, "(@a(uss) [],)", "ListAsked", NULL, NULL);
}

/* What a parent's account can find out, all in one text. */
static char *
look_as_parent (PlAccounts *accounts)
{
  g_autofree char *asked = pl_accounts_call (accounts, PL_ACCOUNT_PARENT, "ListAsked", NULL);
  g_autofree char *notes = pl_accounts_call (accounts, PL_ACCOUNT_PARENT, "Collect", NULL);
  g_autofree char *askers = pl_accounts_call (accounts, PL_ACCOUNT_PARENT, "ListAskers", NULL);
  g_autofree char *files = pl_accounts_run (accounts, PL_ACCOUNT_PARENT, "sh", "-c", "cd \"$0\" && stat -c '%n %s %a %U %h' * && ls -l state 2>&1 | sed 's,/tmp/[^/]*,,'",
                                            pl_accounts_get_folder (accounts), NULL);

  return g_strjoin ("\n", asked, notes, askers, files, NULL);
}

typedef enum
{
  NO_ANSWER,
  REFUSED,
  STOPPED,
  HELD,
  NO_CHECK_IN,
  N_ENDS,
} End;

static void
play (PlAccounts *accounts,
      End         end)
{
  if (end == REFUSED)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Stop", PARENT_TEXT, "weekly");
  if (end == STOPPED || end == HELD || end == NO_CHECK_IN)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Agree", PARENT_TEXT, "weekly");
  if (end == STOPPED || end == HELD)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
  if (end == STOPPED)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Stop", PARENT_TEXT, "weekly");
  if (end == HELD)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Hold", PARENT_TEXT, NULL);
}

static char *
look_after (End end)
{
  g_autoptr (PlAccounts) accounts = pl_accounts_new ();
  g_autofree char *program = clocked_service ();
  g_autofree char *before = NULL;
  char *after;

  pl_accounts_set_clock (accounts, WEDNESDAY);
  pl_accounts_start (accounts, program);
  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "weekly");
  play (accounts, end);
  pl_accounts_set_clock (accounts, MONDAY);
  after = look_as_parent (accounts);

  return after;
}

static void
test_no_answer_a_no_and_a_stop_look_the_same (void)
{
  g_autofree char *none = look_after (NO_ANSWER);
  g_autofree char *refused = look_after (REFUSED);
  g_autofree char *stopped = look_after (STOPPED);

  g_test_message ("%s", none);
  g_assert_nonnull (strstr (none, "waiting"));
  g_assert_cmpstr (none, ==, refused);
  g_assert_cmpstr (none, ==, stopped);
}

static void
test_a_held_note_and_a_quiet_week_look_the_same (void)
{
  g_autofree char *held = look_after (HELD);
  g_autofree char *quiet = look_after (NO_CHECK_IN);

  g_assert_nonnull (strstr (held, "'on'"));
  g_assert_cmpstr (held, ==, quiet);
}

/* One check-in or nine, early or late in the week: one note, on the fixed day. */
static void
test_a_weekly_note_knows_nothing (void)
{
  g_autoptr (PlAccounts) accounts = pl_accounts_new ();
  g_autofree char *program = clocked_service ();

  pl_accounts_set_clock (accounts, WEDNESDAY);
  pl_accounts_start (accounts, program);
  switch_on (accounts, "weekly");
  for (guint i = 0; i < 9; i++)
    assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, NOTHING, "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_TEEN, "([(uint32 21001, 'weekly', 'on', true)],)", "ListAskers", NULL, NULL);

  pl_accounts_set_clock (accounts, MONDAY);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'weekly')],)", "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, NOTHING, "Collect", NULL, NULL);
  pl_accounts_set_clock (accounts, MONDAY + WEEK);
  assert_call (accounts, PL_ACCOUNT_PARENT, NOTHING, "Collect", NULL, NULL);
}

/* Three accounts: what stands between two says nothing to the third. */
static void
test_a_third_account_learns_nothing (void)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());

  switch_on (accounts, "sent");
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Send", PARENT_TEXT, NULL);
  assert_call (accounts, PL_ACCOUNT_OTHER, "(@a(uss) [],)", "ListAsked", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_OTHER, "(@a(ussb) [],)", "ListAskers", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_OTHER, "()", "Stop", TEEN_TEXT, "sent");
  assert_call (accounts, PL_ACCOUNT_OTHER, "()", "Hold", PARENT_TEXT, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent')],)", "Collect", NULL, NULL);
  assert_call (accounts, PL_ACCOUNT_PARENT, "([(uint32 21002, 'sent', 'on')],)", "ListAsked", NULL, NULL);
}

/* A parent who listens to the bus all the while hears nothing of what the teen does, nor when. */
static char *
listen_as_parent (gboolean answers)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) listener = NULL;
  g_autofree char *log = g_build_filename (pl_accounts_get_folder (accounts), "log", NULL);
  g_autofree char *user = g_strdup_printf ("%u", PL_ACCOUNT_PARENT);
  char *heard = NULL;

  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "weekly");
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  listener = g_subprocess_launcher_spawn (launcher, NULL, "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "gdbus", "monitor", "--address",
                                          pl_accounts_get_address (accounts), "--dest", "org.porchlight.Family", NULL);
  g_usleep (500000);
  if (answers)
    {
      assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Agree", PARENT_TEXT, "weekly");
      assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
      assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Hold", PARENT_TEXT, NULL);
      assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Stop", PARENT_TEXT, "weekly");
    }
  g_usleep (300000);
  g_subprocess_force_exit (listener);
  g_subprocess_wait (listener, NULL, NULL);
  g_assert_true (g_file_get_contents (log, &heard, NULL, NULL));
  /* Names of connections differ from run to run. */
  for (char *p = heard; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      *p = '0';

  return heard;
}

static void
test_the_bus_tells_nothing (void)
{
  g_autofree char *silent = listen_as_parent (FALSE);
  g_autofree char *busy = listen_as_parent (TRUE);

  g_test_message ("%s", busy);
  g_assert_nonnull (strstr (busy, "org.porchlight.Family"));
  g_assert_cmpstr (silent, ==, busy);
}

/* What every account may ask of the folder: when it changed. It must not change with an answer. */
static void
test_the_folder_tells_no_time (void)
{
  g_autoptr (PlAccounts) accounts = start (real_service ());
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assert_call (accounts, PL_ACCOUNT_PARENT, "()", "Ask", TEEN_TEXT, "weekly");
  before = pl_accounts_run (accounts, PL_ACCOUNT_PARENT, "sh", "-c", "stat -c '%y %z %s' \"$0/state\"", pl_accounts_get_folder (accounts), NULL);
  g_usleep (50000);
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "Agree", PARENT_TEXT, "weekly");
  assert_call (accounts, PL_ACCOUNT_TEEN, "()", "CheckInShown", NULL, NULL);
  after = pl_accounts_run (accounts, PL_ACCOUNT_PARENT, "sh", "-c", "stat -c '%y %z %s' \"$0/state\"", pl_accounts_get_folder (accounts), NULL);
  g_assert_cmpstr (before, ==, after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/accounts/the-teen-sends-a-note", test_the_teen_sends_a_note);
  g_test_add_func ("/family/accounts/one-key-opens-nothing", test_one_key_opens_nothing);
  g_test_add_func ("/family/accounts/files-and-the-name-are-out-of-reach", test_files_and_the_name_are_out_of_reach);
  g_test_add_func ("/family/accounts/replaying-opens-nothing", test_replaying_opens_nothing);
  g_test_add_func ("/family/accounts/no-answer-a-no-and-a-stop-look-the-same", test_no_answer_a_no_and_a_stop_look_the_same);
  g_test_add_func ("/family/accounts/a-held-note-and-a-quiet-week-look-the-same", test_a_held_note_and_a_quiet_week_look_the_same);
  g_test_add_func ("/family/accounts/a-weekly-note-knows-nothing", test_a_weekly_note_knows_nothing);
  g_test_add_func ("/family/accounts/a-third-account-learns-nothing", test_a_third_account_learns_nothing);
  g_test_add_func ("/family/accounts/the-bus-tells-nothing", test_the_bus_tells_nothing);
  g_test_add_func ("/family/accounts/the-folder-tells-no-time", test_the_folder_tells_no_time);

  return g_test_run ();
}
