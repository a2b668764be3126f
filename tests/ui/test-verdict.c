// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-verdict.h"

static PlFinding
make (float first,
      float second,
      guint n_shown)
{
  PlFinding finding = { .n_shown = n_shown };

  finding.score.values[PL_CONCERN_SECRECY] = first;
  finding.score.values[PL_CONCERN_THREAT] = second;

  return finding;
}

static void
test_three_answers (void)
{
  PlFinding nothing = make (0.1f, 0.0f, 0);
  PlFinding look = make (0.3f, 0.0f, 0);
  PlFinding shown = make (0.6f, 0.0f, 1);
  PlFinding clear = make (0.9f, 0.0f, 1);
  PlFinding twice = make (0.6f, 0.6f, 2);

  g_assert_cmpint (pl_verdict_of (&nothing), ==, PL_VERDICT_NOTHING);
  g_assert_cmpint (pl_verdict_of (&look), ==, PL_VERDICT_LOOK);
  g_assert_cmpint (pl_verdict_of (&shown), ==, PL_VERDICT_LOOK);
  g_assert_cmpint (pl_verdict_of (&clear), ==, PL_VERDICT_CLEAR);
  g_assert_cmpint (pl_verdict_of (&twice), ==, PL_VERDICT_CLEAR);
}

/* Property: more of any sign never makes the answer milder. */
static void
test_never_milder (void)
{
  for (int i = 0; i < 2000; i++)
    {
      PlFinding less = make ((float) g_test_rand_double (), (float) g_test_rand_double (), (guint) g_test_rand_int_range (0, 3));
      PlFinding more = less;
      guint at = (guint) g_test_rand_int_range (0, PL_N_CONCERNS);

      more.score.values[at] = MIN (1.0f, more.score.values[at] + (float) g_test_rand_double ());
      more.n_shown += (guint) g_test_rand_int_range (0, 2);
      g_assert_cmpint (pl_verdict_of (&more), >=, pl_verdict_of (&less));
      g_assert_cmpuint (pl_verdict_concerns (&more) & pl_verdict_concerns (&less), ==, pl_verdict_concerns (&less));
    }
}

static void
test_concerns (void)
{
  PlFinding finding = make (0.9f, 0.2f, 1);

  g_assert_cmpuint (pl_verdict_concerns (&finding), ==, 1u << PL_CONCERN_SECRECY);
}

/* The real engine and model: lines are scored one by one, wherever the line ends are. */
static void
test_lines (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "porchlight.plm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlEngine) engine = pl_engine_open (path, &error);
  PlFinding one;
  PlFinding same;
  PlFinding empty;

  g_assert_no_error (error);
  pl_verdict_check (engine, "see you at practice\ndelete this chat and don't tell your mom, ok?", &one);
  pl_verdict_check (engine, "\r\n\r\nsee you at practice\r\n\r\ndelete this chat and don't tell your mom, ok?\r\n", &same);
  pl_verdict_check (engine, "\n\n", &empty);

  g_assert_cmpint (pl_verdict_of (&one), >=, PL_VERDICT_LOOK);
  g_assert_cmpmem (&one, sizeof one, &same, sizeof same);
  g_assert_cmpint (pl_verdict_of (&empty), ==, PL_VERDICT_NOTHING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/verdict/three-answers", test_three_answers);
  g_test_add_func ("/ui/verdict/more-is-never-milder", test_never_milder);
  g_test_add_func ("/ui/verdict/concerns-worth-naming", test_concerns);
  g_test_add_func ("/ui/verdict/line-by-line", test_lines);

  return g_test_run ();
}
