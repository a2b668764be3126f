// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-recording-values.h"

#include <string.h>

#define MAX_DEPTH 16

static GVariant *convert (JsonNode *node, const char *type, guint depth);

static GVariant *
convert_integer (gint64     number,
                 const char type)
{
  switch (type)
    {
    case 'y':
      return g_variant_new_byte ((guchar) number);
    case 'n':
      return g_variant_new_int16 ((gint16) number);
    case 'q':
      return g_variant_new_uint16 ((guint16) number);
    case 'u':
      return g_variant_new_uint32 ((guint32) number);
    case 'x':
      return g_variant_new_int64 (number);
    case 't':
      return g_variant_new_uint64 ((guint64) number);
    case 'b':
      return g_variant_new_boolean (number != 0);
    case 'd':
      return g_variant_new_double ((double) number);
    default:
      return number >= G_MININT32 && number <= G_MAXINT32 ? g_variant_new_int32 ((gint32) number) : g_variant_new_int64 (number);
    }
}

/* Bytes that are no text cannot be a string; a list of bytes is what a wrong sender would pass. */
static GVariant *
convert_string (const char *string)
{
  if (strstr (string, PL_RECORDING_BROKEN) != NULL || !g_utf8_validate (string, -1, NULL))
    return g_variant_new_bytestring (string);

  return g_variant_new_string (string);
}

static GVariant *
convert_scalar (JsonNode  *node,
                const char type)
{
  GType value_type = json_node_get_value_type (node);

  if (value_type == G_TYPE_STRING)
    return convert_string (json_node_get_string (node));
  if (value_type == G_TYPE_BOOLEAN)
    return g_variant_new_boolean (json_node_get_boolean (node));
  if (value_type == G_TYPE_DOUBLE)
    return g_variant_new_double (json_node_get_double (node));

  return convert_integer (json_node_get_int (node), type);
}

static GVariant *
convert_dictionary (JsonObject *object,
                    JsonObject *types,
                    guint       depth)
{
  GVariantBuilder builder;
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &member))
    {
      const char *type = types != NULL ? json_object_get_string_member_with_default (types, key, "") : "";

      if (g_utf8_validate (key, -1, NULL))
        g_variant_builder_add (&builder, "{sv}", key, convert (member, type, depth + 1));
    }

  return g_variant_builder_end (&builder);
}

static gboolean
all_of (JsonArray   *array,
        JsonNodeType type,
        GType        value_type)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_node_type (node) != type || (type == JSON_NODE_VALUE && json_node_get_value_type (node) != value_type))
        return FALSE;
    }

  return json_array_get_length (array) > 0;
}

static GVariant *
convert_array (JsonArray *array,
               guint      depth)
{
  const GVariantType *type = all_of (array, JSON_NODE_OBJECT, G_TYPE_INVALID) ? G_VARIANT_TYPE ("aa{sv}") : G_VARIANT_TYPE ("av");
  GVariantBuilder builder;

  g_variant_builder_init (&builder, type);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      GVariant *value = convert (json_array_get_element (array, i), "", depth + 1);

      if (g_variant_type_equal (type, G_VARIANT_TYPE ("av")))
        g_variant_builder_add (&builder, "v", value);
      else
        g_variant_builder_add_value (&builder, value);
    }

  return g_variant_builder_end (&builder);
}

/* @type: what the recording says of its D-Bus type, "" for nothing */
static GVariant *
convert (JsonNode   *node,
         const char *type,
         guint       depth)
{
  if (depth > MAX_DEPTH)
    return g_variant_new_boolean (FALSE);

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return convert_dictionary (json_node_get_object (node), NULL, depth);
    case JSON_NODE_ARRAY:
      return convert_array (json_node_get_array (node), depth);
    case JSON_NODE_VALUE:
      return convert_scalar (node, strlen (type) == 1 ? *type : '\0');
    default:
      return g_variant_new_string ("");
    }
}

/* --- arguments of the calls -------------------------------------------------------------------------------------------- */

/* What is left out is empty; what is there keeps its own type, so that a wrong one shows. */
static GVariant *
take_member (JsonObject *object,
             const char *name,
             GVariant   *otherwise)
{
  JsonNode *node = json_object_get_member (object, name);
  GVariant *value = node != NULL && !JSON_NODE_HOLDS_NULL (node) ? convert (node, "", 0) : NULL;

  if (value == NULL)
    return otherwise;

  g_variant_unref (g_variant_ref_sink (otherwise));
  return value;
}

static GVariant *
take_actions (JsonNode *node)
{
  GVariantBuilder builder;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && (array == NULL || (json_array_get_length (array) > 0 && !all_of (array, JSON_NODE_VALUE, G_TYPE_STRING))))
    return convert (node, "", 0);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_variant_builder_add_value (&builder, convert_string (json_array_get_string_element (array, i)));

  return g_variant_builder_end (&builder);
}

static GVariant *
take_hints (JsonNode   *node,
            JsonObject *types)
{
  if (node == NULL)
    return g_variant_new ("a{sv}", NULL);

  return JSON_NODE_HOLDS_OBJECT (node) ? convert_dictionary (json_node_get_object (node), types, 0) : convert (node, "", 0);
}

static GVariant *
take_number (JsonObject *object,
             const char *name,
             char        type,
             gint64      otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return convert_integer (otherwise, type);

  return convert_scalar (node, type);
}

static GVariant *
build_notify (JsonObject *arguments,
              JsonObject *types)
{
  GVariant *children[] = {
    take_member (arguments, "app_name", g_variant_new_string ("")),
    take_number (arguments, "replaces_id", 'u', 0),
    take_member (arguments, "app_icon", g_variant_new_string ("")),
    take_member (arguments, "summary", g_variant_new_string ("")),
    take_member (arguments, "body", g_variant_new_string ("")),
    take_actions (json_object_get_member (arguments, "actions")),
    take_hints (json_object_get_member (arguments, "hints"), types),
    take_number (arguments, "expire_timeout", 'i', -1),
  };

  return g_variant_new_tuple (children, G_N_ELEMENTS (children));
}

/* The eight arguments of Notify may stand in a plain list too. */
static JsonObject *
name_arguments (JsonArray *list)
{
  static const char *const names[] = { "app_name", "replaces_id", "app_icon", "summary", "body", "actions", "hints", "expire_timeout" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < MIN (json_array_get_length (list), G_N_ELEMENTS (names)); i++)
    json_object_set_member (object, names[i], json_node_copy (json_array_get_element (list, i)));

  return object;
}

static GVariant *
build_tuple (JsonArray  *list,
             JsonObject *types)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      g_ptr_array_add (children, JSON_NODE_HOLDS_OBJECT (node) ? convert_dictionary (json_node_get_object (node), types, 0)
                                                                : convert (node, "", 0));
    }

  return g_variant_new_tuple ((GVariant **) children->pdata, children->len);
}

/**
 * pl_recording_build_body:
 * @event: an event of a recording
 *
 * Returns: (transfer floating) (nullable): its arguments, in the types that they have on the bus
 */
GVariant *
pl_recording_build_body (JsonObject *event)
{
  JsonNode *node = json_object_get_member (event, "args");
  JsonNode *types_node = json_object_get_member (event, "hint_types");
  JsonObject *types = types_node != NULL && JSON_NODE_HOLDS_OBJECT (types_node) ? json_node_get_object (types_node) : NULL;
  g_autoptr (JsonObject) named = NULL;

  if (node == NULL || (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node)))
    return NULL;
  if (g_strcmp0 (json_object_get_string_member_with_default (event, "member", NULL), "Notify") != 0)
    return JSON_NODE_HOLDS_ARRAY (node) ? build_tuple (json_node_get_array (node), types) : NULL;

  named = JSON_NODE_HOLDS_ARRAY (node) ? name_arguments (json_node_get_array (node)) : json_object_ref (json_node_get_object (node));

  return build_notify (named, types);
}
