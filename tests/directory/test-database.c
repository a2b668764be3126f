// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-database.h"
#include "pl-directory-place.h"
#include "pl-draft.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
fixture (const char *name)
{
  return g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "tests", "fixtures", "directory", name, NULL);
}

static char *
shipped (void)
{
  return g_build_filename (g_getenv ("PL_BUILD_ROOT"), "data", "directory", "directory.db", NULL);
}

/* A small directory of our own in a folder of its own. */
static char *
build_small (void)
{
  g_autofree char *rows = fixture ("rows");
  g_autofree char *folder = g_dir_make_tmp ("pl-database-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDraft) draft = pl_draft_read_rows (rows, &error);
  char *path = g_build_filename (folder, "directory.db", NULL);

  g_assert_no_error (error);
  pl_draft_write_database (draft, path, &error);
  g_assert_no_error (error);

  return path;
}

static void
read_bytes (const char  *path,
            char       **bytes,
            gsize       *size)
{
  g_assert_true (g_file_get_contents (path, bytes, size, NULL));
}

static void
assert_refused (const char       *path,
                PlDirectoryError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, &error);

  g_assert_null (directory);
  g_assert_error (error, PL_DIRECTORY_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_same_rows_same_bytes (void)
{
  g_autofree char *one = build_small ();
  g_autofree char *two = build_small ();
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  gsize n_left, n_right;

  read_bytes (one, &left, &n_left);
  read_bytes (two, &right, &n_right);
  g_assert_cmpmem (left, n_left, right, n_right);
}

static void
test_missing_is_refused (void)
{
  assert_refused ("/nowhere/directory.db", PL_DIRECTORY_ERROR_MISSING);
  assert_refused (g_get_tmp_dir (), PL_DIRECTORY_ERROR_MISSING);
}

static void
test_stranger_is_refused (void)
{
  g_autofree char *path = build_small ();

  g_assert_true (g_file_set_contents (path, "not a database, but long enough to have a header of one hundred bytes ......................................", -1, NULL));
  assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
}

static void
test_other_database_is_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pl-database-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "other.db", NULL);
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "CREATE TABLE service (id)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
}

static void
test_cut_short_is_refused (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *bytes = NULL;
  gsize size;

  read_bytes (path, &bytes, &size);
  for (gsize n = 0; n < size; n += size / 40)
    {
      g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
      assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
    }
}

static void
test_newer_version_is_refused (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *bytes = NULL;
  gsize size;

  read_bytes (path, &bytes, &size);
  bytes[63] = PL_DATABASE_VERSION + 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  assert_refused (path, PL_DIRECTORY_ERROR_VERSION);
  bytes[63] = 0;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  assert_refused (path, PL_DIRECTORY_ERROR_VERSION);
}

/* One digit of a number changed in the file: the entry is refused, never shown. */
static void
test_altered_number_is_refused (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = NULL;
  gsize size;
  guint n = 0;

  read_bytes (path, &bytes, &size);
  for (char *at = bytes; (at = memmem (at, size - (gsize) (at - bytes), "+12025550123", 12)) != NULL; at += 12, n++)
    at[11] = '4';
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));

  directory = pl_directory_open (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (pl_directory_lookup (directory, "xx-door", "en", NULL, &error));
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED);
}

static void
test_altered_words_are_refused (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *bytes = NULL;
  gsize size;
  char *at;

  read_bytes (path, &bytes, &size);
  at = memmem (bytes, size, "No police that we", 17);
  g_assert_nonnull (at);
  memcpy (at, "Ja", 2);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
}

/* Bytes changed anywhere: a clear refusal or whole entries, never a crash, never a number that the rows do not have. */
static void
test_random_damage (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *good = NULL;
  gsize size;

  read_bytes (path, &good, &size);
  for (guint run = 0; run < 300; run++)
    {
      g_autofree char *bytes = g_memdup2 (good, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (PlDirectory) directory = NULL;
      g_autoptr (PlResource) resource = NULL;

      for (guint i = 0; i < 20; i++)
        bytes[g_test_rand_int_range (100, (gint32) size)] = (char) g_test_rand_int_range (0, 256);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
      directory = pl_directory_open (path, NULL, &error);
      resource = directory != NULL ? pl_directory_lookup (directory, "xx-door", "en", NULL, NULL) : NULL;
      for (guint i = 0; resource != NULL && i < pl_resource_get_contacts (resource)->len; i++)
        {
          const char *value = pl_contact_get_value (g_ptr_array_index (pl_resource_get_contacts (resource), i));

          g_assert_true (g_str_equal (value, "+12025550123") || g_str_equal (value, "55501"));
        }
    }
}

static void
test_file_stays_as_it_is (void)
{
  g_autofree char *path = build_small ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = NULL;
  gsize n_before, n_after;
  guint n = 0;

  read_bytes (path, &before, &n_before);
  {
    PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
    g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, &error);
    g_autoptr (GPtrArray) matches = NULL;

    g_assert_no_error (error);
    query.country = "US";
    query.text = "door";
    matches = pl_directory_find (directory, &query, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (matches->len, ==, 1);

    files = g_dir_open (folder, 0, NULL);
    while (g_dir_read_name (files) != NULL)
      n++;
  }
  read_bytes (path, &after, &n_after);
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_cmpuint (n, ==, 1); /* no journal, no lock beside it */
}

static void
test_cannot_be_written (void)
{
  g_autofree char *path = build_small ();
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) database = pl_database_open (path, &error);

  g_assert_no_error (error);
  g_assert_false (pl_statement_execute (database, "UPDATE service SET name = 'x'", NULL));
  g_assert_false (pl_statement_execute (database, "ATTACH ':memory:' AS other", NULL));
}

/* A schema that hides a trap in a view or trigger does not get to run it. */
static void
test_hostile_schema (void)
{
  g_autofree char *path = build_small ();
  sqlite3 *database;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "ALTER TABLE meta RENAME TO meta_kept; CREATE VIEW meta AS SELECT key, load_extension ('x') AS value FROM meta_kept",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  assert_refused (path, PL_DIRECTORY_ERROR_DAMAGED);
}

/* Each stored old version opens, and what it held is found. */
static void
test_old_versions_open (void)
{
  for (guint version = 1; version < PL_DATABASE_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("old/directory-%u.db", version);
      g_autofree char *path = fixture (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, &error);
      g_autoptr (PlResource) resource = NULL;
      g_autoptr (PlDraft) draft = NULL;

      g_assert_no_error (error);
      resource = pl_directory_lookup (directory, "xx-door", "es", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (pl_resource_get_text (resource, PL_FACT_HOURS), ==, "Día y noche, todos los días");
      draft = pl_draft_read_database (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (draft->services->len, ==, 2);
    }
}

static char *
dump_schema (sqlite3 *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = pl_statement_prepare_sql (database,
    "SELECT t.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk || ' ' || coalesce (c.dflt_value, '') "
    "FROM sqlite_schema AS t JOIN pragma_table_info (t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid", &error);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean row;

  g_assert_no_error (error);
  while (pl_statement_step (statement, &row, NULL) && row)
    g_string_append_printf (text, "%s\n", pl_statement_get_string (statement, 0));

  return g_strdup (text->str);
}

/* Migrated from the oldest, and made new: the same tables. */
static void
test_migrated_schema_is_the_new_one (void)
{
  g_autofree char *old_path = fixture ("old/directory-1.db");
  g_autofree char *new_path = build_small ();
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) old = pl_database_open (old_path, &error);
  g_autoptr (sqlite3) new = pl_database_open (new_path, &error);
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  g_assert_no_error (error);
  left = dump_schema (old);
  right = dump_schema (new);
  g_assert_cmpstr (left, ==, right);
}

static void
test_overlay_stands_first_and_is_marked (void)
{
  g_autofree char *path = shipped ();
  g_autofree char *overlay = build_small ();
  const char *const overlays[] = { overlay, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = pl_directory_open (path, overlays, &error);
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;

  g_assert_no_error (error);
  query.country = "US";
  matches = pl_directory_find (directory, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pl_resource_get_id (((PlMatch *) g_ptr_array_index (matches, 0))->resource), ==, "xx-door");
  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch *match = g_ptr_array_index (matches, i);

      g_assert_cmpint (pl_resource_is_local (match->resource), ==, i == 0);
      g_assert_cmpint ((match->reasons & PL_REASON_LOCAL) != 0, ==, i == 0);
    }
}

static void
test_overlay_region (void)
{
  g_autofree char *path = shipped ();
  g_autofree char *overlay = build_small ();
  const char *const overlays[] = { overlay, NULL };
  g_autoptr (PlDirectory) directory = pl_directory_open (path, overlays, NULL);
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) away = NULL;

  query.country = "US";
  query.limit = 1000;
  query.region = "example county";
  here = pl_directory_find (directory, &query, NULL);
  g_assert_true (((PlMatch *) g_ptr_array_index (here, 0))->reasons & PL_REASON_REGION);
  query.region = "Elsewhere";
  away = pl_directory_find (directory, &query, NULL);
  g_assert_true (((PlMatch *) g_ptr_array_index (away, 0))->reasons & PL_REASON_OTHER_REGION ||
                 ((PlMatch *) g_ptr_array_index (away, away->len - 1))->reasons & PL_REASON_OTHER_REGION);
}

static void
test_broken_overlay_does_not_keep_from_help (void)
{
  g_autofree char *path = shipped ();
  g_autofree char *overlay = build_small ();
  const char *const overlays[] = { overlay, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = NULL;

  g_assert_true (g_file_set_contents (overlay, "broken", -1, NULL));
  directory = pl_directory_open (path, overlays, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pl_directory_get_refused_overlays (directory)->len, ==, 1);
}

static void
test_broken_update_falls_back_to_installed (void)
{
  g_autofree char *installed = build_small ();
  g_autofree char *update = build_small ();
  g_autofree char *data_dir = g_path_get_dirname (installed);
  g_autofree char *state_dir = g_path_get_dirname (update);
  PlDirectoryPlaces places = { .state_dir = state_dir, .data_dir = data_dir };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = NULL;
  g_autoptr (PlDirectory) none = NULL;

  g_assert_true (g_file_set_contents (update, "broken", -1, NULL));
  directory = pl_directory_open_places (&places, &error);
  g_assert_no_error (error);
  g_assert_nonnull (directory);

  g_unlink (installed);
  none = pl_directory_open_places (&places, &error);
  g_assert_null (none);
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED);
}

/* A directory of the same rows under another version. */
static char *
build_version (const char *version)
{
  g_autofree char *rows = fixture ("rows");
  g_autofree char *folder = g_dir_make_tmp ("pl-database-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (folder, "rows", NULL);
  g_autofree char *file = g_build_filename (copy, "version", NULL);
  const char *const command[] = { "cp", "-r", "--no-preserve=mode", rows, copy, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDraft) draft = NULL;
  char *path = g_build_filename (folder, "directory.db", NULL);

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_set_contents (file, version, -1, NULL));
  draft = pl_draft_read_rows (copy, &error);
  g_assert_no_error (error);
  g_assert_true (pl_draft_write_database (draft, path, &error));

  return path;
}

static void
assert_used (const char *installed,
             const char *update,
             const char *expected)
{
  g_autofree char *data_dir = g_path_get_dirname (installed);
  g_autofree char *state_dir = g_path_get_dirname (update);
  PlDirectoryPlaces places = { .state_dir = state_dir, .data_dir = data_dir };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = pl_directory_open_places (&places, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pl_directory_get_version (directory), ==, expected);
}

/* A package that came after the last update is the newer one. */
static void
test_newer_one_is_used (void)
{
  g_autofree char *older = build_version ("2026-11-22.9\n");
  g_autofree char *newer = build_version ("2026-11-22.10\n");

  assert_used (older, newer, "2026-11-22.10");
  assert_used (newer, older, "2026-11-22.10");
  g_assert_true (g_file_set_contents (newer, "broken", -1, NULL));
  assert_used (older, newer, "2026-11-22.9");
  assert_used (newer, older, "2026-11-22.9");
}

static void
test_overlays_of_person_and_machine (void)
{
  g_autofree char *mine = build_small ();
  g_autofree char *ours = build_small ();
  g_autofree char *user_dir = g_path_get_dirname (mine);
  g_autofree char *site_dir = g_path_get_dirname (ours);
  PlDirectoryPlaces places = { .data_dir = "/nowhere", .site_dir = site_dir, .user_dir = user_dir };
  g_auto (GStrv) overlays = pl_directory_places_dup_overlays (&places);

  g_assert_cmpuint (g_strv_length (overlays), ==, 2);
  g_assert_cmpstr (overlays[0], ==, mine);
  g_assert_cmpstr (overlays[1], ==, ours);
}

/* Rows of strangers: a clear line with file and place. */
static void
test_bad_rows_name_their_place (void)
{
  static const struct
  {
    const char *row;
    const char *place;
  } cases[] = {
    { "xx-door\tname\n", "line 1" },
    { "nobody\tname\tx\t\tA\tyes\tundated\t1999-01-01\t1999-01-01\tone\n", "line 1" },
    { "xx-door\tsmell\tx\t\tA\tyes\tundated\t1999-01-01\t1999-01-01\tone\n", "line 1" },
    { "xx-door.fax\tvalue\tx\t\tA\tyes\tundated\t1999-01-01\t1999-01-01\tone\n", "line 1" },
    { "# fine\nxx-door\tname\t\x01\t\tA\tyes\tundated\t1999-01-01\t1999-01-01\tone\n", "line 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = fixture ("rows");
      g_autofree char *folder = g_dir_make_tmp ("pl-rows-XXXXXX", NULL);
      g_autofree char *command = g_strdup_printf ("cp -r %s/. %s", rows, folder);
      g_autofree char *file = g_build_filename (folder, "facts", "xx.tsv", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
      g_chmod (file, 0644);
      g_assert_true (g_file_set_contents (file, cases[i].row, -1, NULL));
      g_assert_null (pl_draft_read_rows (folder, &error));
      g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW);
      g_assert_nonnull (strstr (error->message, "xx.tsv"));
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/database/same-rows-same-bytes", test_same_rows_same_bytes);
  g_test_add_func ("/directory/database/missing-is-refused", test_missing_is_refused);
  g_test_add_func ("/directory/database/stranger-is-refused", test_stranger_is_refused);
  g_test_add_func ("/directory/database/other-database-is-refused", test_other_database_is_refused);
  g_test_add_func ("/directory/database/cut-short-is-refused", test_cut_short_is_refused);
  g_test_add_func ("/directory/database/newer-version-is-refused", test_newer_version_is_refused);
  g_test_add_func ("/directory/database/altered-number-is-refused", test_altered_number_is_refused);
  g_test_add_func ("/directory/database/altered-words-are-refused", test_altered_words_are_refused);
  g_test_add_func ("/directory/database/random-damage", test_random_damage);
  g_test_add_func ("/directory/database/file-stays-as-it-is", test_file_stays_as_it_is);
  g_test_add_func ("/directory/database/cannot-be-written", test_cannot_be_written);
  g_test_add_func ("/directory/database/hostile-schema", test_hostile_schema);
  g_test_add_func ("/directory/migration/old-versions-open", test_old_versions_open);
  g_test_add_func ("/directory/migration/schema-is-the-new-one", test_migrated_schema_is_the_new_one);
  g_test_add_func ("/directory/overlay/stands-first-and-is-marked", test_overlay_stands_first_and_is_marked);
  g_test_add_func ("/directory/overlay/region", test_overlay_region);
  g_test_add_func ("/directory/overlay/broken-one-does-not-keep-from-help", test_broken_overlay_does_not_keep_from_help);
  g_test_add_func ("/directory/place/broken-update-falls-back-to-installed", test_broken_update_falls_back_to_installed);
  g_test_add_func ("/directory/places/newer-one-is-used", test_newer_one_is_used);
  g_test_add_func ("/directory/place/overlays-of-person-and-machine", test_overlays_of_person_and_machine);
  g_test_add_func ("/directory/rows/bad-ones-name-their-place", test_bad_rows_name_their_place);

  return g_test_run ();
}
