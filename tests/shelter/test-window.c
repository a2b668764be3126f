// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a machine's policy does in the window: whose entries stand at the top of the list, and what a person may still choose. */

#include "pl-reader.h"

#include <glib/gstdio.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)

#define WINDOW "org.porchlight.Porchlight"
#define HOTLINE "1-888-373-7888"
#define HOUSE "Example Youth House"
#define LARGER "Larger text"

static char *
in_etc (const char *name)
{
  return g_build_filename (g_getenv ("PORCHLIGHT_TEST_SYSCONFDIR"), "porchlight", name, NULL);
}

static void
write_policy (const char *lines)
{
  g_autofree char *path = in_etc ("policy.conf");
  g_autofree char *keys = in_etc ("keys");
  g_autofree char *entries = in_etc ("directory.d");
  g_autofree char *text = g_strconcat ("[Porchlight]\ncountry=US\n", lines, NULL);

  g_assert_cmpint (g_mkdir_with_parents (keys, 0755), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (entries, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
}

/* As the administrator does it: from the table, and a key that this machine knows. */
static void
bring_entries (PlSession *session)
{
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *table = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", "template.csv", NULL);
  g_autofree char *entries = in_etc ("directory.d/local.db");
  g_autofree char *key = in_etc ("keys/house");
  g_autofree char *imported = pl_session_run (session, ctl, "directory", "import", "--output", entries, table, NULL);
  g_autofree char *made = pl_session_run (session, ctl, "update", "--new-key", key, NULL);
}

static void
sign_entries (PlSession *session)
{
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *entries = in_etc ("directory.d/local.db");
  g_autofree char *secret = in_etc ("keys/house.secret");
  g_autofree char *none = pl_session_run (session, ctl, "update", "--sign", secret, "--kind", "entries", entries, NULL);
}

static void
open_page (PlSession  *session,
           const char *action)
{
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (pl_session_connect (session), WINDOW, "/org/porchlight/Porchlight", "org.freedesktop.Application", "ActivateAction",
                                       g_variant_new ("(s@av@a{sv})", action, g_variant_new ("av", NULL), g_variant_new ("a{sv}", NULL)),
                                       NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 60000, NULL, NULL);
  g_assert_nonnull (reply);
}

static GSubprocess *
open_window (PlSession *session)
{
  GSubprocess *window = pl_session_spawn (session, PL_BINDIR "/porchlight", "--gapplication-service", NULL);

  g_assert_true (pl_session_wait_for_name (session, WINDOW, 60));

  return window;
}

static PlSession *
set_up (const char *policy)
{
  PlSession *session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "sh", "-c", "exec openbox >&2", NULL);

  write_policy (policy);
  bring_entries (session);
  pl_reader_start (session);

  return session;
}

static gboolean
shows (const char *part)
{
  g_autoptr (GPtrArray) texts = pl_reader_list_texts ();

  for (guint i = 0; i < texts->len; i++)
    if (strstr (g_ptr_array_index (texts, i), part) != NULL)
      return TRUE;

  return FALSE;
}

/* The list is drawn from the top: what stands above the hotline is there when the hotline is. */
static void
assert_list (PlSession *session,
             gboolean   with_house)
{
  g_autoptr (GSubprocess) window = open_window (session);

  open_page (session, "get-help");
  g_assert_true (pl_reader_press (session, "Yes, show me"));
  g_assert_true (pl_reader_wait_for_text (session, with_house ? HOUSE : HOTLINE, 60));
  g_assert_true (pl_reader_wait_for_text (session, HOTLINE, 60));
  g_assert_cmpint (shows (HOUSE), ==, with_house);
}

static void
test_unsigned_are_left_out (void)
{
  g_autoptr (PlSession) session = set_up ("signed-entries=true\n");

  assert_list (session, FALSE);
}

static void
test_signed_are_shown (void)
{
  g_autoptr (PlSession) session = set_up ("signed-entries=true\n");

  sign_entries (session);
  assert_list (session, TRUE);
}

static void
test_altered_are_left_out (void)
{
  g_autoptr (PlSession) session = set_up ("signed-entries=true\n");
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *table = g_build_filename (pl_session_get_home (session), "altered.csv", NULL);
  g_autofree char *shipped = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", "template.csv", NULL);
  g_autofree char *command = g_strdup_printf ("sed \"s/Staff of the house/People nearby/\" '%s' >'%s'", shipped, table);
  g_autofree char *entries = in_etc ("directory.d/local.db");
  g_autofree char *altered = NULL;
  g_autofree char *imported = NULL;

  sign_entries (session);
  altered = pl_session_run (session, "sh", "-c", command, NULL);
  imported = pl_session_run (session, ctl, "directory", "import", "--output", entries, table, NULL);
  assert_list (session, FALSE);
}

static void
test_root_alone_is_enough_where_no_policy_asks (void)
{
  g_autoptr (PlSession) session = set_up ("");

  assert_list (session, TRUE);
}

static void
test_a_folder_that_others_write_is_not_read (void)
{
  g_autoptr (PlSession) session = set_up ("");
  g_autofree char *folder = in_etc ("directory.d");

  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  assert_list (session, FALSE);
}

/* --- large text ------------------------------------------------------------------------------------------------------------------- */

static gboolean
switch_is (AtspiStateType state)
{
  g_autoptr (AtspiAccessible) toggle = pl_reader_find ("check box", LARGER " " LARGER);
  g_autoptr (AtspiStateSet) states = NULL;

  g_assert_nonnull (toggle);
  states = atspi_accessible_get_state_set (toggle);

  return atspi_state_set_contains (states, state);
}

static void
open_preferences (PlSession *session)
{
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 60));
  open_page (session, "preferences");
  g_assert_true (pl_reader_wait_for (session, "check box", LARGER " " LARGER, 60));

}

static gboolean
is_gone (gpointer session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                                            g_variant_new ("(s)", WINDOW), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned = TRUE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return !owned;
}

static void
test_large_text (void)
{
  g_autoptr (PlSession) session = set_up ("large-text=true\n");
  g_autoptr (GSubprocess) locked = open_window (session);
  g_autoptr (GSubprocess) loose = NULL;
  g_autofree char *none = NULL;

  open_preferences (session);
  g_assert_true (switch_is (ATSPI_STATE_CHECKED));
  g_assert_false (switch_is (ATSPI_STATE_SENSITIVE));
  pl_session_screenshot (session, "shelter-large-text");
  pl_session_stop (session, locked);
  g_assert_true (pl_session_wait (session, is_gone, session, 30));

  /* Where the policy leaves it to the person, they can loosen it. */
  write_policy ("large-text=true\nmay-change=large-text\n");
  none = pl_session_run (session, "gsettings", "set", WINDOW, "large-text", "false", NULL);
  loose = open_window (session);
  open_preferences (session);
  g_assert_true (switch_is (ATSPI_STATE_SENSITIVE));
  g_assert_false (switch_is (ATSPI_STATE_CHECKED));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The screen reader's library warns of programs that come and go while it looks. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/shelter/window/unsigned-are-left-out", test_unsigned_are_left_out);
  g_test_add_func ("/shelter/window/signed-are-shown", test_signed_are_shown);
  g_test_add_func ("/shelter/window/altered-are-left-out", test_altered_are_left_out);
  g_test_add_func ("/shelter/window/root-alone-is-enough-where-no-policy-asks", test_root_alone_is_enough_where_no_policy_asks);
  g_test_add_func ("/shelter/window/a-folder-that-others-write-is-not-read", test_a_folder_that_others_write_is_not_read);
  g_test_add_func ("/shelter/window/large-text", test_large_text);

  return g_test_run ();
}
