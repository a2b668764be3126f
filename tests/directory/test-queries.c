// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-database.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREFIX "/org/porchlight/directory/"

static sqlite3 *
create (char **path)
{
  g_autofree char *folder = g_dir_make_tmp ("pl-queries-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *database;

  *path = g_build_filename (folder, "directory.db", NULL);
  database = pl_database_create (*path, &error);
  g_assert_no_error (error);

  return database;
}

/* Every file of SQL in the program prepares against the schema, and holds exactly one statement. */
static void
test_every_query_prepares (void)
{
  g_autofree char *path = NULL;
  g_autoptr (sqlite3) database = create (&path);
  g_auto (GStrv) names = g_resources_enumerate_children (PREFIX "queries", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert_cmpuint (g_strv_length (names), >, 20);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("queries/", names[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = pl_statement_dup_resource (name, &error);
      g_autoptr (sqlite3_stmt) statement = NULL;
      const char *rest;

      g_assert_no_error (error);
      g_test_message ("%s", names[i]);
      g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, &rest), ==, SQLITE_OK);
      g_assert_nonnull (statement);
      g_assert_cmpuint (strspn (rest, " \n"), ==, strlen (rest));
    }
  g_unlink (path);
}

/* Each file in the folder is in the program, so that none goes untested. */
static void
test_every_file_is_in_the_program (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "app", "directory", "queries", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_strconcat (PREFIX "queries/", name, NULL);

      g_assert_true (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/queries/every-query-prepares", test_every_query_prepares);
  g_test_add_func ("/directory/queries/every-file-is-in-the-program", test_every_file_is_in_the_program);

  return g_test_run ();
}
