// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * Opens and searches a directory of 100,000 generated entries. The anchor beside each search is SQLite's own scan of the names of the same
 * file for the same words, as a program does it that has no index. Prints rows of the one table, asserts nothing.
 */

#include "pl-database.h"
#include "pl-generated.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>

#define N_SERVICES 100000
#define N_QUERIES 2000
#define N_OPENS 50
#define N_SCANS 50

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* Of this thread alone, in microseconds: what a busy machine does to the clock on the wall stays out. */
static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Both clocks, started and stopped together. */
typedef struct
{
  GArray *wall;
  GArray *processor;
  gint64 wall_start;
  gint64 processor_start;
} Clocks;

static void
clocks_init (Clocks *clocks)
{
  clocks->wall = g_array_new (FALSE, FALSE, sizeof (gint64));
  clocks->processor = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
clocks_start (Clocks *clocks)
{
  clocks->wall_start = g_get_monotonic_time ();
  clocks->processor_start = processor_time ();
}

static void
clocks_stop (Clocks *clocks)
{
  gint64 processor = processor_time () - clocks->processor_start;
  gint64 wall = g_get_monotonic_time () - clocks->wall_start;

  g_array_append_val (clocks->wall, wall);
  g_array_append_val (clocks->processor, processor);
}

static double
at_share (GArray *times,
          guint   percent)
{
  return (double) g_array_index (times, gint64, MIN (times->len * percent / 100, times->len - 1)) / 1000;
}

static void
clocks_clear (Clocks *clocks)
{
  g_array_unref (clocks->wall);
  g_array_unref (clocks->processor);
}

/* Of the thread: what else the machine does stays out of the figure that the budget is held against, and stands beside it. */
static void
print_row (const char *what,
           Clocks     *clocks,
           const char *anchor_name,
           Clocks     *anchor,
           const char *budget)
{
  double beside;
  double ours;

  g_array_sort (clocks->wall, compare_times);
  g_array_sort (clocks->processor, compare_times);
  ours = at_share (clocks->processor, 99);
  printf ("| %s (median %.2f ms; p99 by the clock on the wall %.2f ms) | p99 %.2f ms | ", what, at_share (clocks->processor, 50), at_share (clocks->wall, 99), ours);
  if (anchor != NULL)
    {
      g_array_sort (anchor->processor, compare_times);
      beside = at_share (anchor->processor, 99);
      printf ("%s %.2f ms | %.2f | %s |\n", anchor_name, beside, ours / beside, budget);
    }
  else
    printf (" | | %s |\n", budget);
  fflush (stdout);
}

static glong
resident_kib (void)
{
  g_autofree char *text = NULL;
  glong pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);

  return pages * 4;
}

static PlDirectory *
open_or_leave (const char *path)
{
  g_autoptr (GError) error = NULL;
  PlDirectory *directory = pl_directory_open (path, NULL, &error);

  if (directory == NULL)
    g_error ("%s", error->message);

  return directory;
}

static void
time_opens (const char *path,
            Clocks     *clocks)
{
  clocks_init (clocks);
  for (guint i = 0; i < N_OPENS; i++)
    {
      PlDirectory *directory;

      clocks_start (clocks);
      directory = open_or_leave (path);
      clocks_stop (clocks);
      pl_directory_free (directory);
    }
}

typedef enum
{
  FORM_COUNTRY,
  FORM_TOPIC,
  FORM_CONCERN,
  FORM_WORDS,
  FORM_ALL,
  FORM_ANYWHERE,
  N_FORMS,
} Form;

static const char *const form_names[] = {
  [FORM_COUNTRY] = "by country",
  [FORM_TOPIC] = "by country and topic",
  [FORM_CONCERN] = "by country and concern",
  [FORM_WORDS] = "by words as typed",
  [FORM_ALL] = "by words, topic, channel, age",
  [FORM_ANYWHERE] = "by words, in all countries",
};

static void
make_query (GRand             *random,
            Form               form,
            char             **text,
            PlDirectoryQuery  *query)
{
  *text = form >= FORM_WORDS ? pl_generated_dup_typed (random) : NULL;
  query->country = form == FORM_ANYWHERE ? PL_DIRECTORY_ANYWHERE : pl_generated_pick_country (random);
  query->language = g_rand_boolean (random) ? "en" : "es";
  query->limit = 20;
  query->text = *text;
  if (form == FORM_TOPIC || form == FORM_ALL)
    query->topic = pl_generated_pick_topic (random);
  if (form == FORM_CONCERN)
    query->concern = (PlConcern) g_rand_int_range (random, 0, PL_CONCERN_GENERAL);
  if (form == FORM_ALL)
    {
      query->channel = PL_CONTACT_CHAT;
      query->age = 16;
    }
}

static void
time_queries (PlDirectory *directory,
              Form         form,
              Clocks      *clocks,
              glong       *grown)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  glong before = 0;

  clocks_init (clocks);
  for (guint i = 0; i < N_QUERIES; i++)
    {
      PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
      g_autofree char *text = NULL;
      GPtrArray *matches;

      make_query (random, form, &text, &query);
      clocks_start (clocks);
      matches = pl_directory_find (directory, &query, NULL);
      clocks_stop (clocks);
      if (matches == NULL)
        g_error ("a search failed");
      g_ptr_array_unref (matches);
      if (i == N_QUERIES / 2)
        before = resident_kib ();
    }
  *grown = MAX (*grown, resident_kib () - before);
}

/* The names of all services, looked through for one word of what is typed. */
static void
time_scans (const char *path,
            Clocks     *clocks)
{
  g_autoptr (sqlite3) database = pl_database_open (path, NULL);
  g_autoptr (sqlite3_stmt) scan = pl_statement_prepare_sql (database, "SELECT id FROM service WHERE name LIKE '%' || ?1 || '%' ORDER BY id LIMIT 20", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  clocks_init (clocks);
  for (guint i = 0; i < N_SCANS; i++)
    {
      g_autofree char *text = pl_generated_dup_typed (random);
      gboolean row = TRUE;

      clocks_start (clocks);
      pl_statement_bind_text (scan, 1, text);
      while (pl_statement_step (scan, &row, NULL) && row)
        continue;
      pl_statement_reset (scan);
      clocks_stop (clocks);
    }
}

static void
measure (const char *path)
{
  PlDirectory *directory = open_or_leave (path);
  glong grown = 0;
  Clocks opens, scans;

  time_opens (path, &opens);
  print_row ("directory, 100,000 entries: open", &opens, NULL, NULL, "p99 <= 10 ms");
  time_scans (path, &scans);
  for (Form form = 0; form < N_FORMS; form++)
    {
      g_autofree char *what = g_strdup_printf ("directory, 100,000 entries: search %s", form_names[form]);
      Clocks clocks;

      time_queries (directory, form, &clocks, &grown);
      print_row (what, &clocks, "scan of the names", form >= FORM_WORDS ? &scans : NULL, "p99 <= 5 ms");
      clocks_clear (&clocks);
    }
  printf ("| directory, memory gained in the later %u of %u searches, the form that gained most | %ld KiB | | | flat |\n", N_QUERIES / 2, N_QUERIES, grown);
  clocks_clear (&opens);
  clocks_clear (&scans);
  pl_directory_free (directory);
}

static void
generate (const char *rows,
          const char *path)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autoptr (PlDraft) draft = pl_draft_new ();
  g_autoptr (GError) error = NULL;

  if (!pl_draft_read_tables (draft, rows, &error))
    g_error ("%s", error->message);
  pl_generated_add_services (draft, random, N_SERVICES);
  if (!pl_draft_write_database (draft, path, &error))
    g_error ("%s", error->message);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (argc < 2)
    return fprintf (stderr, "usage: bench-directory ROWS [KEPT]\nROWS: folder of the directory's rows. KEPT: where the generated one stays for the next run.\n"), 2;
  if (argc > 2)
    {
      if (!g_file_test (argv[2], G_FILE_TEST_EXISTS))
        generate (argv[1], argv[2]);
      measure (argv[2]);
      return 0;
    }

  folder = g_dir_make_tmp ("pl-bench-XXXXXX", NULL);
  path = g_build_filename (folder, "generated.db", NULL);
  generate (argv[1], path);
  measure (path);
  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
