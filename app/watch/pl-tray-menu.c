// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-tray-menu.h"

#include <glib/gi18n.h>

/* The root of every dbusmenu. */
#define ROOT_ID 0

static const char *const item_labels[PL_TRAY_N_ITEMS] = {
  [PL_TRAY_ITEM_PAUSE_HOUR] = N_("Pause for an hour"),
  [PL_TRAY_ITEM_PAUSE_TOMORROW] = N_("Pause until tomorrow"),
  [PL_TRAY_ITEM_RESUME] = N_("Turn on again"),
  [PL_TRAY_ITEM_OPEN] = N_("Open Porchlight"),
  [PL_TRAY_ITEM_CHECK] = N_("Check a message"),
  [PL_TRAY_ITEM_HELP] = N_("Get help"),
  [PL_TRAY_ITEM_QUIT] = N_("Quit"),
};

/**
 * pl_tray_state_get_icon:
 * @state: what the tray shows
 *
 * Returns: (transfer none): the name of a themed symbolic icon
 */
const char *
pl_tray_state_get_icon (PlTrayState state)
{
  switch (state)
    {
    case PL_TRAY_ON:
      return PL_APPLICATION_ID "-on-symbolic";
    case PL_TRAY_PAUSED:
      return PL_APPLICATION_ID "-paused-symbolic";
    case PL_TRAY_PROBLEM:
    default:
      return PL_APPLICATION_ID "-problem-symbolic";
    }
}

/**
 * pl_tray_state_get_text:
 * @state: what the tray shows
 *
 * Returns: (transfer none): the same in words
 */
const char *
pl_tray_state_get_text (PlTrayState state)
{
  switch (state)
    {
    case PL_TRAY_ON:
      return _("Porchlight is on");
    case PL_TRAY_PAUSED:
      return _("Porchlight is paused");
    case PL_TRAY_PROBLEM:
    default:
      return _("Porchlight cannot see notifications");
    }
}

static gboolean
is_visible (PlTrayState state,
            int         id)
{
  switch (id)
    {
    case PL_TRAY_ITEM_PAUSE_HOUR:
    case PL_TRAY_ITEM_PAUSE_TOMORROW:
      return state != PL_TRAY_PAUSED;
    case PL_TRAY_ITEM_RESUME:
      return state == PL_TRAY_PAUSED;
    default:
      return TRUE;
    }
}

static const char *
label_of (PlTrayState state,
          int         id)
{
  if (id == PL_TRAY_ITEM_STATUS)
    return pl_tray_state_get_text (state);

  return item_labels[id] != NULL ? _(item_labels[id]) : NULL;
}

/**
 * pl_tray_menu_has_item:
 * @id: a number from the bus
 *
 * Returns: whether it is the root or one of our items
 */
gboolean
pl_tray_menu_has_item (int id)
{
  return id >= ROOT_ID && id < PL_TRAY_N_ITEMS;
}

/**
 * pl_tray_menu_item_properties:
 * @state: what the tray shows
 * @id: the root or an item
 *
 * Returns: (transfer floating): a{sv}, as the dbusmenu interface names them
 */
GVariant *
pl_tray_menu_item_properties (PlTrayState state,
                              int         id)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *label;

  if (id == ROOT_ID)
    {
      g_variant_builder_add (&builder, "{sv}", "children-display", g_variant_new_string ("submenu"));
      return g_variant_builder_end (&builder);
    }

  label = label_of (state, id);
  if (label != NULL)
    g_variant_builder_add (&builder, "{sv}", "label", g_variant_new_string (label));
  else
    g_variant_builder_add (&builder, "{sv}", "type", g_variant_new_string ("separator"));

  g_variant_builder_add (&builder, "{sv}", "enabled", g_variant_new_boolean (id != PL_TRAY_ITEM_STATUS));
  g_variant_builder_add (&builder, "{sv}", "visible", g_variant_new_boolean (is_visible (state, id)));

  return g_variant_builder_end (&builder);
}

static GVariant *
layout_of_item (PlTrayState state,
                int         id)
{
  return g_variant_new ("(i@a{sv}@av)", id, pl_tray_menu_item_properties (state, id), g_variant_new ("av", NULL));
}

/**
 * pl_tray_menu_layout:
 * @state: what the tray shows
 * @parent: the root or an item
 * @depth: how many levels are wanted below it, -1 for all
 *
 * Returns: (transfer floating): (ia{sv}av)
 */
GVariant *
pl_tray_menu_layout (PlTrayState state,
                     int         parent,
                     int         depth)
{
  g_auto (GVariantBuilder) children = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (int id = 1; parent == ROOT_ID && depth != 0 && id < PL_TRAY_N_ITEMS; id++)
    g_variant_builder_add (&children, "v", layout_of_item (state, id));

  return g_variant_new ("(i@a{sv}@av)", parent, pl_tray_menu_item_properties (state, parent), g_variant_builder_end (&children));
}

/**
 * pl_tray_menu_properties:
 * @state: what the tray shows
 * @ids: ai; empty for all
 *
 * Returns: (transfer floating): a(ia{sv}) of those that are ours
 */
GVariant *
pl_tray_menu_properties (PlTrayState  state,
                         GVariant    *ids)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  gsize n_ids = g_variant_n_children (ids);

  for (gsize i = 0; i < (n_ids > 0 ? n_ids : PL_TRAY_N_ITEMS); i++)
    {
      int id = (int) i;

      if (n_ids > 0)
        g_variant_get_child (ids, i, "i", &id);
      if (pl_tray_menu_has_item (id))
        g_variant_builder_add (&builder, "(i@a{sv})", id, pl_tray_menu_item_properties (state, id));
    }

  return g_variant_builder_end (&builder);
}
