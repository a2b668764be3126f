// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-jsonl.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_DEPTH 32

G_DEFINE_QUARK (pl-jsonl-error-quark, pl_jsonl_error)

static void
clear_string (char **string)
{
  if (*string != NULL)
    explicit_bzero (*string, strlen (*string));
  g_clear_pointer (string, g_free);
}

/**
 * pl_jsonl_message_clear:
 * @self: a message; its strings are wiped and freed
 */
void
pl_jsonl_message_clear (PlJsonlMessage *self)
{
  clear_string (&self->conversation);
  clear_string (&self->text);
  clear_string (&self->sender);
  clear_string (&self->application);
}

/* The parser recurses: a stranger's line may not choose how deep. */
static gboolean
is_shallow (const char *line,
            gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && line[i] == '\\')
        i++;
      else if (line[i] == '"')
        in_string = !in_string;
      else if (!in_string && (line[i] == '{' || line[i] == '['))
        depth++;
      else if (!in_string && (line[i] == '}' || line[i] == ']') && depth > 0)
        depth--;
      if (depth > MAX_DEPTH)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_line (const char *line,
            gsize       length,
            GError    **error)
{
  if (memchr (line, '\0', length) != NULL || g_strstr_len (line, (gssize) length, "\\u0000") != NULL)
    g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_SYNTAX, "holds a null character");
  else if (!g_utf8_validate_len (line, length, NULL))
    g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_SYNTAX, "is not valid UTF-8");
  else if (!is_shallow (line, length))
    g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_LIMIT, "is nested too deeply");
  else
    return TRUE;

  return FALSE;
}

static gboolean
read_string (JsonObject *object,
             const char *name,
             gboolean    required,
             char      **out,
             GError    **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || (!required && JSON_NODE_HOLDS_NULL (node)))
    {
      if (required)
        g_set_error (error, PL_JSONL_ERROR, PL_JSONL_ERROR_FIELD, "has no \"%s\"", name);
      return !required;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, PL_JSONL_ERROR, PL_JSONL_ERROR_FIELD, "\"%s\" is not a string", name);
      return FALSE;
    }
  if (!g_utf8_validate (json_node_get_string (node), -1, NULL))
    {
      g_set_error (error, PL_JSONL_ERROR, PL_JSONL_ERROR_FIELD, "\"%s\" is not valid UTF-8", name);
      return FALSE;
    }
  *out = g_strdup (json_node_get_string (node));

  return TRUE;
}

static gboolean
read_time (JsonObject *object,
           gint64     *time,
           GError    **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;

  *time = -1;
  if (!read_string (object, "time", FALSE, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  moment = g_date_time_new_from_iso8601 (text, utc);
  if (moment == NULL)
    {
      g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_FIELD, "\"time\" is not a time such as 2026-01-31T18:00:00Z");
      return FALSE;
    }
  *time = g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment);

  return TRUE;
}

static gboolean
read_object (PlJsonlMessage *self,
             JsonObject     *object,
             GError        **error)
{
  if (!read_string (object, "conversation", TRUE, &self->conversation, error) ||
      !read_string (object, "text", TRUE, &self->text, error) ||
      !read_string (object, "sender", FALSE, &self->sender, error) ||
      !read_string (object, "app", FALSE, &self->application, error) ||
      !read_time (object, &self->time, error))
    return FALSE;
  if (strlen (self->text) > PL_JSONL_TEXT_LIMIT)
    {
      g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_LIMIT, "\"text\" is longer than 64 KiB");
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_jsonl_parse:
 * @self: (out caller-allocates): cleared where it fails
 * @line: (array length=length): a stranger's bytes, without the newline
 * @length: in bytes
 * @error: a #PlJsonlError that reads on from "line N "; it never holds text of the line
 *
 * Returns: whether the line is a message
 */
gboolean
pl_jsonl_parse (PlJsonlMessage *self,
                const char     *line,
                gsize           length,
                GError        **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  memset (self, 0, sizeof (*self));
  if (!check_line (line, length, error))
    return FALSE;
  root = json_parser_load_from_data (parser, line, (gssize) length, NULL) ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, PL_JSONL_ERROR, PL_JSONL_ERROR_SYNTAX, "is not a JSON object");
      return FALSE;
    }
  if (!read_object (self, json_node_get_object (root), error))
    {
      pl_jsonl_message_clear (self);
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_jsonl_read_line:
 * @stream: where to read
 * @line: what was read, without the newline; empty where it was too long
 * @too_long: (out): the line has more than %PL_JSONL_LINE_LIMIT bytes; it was read to its end and dropped
 *
 * Takes no more than one line from the stream's reader, and never holds more than the limit.
 *
 * Returns: whether there was a line
 */
gboolean
pl_jsonl_read_line (FILE     *stream,
                    GString  *line,
                    gboolean *too_long)
{
  int c;

  explicit_bzero (line->str, line->len);
  g_string_truncate (line, 0);
  *too_long = FALSE;
  while ((c = getc_unlocked (stream)) != EOF && c != '\n')
    {
      if (line->len >= PL_JSONL_LINE_LIMIT)
        *too_long = TRUE;
      else
        g_string_append_c (line, (char) c);
    }
  if (*too_long)
    {
      explicit_bzero (line->str, line->len);
      g_string_truncate (line, 0);
    }

  return c != EOF || line->len > 0 || *too_long;
}
