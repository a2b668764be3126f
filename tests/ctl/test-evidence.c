// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-evidence.h"

#include "ctl-replay.h"

#define N_BENIGN 20000

static const PlEvidenceSettings constants = {
  .fade_message = 0.9f, .fade_hour = 1, .cap = 8, .bias = -3, .whole = 2, .strong = 0.4f, .context_fade = 0.95f, .context_step = 1, .context_cap = 8,
};

typedef struct
{
  PlCorpus *corpus;
  GArray *scores; /* of PlScore */
} Text;

static void
text_init (Text *self)
{
  self->corpus = pl_corpus_new ();
  self->scores = g_array_new (FALSE, TRUE, sizeof (PlScore));
}

static void
text_clear (Text *self)
{
  pl_corpus_free (self->corpus);
  g_array_unref (self->scores);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Text, text_clear)

/* A conversation of one message; what shows nothing is all one. */
static void
text_add (Text    *self,
          PlExpect expect,
          PlScore  score)
{
  gboolean shows = expect != PL_EXPECT_NOTHING || score.odds[PL_CONCERN_SECRECY] > 0;
  g_autofree char *name = g_strdup_printf ("c%u", shows ? self->scores->len : 0);
  PlExample example = { .text = "", .source = "chat", .language = "en", .label = "none", .conversation = g_string_chunk_insert_const (self->corpus->strings, name),
                        .expect = expect, .concerns = expect == PL_EXPECT_PROMPT ? 1u << PL_CONCERN_SECRECY : 0, .by = expect == PL_EXPECT_PROMPT ? 0 : -1 };

  g_array_append_val (self->corpus->examples, example);
  g_array_append_val (self->scores, score);
}

static PlShown
text_show (const Text *self)
{
  return (PlShown) { self->corpus, (const PlScore *) (gpointer) self->scores->data, NULL };
}

static PlScore
make_secret (float odds)
{
  PlScore score = { .values = { 0 } };

  score.odds[PL_CONCERN_SECRECY] = odds;

  return score;
}

static PlScore
make_threat (float value)
{
  PlScore score = { .values = { 0 } };

  score.values[PL_CONCERN_THREAT] = value;

  return score;
}

static double
measure_in_time (const PlEvidenceSettings *settings,
                 const PlShown            *conversations)
{
  g_autofree PlConcern *prompts = g_new (PlConcern, conversations->corpus->examples->len);

  pl_replay_prompts (conversations->corpus, conversations->scores, settings, PL_SENSITIVITY_BALANCED, NULL, prompts);

  return pl_measure_conversations (conversations->corpus, prompts, NULL).in_time.value;
}

/* Benign chat with @n_louder messages that are louder than any conversation to warn of, and one that reads as a threat by @value. */
static void
fill_benign (Text  *benign,
             guint  n_louder,
             float  value)
{
  for (guint i = 0; i < N_BENIGN; i++)
    text_add (benign, PL_EXPECT_NOTHING, i == 0 ? make_threat (value) : make_secret (i <= n_louder ? 3 : 0));
}

static void
fill_conversations (Text *conversations)
{
  for (guint i = 0; i < 200; i++)
    text_add (conversations, i % 2 == 0 ? PL_EXPECT_PROMPT : PL_EXPECT_QUIET, make_secret (i % 2 == 0 ? 2 : 0));
}

static PlEvidenceSettings
calibrate (const Text *conversations,
           const Text *benign)
{
  PlEvidenceSettings settings = constants;
  PlShown shown = text_show (conversations);
  PlShown plain = text_show (benign);

  pl_evidence_calibrate (&settings, &shown, &plain);

  return settings;
}

/* Whatever benign text is like, what it may cost is kept. */
static void
test_budgets_are_kept (void)
{
  g_auto (Text) conversations;

  text_init (&conversations);
  fill_conversations (&conversations);
  for (guint n_louder = 0; n_louder < 9; n_louder += 4)
    {
      g_auto (Text) benign;
      PlEvidenceSettings settings;
      PlShown plain;

      text_init (&benign);
      fill_benign (&benign, n_louder, 0.96f);
      settings = calibrate (&conversations, &benign);
      plain = text_show (&benign);
      for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
        g_assert_cmpfloat (pl_evidence_get_worst (&settings, i, &plain, FALSE, NULL), <=, pl_budgets[i].benign);
    }
}

/* Five false prompts in 20,000 messages are allowed. Where all the signs together need them all, a threat alone gets none; where there is
 * room, it prompts at once. */
static void
test_false_prompts_go_where_they_warn_most (void)
{
  g_auto (Text) conversations;
  PlShown shown;

  text_init (&conversations);
  fill_conversations (&conversations);
  shown = text_show (&conversations);
  for (guint n_louder = 4; n_louder <= 5; n_louder++)
    {
      g_auto (Text) benign;
      PlEvidenceSettings settings;

      text_init (&benign);
      fill_benign (&benign, n_louder, 0.96f);
      settings = calibrate (&conversations, &benign);
      g_assert_cmpfloat_with_epsilon (measure_in_time (&settings, &shown), 1, 1e-9);
      if (n_louder == 4)
        g_assert_cmpfloat (settings.direct[PL_SENSITIVITY_BALANCED], <=, 0.96f);
      else
        g_assert_cmpfloat (settings.direct[PL_SENSITIVITY_BALANCED], >, 0.96f);
    }
}

/* However much the sum of all signs would gain: there is always a value from which a threat prompts at once. */
static void
test_a_plain_threat_always_prompts (void)
{
  g_auto (Text) conversations;
  g_auto (Text) benign;
  PlEvidenceSettings settings;

  text_init (&conversations);
  fill_conversations (&conversations);
  text_init (&benign);
  fill_benign (&benign, 5, 0.9999f);
  settings = calibrate (&conversations, &benign);
  g_assert_cmpfloat (settings.direct[PL_SENSITIVITY_BALANCED], <, 1);
  g_assert_cmpfloat (settings.direct[PL_SENSITIVITY_MORE], <, 1);
}

/* A picture asked for and then something secret is to be warned of, the same the other way round is not: to a sum they are alike. */
static void
add_in_order (Text    *self,
              guint    number,
              gboolean is_prompt)
{
  g_autofree char *name = g_strdup_printf ("order%u", number);
  const char *conversation = g_string_chunk_insert_const (self->corpus->strings, name);
  float odds = 2 + 0.1f * (float) (number % 11);

  for (guint seq = 0; seq < 2; seq++)
    {
      PlExample example = { .text = "", .source = "chat", .language = "en", .label = "none", .conversation = conversation, .file = number % 50, .seq = (int) seq,
                            .expect = is_prompt ? PL_EXPECT_PROMPT : PL_EXPECT_QUIET, .by = is_prompt ? 1 : -1 };
      PlConcern concern = (seq == 0) == is_prompt ? PL_CONCERN_IMAGE_REQUEST : PL_CONCERN_SECRECY;
      PlScore score = { .context = 0.01f * (float) number };

      example.concerns = is_prompt ? 1u << concern : 0;
      score.odds[concern] = odds;
      score.values[concern] = odds / (1 + odds);
      g_array_append_val (self->corpus->examples, example);
      g_array_append_val (self->scores, score);
    }
}

static void
fill_in_order (Text  *self,
               guint  n)
{
  text_init (self);
  for (guint i = 0; i < n; i++)
    add_in_order (self, i, i % 2 == 0);
}

/* Each is measured by a unit that has not seen its file, and that is what the thresholds are set by. */
static void
test_order_warns_where_sums_cannot (void)
{
  g_auto (Text) conversations;
  g_auto (Text) benign;
  g_autoptr (PlHeldOut) held_out = NULL;
  PlEvidenceSettings sums = constants;
  PlEvidenceSettings order = constants;
  PlShown shown, plain;

  fill_in_order (&conversations, 600);
  shown = text_show (&conversations);
  text_init (&benign);
  fill_benign (&benign, 0, 0.5f);
  plain = text_show (&benign);
  pl_evidence_calibrate (&sums, &shown, &plain);
  held_out = pl_held_out_new (&order, &shown, &order.recurrence);
  shown.held_out = held_out;
  pl_evidence_calibrate (&order, &shown, &plain);
  g_assert_cmpfloat (measure_in_time (&sums, &shown), <, 0.2);
  g_assert_cmpfloat (measure_in_time (&order, &shown), >, 0.8);
}

static void
test_few_conversations_teach_no_order (void)
{
  static const PlRecurrence nothing;
  g_auto (Text) conversations;
  g_autoptr (PlHeldOut) held_out = NULL;
  PlEvidenceSettings settings = constants;
  PlShown shown;

  fill_in_order (&conversations, 100);
  shown = text_show (&conversations);
  held_out = pl_held_out_new (&settings, &shown, &settings.recurrence);
  g_assert_cmpmem (&settings.recurrence, sizeof (PlRecurrence), &nothing, sizeof (PlRecurrence));
  for (guint part = 0; part < PL_EVIDENCE_PARTS; part++)
    g_assert_cmpmem (&held_out->without[part], sizeof (PlRecurrence), &nothing, sizeof (PlRecurrence));
}

static void
test_one_part_is_replayed_alone (void)
{
  g_auto (Text) conversations;
  PlEvidenceSettings settings = constants;
  g_autofree guint8 *parts = NULL;
  g_autofree PlConcern *prompts = NULL;
  guint n = 40;

  fill_in_order (&conversations, n / 2);
  settings.recurrence.output_bias = 100;
  settings.threshold[PL_SENSITIVITY_BALANCED] = 0.5f;
  settings.direct[PL_SENSITIVITY_BALANCED] = 2;
  parts = g_new (guint8, n);
  prompts = g_new (PlConcern, n);
  for (guint i = 0; i < n; i++)
    {
      parts[i] = (guint8) (i / 2 % 3);
      prompts[i] = PL_CONCERN_THREAT;
    }
  pl_replay_prompts (conversations.corpus, (const PlScore *) (gpointer) conversations.scores->data, &settings, PL_SENSITIVITY_BALANCED, &(PlPart) { parts, 1 }, prompts);
  for (guint i = 0; i < n; i++)
    g_assert_true ((prompts[i] == PL_CONCERN_THREAT) == (parts[i] != 1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/evidence/budgets-are-kept", test_budgets_are_kept);
  g_test_add_func ("/ctl/evidence/false-prompts-go-where-they-warn-most", test_false_prompts_go_where_they_warn_most);
  g_test_add_func ("/ctl/evidence/a-plain-threat-always-prompts", test_a_plain_threat_always_prompts);
  g_test_add_func ("/ctl/evidence/order-warns-where-sums-cannot", test_order_warns_where_sums_cannot);
  g_test_add_func ("/ctl/evidence/few-conversations-teach-no-order", test_few_conversations_teach_no_order);
  g_test_add_func ("/ctl/evidence/one-part-is-replayed-alone", test_one_part_is_replayed_alone);

  return g_test_run ();
}
