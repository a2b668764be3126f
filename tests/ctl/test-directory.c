// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  char *out;
  char *err;
  int status;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* Runs the words of a command line as a person types them, with a home of its own. */
static void
run (Run        *result,
     const char *home,
     const char *words)
{
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "ctl", "porchlightctl", NULL);
  g_autofree char *line = g_strdup_printf ("%s directory %s", program, words);
  g_auto (GStrv) argv = NULL;
  g_auto (GStrv) envp = g_get_environ ();
  g_autoptr (GError) error = NULL;
  int status;

  envp = g_environ_setenv (envp, "HOME", home, TRUE);
  envp = g_environ_setenv (envp, "XDG_DATA_HOME", home, TRUE);
  envp = g_environ_unsetenv (envp, "PORCHLIGHT_DIRECTORY");
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_sync (NULL, argv, envp, G_SPAWN_DEFAULT, NULL, NULL, &result->out, &result->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  result->status = WEXITSTATUS (status);
}

static char *
new_home (void)
{
  return g_dir_make_tmp ("pl-ctl-XXXXXX", NULL);
}

static JsonArray *
resources_of (JsonNode *root)
{
  return json_object_get_array_member (json_node_get_object (root), "resources");
}

/* Each fact, wherever it stands, says its source and its date. */
static guint
count_facts (JsonNode *node)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_members (object);

      if (json_object_has_member (object, "grade"))
        {
          g_assert_cmpstr (json_object_get_string_member (object, "source"), !=, "");
          g_assert_true (json_object_has_member (object, "source_date"));
          g_assert_cmpuint (strlen (json_object_get_string_member (object, "checked")), ==, 10);
          n++;
        }
      for (GList *l = members; l != NULL; l = l->next)
        n += count_facts (json_object_get_member (object, l->data));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        n += count_facts (json_array_get_element (json_node_get_array (node), i));
    }

  return n;
}

static void
test_find_as_written (void)
{
  static const char *const lines[] = {
    "find --country US --language es --topic trafficking --json", "find --country CA --language fr --topic trafficking --json",
    "find --country MX --language es --topic trafficking --json", "find --country GB --language en --topic trafficking --json",
    "find --country IE --topic trafficking --json", "find --country AU --topic trafficking --json", "find --country DE --language de --topic trafficking --json",
    "find --country ES --language es --topic trafficking --json", "find --country BR --language pt --topic trafficking --json",
    "find --country IN --topic trafficking --json", "find --country ZA --topic trafficking --json", "find --country PL --language pl --topic trafficking --json",
  };
  g_autofree char *home = new_home ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = { 0 };
      g_autoptr (JsonNode) root = NULL;

      run (&result, home, lines[i]);
      g_assert_cmpint (result.status, ==, 0);
      g_assert_cmpstr (result.err, ==, "");
      root = json_from_string (result.out, NULL);
      g_assert_nonnull (root);
      g_assert_cmpuint (json_array_get_length (resources_of (root)), >, 0);
      g_assert_cmpuint (count_facts (root), >, 5);
    }
}

static void
test_hotline_comes_first (void)
{
  g_autofree char *home = new_home ();
  g_auto (Run) result = { 0 };
  g_autoptr (JsonNode) root = NULL;

  run (&result, home, "find --country US --language es --topic trafficking --json");
  root = json_from_string (result.out, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (resources_of (root), 0), "id"), ==, "us-nhth");
  g_assert_nonnull (strstr (result.out, "+18883737888"));
  g_assert_nonnull (strstr (result.out, "us-polaris"));
  g_assert_null (strstr (result.out, "operated by Polaris"));
}

static void
test_words_that_make_no_sense (void)
{
  static const char *const lines[] = {
    "find --country Narnia", "find --topic weather", "find --channel pigeon", "find --for everyone", "find --nonsense", "show", "frobnicate",
    "export --format pdf", "import", "build", "update", "find --concern rain",
  };
  g_autofree char *home = new_home ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = { 0 };

      g_test_message ("%s", lines[i]);
      run (&result, home, lines[i]);
      g_assert_cmpint (result.status, ==, 2);
      g_assert_cmpstr (result.err, !=, "");
    }
}

static void
test_lists (void)
{
  static const char *const lines[] = { "countries --json", "topics --json", "countries --language es --json", "show us-988 --json", "check --today 2026-11-22 --json" };
  g_autofree char *home = new_home ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = { 0 };
      g_autoptr (JsonNode) root = NULL;

      run (&result, home, lines[i]);
      g_assert_cmpint (result.status, ==, 0);
      root = json_from_string (result.out, NULL);
      g_assert_nonnull (root);
    }
}

static void
test_check_of_rows (void)
{
  g_autofree char *home = new_home ();
  g_autofree char *line = g_strdup_printf ("check --rows %s/data/directory --today 2026-11-22", g_getenv ("PL_SOURCE_ROOT"));
  g_auto (Run) good = { 0 };
  g_auto (Run) late = { 0 };

  run (&good, home, line);
  g_assert_cmpint (good.status, ==, 0);
  run (&late, home, "check --today 2030-01-01");
  g_assert_cmpint (late.status, ==, 1);
}

static void
test_entries_of_this_place (void)
{
  g_autofree char *home = new_home ();
  g_autofree char *import = g_strdup_printf ("import %s/data/directory/template.csv", g_getenv ("PL_SOURCE_ROOT"));
  g_auto (Run) imported = { 0 };
  g_auto (Run) found = { 0 };

  run (&imported, home, import);
  g_assert_cmpstr (imported.err, ==, "");
  g_assert_cmpint (imported.status, ==, 0);
  run (&found, home, "find --country US --topic shelters");
  g_assert_cmpint (found.status, ==, 0);
  g_assert_true (g_str_has_prefix (found.out, "Example Youth House"));
}

/* A bad row: its line and reason, and nothing of the file is taken over. */
static void
test_import_is_all_or_nothing (void)
{
  g_autofree char *home = new_home ();
  g_autofree char *path = g_build_filename (home, "bad.csv", NULL);
  g_autofree char *line = g_strdup_printf ("import %s", path);
  g_autofree char *overlay = g_build_filename (home, "porchlight", "directory.d", "bad.db", NULL);
  g_auto (Run) result = { 0 };

  g_assert_true (g_file_set_contents (path, "name,country,topics,for,channel,number_or_address\nGood,US,crisis,youth,voice,+12025550123\nBad,US,crisis,youth,voice,12\n", -1, NULL));
  run (&result, home, line);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "line 3"));
  g_assert_null (strstr (result.err, "line 2"));
  g_assert_false (g_file_test (overlay, G_FILE_TEST_EXISTS));
}

static void
test_missing_database (void)
{
  g_autofree char *home = new_home ();
  g_auto (Run) result = { 0 };

  run (&result, home, "find --database /nowhere/x.db --country US");
  g_assert_cmpint (result.status, ==, 1);
  g_assert_true (g_str_has_prefix (result.err, "porchlightctl: /nowhere/x.db: "));
  g_assert_true (strchr (result.err, '\n') == result.err + strlen (result.err) - 1);
}

/* A key, a newer directory, signed, taken over; then the same again is refused. */
static void
test_signed_update (void)
{
  g_autofree char *home = new_home ();
  const char *root = g_getenv ("PL_SOURCE_ROOT");
  g_autofree char *copy = g_strdup_printf ("sh -c \"cp -r %s/data/directory %s/rows && chmod -R u+w %s/rows && echo 2099-01-01.1 > %s/rows/version\"", root, home, home, home);
  g_autofree char *key = g_strdup_printf ("update --new-key %s/test", home);
  g_autofree char *build = g_strdup_printf ("build %s/rows --output %s/next.db", home, home);
  g_autofree char *sign = g_strdup_printf ("update --sign %s/test.secret --kind directory --release 2099-01-01.1 --output %s/next.update %s/next.db", home, home, home);
  g_autofree char *wrong = g_strdup_printf ("update --keys /nowhere --state %s/state %s/next.update", home, home);
  g_autofree char *take = g_strdup_printf ("update --keys %s --state %s/state %s/next.update", home, home, home);
  const char *const lines[] = { key, build, sign };
  g_auto (Run) refused = { 0 };
  g_auto (Run) taken = { 0 };
  g_auto (Run) again = { 0 };

  g_assert_true (g_spawn_command_line_sync (copy, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = { 0 };

      run (&result, home, lines[i]);
      g_assert_cmpstr (result.err, ==, "");
      g_assert_cmpint (result.status, ==, 0);
    }
  run (&refused, home, wrong);
  g_assert_cmpint (refused.status, ==, 1);
  run (&taken, home, take);
  g_assert_cmpint (taken.status, ==, 0);
  run (&again, home, take);
  g_assert_cmpint (again.status, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/directory/find-as-written", test_find_as_written);
  g_test_add_func ("/ctl/directory/hotline-comes-first", test_hotline_comes_first);
  g_test_add_func ("/ctl/directory/words-that-make-no-sense", test_words_that_make_no_sense);
  g_test_add_func ("/ctl/directory/lists", test_lists);
  g_test_add_func ("/ctl/directory/check-of-rows", test_check_of_rows);
  g_test_add_func ("/ctl/directory/entries-of-this-place", test_entries_of_this_place);
  g_test_add_func ("/ctl/directory/import-is-all-or-nothing", test_import_is_all_or_nothing);
  g_test_add_func ("/ctl/directory/missing-database", test_missing_database);
  g_test_add_func ("/ctl/directory/signed-update", test_signed_update);

  return g_test_run ();
}
