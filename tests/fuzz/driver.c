// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Runs a fuzz target over the files of its corpus, and over cut and flipped copies of them, as a plain test. */

#include <glib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MUTATIONS 64

static void
run_bytes (const char *bytes,
           gsize       size)
{
  /* An exact copy, so that the address sanitizer sees a read past the end. */
  g_autofree guint8 *copy = g_memdup2 (bytes, MAX (size, 1));

  LLVMFuzzerTestOneInput (copy, size);
}

static void
run_mutations (GRand      *random,
               const char *bytes,
               gsize       size)
{
  for (guint i = 0; size > 0 && i < MUTATIONS; i++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      gsize length = g_rand_boolean (random) ? size : (gsize) g_rand_int_range (random, 0, (gint32) MIN (size, G_MAXINT32 - 1) + 1);

      copy[g_rand_int_range (random, 0, (gint32) size)] ^= (char) (1 << g_rand_int_range (random, 0, 8));
      run_bytes (copy, length);
    }
}

static void
run_file (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  run_bytes (bytes, size);
  run_mutations (random, bytes, size);
}

static guint
add_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/fuzz/corpus/%s", name);

      g_test_add_data_func_full (test_path, g_build_filename (folder, name, NULL), run_file, g_free);
      n++;
    }

  return n;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* An empty corpus would be a test that cannot fail. */
  if (argc != 2 || add_folder (argv[1]) == 0)
    g_error ("usage: a folder with at least one input");

  return g_test_run ();
}
