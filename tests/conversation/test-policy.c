// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt-policy.h"

#include <string.h>

#define DAY G_TIME_SPAN_DAY
#define HOUR G_TIME_SPAN_HOUR
#define START (1000 * DAY)

static const PlPromptPolicySettings always = { .quiet_hours = FALSE };
static const PlAssessment gentle = { .score = 0.9f, .stage = PL_STAGE_CONTROL, .prompt = PL_CONCERN_SECRECY };
static const PlAssessment threat = { .score = 1, .stage = PL_STAGE_EXPLOIT, .prompt = PL_CONCERN_THREAT, .direct_threat = TRUE };

typedef struct
{
  PlPromptPolicy *policy;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->policy = pl_prompt_policy_new (&always);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_prompt_policy_free (fixture->policy);
}

static PlDecision
decide (Fixture            *fixture,
        const char         *conversation,
        const PlAssessment *assessment,
        gint64              now)
{
  const PlDeskState desk = { .now = now, .minute_of_day = 720 };
  PlDecision decision = pl_prompt_policy_decide (fixture->policy, conversation, assessment, now, &desk);

  if (decision == PL_DECISION_SHOW)
    pl_prompt_policy_shown (fixture->policy, conversation, assessment, now);

  return decision;
}

static PlAssessment
make_prompt (guint concern)
{
  PlAssessment assessment = gentle;

  assessment.prompt = concern;

  return assessment;
}

static void
test_one_a_chat_in_24_hours (Fixture       *fixture,
                             gconstpointer  data)
{
  g_assert_cmpint (decide (fixture, "a", &gentle, START), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "a", &gentle, START + 23 * HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "a", &gentle, START + 24 * HOUR), ==, PL_DECISION_SHOW);
}

static void
test_two_a_day (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_cmpint (decide (fixture, "a", &gentle, START), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "b", &gentle, START + HOUR), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "c", &gentle, START + 2 * HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "c", &gentle, START + 24 * HOUR), ==, PL_DECISION_SHOW);
}

static void
test_five_a_week (Fixture       *fixture,
                  gconstpointer  data)
{
  guint shown = 0;

  for (guint i = 0; i < 7; i++)
    {
      PlAssessment prompt = make_prompt (i);

      shown += decide (fixture, "a", &prompt, START + i * DAY) == PL_DECISION_SHOW;
    }
  g_assert_cmpuint (shown, ==, 5);
}

static void
test_no_wording_twice_in_a_fortnight (Fixture       *fixture,
                                      gconstpointer  data)
{
  guint seen[PL_N_WORDINGS] = { 0 };

  for (guint i = 0; i < PL_N_WORDINGS; i++)
    seen[pl_prompt_policy_shown (fixture->policy, "a", &gentle, START + i * DAY)]++;
  for (guint i = 0; i < PL_N_WORDINGS; i++)
    g_assert_cmpuint (seen[i], ==, 1);
  g_assert_cmpint (decide (fixture, "b", &gentle, START + 8 * DAY), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "b", &gentle, START + 14 * DAY), ==, PL_DECISION_SHOW);
}

static void
test_a_direct_threat_skips_the_counts_once (Fixture       *fixture,
                                            gconstpointer  data)
{
  decide (fixture, "a", &gentle, START);
  decide (fixture, "b", &gentle, START + HOUR);
  g_assert_cmpint (decide (fixture, "b", &threat, START + 2 * HOUR), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "b", &threat, START + 3 * HOUR), ==, PL_DECISION_DROP);
}

/* Two of the day were shown, to other chats: the threat comes all the same, and is the last of that day, whatever the chat. */
static void
test_a_direct_threat_in_a_third_chat_is_shown (Fixture       *fixture,
                                               gconstpointer  data)
{
  g_assert_cmpint (decide (fixture, "a", &gentle, START), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "b", &threat, START + HOUR), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "c", &gentle, START + 2 * HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "c", &threat, START + 3 * HOUR), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "c", &threat, START + 4 * HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "d", &threat, START + 5 * HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "d", &threat, START + 27 * HOUR), ==, PL_DECISION_SHOW);
}

/* The counts are not the only rule. */
static void
test_a_direct_threat_skips_the_counts_alone (Fixture       *fixture,
                                             gconstpointer  data)
{
  PlDeskState desk = { .now = START + 3 * DAY, .minute_of_day = 720, .busy = TRUE };

  for (guint i = 0; i < PL_N_WORDINGS; i++)
    g_assert_cmpint (decide (fixture, "a", &threat, START + i * DAY), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "b", &threat, START + 4 * DAY), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "b", &threat, START + 14 * DAY), ==, PL_DECISION_SHOW);

  desk.now = START + 16 * DAY;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "c", &threat, desk.now, &desk), ==, PL_DECISION_HOLD);
}

static void
test_what_nobody_could_show_does_not_count (Fixture       *fixture,
                                            gconstpointer  data)
{
  guint first = pl_prompt_policy_shown (fixture->policy, "a", &gentle, START);

  pl_prompt_policy_take_back (fixture->policy, "a");
  pl_prompt_policy_take_back (fixture->policy, "never counted");
  g_assert_cmpuint (pl_prompt_policy_shown (fixture->policy, "a", &gentle, START + 1), ==, first);
  pl_prompt_policy_take_back (fixture->policy, "a");

  g_assert_cmpint (decide (fixture, "a", &gentle, START + 2), ==, PL_DECISION_SHOW);
  g_assert_cmpint (decide (fixture, "b", &gentle, START + 3), ==, PL_DECISION_SHOW);
  pl_prompt_policy_take_back (fixture->policy, "a");
  g_assert_cmpint (decide (fixture, "b", &gentle, START + 4), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "c", &gentle, START + 5), ==, PL_DECISION_SHOW);
}

static void
test_a_busy_desk_holds_for_half_an_hour (Fixture       *fixture,
                                         gconstpointer  data)
{
  PlDeskState desk = { .now = START, .minute_of_day = 720, .busy = TRUE };

  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &threat, START, &desk), ==, PL_DECISION_HOLD);
  desk.now = START + 30 * G_TIME_SPAN_MINUTE;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &threat, START, &desk), ==, PL_DECISION_HOLD);
  desk.now++;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &threat, START, &desk), ==, PL_DECISION_DROP);
  desk.now = START + HOUR / 4;
  desk.busy = FALSE;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &threat, START, &desk), ==, PL_DECISION_SHOW);
}

static void
test_quiet_hours_cross_midnight (Fixture       *fixture,
                                 gconstpointer  data)
{
  const PlPromptPolicySettings night = { TRUE, 22 * 60, 7 * 60 };
  PlDeskState desk = { .now = START, .minute_of_day = 23 * 60 };

  pl_prompt_policy_set (fixture->policy, &night);
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &gentle, START, &desk), ==, PL_DECISION_HOLD);
  desk.minute_of_day = 3 * 60;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &gentle, START, &desk), ==, PL_DECISION_HOLD);
  desk.minute_of_day = 7 * 60;
  g_assert_cmpint (pl_prompt_policy_decide (fixture->policy, "a", &gentle, START, &desk), ==, PL_DECISION_SHOW);
}

static void
test_saved_prompts_still_count (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GVariant) saved = NULL;
  g_autofree char *printed = NULL;

  decide (fixture, "Sam", &gentle, START);
  saved = g_variant_ref_sink (pl_prompt_policy_save (fixture->policy, key));
  printed = g_variant_print (saved, FALSE);
  g_assert_null (strstr (printed, "Sam"));
  pl_prompt_policy_forget (fixture->policy);
  g_assert_true (pl_prompt_policy_load (fixture->policy, key, saved));
  g_assert_cmpint (decide (fixture, "Sam", &gentle, START + HOUR), ==, PL_DECISION_DROP);
  g_assert_cmpint (decide (fixture, "Kim", &gentle, START + HOUR), ==, PL_DECISION_SHOW);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/conversation/policy/one-a-chat-in-24-hours", test_one_a_chat_in_24_hours);
  ADD ("/conversation/policy/two-a-day", test_two_a_day);
  ADD ("/conversation/policy/five-a-week", test_five_a_week);
  ADD ("/conversation/policy/no-wording-twice-in-a-fortnight", test_no_wording_twice_in_a_fortnight);
  ADD ("/conversation/policy/a-direct-threat-skips-the-counts-once", test_a_direct_threat_skips_the_counts_once);
  ADD ("/conversation/policy/a-direct-threat-in-a-third-chat-is-shown", test_a_direct_threat_in_a_third_chat_is_shown);
  ADD ("/conversation/policy/a-direct-threat-skips-the-counts-alone", test_a_direct_threat_skips_the_counts_alone);
  ADD ("/conversation/policy/what-nobody-could-show-does-not-count", test_what_nobody_could_show_does_not_count);
  ADD ("/conversation/policy/a-busy-desk-holds-for-half-an-hour", test_a_busy_desk_holds_for_half_an_hour);
  ADD ("/conversation/policy/quiet-hours-cross-midnight", test_quiet_hours_cross_midnight);
  ADD ("/conversation/policy/saved-prompts-still-count", test_saved_prompts_still_count);

  return g_test_run ();
}
