// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The running watcher keeps to the clock of the place where it runs. */

#include "pl-mock-server.h"
#include "pl-watcher.h"

#define OURS "Porchlight"

/* An hour to either side of now, and so a time that no slow machine leaves. */
#define MARGIN 60

static const char *const capabilities[] = { "actions", "body", NULL };

static void
set_minute (PlSession  *session,
            const char *key,
            guint       minute)
{
  g_autofree char *value = g_strdup_printf ("uint32 %u", minute % (24 * 60));

  pl_session_set_setting (session, key, value);
}

/* Quiet around what the clocks of the first meridian show now. */
static PlSession *
open_session (const char *zone)
{
  PlSession *session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  guint minute = (guint) (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));

  pl_session_set_environment (session, "TZ", zone);
  pl_session_set_setting (session, "quiet-hours-enabled", "true");
  set_minute (session, "quiet-hours-start", minute + 24 * 60 - MARGIN);
  set_minute (session, "quiet-hours-end", minute + MARGIN);

  return session;
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static gboolean
has_heard (gpointer session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");

  return sources != NULL && g_variant_n_children (sources) == 1;
}

/* Six hours to the east it is not quiet there. */
static void
test_elsewhere_it_is_not_quiet (void)
{
  g_autoptr (PlSession) session = open_session ("<+06>-6");
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
}

/* What waits for the quiet hours to end is shown once the person ends them. */
static void
test_here_it_is_quiet (void)
{
  g_autoptr (PlSession) session = open_session ("UTC0");
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_session_wait (session, has_heard, session, 20));
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);

  pl_session_set_setting (session, "quiet-hours-enabled", "false");
  g_assert_true (pl_session_wait (session, popup_shown, server, 60));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/clock/elsewhere-it-is-not-quiet", test_elsewhere_it_is_not_quiet);
  g_test_add_func ("/trust/clock/here-it-is-quiet", test_here_it_is_quiet);

  return g_test_run ();
}
