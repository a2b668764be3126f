// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive-tree.h"

#include <string.h>

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define ROOT "/org/a11y/atspi/accessible/root"
#define TIMEOUT 5000 /* milliseconds */

G_DEFINE_FINAL_TYPE (DriveNode, drive_node, G_TYPE_OBJECT)

static void
drive_node_finalize (GObject *object)
{
  DriveNode *self = DRIVE_NODE (object);

  g_free (self->bus);
  g_free (self->path);
  g_free (self->name);
  g_ptr_array_unref (self->children);

  G_OBJECT_CLASS (drive_node_parent_class)->finalize (object);
}

static void
drive_node_class_init (DriveNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = drive_node_finalize;
}

static void
drive_node_init (DriveNode *self)
{
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
  self->name = g_strdup ("");
}

/**
 * drive_node_new:
 * @bus: unique name on the accessibility bus
 * @path: its object there
 *
 * Returns: (transfer full): a node of which nothing is known yet
 */
DriveNode *
drive_node_new (const char *bus,
                const char *path)
{
  DriveNode *self = g_object_new (DRIVE_TYPE_NODE, NULL);

  self->bus = g_strdup (bus);
  self->path = g_strdup (path);

  return self;
}

/* The bus of the screen readers. */
static GDBusConnection *
get_bus (void)
{
  static GDBusConnection *bus;
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;

  if (bus != NULL)
    return bus;

  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL, G_VARIANT_TYPE ("(s)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(&s)", &address);
  bus = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);

  return bus;
}

/**
 * drive_node_call:
 * @self: a node
 * @interface: of AT-SPI
 * @method: its name
 * @arguments: (nullable): floating
 *
 * Returns: (transfer full) (nullable): the answer, %NULL where the node has gone or has no such method
 */
GVariant *
drive_node_call (DriveNode  *self,
                 const char *interface,
                 const char *method,
                 GVariant   *arguments)
{
  return g_dbus_connection_call_sync (get_bus (), self->bus, self->path, interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, TIMEOUT, NULL, NULL);
}

typedef void (*Take) (DriveNode *node, GVariant *reply);

typedef struct
{
  DriveNode *node;
  Take take;
  guint *pending;
} Question;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    question->take (question->node, reply);
  (*question->pending)--;
}

static void
ask (DriveNode  *node,
     guint      *pending,
     const char *interface,
     const char *method,
     GVariant   *arguments,
     const char *type,
     Take        take)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { node, take, pending };
  (*pending)++;
  g_dbus_connection_call (get_bus (), node->bus, node->path, interface, method, arguments, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, TIMEOUT, NULL,
                          answered_cb, question);
}

static void
take_states (DriveNode *node,
             GVariant  *reply)
{
  g_autoptr (GVariantIter) iter = NULL;
  guint word;

  node->states = 0;
  g_variant_get (reply, "(au)", &iter);
  for (guint i = 0; i < 2 && g_variant_iter_next (iter, "u", &word); i++)
    node->states |= (guint64) word << (32 * i);
}

static void
take_role (DriveNode *node,
           GVariant  *reply)
{
  guint role;

  g_variant_get (reply, "(u)", &role);
  node->role = (AtspiRole) role;
}

static void
take_name (DriveNode *node,
           GVariant  *reply)
{
  g_autoptr (GVariant) name = NULL;

  g_variant_get (reply, "(v)", &name);
  g_free (node->name);
  node->name = g_variant_dup_string (name, NULL);
}

static void
take_box (DriveNode *node,
          GVariant  *reply)
{
  g_variant_get (reply, "((iiii))", &node->box.x, &node->box.y, &node->box.width, &node->box.height);
}

static void
take_children (DriveNode *node,
               GVariant  *reply)
{
  g_autoptr (GVariantIter) iter = NULL;
  const char *bus;
  const char *path;

  g_ptr_array_set_size (node->children, 0);
  g_variant_get (reply, "(a(so))", &iter);
  while (g_variant_iter_next (iter, "(&s&o)", &bus, &path))
    if (!g_str_has_suffix (path, "/null"))
      g_ptr_array_add (node->children, drive_node_new (bus, path));
}

static void
ask_all (DriveNode *node,
         guint     *pending)
{
  ask (node, pending, ACCESSIBLE, "GetState", NULL, "(au)", take_states);
  ask (node, pending, ACCESSIBLE, "GetRole", NULL, "(u)", take_role);
  ask (node, pending, ACCESSIBLE, "GetChildren", NULL, "(a(so))", take_children);
  ask (node, pending, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", ACCESSIBLE, "Name"), "(v)", take_name);
  ask (node, pending, "org.a11y.atspi.Component", "GetExtents", g_variant_new ("(u)", ATSPI_COORD_TYPE_WINDOW), "((iiii))", take_box);
}

static void
await (guint *pending)
{
  while (*pending > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A row that must be scrolled to is known by its name; what stands in it is read when it has come into view. */
static gboolean
is_row_below (const DriveNode *node,
              int              bottom)
{
  return node->role == ATSPI_ROLE_LIST_ITEM && node->box.y > bottom;
}

/**
 * drive_node_read:
 * @self: a node
 * @depth: how many levels below it
 *
 * Reads it and all below that is in view; what is hidden hides all below it.
 */
void
drive_node_read (DriveNode *self,
                 guint      depth)
{
  g_autoptr (GPtrArray) level = g_ptr_array_new ();
  guint pending = 0;
  int bottom = G_MAXINT;

  g_ptr_array_add (level, self);
  for (guint i = 0; i <= depth && level->len > 0; i++)
    {
      g_autoptr (GPtrArray) above = g_steal_pointer (&level);

      for (guint j = 0; j < above->len; j++)
        ask_all (g_ptr_array_index (above, j), &pending);
      await (&pending);

      level = g_ptr_array_new ();
      for (guint j = 0; j < above->len; j++)
        {
          DriveNode *node = g_ptr_array_index (above, j);

          if (node->role == ATSPI_ROLE_FRAME)
            bottom = node->box.y + node->box.height;
          if (node != self && (!drive_node_is (node, ATSPI_STATE_VISIBLE) || is_row_below (node, bottom)))
            continue;
          for (guint k = 0; k < node->children->len; k++)
            g_ptr_array_add (level, g_ptr_array_index (node->children, k));
        }
    }
}

/**
 * drive_node_is:
 * @self: a node that was read
 * @state: a state
 *
 * Returns: whether it was in it
 */
gboolean
drive_node_is (DriveNode      *self,
               AtspiStateType  state)
{
  return (self->states >> state & 1) != 0;
}

/**
 * drive_tree_find_application:
 *
 * Returns: (transfer full) (nullable): the window's program, with nothing below it read; %NULL while it is not there
 */
DriveNode *
drive_tree_find_application (void)
{
  g_autoptr (DriveNode) desktop = drive_node_new ("org.a11y.atspi.Registry", ROOT);
  guint pending = 0;

  ask (desktop, &pending, ACCESSIBLE, "GetChildren", NULL, "(a(so))", take_children);
  await (&pending);
  for (guint i = 0; i < desktop->children->len; i++)
    ask (g_ptr_array_index (desktop->children, i), &pending, "org.freedesktop.DBus.Properties", "Get",
         g_variant_new ("(ss)", ACCESSIBLE, "Name"), "(v)", take_name);
  await (&pending);

  for (guint i = 0; i < desktop->children->len; i++)
    {
      DriveNode *child = g_ptr_array_index (desktop->children, i);

      if (strstr (child->name, "orchlight") != NULL)
        return g_object_ref (child);
    }

  return NULL;
}
