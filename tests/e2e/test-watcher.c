// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <glib/gstdio.h>

#define OURS "Porchlight"

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

static gboolean
popup_shown (gpointer data)
{
  return pl_mock_server_count (data, OURS) > 0;
}

static gboolean
popup_closed (gpointer data)
{
  PlMockNotification *popup = pl_mock_server_last (data, OURS);

  return popup != NULL && popup->closed;
}

/* The words of the pop-up, all of them, in each language. */
static const char *const english[] = { "A quick check-in", "Open when you have a moment.", "Open", "Not now" };
static const char *const spanish[] = { "Un momento para ti", "Abre esto cuando tengas un momento.", "Abrir", "Ahora no" };

static void
assert_words (PlMockNotification *popup,
              const char *const  *words)
{
  const char *const actions[] = { "default", words[2], "open", words[2], "not-now", words[3], NULL };

  g_assert_cmpstr (popup->summary, ==, words[0]);
  g_assert_cmpstr (popup->body, ==, words[1]);
  g_assert_cmpstrv (popup->actions, (char **) actions);
}

static void
test_pressure_ends_in_a_neutral_popup (const void *language)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = NULL;

  pl_session_set_environment (session, "LANGUAGE", language);
  watcher = pl_watcher_start (session);
  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));

  assert_words (pl_mock_server_last (server, OURS), g_str_equal (language, "es") ? spanish : english);
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 1);
}

static void
test_kind_words_end_in_nothing (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) sources = NULL;
  g_autofree char *printed = NULL;

  pl_watcher_send (session, "Robin", "practice moved to five, bring your shin guards");
  pl_watcher_send (session, "Robin", "lol the bus was so late today");
  pl_watcher_send (session, "Robin", "see you tomorrow!");

  /* Heard, every one of them, and nothing asked. */
  sources = pl_watcher_get_property (session, "Sources");
  printed = g_variant_print (sources, FALSE);
  g_assert_cmpstr (printed, ==, "[('Telegram Desktop', 'seen', 3, 3)]");
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);
}

static void
test_a_prompt_is_got_once (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;
  g_autoptr (GVariant) wording = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *remote = NULL;

  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));

  first = pl_watcher_call (session, "GetPrompt", g_variant_new ("(s)", pl_watcher_last_prompt (session)), &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_is_of_type (first, G_VARIANT_TYPE ("(ssass)")));
  wording = pl_watcher_call (session, "GetWording", g_variant_new ("(s)", pl_watcher_last_prompt (session)), &error);
  g_assert_no_error (error);

  second = pl_watcher_call (session, "GetPrompt", g_variant_new ("(s)", pl_watcher_last_prompt (session)), &error);
  g_assert_null (second);
  remote = g_dbus_error_get_remote_error (error);
  g_assert_cmpstr (remote, ==, "org.porchlight.Watch1.Error.NoPrompt");
}

static void
test_not_now_takes_the_popup_away (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) prompt = NULL;

  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));

  pl_mock_server_invoke (server, pl_mock_server_last (server, OURS)->id, "not-now");
  g_assert_true (pl_session_wait (session, popup_closed, server, 20));
  prompt = pl_watcher_call (session, "GetPrompt", g_variant_new ("(s)", pl_watcher_last_prompt (session)), NULL);
  g_assert_null (prompt);
}

static gboolean
is_paused (gpointer data)
{
  g_autoptr (GVariant) watching = pl_watcher_get_property (data, "Watching");

  return watching != NULL && !g_variant_get_boolean (watching);
}

static void
test_nothing_is_heard_while_paused (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) answer = pl_watcher_call (session, "Pause", g_variant_new ("(u)", 3600), NULL);
  g_autoptr (GVariant) sources = NULL;

  g_assert_nonnull (answer);
  g_assert_true (pl_session_wait (session, is_paused, session, 20));
  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);

  sources = pl_watcher_get_property (session, "Sources");
  g_assert_cmpuint (g_variant_n_children (sources), ==, 0);
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);
}

/* The watcher takes in what comes by one connection in its order: with the answer it knows. */
static void
say_locked (PlSession *session,
            gboolean   locked)
{
  g_autoptr (GVariant) answer = NULL;

  g_dbus_connection_emit_signal (pl_session_connect (session), NULL, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", locked), NULL);
  answer = pl_watcher_get_property (session, "Watching");
}

/* It waited for the screen to be unlocked, and then the person paused: it waits on, and comes afterwards. */
static void
test_what_waits_is_not_shown_while_paused (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) paused = NULL;
  g_autoptr (GVariant) resumed = NULL;
  g_autoptr (GVariant) sources = NULL;

  say_locked (session, TRUE);
  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  sources = pl_watcher_get_property (session, "Sources");
  g_assert_cmpuint (g_variant_n_children (sources), ==, 1);
  paused = pl_watcher_call (session, "Pause", g_variant_new ("(u)", 3600), NULL);
  say_locked (session, FALSE);
  g_assert_true (pl_session_wait (session, is_paused, session, 20));
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);

  resumed = pl_watcher_call (session, "Resume", NULL, NULL);
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 1);
}

static void
write_table (PlSession  *session,
             const char *content)
{
  g_autofree char *folder = g_build_filename (pl_session_get_home (session), "home", ".config", "porchlight", "applications", NULL);
  g_autofree char *path = g_build_filename (folder, "own.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
send_of (PlSession  *session,
         const char *entry,
         const char *title,
         const char *body)
{
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (entry));
  g_dbus_connection_call (pl_session_connect_sender (session), "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                          "org.freedesktop.Notifications", "Notify",
                          g_variant_new ("(susss@asa{sv}i)", "", 0, "", title, body, g_variant_new ("as", NULL), &hints, -1),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* Three programs that nothing knows: one that a table of the person's own explains, one that they added by name, one that stays no chat; and one muted. */
static void
test_a_person_adds_and_mutes_programs (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = NULL;
  g_autoptr (GVariant) sources = NULL;
  g_autofree char *printed = NULL;

  write_table (session, "[app org.example.Odd]\nName=Odd Chat\nRead1=Odd: {sender} writes | {text}\n");
  pl_session_set_setting (session, "extra-applications", "['org.example.Added']");
  pl_session_set_setting (session, "muted-applications", "['app:org.telegram.desktop']");
  watcher = pl_watcher_start (session);

  send_of (session, "org.example.Odd", "Odd: Sam writes", "see you tomorrow");
  send_of (session, "org.example.Added", "Sam", "see you tomorrow");
  send_of (session, "org.example.Other", "Sam", "see you tomorrow");
  pl_watcher_send (session, "Alex", "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");

  sources = pl_watcher_get_property (session, "Sources");
  printed = g_variant_print (sources, FALSE);
  g_assert_cmpstr (printed, ==, "[('Odd Chat', 'seen', 1, 1), ('org.example.Added', 'seen', 1, 1)]");
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);
}

static void
test_malformed_is_counted (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) skipped = NULL;

  /* The server answers with an error; the watcher has seen it all the same. */
  reply = g_dbus_connection_call_sync (pl_session_connect_sender (session), "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                                       "org.freedesktop.Notifications", "Notify", g_variant_new ("(ii)", 1, 2), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  pl_watcher_send (session, "Robin", "see you tomorrow!");

  skipped = pl_watcher_get_property (session, "Skipped");
  g_assert_cmpuint (g_variant_get_uint64 (skipped), ==, 1);
}

typedef struct
{
  gboolean answered;
  gboolean heard;
} SelfTest;

static void
self_test_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  SelfTest *self_test = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  g_assert_nonnull (answer);
  g_variant_get (answer, "(b)", &self_test->heard);
  self_test->answered = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((SelfTest *) data)->answered;
}

static void
run_self_test (PlSession  *session,
               const char *sent,
               SelfTest   *self_test)
{
  const char *nonce = "0f8fad5b-d9cb-469f-a165-70867728950e";
  g_autoptr (GVariant) watching = NULL;

  g_dbus_connection_call (pl_session_connect (session), "org.porchlight.Watch", "/org/porchlight/Watch", "org.porchlight.Watch1", "SelfTest",
                          g_variant_new ("(s)", nonce), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, self_test_cb, self_test);
  /* It waits for the nonce once this is answered. */
  watching = pl_watcher_get_property (session, "Watching");
  pl_watcher_send (session, "Porchlight", sent != NULL ? sent : nonce);
  g_assert_true (pl_session_wait (session, is_answered, self_test, 20));
}

static void
test_the_self_test_hears_its_own_nonce_only (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  SelfTest right = { FALSE, FALSE };
  SelfTest wrong = { FALSE, FALSE };

  run_self_test (session, NULL, &right);
  g_assert_true (right.heard);
  run_self_test (session, "another-nonce-0123456789", &wrong);
  g_assert_false (wrong.heard);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/e2e/watcher/pressure-ends-in-a-neutral-popup", "en", test_pressure_ends_in_a_neutral_popup);
  g_test_add_data_func ("/e2e/watcher/the-popup-is-as-neutral-in-spanish", "es", test_pressure_ends_in_a_neutral_popup);
  g_test_add_func ("/e2e/watcher/kind-words-end-in-nothing", test_kind_words_end_in_nothing);
  g_test_add_func ("/e2e/watcher/a-prompt-is-got-once", test_a_prompt_is_got_once);
  g_test_add_func ("/e2e/watcher/not-now-takes-the-popup-away", test_not_now_takes_the_popup_away);
  g_test_add_func ("/e2e/watcher/nothing-is-heard-while-paused", test_nothing_is_heard_while_paused);
  g_test_add_func ("/e2e/watcher/what-waits-is-not-shown-while-paused", test_what_waits_is_not_shown_while_paused);
  g_test_add_func ("/e2e/watcher/a-person-adds-and-mutes-programs", test_a_person_adds_and_mutes_programs);
  g_test_add_func ("/e2e/watcher/malformed-is-counted", test_malformed_is_counted);
  g_test_add_func ("/e2e/watcher/the-self-test-hears-its-own-nonce-only", test_the_self_test_hears_its_own_nonce_only);

  return g_test_run ();
}
