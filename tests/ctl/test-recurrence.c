// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-recurrence.h"

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

#define N_NUMBERS (sizeof (PlRecurrence) / sizeof (float))
#define PARTS 4

static const PlRecurrenceSettings settings = { .rounds = 60, .batch = 8, .rate = 0.01, .drop_inputs = 0.1, .drop_kept = 0.1 };

static PlScore
show (PlConcern concern,
      float     value)
{
  PlScore score = { .context = 0 };

  score.values[concern] = value;
  score.odds[concern] = value / (1 - value);

  return score;
}

static void
say (PlSequences *sequences,
     PlConcern    concern,
     float        value,
     gboolean     is_positive)
{
  PlScore score = show (concern, value);

  pl_sequences_add (sequences, &score, -1, is_positive, 1);
}

/* A picture asked for and then a threat is to be warned of; a threat and then a picture is not: a sum cannot tell them apart. */
static PlSequences *
make_sequences (guint    n,
                gboolean is_first_part_false)
{
  PlSequences *sequences = pl_sequences_new ();

  for (guint i = 0; i < n; i++)
    {
      gboolean is_positive = i % 2 == 0;
      float value = 0.8f + 0.02f * (float) (i % 9);

      pl_sequences_begin (sequences, i / 2 % PARTS);
      for (guint plain = 0; plain < i % 3; plain++)
        say (sequences, PL_CONCERN_FLATTERY, 0.3f, FALSE);
      say (sequences, is_positive ? PL_CONCERN_IMAGE_REQUEST : PL_CONCERN_THREAT, value, FALSE);
      if (is_first_part_false && i / 2 % PARTS == 0)
        is_positive = !is_positive;
      say (sequences, i % 2 == 0 ? PL_CONCERN_THREAT : PL_CONCERN_IMAGE_REQUEST, value, is_positive);
    }

  return sequences;
}

static void
hear (const PlRecurrence *unit,
      PlConcern           concern,
      float               value,
      PlRecurrenceStep   *step)
{
  PlScore score = show (concern, value);
  float inputs[PL_RECURRENCE_INPUTS];

  pl_recurrence_get_inputs (&score, inputs);
  pl_recurrence_step (unit, inputs, step);
  memcpy (step->before, step->kept, sizeof (step->before));
}

/* After @n_plain messages of nothing much. */
static float
read_two (const PlRecurrence *unit,
          guint               n_plain,
          PlConcern           one,
          PlConcern           other)
{
  PlRecurrenceStep step = { .before = { 0 } };

  for (guint i = 0; i < n_plain; i++)
    hear (unit, PL_CONCERN_FLATTERY, 0.3f, &step);
  hear (unit, one, 0.9f, &step);
  hear (unit, other, 0.9f, &step);

  return pl_recurrence_read (unit, step.kept) - 1;
}

static void
train (PlRecurrence      *unit,
       const PlSequences *sequences,
       int                held_out,
       guint32            seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  pl_recurrence_train (unit, sequences, &settings, held_out, random);
}

static void
test_order_is_learnt (void)
{
  g_autoptr (PlSequences) sequences = make_sequences (80, FALSE);
  g_autofree PlRecurrence *unit = g_new (PlRecurrence, 1);

  for (guint32 seed = 1; seed <= 3; seed++)
    {
      train (unit, sequences, -1, seed);
      g_assert_cmpfloat (read_two (unit, 0, PL_CONCERN_IMAGE_REQUEST, PL_CONCERN_THREAT), >, 0);
      g_assert_cmpfloat (read_two (unit, 0, PL_CONCERN_THREAT, PL_CONCERN_IMAGE_REQUEST), <, 0);
    }
}

/* A chat of months goes the same way as a new one. */
static void
test_what_went_before_drowns_nothing (void)
{
  g_autoptr (PlSequences) sequences = make_sequences (80, FALSE);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree PlRecurrence *unit = g_new (PlRecurrence, 1);
  PlRecurrenceSettings middle = settings;

  for (guint i = 0; i < 80; i++)
    {
      pl_sequences_begin (sequences, 0);
      for (guint plain = 0; plain < 10 + i % 20; plain++)
        say (sequences, PL_CONCERN_FLATTERY, 0.3f, FALSE);
    }
  middle.in_the_middle = 0.8;
  pl_recurrence_train (unit, sequences, &middle, -1, random);
  for (guint n_plain = 0; n_plain <= 200; n_plain += 50)
    {
      g_assert_cmpfloat (read_two (unit, n_plain, PL_CONCERN_IMAGE_REQUEST, PL_CONCERN_THREAT), >, 0);
      g_assert_cmpfloat (read_two (unit, n_plain, PL_CONCERN_THREAT, PL_CONCERN_IMAGE_REQUEST), <, 0);
    }
}

/* What it takes for the slope of the loss is the slope of the loss. */
static void
test_the_gradient_is_the_slope (void)
{
  g_autoptr (PlSequences) sequences = make_sequences (6, FALSE);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree PlRecurrence *unit = g_new (PlRecurrence, 1);
  g_autofree PlRecurrence *gradient = g_new (PlRecurrence, 1);
  float *numbers = (float *) unit;
  guint n_steep = 0;

  for (gsize i = 0; i < N_NUMBERS; i++)
    numbers[i] = (float) g_rand_double_range (random, -0.3, 0.3);
  pl_recurrence_get_gradient (unit, sequences, gradient);
  for (gsize i = 0; i < N_NUMBERS; i += 7)
    {
      float kept = numbers[i];
      double slope = (double) ((float *) gradient)[i];
      double above;

      numbers[i] = kept + 1e-2f;
      above = pl_recurrence_get_loss (unit, sequences);
      numbers[i] = kept - 1e-2f;
      g_assert_cmpfloat_with_epsilon ((above - pl_recurrence_get_loss (unit, sequences)) / 2e-2, slope, 2e-3 + 0.03 * fabs (slope));
      numbers[i] = kept;
      n_steep += fabs (slope) > 0.01;
    }
  g_assert_cmpuint (n_steep, >, 50);
}

static void
test_the_same_gives_the_same (void)
{
  g_autoptr (PlSequences) sequences = make_sequences (20, FALSE);
  g_autofree PlRecurrence *one = g_new (PlRecurrence, 1);
  g_autofree PlRecurrence *other = g_new (PlRecurrence, 1);

  train (one, sequences, -1, 1);
  train (other, sequences, -1, 1);
  g_assert_cmpmem (one, sizeof (PlRecurrence), other, sizeof (PlRecurrence));
  train (other, sequences, -1, 2);
  g_assert_cmpint (memcmp (one, other, sizeof (PlRecurrence)), !=, 0);
}

/* A measure on a part that was learnt from would flatter: its labels must not matter at all. */
static void
test_a_part_held_out_is_not_seen (void)
{
  g_autoptr (PlSequences) right = make_sequences (40, FALSE);
  g_autoptr (PlSequences) wrong = make_sequences (40, TRUE);
  g_autofree PlRecurrence *one = g_new (PlRecurrence, 1);
  g_autofree PlRecurrence *other = g_new (PlRecurrence, 1);

  train (one, right, 0, 1);
  train (other, wrong, 0, 1);
  g_assert_cmpmem (one, sizeof (PlRecurrence), other, sizeof (PlRecurrence));
  train (other, wrong, 1, 1);
  train (one, right, 1, 1);
  g_assert_cmpint (memcmp (one, other, sizeof (PlRecurrence)), !=, 0);
}

/* Neither right nor wrong. */
static void
test_a_moment_without_weight_teaches_nothing (void)
{
  g_autofree PlRecurrence *units = g_new (PlRecurrence, 2);

  for (guint is_positive = 0; is_positive < 2; is_positive++)
    {
      g_autoptr (PlSequences) sequences = make_sequences (8, FALSE);
      PlScore score = show (PL_CONCERN_SECRECY, 0.9f);

      pl_sequences_add (sequences, &score, 0, is_positive != 0, 0);
      train (&units[is_positive], sequences, -1, 1);
    }
  g_assert_cmpmem (&units[0], sizeof (PlRecurrence), &units[1], sizeof (PlRecurrence));
}

/* What a chat of years adds is left out, and nothing is written behind what there is room for. */
static void
test_a_long_conversation_is_cut (void)
{
  g_autoptr (PlSequences) sequences = make_sequences (8, FALSE);
  g_autofree PlRecurrence *unit = g_new (PlRecurrence, 1);

  for (guint i = 0; i < 1000; i++)
    say (sequences, PL_CONCERN_FLATTERY, 0.5f, FALSE);
  g_assert_cmpuint (pl_sequences_count (sequences), ==, 8);
  train (unit, sequences, -1, 1);
  for (gsize i = 0; i < N_NUMBERS; i++)
    g_assert_true (isfinite (((float *) unit)[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/recurrence/order-is-learnt", test_order_is_learnt);
  g_test_add_func ("/ctl/recurrence/what-went-before-drowns-nothing", test_what_went_before_drowns_nothing);
  g_test_add_func ("/ctl/recurrence/the-gradient-is-the-slope", test_the_gradient_is_the_slope);
  g_test_add_func ("/ctl/recurrence/the-same-gives-the-same", test_the_same_gives_the_same);
  g_test_add_func ("/ctl/recurrence/a-part-held-out-is-not-seen", test_a_part_held_out_is_not_seen);
  g_test_add_func ("/ctl/recurrence/a-moment-without-weight-teaches-nothing", test_a_moment_without_weight_teaches_nothing);
  g_test_add_func ("/ctl/recurrence/a-long-conversation-is-cut", test_a_long_conversation_is_cut);

  return g_test_run ();
}
