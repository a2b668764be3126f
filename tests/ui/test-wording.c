// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-wording.h"

#include <string.h>

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      n++;

  return n;
}

/* wording.md: three or more versions per topic, two to four short sentences, under 45 words. */
static void
test_versions (void)
{
  for (PlConcern concern = 0; concern <= PL_CONCERN_GENERAL; concern++)
    {
      g_assert_cmpuint (pl_wording_count (concern), >=, 3);
      for (guint i = 0; i < pl_wording_count (concern); i++)
        {
          g_assert_cmpuint (count_words (pl_wording_get_noticed (concern, i)), <, 45);
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (pl_wording_get_noticed (concern, i), !=, pl_wording_get_noticed (concern, j));
        }
    }
}

static void
test_any_number (void)
{
  for (int i = 0; i < 1000; i++)
    {
      PlConcern concern = (PlConcern) g_test_rand_int_range (0, PL_CONCERN_GENERAL + 1);
      guint wording = (guint) g_test_rand_int ();

      g_assert_cmpstr (pl_wording_get_noticed (concern, wording), ==,
                       pl_wording_get_noticed (concern, wording % pl_wording_count (concern)));
      g_assert_nonnull (pl_wording_get_feeling (concern, wording));
    }
  g_assert_cmpstr (pl_wording_get_noticed (PL_CONCERN_NONE, 0), ==, pl_wording_get_noticed (PL_CONCERN_GENERAL, 0));
}

static void
test_steps (void)
{
  for (PlConcern concern = 0; concern <= PL_CONCERN_GENERAL; concern++)
    {
      guint n = 0;

      while (pl_wording_get_step (concern, n) != NULL)
        n++;
      g_assert_cmpuint (n, >=, 3);
      g_assert_null (pl_wording_get_step (concern, 1000));
      g_assert_nonnull (pl_wording_get_kind (concern));
    }
}

/* A threat says that it is not their fault, in each of its versions, and has the steps of wording.md. */
static void
test_threat (void)
{
  for (guint i = 0; i < pl_wording_count (PL_CONCERN_THREAT); i++)
    {
      const char *text = pl_wording_get_noticed (PL_CONCERN_THREAT, i);

      g_assert_true (strstr (text, "not your fault") != NULL || strstr (text, "did not cause this") != NULL);
    }
  g_assert_nonnull (strstr (pl_wording_get_step (PL_CONCERN_THREAT, 0), "Stop replying"));
  g_assert_nonnull (strstr (pl_wording_get_step (PL_CONCERN_THREAT, 1), "Keep the messages and the profile name"));
  g_assert_nonnull (strstr (pl_wording_get_step (PL_CONCERN_THREAT, 2), "Block"));
}

static void
test_meeting_tips (void)
{
  gboolean tip = FALSE;

  for (guint i = 0; pl_wording_get_step (PL_CONCERN_MEETING_TRAVEL, i) != NULL; i++)
    tip = tip || g_str_has_prefix (pl_wording_get_step (PL_CONCERN_MEETING_TRAVEL, i), "If you go");
  g_assert_true (tip);
}

static void
test_reasons (void)
{
  g_autofree char *none = pl_wording_dup_reasons (0);
  g_autofree char *two = pl_wording_dup_reasons ((1u << PL_CONCERN_SECRECY) | (1u << PL_CONCERN_THREAT));

  g_assert_nonnull (strstr (none, pl_wording_get_kind (PL_CONCERN_GENERAL)));
  g_assert_nonnull (strstr (two, pl_wording_get_kind (PL_CONCERN_SECRECY)));
  g_assert_nonnull (strstr (two, pl_wording_get_kind (PL_CONCERN_THREAT)));
  g_assert_nonnull (strchr (two, '\n'));
}

static void
test_already (void)
{
  g_assert_nonnull (pl_wording_get_already (PL_CONCERN_IMAGE_REQUEST));
  g_assert_null (pl_wording_get_already (PL_CONCERN_DISCLOSURE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/wording/three-versions-under-45-words", test_versions);
  g_test_add_func ("/ui/wording/any-number-finds-a-text", test_any_number);
  g_test_add_func ("/ui/wording/steps-for-each", test_steps);
  g_test_add_func ("/ui/wording/threat-is-not-their-fault", test_threat);
  g_test_add_func ("/ui/wording/tips-for-who-goes", test_meeting_tips);
  g_test_add_func ("/ui/wording/reasons-as-kinds", test_reasons);
  g_test_add_func ("/ui/wording/already-happened-where-it-fits", test_already);

  return g_test_run ();
}
