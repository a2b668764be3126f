// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-conversation.h"
#include "pl-conversation-table.h"

#include <math.h>
#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define START (1000 * G_TIME_SPAN_DAY)

static const PlEvidenceSettings settings = {
  .fade_message = 0.97f, .fade_hour = 0.99f, .floor = 0, .cap = 8, .context_fade = 0.95f, .context_step = 8, .context_cap = 8, .context = 1, .bias = -6,
  .weight = { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 },
  .breadth = 0.5f, .strong = 0.5f, .direct = { 0.99f, 0.97f, 0.95f }, .threshold = { 0.8f, 0.5f, 0.3f },
};

typedef struct
{
  PlConversationTable *table;
  gint64 now;
  guint n_sent;
  PlAssessment last;
} Fixture;

/* No two messages are quite alike: too little to change what comes of them. */
static float
get_difference (Fixture *fixture)
{
  return 1e-6f * (float) ++fixture->n_sent;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->table = pl_conversation_table_new (&settings, PL_SENSITIVITY_BALANCED, 3);
  fixture->now = START;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_conversation_table_free (fixture->table);
}

static float
get_odds (float value)
{
  return value / (1 - MIN (value, 0.9997f));
}

static PlConcern
observe (Fixture    *fixture,
         const char *conversation,
         PlConcern   concern,
         float       value)
{
  PlScore score = { .context = get_difference (fixture) };

  if (concern < PL_N_CONCERNS)
    {
      score.values[concern] = value;
      score.odds[concern] = get_odds (value);
    }
  fixture->now += MINUTE;
  pl_conversation_table_observe (fixture->table, conversation, &score, fixture->now, &fixture->last);

  return fixture->last.prompt;
}

static void
test_plain_messages_raise_nothing (Fixture       *fixture,
                                   gconstpointer  data)
{
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (observe (fixture, "a", PL_CONCERN_NONE, 0), ==, PL_CONCERN_NONE);
  g_assert_cmpint (fixture->last.stage, ==, PL_STAGE_NONE);
  g_assert_cmpfloat (fixture->last.score, <, 0.01);
}

static void
test_evidence_builds (Fixture       *fixture,
                      gconstpointer  data)
{
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
  g_assert_cmpint (fixture->last.stage, ==, PL_STAGE_CONTROL);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_SECRECY);
  g_assert_cmpuint (pl_conversation_table_get_reasons (fixture->table, "a"), ==, 1u << PL_CONCERN_SECRECY);
}

/* A message that could hardly be anything else says more than one that is merely likely. */
static void
test_a_sure_sign_says_more (Fixture       *fixture,
                            gconstpointer  data)
{
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
  g_assert_cmpint (observe (fixture, "b", PL_CONCERN_SECRECY, 0.9995f), ==, PL_CONCERN_SECRECY);
  g_assert_cmpint (observe (fixture, "c", PL_CONCERN_SECRECY, 1), ==, PL_CONCERN_SECRECY);
  g_assert_true (isfinite (fixture->last.score));
}

/* What was said just now weighs more than the same a while ago, and a repeat of it is not said just now. */
static void
test_the_newest_message_counts_most (void)
{
  PlEvidenceSettings steady = settings;
  PlConversation state = { 0 };
  PlScore sign = { .odds = { [PL_CONCERN_THREAT] = 4 } };
  PlScore plain = { .context = 1e-6f };
  PlAssessment now, later, repeated;

  steady.fade_message = steady.fade_hour = steady.context_fade = 1;
  steady.fresh[PL_CONCERN_THREAT] = 1.5f;
  steady.threshold[PL_SENSITIVITY_BALANCED] = 2;
  pl_conversation_observe (&state, &steady, PL_SENSITIVITY_BALANCED, &sign, START, &now);
  pl_conversation_observe (&state, &steady, PL_SENSITIVITY_BALANCED, &plain, START, &later);
  g_assert_cmpfloat (now.score, >, later.score);
  pl_conversation_observe (&state, &steady, PL_SENSITIVITY_BALANCED, &sign, START, &repeated);
  g_assert_cmpfloat_with_epsilon (repeated.score, later.score, 1e-4f);
}

static void
test_a_prompt_spends_the_evidence (Fixture       *fixture,
                                   gconstpointer  data)
{
  observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_SECRECY);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_NONE, 0), ==, PL_CONCERN_NONE);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_SECRECY);
}

static void
test_evidence_fades_with_messages_and_time (Fixture       *fixture,
                                            gconstpointer  data)
{
  observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f);
  for (guint i = 0; i < 100; i++)
    observe (fixture, "a", PL_CONCERN_NONE, 0);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);

  observe (fixture, "b", PL_CONCERN_SECRECY, 0.9f);
  fixture->now += 30 * G_TIME_SPAN_DAY;
  g_assert_cmpint (observe (fixture, "b", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
}

static void
observe_context (Fixture    *fixture,
                 const char *conversation,
                 float       context)
{
  PlScore score = { .context = context + get_difference (fixture) };

  fixture->now += MINUTE;
  pl_conversation_table_observe (fixture->table, conversation, &score, fixture->now, &fixture->last);
}

static void
test_ordinary_talk_speaks_against (Fixture       *fixture,
                                   gconstpointer  data)
{
  float before;

  observe (fixture, "a", PL_CONCERN_SECRECY, 0.8f);
  before = fixture->last.score;
  observe_context (fixture, "a", -2);
  g_assert_cmpfloat (fixture->last.score, <, before / 2);
}

static void
test_context_alone_never_prompts (Fixture       *fixture,
                                  gconstpointer  data)
{
  for (guint i = 0; i < 100; i++)
    {
      observe_context (fixture, "a", 6);
      g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_NONE);
    }
}

static void
test_conversations_are_apart (Fixture       *fixture,
                              gconstpointer  data)
{
  observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f);
  g_assert_cmpint (observe (fixture, "b", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
}

static void
test_weak_signs_alone_never_prompt (Fixture       *fixture,
                                    gconstpointer  data)
{
  static const PlConcern weak[] = { PL_CONCERN_FLATTERY, PL_CONCERN_AGE_PROBE, PL_CONCERN_PLATFORM_SWITCH };

  for (guint i = 0; i < 300; i++)
    g_assert_cmpint (observe (fixture, "a", weak[i % 3], 0.999f), ==, PL_CONCERN_NONE);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_IMAGE_REQUEST, 0.9f), !=, PL_CONCERN_NONE);
}

static void
test_a_direct_threat_prompts_at_once (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_THREAT, 0.98f), ==, PL_CONCERN_THREAT);
  g_assert_true (fixture->last.direct_threat);
}

static void
test_the_leader_is_named_or_general (Fixture       *fixture,
                                     gconstpointer  data)
{
  PlScore score = { 0 };

  score.odds[PL_CONCERN_SECRECY] = score.odds[PL_CONCERN_ISOLATION] = score.odds[PL_CONCERN_IMAGE_REQUEST] =
    score.odds[PL_CONCERN_ACCOUNT_REQUEST] = get_odds (0.8f);
  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_GENERAL);
}

/* What tells most of a conversation is not what is loudest in it: who is threatened is not told of kind words. */
static void
test_the_name_goes_by_evidence_not_by_weight (Fixture       *fixture,
                                              gconstpointer  data)
{
  PlEvidenceSettings uneven = settings;
  g_autoptr (PlConversationTable) table = NULL;
  PlScore score = { 0 };
  PlAssessment assessment;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    uneven.weight[i] = i == PL_CONCERN_FLATTERY ? 4 : 0.02f;
  uneven.whole = 4;
  table = pl_conversation_table_new (&uneven, PL_SENSITIVITY_BALANCED, 3);
  score.odds[PL_CONCERN_FLATTERY] = get_odds (0.7f);
  score.odds[PL_CONCERN_THREAT] = get_odds (0.96f);
  pl_conversation_table_observe (table, "a", &score, START, &assessment);
  g_assert_cmpint (assessment.stage, ==, PL_STAGE_EXPLOIT);
  g_assert_cmpint (assessment.prompt, ==, PL_CONCERN_THREAT);
  g_assert_false (assessment.direct_threat);
}

/* A program that shows a message again, or somebody who sends it twice, adds nothing; another message does. */
static void
test_a_repeat_is_no_further_sign (Fixture       *fixture,
                                  gconstpointer  data)
{
  PlScore score = { .odds[PL_CONCERN_SECRECY] = get_odds (0.9f) };
  float before;

  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  before = fixture->last.score;
  for (guint i = 0; i < 20; i++)
    {
      pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
      g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_NONE);
      g_assert_cmpfloat (fixture->last.score, ==, before);
      g_assert_cmpint (fixture->last.stage, ==, PL_STAGE_CONTROL);
    }
  score.context = get_difference (fixture);
  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_SECRECY);
}

/* Only the latest messages are known again, and another conversation knows nothing of them. */
static void
test_what_comes_back_later_counts (Fixture       *fixture,
                                   gconstpointer  data)
{
  PlScore score = { .odds[PL_CONCERN_SECRECY] = get_odds (0.9f) };

  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  for (guint i = 0; i < PL_CONVERSATION_LATEST; i++)
    observe (fixture, "a", PL_CONCERN_NONE, 0);
  pl_conversation_table_observe (fixture->table, "b", &score, fixture->now, &fixture->last);
  g_assert_cmpfloat (fixture->last.score, >, 0.1f);
  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_SECRECY);
}

/* Said twice, a threat prompts once. */
static void
test_a_repeated_threat_prompts_once (Fixture       *fixture,
                                     gconstpointer  data)
{
  PlScore score = { .values[PL_CONCERN_THREAT] = 0.98f, .odds[PL_CONCERN_THREAT] = get_odds (0.98f) };

  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  g_assert_true (fixture->last.direct_threat);
  pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
  g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_NONE);
}

static void
test_fine_lowers_the_concern (Fixture       *fixture,
                              gconstpointer  data)
{
  pl_conversation_table_set_fine (fixture->table, "a", PL_CONCERN_SECRECY);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
  g_assert_true (observe (fixture, "a", PL_CONCERN_IMAGE_REQUEST, 0.95f) != PL_CONCERN_NONE ||
                 observe (fixture, "a", PL_CONCERN_IMAGE_REQUEST, 0.95f) != PL_CONCERN_NONE);
}

/* A little of everything is not a strong sign beside praise. */
static void
test_small_doubts_do_not_add_up (Fixture       *fixture,
                                 gconstpointer  data)
{
  PlScore score = { 0 };

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    score.odds[i] = get_odds (pl_concern_is_weak_alone (i) ? 0.9f : 0.01f);
  for (guint i = 0; i < 20; i++)
    {
      score.context = get_difference (fixture);
      pl_conversation_table_observe (fixture->table, "a", &score, fixture->now, &fixture->last);
      g_assert_cmpint (fixture->last.prompt, ==, PL_CONCERN_NONE);
    }
}

static void
test_the_oldest_is_forgotten (Fixture       *fixture,
                              gconstpointer  data)
{
  observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f);
  observe (fixture, "b", PL_CONCERN_NONE, 0);
  observe (fixture, "c", PL_CONCERN_NONE, 0);
  observe (fixture, "b", PL_CONCERN_NONE, 0);
  observe (fixture, "d", PL_CONCERN_NONE, 0);
  g_assert_cmpuint (pl_conversation_table_get_size (fixture->table), ==, 3);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
}

static void
test_forgetting_forgets_all (Fixture       *fixture,
                             gconstpointer  data)
{
  observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f);
  pl_conversation_table_forget (fixture->table);
  g_assert_cmpuint (pl_conversation_table_get_size (fixture->table), ==, 0);
  g_assert_cmpint (observe (fixture, "a", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
}

static void
test_saved_evidence_comes_back (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GVariant) saved = NULL;
  g_autofree char *printed = NULL;

  observe (fixture, "Sam", PL_CONCERN_SECRECY, 0.9f);
  saved = g_variant_ref_sink (pl_conversation_table_save (fixture->table, key));
  printed = g_variant_print (saved, FALSE);
  g_assert_null (strstr (printed, "Sam"));

  pl_conversation_table_forget (fixture->table);
  g_assert_true (pl_conversation_table_load (fixture->table, key, saved));
  g_assert_cmpint (observe (fixture, "Sam", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_SECRECY);
}

static void
test_another_key_opens_nothing (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr (GVariant) saved = NULL;

  observe (fixture, "Sam", PL_CONCERN_SECRECY, 0.9f);
  saved = g_variant_ref_sink (pl_conversation_table_save (fixture->table, key));
  pl_conversation_table_forget (fixture->table);
  g_assert_true (pl_conversation_table_load (fixture->table, other, saved));
  g_assert_cmpint (observe (fixture, "Sam", PL_CONCERN_SECRECY, 0.9f), ==, PL_CONCERN_NONE);
}

static void
test_altered_memory_is_refused_or_tamed (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GVariant) wrong = g_variant_ref_sink (g_variant_new_string ("no table"));
  g_autoptr (GVariant) wild = g_variant_ref_sink (g_variant_new_parsed (
    "[('x', int64 -5, [1e300, -7.0, 3.0], uint32 4294967295, uint32 4294967295), ('x', int64 0, @ad [], uint32 0, uint32 0)]"));

  g_assert_false (pl_conversation_table_load (fixture->table, key, wrong));
  g_assert_true (pl_conversation_table_load (fixture->table, key, wild));
  g_assert_cmpuint (pl_conversation_table_get_size (fixture->table), ==, 1);
}

/* A file of the first version: evidence in another measure is left behind, what is fine stays fine. */
static void
test_an_old_memory_brings_no_prompt (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "memory", "conversations-1.gvariant", NULL);
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) old = NULL;
  g_autoptr (GVariant) upgraded = NULL;
  g_autoptr (GVariant) again = NULL;
  guint fine;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  old = g_variant_ref_sink (g_variant_parse (G_VARIANT_TYPE ("a(sxaduu)"), text, NULL, NULL, &error));
  g_assert_no_error (error);
  upgraded = pl_conversation_table_upgrade (old);
  g_assert_true (pl_conversation_table_load (fixture->table, key, upgraded));
  g_assert_cmpuint (pl_conversation_table_get_size (fixture->table), ==, 1);

  again = g_variant_ref_sink (pl_conversation_table_save (fixture->table, key));
  g_variant_get_child (again, 0, "(&sx@aduu)", NULL, NULL, NULL, NULL, &fine);
  g_assert_cmpuint (fine, ==, 1u << PL_CONCERN_ISOLATION);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      g_autoptr (GVariant) evidence = NULL;
      double value;

      g_variant_get_child (again, 0, "(&sx@aduu)", NULL, NULL, &evidence, NULL, NULL);
      g_variant_get_child (evidence, i, "d", &value);
      g_assert_cmpfloat (value, ==, 0);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/conversation/table/plain-messages-raise-nothing", test_plain_messages_raise_nothing);
  ADD ("/conversation/table/evidence-builds", test_evidence_builds);
  ADD ("/conversation/table/a-sure-sign-says-more", test_a_sure_sign_says_more);
  g_test_add_func ("/conversation/the-newest-message-counts-most", test_the_newest_message_counts_most);
  ADD ("/conversation/table/a-prompt-spends-the-evidence", test_a_prompt_spends_the_evidence);
  ADD ("/conversation/table/evidence-fades-with-messages-and-time", test_evidence_fades_with_messages_and_time);
  ADD ("/conversation/table/ordinary-talk-speaks-against", test_ordinary_talk_speaks_against);
  ADD ("/conversation/table/context-alone-never-prompts", test_context_alone_never_prompts);
  ADD ("/conversation/table/conversations-are-apart", test_conversations_are_apart);
  ADD ("/conversation/table/weak-signs-alone-never-prompt", test_weak_signs_alone_never_prompt);
  ADD ("/conversation/table/a-direct-threat-prompts-at-once", test_a_direct_threat_prompts_at_once);
  ADD ("/conversation/table/the-leader-is-named-or-general", test_the_leader_is_named_or_general);
  ADD ("/conversation/table/the-name-goes-by-evidence-not-by-weight", test_the_name_goes_by_evidence_not_by_weight);
  ADD ("/conversation/table/a-repeat-is-no-further-sign", test_a_repeat_is_no_further_sign);
  ADD ("/conversation/table/what-comes-back-later-counts", test_what_comes_back_later_counts);
  ADD ("/conversation/table/a-repeated-threat-prompts-once", test_a_repeated_threat_prompts_once);
  ADD ("/conversation/table/fine-lowers-the-concern", test_fine_lowers_the_concern);
  ADD ("/conversation/table/small-doubts-do-not-add-up", test_small_doubts_do_not_add_up);
  ADD ("/conversation/table/the-oldest-is-forgotten", test_the_oldest_is_forgotten);
  ADD ("/conversation/table/forgetting-forgets-all", test_forgetting_forgets_all);
  ADD ("/conversation/table/saved-evidence-comes-back", test_saved_evidence_comes_back);
  ADD ("/conversation/table/another-key-opens-nothing", test_another_key_opens_nothing);
  ADD ("/conversation/table/altered-memory-is-refused-or-tamed", test_altered_memory_is_refused_or_tamed);

  ADD ("/conversation/table/an-old-memory-brings-no-prompt", test_an_old_memory_brings_no_prompt);

  return g_test_run ();
}
