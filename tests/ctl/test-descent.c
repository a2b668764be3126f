// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-descent.h"

#include <math.h>

#define N 50

/* Each as often at each place as any other, but for chance. */
static void
test_every_order_may_come (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint counts[4][4] = { { 0 } };

  for (guint trial = 0; trial < 4000; trial++)
    {
      guint order[4] = { 0, 1, 2, 3 };
      guint seen = 0;

      pl_descent_shuffle (order, 4, random);
      for (guint i = 0; i < 4; i++)
        {
          seen |= 1u << order[i];
          counts[order[i]][i]++;
        }
      g_assert_cmpuint (seen, ==, 15);
    }
  for (guint i = 0; i < 16; i++)
    g_assert_true (counts[i / 4][i % 4] > 850 && counts[i / 4][i % 4] < 1150);
}

/* Adam's own property: how long the first step is does not hang on how steep it is there. */
static void
test_the_first_step_is_as_long_as_the_rate (void)
{
  float mean[3] = { 0 };
  float square[3] = { 0 };
  float numbers[3] = { 1, 1, 1 };
  float gradient[3] = { 1000, -0.01f, 0 };

  pl_descent_move (&(PlDescent) { mean, square }, numbers, gradient, 3, 0.5f, pl_descent_get_rate (0.1, 1));
  g_assert_cmpfloat_with_epsilon (numbers[0], 0.9, 1e-4);
  g_assert_cmpfloat_with_epsilon (numbers[1], 1.1, 1e-4);
  g_assert_cmpfloat (numbers[2], ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (gradient[i], ==, 0);
}

/* Bowls of very different widths. */
static void
test_the_lowest_point_is_found (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  float mean[N] = { 0 };
  float square[N] = { 0 };
  float gradient[N] = { 0 };
  float numbers[N];
  const PlDescent descent = { mean, square };

  pl_descent_spread (numbers, N, 3, random);
  for (guint i = 0; i < N; i++)
    g_assert_true (fabsf (numbers[i]) <= 3);
  for (guint step = 1; step <= 2000; step++)
    {
      for (guint i = 0; i < N; i++)
        gradient[i] = powf (2, (float) (i % 10)) * (numbers[i] - (float) i / N);
      pl_descent_move (&descent, numbers, gradient, N, 1, pl_descent_get_rate (0.02 * (1 - step / 2001.0), step));
    }
  for (guint i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (numbers[i], (float) i / N, 1e-3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/descent/every-order-may-come", test_every_order_may_come);
  g_test_add_func ("/ctl/descent/the-first-step-is-as-long-as-the-rate", test_the_first_step_is_as_long_as_the_rate);
  g_test_add_func ("/ctl/descent/the-lowest-point-is-found", test_the_lowest_point_is_found);

  return g_test_run ();
}
