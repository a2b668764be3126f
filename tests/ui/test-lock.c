// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-lock.h"

#include <glib/gstdio.h>

static char *
make_folder (const char *locks)
{
  g_autofree char *folder = g_dir_make_tmp ("locks-XXXXXX", NULL);
  g_autofree char *parent = g_build_filename (folder, "local.d", "locks", NULL);
  g_autofree char *file = g_build_filename (parent, "porchlight", NULL);

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (file, locks, -1, NULL));

  return g_steal_pointer (&folder);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *local = g_build_filename (folder, "local.d", NULL);
  g_autofree char *parent = g_build_filename (local, "locks", NULL);
  g_autofree char *file = g_build_filename (parent, "porchlight", NULL);

  g_remove (file);
  g_rmdir (parent);
  g_rmdir (local);
  g_rmdir (folder);
}

static void
test_key (void)
{
  g_autofree char *folder = make_folder ("# why\n/org/porchlight/Porchlight/enabled \n");
  g_autofree char *file = pl_lock_find_file (folder, "/org/porchlight/Porchlight/enabled");
  g_autofree char *other = pl_lock_find_file (folder, "/org/porchlight/Porchlight/enabled-too");

  g_assert_true (g_str_has_suffix (file, "/local.d/locks/porchlight"));
  g_assert_null (other);
  remove_folder (folder);
}

static void
test_all_below (void)
{
  g_autofree char *folder = make_folder ("/org/porchlight/");
  g_autofree char *file = pl_lock_find_file (folder, "/org/porchlight/Porchlight/mode");
  g_autofree char *other = pl_lock_find_file (folder, "/org/gnome/x");

  g_assert_nonnull (file);
  g_assert_null (other);
  remove_folder (folder);
}

static void
test_none (void)
{
  g_autofree char *file = pl_lock_find_file ("/nonexistent", "/org/porchlight/Porchlight/mode");

  g_assert_null (file);
}

static void
test_free_key_has_no_note (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.porchlight.Porchlight");
  g_autofree char *note = pl_lock_dup_note (settings, "mode", "/nonexistent");

  g_assert_null (note);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/lock/file-that-names-the-key", test_key);
  g_test_add_func ("/ui/lock/file-that-locks-all-below", test_all_below);
  g_test_add_func ("/ui/lock/no-file", test_none);
  g_test_add_func ("/ui/lock/free-key-has-no-note", test_free_key_has_no_note);

  return g_test_run ();
}
