// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-evasions.h"

#include <string.h>

static const char text[] = "Please send me a photo tonight, mañana es tarde";

static void
test_every_evasion_changes_the_text (void)
{
  for (guint i = 0; i < PL_N_EVASIONS; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (5);
      g_autofree char *evaded = pl_evasion_apply (i, text, random);

      g_assert_true (g_utf8_validate (evaded, -1, NULL));
      g_assert_cmpstr (evaded, !=, text);
    }
}

static void
test_the_same_seed_gives_the_same_text (void)
{
  for (guint i = 0; i < PL_N_EVASIONS; i++)
    {
      g_autoptr (GRand) one = g_rand_new_with_seed (7);
      g_autoptr (GRand) two = g_rand_new_with_seed (7);
      g_autofree char *first = pl_evasion_apply (i, text, one);
      g_autofree char *second = pl_evasion_apply (i, text, two);

      g_assert_cmpstr (first, ==, second);
    }
}

static void
test_some_are_known_by_sight (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree char *leet = pl_evasion_apply (PL_EVASION_LEETSPEAK, "secret", random);
  g_autofree char *vowels = pl_evasion_apply (PL_EVASION_VOWELS, "secret", random);
  g_autofree char *emoji = pl_evasion_apply (PL_EVASION_EMOJI, "send money", random);

  g_assert_cmpstr (leet, ==, "53cr37");
  g_assert_cmpstr (vowels, ==, "scrt");
  g_assert_cmpstr (emoji, ==, "send 💰");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/evasions/every-evasion-changes-the-text", test_every_evasion_changes_the_text);
  g_test_add_func ("/ctl/evasions/the-same-seed-gives-the-same-text", test_the_same_seed_gives_the_same_text);
  g_test_add_func ("/ctl/evasions/some-are-known-by-sight", test_some_are_known_by_sight);

  return g_test_run ();
}
