// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-flatpak.h"

#include <glib/gi18n.h>

/* The narrowest thing that can be asked for: calls to nobody's interface. */
static const char *const trial_rules[] = { "type='method_call',interface='org.porchlight.Trial'", NULL };

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* One question to the desktop, until it is answered. */
typedef struct
{
  GDBusConnection *connection; /* owned */
  PlFlatpakAnswer func;
  gpointer data; /* borrowed */
  guint subscription;
  gboolean wanted;
} Question;

/**
 * pl_flatpak_is_inside:
 *
 * Returns: whether this program runs inside a Flatpak sandbox, which keeps this file at its root
 */
gboolean
pl_flatpak_is_inside (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * pl_flatpak_may_watch:
 * @address: (nullable): of the session bus
 *
 * Tries it, on a connection of its own: becoming a monitor gives up every name of the connection that does.
 *
 * Returns: whether the bus would let a watcher hear notifications
 */
gboolean
pl_flatpak_may_watch (const char *address)
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (address == NULL)
    return FALSE;

  connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, NULL);
  if (connection == NULL)
    return FALSE;

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                                       g_variant_new ("(^asu)", trial_rules, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  return reply != NULL;
}

/**
 * pl_flatpak_start_watch:
 *
 * Starts the watcher inside the same sandbox: Flatpak lets the bus start nothing but the window. It outlives the window, and a
 * second one ends by itself.
 */
void
pl_flatpak_start_watch (void)
{
  const char *const argv[] = { "porchlight-watch", NULL };
  g_autoptr (GError) error = NULL;

  if (!g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &error))
    g_warning ("The watcher could not be started: %s", error->message);
}

static void
answer (Question *question,
        gboolean  on)
{
  g_dbus_connection_signal_unsubscribe (question->connection, question->subscription);
  question->func (on, question->data);
  g_object_unref (question->connection);
  g_free (question);
}

static void
response_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         data)
{
  Question *question = data;
  g_autoptr (GVariant) results = NULL;
  gboolean on = FALSE;
  guint code;

  g_variant_get (parameters, "(u@a{sv})", &code, &results);
  if (!g_variant_lookup (results, "autostart", "b", &on))
    on = question->wanted;
  answer (question, code == 0 ? on : FALSE);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  /* A desktop without this portal: nothing starts at login, and the switch says so. */
  if (reply == NULL)
    answer (question, FALSE);
}

static GVariant *
new_options (const char *token,
             gboolean    on)
{
  const char *const command[] = { "porchlight-watch", "--at-login", NULL };
  g_auto (GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_("Porchlight would like to start when you log in.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (on));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_ref_sink (g_variant_builder_end (&options));
}

/**
 * pl_flatpak_ask_at_login:
 * @connection: the session bus
 * @on: whether the watcher is to start at login
 * @func: called once, with what the desktop decided
 * @data: for @func
 *
 * Asks the desktop through org.freedesktop.portal.Background, the only way out of a sandbox to start at login. The path of the answer
 * is known beforehand (org.freedesktop.portal.Request), so that none is missed.
 */
void
pl_flatpak_ask_at_login (GDBusConnection *connection,
                         gboolean         on,
                         PlFlatpakAnswer  func,
                         gpointer         data)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *token = g_strdup_printf ("porchlight%u", g_random_int ());
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (connection) + 1), ".", '_');
  g_autofree char *path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  g_autoptr (GVariant) options = new_options (token, on);

  question->connection = g_object_ref (connection);
  question->func = func;
  question->data = data;
  question->wanted = on;
  question->subscription = g_dbus_connection_signal_subscribe (connection, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
                                                               G_DBUS_SIGNAL_FLAGS_NONE, response_cb, question, NULL);
  g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked_cb, question);
}
