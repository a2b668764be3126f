// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-recording.h"

#include <string.h>

#define MAX_DEPTH 16

/* Stands where the file was not UTF-8; no character, so that nobody writes it. */
#define BROKEN "\xEF\xB7\x90"

G_DEFINE_QUARK (pl-recording-error-quark, pl_recording_error)

struct _PlRecording
{
  /* Owned */
  GPtrArray *parsers; /* (element-type JsonParser) */
  GPtrArray *bodies;  /* (element-type GVariant) (nullable elements): one an event */

  /* Borrowed */
  GPtrArray *events;  /* (element-type JsonObject): of the parsers */
};

/* --- JSON to values ------------------------------------------------------------------------------------------------- */

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
  if (strstr (string, BROKEN) != NULL || !g_utf8_validate (string, -1, NULL))
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

static GVariant *
build_body (JsonObject *event)
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

/* --- the file ------------------------------------------------------------------------------------------------------------ */

static void
free_body (gpointer body)
{
  g_clear_pointer ((GVariant **) &body, g_variant_unref);
}

static void
add_event (PlRecording *self,
           JsonObject  *event)
{
  GVariant *body = build_body (event);

  g_ptr_array_add (self->events, event);
  g_ptr_array_add (self->bodies, body != NULL ? g_variant_ref_sink (body) : NULL);
}

static gboolean
add_root (PlRecording *self,
          JsonNode    *root,
          GError     **error)
{
  JsonNode *events = root;
  JsonArray *array;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), "events"))
    events = json_object_get_member (json_node_get_object (root), "events");
  else if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), "interface"))
    return add_event (self, json_node_get_object (root)), TRUE;

  if (events == NULL || !JSON_NODE_HOLDS_ARRAY (events))
    {
      g_set_error_literal (error, PL_RECORDING_ERROR, PL_RECORDING_ERROR_SHAPE, "no list of \"events\" in it");
      return FALSE;
    }

  array = json_node_get_array (events);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return g_set_error (error, PL_RECORDING_ERROR, PL_RECORDING_ERROR_SHAPE, "event %u is not an object", i), FALSE;
      add_event (self, json_node_get_object (node));
    }

  return TRUE;
}

static gboolean
add_document (PlRecording *self,
              const char  *bytes,
              gssize       length,
              GError     **error)
{
  JsonParser *parser = json_parser_new_immutable ();
  g_autoptr (GError) inner = NULL;

  g_ptr_array_add (self->parsers, parser);
  if (json_parser_load_from_data (parser, bytes, length, &inner))
    return add_root (self, json_parser_get_root (parser), error);

  /* The parser's own message may quote the file. */
  g_set_error (error, PL_RECORDING_ERROR, PL_RECORDING_ERROR_SYNTAX, "not JSON, near line %d",
               MAX (1, json_parser_get_current_line (parser)));
  return FALSE;
}

/* One event a line. */
static gboolean
add_lines (PlRecording *self,
           const char  *bytes,
           GError     **error)
{
  g_auto (GStrv) lines = g_strsplit (bytes, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*g_strstrip (lines[i]) != '\0' && !add_document (self, lines[i], -1, NULL))
        return g_set_error (error, PL_RECORDING_ERROR, PL_RECORDING_ERROR_SYNTAX, "line %u is not an event in JSON", i + 1), FALSE;
    }

  return TRUE;
}

/* Every broken byte becomes a mark, so that the event with it is found and counted instead of the whole file refused. */
static char *
mark_broken (const char *bytes,
             gsize       length)
{
  GString *valid = g_string_sized_new (length);
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *stop;

      if (!g_utf8_validate_len (bytes, (gsize) (end - bytes), &stop) && stop == bytes)
        {
          g_string_append (valid, BROKEN);
          bytes++;
          continue;
        }
      g_string_append_len (valid, bytes, stop - bytes);
      bytes = stop;
    }

  return g_string_free (valid, FALSE);
}

/**
 * pl_recording_parse:
 * @bytes: a capture, a list of events, or one event a line
 * @length: its length in bytes
 * @error: (out): %PL_RECORDING_ERROR; never a piece of the text
 *
 * Returns: (transfer full) (nullable): the recording
 */
PlRecording *
pl_recording_parse (const char *bytes,
                    gsize       length,
                    GError    **error)
{
  g_autoptr (PlRecording) self = g_new0 (PlRecording, 1);
  g_autofree char *valid = mark_broken (bytes, length);
  g_autoptr (GError) inner = NULL;

  self->parsers = g_ptr_array_new_with_free_func (g_object_unref);
  self->bodies = g_ptr_array_new_with_free_func (free_body);
  self->events = g_ptr_array_new ();
  if (add_document (self, valid, -1, &inner))
    return g_steal_pointer (&self);
  if (g_error_matches (inner, PL_RECORDING_ERROR, PL_RECORDING_ERROR_SYNTAX) && *g_strchug (valid) == '{'
      && add_lines (self, valid, NULL))
    return g_steal_pointer (&self);

  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/**
 * pl_recording_free:
 * @self: (transfer full): a recording
 */
void
pl_recording_free (PlRecording *self)
{
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->parsers);
  g_free (self);
}

/**
 * pl_recording_get_n_events:
 * @self: a recording
 *
 * Returns: how many events it holds
 */
guint
pl_recording_get_n_events (const PlRecording *self)
{
  return self->events->len;
}

static const char *
get_string (JsonObject *event,
            const char *name)
{
  JsonNode *node = json_object_get_member (event, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
    ? json_node_get_string (node) : NULL;
}

static gint64
get_time (JsonObject *event)
{
  JsonNode *node = json_object_get_member (event, "time");
  g_autoptr (GDateTime) date = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return (gint64) (json_node_get_double (node) * G_USEC_PER_SEC);

  date = g_date_time_new_from_iso8601 (json_node_get_string (node), NULL);
  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date) : -1;
}

static PlBusEventType
get_type (JsonObject *event)
{
  const char *type = get_string (event, "type");

  if (g_strcmp0 (type, "signal") == 0)
    return PL_BUS_EVENT_SIGNAL;

  return g_strcmp0 (type, "method_return") == 0 || g_strcmp0 (type, "error") == 0 ? PL_BUS_EVENT_RETURN : PL_BUS_EVENT_CALL;
}

/**
 * pl_recording_get_event:
 * @self: a recording
 * @index: less than the number of events
 * @event: (out caller-allocates): the event, borrowed from @self
 *
 * Returns: when it was heard, in microseconds; -1 where the recording does not say
 */
gint64
pl_recording_get_event (const PlRecording *self,
                        guint              index,
                        PlBusEvent        *event)
{
  JsonObject *object = g_ptr_array_index (self->events, index);

  *event = (PlBusEvent) {
    .type = get_type (object),
    .interface = get_string (object, "interface"),
    .member = get_string (object, "member"),
    .path = get_string (object, "path"),
    .sender = get_string (object, "sender"),
    .destination = get_string (object, "destination"),
    .process = get_string (object, "process"),
    .body = g_ptr_array_index (self->bodies, index),
  };

  return get_time (object);
}
