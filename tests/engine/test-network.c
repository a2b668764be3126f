// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-network.h"

#include <string.h>

#define BITS 10
#define SEED 7
#define ROUNDS 300

static PlText text;
static PlNetworkRows rows;

static void
list (const char *message)
{
  gsize end = pl_text_read (&text, NULL, message, strlen (message), 0);

  pl_network_list_rows (&text, message, end, BITS, &rows);
}

static guint
count_rows (guint at)
{
  return rows.first[at + 1] - rows.first[at];
}

static void
test_words_and_marks_are_listed_in_order (void)
{
  list ("go now, ok!!");
  g_assert_cmpuint (rows.n_words, ==, 5);
  g_assert_cmpuint (count_rows (0), ==, 3); /* <go, <go>, go> */
  g_assert_cmpuint (count_rows (2), ==, 2);
  g_assert_cmpuint (count_rows (4), ==, 2);
}

static void
test_a_repeated_mark_is_another_one (void)
{
  guint32 once;

  list ("ok.");
  once = rows.rows[rows.first[1]];
  list ("ok...");
  g_assert_cmpuint (rows.n_words, ==, 2);
  g_assert_cmpuint (rows.rows[rows.first[1]], !=, once);
}

static void
test_long_words_and_texts_are_cut (void)
{
  g_autoptr (GString) message = g_string_new ("supercalifragilisticexpialidocious");

  list (message->str);
  g_assert_cmpuint (count_rows (0), ==, PL_NETWORK_WORD_ROWS);
  for (guint i = 0; i < PL_NETWORK_WORDS; i++)
    g_string_append (message, i % 2 == 0 ? " ab." : " cd.");
  list (message->str);
  g_assert_cmpuint (rows.n_words, ==, PL_NETWORK_WORDS);
}

/* Whatever the text, no row lies outside, and no word has more than its share. */
static void
test_rows_stay_within_bounds (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  static const char *const pieces[] = { "ok", ".", "...", " ", "¿qué", "🙂", "s e n d", "123", "\xff", "don't", "\n", "\"", "p1c", "a!b" };

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GString) message = g_string_new (NULL);

      for (gint i = g_rand_int_range (random, 0, 200); i > 0; i--)
        g_string_append (message, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      list (message->str);
      g_assert_cmpuint (rows.n_words, <=, PL_NETWORK_WORDS);
      for (guint at = 0; at < rows.n_words; at++)
        {
          g_assert_cmpuint (count_rows (at), >=, 1);
          g_assert_cmpuint (count_rows (at), <=, PL_NETWORK_WORD_ROWS);
        }
      for (guint i = 0; i < rows.first[rows.n_words]; i++)
        g_assert_cmpuint (rows.rows[i], <, 1u << BITS);
    }
}

static void
fill_at_random (float *numbers,
                gsize  n,
                GRand *random)
{
  for (gsize i = 0; i < n; i++)
    numbers[i] = (float) g_rand_double_range (random, -1, 1);
}

/* What one filter sees at one word, as the textbook has it. */
static float
see (const PlNetworkWeights *weights,
     float                 (*points)[PL_NETWORK_SIZE],
     guint                   filter,
     guint                   at)
{
  float sum = weights->biases[filter];

  for (guint i = 0; i < PL_NETWORK_SIZE; i++)
    {
      if (filter < PL_NETWORK_FILTERS)
        sum += points[at][i] * weights->one[i][filter];
      for (guint k = 0; filter >= PL_NETWORK_FILTERS && k < PL_NETWORK_SPAN; k++)
        sum += points[at + k - 1][i] * weights->span[k][i][filter - PL_NETWORK_FILTERS];
    }

  return sum;
}

static void
test_filters_keep_the_most_they_saw (void)
{
  static const guint n_words = 9;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  PlNetworkWeights *weights = g_aligned_alloc0 (1, sizeof (PlNetworkWeights), 16);
  static PlNetworkPoints points;
  PlNetworkSeen seen;
  float log_odds[PL_NETWORK_OUTPUTS];

  fill_at_random ((float *) weights, sizeof (PlNetworkWeights) / sizeof (float), random);
  fill_at_random (points[1], n_words * PL_NETWORK_SIZE, random);
  pl_network_look (weights, points, n_words, &seen);
  pl_network_sum (weights, &seen, log_odds);
  for (guint filter = 0; filter < PL_NETWORK_POOLED; filter++)
    {
      float most = 0;
      gint32 where = -1;

      for (guint at = 1; at <= n_words; at++)
        {
          float sum = see (weights, points, filter, at);

          if (sum > most)
            {
              most = sum;
              where = (gint32) at;
            }
        }
      g_assert_cmpfloat_with_epsilon (seen.most[filter], most, 1e-4);
      g_assert_cmpint (seen.where[filter], ==, where);
    }
  for (guint output = 0; output < PL_NETWORK_OUTPUTS; output++)
    {
      float sum = weights->output_biases[output];

      for (guint filter = 0; filter < PL_NETWORK_POOLED; filter++)
        sum += seen.most[filter] * weights->outputs[filter][output];
      g_assert_cmpfloat_with_epsilon (log_odds[output], sum, 1e-3);
    }
  g_aligned_free (weights);
}

static void
test_an_empty_message_is_the_biases (void)
{
  PlNetworkWeights *weights = g_aligned_alloc0 (1, sizeof (PlNetworkWeights), 16);
  static PlNetworkPoints points;
  PlNetworkSeen seen;
  float log_odds[PL_NETWORK_OUTPUTS];

  weights->output_biases[3] = -4;
  weights->biases[0] = 1;
  pl_network_look (weights, points, 0, &seen);
  pl_network_sum (weights, &seen, log_odds);
  g_assert_cmpfloat_with_epsilon (log_odds[3], -4, 1e-6);
  g_assert_cmpint (seen.where[0], ==, -1);
  g_aligned_free (weights);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/words-and-marks-are-listed-in-order", test_words_and_marks_are_listed_in_order);
  g_test_add_func ("/engine/network/a-repeated-mark-is-another-one", test_a_repeated_mark_is_another_one);
  g_test_add_func ("/engine/network/long-words-and-texts-are-cut", test_long_words_and_texts_are_cut);
  g_test_add_func ("/engine/network/rows-stay-within-bounds", test_rows_stay_within_bounds);
  g_test_add_func ("/engine/network/filters-keep-the-most-they-saw", test_filters_keep_the_most_they_saw);
  g_test_add_func ("/engine/network/an-empty-message-is-the-biases", test_an_empty_message_is_the_biases);

  return g_test_run ();
}
