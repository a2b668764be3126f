// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Promise P8: the program asks for no network. Every system call about sockets is written down while it does its work. */

#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <string.h>

#define OURS "Porchlight"

static const char *const capabilities[] = { "actions", "body", NULL };

typedef struct
{
  PlSession *session;
  char *trace;
} Stage;

/* Whether one program may look at another's calls here: some containers forbid it. */
static gboolean
can_trace (Stage *stage)
{
  g_autofree char *printed = pl_session_run (stage->session, "sh", "-c", "strace -o \"$0\" -e trace=network true >/dev/null 2>&1 && echo yes || echo no", stage->trace, NULL);

  return g_str_equal (printed, "yes\n");
}

static gboolean
set_up (Stage          *stage,
        PlSessionFlags  flags)
{
  stage->session = pl_session_new (flags);
  stage->trace = g_build_filename (pl_session_get_home (stage->session), "trace", NULL);
  if (can_trace (stage))
    return TRUE;

  g_test_skip ("strace cannot trace on this machine");

  return FALSE;
}

static void
tear_down (Stage *stage)
{
  g_clear_pointer (&stage->session, pl_session_free);
  g_clear_pointer (&stage->trace, g_free);
}

static GSubprocess *
start_traced (Stage      *stage,
              const char *name,
              const char *argument)
{
  g_autofree char *program = pl_session_find_program (name);

  return pl_session_spawn (stage->session, "strace", "-f", "-qq", "-o", stage->trace, "-e", "trace=network", program, argument, NULL);
}

static guint
count (Stage      *stage,
       const char *what)
{
  g_autofree char *content = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (stage->trace, &content, NULL, NULL));
  for (const char *at = strstr (content, what); at != NULL; at = strstr (at + 1, what))
    n++;

  return n;
}

static void
assert_only_local (Stage *stage)
{
  /* It did talk, to the buses. */
  g_assert_cmpuint (count (stage, "socket(AF_UNIX"), >, 0);
  g_assert_cmpuint (count (stage, "AF_INET"), ==, 0);
  g_assert_cmpuint (count (stage, "AF_NETLINK"), ==, 0);
  g_assert_cmpuint (count (stage, "AF_PACKET"), ==, 0);
  g_assert_cmpuint (count (stage, "AF_BLUETOOTH"), ==, 0);
  g_assert_cmpuint (count (stage, "AF_VSOCK"), ==, 0);
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static void
test_the_watcher_asks_for_none (void)
{
  Stage stage = { 0 };

  if (set_up (&stage, PL_SESSION_BARE))
    {
      g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (stage.session), capabilities);
      g_autoptr (GSubprocess) watcher = start_traced (&stage, "porchlight-watch", "--once");

      g_assert_true (pl_watcher_wait_until_watching (stage.session));
      pl_watcher_send_pressure (stage.session, "Alex");
      g_assert_true (pl_session_wait (stage.session, popup_shown, server, 30));
      assert_only_local (&stage);
    }
  tear_down (&stage);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
test_the_window_asks_for_none (void)
{
  Stage stage = { 0 };

  if (set_up (&stage, PL_SESSION_DISPLAY))
    {
      g_autoptr (GSubprocess) window = start_traced (&stage, "porchlight", NULL);

      g_assert_true (pl_session_wait_for_name (stage.session, "org.porchlight.Porchlight", 60));
      pl_session_wait (stage.session, never, NULL, 3);
      assert_only_local (&stage);
    }
  tear_down (&stage);
}

/* A program that does ask is noticed. */
static void
test_asking_is_noticed (void)
{
  Stage stage = { 0 };

  if (set_up (&stage, PL_SESSION_BARE))
    {
      g_autofree char *printed = pl_session_run (stage.session, "sh", "-c", "strace -f -qq -o \"$0\" -e trace=network bash -c 'true <>/dev/udp/127.0.0.1/9' 2>/dev/null; true",
                                                 stage.trace, NULL);

      g_assert_cmpuint (count (&stage, "AF_INET"), >, 0);
    }
  tear_down (&stage);
}

static char *
read_status (PlSession *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.porchlight.Watch"), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autofree char *path = NULL;
  char *content;
  guint pid;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(u)", &pid);
  path = g_strdup_printf ("/proc/%u/status", pid);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));

  return content;
}

/* The filter that test-sandbox tries from inside is on in the installed program. */
static void
test_the_running_watcher_is_locked_in (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  g_autoptr (GSubprocess) watcher = pl_session_spawn (session, program, NULL);
  g_autofree char *status = NULL;

  g_assert_true (pl_watcher_wait_until_watching (session));
  status = read_status (session);
  g_assert_nonnull (strstr (status, "\nSeccomp:\t2\n"));
  g_assert_nonnull (strstr (status, "\nNoNewPrivs:\t1\n"));
}

/* Started by a service manager it is locked in from outside too. */
static void
test_the_unit_closes_the_network (void)
{
  static const char *const wanted[] = { "\nRestrictAddressFamilies=AF_UNIX\n", "\nNoNewPrivileges=yes\n", "\nMemoryDenyWriteExecute=yes\n", "\nLimitCORE=0\n",
                                        "\nRestrictNamespaces=yes\n", "\nSystemCallErrorNumber=EPERM\n" };
  g_autofree char *path = g_build_filename (PL_PREFIX, "lib", "systemd", "user", "porchlight-watch.service", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (content, wanted[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/network/asking-is-noticed", test_asking_is_noticed);
  g_test_add_func ("/trust/network/the-watcher-asks-for-none", test_the_watcher_asks_for_none);
  g_test_add_func ("/trust/network/the-window-asks-for-none", test_the_window_asks_for_none);
  g_test_add_func ("/trust/network/the-running-watcher-is-locked-in", test_the_running_watcher_is_locked_in);
  g_test_add_func ("/trust/network/the-unit-closes-the-network", test_the_unit_closes_the_network);

  return g_test_run ();
}
