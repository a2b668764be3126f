// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-autostart.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *entry;
  char *autostart;
  char *path;
} Place;

static void
set_up (Place         *place,
        gconstpointer  data)
{
  place->folder = g_dir_make_tmp ("autostart-XXXXXX", NULL);
  place->entry = g_build_filename (place->folder, "entry", NULL);
  place->autostart = g_build_filename (place->folder, "config", "autostart", NULL);
  place->path = g_build_filename (place->autostart, "org.porchlight.Watch.desktop", NULL);
  g_assert_true (g_file_set_contents (place->entry, "[Desktop Entry]\n", -1, NULL));
}

static void
tear_down (Place         *place,
           gconstpointer  data)
{
  g_autofree char *config = g_build_filename (place->folder, "config", NULL);

  g_remove (place->path);
  g_remove (place->entry);
  g_rmdir (place->autostart);
  g_rmdir (config);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->entry);
  g_free (place->autostart);
  g_free (place->path);
}

static void
test_on_and_off (Place         *place,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (pl_autostart_set (place->entry, place->autostart, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (place->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[Desktop Entry]\n");

  g_assert_true (pl_autostart_set (place->entry, place->autostart, FALSE, &error));
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

static void
test_off_twice (Place         *place,
                gconstpointer  data)
{
  g_assert_true (pl_autostart_set (place->entry, place->autostart, FALSE, NULL));
  g_assert_true (pl_autostart_set (place->entry, place->autostart, FALSE, NULL));
}

static void
test_no_entry (Place         *place,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_autostart_set ("/nonexistent/entry", place->autostart, TRUE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

/* What the package installed serves every account: nothing is copied beside it. */
static void
test_installed_for_all (Place         *place,
                        gconstpointer  data)
{
  g_autofree char *config = g_build_filename (place->folder, "config", NULL);
  const char *const dirs[] = { "/nonexistent", config, NULL };

  g_assert_false (pl_autostart_is_installed (dirs));
  g_assert_true (pl_autostart_set (place->entry, place->autostart, TRUE, NULL));
  g_assert_true (pl_autostart_is_installed (dirs));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ui/autostart/on-and-off", Place, NULL, set_up, test_on_and_off, tear_down);
  g_test_add ("/ui/autostart/off-when-it-is-off", Place, NULL, set_up, test_off_twice, tear_down);
  g_test_add ("/ui/autostart/no-entry-is-an-error", Place, NULL, set_up, test_no_entry, tear_down);
  g_test_add ("/ui/autostart/installed-for-all", Place, NULL, set_up, test_installed_for_all, tear_down);

  return g_test_run ();
}
