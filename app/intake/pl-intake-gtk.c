// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#define ADD_TYPE "(ssa{sv})"

#define MAX_DEPTH 4

/* Targets may be of any type; the strings in them name kinds of event and the phone's packages. */
static void
collect_strings (GVariant *value,
                 guint     depth,
                 PlNotice *notice)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      if (notice->n_targets < G_N_ELEMENTS (notice->targets))
        notice->targets[notice->n_targets++] = g_variant_get_string (value, NULL);
      return;
    }

  if (depth == MAX_DEPTH || !g_variant_is_container (value))
    return;

  for (gsize i = 0; i < MIN (g_variant_n_children (value), G_N_ELEMENTS (notice->targets)); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      collect_strings (child, depth + 1, notice);
    }
}

static void
read_target (GVariant   *dictionary,
             const char *key,
             PlNotice   *notice)
{
  g_autoptr (GVariant) target = g_variant_lookup_value (dictionary, key, NULL);

  if (target != NULL)
    collect_strings (target, 0, notice);
}

static void
read_buttons (GVariant *dictionary,
              PlNotice *notice)
{
  g_autoptr (GVariant) buttons = g_variant_lookup_value (dictionary, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  gsize n = buttons != NULL ? g_variant_n_children (buttons) : 0;

  for (gsize i = 0; i < n && notice->n_actions < G_N_ELEMENTS (notice->actions); i++)
    {
      g_autoptr (GVariant) button = g_variant_get_child_value (buttons, i);

      notice->actions[notice->n_actions++] = pl_variant_lookup_string (button, "action");
      read_target (button, "target", notice);
    }
}

static void
read_dictionary (GVariant *dictionary,
                 PlNotice *notice)
{
  const char *markup = pl_variant_lookup_string (dictionary, "markup-body");

  notice->title = pl_variant_lookup_string (dictionary, "title");
  notice->body = *markup != '\0' ? markup : pl_variant_lookup_string (dictionary, "body");
  notice->has_markup = *markup != '\0';
  notice->is_plain = *markup == '\0';
  notice->category = pl_variant_lookup_string (dictionary, "category");
  notice->actions[notice->n_actions++] = pl_variant_lookup_string (dictionary, "default-action");
  read_target (dictionary, "default-action-target", notice);
  read_buttons (dictionary, notice);
}

static gboolean
parse (GVariant *body,
       PlDoor    door,
       PlNotice *notice)
{
  g_autoptr (GVariant) dictionary = NULL;

  if (!g_variant_is_of_type (body, G_VARIANT_TYPE (ADD_TYPE)))
    return FALSE;

  *notice = (PlNotice) { .door = door, .name = "", .event_id = "", .origin = "", .display_name = "" };
  g_variant_get (body, "(&s&s@a{sv})", &notice->id, &notice->notification_id, &dictionary);
  read_dictionary (dictionary, notice);

  return TRUE;
}

/**
 * pl_intake_parse_gtk:
 * @body: the arguments of org.gtk.Notifications.AddNotification, as GLib's gnotificationbackend sends them
 * @notice: (out caller-allocates): what they say, borrowed from @body
 *
 * Returns: whether the arguments have the expected type
 */
gboolean
pl_intake_parse_gtk (GVariant *body,
                     PlNotice *notice)
{
  return parse (body, PL_DOOR_GTK, notice);
}

/**
 * pl_intake_parse_portal:
 * @body: the arguments of org.freedesktop.impl.portal.Notification.AddNotification, versions 1 and 2
 * @notice: (out caller-allocates): what they say, borrowed from @body
 *
 * Returns: whether the arguments have the expected type
 */
gboolean
pl_intake_parse_portal (GVariant *body,
                        PlNotice *notice)
{
  return parse (body, PL_DOOR_PORTAL, notice);
}
