// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

static int
compare_names (gconstpointer first,
               gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

static GPtrArray *
list_tables (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_suffix (name, ".ini") && *name != '.')
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

static gboolean
load_file (PlIntake   *self,
           const char *path,
           GError    **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &inner))
    {
      g_set_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "%s", inner->message);
      return FALSE;
    }

  bytes = g_bytes_new_take (contents, length);
  if (pl_intake_load_table (self, bytes, error))
    return TRUE;

  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/**
 * pl_intake_load_folder:
 * @self: an intake
 * @folder: a folder of tables, such as /etc/porchlight/applications or the person's own
 * @error: (out): %PL_INTAKE_ERROR_TABLE for the first table that cannot be used
 *
 * Loads each "*.ini" in the order of names. A folder that is not there holds no tables. One bad table does not keep the others out.
 *
 * Returns: whether all could be used
 */
gboolean
pl_intake_load_folder (PlIntake   *self,
                       const char *folder,
                       GError    **error)
{
  g_autoptr (GPtrArray) names = list_tables (folder);
  gboolean all = TRUE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      all &= load_file (self, path, all ? error : NULL);
    }

  return all;
}

/* An id becomes part of a path: a stranger may have chosen it. */
static gboolean
is_file_name (const char *id)
{
  for (const char *at = id; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("._-", *at) == NULL)
        return FALSE;
    }

  return *id != '\0' && *id != '.' && strlen (id) < 200;
}

/**
 * pl_intake_find_categories:
 * @application: a desktop entry or application id
 * @user_data: not used
 *
 * A #PlCategoriesFunc over the desktop files that are installed for this person.
 *
 * Returns: (transfer full) (nullable): the Categories line of its desktop file
 */
char *
pl_intake_find_categories (const char *application,
                           gpointer    user_data)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;

  if (!is_file_name (application))
    return NULL;

  path = g_strdup_printf ("applications/%s%s", application, g_str_has_suffix (application, ".desktop") ? "" : ".desktop");
  if (!g_key_file_load_from_data_dirs (file, path, NULL, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_key_file_get_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_CATEGORIES, NULL);
}
