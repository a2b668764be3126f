// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Opens and searches a directory of 100,000 generated entries, beside the one that ships. Prints, asserts nothing. */

#include "pl-draft.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_SERVICES 100000
#define N_QUERIES 2000
#define N_OPENS 50

static const char *const countries[] = { "US", "US", "US", "US", "GB", "CA", "ES", "MX", "DE", "FR", "IN", "AU", "PL", "RO", "ZA" };
static const char *const topics[] = { "crisis", "crisis-suicide", "trafficking", "child-abuse", "shelters", "parents", "legal-help", "image-removal" };
static const char *const first[] = { "Open", "Night", "Safe", "Green", "River", "Línea", "Casa", "Young", "North", "City", "Harbor", "Ayuda" };
static const char *const second[] = { "Door", "House", "Line", "Place", "Bridge", "Friends", "Abierta", "Voices", "Support", "Center", "Light", "Joven" };
static const char *const languages[] = { "English", "English; Spanish", "Spanish", "French", "German", "English; 200+ by interpreter" };

#define PICK(random, list) ((list)[g_rand_int_range ((random), 0, G_N_ELEMENTS (list))])

static void
add_fact (GPtrArray  *facts,
          const char *field,
          const char *value)
{
  PlDraftFact *fact = pl_draft_fact_new (field, value, "generated");

  pl_draft_fact_set_local (fact, "generated", "2026-11-22");
  g_ptr_array_add (facts, fact);
}

static void
add_contact (PlDraftService *service,
             const char     *kind,
             const char     *value)
{
  g_autofree char *slug = g_strdup_printf ("%s.%s", service->slug, kind);
  PlDraftContact *contact = pl_draft_service_add_contact (service, slug, kind);

  add_fact (contact->facts, "value", value);
}

static void
add_service (PlDraft *draft,
             GRand   *random,
             guint    i)
{
  g_autofree char *slug = g_strdup_printf ("generated-%u", i);
  g_autofree char *name = g_strdup_printf ("%s %s %u", PICK (random, first), PICK (random, second), i);
  g_autofree char *number = g_strdup_printf ("+1202555%04u", i % 10000);
  g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);
  PlDraftService *service = pl_draft_add_service (draft, slug, PICK (random, countries), "generated");
  const char *const own[] = { PICK (random, topics), PICK (random, topics), NULL };

  g_strfreev (service->topics);
  service->topics = g_strdupv ((char **) own);
  if (g_str_equal (own[0], own[1]))
    g_clear_pointer (&service->topics[1], g_free);
  service->audiences = g_rand_int_range (random, 0, 10) == 0 ? 6 : 7;
  service->priority = (guint) g_rand_int_range (random, 1, 5);
  add_fact (service->facts, "name", name);
  add_fact (service->facts, "operator", PICK (random, second));
  add_fact (service->facts, "authority", "none known");
  add_fact (service->facts, "audience", "young people");
  add_fact (service->facts, "hours", "24/7");
  add_fact (service->facts, "languages", PICK (random, languages));
  add_fact (service->facts, "cost", "free");
  add_contact (service, "voice", number);
  add_contact (service, "chat", url);
}

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
clocks_print (Clocks     *clocks,
              const char *what)
{
  g_array_sort (clocks->wall, compare_times);
  g_array_sort (clocks->processor, compare_times);
  printf ("%-34s wall p50 %6.3f p99 %7.3f   processor p50 %6.3f p99 %7.3f max %7.3f ms   (n %u)\n", what, at_share (clocks->wall, 50),
          at_share (clocks->wall, 99), at_share (clocks->processor, 50), at_share (clocks->processor, 99), at_share (clocks->processor, 100), clocks->wall->len);
  g_array_unref (clocks->wall);
  g_array_unref (clocks->processor);
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

static void
time_opens (const char *path)
{
  Clocks clocks;

  clocks_init (&clocks);
  for (guint i = 0; i < N_OPENS; i++)
    {
      PlDirectory *directory;

      clocks_start (&clocks);
      directory = pl_directory_open (path, NULL, NULL);
      clocks_stop (&clocks);
      pl_directory_free (directory);
    }
  clocks_print (&clocks, "  open");
}

static void
make_query (GRand            *random,
            guint             form,
            PlDirectoryQuery *query)
{
  static const char *const words[] = { "open door", "casa", "linea ayuda", "nig", "river bridge", "s", "harbor light 77", "friends", "2025550", "zzz" };

  query->country = PICK (random, countries);
  query->language = g_rand_boolean (random) ? "en" : "es";
  query->limit = 20;
  switch (form)
    {
    case 0:
      query->topic = PICK (random, topics);
      break;
    case 1:
      query->concern = (PlConcern) g_rand_int_range (random, 0, PL_CONCERN_GENERAL);
      break;
    case 2:
      query->text = PICK (random, words);
      break;
    case 3:
      query->text = PICK (random, words);
      query->topic = PICK (random, topics);
      query->channel = PL_CONTACT_CHAT;
      query->age = 16;
      break;
    default:
      break;
    }
}

static void
time_queries (const char *path)
{
  static const char *const forms[] = { "  by country and topic", "  by country and concern", "  by words", "  by words, topic, channel, age", "  by country" };
  g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
    {
      Clocks clocks;
      glong before = 0;

      clocks_init (&clocks);

      for (guint i = 0; i < N_QUERIES; i++)
        {
          PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
          GPtrArray *matches;

          make_query (random, form, &query);
          clocks_start (&clocks);
          matches = pl_directory_find (directory, &query, NULL);
          clocks_stop (&clocks);
          g_ptr_array_unref (matches);
          if (i == N_QUERIES / 2)
            before = resident_kib ();
        }
      clocks_print (&clocks, forms[form]);
      printf ("  %-32s %+ld KiB over the second half\n", "  memory", resident_kib () - before);
    }
}

int
main (int    argc,
      char **argv)
{
  const char *shipped = argv[1];
  const char *rows = argv[2];
  g_autofree char *folder = g_dir_make_tmp ("pl-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "generated.db", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  PlDraft *draft = pl_draft_new ();
  g_autoptr (GError) error = NULL;

  if (argc != 3 || !pl_draft_read_tables (draft, rows, &error))
    return fprintf (stderr, "usage: bench-directory DATABASE ROWS\n"), 2;

  pl_draft_add_source (draft, "generated", "Generated", "other", "undated", "");
  for (guint i = 0; i < N_SERVICES; i++)
    add_service (draft, random, i);
  if (!pl_draft_write_database (draft, path, &error))
    return fprintf (stderr, "%s\n", error->message), 1;
  pl_draft_free (draft);

  printf ("%u generated entries\n", N_SERVICES);
  time_opens (path);
  time_queries (path);
  printf ("the directory that ships\n");
  time_opens (shipped);
  time_queries (shipped);
  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
