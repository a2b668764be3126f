// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-bus-monitor.h"

#include "pl-bus-frames.h"
#include "pl-sender-table.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How often one turn of the main loop reads at most, so that the tray answers during a burst. */
#define READS_A_TURN 8

/* Serials of the only two calls that this connection ever sends. */
enum
{
  SERIAL_HELLO = 1,
  SERIAL_BECOME_MONITOR = 2,
};

/* The way up, and down again. */
typedef enum
{
  STATE_STOPPED,
  STATE_CONNECTING,
  STATE_AUTHENTICATING,
  STATE_ASKING, /* Hello and BecomeMonitor are sent */
  STATE_WATCHING,
} State;

/*
 * PlBusMonitor: one private connection that only listens.
 *
 * It frames the stream itself instead of being a GDBusConnection, for two reasons: GDBus keeps the last bytes it read
 * for as long as it lives, and message text must be gone once it is scored; and nothing may be sent on a monitor, which a
 * connection without a send method cannot do by mistake. The encoding is GDBus's own.
 */
struct _PlBusMonitor
{
  GObject parent_instance;

  /* Owned */
  char *address;
  char **match_rules;
  GCancellable *cancellable;
  GIOStream *stream;
  GSource *source;
  PlBusFrames *frames;
  PlSenderTable *senders; /* NULL where senders are not named */
  GString *line; /* of the authentication */

  /* Borrowed */
  PlBusEventFunc func;
  gpointer data;

  /* State */
  State state;
  guint64 skipped;
};

enum
{
  SIGNAL_WATCHING,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlBusMonitor, pl_bus_monitor, G_TYPE_OBJECT)
G_DEFINE_QUARK (pl-bus-monitor-error-quark, pl_bus_monitor_error)

static void
close_stream (PlBusMonitor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);

  if (self->stream != NULL)
    g_io_stream_close (self->stream, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->frames, pl_bus_frames_free);
  g_string_truncate (self->line, 0);
  if (self->senders != NULL)
    pl_sender_table_forget (self->senders);
  self->state = STATE_STOPPED;
}

static void
fail (PlBusMonitor      *self,
      PlBusMonitorError  code,
      const char        *reason)
{
  g_autoptr (GError) error = g_error_new_literal (PL_BUS_MONITOR_ERROR, code, reason);

  close_stream (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
write_all (PlBusMonitor *self,
           const void   *bytes,
           gsize         size)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->stream);

  return g_output_stream_write_all (output, bytes, size, NULL, NULL, NULL);
}

static gboolean
write_message (PlBusMonitor *self,
               GDBusMessage *message,
               guint32       serial)
{
  g_autofree guchar *blob = NULL;
  gsize size;

  g_dbus_message_set_serial (message, serial);
  blob = g_dbus_message_to_blob (message, &size, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);

  return blob != NULL && write_all (self, blob, size);
}

/* Both calls go out at once: the bus answers them in order, and nothing is sent ever after. */
static gboolean
ask_to_listen (PlBusMonitor *self)
{
  g_autoptr (GDBusMessage) hello = g_dbus_message_new_method_call ("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                                   "org.freedesktop.DBus", "Hello");
  g_autoptr (GDBusMessage) become = g_dbus_message_new_method_call ("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                                    "org.freedesktop.DBus.Monitoring", "BecomeMonitor");

  g_dbus_message_set_body (become, g_variant_new ("(^asu)", self->match_rules, 0));

  return write_message (self, hello, SERIAL_HELLO) && write_message (self, become, SERIAL_BECOME_MONITOR);
}

static void
handle_answer (PlBusMonitor *self,
               GDBusMessage *message)
{
  if (g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_ERROR)
    {
      fail (self, PL_BUS_MONITOR_ERROR_REFUSED, "the session bus does not let this program listen to notifications");
      return;
    }

  if (g_dbus_message_get_reply_serial (message) == SERIAL_BECOME_MONITOR)
    {
      self->state = STATE_WATCHING;
      g_signal_emit (self, signals[SIGNAL_WATCHING], 0);
    }
}

static gboolean
event_type_of (GDBusMessage   *message,
               PlBusEventType *type)
{
  switch (g_dbus_message_get_message_type (message))
    {
    case G_DBUS_MESSAGE_TYPE_METHOD_CALL:
      *type = PL_BUS_EVENT_CALL;
      return TRUE;
    case G_DBUS_MESSAGE_TYPE_METHOD_RETURN:
      *type = PL_BUS_EVENT_RETURN;
      return TRUE;
    case G_DBUS_MESSAGE_TYPE_SIGNAL:
      *type = PL_BUS_EVENT_SIGNAL;
      return TRUE;
    case G_DBUS_MESSAGE_TYPE_ERROR:
    case G_DBUS_MESSAGE_TYPE_INVALID:
    default:
      return FALSE;
    }
}

static void
handle_event (PlBusMonitor *self,
              GDBusMessage *message)
{
  PlBusEvent event = {
    .interface = g_dbus_message_get_interface (message),
    .member = g_dbus_message_get_member (message),
    .path = g_dbus_message_get_path (message),
    .sender = g_dbus_message_get_sender (message),
    .destination = g_dbus_message_get_destination (message),
    .serial = g_dbus_message_get_serial (message),
    .reply_serial = g_dbus_message_get_reply_serial (message),
    .body = g_dbus_message_get_body (message),
  };

  if (!event_type_of (message, &event.type))
    return;
  if (self->senders != NULL)
    event.process = pl_sender_table_look_up (self->senders, &event);
  self->func (&event, self->data);
}

static void
handle_message (PlBusMonitor *self,
                GDBusMessage *message)
{
  GDBusMessageType type = g_dbus_message_get_message_type (message);
  gboolean is_answer = type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN || type == G_DBUS_MESSAGE_TYPE_ERROR;

  if (self->state == STATE_WATCHING)
    handle_event (self, message);
  else if (is_answer && g_strcmp0 (g_dbus_message_get_sender (message), "org.freedesktop.DBus") == 0)
    handle_answer (self, message);
}

/* Takes whole messages out of the buffer; the object may be stopped by any of them. */
static void
drain (PlBusMonitor *self)
{
  while (self->frames != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDBusMessage) message = NULL;
      gboolean skipped;

      message = pl_bus_frames_next (self->frames, &skipped, &error);
      if (error != NULL)
        {
          fail (self, PL_BUS_MONITOR_ERROR_PROTOCOL, "the session bus sent something that is not D-Bus");
          return;
        }
      if (message == NULL && !skipped)
        return;

      self->skipped += skipped;
      if (message != NULL)
        handle_message (self, message);
    }
}

/* The SASL profile of the D-Bus specification, "Authentication Protocol": EXTERNAL, then descriptors, then BEGIN. */
static void
authenticate (PlBusMonitor *self)
{
  gboolean more = TRUE;

  if (g_str_has_prefix (self->line->str, "OK "))
    more = write_all (self, "NEGOTIATE_UNIX_FD\r\n", strlen ("NEGOTIATE_UNIX_FD\r\n"));
  else if (g_str_has_prefix (self->line->str, "AGREE_UNIX_FD") || g_str_has_prefix (self->line->str, "ERROR"))
    {
      self->state = STATE_ASKING;
      more = write_all (self, "BEGIN\r\n", strlen ("BEGIN\r\n")) && ask_to_listen (self);
    }
  else
    more = FALSE;

  if (!more)
    fail (self, PL_BUS_MONITOR_ERROR_NO_BUS, "the session bus does not accept this account");
  else
    g_string_truncate (self->line, 0);
}

static void
feed_authentication (PlBusMonitor *self,
                     const guint8 *bytes,
                     gsize         size)
{
  for (gsize i = 0; i < size && self->state == STATE_AUTHENTICATING; i++)
    {
      if (bytes[i] != '\n' && self->line->len < 512)
        g_string_append_c (self->line, (char) bytes[i]);
      else
        authenticate (self);
    }
}

static gssize
receive (PlBusMonitor  *self,
         GSocket       *socket,
         GError       **error)
{
  guint8 buffer[512];
  guint8 *room;
  gsize size;
  gssize n;

  if (self->state == STATE_AUTHENTICATING)
    {
      n = g_socket_receive_with_blocking (socket, (char *) buffer, sizeof buffer, FALSE, self->cancellable, error);
      if (n > 0)
        feed_authentication (self, buffer, (gsize) n);
      return n;
    }

  room = pl_bus_frames_reserve (self->frames, &size);
  n = g_socket_receive_with_blocking (socket, (char *) room, size, FALSE, self->cancellable, error);
  if (n > 0)
    pl_bus_frames_commit (self->frames, (gsize) n);

  return n;
}

static gboolean
readable_cb (GSocket      *socket,
             GIOCondition  condition,
             gpointer      data)
{
  g_autoptr (PlBusMonitor) self = g_object_ref (data);

  for (guint i = 0; self->frames != NULL && i < READS_A_TURN; i++)
    {
      g_autoptr (GError) error = NULL;
      gssize n = receive (self, socket, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      if (n <= 0)
        {
          if (self->frames != NULL)
            fail (self, PL_BUS_MONITOR_ERROR_NO_BUS, "the session bus closed the connection");
          return G_SOURCE_REMOVE;
        }
      drain (self);
    }

  return self->frames != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
send_greeting (PlBusMonitor *self)
{
  g_autofree char *uid = g_strdup_printf ("%u", (guint) geteuid ());
  g_autoptr (GString) greeting = g_string_new (NULL);

  g_string_append_c (greeting, '\0');
  g_string_append (greeting, "AUTH EXTERNAL ");
  for (const char *c = uid; *c != '\0'; c++)
    g_string_append_printf (greeting, "%02x", (guint) *c);
  g_string_append (greeting, "\r\n");

  if (!write_all (self, greeting->str, greeting->len))
    fail (self, PL_BUS_MONITOR_ERROR_NO_BUS, "the session bus cannot be written to");
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (PlBusMonitor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = g_dbus_address_get_stream_finish (result, NULL, &error);
  GSocket *socket;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->state != STATE_CONNECTING)
    return;
  if (stream == NULL || !G_IS_SOCKET_CONNECTION (stream))
    {
      fail (self, PL_BUS_MONITOR_ERROR_NO_BUS, "the session bus cannot be reached");
      return;
    }

  self->stream = g_steal_pointer (&stream);
  self->frames = pl_bus_frames_new ();
  self->state = STATE_AUTHENTICATING;
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->stream));
  self->source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  send_greeting (self);
}

static void
pl_bus_monitor_dispose (GObject *object)
{
  PlBusMonitor *self = PL_BUS_MONITOR (object);

  if (self->state != STATE_STOPPED)
    close_stream (self);
  g_clear_object (&self->senders);

  G_OBJECT_CLASS (pl_bus_monitor_parent_class)->dispose (object);
}

static void
pl_bus_monitor_finalize (GObject *object)
{
  PlBusMonitor *self = PL_BUS_MONITOR (object);

  g_string_free (self->line, TRUE);
  g_strfreev (self->match_rules);
  g_free (self->address);

  G_OBJECT_CLASS (pl_bus_monitor_parent_class)->finalize (object);
}

static void
pl_bus_monitor_class_init (PlBusMonitorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_bus_monitor_dispose;
  object_class->finalize = pl_bus_monitor_finalize;

  /* PlBusMonitor::watching: the bus lets us listen; everything from now on is heard. */
  signals[SIGNAL_WATCHING] = g_signal_new ("watching", PL_TYPE_BUS_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* PlBusMonitor::failed: (PL_BUS_MONITOR_ERROR) nothing is heard any more; start again when it makes sense. */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", PL_TYPE_BUS_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
pl_bus_monitor_init (PlBusMonitor *self)
{
  self->line = g_string_new (NULL);
}

/**
 * pl_bus_monitor_new:
 * @address: a D-Bus address of a message bus
 * @match_rules: (array zero-terminated=1): what to listen to, as narrow as can be
 * @func: called for each event, in the thread-default main context of pl_bus_monitor_start ()
 * @data: for @func
 *
 * Returns: (transfer full): a monitor that is not started
 */
PlBusMonitor *
pl_bus_monitor_new (const char        *address,
                    const char *const *match_rules,
                    PlBusEventFunc     func,
                    gpointer           data)
{
  PlBusMonitor *self = g_object_new (PL_TYPE_BUS_MONITOR, NULL);

  self->address = g_strdup (address);
  self->match_rules = g_strdupv ((char **) match_rules);
  self->func = func;
  self->data = data;

  return self;
}

/**
 * pl_bus_monitor_name_senders:
 * @self: a monitor that is not started
 * @session: another connection to the same bus, which may ask
 *
 * From now on events say which program sent them, where that is known by then.
 */
void
pl_bus_monitor_name_senders (PlBusMonitor    *self,
                             GDBusConnection *session)
{
  g_clear_object (&self->senders);
  self->senders = pl_sender_table_new (session);
}

/**
 * pl_bus_monitor_start:
 * @self: a monitor
 *
 * Connects and asks to listen; PlBusMonitor::watching or PlBusMonitor::failed follows. Does nothing where it is under way.
 */
void
pl_bus_monitor_start (PlBusMonitor *self)
{
  if (self->state != STATE_STOPPED)
    return;

  self->state = STATE_CONNECTING;
  self->cancellable = g_cancellable_new ();
  g_dbus_address_get_stream (self->address, self->cancellable, connected_cb, g_object_ref (self));
}

/**
 * pl_bus_monitor_stop:
 * @self: a monitor
 *
 * Closes the connection: an open one that nobody reads would still be sent everything.
 */
void
pl_bus_monitor_stop (PlBusMonitor *self)
{
  if (self->state != STATE_STOPPED)
    close_stream (self);
}

/**
 * pl_bus_monitor_is_watching:
 * @self: a monitor
 *
 * Returns: whether notifications are heard now
 */
gboolean
pl_bus_monitor_is_watching (PlBusMonitor *self)
{
  return self->state == STATE_WATCHING;
}

/**
 * pl_bus_monitor_get_skipped:
 * @self: a monitor
 *
 * Returns: messages passed over since it was made because they were broken or larger than 8 MiB
 */
guint64
pl_bus_monitor_get_skipped (PlBusMonitor *self)
{
  return self->skipped;
}
