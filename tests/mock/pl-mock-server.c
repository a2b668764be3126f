// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-mock-server.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

/* The part of the Desktop Notifications Specification 1.2 that programs call. */
static const char interface_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

struct _PlMockServer
{
  /* Owned */
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  GStrv capabilities;
  GPtrArray *notifications; /* (element-type PlMockNotification) */
  GPtrArray *unanswered;    /* (element-type GDBusMethodInvocation): while it hangs */
  guint registration;
  guint owner;

  /* State */
  guint next_id;
  gboolean hangs;
};

static void
notification_free (gpointer data)
{
  PlMockNotification *notification = data;

  g_free (notification->sender);
  g_free (notification->application);
  g_free (notification->summary);
  g_free (notification->body);
  g_strfreev (notification->actions);
  g_variant_unref (notification->hints);
  g_free (notification);
}

static guint
keep (PlMockServer *self,
      const char   *sender,
      GVariant     *arguments)
{
  PlMockNotification *notification = g_new0 (PlMockNotification, 1);
  guint replaces;

  g_variant_get (arguments, "(susss^as@a{sv}i)", &notification->application, &replaces, NULL, &notification->summary, &notification->body,
                 &notification->actions, &notification->hints, NULL);
  notification->time = g_get_monotonic_time ();
  notification->sender = g_strdup (sender);
  notification->id = replaces != 0 ? replaces : ++self->next_id;
  g_ptr_array_add (self->notifications, notification);

  return notification->id;
}

static void
mark_closed (PlMockServer *self,
             guint         id)
{
  for (guint i = 0; i < self->notifications->len; i++)
    {
      PlMockNotification *notification = g_ptr_array_index (self->notifications, i);

      if (notification->id == id)
        notification->closed = TRUE;
    }
}

static void
answer (PlMockServer          *self,
        GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *arguments = g_dbus_method_invocation_get_parameters (invocation);
  GVariant *reply = NULL;
  guint id;

  if (g_str_equal (method, "GetCapabilities"))
    reply = g_variant_new ("(^as)", self->capabilities);
  else if (g_str_equal (method, "GetServerInformation"))
    reply = g_variant_new ("(ssss)", "mock", "porchlight", "1", "1.2");
  else if (g_str_equal (method, "Notify"))
    reply = g_variant_new ("(u)", keep (self, g_dbus_method_invocation_get_sender (invocation), arguments));
  else
    {
      g_variant_get (arguments, "(u)", &id);
      mark_closed (self, id);
      g_dbus_connection_emit_signal (self->connection, NULL, PATH, NAME, "NotificationClosed", g_variant_new ("(uu)", id, 3), NULL);
    }

  g_dbus_method_invocation_return_value (invocation, reply);
}

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  PlMockServer *self = data;

  if (self->hangs)
    g_ptr_array_add (self->unanswered, invocation);
  else
    answer (self, invocation);
}

static const GDBusInterfaceVTable vtable = { call_cb, NULL, NULL, { 0 } };

/**
 * pl_mock_server_new:
 * @connection: a connection to the private bus of a test
 * @capabilities: (array zero-terminated=1): what it says it can show
 *
 * Returns: (transfer full): a server that owns the name
 */
PlMockServer *
pl_mock_server_new (GDBusConnection   *connection,
                    const char *const *capabilities)
{
  PlMockServer *self = g_new0 (PlMockServer, 1);
  g_autoptr (GError) error = NULL;

  self->connection = g_object_ref (connection);
  self->capabilities = g_strdupv ((char **) capabilities);
  self->notifications = g_ptr_array_new_with_free_func (notification_free);
  self->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  self->node = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_assert_no_error (error);
  self->registration = g_dbus_connection_register_object (connection, PATH, self->node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (connection, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);

  return self;
}

/**
 * pl_mock_server_free:
 * @self: (transfer full): a server, which gives up the name
 */
void
pl_mock_server_free (PlMockServer *self)
{
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->connection, self->registration);
  g_dbus_node_info_unref (self->node);
  g_ptr_array_unref (self->notifications);
  g_ptr_array_unref (self->unanswered);
  g_strfreev (self->capabilities);
  g_object_unref (self->connection);
  g_free (self);
}

/**
 * pl_mock_server_count:
 * @self: a server
 * @application: (nullable): a program, %NULL for all
 *
 * Returns: how many notifications it sent
 */
guint
pl_mock_server_count (PlMockServer *self,
                      const char   *application)
{
  guint n = 0;

  for (guint i = 0; i < self->notifications->len; i++)
    {
      const PlMockNotification *notification = g_ptr_array_index (self->notifications, i);

      n += application == NULL || g_str_equal (notification->application, application);
    }

  return n;
}

/**
 * pl_mock_server_last:
 * @self: a server
 * @application: a program
 *
 * Returns: (transfer none) (nullable): its newest notification
 */
PlMockNotification *
pl_mock_server_last (PlMockServer *self,
                     const char   *application)
{
  for (guint i = self->notifications->len; i > 0; i--)
    {
      PlMockNotification *notification = g_ptr_array_index (self->notifications, i - 1);

      if (g_str_equal (notification->application, application))
        return notification;
    }

  return NULL;
}

/**
 * pl_mock_server_invoke:
 * @self: a server
 * @id: a notification
 * @action: the key of one of its actions
 *
 * What a person's click does.
 */
void
pl_mock_server_invoke (PlMockServer *self,
                       guint         id,
                       const char   *action)
{
  g_dbus_connection_emit_signal (self->connection, NULL, PATH, NAME, "ActionInvoked", g_variant_new ("(us)", id, action), NULL);
}

/**
 * pl_mock_server_hang:
 * @self: a server
 * @hangs: whether it takes calls and answers none; what it took is answered when it stops to
 */
void
pl_mock_server_hang (PlMockServer *self,
                     gboolean      hangs)
{
  self->hangs = hangs;
  while (!hangs && self->unanswered->len > 0)
    answer (self, g_ptr_array_steal_index (self->unanswered, 0));
}
