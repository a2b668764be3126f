// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-pause.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1893456000)
#define YEAR (365 * 24 * 60 * 60)

static PlPause
pass_on (const PlPause *pause,
         gint64         now)
{
  g_autofree char *text = pl_pause_to_text (pause);

  return pl_pause_from_text (text, strlen (text), now);
}

/* However long nobody counted: asleep, or dead. */
static void
test_the_end_stays_where_it_was (void)
{
  PlPause pause = pl_pause_new (3600, NOW);
  PlPause followed = pass_on (&pause, NOW + 1500);
  PlPause again = pass_on (&followed, NOW + 3599);

  g_assert_true (followed.on);
  g_assert_cmpuint (followed.seconds, ==, 2100);
  g_assert_cmpint (followed.until, ==, NOW + 3600);
  g_assert_cmpuint (again.seconds, ==, 1);
  g_assert_cmpint (again.until, ==, NOW + 3600);
}

static void
test_what_is_over_is_over (void)
{
  PlPause pause = pl_pause_new (3600, NOW);

  g_assert_false (pass_on (&pause, NOW + 3600).on);
  g_assert_false (pass_on (&pause, NOW + YEAR).on);
}

static void
test_until_turned_on_has_no_end (void)
{
  PlPause pause = pl_pause_new (0, NOW);
  PlPause followed = pass_on (&pause, NOW + YEAR);

  g_assert_true (followed.on);
  g_assert_cmpint (followed.until, ==, 0);
  g_assert_cmpuint (followed.seconds, ==, 0);
}

static void
test_a_clock_set_back_makes_it_no_longer (void)
{
  PlPause pause = pl_pause_new (3600, NOW);
  PlPause followed = pass_on (&pause, NOW - 20 * (gint64) YEAR);

  g_assert_true (followed.on);
  g_assert_cmpuint (followed.seconds, ==, 3600);
}

static void
test_it_holds_two_numbers_and_nothing_else (void)
{
  PlPause pause = pl_pause_new (3600, NOW);
  g_autofree char *text = pl_pause_to_text (&pause);

  g_assert_cmpstr (text, ==, "1893459600 3600\n");
}

static void
test_something_else_is_no_pause (void)
{
  static const char *const others[] = { "", "\n", " \n", "1 2", "1 2 3\n", "x 5\n", "-5 5\n", "0 5\n", "5 0\n", "99999999999999999999 5\n", "1893459600 -1\n",
                                        "1893459600 99999999999\n", "1893459600  3600\n", "[x]\ny=1\n" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (pl_pause_from_text (others[i], strlen (others[i]), NOW).on);
  g_assert_false (pl_pause_from_text ("1893459600\0003600\n", 16, NOW).on);
}

/* Whatever stands there: never longer than it says itself, and never over the year 2262. */
static void
test_any_numbers_are_bounded (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      gint64 now = (gint64) ((guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ()) / (1 + i % 7);
      guint seconds = (guint32) g_test_rand_int ();
      PlPause pause = { TRUE, seconds, (gint64) (((guint64) g_test_rand_int () << 31 | (guint32) g_test_rand_int ()) & G_MAXINT64) };

      g_assert_cmpuint (pl_pause_get_left (&pause, now), <=, seconds);
    }
}

static void
test_the_file_is_kept_and_removed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("porchlight-pause-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "paused", NULL);
  PlPause pause = pl_pause_new (60, NOW);
  GStatBuf info;

  pl_pause_keep (&pause, path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (pl_pause_recall (path, NOW + 20).seconds, ==, 40);

  pause.on = FALSE;
  pl_pause_keep (&pause, path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (pl_pause_recall (path, NOW).on);
  g_assert_false (pl_pause_recall (NULL, NOW).on);
  g_rmdir (folder);
}

static gboolean
over_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

/* The clock that goes on in a machine's sleep is the one that ends it. */
static void
test_the_timer_counts_sleep (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDir) descriptors = NULL;
  gboolean found = FALSE;
  const char *name;

  pl_pause_add_timer (1, over_cb, loop);
  descriptors = g_dir_open ("/proc/self/fdinfo", 0, NULL);
  g_assert_nonnull (descriptors);
  while ((name = g_dir_read_name (descriptors)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fdinfo", name, NULL);
      g_autofree char *info = NULL;

      /* proc(5): clockid 7 is CLOCK_BOOTTIME. */
      found = found || (g_file_get_contents (path, &info, NULL, NULL) && strstr (info, "clockid: 7") != NULL);
    }
  g_assert_true (found);
  g_main_loop_run (loop);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/pause/the-end-stays-where-it-was", test_the_end_stays_where_it_was);
  g_test_add_func ("/watch/pause/what-is-over-is-over", test_what_is_over_is_over);
  g_test_add_func ("/watch/pause/until-turned-on-has-no-end", test_until_turned_on_has_no_end);
  g_test_add_func ("/watch/pause/a-clock-set-back-makes-it-no-longer", test_a_clock_set_back_makes_it_no_longer);
  g_test_add_func ("/watch/pause/it-holds-two-numbers-and-nothing-else", test_it_holds_two_numbers_and_nothing_else);
  g_test_add_func ("/watch/pause/something-else-is-no-pause", test_something_else_is_no_pause);
  g_test_add_func ("/watch/pause/any-numbers-are-bounded", test_any_numbers_are_bounded);
  g_test_add_func ("/watch/pause/the-file-is-kept-and-removed", test_the_file_is_kept_and_removed);
  g_test_add_func ("/watch/pause/the-timer-counts-sleep", test_the_timer_counts_sleep);

  return g_test_run ();
}
