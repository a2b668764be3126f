// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-model-card.h"

#include <string.h>

/* The card that ships: each step has its rate, and a readier step is never measured as the rarer one. */
static void
test_real_card (void)
{
  static const char *const steps[] = { "fewer", "balanced", "more" };
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "MODEL-CARD.md", NULL);
  g_autofree char *card = NULL;
  double before = 0;

  g_assert_true (g_file_get_contents (path, &card, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *line = pl_model_card_dup_line (card, steps[i]);
      double rate;
      double most;

      g_assert_true (pl_model_card_find_rate (card, steps[i], &rate, &most));
      g_assert_cmpfloat (rate, >=, before);
      g_assert_cmpfloat (most, >=, rate);
      g_assert_nonnull (line);
      before = rate;
    }
}

static void
test_rounds_up (void)
{
  g_autofree char *line = pl_model_card_dup_line ("| fewer | 0.9 | nus en | 100 | 0.34 | 0.06 to 1.94 |\n", "fewer");

  g_assert_nonnull (strstr (line, "about 1 of 10,000"));
  g_assert_nonnull (strstr (line, "up to 2"));
}

static void
test_no_card (void)
{
  double rate;
  double most;

  g_assert_null (pl_model_card_dup_line (NULL, "fewer"));
  g_assert_false (pl_model_card_find_rate ("", "fewer", &rate, &most));
  g_assert_false (pl_model_card_find_rate ("| fewer | 0.9 |\n| fewer | a | b | c | d | e |\n", "fewer", &rate, &most));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/model-card/each-step-has-its-rate", test_real_card);
  g_test_add_func ("/ui/model-card/rounds-up", test_rounds_up);
  g_test_add_func ("/ui/model-card/no-card-no-rate", test_no_card);

  return g_test_run ();
}
