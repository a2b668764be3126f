// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-csv.h"
#include "pl-hsds.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* From the nested form to the tables of HSDS 3.0: each object becomes one row of its table, with the id of its owner. */

typedef struct
{
  char *file;
  GPtrArray *columns; /* (element-type utf8): in the order in which they were met */
  GPtrArray *rows;    /* (element-type GHashTable): column to cell */
  GHashTable *rows_by_id;
} Sheet;

/* Where an object under a member goes; what is not listed has no table. */
static const struct
{
  const char *member;
  const char *file;
  const char *owned_as; /* the column by which its own parts name it */
} members[] = {
  { "organization", "organizations.csv", "organization_id" },
  { "phones", "phones.csv", "phone_id" },
  { "contacts", "contacts.csv", "contact_id" },
  { "locations", "locations.csv", "location_id" },
  { "location", "locations.csv", "location_id" },
  { "service_at_locations", "service_at_location.csv", "service_at_location_id" },
  { "schedules", "schedules.csv", NULL },
  { "languages", "languages.csv", NULL },
  { "service_areas", "service_areas.csv", NULL },
  { "addresses", "addresses.csv", NULL },
  { "accessibility", "accessibility.csv", NULL },
  { "funding", "funding.csv", NULL },
  { "cost_options", "cost_options.csv", NULL },
  { "required_documents", "required_documents.csv", NULL },
  { "programs", "programs.csv", NULL },
  { "program", "programs.csv", "program_id" },
  { "organization_identifiers", "organization_identifiers.csv", NULL },
  { "attributes", "attributes.csv", NULL },
  { "taxonomy_term", "taxonomy_terms.csv", "taxonomy_term_id" },
  { "taxonomy_detail", "taxonomies.csv", "taxonomy_id" },
};

static void
sheet_free (Sheet *sheet)
{
  g_free (sheet->file);
  g_ptr_array_unref (sheet->columns);
  g_ptr_array_unref (sheet->rows);
  g_hash_table_unref (sheet->rows_by_id);
  g_free (sheet);
}

static Sheet *
get_sheet (GPtrArray  *sheets,
           const char *file)
{
  Sheet *sheet;

  for (guint i = 0; i < sheets->len; i++)
    {
      sheet = g_ptr_array_index (sheets, i);
      if (g_str_equal (sheet->file, file))
        return sheet;
    }
  sheet = g_new0 (Sheet, 1);
  sheet->file = g_strdup (file);
  sheet->columns = g_ptr_array_new_with_free_func (g_free);
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  sheet->rows_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (sheets, sheet);

  return sheet;
}

static void
set_cell (Sheet      *sheet,
          GHashTable *row,
          const char *column,
          const char *cell)
{
  if (!g_ptr_array_find_with_equal_func (sheet->columns, column, g_str_equal, NULL))
    g_ptr_array_add (sheet->columns, g_strdup (column));
  g_hash_table_replace (row, g_strdup (column), g_strdup (cell));
}

static char *
dup_cell (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));

  return json_to_string (node, FALSE);
}

/* The same object met in two places is one row, which then names both its owners. */
static GHashTable *
get_row (Sheet      *sheet,
         const char *id)
{
  GHashTable *row = g_hash_table_lookup (sheet->rows_by_id, id);

  if (row == NULL)
    {
      row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_ptr_array_add (sheet->rows, row);
      g_hash_table_insert (sheet->rows_by_id, g_strdup (id), row);
      set_cell (sheet, row, "id", id);
    }

  return row;
}

static void split_object (GPtrArray  *sheets,
                          JsonObject *object,
                          const char *file,
                          const char *owned_as,
                          const char *owner_column,
                          const char *owner_id);

static void
split_member (GPtrArray  *sheets,
              JsonNode   *node,
              const char *member,
              const char *owned_as,
              const char *id,
              GHashTable *row,
              Sheet      *sheet)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (!g_str_equal (members[i].member, member))
        continue;
      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          JsonObject *inner = json_node_get_object (node);

          split_object (sheets, inner, members[i].file, members[i].owned_as, NULL, NULL);
          set_cell (sheet, row, members[i].owned_as, json_object_get_string_member_with_default (inner, "id", ""));
        }
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *array = json_node_get_array (node);
          const char *column = g_str_equal (member, "attributes") ? "link_id" : owned_as;

          for (guint j = 0; j < json_array_get_length (array); j++)
            {
              JsonNode *element = json_array_get_element (array, j);

              if (JSON_NODE_HOLDS_OBJECT (element))
                split_object (sheets, json_node_get_object (element), members[i].file, members[i].owned_as, column, id);
            }
        }
      return;
    }
}

static void
split_object (GPtrArray  *sheets,
              JsonObject *object,
              const char *file,
              const char *owned_as,
              const char *owner_column,
              const char *owner_id)
{
  const char *id = json_object_get_string_member_with_default (object, "id", "");
  Sheet *sheet = get_sheet (sheets, file);
  GHashTable *row = get_row (sheet, id);
  g_autoptr (GList) names = json_object_get_members (object);

  if (owner_column != NULL)
    set_cell (sheet, row, owner_column, owner_id);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      g_autofree char *cell = dup_cell (node);

      if (cell != NULL)
        set_cell (sheet, row, l->data, cell);
      else
        split_member (sheets, node, l->data, owned_as, id, row, sheet);
    }
}

static gboolean
write_sheet (Sheet       *sheet,
             const char  *folder,
             GError     **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_build_filename (folder, sheet->file, NULL);
  g_autoptr (GError) foreign = NULL;

  for (guint i = 0; i <= sheet->rows->len; i++)
    {
      GHashTable *row = i > 0 ? g_ptr_array_index (sheet->rows, i - 1) : NULL;

      for (guint j = 0; j < sheet->columns->len; j++)
        {
          const char *column = g_ptr_array_index (sheet->columns, j);
          const char *cell = row != NULL ? g_hash_table_lookup (row, column) : column;

          pl_csv_append_cell (text, cell != NULL ? cell : "");
        }
      g_string_append_c (text, '\n');
    }
  if (g_file_set_contents (path, text->str, (gssize) text->len, &foreign))
    return TRUE;

  g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, "%s", foreign->message);

  return FALSE;
}

/**
 * pl_hsds_json_to_tables:
 * @json: a page of service objects, as pl_draft_to_hsds () gives it
 * @folder: where to write the tables; made where it is missing
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_hsds_json_to_tables (const char  *json,
                        const char  *folder,
                        GError     **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonArray *contents = root != NULL ? json_object_get_array_member (json_node_get_object (root), "contents") : NULL;

  for (guint i = 0; contents != NULL && i < json_array_get_length (contents); i++)
    split_object (sheets, json_array_get_object_element (contents, i), "services.csv", "service_id", NULL, NULL);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the folder cannot be made"), folder);
      return FALSE;
    }
  for (guint i = 0; i < sheets->len; i++)
    {
      if (!write_sheet (g_ptr_array_index (sheets, i), folder, error))
        return FALSE;
    }

  return TRUE;
}
