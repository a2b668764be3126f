// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-network.h"

#include <math.h>
#include <string.h>

#define BITS 8
#define SEEDS 4

static const PlNetworkSettings settings = { .bits = BITS, .rounds = 60, .batch = 8, .rate = 0.02, .drop_words = 0, .drop_numbers = 0.1, .drop_seen = 0.1 };

/* The same words in another order: what no sum over words can tell apart. */
static const char *const positives[] = { "you owe me", "you owe me now", "now you owe me", "so you owe me" };
static const char *const negatives[] = { "me owe you", "now me owe you", "me owe you now", "so me owe you" };

static void
list (const char    *message,
      PlNetworkRows *rows)
{
  static PlText text;
  gsize end = pl_text_read (&text, NULL, message, strlen (message), 0);

  pl_network_list_rows (&text, message, end, BITS, rows);
}

static PlNetworkDraft *
train (guint32 seed)
{
  g_autoptr (PlNetworkExamples) examples = pl_network_examples_new (BITS);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  static PlNetworkRows rows;

  for (guint i = 0; i < 40; i++)
    {
      list (positives[i % G_N_ELEMENTS (positives)], &rows);
      pl_network_examples_add (examples, &rows, 1u << PL_CONCERN_CONTROL_DEBT, G_MAXUINT32);
      list (negatives[i % G_N_ELEMENTS (negatives)], &rows);
      pl_network_examples_add (examples, &rows, 0, G_MAXUINT32);
    }

  return pl_network_draft_train (examples, &settings, random);
}

static float
read_one (const PlNetworkDraft *network,
          const char           *message,
          PlConcern             concern)
{
  static PlNetworkRows rows;
  float log_odds[PL_NETWORK_OUTPUTS];

  list (message, &rows);
  pl_network_draft_read (network, &rows, log_odds);

  return log_odds[concern];
}

static void
test_order_is_learnt (void)
{
  g_autoptr (PlNetworkDraft) network = train (1);

  for (guint i = 0; i < G_N_ELEMENTS (positives); i++)
    {
      g_assert_cmpfloat (read_one (network, positives[i], PL_CONCERN_CONTROL_DEBT), >, 0);
      g_assert_cmpfloat (read_one (network, negatives[i], PL_CONCERN_CONTROL_DEBT), <, 0);
    }
}

static void
test_what_no_example_shows_is_never_said (void)
{
  g_autoptr (PlNetworkDraft) network = train (1);

  for (guint i = 0; i < G_N_ELEMENTS (positives); i++)
    g_assert_cmpfloat (read_one (network, positives[i], PL_CONCERN_FLATTERY), <, 0);
}

static void
test_the_same_seed_gives_the_same_network (void)
{
  g_autoptr (PlNetworkDraft) first = train (1);
  g_autoptr (PlNetworkDraft) second = train (1);
  g_autoptr (PlNetworkDraft) other = train (2);

  g_assert_cmpmem (first->rows, sizeof (float[PL_NETWORK_SIZE]) << BITS, second->rows, sizeof (float[PL_NETWORK_SIZE]) << BITS);
  g_assert_cmpmem (first->weights, sizeof (PlNetworkWeights), second->weights, sizeof (PlNetworkWeights));
  g_assert_cmpint (memcmp (first->weights, other->weights, sizeof (PlNetworkWeights)), !=, 0);
}

#define OUTLOOK (PL_N_CONCERNS + PL_OUTLOOK_WARN)

/* A network that was told an outlook of each message, and whether one learns from it. */
static float
train_outlook (gboolean is_known,
               double   outlooks)
{
  g_autoptr (PlNetworkExamples) examples = pl_network_examples_new (BITS);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (PlNetworkDraft) network = NULL;
  static PlNetworkRows rows;
  PlNetworkSettings with = settings;

  with.outlooks = outlooks;
  for (guint i = 0; i < 40; i++)
    {
      list (i % 2 == 0 ? positives[0] : negatives[0], &rows);
      pl_network_examples_add (examples, &rows, i % 2 == 0 ? 1u << OUTLOOK : 0, is_known ? 1u << OUTLOOK : 0);
    }
  network = pl_network_draft_train (examples, &with, random);

  return read_one (network, positives[0], OUTLOOK) - read_one (network, negatives[0], OUTLOOK);
}

static void
test_an_outlook_is_learnt_where_it_is_known (void)
{
  float unlearnt = train_outlook (FALSE, 1);

  g_assert_cmpfloat (train_outlook (TRUE, 1), >, unlearnt + 3);
  g_assert_cmpfloat (train_outlook (TRUE, 0), ==, unlearnt);
}

/* How far from even a network ends that was shown the same message as often with a sign as without. */
static float
train_torn (guint32 seed)
{
  g_autoptr (PlNetworkExamples) examples = pl_network_examples_new (BITS);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (PlNetworkDraft) network = NULL;
  static PlNetworkRows rows;
  PlNetworkSettings torn = { .bits = BITS, .rounds = 20, .batch = 1, .rate = 0.1 };

  list (positives[0], &rows);
  for (guint i = 0; i < 40; i++)
    pl_network_examples_add (examples, &rows, i % 2 == 0 ? 1u << PL_CONCERN_CONTROL_DEBT : 0, G_MAXUINT32);
  network = pl_network_draft_train (examples, &torn, random);

  return fabsf (read_one (network, positives[0], PL_CONCERN_CONTROL_DEBT));
}

/* Where learning ends hangs on which example came last; the mean of where it stood does not. */
static void
test_the_last_example_does_not_decide (void)
{
  float sum = 0;

  for (guint seed = 1; seed <= SEEDS; seed++)
    sum += train_torn (seed);
  g_assert_cmpfloat (sum / SEEDS, <, 0.03f);
}

static void
test_no_example_is_no_crash (void)
{
  g_autoptr (PlNetworkExamples) examples = pl_network_examples_new (BITS);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (PlNetworkDraft) network = pl_network_draft_train (examples, &settings, random);

  g_assert_cmpfloat (read_one (network, "", PL_CONCERN_THREAT), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/network/order-is-learnt", test_order_is_learnt);
  g_test_add_func ("/ctl/network/what-no-example-shows-is-never-said", test_what_no_example_shows_is_never_said);
  g_test_add_func ("/ctl/network/the-same-seed-gives-the-same-network", test_the_same_seed_gives_the_same_network);
  g_test_add_func ("/ctl/network/an-outlook-is-learnt-where-it-is-known", test_an_outlook_is_learnt_where_it_is_known);
  g_test_add_func ("/ctl/network/the-last-example-does-not-decide", test_the_last_example_does_not_decide);
  g_test_add_func ("/ctl/network/no-example-is-no-crash", test_no_example_is_no_crash);

  return g_test_run ();
}
