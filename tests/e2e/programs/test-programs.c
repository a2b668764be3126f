// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Real senders on a private bus: libnotify's notify-send, a GApplication, and `porchlightctl record` beside them. */

#include "pl-listener.h"
#include "pl-mock-server.h"

#include <string.h>

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

static char *
find_built (const char *folder,
            const char *name)
{
  return g_build_filename (g_getenv ("PL_BUILD_ROOT"), folder, name, NULL);
}

static void
assert_message (const PlMessage *message,
                const char      *application,
                const char      *channel,
                const char      *sender)
{
  g_assert_cmpint (pl_message_get_kind (message), ==, PL_MESSAGE_TEXT);
  g_assert_cmpstr (pl_message_get_application (message), ==, application);
  g_assert_cmpstr (pl_message_get_channel (message), ==, channel);
  g_assert_cmpstr (pl_message_get_sender (message), ==, sender);
}

static void
test_notify_send (gconstpointer flags)
{
  g_autoptr (PlSession) session = pl_session_new (GPOINTER_TO_UINT (flags));
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autoptr (GSubprocess) program = pl_session_spawn (session, "notify-send", "--app-name=Example Chat", "--category=im.received",
    "--hint=string:desktop-entry:org.example.Chat", "Sam", "bring the <b>book</b> &amp; come at &#x36; <3", NULL);

  assert_message (pl_listener_wait (listener, "bring the book & come at 6 <3"), "Example Chat", "app:org.example.Chat", "Sam");
}

static void
test_gapplication_falls_back_to_notify (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autofree char *path = find_built ("tests/e2e/programs", "sender-gapplication");
  g_autoptr (GSubprocess) program = pl_session_spawn (session, path, "org.example.Chat", "Sam", "bring the <b>book</b> & come", NULL);

  /* GLib escapes nothing: what looks like markup is what was written. */
  assert_message (pl_listener_wait (listener, "bring the <b>book</b> & come"), "Example Chat", "app:org.example.Chat", "Sam");
}

static void
ignore_call (GDBusConnection       *connection,
             const char            *sender,
             const char            *path,
             const char            *interface,
             const char            *method,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation,
             gpointer               data)
{
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* As GNOME Shell does; the category is lost on this way, so that the application's id must be enough. */
static void
test_gapplication_finds_the_gtk_door (void)
{
  static const GDBusInterfaceVTable table = { .method_call = ignore_call };
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  GDBusConnection *connection = pl_session_connect (session);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.gtk.Notifications'><method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/></method><method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "</method></interface></node>", NULL);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autofree char *path = find_built ("tests/e2e/programs", "sender-gapplication");
  g_autoptr (GSubprocess) program = NULL;

  g_assert_cmpuint (g_dbus_connection_register_object (connection, "/org/gtk/Notifications", node->interfaces[0], &table, NULL, NULL, NULL), >, 0);
  g_bus_own_name_on_connection (connection, "org.gtk.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.gtk.Notifications", 20));
  program = pl_session_spawn (session, path, "org.gnome.Fractal", "Class group", "Robin: bring the <b>book</b>", NULL);

  assert_message (pl_listener_wait (listener, "bring the <b>book</b>"), "Fractal", "app:org.gnome.Fractal", "Robin");
}

static gboolean
has_ended (gpointer process)
{
  return g_subprocess_get_identifier (process) == NULL;
}

static gboolean
has_monitor (gpointer data)
{
  /* Nothing says that a monitor is ready but its own words; the recorder prints them. */
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static gboolean
send_until_ended (gpointer data)
{
  gpointer *parts = data;
  static guint n = 0;

  /* The recorder may not listen yet: a few more letters do no harm. */
  if (n++ % 25 == 0)
    {
      g_autoptr (GSubprocess) program = pl_session_spawn (parts[0], "notify-send", "--app-name=Signal", "--hint=string:desktop-entry:signal-desktop",
                                                          "Sam Lee", "secret words &lt;3 at 6", NULL);
    }

  return has_ended (parts[1]);
}

static void
test_record_keeps_no_words (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autofree char *control = find_built ("app/ctl", "porchlightctl");
  g_autofree char *path = g_build_filename (pl_session_get_home (session), "recording.json", NULL);
  g_autoptr (GSubprocess) recorder = pl_session_spawn (session, control, "record", "--count=1", path, NULL);
  gpointer parts[] = { session, recorder };
  g_autofree char *recording = NULL;
  g_autofree char *reading = NULL;

  g_assert_true (pl_session_wait (session, send_until_ended, parts, 60));
  g_assert_true (has_monitor (path));
  g_assert_true (g_file_get_contents (path, &recording, NULL, NULL));
  g_assert_null (strstr (recording, "secret"));
  g_assert_null (strstr (recording, "Sam"));
  g_assert_nonnull (strstr (recording, "signal-desktop"));
  g_assert_nonnull (strstr (recording, "xxxxxx xxxxx &lt;0 xx 0"));

  reading = pl_session_run (session, control, "intake", path, NULL);
  g_assert_nonnull (strstr (reading, "\"sender\":\"Xxx Xxx\""));
  g_assert_nonnull (strstr (reading, "\"text\":\"xxxxxx xxxxx <0 xx 0\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/e2e/programs/notify-send", GUINT_TO_POINTER (PL_SESSION_BARE), test_notify_send);
  g_test_add_func ("/e2e/programs/gapplication-falls-back-to-notify", test_gapplication_falls_back_to_notify);
  g_test_add_func ("/e2e/programs/gapplication-finds-the-gtk-door", test_gapplication_finds_the_gtk_door);
  g_test_add_func ("/e2e/programs/record-keeps-no-words", test_record_keeps_no_words);

  return g_test_run ();
}
