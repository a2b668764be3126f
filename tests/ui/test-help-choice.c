// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-help-choice.h"

static const char *const in_mexico[] = { "es_MX.UTF-8", "es_MX", "es", "C", NULL };
static const char *const nowhere[] = { "C", NULL };

static PlHelpChoice *
choose (const char        *country,
        const char        *language,
        const char        *audience,
        const char *const *locales)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 22, 12, 0, 0);

  return pl_help_choice_new (country, "", language, audience, locales, now);
}

static void
test_choice_wins (void)
{
  g_autoptr (PlHelpChoice) choice = choose ("US", "en", "parent", in_mexico);

  g_assert_cmpstr (choice->country, ==, "US");
  g_assert_false (choice->guessed);
  g_assert_cmpstr (choice->language, ==, "en");
  g_assert_cmpint (choice->audience, ==, PL_AUDIENCE_PARENT);
}

static void
test_guess_is_said (void)
{
  g_autoptr (PlHelpChoice) choice = choose ("", "", "", in_mexico);

  g_assert_cmpstr (choice->country, ==, "MX");
  g_assert_true (choice->guessed);
  g_assert_cmpstr (choice->language, ==, "es");
}

static void
test_no_guess (void)
{
  g_autoptr (PlHelpChoice) choice = choose (NULL, NULL, NULL, nowhere);

  g_assert_null (choice->country);
  g_assert_false (choice->guessed);
  g_assert_cmpstr (choice->language, ==, "en");
}

/* What is not said is the safest: nobody is shown adults' lines by mistake. */
static void
test_youth_unless_said (void)
{
  g_autoptr (PlHelpChoice) choice = choose ("US", "", "somebody", nowhere);
  PlDirectoryQuery query = pl_help_choice_query (choice);

  g_assert_cmpint (choice->audience, ==, PL_AUDIENCE_YOUTH);
  g_assert_cmpint (query.audience, ==, PL_AUDIENCE_YOUTH);
  g_assert_cmpstr (query.today, ==, "2026-11-22");
  g_assert_cmpint (query.concern, ==, PL_CONCERN_NONE);
  g_assert_null (query.text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/help-choice/choice-wins", test_choice_wins);
  g_test_add_func ("/ui/help-choice/guess-is-said-to-be-one", test_guess_is_said);
  g_test_add_func ("/ui/help-choice/no-locale-no-guess", test_no_guess);
  g_test_add_func ("/ui/help-choice/youth-unless-said-otherwise", test_youth_unless_said);

  return g_test_run ();
}
