// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-hsds.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define TODAY "2026-11-22"

/* The samples and schemas of the specification, where PORCHLIGHT_DATA says that they are. */
static char *
sample_path (const char *name)
{
  const char *data = g_getenv ("PORCHLIGHT_DATA");
  g_autofree char *path = data != NULL ? g_build_filename (data, "directory", "hsds-3.0", name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("PORCHLIGHT_DATA does not lead to directory/hsds-3.0");
      return NULL;
    }

  return g_steal_pointer (&path);
}

static JsonNode *
read_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

static PlDraft *
new_overlay (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  PlDraft *draft = pl_draft_new ();
  g_autoptr (GError) error = NULL;

  pl_draft_read_tables (draft, rows, &error);
  g_assert_no_error (error);
  draft->local = TRUE;
  pl_draft_add_source (draft, "local", "This place", "local", TODAY, "");

  return draft;
}

/* In, into a database, and out again. */
static JsonNode *
pass_through (const char *text)
{
  static const PlHsdsDefaults defaults = { .country = "GB", .today = TODAY };
  g_autoptr (PlDraft) draft = new_overlay ();
  g_autofree char *folder = g_dir_make_tmp ("pl-samples-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "overlay.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDraft) stored = NULL;
  g_autofree char *out = NULL;

  pl_draft_add_hsds (draft, text, strlen (text), "sample.json", &defaults, NULL, &error);
  g_assert_no_error (error);
  pl_draft_write_database (draft, path, &error);
  g_assert_no_error (error);
  stored = pl_draft_read_database (path, &error);
  g_assert_no_error (error);
  out = pl_draft_to_hsds (stored);

  return json_from_string (out, NULL);
}

/* Two trees are the same but for what is dropped on purpose: names of persons. */
static gboolean
is_dropped (const char *list,
            const char *member)
{
  return (g_strcmp0 (list, "contacts") == 0 && g_str_equal (member, "name")) ||
         (g_strcmp0 (list, "metadata") == 0 && g_str_equal (member, "updated_by")) ||
         (g_strcmp0 (list, "addresses") == 0 && g_str_equal (member, "attention"));
}

static void
assert_same (JsonNode   *in,
             JsonNode   *out,
             const char *list)
{
  g_assert_cmpint (json_node_get_node_type (in), ==, json_node_get_node_type (out));
  if (JSON_NODE_HOLDS_OBJECT (in))
    {
      g_autoptr (GList) members = json_object_get_members (json_node_get_object (in));

      for (GList *l = members; l != NULL; l = l->next)
        {
          JsonNode *other = json_object_get_member (json_node_get_object (out), l->data);

          if (is_dropped (list, l->data))
            {
              g_assert_null (other);
              continue;
            }
          g_test_message ("%s", (char *) l->data);
          g_assert_nonnull (other);
          assert_same (json_object_get_member (json_node_get_object (in), l->data), other, l->data);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (in))
    {
      g_assert_cmpuint (json_array_get_length (json_node_get_array (in)), ==, json_array_get_length (json_node_get_array (out)));
      for (guint i = 0; i < json_array_get_length (json_node_get_array (in)); i++)
        assert_same (json_array_get_element (json_node_get_array (in), i), json_array_get_element (json_node_get_array (out), i), list);
    }
  else
    g_assert_true (json_node_equal (in, out));
}

static JsonNode *
first_of (JsonNode *page)
{
  JsonArray *contents = json_object_get_array_member (json_node_get_object (page), "contents");

  g_assert_cmpuint (json_array_get_length (contents), ==, 1);

  return json_array_get_element (contents, 0);
}

/* What stands around a service in the file stands within it afterwards. */
static void
assert_item (JsonNode *in,
             JsonNode *item)
{
  JsonObject *object = json_node_get_object (in);
  JsonObject *service = json_node_get_object (item);

  if (json_object_has_member (object, "services"))
    {
      assert_same (json_array_get_element (json_object_get_array_member (object, "services"), 0), item, NULL);
      json_object_remove_member (object, "services");
      assert_same (in, json_object_get_member (service, "organization"), NULL);
    }
  else if (json_object_has_member (object, "service"))
    {
      JsonArray *places = json_object_get_array_member (service, "service_at_locations");

      assert_same (json_object_get_member (object, "service"), item, NULL);
      json_object_remove_member (object, "service");
      g_assert_cmpuint (json_array_get_length (places), ==, 1);
      assert_same (in, json_array_get_element (places, 0), NULL);
    }
  else
    assert_same (in, item, NULL);
}

static void
test_service (gconstpointer name)
{
  g_autofree char *path = sample_path (name);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) in = NULL;
  g_autoptr (JsonNode) out = NULL;
  JsonObject *object;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  in = read_json (path);
  out = pass_through (text);
  object = json_node_get_object (in);
  if (json_object_has_member (object, "contents"))
    assert_item (json_array_get_element (json_object_get_array_member (object, "contents"), 0), first_of (out));
  else
    assert_item (in, first_of (out));
}

/* The subset of JSON Schema that the specification's compiled schemas use: type, required, properties, items, enum, format uuid. */
static gboolean
is_type (JsonNode   *value,
         const char *type)
{
  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (!JSON_NODE_HOLDS_VALUE (value))
    return FALSE;
  if (g_str_equal (type, "string"))
    return json_node_get_value_type (value) == G_TYPE_STRING;
  if (g_str_equal (type, "number"))
    return json_node_get_value_type (value) == G_TYPE_INT64 || json_node_get_value_type (value) == G_TYPE_DOUBLE;

  return g_str_equal (type, "boolean") && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

static guint
validate (JsonNode   *value,
          JsonObject *schema,
          const char *path)
{
  const char *type = json_object_has_member (schema, "type") && JSON_NODE_HOLDS_VALUE (json_object_get_member (schema, "type"))
                     ? json_object_get_string_member (schema, "type") : NULL;
  guint problems = 0;

  if (type != NULL && !is_type (value, type))
    {
      g_test_message ("%s: not of type %s", path, type);
      return 1;
    }
  if (json_object_has_member (schema, "enum"))
    {
      JsonArray *choices = json_object_get_array_member (schema, "enum");
      gboolean found = FALSE;

      for (guint i = 0; i < json_array_get_length (choices); i++)
        found |= json_node_equal (json_array_get_element (choices, i), value);
      problems += !found;
    }
  if (g_strcmp0 (json_object_get_string_member_with_default (schema, "format", NULL), "uuid") == 0 && !g_uuid_string_is_valid (json_node_get_string (value)))
    problems++;
  if (problems > 0)
    g_test_message ("%s: not one of its values", path);

  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObject *object = json_node_get_object (value);
      JsonObject *properties = json_object_has_member (schema, "properties") ? json_object_get_object_member (schema, "properties") : NULL;
      JsonArray *required = json_object_has_member (schema, "required") && JSON_NODE_HOLDS_ARRAY (json_object_get_member (schema, "required"))
                            ? json_object_get_array_member (schema, "required") : NULL;
      g_autoptr (GList) members = json_object_get_members (object);

      for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
        {
          if (!json_object_has_member (object, json_array_get_string_element (required, i)))
            {
              g_test_message ("%s: %s is missing", path, json_array_get_string_element (required, i));
              problems++;
            }
        }
      for (GList *l = members; l != NULL; l = l->next)
        {
          g_autofree char *place = g_strdup_printf ("%s.%s", path, (char *) l->data);

          if (properties != NULL && json_object_has_member (properties, l->data))
            problems += validate (json_object_get_member (object, l->data), json_object_get_object_member (properties, l->data), place);
        }
    }
  if (JSON_NODE_HOLDS_ARRAY (value) && json_object_has_member (schema, "items"))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
        problems += validate (json_array_get_element (json_node_get_array (value), i), json_object_get_object_member (schema, "items"), path);
    }

  return problems;
}

/* All that ships, as it is exported, against the specification's own schema of a service. */
static void
test_export_is_valid (void)
{
  g_autofree char *schema_path = sample_path ("schema/compiled/service.json");
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autoptr (PlDraft) shipped = NULL;
  g_autoptr (JsonNode) schema = NULL;
  g_autoptr (JsonNode) page = NULL;
  g_autofree char *json = NULL;
  JsonArray *contents;

  if (schema_path == NULL)
    return;
  schema = read_json (schema_path);
  shipped = pl_draft_read_rows (rows, NULL);
  json = pl_draft_to_hsds (shipped);
  page = json_from_string (json, NULL);
  contents = json_object_get_array_member (json_node_get_object (page), "contents");
  g_assert_cmpuint (json_array_get_length (contents), ==, shipped->services->len);
  for (guint i = 0; i < json_array_get_length (contents); i++)
    g_assert_cmpuint (validate (json_array_get_element (contents, i), json_node_get_object (schema), "$"), ==, 0);
}

/* The validator finds what is wrong, so that its silence means something. */
static void
test_validator_can_fail (void)
{
  g_autofree char *schema_path = sample_path ("schema/compiled/service.json");
  static const char *const bad[] = {
    "{}", "{\"id\":\"x\",\"name\":\"n\",\"status\":\"active\"}", "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"name\":\"n\",\"status\":\"open\"}",
    "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"name\":3,\"status\":\"active\"}",
    "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"name\":\"n\",\"status\":\"active\",\"phones\":[{}]}",
  };
  g_autoptr (JsonNode) schema = NULL;

  if (schema_path == NULL)
    return;
  schema = read_json (schema_path);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (bad[i], NULL);

      g_assert_cmpuint (validate (node, json_node_get_object (schema), "$"), >, 0);
    }
}

/* Tables of the specification in, tables out: every cell that came in comes out. */
static void
test_tables (void)
{
  g_autofree char *folder = sample_path ("examples/csv");
  g_autofree char *out_folder = g_dir_make_tmp ("pl-samples-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *nested = NULL;
  g_autofree char *again = NULL;
  g_autofree char *page = NULL;
  g_autoptr (JsonNode) out = NULL;
  g_autoptr (JsonNode) left = NULL;
  g_autoptr (JsonNode) right = NULL;

  if (folder == NULL)
    return;
  nested = pl_hsds_tables_to_json (folder, &error);
  g_assert_no_error (error);
  out = pass_through (nested);
  page = json_to_string (out, FALSE);
  pl_hsds_json_to_tables (page, out_folder, &error);
  g_assert_no_error (error);
  again = pl_hsds_tables_to_json (out_folder, &error);
  g_assert_no_error (error);
  left = json_from_string (nested, NULL);
  right = json_from_string (again, NULL);
  assert_same (json_array_get_element (json_node_get_array (left), 0), json_array_get_element (json_node_get_array (right), 0), NULL);
}

int
main (int    argc,
      char **argv)
{
  static const char *const services[] = {
    "examples/organization_full.json", "examples/service_full.json", "examples/service_list.json",
    "examples/service_at_location_full.json", "examples/service_at_location_list.json",
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *base = g_path_get_basename (services[i]);
      g_autofree char *path = g_strconcat ("/directory/samples/in-and-out/", base, NULL);

      g_test_add_data_func (path, services[i], test_service);
    }
  g_test_add_func ("/directory/samples/export-is-valid", test_export_is_valid);
  g_test_add_func ("/directory/samples/validator-can-fail", test_validator_can_fail);
  g_test_add_func ("/directory/samples/tables", test_tables);

  return g_test_run ();
}
