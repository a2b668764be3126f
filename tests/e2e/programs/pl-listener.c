// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-listener.h"

#include "pl-bus-monitor.h"

/* Generous: it only bounds a failure. */
#define SECONDS 60

struct _PlListener
{
  /* Owned */
  PlIntake *intake;
  PlBusMonitor *monitor;
  GPtrArray *messages; /* (element-type PlMessage) */

  /* Borrowed */
  PlSession *session;

  /* State */
  guint n_calls;
};

typedef struct
{
  PlListener *listener;
  const char *text;
} Wanted;

static void
take_event (const PlBusEvent *event,
            gpointer          data)
{
  PlListener *self = data;
  g_autoptr (PlReading) reading = pl_intake_read (self->intake, event, g_get_real_time ());

  self->n_calls++;
  for (guint i = 0; i < reading->messages->len; i++)
    g_ptr_array_add (self->messages, pl_message_ref (g_ptr_array_index (reading->messages, i)));
}

static gboolean
is_watching (gpointer data)
{
  return pl_bus_monitor_is_watching (data);
}

/**
 * pl_listener_new:
 * @session: (transfer none): a session
 *
 * Returns: (transfer full): a listener that hears its bus
 */
PlListener *
pl_listener_new (PlSession *session)
{
  PlListener *self = g_new0 (PlListener, 1);

  self->session = session;
  self->intake = pl_intake_new ();
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_message_unref);
  self->monitor = pl_bus_monitor_new (pl_session_get_address (session), pl_intake_get_match_rules (), take_event, self);
  pl_bus_monitor_start (self->monitor);
  g_assert_true (pl_session_wait (session, is_watching, self->monitor, SECONDS));

  return self;
}

/**
 * pl_listener_free:
 * @self: (transfer full): a listener
 */
void
pl_listener_free (PlListener *self)
{
  pl_bus_monitor_stop (self->monitor);
  g_object_unref (self->monitor);
  g_ptr_array_unref (self->messages);
  pl_intake_free (self->intake);
  g_free (self);
}

/**
 * pl_listener_count_calls:
 * @self: a listener
 *
 * Returns: how many events the bus handed over
 */
guint
pl_listener_count_calls (PlListener *self)
{
  return self->n_calls;
}

static const PlMessage *
find (PlListener *self,
      const char *text)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      const PlMessage *message = g_ptr_array_index (self->messages, i);

      if (g_strcmp0 (pl_message_get_text (message), text) == 0)
        return message;
    }

  return NULL;
}

static gboolean
has_come (gpointer data)
{
  Wanted *wanted = data;

  return find (wanted->listener, wanted->text) != NULL;
}

/**
 * pl_listener_wait:
 * @self: a listener
 * @text: exactly what a message must say
 *
 * Returns: (transfer none): the first such message; the test fails where none comes
 */
const PlMessage *
pl_listener_wait (PlListener *self,
                  const char *text)
{
  Wanted wanted = { self, text };

  if (!pl_session_wait (self->session, has_come, &wanted, SECONDS))
    g_error ("no message said \"%s\"; %u events, %u messages", text, self->n_calls, self->messages->len);

  return find (self, text);
}

/**
 * pl_listener_count:
 * @self: a listener
 * @text: what a message says
 *
 * Returns: how many said that so far
 */
guint
pl_listener_count (PlListener *self,
                   const char *text)
{
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++)
    n += g_strcmp0 (pl_message_get_text (g_ptr_array_index (self->messages, i)), text) == 0;

  return n;
}
