// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sieve.h"

#include <string.h>

#define PLACES 1024

typedef struct
{
  guint64 bits[PLACES / 64];
  guint32 before[PLACES / 64];
  PlSieve sieve;
  guint32 n_rows;
} Fixture;

static gboolean
has_row (const Fixture *fixture,
         guint          place)
{
  return (fixture->bits[place / 64] >> (place % 64)) & 1;
}

/* One place of @every has a row, by chance; all of them for 1. */
static void
fill (Fixture *fixture,
      gint     every)
{
  memset (fixture, 0, sizeof (*fixture));
  for (guint place = 0; place < PLACES; place++)
    {
      if (g_test_rand_int_range (0, every) > 0)
        continue;
      fixture->bits[place / 64] |= (guint64) 1 << (place % 64);
      fixture->n_rows++;
    }
  pl_sieve_count (fixture->bits, PLACES, fixture->before);
  fixture->sieve = (PlSieve) { fixture->bits, fixture->before, PLACES };
}

static void
test_rows_stand_in_the_order_of_their_places (void)
{
  g_autofree PlFeatures *features = g_new0 (PlFeatures, 1);

  for (gint every = 1; every < 9; every++)
    {
      Fixture fixture;
      guint32 row = 0;

      fill (&fixture, every);
      for (guint place = 0; place < PLACES; place++)
        {
          *features = (PlFeatures) { .n = 1, .rows = { place }, .first = { 3 }, .last = { 4 } };
          pl_sieve_apply (&fixture.sieve, features);
          g_assert_cmpuint (features->n, ==, has_row (&fixture, place));
          if (features->n == 0)
            continue;
          g_assert_cmpuint (features->rows[0], ==, row++);
        }
      g_assert_cmpuint (row, ==, fixture.n_rows);
    }
}

/* What is left keeps its order, its number and its words. */
static void
test_what_has_no_row_is_left_out (void)
{
  g_autofree PlFeatures *features = g_new0 (PlFeatures, 1);
  Fixture fixture;
  guint places[500];
  guint kept = 0;

  fill (&fixture, 3);
  features->n = G_N_ELEMENTS (places);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      places[i] = features->rows[i] = (guint32) g_test_rand_int_range (0, PLACES);
      features->first[i] = (guint16) i;
      features->last[i] = (guint16) (i + 1);
    }
  pl_sieve_apply (&fixture.sieve, features);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (!has_row (&fixture, places[i]))
        continue;
      g_assert_cmpuint (features->rows[kept], <, fixture.n_rows);
      g_assert_cmpuint (features->first[kept], ==, i);
      g_assert_cmpuint (features->last[kept], ==, i + 1);
      kept++;
    }
  g_assert_cmpuint (features->n, ==, kept);
  g_assert_cmpuint (kept, >, 0);
  g_assert_cmpuint (kept, <, G_N_ELEMENTS (places));
}

static void
test_counts_that_do_not_fit_are_unsound (void)
{
  Fixture fixture;

  fill (&fixture, 2);
  g_assert_true (pl_sieve_is_sound (&fixture.sieve, fixture.n_rows));
  g_assert_false (pl_sieve_is_sound (&fixture.sieve, fixture.n_rows - 1));
  for (guint i = 0; i < PLACES / 64; i++)
    {
      fixture.before[i]++;
      g_assert_false (pl_sieve_is_sound (&fixture.sieve, fixture.n_rows));
      fixture.before[i]--;
    }
  fixture.bits[5] ^= 1;
  g_assert_false (pl_sieve_is_sound (&fixture.sieve, fixture.n_rows));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/sieve/rows-stand-in-the-order-of-their-places", test_rows_stand_in_the_order_of_their_places);
  g_test_add_func ("/engine/sieve/what-has-no-row-is-left-out", test_what_has_no_row_is_left_out);
  g_test_add_func ("/engine/sieve/counts-that-do-not-fit-are-unsound", test_counts_that_do_not_fit_are_unsound);

  return g_test_run ();
}
