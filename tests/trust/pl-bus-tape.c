// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-bus-tape.h"

struct _PlBusTape
{
  /* Owned */
  GDBusConnection *connection;
  GMutex mutex;       /* the filter runs in GDBus's own thread */
  GPtrArray *entries; /* (element-type PlBusTapeEntry) */

  /* State */
  gboolean listening;
};

static void
entry_free (gpointer data)
{
  PlBusTapeEntry *entry = data;

  g_free (entry->sender);
  g_free (entry->destination);
  g_free (entry->interface);
  g_free (entry->member);
  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_free (entry);
}

static PlBusTapeEntry *
make_entry (GDBusMessage *message)
{
  PlBusTapeEntry *entry = g_new0 (PlBusTapeEntry, 1);
  gsize size;
  guchar *blob = g_dbus_message_to_blob (message, &size, G_DBUS_CAPABILITY_FLAGS_UNIX_FD_PASSING, NULL);

  entry->sender = g_strdup (g_dbus_message_get_sender (message));
  entry->destination = g_strdup (g_dbus_message_get_destination (message));
  entry->interface = g_strdup (g_dbus_message_get_interface (message));
  entry->member = g_strdup (g_dbus_message_get_member (message));
  entry->bytes = blob != NULL ? g_bytes_new_take (blob, size) : g_bytes_new (NULL, 0);

  return entry;
}

/* Nothing may be sent on a monitor: from the answer to BecomeMonitor on, every message ends here. */
static GDBusMessage *
filter (GDBusConnection *connection,
        GDBusMessage    *message,
        gboolean         incoming,
        gpointer         data)
{
  PlBusTape *self = data;
  gboolean listening;

  g_mutex_lock (&self->mutex);
  listening = self->listening;
  if (incoming && listening)
    g_ptr_array_add (self->entries, make_entry (message));
  g_mutex_unlock (&self->mutex);

  if (!listening)
    return message;

  g_object_unref (message);

  return NULL;
}

/**
 * pl_bus_tape_new:
 * @session: a session
 *
 * Returns: (transfer full): a tape that runs from now on
 */
PlBusTape *
pl_bus_tape_new (PlSession *session)
{
  PlBusTape *self = g_new0 (PlBusTape, 1);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->connection = g_dbus_connection_new_for_address_sync (pl_session_get_address (session),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (self->connection, filter, self, NULL);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                                       g_variant_new ("(asu)", NULL, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  g_mutex_lock (&self->mutex);
  self->listening = TRUE;
  g_mutex_unlock (&self->mutex);

  return self;
}

/**
 * pl_bus_tape_free:
 * @self: (transfer full): a tape
 */
void
pl_bus_tape_free (PlBusTape *self)
{
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_ptr_array_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * pl_bus_tape_list:
 * @self: a tape
 *
 * Takes what is on it; it runs on, empty.
 *
 * Returns: (transfer full) (element-type PlBusTapeEntry): all messages since the last call
 */
GPtrArray *
pl_bus_tape_list (PlBusTape *self)
{
  GPtrArray *entries;

  g_mutex_lock (&self->mutex);
  entries = g_steal_pointer (&self->entries);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  g_mutex_unlock (&self->mutex);

  return entries;
}
