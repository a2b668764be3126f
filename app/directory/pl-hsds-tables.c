// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-csv.h"
#include "pl-hsds.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* The tabular data package of HSDS 3.0: one file a table, rows held together by ids. Read into the nested form and written from it. */

/* A table that hangs on another: its file, the column that names its owner, and the member of the owner that holds it. */
typedef struct
{
  const char *file;
  const char *column;
  const char *owner;  /* file of the owner */
  const char *member; /* of the owner */
  gboolean single;    /* one object, not a list */
} Table;

/* Inner ones first, so that each owner is whole before it is taken. The order of the specification's own nesting. */
static const Table tables[] = {
  { "languages.csv", "phone_id", "phones.csv", "languages", FALSE },
  { "languages.csv", "location_id", "locations.csv", "languages", FALSE },
  { "languages.csv", "service_id", "services.csv", "languages", FALSE },
  { "phones.csv", "contact_id", "contacts.csv", "phones", FALSE },
  { "phones.csv", "location_id", "locations.csv", "phones", FALSE },
  { "phones.csv", "service_at_location_id", "service_at_location.csv", "phones", FALSE },
  { "phones.csv", "service_id", "services.csv", "phones", FALSE },
  { "phones.csv", "organization_id", "organizations.csv", "phones", FALSE },
  { "addresses.csv", "location_id", "locations.csv", "addresses", FALSE },
  { "accessibility.csv", "location_id", "locations.csv", "accessibility", FALSE },
  { "schedules.csv", "location_id", "locations.csv", "schedules", FALSE },
  { "schedules.csv", "service_at_location_id", "service_at_location.csv", "schedules", FALSE },
  { "schedules.csv", "service_id", "services.csv", "schedules", FALSE },
  { "contacts.csv", "location_id", "locations.csv", "contacts", FALSE },
  { "contacts.csv", "service_at_location_id", "service_at_location.csv", "contacts", FALSE },
  { "contacts.csv", "service_id", "services.csv", "contacts", FALSE },
  { "contacts.csv", "organization_id", "organizations.csv", "contacts", FALSE },
  { "service_at_location.csv", "service_id", "services.csv", "service_at_locations", FALSE },
  { "service_areas.csv", "service_id", "services.csv", "service_areas", FALSE },
  { "funding.csv", "service_id", "services.csv", "funding", FALSE },
  { "funding.csv", "organization_id", "organizations.csv", "funding", FALSE },
  { "cost_options.csv", "service_id", "services.csv", "cost_options", FALSE },
  { "required_documents.csv", "service_id", "services.csv", "required_documents", FALSE },
  { "programs.csv", "organization_id", "organizations.csv", "programs", FALSE },
  { "organization_identifiers.csv", "organization_id", "organizations.csv", "organization_identifiers", FALSE },
};

/* Columns whose values are numbers in the nested form. */
static const char *const numbers[] = {
  "minimum_age", "maximum_age", "extension", "latitude", "longitude", "timezone", "count", "interval", "amount", "year_incorporated", NULL
};

/* Columns that the nested form says by its nesting. */
static const char *const links[] = {
  "organization_id", "service_id", "location_id", "service_at_location_id", "contact_id", "phone_id", "program_id", "taxonomy_id", "taxonomy_term_id", NULL
};

typedef struct
{
  char *file;
  GPtrArray *rows;    /* (element-type PlCsvRow): the header first */
  GPtrArray *objects; /* (element-type JsonNode): of the rows below it */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_free (loaded->file);
  g_ptr_array_unref (loaded->rows);
  g_ptr_array_unref (loaded->objects);
  g_free (loaded);
}

static JsonNode *
node_of_cell (const char *column,
              const char *cell)
{
  JsonNode *node = json_node_alloc ();
  char *end;
  double number;

  if (g_strv_contains (numbers, column))
    {
      number = g_ascii_strtod (cell, &end);
      if (*end == '\0' && end != cell)
        return number == (double) (gint64) number ? json_node_init_int (node, (gint64) number) : json_node_init_double (node, number);
    }

  return json_node_init_string (node, cell);
}

static JsonNode *
object_of_row (PlCsvRow *header,
               PlCsvRow *row)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; i < header->cells->len; i++)
    {
      const char *column = g_ptr_array_index (header->cells, i);
      const char *cell = g_ptr_array_index (row->cells, i);

      if (*cell != '\0' && !g_strv_contains (links, column))
        json_object_set_member (object, column, node_of_cell (column, cell));
    }
  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

static Loaded *
load (const char  *folder,
      const char  *file,
      GError     **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  Loaded *loaded;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return NULL;
  rows = pl_csv_parse (text, size, file, error);
  if (rows == NULL)
    return NULL;

  loaded = g_new0 (Loaded, 1);
  loaded->file = g_strdup (file);
  loaded->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (guint i = 1; i < rows->len; i++)
    g_ptr_array_add (loaded->objects, object_of_row (g_ptr_array_index (rows, 0), g_ptr_array_index (rows, i)));
  loaded->rows = g_steal_pointer (&rows);

  return loaded;
}

static const char *const files[] = {
  "organizations.csv", "services.csv", "phones.csv", "locations.csv", "contacts.csv", "schedules.csv", "languages.csv", "service_areas.csv",
  "service_at_location.csv", "addresses.csv", "accessibility.csv", "funding.csv", "cost_options.csv", "required_documents.csv", "programs.csv",
  "organization_identifiers.csv", "attributes.csv", "taxonomy_terms.csv",
};

/* Files of 1.1 and 2.0 that 3.0 renamed or removed: named, not guessed at. */
static const char *const old_files[] = { "services_at_location.csv", "accessibility_for_disabilities.csv", "physical_addresses.csv", "regular_schedules.csv", "eligibility.csv" };

static Loaded *
find (GPtrArray  *all,
      const char *file)
{
  for (guint i = 0; i < all->len; i++)
    {
      Loaded *loaded = g_ptr_array_index (all, i);

      if (g_str_equal (loaded->file, file))
        return loaded;
    }

  return NULL;
}

/* The row of an owner by its id; the first of a table of one, since the official samples' ids lead only there. */
static JsonObject *
find_owner (Loaded     *owners,
            const char *id)
{
  for (guint i = 0; i < owners->objects->len; i++)
    {
      JsonObject *object = json_node_get_object (g_ptr_array_index (owners->objects, i));

      if (g_strcmp0 (json_object_get_string_member_with_default (object, "id", ""), id) == 0)
        return object;
    }

  return NULL;
}

static void
hang (JsonObject *owner,
      const char *member,
      JsonNode   *node)
{
  if (!json_object_has_member (owner, member))
    json_object_set_array_member (owner, member, json_array_new ());
  json_array_add_element (json_object_get_array_member (owner, member), json_node_copy (node));
}

static void
join (GPtrArray   *all,
      const Table *table)
{
  Loaded *parts = find (all, table->file);
  Loaded *owners = find (all, table->owner);

  for (guint i = 0; parts != NULL && owners != NULL && i < parts->objects->len; i++)
    {
      const char *id = pl_csv_get_cell (g_ptr_array_index (parts->rows, 0), g_ptr_array_index (parts->rows, i + 1), table->column);
      JsonObject *owner = *id != '\0' ? find_owner (owners, id) : NULL;

      if (owner != NULL)
        hang (owner, table->member, g_ptr_array_index (parts->objects, i));
    }
}

static void
join_attributes (GPtrArray *all)
{
  Loaded *attributes = find (all, "attributes.csv");

  for (guint i = 0; attributes != NULL && i < attributes->objects->len; i++)
    {
      const char *id = pl_csv_get_cell (g_ptr_array_index (attributes->rows, 0), g_ptr_array_index (attributes->rows, i + 1), "link_id");

      for (guint j = 0; j < all->len; j++)
        {
          Loaded *owners = g_ptr_array_index (all, j);
          JsonObject *owner = owners != attributes ? find_owner (owners, id) : NULL;

          if (owner != NULL)
            hang (owner, "attributes", g_ptr_array_index (attributes->objects, i));
        }
    }
}

/* Places are joined into the link between a service and a place, and services get the organization that owns them. */
static void
join_singles (GPtrArray *all)
{
  Loaded *places = find (all, "service_at_location.csv");
  Loaded *locations = find (all, "locations.csv");
  Loaded *services = find (all, "services.csv");
  Loaded *organizations = find (all, "organizations.csv");

  for (guint i = 0; places != NULL && locations != NULL && i < places->objects->len; i++)
    {
      const char *id = pl_csv_get_cell (g_ptr_array_index (places->rows, 0), g_ptr_array_index (places->rows, i + 1), "location_id");
      JsonObject *location = find_owner (locations, id);

      if (location != NULL)
        json_object_set_object_member (json_node_get_object (g_ptr_array_index (places->objects, i)), "location", json_object_ref (location));
    }
  for (guint i = 0; services != NULL && organizations != NULL && i < services->objects->len; i++)
    {
      const char *id = pl_csv_get_cell (g_ptr_array_index (services->rows, 0), g_ptr_array_index (services->rows, i + 1), "organization_id");
      JsonObject *organization = find_owner (organizations, id);

      if (organization != NULL)
        json_object_set_object_member (json_node_get_object (g_ptr_array_index (services->objects, i)), "organization", json_object_ref (organization));
    }
}

/**
 * pl_hsds_tables_to_json:
 * @folder: a tabular data package, the folder of its files
 * @error: return location for an error of %PL_DIRECTORY_ERROR; names file and line
 *
 * Returns: (transfer full) (nullable): its services in the nested form, a JSON list
 */
char *
pl_hsds_tables_to_json (const char  *folder,
                        GError     **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) loaded_free);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) list = json_array_new ();
  Loaded *services;

  for (guint i = 0; i < G_N_ELEMENTS (old_files); i++)
    {
      g_autofree char *path = g_build_filename (folder, old_files[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_VERSION, _("%s: this is HSDS 1.1 or 2.0; 3.0 is needed"), old_files[i]);
          return NULL;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) inner = NULL;
      Loaded *loaded = load (folder, files[i], &inner);

      if (inner != NULL)
        return g_propagate_error (error, g_steal_pointer (&inner)), NULL;
      if (loaded != NULL)
        g_ptr_array_add (all, loaded);
    }
  services = find (all, "services.csv");
  if (services == NULL)
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: there is no services.csv"), folder);
      return NULL;
    }

  join_attributes (all);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (g_str_equal (tables[i].file, "service_at_location.csv"))
        join_singles (all);
      join (all, &tables[i]);
    }
  for (guint i = 0; i < services->objects->len; i++)
    json_array_add_element (list, json_node_copy (g_ptr_array_index (services->objects, i)));
  json_node_set_array (root, list);

  return json_to_string (root, FALSE);
}
