// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-recording.h"

#include "ctl-recording-values.h"

#include <string.h>

G_DEFINE_QUARK (pl-recording-error-quark, pl_recording_error)

struct _PlRecording
{
  /* Owned */
  GPtrArray *parsers; /* (element-type JsonParser) */
  GPtrArray *bodies;  /* (element-type GVariant) (nullable elements): one an event */

  /* Borrowed */
  GPtrArray *events;  /* (element-type JsonObject): of the parsers */
};

static void
free_body (gpointer body)
{
  g_clear_pointer ((GVariant **) &body, g_variant_unref);
}

static void
add_event (PlRecording *self,
           JsonObject  *event)
{
  GVariant *body = pl_recording_build_body (event);

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
          g_string_append (valid, PL_RECORDING_BROKEN);
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
