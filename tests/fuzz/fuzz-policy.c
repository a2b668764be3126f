// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static const char *const settings[] = {
  "mode", "sensitivity", "quiet-hours-enabled", "quiet-hours-start", "quiet-hours-end", "country", "region", "language", "large-text",
  "start-at-login", "remember", "enabled",
};

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (PlPolicy) policy = pl_policy_parse ((const char *) data, size, NULL);
  g_autofree char *words = NULL;

  if (policy == NULL)
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      gboolean may_change;
      g_autoptr (GVariant) value = pl_policy_dup_setting (policy, settings[i], &may_change);

      /* Whatever stands in the file: it never turns watching on for good, nor memory. */
      g_assert_true (value == NULL || !g_str_equal (settings[i], "enabled"));
      g_assert_true (value == NULL || !g_str_equal (settings[i], "remember") || !g_variant_get_boolean (value));
    }
  g_assert_cmpuint (pl_policy_get_idle_minutes (policy), >, 0);
  words = pl_policy_dup_words (policy, "sign-in-words", "es");

  return 0;
}
