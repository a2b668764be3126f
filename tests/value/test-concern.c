// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-concern.h"

static void
test_names_round_trip (void)
{
  for (guint i = 0; i <= PL_CONCERN_GENERAL; i++)
    {
      PlConcern concern = PL_CONCERN_NONE;

      g_assert_true (pl_concern_from_name (pl_concern_get_name (i), &concern));
      g_assert_cmpuint (concern, ==, i);
    }

  g_assert_null (pl_concern_get_name (PL_CONCERN_NONE));
}

static void
test_unknown_name_changes_nothing (void)
{
  PlConcern concern = PL_CONCERN_SECRECY;

  g_assert_false (pl_concern_from_name ("none", &concern));
  g_assert_false (pl_concern_from_name (NULL, &concern));
  g_assert_cmpuint (concern, ==, PL_CONCERN_SECRECY);
}

static void
test_every_concern_has_a_stage (void)
{
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    g_assert_cmpuint (pl_concern_get_stage (i), !=, PL_STAGE_NONE);

  g_assert_cmpuint (pl_concern_get_stage (PL_CONCERN_DISCLOSURE), ==, PL_STAGE_SUPPORT);
  g_assert_cmpuint (pl_concern_get_stage (PL_CONCERN_GENERAL), ==, PL_STAGE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/concern/names-round-trip", test_names_round_trip);
  g_test_add_func ("/value/concern/unknown-name-changes-nothing", test_unknown_name_changes_nothing);
  g_test_add_func ("/value/concern/every-concern-has-a-stage", test_every_concern_has_a_stage);

  return g_test_run ();
}
