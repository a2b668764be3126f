// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The programs inside the sandbox that Flatpak makes, with the permissions that the manifests ask for and no others. */

#include "pl-flatpak-box.h"
#include "pl-mock-server.h"
#include "pl-reader.h"
#include "pl-watcher.h"

#include <string.h>

#define STORE "org.porchlight.Porchlight.yml"
#define OWN "org.porchlight.Porchlight.watching.yml"
#define WINDOW "org.porchlight.Porchlight"
#define HOTLINE "1-888-373-7888"
#define GRANT "flatpak override --user --socket=session-bus org.porchlight.Porchlight"

/* From outside, as a launcher action does it. */
static void
open_page (PlSession  *session,
           const char *action)
{
  GDBusConnection *connection = pl_session_connect (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (connection, WINDOW, "/org/porchlight/Porchlight", "org.freedesktop.Application", "ActivateAction",
                                       g_variant_new ("(s@av@a{sv})", action, g_variant_new ("av", NULL), g_variant_new ("a{sv}", NULL)),
                                       NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 60000, NULL, &error);
  g_assert_no_error (error);
}

static void
open_window (PlFlatpakBox *box,
             PlSession    *session)
{
  g_autoptr (GSubprocess) window = NULL;

  pl_reader_start (session);
  window = pl_flatpak_box_spawn (box, "porchlight", "--gapplication-service", NULL);
  g_assert_true (pl_session_wait_for_name (session, WINDOW, 60));
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

/* As the switches of the window do it. */
static void
set (PlFlatpakBox *box,
     const char   *key,
     const char   *value)
{
  g_autofree char *output = pl_flatpak_box_run (box, "/usr/bin/gsettings", "set", WINDOW, key, value, NULL);
}

static void
test_store_window_works_and_says_how (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, STORE);

  set (box, "country", "US");
  open_window (box, session);
  open_page (session, "get-help");
  g_assert_true (pl_reader_press (session, "Yes, show me"));
  g_assert_true (pl_reader_wait_for_text (session, HOTLINE, 30));
  open_page (session, "about");
  g_assert_true (pl_reader_wait_for_text (session, "Help lines: ", 30));
  g_assert_true (pl_reader_wait_for_text (session, "Model: ", 30));
  open_page (session, "check-message");
  g_assert_true (pl_reader_wait_for (session, "push button", "Check", 30));
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, GRANT, 30));
  g_assert_true (shows ("What it means"));
  pl_session_screenshot (session, "sandbox-store");
}

static void
test_store_watcher_is_refused (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, STORE);
  g_autoptr (GSubprocess) watcher = pl_flatpak_box_spawn (box, "porchlight-watch", "--once", NULL);
  g_autoptr (GError) error = NULL;

  /* It ends with a line of its own, not with a crash. */
  g_assert_true (g_subprocess_wait (watcher, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (watcher));
  g_assert_cmpint (g_subprocess_get_exit_status (watcher), ==, 1);
}

static void
test_no_network (gconstpointer manifest)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, manifest);
  g_autofree char *devices = pl_flatpak_box_run (box, "/bin/sh", "-c", "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '", NULL);

  g_assert_cmpstr (devices, ==, "lo\n");
}

static void
test_own_watches (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), NULL);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);
  g_autoptr (GSubprocess) watcher = NULL;

  pl_watcher_follow (session);
  watcher = pl_flatpak_box_spawn (box, "porchlight-watch", NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.porchlight.Watch", 60));
  g_assert_true (pl_watcher_wait_until_watching (session));
  pl_watcher_send_pressure (session, "Alex");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
}

static void
test_own_window_starts_the_watcher (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "openbox", NULL);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);

  open_window (box, session);
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 30));
  g_assert_false (shows (GRANT));
  g_assert_true (pl_reader_press (session, "Back"));
  g_assert_true (pl_reader_press (session, "Start Porchlight"));
  g_assert_true (pl_session_wait_for_name (session, "org.porchlight.Watch", 60));
  g_assert_true (pl_watcher_wait_until_watching (session));
}

/* A desktop that answers as it is told to; what it was asked. */
typedef struct
{
  GDBusConnection *connection;
  gboolean allow;
  guint asked;
  gboolean autostart;
  char *command;
} Desktop;

static void
asked_cb (GDBusConnection       *connection,
          const char            *sender,
          const char            *path,
          const char            *interface,
          const char            *method,
          GVariant              *arguments,
          GDBusMethodInvocation *invocation,
          gpointer               data)
{
  Desktop *desktop = data;
  g_autoptr (GVariant) options = g_variant_get_child_value (arguments, 1);
  g_autofree char *client = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *request = NULL;
  g_autofree const char **command = NULL;
  const char *token = "";
  GVariantDict results;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &desktop->autostart));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_free (desktop->command);
  desktop->command = g_strjoinv (" ", (char **) command);
  desktop->asked++;

  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", client, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_variant_dict_init (&results, NULL);
  g_variant_dict_insert (&results, "background", "b", desktop->allow);
  g_variant_dict_insert (&results, "autostart", "b", desktop->allow && desktop->autostart);
  g_dbus_connection_emit_signal (connection, sender, request, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", desktop->allow ? 0u : 1u, g_variant_dict_end (&results)), NULL);
}

static const GDBusInterfaceVTable desktop_vtable = { asked_cb, NULL, NULL, { 0 } };

static void
start_desktop (Desktop   *desktop,
               PlSession *session)
{
  static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
                            "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>";
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GVariant) reply = NULL;

  desktop->connection = pl_session_connect (session);
  g_assert_cmpuint (g_dbus_connection_register_object (desktop->connection, "/org/freedesktop/portal/desktop", node->interfaces[0], &desktop_vtable, desktop, NULL, NULL), >, 0);
  reply = g_dbus_connection_call_sync (desktop->connection, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

typedef struct
{
  PlFlatpakBox *box;
  Desktop *desktop;
  guint count;
} Awaited;

static gboolean
was_asked (gpointer data)
{
  Awaited *awaited = data;

  return awaited->desktop->asked >= awaited->count;
}

static gboolean
is_off (gpointer data)
{
  Awaited *awaited = data;
  g_autofree char *value = pl_flatpak_box_run (awaited->box, "/usr/bin/gsettings", "get", WINDOW, "start-at-login", NULL);

  return g_str_equal (value, "false\n");
}

static void
test_start_at_login_asks_the_desktop (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);
  Desktop desktop = { NULL, TRUE, 0, FALSE, NULL };
  Awaited awaited = { box, &desktop, 1 };

  start_desktop (&desktop, session);
  open_window (box, session);
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 30));
  set (box, "start-at-login", "true");
  g_assert_true (pl_session_wait (session, was_asked, &awaited, 30));
  g_assert_true (desktop.autostart);
  g_assert_cmpstr (desktop.command, ==, "porchlight-watch --at-login");
  g_assert_false (is_off (&awaited));
  g_free (desktop.command);
}

static void
test_a_refusal_switches_off (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);
  Desktop desktop = { NULL, FALSE, 0, FALSE, NULL };
  Awaited awaited = { box, &desktop, 1 };

  start_desktop (&desktop, session);
  open_window (box, session);
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 30));
  set (box, "start-at-login", "true");
  g_assert_true (pl_session_wait (session, was_asked, &awaited, 30));
  g_assert_true (pl_session_wait (session, is_off, &awaited, 30));
  g_free (desktop.command);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The screen reader's library warns of programs that come and go while it looks. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);

  g_test_add_func ("/packages/sandbox/store/window-works-and-says-how", test_store_window_works_and_says_how);
  g_test_add_func ("/packages/sandbox/store/watcher-is-refused", test_store_watcher_is_refused);
  g_test_add_data_func ("/packages/sandbox/store/no-network", STORE, test_no_network);
  g_test_add_data_func ("/packages/sandbox/own/no-network", OWN, test_no_network);
  g_test_add_func ("/packages/sandbox/own/watches", test_own_watches);
  g_test_add_func ("/packages/sandbox/own/window-starts-the-watcher", test_own_window_starts_the_watcher);
  g_test_add_func ("/packages/sandbox/own/start-at-login-asks-the-desktop", test_start_at_login_asks_the_desktop);
  g_test_add_func ("/packages/sandbox/own/a-refusal-switches-off", test_a_refusal_switches_off);

  return g_test_run ();
}
