// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The anchor of the watcher: listens by the same rules, and throws everything away. Usage: ADDRESS RULE... */

#include <gio/gio.h>

static GDBusMessage *
discard (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         data)
{
  const char *sender = g_dbus_message_get_sender (message);

  /* The answers to its own two calls. */
  if (!incoming || g_strcmp0 (sender, "org.freedesktop.DBus") == 0)
    return message;

  g_object_unref (message);

  return NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (argc < 3)
    return 2;

  connection = g_dbus_connection_new_for_address_sync (argv[1], G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  if (connection == NULL)
    return 1;
  g_dbus_connection_add_filter (connection, discard, NULL, NULL);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                                       g_variant_new ("(^asu)", argv + 2, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  if (reply == NULL)
    return 1;
  g_main_loop_run (loop);

  return 0;
}
