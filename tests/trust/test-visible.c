// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Nobody switches it off unseen: pausing and stopping show, and it says since when it runs. It is no lock: ending it takes one call. */

#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <string.h>

static const char *const capabilities[] = { "actions", "body", NULL };

static void
changed_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *member,
            GVariant        *arguments,
            gpointer         data)
{
  g_autoptr (GVariant) changed = g_variant_get_child_value (arguments, 1);
  gboolean paused;

  if (g_variant_lookup (changed, "Paused", "b", &paused))
    *(guint *) data += paused ? 1 : 100;
}

static gboolean
was_announced (gpointer data)
{
  return *(guint *) data == 101;
}

/* Who shows the state, the tray and the window, is told at once, whoever asked for the pause. */
static void
test_a_pause_is_announced (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) paused = NULL;
  g_autoptr (GVariant) resumed = NULL;
  guint seen = 0;
  guint id = g_dbus_connection_signal_subscribe (pl_session_connect (session), "org.porchlight.Watch", "org.freedesktop.DBus.Properties", "PropertiesChanged", NULL,
                                                 NULL, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb, &seen, NULL);

  paused = pl_watcher_call (session, "Pause", g_variant_new ("(u)", 600), NULL);
  resumed = pl_watcher_call (session, "Resume", NULL, NULL);
  g_assert_true (pl_session_wait (session, was_announced, &seen, 20));
  g_dbus_connection_signal_unsubscribe (pl_session_connect (session), id);
}

static char *
run_ctl (PlSession  *session,
         const char *verb)
{
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");

  return pl_session_run (session, "sh", "-c", "\"$0\" $1 2>&1; echo \"status $?\"", ctl, verb, NULL);
}

static void
test_status_says_since_when_and_whether (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) since = pl_watcher_get_property (session, "Since");
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (g_variant_get_int64 (since));
  g_autofree char *expected = g_date_time_format (time, "Running since: %Y-%m-%d %H:%M\n");
  g_autofree char *running = run_ctl (session, "status");
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *paused = NULL;

  g_assert_cmpint (g_variant_get_int64 (since), <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_nonnull (strstr (running, expected));
  g_assert_nonnull (strstr (running, "State: watching\n"));

  answer = pl_watcher_call (session, "Pause", g_variant_new ("(u)", 0), NULL);
  paused = run_ctl (session, "status");
  g_assert_nonnull (strstr (paused, "State: paused\n"));
}

/* It ends when it is asked to, does not come back against anybody's will, and is not said to run when it does not. */
static void
test_stopping_shows_and_is_easy (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) answer = pl_watcher_call (session, "Quit", NULL, NULL);
  g_autofree char *status = NULL;

  g_assert_true (pl_watcher_wait_until_gone (session));
  g_subprocess_wait (watcher, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (watcher));

  status = run_ctl (session, "status");
  g_assert_cmpstr (status, ==, "porchlightctl: the watcher is not running; start it with porchlight-watch\nstatus 1\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/visible/a-pause-is-announced", test_a_pause_is_announced);
  g_test_add_func ("/trust/visible/status-says-since-when-and-whether", test_status_says_since_when_and_whether);
  g_test_add_func ("/trust/visible/stopping-shows-and-is-easy", test_stopping_shows_and_is_easy);

  return g_test_run ();
}
