// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-tray.h"

#include "pl-menu-generated.h"
#include "pl-status-notifier-generated.h"

#define ITEM_PATH "/StatusNotifierItem"
#define MENU_PATH "/StatusNotifierItem/menu"
#define WATCHER_NAME "org.kde.StatusNotifierWatcher"

/*
 * PlTray: our icon and its menu, over the bus alone.
 *
 * Where no host runs nothing is shown and nothing fails; when one appears, the icon does. A state is told by another icon name
 * and not by the item's status: some hosts keep the attention icon after it is over.
 */
struct _PlTray
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *connection;
  PlStatusNotifierItem *item;
  PlDbusmenu *menu;
  char *token;
  guint watch_id;

  /* State */
  PlTrayState state;
  guint revision;
  gboolean shown;
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTray, pl_tray, G_TYPE_OBJECT)

static void
set_shown (PlTray   *self,
           gboolean  shown)
{
  if (self->shown == shown)
    return;

  self->shown = shown;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
registered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (PlTray) self = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  set_shown (self, reply != NULL && self->watch_id != 0);
}

static void
watcher_appeared_cb (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         data)
{
  PlTray *self = data;

  g_dbus_connection_call (connection, WATCHER_NAME, "/StatusNotifierWatcher", WATCHER_NAME, "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", ITEM_PATH), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                          registered_cb, g_object_ref (self));
}

static void
watcher_vanished_cb (GDBusConnection *connection,
                     const char      *name,
                     gpointer         data)
{
  set_shown (data, FALSE);
}

static void
activate (PlTray     *self,
          PlTrayItem  item)
{
  g_autofree char *token = g_steal_pointer (&self->token);

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item, token);
}

static gboolean
activate_cb (PlStatusNotifierItem  *item,
             GDBusMethodInvocation *invocation,
             int                    x,
             int                    y,
             PlTray                *self)
{
  pl_status_notifier_item_complete_activate (item, invocation);
  activate (self, PL_TRAY_ITEM_OPEN);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
secondary_activate_cb (PlStatusNotifierItem  *item,
                       GDBusMethodInvocation *invocation,
                       int                    x,
                       int                    y,
                       PlTray                *self)
{
  pl_status_notifier_item_complete_secondary_activate (item, invocation);
  activate (self, self->state == PL_TRAY_PAUSED ? PL_TRAY_ITEM_RESUME : PL_TRAY_ITEM_PAUSE_HOUR);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
token_cb (PlStatusNotifierItem  *item,
          GDBusMethodInvocation *invocation,
          const char            *token,
          PlTray                *self)
{
  g_free (self->token);
  self->token = g_strdup (token);
  pl_status_notifier_item_complete_provide_xdg_activation_token (item, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
context_menu_cb (PlStatusNotifierItem  *item,
                 GDBusMethodInvocation *invocation,
                 int                    x,
                 int                    y,
                 PlTray                *self)
{
  pl_status_notifier_item_complete_context_menu (item, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
scroll_cb (PlStatusNotifierItem  *item,
           GDBusMethodInvocation *invocation,
           int                    delta,
           const char            *orientation,
           PlTray                *self)
{
  pl_status_notifier_item_complete_scroll (item, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_layout_cb (PlDbusmenu            *menu,
               GDBusMethodInvocation *invocation,
               int                    parent,
               int                    depth,
               const char *const     *names,
               PlTray                *self)
{
  if (!pl_tray_menu_has_item (parent))
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "no such item");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  pl_dbusmenu_complete_get_layout (menu, invocation, self->revision, pl_tray_menu_layout (self->state, parent, depth));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_group_properties_cb (PlDbusmenu            *menu,
                         GDBusMethodInvocation *invocation,
                         GVariant              *ids,
                         const char *const     *names,
                         PlTray                *self)
{
  pl_dbusmenu_complete_get_group_properties (menu, invocation, pl_tray_menu_properties (self->state, ids));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_property_cb (PlDbusmenu            *menu,
                 GDBusMethodInvocation *invocation,
                 int                    id,
                 const char            *name,
                 PlTray                *self)
{
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) value = NULL;

  if (pl_tray_menu_has_item (id))
    {
      properties = g_variant_ref_sink (pl_tray_menu_item_properties (self->state, id));
      value = g_variant_lookup_value (properties, name, NULL);
    }

  if (value == NULL)
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "no such property");
  else
    pl_dbusmenu_complete_get_property (menu, invocation, g_variant_new_variant (value));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
handle_event (PlTray     *self,
              int         id,
              const char *event)
{
  if (g_str_equal (event, "clicked") && pl_tray_menu_has_item (id) && id != 0)
    activate (self, id);
}

static gboolean
event_cb (PlDbusmenu            *menu,
          GDBusMethodInvocation *invocation,
          int                    id,
          const char            *event,
          GVariant              *data,
          guint                  timestamp,
          PlTray                *self)
{
  pl_dbusmenu_complete_event (menu, invocation);
  handle_event (self, id, event);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
event_group_cb (PlDbusmenu            *menu,
                GDBusMethodInvocation *invocation,
                GVariant              *events,
                PlTray                *self)
{
  GVariantIter iter;
  const char *event;
  int id;

  pl_dbusmenu_complete_event_group (menu, invocation, g_variant_new ("ai", NULL));

  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, &event, NULL, NULL))
    handle_event (self, id, event);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
about_to_show_cb (PlDbusmenu            *menu,
                  GDBusMethodInvocation *invocation,
                  int                    id,
                  PlTray                *self)
{
  pl_dbusmenu_complete_about_to_show (menu, invocation, FALSE);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
about_to_show_group_cb (PlDbusmenu            *menu,
                        GDBusMethodInvocation *invocation,
                        GVariant              *ids,
                        PlTray                *self)
{
  pl_dbusmenu_complete_about_to_show_group (menu, invocation, g_variant_new ("ai", NULL), g_variant_new ("ai", NULL));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
update_item (PlTray *self)
{
  const char *text = pl_tray_state_get_text (self->state);

  pl_status_notifier_item_set_icon_name (self->item, pl_tray_state_get_icon (self->state));
  pl_status_notifier_item_set_tool_tip (self->item, g_variant_new ("(s@a(iiay)ss)", "", g_variant_new ("a(iiay)", NULL), text, ""));
}

static void
build_item (PlTray     *self,
            const char *icon_folder)
{
  self->item = pl_status_notifier_item_skeleton_new ();
  pl_status_notifier_item_set_category (self->item, "ApplicationStatus");
  pl_status_notifier_item_set_id (self->item, "porchlight");
  pl_status_notifier_item_set_title (self->item, "Porchlight");
  pl_status_notifier_item_set_status (self->item, "Active");
  pl_status_notifier_item_set_icon_theme_path (self->item, icon_folder != NULL ? icon_folder : "");
  pl_status_notifier_item_set_icon_pixmap (self->item, g_variant_new ("a(iiay)", NULL));
  pl_status_notifier_item_set_overlay_icon_name (self->item, "");
  pl_status_notifier_item_set_overlay_icon_pixmap (self->item, g_variant_new ("a(iiay)", NULL));
  pl_status_notifier_item_set_attention_icon_name (self->item, "");
  pl_status_notifier_item_set_attention_icon_pixmap (self->item, g_variant_new ("a(iiay)", NULL));
  pl_status_notifier_item_set_attention_movie_name (self->item, "");
  pl_status_notifier_item_set_menu (self->item, MENU_PATH);
  pl_status_notifier_item_set_xayatana_label (self->item, "");
  pl_status_notifier_item_set_xayatana_label_guide (self->item, "");
  update_item (self);

  g_signal_connect (self->item, "handle-activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (self->item, "handle-secondary-activate", G_CALLBACK (secondary_activate_cb), self);
  g_signal_connect (self->item, "handle-provide-xdg-activation-token", G_CALLBACK (token_cb), self);
  g_signal_connect (self->item, "handle-context-menu", G_CALLBACK (context_menu_cb), self);
  g_signal_connect (self->item, "handle-scroll", G_CALLBACK (scroll_cb), self);
}

static void
build_menu (PlTray *self)
{
  const char *const no_paths[] = { NULL };

  self->menu = pl_dbusmenu_skeleton_new ();
  pl_dbusmenu_set_version (self->menu, 3);
  pl_dbusmenu_set_status (self->menu, "normal");
  pl_dbusmenu_set_text_direction (self->menu, "ltr");
  pl_dbusmenu_set_icon_theme_path (self->menu, no_paths);

  g_signal_connect (self->menu, "handle-get-layout", G_CALLBACK (get_layout_cb), self);
  g_signal_connect (self->menu, "handle-get-group-properties", G_CALLBACK (get_group_properties_cb), self);
  g_signal_connect (self->menu, "handle-get-property", G_CALLBACK (get_property_cb), self);
  g_signal_connect (self->menu, "handle-event", G_CALLBACK (event_cb), self);
  g_signal_connect (self->menu, "handle-event-group", G_CALLBACK (event_group_cb), self);
  g_signal_connect (self->menu, "handle-about-to-show", G_CALLBACK (about_to_show_cb), self);
  g_signal_connect (self->menu, "handle-about-to-show-group", G_CALLBACK (about_to_show_group_cb), self);
}

static void
pl_tray_dispose (GObject *object)
{
  PlTray *self = PL_TRAY (object);

  if (self->watch_id != 0)
    g_bus_unwatch_name (self->watch_id);
  self->watch_id = 0;

  if (self->item != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->item));
  if (self->menu != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->menu));
  g_clear_object (&self->item);
  g_clear_object (&self->menu);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (pl_tray_parent_class)->dispose (object);
}

static void
pl_tray_class_init (PlTrayClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_tray_dispose;

  /* PlTray::activated: (PlTrayItem, activation token or NULL) a click on the icon or an item. */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", PL_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  /* PlTray::changed: pl_tray_is_shown () has another answer. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_tray_init (PlTray *self)
{
  self->state = PL_TRAY_PROBLEM;
  self->revision = 1;
}

/**
 * pl_tray_new:
 * @connection: the session bus
 * @icon_folder: (nullable): a folder of icons beside the theme, for a program that is not installed
 * @error: from the bus, where our objects cannot be shown there
 *
 * Returns: (transfer full): a tray item that appears wherever and whenever a host runs
 */
PlTray *
pl_tray_new (GDBusConnection  *connection,
             const char       *icon_folder,
             GError          **error)
{
  g_autoptr (PlTray) self = g_object_new (PL_TYPE_TRAY, NULL);

  self->connection = g_object_ref (connection);
  build_item (self, icon_folder);
  build_menu (self);

  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->item), connection, ITEM_PATH, error) ||
      !g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->menu), connection, MENU_PATH, error))
    return NULL;

  self->watch_id = g_bus_watch_name_on_connection (connection, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   watcher_appeared_cb, watcher_vanished_cb, self, NULL);

  return g_steal_pointer (&self);
}

/**
 * pl_tray_set_state:
 * @self: a tray item
 * @state: what to show
 */
void
pl_tray_set_state (PlTray      *self,
                   PlTrayState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  self->revision++;
  update_item (self);
  pl_status_notifier_item_emit_new_icon (self->item);
  pl_status_notifier_item_emit_new_tool_tip (self->item);
  pl_dbusmenu_emit_layout_updated (self->menu, self->revision, 0);
}

/**
 * pl_tray_is_shown:
 * @self: a tray item
 *
 * Returns: whether a host took it
 */
gboolean
pl_tray_is_shown (PlTray *self)
{
  return self->shown;
}
