// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-recording.h"
#include "ctl-veil.h"

#include <string.h>

/* Hints whose strings say what program it is and what kind of event, not what was written. */
static const char *const open_keys[] = {
  "desktop-entry", "category", "x-kde-appname", "x-kde-eventId", "x-kde-display-appname", "urgency", "sound-name", "priority",
  "default-action", "action", NULL,
};

#define MAX_DEPTH 8

static void add_value (JsonBuilder *builder, GVariant *value, const char *key, guint depth);

static char *
veil_string (const char *string,
             const char *key)
{
  if (key != NULL && (g_str_equal (key, "body") || g_str_equal (key, "markup-body")))
    return pl_veil_body (string);
  if (key != NULL && (g_str_equal (key, "action") || g_str_equal (key, "default-action")))
    return pl_veil_action (string);
  if (key != NULL && (g_strv_contains (open_keys, key)
                      || (g_str_equal (key, "x-kde-origin-name") && strchr (string, '.') != NULL && strchr (string, ' ') == NULL)))
    return g_strdup (string);

  return pl_veil_text (string);
}

static void
add_string (JsonBuilder *builder,
            const char  *string,
            const char  *key)
{
  g_autofree char *veiled = veil_string (string, key);

  json_builder_add_string_value (builder, veiled);
}

static void
add_scalar (JsonBuilder *builder,
            GVariant    *value)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      json_builder_add_boolean_value (builder, g_variant_get_boolean (value));
      break;
    case G_VARIANT_CLASS_BYTE:
      json_builder_add_int_value (builder, g_variant_get_byte (value));
      break;
    case G_VARIANT_CLASS_INT32:
      json_builder_add_int_value (builder, g_variant_get_int32 (value));
      break;
    case G_VARIANT_CLASS_UINT32:
      json_builder_add_int_value (builder, g_variant_get_uint32 (value));
      break;
    case G_VARIANT_CLASS_INT64:
      json_builder_add_int_value (builder, g_variant_get_int64 (value));
      break;
    case G_VARIANT_CLASS_DOUBLE:
      json_builder_add_double_value (builder, g_variant_get_double (value));
      break;
    default:
      json_builder_add_int_value (builder, 0);
      break;
    }
}

static void
add_children (JsonBuilder *builder,
              GVariant    *value,
              const char  *key,
              guint        depth)
{
  json_builder_begin_array (builder);
  for (gsize i = 0; i < MIN (g_variant_n_children (value), 64); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      add_value (builder, child, key, depth + 1);
    }
  json_builder_end_array (builder);
}

/* A picture: only how large it is. */
static void
add_size (JsonBuilder *builder,
          GVariant    *value)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data_bytes");
  json_builder_add_int_value (builder, (gint64) g_variant_get_size (value));
  json_builder_end_object (builder);
}

static void
add_dictionary (JsonBuilder *builder,
                GVariant    *dictionary,
                guint        depth)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  json_builder_begin_object (builder);
  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      json_builder_set_member_name (builder, key);
      add_value (builder, owned, key, depth + 1);
    }
  json_builder_end_object (builder);
}

static void
add_value (JsonBuilder *builder,
           GVariant    *value,
           const char  *key,
           guint        depth)
{
  if (depth > MAX_DEPTH || g_variant_is_of_type (value, G_VARIANT_TYPE ("ay")) || g_variant_is_of_type (value, G_VARIANT_TYPE ("(iiibiiay)")))
    add_size (builder, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    add_string (builder, g_variant_get_string (value, NULL), key);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    add_dictionary (builder, value, depth);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      add_value (builder, inner, key, depth + 1);
    }
  else if (g_variant_is_container (value))
    add_children (builder, value, key, depth);
  else
    add_scalar (builder, value);
}

static void
add_hint_types (JsonBuilder *builder,
                GVariant    *hints)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  json_builder_set_member_name (builder, "hint_types");
  json_builder_begin_object (builder);
  g_variant_iter_init (&iter, hints);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      json_builder_set_member_name (builder, key);
      json_builder_add_string_value (builder, g_variant_get_type_string (value));
      g_variant_unref (value);
    }
  json_builder_end_object (builder);
}

/* Keys and labels in turn; a label is a text. */
static void
add_actions (JsonBuilder *builder,
             GVariant    *actions)
{
  json_builder_begin_array (builder);
  for (gsize i = 0; i < MIN (g_variant_n_children (actions), 64); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (actions, i);
      const char *string = g_variant_get_string (child, NULL);
      g_autofree char *veiled = i % 2 == 0 ? pl_veil_action (string) : pl_veil_text (string);

      json_builder_add_string_value (builder, veiled);
    }
  json_builder_end_array (builder);
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_notify (JsonBuilder *builder,
            GVariant    *body)
{
  static const char *const names[] = { "app_name", "replaces_id", "app_icon", "summary", "body", "actions", "hints", "expire_timeout" };
  g_autoptr (GVariant) hints = g_variant_get_child_value (body, 6);

  add_hint_types (builder, hints);
  json_builder_set_member_name (builder, "args");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (body, i);

      json_builder_set_member_name (builder, names[i]);
      if (i == 0)
        json_builder_add_string_value (builder, g_variant_get_string (child, NULL));
      else if (i == 5)
        add_actions (builder, child);
      else
        add_value (builder, child, names[i], 0);
    }
  json_builder_end_object (builder);
}

/* (app_id, id, dictionary) of the GTK door and the portal's backend; (id, dictionary) of its front. */
static void
add_addition (JsonBuilder *builder,
              GVariant    *body)
{
  gsize n = g_variant_n_children (body);

  json_builder_set_member_name (builder, "args");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (body, i);
      g_autofree char *id = g_variant_is_of_type (child, G_VARIANT_TYPE_STRING) && i + 2 == n
        ? pl_veil_id (g_variant_get_string (child, NULL)) : NULL;

      if (id != NULL)
        json_builder_add_string_value (builder, id);
      else
        add_value (builder, child, i + 2 < n ? "desktop-entry" : NULL, 0);
    }
  json_builder_end_array (builder);
}

static void
add_arguments (JsonBuilder      *builder,
               const PlBusEvent *event)
{
  if (event->body == NULL)
    return;
  if (event->type == PL_BUS_EVENT_SIGNAL)
    {
      /* NameOwnerChanged: bus names. */
      json_builder_set_member_name (builder, "args");
      add_children (builder, event->body, "desktop-entry", 0);
    }
  else if (g_variant_is_of_type (event->body, G_VARIANT_TYPE ("(susssasa{sv}i)")))
    add_notify (builder, event->body);
  else if (g_variant_is_of_type (event->body, G_VARIANT_TYPE_TUPLE) && g_strcmp0 (event->member, "AddNotification") == 0)
    add_addition (builder, event->body);
}

/**
 * pl_recording_write_event:
 * @event: an event
 * @seconds: when it was heard, in seconds since the recording began
 *
 * Returns: (transfer full): the event as a recording has it, the letters of its texts replaced
 */
JsonNode *
pl_recording_write_event (const PlBusEvent *event,
                          double            seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_member (builder, "type", event->type == PL_BUS_EVENT_SIGNAL ? "signal" : "method_call");
  add_member (builder, "interface", event->interface);
  add_member (builder, "member", event->member);
  add_member (builder, "path", event->path);
  add_member (builder, "sender", event->sender);
  add_member (builder, "destination", event->destination);
  json_builder_set_member_name (builder, "time");
  json_builder_add_double_value (builder, seconds);
  add_arguments (builder, event);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
