// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-directory-place.h"
#include "pl-signature.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * pl_directory_compare_versions:
 * @left: a version: numbers parted by anything else
 * @right: a version
 *
 * Returns: below, at or above 0 as @left is older than, as old as or newer than @right; "2026-11-22.10" is newer than "2026-11-22.9"
 */
int
pl_directory_compare_versions (const char *left,
                            const char *right)
{
  while (*left != '\0' || *right != '\0')
    {
      guint64 a = g_ascii_isdigit (*left) ? g_ascii_strtoull (left, (char **) &left, 10) : 0;
      guint64 b = g_ascii_isdigit (*right) ? g_ascii_strtoull (right, (char **) &right, 10) : 0;

      if (a != b)
        return a < b ? -1 : 1;
      left += *left != '\0' && !g_ascii_isdigit (*left);
      right += *right != '\0' && !g_ascii_isdigit (*right);
    }

  return 0;
}

/* A package may bring a newer directory than the last update did. */
static gboolean
is_newer (const char *path,
          const char *than)
{
  g_autoptr (PlDirectory) directory = g_file_test (than, G_FILE_TEST_EXISTS) ? pl_directory_open (path, NULL, NULL) : NULL;
  g_autoptr (PlDirectory) other = directory != NULL ? pl_directory_open (than, NULL, NULL) : NULL;

  return other != NULL && pl_directory_compare_versions (pl_directory_get_version (directory), pl_directory_get_version (other)) > 0;
}

/* Where a shipped directory may stand, in the order in which it is tried: the one just built, then a signed update and the installed
 * one, the newer first. */
static char **
dup_shipped (const PlDirectoryPlaces *places)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autofree char *update = places->state_dir != NULL ? g_build_filename (places->state_dir, "directory.db", NULL) : NULL;
  g_autofree char *installed = g_build_filename (places->data_dir, "directory.db", NULL);
  g_autofree char *built = places->build_dir != NULL ? g_build_filename (places->build_dir, "data", "directory", "directory.db", NULL) : NULL;
  gboolean overtaken = update != NULL && is_newer (installed, update);
  const char *all[] = { built, overtaken ? installed : update, overtaken ? update : installed };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i] != NULL && g_file_test (all[i], G_FILE_TEST_EXISTS))
        g_strv_builder_add (paths, all[i]);
    }

  return g_strv_builder_end (paths);
}

/**
 * pl_directory_dup_build_dir:
 * @program: path of the running program, as /proc/self/exe has it
 *
 * Returns: (transfer full) (nullable): the build folder when the program runs from it, %NULL when it is installed
 */
char *
pl_directory_dup_build_dir (const char *program)
{
  g_autofree char *room = g_path_get_dirname (program);
  g_autofree char *folder = g_path_get_dirname (room);
  g_autofree char *root = g_str_has_suffix (folder, "/app") ? g_path_get_dirname (folder) : g_strdup (folder);
  g_autofree char *database = g_build_filename (root, "data", "directory", "directory.db", NULL);

  return g_file_test (database, G_FILE_TEST_EXISTS) ? g_steal_pointer (&root) : NULL;
}

/**
 * pl_directory_places_dup_database:
 * @places: where to look
 *
 * Returns: (transfer full) (nullable): the database that would be tried first
 */
char *
pl_directory_places_dup_database (const PlDirectoryPlaces *places)
{
  g_auto (GStrv) paths = dup_shipped (places);

  return g_strdup (places->database != NULL ? places->database : paths[0]);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What is left out is noted, as what cannot be opened is. */
static gboolean
is_allowed (const char *path,
            GPtrArray  *keys,
            GPtrArray  *refused)
{
  g_autoptr (GError) error = NULL;

  if (keys == NULL || pl_signature_check_file (path, keys, &error))
    return TRUE;
  if (refused != NULL)
    g_ptr_array_add (refused, g_strdup_printf ("%s: %s", path, error->message));

  return FALSE;
}

static void
add_folder (GStrvBuilder *paths,
            const char   *folder,
            GPtrArray    *keys,
            GPtrArray    *refused)
{
  g_autoptr (GDir) directory = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_suffix (name, ".db"))
        g_ptr_array_add (names, g_build_filename (folder, name, NULL));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      if (is_allowed (g_ptr_array_index (names, i), keys, refused))
        g_strv_builder_add (paths, g_ptr_array_index (names, i));
    }
}

static char **
dup_overlays (const PlDirectoryPlaces *places,
              GPtrArray               *refused)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  add_folder (paths, places->user_dir, NULL, refused);
  add_folder (paths, places->site_dir, places->site_keys, refused);

  return g_strv_builder_end (paths);
}

/**
 * pl_directory_places_dup_overlays:
 * @places: where to look
 *
 * Returns: (transfer full) (array zero-terminated=1): overlays of the person, then of the machine
 */
char **
pl_directory_places_dup_overlays (const PlDirectoryPlaces *places)
{
  return dup_overlays (places, NULL);
}

/* The database that the person named; else the first that opens. */
static PlDirectory *
open_first (const PlDirectoryPlaces  *places,
            const char *const        *overlays,
            GError                  **error)
{
  g_auto (GStrv) paths = dup_shipped (places);
  g_autoptr (GError) first = NULL;

  if (places->database != NULL)
    return pl_directory_open (places->database, overlays, error);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      PlDirectory *directory = pl_directory_open (paths[i], overlays, first == NULL ? &first : NULL);

      if (directory != NULL)
        return directory;
    }

  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_MISSING,
                 _("%s: there is no directory of help lines; install Porchlight again, or name one with --database"), places->data_dir);

  return NULL;
}

/**
 * pl_directory_open_places:
 * @places: where to look
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * A damaged update does not keep a person from help: the installed directory is then used. A database that the person named is used or refused, never replaced.
 *
 * Returns: (transfer full) (nullable): the directory with its overlays
 */
PlDirectory *
pl_directory_open_places (const PlDirectoryPlaces  *places,
                          GError                  **error)
{
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) overlays = dup_overlays (places, refused);
  PlDirectory *directory = open_first (places, (const char *const *) overlays, error);

  for (guint i = 0; directory != NULL && i < refused->len; i++)
    g_ptr_array_add (pl_directory_get_refused_overlays (directory), g_strdup (g_ptr_array_index (refused, i)));

  return directory;
}
