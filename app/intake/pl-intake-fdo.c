// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

/* org.freedesktop.Notifications.Notify, Desktop Notifications Specification 1.2. */
#define NOTIFY_TYPE "(susssasa{sv}i)"

/* GLib's own fallback: it never escapes the body, and gives itself away by detailed action names and an empty label. */
static gboolean
comes_from_glib (GVariant *actions)
{
  const char *key;
  const char *label;
  GVariantIter iter;

  g_variant_iter_init (&iter, actions);
  while (g_variant_iter_next (&iter, "&s", &key) && g_variant_iter_next (&iter, "&s", &label))
    {
      if (g_str_has_prefix (key, "app.") || (g_str_equal (key, "default") && *label == '\0'))
        return TRUE;
    }

  return FALSE;
}

static void
read_actions (GVariant *actions,
              PlNotice *notice)
{
  const char *key;
  const char *label;
  GVariantIter iter;

  g_variant_iter_init (&iter, actions);
  while (notice->n_actions < G_N_ELEMENTS (notice->actions) && g_variant_iter_next (&iter, "&s", &key))
    {
      notice->actions[notice->n_actions++] = key;
      if (!g_variant_iter_next (&iter, "&s", &label))
        break;
    }
}

static gboolean
has_hint (GVariant   *hints,
          const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (hints, key, NULL);

  return value != NULL;
}

static void
read_hints (GVariant *hints,
            PlNotice *notice)
{
  notice->id = pl_variant_lookup_string (hints, "desktop-entry");
  notice->category = pl_variant_lookup_string (hints, "category");
  notice->event_id = pl_variant_lookup_string (hints, "x-kde-eventId");
  notice->origin = pl_variant_lookup_string (hints, "x-kde-origin-name");
  notice->display_name = pl_variant_lookup_string (hints, "x-kde-display-appname");
  notice->forwarded = has_hint (hints, "x-shell-sender") || has_hint (hints, "x-shell-sender-pid");
}

/**
 * pl_intake_parse_fdo:
 * @body: the arguments of a Notify call
 * @notice: (out caller-allocates): what they say, borrowed from @body
 *
 * Returns: whether the arguments have the type that the specification asks for
 */
gboolean
pl_intake_parse_fdo (GVariant *body,
                     PlNotice *notice)
{
  g_autoptr (GVariant) actions = NULL;
  g_autoptr (GVariant) hints = NULL;
  guint32 replaces;

  if (!g_variant_is_of_type (body, G_VARIANT_TYPE (NOTIFY_TYPE)))
    return FALSE;

  *notice = (PlNotice) { .door = PL_DOOR_FDO, .notification_id = "" };
  g_variant_get (body, "(&su&s&s&s@as@a{sv}i)", &notice->name, &replaces, NULL, &notice->title, &notice->body,
                 &actions, &hints, NULL);
  read_actions (actions, notice);
  read_hints (hints, notice);
  notice->replaces = replaces != 0;
  notice->has_markup = TRUE;
  notice->is_plain = comes_from_glib (actions);

  return TRUE;
}
