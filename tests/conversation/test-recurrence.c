// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

#define SIZE PL_RECURRENCE_SIZE
#define INPUTS PL_RECURRENCE_INPUTS
#define N_TRIALS 200

static void
fill (float *numbers,
      gsize  n,
      double width,
      GRand *random)
{
  for (gsize i = 0; i < n; i++)
    numbers[i] = (float) g_rand_double_range (random, -width, width);
}

static void
fill_unit (PlRecurrence *unit,
           double        width,
           GRand        *random)
{
  fill ((float *) unit, sizeof (PlRecurrence) / sizeof (float), width, random);
}

static double
squash (double x)
{
  return x / (1 + fabs (x));
}

static double
open_gate (double x)
{
  return (1 + squash (x)) / 2;
}

/* The published formula, written down once more in another order and in double numbers. */
static double
step_one (const PlRecurrence *unit,
          const float         inputs[INPUTS],
          const float         before[SIZE],
          guint               k)
{
  double first[SIZE];
  double reset[SIZE];
  double update = (double) unit->gate_biases[k];
  double candidate = (double) unit->gate_biases[2 * SIZE + k];

  for (guint j = 0; j < SIZE; j++)
    {
      first[j] = (double) unit->first_biases[j];
      for (guint i = 0; i < INPUTS; i++)
        first[j] += (double) unit->first[i][j] * (double) inputs[i];
      first[j] = MAX (first[j], 0);
    }
  for (guint r = 0; r < SIZE; r++)
    {
      double sum = (double) unit->gate_biases[SIZE + r];

      for (guint j = 0; j < SIZE; j++)
        sum += (double) unit->gates[j][SIZE + r] * first[j] + (double) unit->kept_gates[j][SIZE + r] * (double) before[j];
      reset[r] = open_gate (sum);
    }
  for (guint j = 0; j < SIZE; j++)
    {
      update += (double) unit->gates[j][k] * first[j] + (double) unit->kept_gates[j][k] * (double) before[j];
      candidate += (double) unit->gates[j][2 * SIZE + k] * first[j] + (double) unit->kept_candidate[j][k] * reset[j] * (double) before[j];
    }

  return open_gate (update) * squash (candidate) + (1 - open_gate (update)) * (double) before[k];
}

static void
test_a_step_is_the_published_one (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree PlRecurrence *unit = g_new0 (PlRecurrence, 1);

  for (guint trial = 0; trial < N_TRIALS / 10; trial++)
    {
      float inputs[INPUTS];
      PlRecurrenceStep step;

      fill_unit (unit, 1, random);
      fill (inputs, INPUTS, 2, random);
      inputs[trial % INPUTS] = 0;
      fill (step.before, SIZE, 1, random);
      pl_recurrence_step (unit, inputs, &step);
      for (guint k = 0; k < SIZE; k++)
        g_assert_cmpfloat_with_epsilon ((double) step.kept[k], step_one (unit, inputs, step.before, k), 1e-4);
    }
}

/* Whatever a model file says and however loud the messages are. */
static void
test_what_is_kept_stays_within_one (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree PlRecurrence *unit = g_new0 (PlRecurrence, 1);

  for (guint trial = 0; trial < N_TRIALS; trial++)
    {
      PlRecurrenceStep step = { .before = { 0 } };
      float inputs[INPUTS];

      fill_unit (unit, trial % 2 == 0 ? 1 : 1e5, random);
      for (guint message = 0; message < 20; message++)
        {
          fill (inputs, INPUTS, 3, random);
          pl_recurrence_step (unit, inputs, &step);
          for (guint k = 0; k < SIZE; k++)
            g_assert_true (step.kept[k] >= -1 && step.kept[k] <= 1);
          memcpy (step.before, step.kept, sizeof (step.before));
        }
    }
}

static void
test_nothing_learnt_says_nothing (void)
{
  g_autofree PlRecurrence *unit = g_new0 (PlRecurrence, 1);
  PlScore score = { .values = { [PL_CONCERN_THREAT] = 0.9f }, .odds = { [PL_CONCERN_THREAT] = 9 }, .context = 2 };
  PlRecurrenceStep step = { .before = { 0 } };
  float inputs[INPUTS];

  pl_recurrence_get_inputs (&score, inputs);
  pl_recurrence_step (unit, inputs, &step);
  g_assert_cmpfloat (pl_recurrence_read (unit, step.kept), ==, 0);
}

static void
test_inputs_are_bounded (void)
{
  PlScore nothing = { .values = { [PL_CONCERN_THREAT] = 0.01f }, .context = -100 };
  PlScore all = { .context = 100 };
  float inputs[INPUTS];

  pl_recurrence_get_inputs (&nothing, inputs);
  for (guint i = 0; i < 2 * PL_N_CONCERNS; i++)
    g_assert_cmpfloat (inputs[i], ==, 0);
  g_assert_cmpfloat (inputs[2 * PL_N_CONCERNS], ==, -2);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      all.values[i] = 1;
      all.odds[i] = i % 2 == 0 ? 1e-30f : 1e30f;
    }
  pl_recurrence_get_inputs (&all, inputs);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      g_assert_cmpfloat (inputs[i], ==, i % 2 == 0 ? 0 : 3);
      g_assert_cmpfloat (inputs[PL_N_CONCERNS + i], ==, 1);
    }
  g_assert_cmpfloat (inputs[2 * PL_N_CONCERNS], ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recurrence/a-step-is-the-published-one", test_a_step_is_the_published_one);
  g_test_add_func ("/recurrence/what-is-kept-stays-within-one", test_what_is_kept_stays_within_one);
  g_test_add_func ("/recurrence/nothing-learnt-says-nothing", test_nothing_learnt_says_nothing);
  g_test_add_func ("/recurrence/inputs-are-bounded", test_inputs_are_bounded);

  return g_test_run ();
}
