// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt.h"

static void
test_travels_as_variant (void)
{
  g_autoptr (PlPrompt) prompt = pl_prompt_new (PL_CONCERN_SECRECY, PL_STAGE_CONTROL, 1u << PL_CONCERN_SECRECY | 1u << PL_CONCERN_FLATTERY,
                                               2, PL_TIME_BUCKET_NOW);
  g_autoptr (GVariant) variant = g_variant_ref_sink (pl_prompt_to_variant (prompt));
  g_autoptr (PlPrompt) back = pl_prompt_from_variant (variant, 2);

  g_assert_nonnull (back);
  g_assert_true (pl_prompt_equal (prompt, back));
  g_assert_true (pl_prompt_has_reason (back, PL_CONCERN_FLATTERY));
  g_assert_false (pl_prompt_has_reason (back, PL_CONCERN_THREAT));
}

static void
test_refuses_foreign_variants (void)
{
  const char *const foreign[] = {
    "('nonsense', 'control', ['secrecy'], 'now')",
    "('secrecy', 'nonsense', ['secrecy'], 'now')",
    "('secrecy', 'control', ['general'], 'now')",
    "('secrecy', 'control', ['secrecy'], 'yesterday')",
    "('secrecy', 'control')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GVariant) variant = g_variant_parse (NULL, foreign[i], NULL, NULL, NULL);

      g_assert_nonnull (variant);
      g_assert_null (pl_prompt_from_variant (variant, 0));
    }
}

static void
test_answers_have_names (void)
{
  for (PlAnswer i = PL_ANSWER_OPENED; i <= PL_ANSWER_HELPED; i++)
    {
      PlAnswer answer = PL_ANSWER_OPENED;

      g_assert_true (pl_answer_from_name (pl_answer_get_name (i), &answer));
      g_assert_cmpuint (answer, ==, i);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/prompt/travels-as-variant", test_travels_as_variant);
  g_test_add_func ("/value/prompt/refuses-foreign-variants", test_refuses_foreign_variants);
  g_test_add_func ("/value/prompt/answers-have-names", test_answers_have_names);

  return g_test_run ();
}
