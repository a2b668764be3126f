// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-recording.h"
#include "ctl-verbs.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <stdio.h>

typedef struct
{
  /* Owned */
  GMainLoop *loop;
  GDBusConnection *connection;
  JsonArray *events;
  GAsyncQueue *messages; /* (element-type GDBusMessage): from the connection's thread */

  /* State */
  gint64 start;
  int seconds;
  int count;
} Recorder;

/* The front of the portal too: a report is easier to understand with both halves. */
static const char portal_rule[] = "type='method_call',interface='org.freedesktop.portal.Notification',member='AddNotification'";

static void
recorder_clear (Recorder *self)
{
  if (self->connection != NULL)
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->events, json_array_unref);
  g_clear_pointer (&self->messages, g_async_queue_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recorder, recorder_clear)

static void
add_message (Recorder     *self,
             GDBusMessage *message)
{
  const PlBusEvent event = {
    .type = g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_SIGNAL ? PL_BUS_EVENT_SIGNAL : PL_BUS_EVENT_CALL,
    .interface = g_dbus_message_get_interface (message),
    .member = g_dbus_message_get_member (message),
    .path = g_dbus_message_get_path (message),
    .sender = g_dbus_message_get_sender (message),
    .destination = g_dbus_message_get_destination (message),
    .body = g_dbus_message_get_body (message),
  };
  double seconds = (double) (g_get_monotonic_time () - self->start) / G_USEC_PER_SEC;

  if (!pl_intake_wants (&event) && g_strcmp0 (event.interface, "org.freedesktop.portal.Notification") != 0)
    return;

  json_array_add_element (self->events, pl_recording_write_event (&event, seconds));
  fprintf (stderr, "\r%u", json_array_get_length (self->events));
  if (self->count > 0 && json_array_get_length (self->events) >= (guint) self->count)
    g_main_loop_quit (self->loop);
}

static gboolean
take_messages (gpointer data)
{
  Recorder *self = data;
  GDBusMessage *message;

  while ((message = g_async_queue_try_pop (self->messages)) != NULL)
    {
      add_message (self, message);
      g_object_unref (message);
    }

  return G_SOURCE_REMOVE;
}

/* Runs on the connection's thread. A monitor must never send: everything but the bus's own replies ends here. */
static GDBusMessage *
filter (GDBusConnection *connection,
        GDBusMessage    *message,
        gboolean         incoming,
        gpointer         data)
{
  Recorder *self = data;
  GDBusMessageType type = g_dbus_message_get_message_type (message);

  if (!incoming || (g_strcmp0 (g_dbus_message_get_sender (message), "org.freedesktop.DBus") == 0
                    && type != G_DBUS_MESSAGE_TYPE_SIGNAL))
    return message;

  if (type == G_DBUS_MESSAGE_TYPE_METHOD_CALL || type == G_DBUS_MESSAGE_TYPE_SIGNAL)
    {
      g_async_queue_push (self->messages, message);
      g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, take_messages, self, NULL);
      return NULL;
    }

  g_object_unref (message);
  return NULL;
}

static GVariant *
build_rules (void)
{
  const char *const *rules = pl_intake_get_match_rules ();
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; rules[i] != NULL; i++)
    g_variant_builder_add (&builder, "s", rules[i]);
  g_variant_builder_add (&builder, "s", portal_rule);

  return g_variant_new ("(asu)", &builder, 0);
}

static gboolean
become_monitor (Recorder *self,
                GError  **error)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (GVariant) reply = NULL;

  if (address == NULL)
    return FALSE;

  self->connection = g_dbus_connection_new_for_address_sync (address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, error);
  if (self->connection == NULL)
    return FALSE;

  g_dbus_connection_add_filter (self->connection, filter, self, NULL);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus.Monitoring", "BecomeMonitor", build_rules (), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);

  return reply != NULL;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static char *
build_document (Recorder *self,
                gsize    *length)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *about = json_object_new ();
  JsonObject *document = json_object_new ();

  json_object_set_string_member (about, "kind", "real");
  json_object_set_string_member (about, "how", "porchlightctl record: the letters of all texts are replaced");
  json_object_set_object_member (document, "about", about);
  json_object_set_array_member (document, "events", json_array_ref (self->events));
  json_node_take_object (root, document);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, length);
}

static int
save (Recorder   *self,
      const char *path)
{
  gsize length;
  g_autofree char *document = build_document (self, &length);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, document, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return fprintf (stderr, "porchlightctl: %s\n", error->message), 1;

  /* TRANSLATORS: %1$u is a number of notifications, %2$s a file name */
  fprintf (stderr, _("%1$u events are in %2$s. Letters are replaced, names of programs and web sites are not: look at it before you send it."),
          json_array_get_length (self->events), path);
  fprintf (stderr, "\n");

  return 0;
}

static int
record (Recorder   *self,
        const char *path)
{
  g_autoptr (GError) error = NULL;

  self->loop = g_main_loop_new (NULL, FALSE);
  self->events = json_array_new ();
  self->messages = g_async_queue_new_full (g_object_unref);
  self->start = g_get_monotonic_time ();
  if (!become_monitor (self, &error))
    return fprintf (stderr, "porchlightctl: %s: %s\n", _("The session bus cannot be watched"), error->message), 1;

  g_unix_signal_add (SIGINT, quit, self->loop);
  g_unix_signal_add (SIGTERM, quit, self->loop);
  if (self->seconds > 0)
    g_timeout_add_seconds ((guint) self->seconds, quit, self->loop);
  fprintf (stderr, "%s\n", _("Recording. Ctrl+C stops."));
  g_main_loop_run (self->loop);
  fprintf (stderr, "\n");

  return save (self, path);
}

int
pl_ctl_record (int    argc,
               char **argv)
{
  g_auto (Recorder) self = { 0 };
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_INT, &self.seconds, N_("Stop after so many seconds"), N_("N") },
    { "count", 0, 0, G_OPTION_ARG_INT, &self.count, N_("Stop after so many events"), N_("N") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _("Records notifications from the session bus, with the letters of all texts replaced."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fprintf (stderr, "porchlightctl: %s\n", error->message), 2;
  if (files == NULL || g_strv_length (files) != 1 || self.seconds < 0 || self.count < 0)
    return fprintf (stderr, "porchlightctl: %s\n", _("record needs one file to write to")), 2;

  return record (&self, files[0]);
}
