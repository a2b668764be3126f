// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-intake-private.h"

#define NOTIFICATIONS "org.freedesktop.Notifications"
#define GTK_NOTIFICATIONS "org.gtk.Notifications"
#define PORTAL "org.freedesktop.portal.Notification"
#define PORTAL_BACKEND "org.freedesktop.impl.portal.Notification"

/* A session has one portal backend; more are hand-overs of it. */
#define MAX_BACKENDS 16

/* Narrow: notifications and who draws them, nothing else of the bus. Without a sender key, as dbus-broker wants it. */
static const char *const match_rules[] = {
  "type='method_call',interface='" NOTIFICATIONS "',member='Notify'",
  "type='method_call',interface='" GTK_NOTIFICATIONS "',member='AddNotification'",
  "type='method_call',interface='" PORTAL_BACKEND "',member='AddNotification'",
  "type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" NOTIFICATIONS "'",
  NULL,
};

/**
 * pl_intake_get_match_rules:
 *
 * Returns: (transfer none) (array zero-terminated=1): the rules for BecomeMonitor
 */
const char *const *
pl_intake_get_match_rules (void)
{
  return match_rules;
}

static gboolean
is_call (const PlBusEvent *event,
         const char       *interface,
         const char       *member)
{
  return event->type == PL_BUS_EVENT_CALL && g_strcmp0 (event->interface, interface) == 0
         && g_strcmp0 (event->member, member) == 0;
}

static gboolean
is_owner_change (const PlBusEvent *event)
{
  return event->type == PL_BUS_EVENT_SIGNAL && g_strcmp0 (event->interface, "org.freedesktop.DBus") == 0
         && g_strcmp0 (event->member, "NameOwnerChanged") == 0;
}

/**
 * pl_intake_wants:
 * @event: an event; only its type, interface and member are looked at
 *
 * Safe to call from any thread.
 *
 * Returns: whether pl_intake_read () can make anything of it
 */
gboolean
pl_intake_wants (const PlBusEvent *event)
{
  return is_call (event, NOTIFICATIONS, "Notify") || is_call (event, GTK_NOTIFICATIONS, "AddNotification")
         || is_call (event, PORTAL_BACKEND, "AddNotification") || is_owner_change (event);
}

static void
note_owner_change (PlIntake         *self,
                   const PlBusEvent *event)
{
  const char *name;
  const char *new_owner;

  /* Anybody can send a signal of that name; only the bus is believed. */
  if (event->sender != NULL && !g_str_equal (event->sender, "org.freedesktop.DBus"))
    return;
  if (event->body == NULL || !g_variant_is_of_type (event->body, G_VARIANT_TYPE ("(sss)")))
    return;

  g_variant_get (event->body, "(&s&s&s)", &name, NULL, &new_owner);
  if (g_str_equal (name, NOTIFICATIONS))
    pl_intake_set_server_name (self, new_owner);
}

static gboolean
is_backend (PlIntake   *self,
            const char *sender)
{
  for (guint i = 0; sender != NULL && i < self->backends->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->backends, i), sender))
        return TRUE;
    }

  return FALSE;
}

static void
note_backend (PlIntake         *self,
              const PlBusEvent *event)
{
  if (event->destination == NULL || *event->destination != ':' || is_backend (self, event->destination))
    return;

  if (self->backends->len == MAX_BACKENDS)
    g_ptr_array_remove_index (self->backends, 0);
  g_ptr_array_add (self->backends, g_strdup (event->destination));
}

/* Until somebody tells, whoever is addressed by a unique name is taken for the server. */
static void
guess_server (PlIntake         *self,
              const PlBusEvent *event)
{
  if (self->server_is_certain || event->destination == NULL || *event->destination != ':')
    return;

  g_free (self->server_name);
  self->server_name = g_strdup (event->destination);
}

static gboolean
is_addressed_to_server (PlIntake         *self,
                        const PlBusEvent *event)
{
  if (event->destination == NULL || g_str_equal (event->destination, NOTIFICATIONS))
    return TRUE;
  if (*event->destination != ':')
    return FALSE;

  return !self->server_is_certain || g_str_equal (event->destination, self->server_name);
}

static const char *
refuse_sender (PlIntake         *self,
               const PlBusEvent *event)
{
  if (self->own_name != NULL && g_strcmp0 (event->sender, self->own_name) == 0)
    return "our own notification";
  if (is_backend (self, event->sender))
    return "re-sent by the portal backend: its sender is the destination of an earlier backend call";
  if (self->server_name != NULL && g_strcmp0 (event->sender, self->server_name) == 0)
    return "a forwarded copy: its sender is the notification server";

  return NULL;
}

static const char *
refuse_notify (PlIntake         *self,
               const PlBusEvent *event,
               const PlNotice   *notice)
{
  if (notice->forwarded)
    return "a forwarded copy: the hint x-shell-sender is present";
  if (!is_addressed_to_server (self, event))
    return "not addressed to the notification server";

  guess_server (self, event);
  return NULL;
}

/* A sandboxed Porchlight hears its own pop-up through the portal, with another sender. */
static gboolean
is_ours (const PlNotice *notice)
{
  return g_str_equal (notice->id, PL_APPLICATION_ID) || g_str_equal (notice->id, PL_APPLICATION_ID ".desktop");
}

static gboolean
parse_notice (const PlBusEvent *event,
              PlNotice         *notice)
{
  if (event->body == NULL || !g_variant_is_normal_form (event->body))
    return FALSE;
  if (g_str_equal (event->interface, NOTIFICATIONS))
    return pl_intake_parse_fdo (event->body, notice);

  return g_str_equal (event->interface, GTK_NOTIFICATIONS) ? pl_intake_parse_gtk (event->body, notice)
                                                            : pl_intake_parse_portal (event->body, notice);
}

static void
read_notification (PlIntake         *self,
                   const PlBusEvent *event,
                   gint64            now,
                   PlReading        *reading)
{
  const char *why = refuse_sender (self, event);
  PlNotice notice;

  if (is_call (event, PORTAL_BACKEND, "AddNotification"))
    note_backend (self, event);
  if (why != NULL)
    {
      pl_reading_refuse (reading, why);
      return;
    }

  if (!parse_notice (event, &notice))
    {
      reading->malformed = TRUE;
      pl_reading_refuse (reading, "broken: the arguments are not those of a notification");
      return;
    }

  notice.process = event->process;
  why = is_ours (&notice) ? "our own notification, by its application id"
                          : notice.door == PL_DOOR_FDO ? refuse_notify (self, event, &notice) : NULL;
  if (why != NULL)
    pl_reading_refuse (reading, why);
  else
    pl_intake_understand (self, &notice, now, reading);
}

/**
 * pl_intake_read:
 * @self: an intake
 * @event: an event of the bus, in the order of the bus
 * @now: when it was heard, in microseconds since 1970
 *
 * Returns: (transfer full): what became of it
 */
PlReading *
pl_intake_read (PlIntake         *self,
                const PlBusEvent *event,
                gint64            now)
{
  PlReading *reading = g_new0 (PlReading, 1);

  reading->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_message_unref);
  if (is_owner_change (event))
    {
      note_owner_change (self, event);
      pl_reading_refuse (reading, "the notification server changed");
    }
  else if (is_call (event, PORTAL, "AddNotification"))
    {
      pl_reading_refuse (reading, "application side of the portal: no application id yet; "
                                  "the same notification follows on the backend interface");
    }
  else if (pl_intake_wants (event))
    {
      read_notification (self, event, now, reading);
    }
  else
    {
      pl_reading_refuse (reading, "not a new notification");
    }

  return reading;
}
