// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Every recording is read as the watcher would, and held against the reading that it expects. */

#include "ctl-intake.h"
#include "ctl-recording.h"

#include <string.h>

static JsonObject *
load (const char  *path,
      JsonParser **parser,
      char       **contents,
      gsize       *length)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, contents, length, &error);
  g_assert_no_error (error);
  *parser = json_parser_new ();
  json_parser_load_from_data (*parser, *contents, (gssize) *length, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (*parser));
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_has_member (object, name) ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
    ? json_node_get_string (node) : NULL;
}

static gboolean
is_flag (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_has_member (object, name) ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static void
compare_flag (JsonObject *expected,
              JsonObject *reading,
              const char *name)
{
  if (!is_flag (expected, name))
    return;
  if (json_object_get_boolean_member (expected, name) != json_object_get_boolean_member_with_default (reading, name, FALSE))
    {
      g_test_fail ();
      g_test_message ("event %d: %s should be %d", (int) json_object_get_int_member (expected, "event"), name,
                      json_object_get_boolean_member (expected, name));
    }
}

/* A missing text and an empty one are the same to a person. */
static void
compare_string (JsonObject *expected,
                JsonObject *reading,
                const char *name,
                const char *ours)
{
  const char *want = get_string (expected, name);
  const char *got = get_string (reading, ours);

  if (!json_object_has_member (expected, name) || (want != NULL && *want == '('))
    return;
  if (g_strcmp0 (want != NULL ? want : "", got != NULL ? got : "") != 0)
    {
      g_test_fail ();
      g_test_message ("event %d: %s should be \"%s\", is \"%s\"", (int) json_object_get_int_member (expected, "event"), name, want, got);
    }
}

static void
compare_group (JsonObject *expected,
               JsonObject *reading)
{
  if (!is_flag (expected, "group"))
    {
      compare_string (expected, reading, "group", "group");
      compare_string (expected, reading, "conversation", "group");
      return;
    }

  g_assert_cmpint (json_object_get_boolean_member (expected, "group"), ==, get_string (reading, "group") != NULL);
  compare_string (expected, reading, "conversation", "group");
}

static void
compare_messages (JsonObject *expected,
                  JsonObject *reading)
{
  JsonArray *want = json_object_has_member (expected, "messages") ? json_object_get_array_member (expected, "messages") : NULL;
  JsonArray *got = json_object_has_member (reading, "messages") ? json_object_get_array_member (reading, "messages") : NULL;

  g_assert_cmpint (want != NULL, ==, got != NULL);
  if (want == NULL)
    return;
  g_assert_cmpuint (json_array_get_length (want), ==, json_array_get_length (got));
  for (guint i = 0; i < json_array_get_length (want); i++)
    {
      JsonObject *one = json_array_get_object_element (want, i);

      json_object_set_int_member (one, "event", json_object_get_int_member (expected, "event"));
      compare_string (one, json_array_get_object_element (got, i), "sender", "sender");
      compare_string (one, json_array_get_object_element (got, i), "group", "group");
      compare_string (one, json_array_get_object_element (got, i), "text", "text");
    }
}

static void
compare (JsonObject *expected,
         const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *reading;

  g_assert_true (json_parser_load_from_data (parser, line, -1, NULL));
  reading = json_node_get_object (json_parser_get_root (parser));
  compare_flag (expected, reading, "use");
  compare_flag (expected, reading, "is_message");
  compare_flag (expected, reading, "no_text");
  compare_flag (expected, reading, "truncated");
  compare_flag (expected, reading, "malformed");
  compare_string (expected, reading, "app", "app");
  compare_string (expected, reading, "channel", "channel");
  compare_string (expected, reading, "sender", "sender");
  compare_string (expected, reading, "text", "text");
  compare_string (expected, reading, "kind", "kind");
  compare_group (expected, reading);
  compare_messages (expected, reading);
}

static void
apply_settings (PlIntake   *intake,
                JsonObject *root)
{
  const char *muted[] = { get_string (root, "muted"), NULL };
  const char *extra[] = { get_string (root, "extra"), NULL };
  const char *own_texts[] = { "A quick check-in", "Open when you have a moment.", NULL };

  pl_intake_set_own_texts (intake, own_texts);
  pl_intake_set_own_name (intake, get_string (root, "own_name"));
  pl_intake_set_muted (intake, muted);
  pl_intake_set_extra (intake, extra);
  pl_intake_set_unattributed_web (intake, json_object_get_boolean_member_with_default (root, "unattributed_web", TRUE));
}

static void
test_recording (gconstpointer path)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  JsonObject *root = load (path, &parser, &contents, &length);
  JsonArray *expected = json_object_get_array_member (root, "expected_reading");
  g_autoptr (PlRecording) recording = pl_recording_parse (contents, length, NULL);
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gint64 now = 0;

  g_assert_nonnull (recording);
  apply_settings (intake, root);
  for (guint i = 0; i < pl_recording_get_n_events (recording); i++)
    {
      PlBusEvent event;
      gint64 time = pl_recording_get_event (recording, i, &event);
      g_autoptr (PlReading) reading = pl_intake_read (intake, &event, now = MAX (now, time));

      g_ptr_array_add (lines, pl_ctl_intake_describe (reading, i, NULL, FALSE));
    }

  g_assert_cmpuint (json_array_get_length (expected), >, 0);
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *one = json_array_get_object_element (expected, i);
      gint64 event = json_object_get_int_member (one, "event");

      g_assert_cmpint (event, <, lines->len);
      compare (one, g_ptr_array_index (lines, event));
    }
}

static void
test_skipped (gconstpointer reason)
{
  g_test_skip (reason);
}

static guint
add_folder (const char *folder,
            const char *group)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/ctl/intake/%s/%s", group, name);

      if (g_str_has_suffix (name, ".json"))
        g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_recording, g_free), n++;
    }

  return n;
}

int
main (int    argc,
      char **argv)
{
  const char *data = g_getenv ("PORCHLIGHT_DATA");
  g_autofree char *fixtures = NULL;
  g_autofree char *captures = NULL;

  g_test_init (&argc, &argv, NULL);
  fixtures = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "tests", "fixtures", "intake", NULL);
  g_assert_cmpuint (add_folder (fixtures, "fixtures"), >, 0);
  captures = g_build_filename (data != NULL ? data : "/nonexistent", "desktop", "captures", NULL);
  if (add_folder (captures, "captures") == 0)
    g_test_add_data_func ("/ctl/intake/captures", "PORCHLIGHT_DATA does not name a folder with desktop/captures", test_skipped);

  return g_test_run ();
}
