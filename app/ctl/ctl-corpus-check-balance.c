// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#include <string.h>

#define SHORTEST 8
#define LONGEST 60

/* The signs of data/directory's list of indicators that a message stream can show; D is a friend in need. */
static const char *const patterns[] = {
  "A-AGE", "A-VULN", "A-FLAT", "A-LOVER", "A-JOB", "A-MODEL", "A-GIFT", "A-PLAT", "A-SECR", "A-PEER", "A-ASK", "A-CRIM", "A-FAM",
  "B-DEBT", "B-DOC", "B-PAY", "B-ISO", "B-MON", "B-PROVE", "B-SWITCH", "B-THREAT", "B-STATUS", "B-SEXT", "B-SEXT2", "B-FAKE",
  "B-SUBST", "B-SELF",
  "C-APPT", "C-QUOTA", "C-ADV", "C-CAM", "C-MOVE", "C-LABOR", "C-CRIM", "C-REC", "C-COACH",
  "D-FRIEND", NULL,
};

/* --- messages ----------------------------------------------------------------------------------------------------------- */

static void
count_speaker (GHashTable *speakers,
               const char *speaker)
{
  g_hash_table_insert (speakers, (gpointer) speaker, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (speakers, speaker)) + 1));
}

/* Rows of "several strangers" come from one another's mouths no more than they share a name. */
static guint
find_most (GHashTable *speakers)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  guint most = 0;

  g_hash_table_iter_init (&iter, speakers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!g_str_has_prefix (key, "several "))
        most = MAX (most, GPOINTER_TO_UINT (value));
    }

  return most;
}

/* Returns how many rows the side has. */
static guint
check_side (const PlCorpus      *corpus,
            const PlCorpusNeeds *needs,
            PlConcern            concern,
            gboolean             positive,
            GPtrArray           *faults)
{
  g_autoptr (GHashTable) speakers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *where = g_strdup_printf ("%s, %s, %s", needs->language, pl_concern_get_name (concern), positive ? "positives" : "hard negatives");
  guint wanted = positive ? needs->positives : needs->negatives;
  guint n = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (example->pattern != NULL || !g_str_equal (example->language, needs->language))
        continue;
      if (positive ? !(example->concerns & 1u << concern) : example->concerns != 0 || !pl_corpus_list_shows (example->near, concern))
        continue;
      n++;
      count_speaker (speakers, example->speaker);
    }
  if (n < wanted)
    pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "%u rows of %u", n, wanted);
  if (g_hash_table_size (speakers) < needs->speakers)
    pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "%u speakers of %u", g_hash_table_size (speakers), needs->speakers);
  if (n > 0 && find_most (speakers) > needs->share * n)
    pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "one speaker says %u rows of %u", find_most (speakers), n);

  return n;
}

/**
 * pl_corpus_check_balance:
 * @corpus: rows
 * @needs: of a language
 * @faults: (element-type PlFault): gets a fault for each side of each concern that is too small or has too few voices
 */
void
pl_corpus_check_balance (const PlCorpus      *corpus,
                         const PlCorpusNeeds *needs,
                         GPtrArray           *faults)
{
  for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
    {
      guint positives = check_side (corpus, needs, concern, TRUE, faults);
      guint negatives = check_side (corpus, needs, concern, FALSE, faults);
      g_autofree char *where = g_strdup_printf ("%s, %s", needs->language, pl_concern_get_name (concern));

      if (negatives < positives)
        pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "%u hard negatives beside %u positives", negatives, positives);
    }
}

/* --- conversations ------------------------------------------------------------------------------------------------------ */

static gboolean
is_same_conversation (const PlExample *a,
                      const PlExample *b)
{
  return a->conversation == b->conversation && a->file == b->file;
}

/* What stands on every row of a conversation is the same on every row. */
static gboolean
is_consistent (const PlExample *first,
               const PlExample *row,
               guint            place)
{
  return row->seq == (int) place && row->expect == first->expect && row->by == first->by &&
         g_strcmp0 (row->pattern, first->pattern) == 0 && g_str_equal (row->language, first->language);
}

static const char *
find_fault (const PlExample *rows,
            guint            n)
{
  guint labelled = 0;

  for (guint i = 0; i < n; i++)
    {
      labelled += rows[i].concerns != 0;
      if (!is_consistent (&rows[0], &rows[i], i))
        return "its rows are not in order, or differ in language, pattern, expect or by";
    }
  if (n < SHORTEST || n > LONGEST)
    return "it has not 8 to 60 messages";
  if (!g_strv_contains (patterns, rows[0].pattern))
    return "its pattern is not in the list of indicators";
  if (rows[0].expect == PL_EXPECT_NOTHING)
    return "it expects neither prompt nor quiet";
  if (rows[0].expect == PL_EXPECT_QUIET && (rows[0].by >= 0 || labelled > 0))
    return "it is quiet, but has a label or a mark";
  if (rows[0].expect == PL_EXPECT_PROMPT && (rows[0].by < 0 || rows[0].by >= (int) n))
    return "it wants a prompt, but marks no message of its own";
  if (rows[0].expect == PL_EXPECT_PROMPT && rows[rows[0].by].concerns == 0)
    return "the marked message has no label";

  return NULL;
}

/**
 * pl_corpus_check_conversations:
 * @corpus: rows
 * @faults: (element-type PlFault): gets a fault for each conversation that breaks a rule
 */
void
pl_corpus_check_conversations (const PlCorpus *corpus,
                               GPtrArray      *faults)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0, n; i < corpus->examples->len; i += n)
    {
      const PlExample *first = pl_corpus_get (corpus, i);
      const char *fault;

      for (n = 1; i + n < corpus->examples->len && is_same_conversation (first, pl_corpus_get (corpus, i + n));)
        n++;
      if (first->pattern == NULL)
        continue;
      fault = find_fault (first, n);
      if (fault != NULL)
        pl_faults_add (faults, PL_FAULT_CONVERSATION, corpus, first, "%s", fault);
      if (!g_hash_table_add (seen, (gpointer) first->conversation))
        pl_faults_add (faults, PL_FAULT_CONVERSATION, corpus, first, "another conversation has its name");
    }
}

/**
 * pl_corpus_check_patterns:
 * @corpus: rows
 * @needs: of a language
 * @faults: (element-type PlFault): gets a fault for each pattern with too few conversations, or too few quiet ones
 */
void
pl_corpus_check_patterns (const PlCorpus      *corpus,
                          const PlCorpusNeeds *needs,
                          GPtrArray           *faults)
{
  for (guint p = 0; patterns[p] != NULL; p++)
    {
      g_autofree char *where = g_strdup_printf ("%s, %s", needs->language, patterns[p]);
      guint n[2] = { 0 };

      for (guint i = 0; i < corpus->examples->len; i++)
        {
          const PlExample *example = pl_corpus_get (corpus, i);

          if (g_strcmp0 (example->pattern, patterns[p]) == 0 && example->seq == 0 && g_str_equal (example->language, needs->language))
            n[example->expect == PL_EXPECT_QUIET]++;
        }
      if (n[0] + n[1] < needs->conversations)
        pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "%u conversations of %u", n[0] + n[1], needs->conversations);
      if (MIN (n[0], n[1]) < needs->quiet * (n[0] + n[1]))
        pl_faults_add_count (faults, PL_FAULT_BALANCE, where, "%u want a prompt, %u are quiet", n[0], n[1]);
    }
}
