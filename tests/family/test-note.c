// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A note from a teen's account to a parent's screen, with the real watcher, window and service; and a check-in, from a teen's screen to nobody but the service. */

#include "pl-accounts.h"
#include "pl-mock-server.h"
#include "pl-reader.h"
#include "pl-watcher.h"

#include <string.h>

/* Word for word, as design has them. */
#define SENT "Your teen would like to talk about something online. You do not need to know more yet. A calm talk helps most."
#define TIP "Try this: I am glad you told me. You are not in trouble. Please do not take the computer or search it. That can make it harder to ask for help."
#define REMINDER "A good week to talk. Try this: how are things with your friends online? This reminder comes on a fixed schedule. It says nothing about your teen."
#define WEEKLY "A check-in was shown on this computer lately. It may be nothing. We do not share what was said, who said it, or why. Your teen saw this note first."

static const char *const capabilities[] = { "actions", "body", NULL };

typedef struct
{
  PlSession *session;
  PlAccounts *accounts;
  PlMockServer *server;
} Stage;

/* Whoever runs the test sits at this screen. */
#define HERE 0

static void
call (Stage      *stage,
      guint       account,
      const char *method,
      const char *first,
      const char *second)
{
  g_autofree char *answer = pl_accounts_call (stage->accounts, account, method, first, second, NULL);

  g_test_message ("%u %s: %s", account, method, answer);
  g_assert_cmpstr (answer, ==, "()");
}

static gboolean
has_note (gpointer data)
{
  PlMockNotification *last = pl_mock_server_last (((Stage *) data)->server, "Porchlight");

  return last != NULL && g_str_equal (last->summary, "A note for you");
}

static gboolean
has_waiting (gpointer data)
{
  g_autofree char *askers = pl_accounts_call (((Stage *) data)->accounts, HERE, "ListAskers", NULL);

  return strstr (askers, "'weekly', 'on', true") != NULL;
}

static void
set_up (Stage *stage)
{
  g_autofree char *service = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "family", "porchlight-family", NULL);

  stage->accounts = pl_accounts_new ();
  pl_accounts_start (stage->accounts, service);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", pl_accounts_get_address (stage->accounts), TRUE);
  stage->session = pl_session_new (PL_SESSION_DISPLAY);
  stage->server = pl_mock_server_new (pl_session_connect (stage->session), capabilities);
  pl_reader_start (stage->session);
}

static void
open_family_notes (Stage *stage)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (stage->session), "org.porchlight.Porchlight", "/org/porchlight/Porchlight",
                                                            "org.freedesktop.Application", "ActivateAction",
                                                            g_variant_new_parsed ("('family-notes', @av [], @a{sv} {})"), NULL, G_DBUS_CALL_FLAGS_NONE, 60000, NULL, NULL);

  g_assert_nonnull (reply);
}

/* The reader's library keeps one session a process: both stories are told in it. */
static void
test_from_yes_to_note (void)
{
  Stage stage;
  g_autoptr (GSubprocess) watcher = NULL;
  PlMockNotification *note;

  set_up (&stage);

  /* Somebody asks for all three; every word that could ever be shown stands before the yes. */
  call (&stage, PL_ACCOUNT_PARENT, "Ask", "0", "sent");
  call (&stage, PL_ACCOUNT_PARENT, "Ask", "0", "reminder");
  call (&stage, PL_ACCOUNT_PARENT, "Ask", "0", "weekly");
  open_family_notes (&stage);
  g_assert_true (pl_reader_wait_for_text (stage.session, "All that it ever says: “" SENT "”", 30));
  g_assert_true (pl_reader_wait_for_text (stage.session, "All that it ever says: “" REMINDER "”", 10));
  g_assert_true (pl_reader_wait_for_text (stage.session, "All that it ever says: “" WEEKLY "”", 10));
  g_assert_true (pl_reader_wait_for_text (stage.session, TIP, 10));
  g_assert_true (pl_reader_wait_for_text (stage.session, "Dana Parent: A note that the teen sends", 10));
  pl_session_screenshot (stage.session, "family-asked");

  /* At a parent's screen: the pop-up is neutral, the page says the fixed text. */
  call (&stage, HERE, "Ask", "21002", "sent");
  call (&stage, PL_ACCOUNT_TEEN, "Agree", "0", "sent");
  call (&stage, PL_ACCOUNT_TEEN, "Send", "0", NULL);
  watcher = pl_watcher_start (stage.session);
  g_assert_true (pl_session_wait (stage.session, has_note, &stage, 20));
  note = pl_mock_server_last (stage.server, "Porchlight");
  g_assert_cmpstr (note->body, ==, "Open when you have a moment.");
  pl_mock_server_invoke (stage.server, note->id, "open");
  g_assert_true (pl_reader_wait_for_text (stage.session, SENT, 30));
  g_assert_true (pl_reader_wait_for_text (stage.session, "From the account of Robin Teen", 10));
  g_assert_true (pl_reader_wait_for_text (stage.session, TIP, 10));
  pl_session_screenshot (stage.session, "family-note");

  /* A check-in shown here reaches the service as that and no more. */
  call (&stage, HERE, "Agree", "21001", "weekly");
  g_assert_false (has_waiting (&stage));
  pl_watcher_follow (stage.session);
  pl_watcher_send_pressure (stage.session, "Alex");
  g_assert_true (pl_watcher_wait_for_prompt (stage.session, 1));
  g_assert_true (pl_session_wait (stage.session, has_waiting, &stage, 20));

  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
  pl_mock_server_free (stage.server);
  pl_session_free (stage.session);
  pl_accounts_free (stage.accounts);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/note/from-yes-to-note", test_from_yes_to_note);

  return g_test_run ();
}
