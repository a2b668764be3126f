// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-conversation.h"
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

      fill_unit (unit, trial % 2 == 0 ? 1 : (double) PL_RECURRENCE_MOST, random);
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
  PlScore all = { .outlooks = { 100, -100 }, .context = 100 };
  float inputs[INPUTS];

  pl_recurrence_get_inputs (&nothing, inputs);
  for (guint i = 0; i < PL_RECURRENCE_CONTEXT; i++)
    g_assert_cmpfloat (inputs[i], ==, 0);
  g_assert_cmpfloat (inputs[PL_RECURRENCE_CONTEXT], ==, -2);
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
  g_assert_cmpfloat (inputs[2 * PL_N_CONCERNS + PL_OUTLOOK_WARN], ==, 2);
  g_assert_cmpfloat (inputs[2 * PL_N_CONCERNS + PL_OUTLOOK_NOW], ==, -2);
  g_assert_cmpfloat (inputs[PL_RECURRENCE_CONTEXT], ==, 2);
}

/* A unit with one number that is kept: raised by signs of secrecy, and it is what the conversation's score rests on. */
static PlEvidenceSettings
make_settings (void)
{
  PlEvidenceSettings settings = { .fade_message = 0.97f, .fade_hour = 0.99f, .cap = 8, .bias = -6, .strong = 0.5f, .direct = { 2, 2, 2 },
                                  .threshold = { 0.9f, 0.5f, 0.3f } };

  settings.recurrence.first[PL_CONCERN_SECRECY][0] = 4;
  settings.recurrence.gates[0][2 * SIZE] = 4;
  settings.recurrence.gate_biases[0] = -0.4f;
  settings.recurrence.outputs[0] = 8;

  return settings;
}

static const PlScore sign = { .values = { [PL_CONCERN_SECRECY] = 0.95f }, .odds = { [PL_CONCERN_SECRECY] = 19 }, .context = 0.25f };

static PlAssessment
observe (PlConversation           *state,
         const PlEvidenceSettings *settings,
         gint64                    elapsed)
{
  PlScore score = sign;
  PlAssessment assessment;

  /* No two messages are quite alike. */
  score.context += 1e-3f * (float) (elapsed % 7) + 1e-4f * (float) state->next + 1e-6f * (float) state->latest[0] / (float) G_MAXUINT32;
  pl_conversation_observe (state, settings, PL_SENSITIVITY_BALANCED, &score, state->time + elapsed, &assessment);

  return assessment;
}

static void
test_what_is_kept_counts_and_is_spent (void)
{
  PlEvidenceSettings settings = make_settings ();
  PlConversation state = { 0 };
  guint n = 1;

  while (observe (&state, &settings, G_TIME_SPAN_MINUTE).prompt == PL_CONCERN_NONE)
    {
      g_assert_cmpfloat (state.kept[0], >, 0);
      g_assert_cmpuint (++n, <, 20);
    }
  g_assert_cmpuint (n, >, 1);
  for (guint k = 0; k < SIZE; k++)
    g_assert_cmpfloat (state.kept[k], ==, 0);
}

static void
test_what_is_kept_fades_with_time (void)
{
  PlEvidenceSettings settings = make_settings ();
  PlConversation soon = { .time = 1 };
  PlConversation late = { .time = 1 };

  settings.threshold[PL_SENSITIVITY_BALANCED] = 2;
  observe (&soon, &settings, G_TIME_SPAN_MINUTE);
  observe (&late, &settings, G_TIME_SPAN_MINUTE);
  g_assert_cmpfloat (observe (&soon, &settings, G_TIME_SPAN_MINUTE).score, >, observe (&late, &settings, 500 * G_TIME_SPAN_HOUR).score);
}

static void
test_what_is_fine_is_read_less_loud (void)
{
  PlEvidenceSettings settings = make_settings ();
  PlConversation open = { 0 };
  PlConversation fine = { .fine = 1u << PL_CONCERN_SECRECY };

  observe (&open, &settings, G_TIME_SPAN_MINUTE);
  observe (&fine, &settings, G_TIME_SPAN_MINUTE);
  g_assert_cmpfloat (fine.kept[0], >, 0);
  g_assert_cmpfloat (fine.kept[0], <, open.kept[0]);
}

/* Somebody has said that it is fine: what a message lets expect of the conversation raises nothing any more, and may still calm. */
static void
test_what_is_fine_has_no_dark_outlook (void)
{
  PlEvidenceSettings settings = make_settings ();

  settings.recurrence.first[2 * PL_N_CONCERNS + PL_OUTLOOK_WARN][0] = 1;
  for (int outlook = -3; outlook <= 3; outlook += 3)
    {
      PlConversation open = { 0 };
      PlConversation fine = { .fine = 1u << PL_CONCERN_THREAT };
      PlScore score = sign;
      PlAssessment assessment;

      score.outlooks[PL_OUTLOOK_WARN] = (float) outlook;
      pl_conversation_observe (&open, &settings, PL_SENSITIVITY_FEWER, &score, 1, &assessment);
      pl_conversation_observe (&fine, &settings, PL_SENSITIVITY_FEWER, &score, 1, &assessment);
      if (outlook > 0)
        g_assert_cmpfloat (fine.kept[0], <, open.kept[0]);
      else
        g_assert_cmpfloat (fine.kept[0], ==, open.kept[0]);
    }
}

/* However sure a model is of the order: a prompt rests on signs, and not on weak ones alone. */
static void
test_order_alone_never_prompts (void)
{
  static const PlConcern weak[] = { PL_CONCERN_FLATTERY, PL_CONCERN_AGE_PROBE, PL_CONCERN_PLATFORM_SWITCH };
  PlEvidenceSettings settings = make_settings ();
  PlConversation state = { 0 };
  PlAssessment assessment;

  settings.recurrence.output_bias = 1000;
  for (guint i = 0; i < 100; i++)
    {
      PlScore score = { .context = 0.01f * (float) i };

      if (i % 2 == 0)
        {
          score.values[weak[i / 2 % 3]] = 0.99f;
          score.odds[weak[i / 2 % 3]] = 99;
        }
      pl_conversation_observe (&state, &settings, PL_SENSITIVITY_MORE, &score, state.time + G_TIME_SPAN_MINUTE, &assessment);
      g_assert_cmpint (assessment.prompt, ==, PL_CONCERN_NONE);
      g_assert_cmpfloat (assessment.score, >, 0.99);
    }
}

/* A repeat is no further step. */
static void
test_a_repeat_is_not_read_again (void)
{
  PlEvidenceSettings settings = make_settings ();
  PlConversation state = { 0 };
  PlAssessment assessment;
  float kept;

  pl_conversation_observe (&state, &settings, PL_SENSITIVITY_FEWER, &sign, 1, &assessment);
  kept = state.kept[0];
  pl_conversation_observe (&state, &settings, PL_SENSITIVITY_FEWER, &sign, 2, &assessment);
  g_assert_cmpfloat (state.kept[0], ==, kept);
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
  g_test_add_func ("/recurrence/what-is-kept-counts-and-is-spent", test_what_is_kept_counts_and_is_spent);
  g_test_add_func ("/recurrence/what-is-kept-fades-with-time", test_what_is_kept_fades_with_time);
  g_test_add_func ("/recurrence/what-is-fine-is-read-less-loud", test_what_is_fine_is_read_less_loud);
  g_test_add_func ("/recurrence/what-is-fine-has-no-dark-outlook", test_what_is_fine_has_no_dark_outlook);
  g_test_add_func ("/recurrence/order-alone-never-prompts", test_order_alone_never_prompts);
  g_test_add_func ("/recurrence/a-repeat-is-not-read-again", test_a_repeat_is_not_read_again);

  return g_test_run ();
}
