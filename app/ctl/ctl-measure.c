// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 1000      /* of the bootstrap */
#define SHORTEST 10      /* messages of a benign stream that counts */
#define FAIR 0.05
#define PENALTY_L 90     /* message at which the latency penalty is one half (Vogt, Leser and Akbik 2021) */

const guint pl_marks[PL_N_MARKS] = { 5, 10, 20, 50, 200 };

/**
 * pl_share_make:
 * @hits: of @n
 * @n: how many
 *
 * Returns: the share with its 95% interval (Wilson 1927)
 */
PlShare
pl_share_make (guint hits,
               guint n)
{
  const double z = 1.959964;
  PlShare share = { hits, n, 0, 0, 1 };
  double p, centre, half;

  if (n == 0)
    return share;
  p = (double) hits / n;
  centre = (p + z * z / (2.0 * n)) / (1 + z * z / n);
  half = z * sqrt (p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
  share.value = p;
  share.low = MAX (centre - half, 0);
  share.high = MIN (centre + half, 1);

  return share;
}

static void
source_clear (gpointer data)
{
  g_free (((PlSourceRate *) data)->name);
}

static PlSourceRate *
find_source (GArray     *sources,
             const char *name,
             gboolean    hard)
{
  PlSourceRate source = { NULL, hard, { 0 } };

  for (guint i = 0; i < sources->len; i++)
    {
      if (g_str_equal (g_array_index (sources, PlSourceRate, i).name, name))
        return &g_array_index (sources, PlSourceRate, i);
    }
  source.name = g_strdup (name);
  g_array_append_val (sources, source);

  return &g_array_index (sources, PlSourceRate, sources->len - 1);
}

/**
 * pl_measure_sources:
 * @corpus: benign text
 * @prompts: (array): what each message raised
 *
 * Returns: (transfer full) (element-type PlSourceRate): false prompts of each source and language; lines picked for their
 * risk words ("hard") apart
 */
GArray *
pl_measure_sources (const PlCorpus  *corpus,
                    const PlConcern *prompts)
{
  GArray *sources = g_array_new (FALSE, TRUE, sizeof (PlSourceRate));

  g_array_set_clear_func (sources, source_clear);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      gboolean hard = strstr (example->label, "hard=") != NULL;
      g_autofree char *name = g_strdup_printf ("%s %s%s", example->source, example->language, hard ? " hard" : "");
      PlSourceRate *source = find_source (sources, name, hard);

      source->rate.n++;
      source->rate.hits += prompts[i] != PL_CONCERN_NONE;
    }
  for (guint i = 0; i < sources->len; i++)
    {
      PlShare *rate = &g_array_index (sources, PlSourceRate, i).rate;

      *rate = pl_share_make (rate->hits, rate->n);
    }

  return sources;
}

/* One conversation: where it was first prompted. */
typedef struct
{
  guint n;           /* messages */
  guint first;       /* message of the first prompt, from 1; 0 for none */
  int first_seq;
  int first_sign;    /* seq of the first labelled message, or -1 */
  const PlExample *example;
} Stream;

static GArray *
list_streams (const PlCorpus  *corpus,
              const PlConcern *prompts)
{
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  GArray *streams = g_array_new (FALSE, TRUE, sizeof (Stream));

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      gpointer at = g_hash_table_lookup (index, example->conversation);
      Stream *stream;

      if (at == NULL)
        {
          g_array_set_size (streams, streams->len + 1);
          at = GUINT_TO_POINTER (streams->len);
          g_hash_table_insert (index, (gpointer) example->conversation, at);
          g_array_index (streams, Stream, streams->len - 1).example = example;
          g_array_index (streams, Stream, streams->len - 1).first_sign = -1;
        }
      stream = &g_array_index (streams, Stream, GPOINTER_TO_UINT (at) - 1);
      stream->n++;
      if (stream->first_sign < 0 && example->concerns != 0)
        stream->first_sign = example->seq;
      if (stream->first == 0 && prompts[i] != PL_CONCERN_NONE)
        {
          stream->first = stream->n;
          stream->first_seq = example->seq;
        }
    }

  return streams;
}

static int
compare_guints (gconstpointer a,
                gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

static double
get_median (GArray *values)
{
  g_array_sort (values, compare_guints);
  if (values->len == 0)
    return 0;

  return (g_array_index (values, guint, (values->len - 1) / 2) + g_array_index (values, guint, values->len / 2)) / 2.0;
}

/**
 * pl_measure_warning:
 * @corpus: streams
 * @prompts: (array): what each message raised
 *
 * Returns: how many streams were warned, and by which message
 */
PlWarning
pl_measure_warning (const PlCorpus  *corpus,
                    const PlConcern *prompts)
{
  g_autoptr (GArray) streams = list_streams (corpus, prompts);
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  PlWarning warning = { .n = streams->len };

  for (guint i = 0; i < streams->len; i++)
    {
      guint first = g_array_index (streams, Stream, i).first;

      if (first == 0)
        continue;
      warning.warned++;
      g_array_append_val (firsts, first);
      for (guint mark = 0; mark < PL_N_MARKS; mark++)
        warning.warned_by[mark] += first <= pl_marks[mark];
    }
  warning.median = get_median (firsts);

  return warning;
}

/**
 * pl_measure_early:
 * @warning: of the positive streams
 * @benign: negative streams
 * @prompts: (array): what each message of @benign raised
 *
 * F1 over streams, times speed (Vogt, Leser and Akbik 2021): speed = 1 - median of -1 + 2 / (1 + exp (-p (l - 1))),
 * p = ln 3 / (L - 1), L = 90. The penalty grows with l, so that of the median is the median of it.
 *
 * Returns: the figures
 */
PlEarly
pl_measure_early (const PlWarning *warning,
                  const PlCorpus  *benign,
                  const PlConcern *prompts)
{
  g_autoptr (GArray) streams = list_streams (benign, prompts);
  PlEarly early = { 0 };
  double p = log (3) / (PENALTY_L - 1);

  for (guint i = 0; i < streams->len; i++)
    {
      const Stream *stream = &g_array_index (streams, Stream, i);

      early.benign_streams += stream->n >= SHORTEST;
      early.false_streams += stream->n >= SHORTEST && stream->first > 0;
    }
  if (warning->warned == 0)
    return early;
  early.recall = (double) warning->warned / warning->n;
  early.precision = (double) warning->warned / (warning->warned + early.false_streams);
  early.f1 = 2 * early.precision * early.recall / (early.precision + early.recall);
  early.speed = 1 - (-1 + 2 / (1 + exp (-p * (warning->median - 1))));
  early.f_latency = early.f1 * early.speed;

  return early;
}

typedef struct
{
  gboolean shown;
  gboolean labelled;
} Judged;

static double
get_f1 (guint hits,
        guint flagged,
        guint labelled)
{
  return hits > 0 ? 2.0 * hits / (flagged + labelled) : 0;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
bootstrap (const GArray     *judged,
           PlConcernQuality *quality)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double f1s[ROUNDS];

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint hits = 0, flagged = 0, labelled = 0;

      for (guint i = 0; i < judged->len; i++)
        {
          const Judged *one = &g_array_index (judged, Judged, (guint) g_rand_int_range (random, 0, (gint32) judged->len));

          hits += one->shown && one->labelled;
          flagged += one->shown;
          labelled += one->labelled;
        }
      f1s[round] = get_f1 (hits, flagged, labelled);
    }
  qsort (f1s, ROUNDS, sizeof (double), compare_doubles);
  quality->low = f1s[ROUNDS * 25 / 1000];
  quality->high = f1s[ROUNDS * 975 / 1000 - 1];
}

static Judged
judge (const PlExample *example,
       const PlScore   *score,
       PlConcern        concern)
{
  Judged judged;

  if (concern == PL_CONCERN_NONE)
    {
      judged.shown = pl_score_get_peak (score) >= PL_SCORE_SHOWN;
      judged.labelled = example->concerns != 0;
    }
  else
    {
      judged.shown = pl_score_shows (score, concern);
      judged.labelled = (example->concerns >> concern) & 1;
    }

  return judged;
}

/**
 * pl_measure_concern:
 * @corpus: labelled messages
 * @scores: (array): what each shows
 * @concern: one concern, or %PL_CONCERN_NONE for any at all
 * @language: (nullable): only this one
 *
 * Returns: precision, recall and F1 at the value 0.5, with a bootstrap interval of F1
 */
PlConcernQuality
pl_measure_concern (const PlCorpus *corpus,
                    const PlScore  *scores,
                    PlConcern       concern,
                    const char     *language)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Judged));
  PlConcernQuality quality = { .concern = concern };
  guint hits = 0;
  guint flagged = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      Judged judged = judge (example, &scores[i], concern);

      if (language != NULL && !g_str_equal (example->language, language))
        continue;
      g_array_append_val (all, judged);
      hits += judged.shown && judged.labelled;
      flagged += judged.shown;
      quality.n += judged.labelled;
    }
  quality.precision = flagged > 0 ? (double) hits / flagged : 0;
  quality.recall = quality.n > 0 ? (double) hits / quality.n : 0;
  quality.f1 = get_f1 (hits, flagged, quality.n);
  if (all->len > 0)
    bootstrap (all, &quality);

  return quality;
}

/**
 * pl_measure_conversations:
 * @corpus: conversations with what is expected of them
 * @prompts: (array): what each message raised
 * @language: (nullable): only this one
 *
 * Returns: shares warned in time, too early and late, and quiet ones prompted
 */
PlConversationQuality
pl_measure_conversations (const PlCorpus  *corpus,
                          const PlConcern *prompts,
                          const char      *language)
{
  g_autoptr (GArray) streams = list_streams (corpus, prompts);
  guint n = 0, in_time = 0, early = 0, late = 0, quiet = 0, prompted = 0;

  for (guint i = 0; i < streams->len; i++)
    {
      const Stream *stream = &g_array_index (streams, Stream, i);

      if (language != NULL && !g_str_equal (stream->example->language, language))
        continue;
      if (stream->example->expect == PL_EXPECT_QUIET)
        {
          quiet++;
          prompted += stream->first > 0;
        }
      if (stream->example->expect != PL_EXPECT_PROMPT)
        continue;
      n++;
      if (stream->first > 0 && stream->first_sign >= 0 && stream->first_seq < stream->first_sign)
        early++;
      else if (stream->first > 0 && stream->first_seq <= stream->example->by)
        in_time++;
      else
        late += stream->first > 0;
    }

  return (PlConversationQuality) { pl_share_make (in_time, n), pl_share_make (early, n), pl_share_make (late, n), pl_share_make (prompted, quiet) };
}

typedef struct
{
  float least;
  float most;
} Range;

/**
 * pl_measure_fairness:
 * @corpus: pairs, each named as its conversation
 * @scores: (array): what each variant shows
 *
 * Returns: how far variants of one pair lie apart
 */
PlFairness
pl_measure_fairness (const PlCorpus *corpus,
                     const PlScore  *scores)
{
  g_autoptr (GHashTable) ranges = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  PlFairness fairness = { 0 };
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const char *pair = pl_corpus_get (corpus, i)->conversation;
      float peak = pl_score_get_peak (&scores[i]);
      Range *range = g_hash_table_lookup (ranges, pair);

      if (range == NULL)
        {
          range = g_new (Range, 1);
          *range = (Range) { peak, peak };
          g_hash_table_insert (ranges, (gpointer) pair, range);
        }
      range->least = MIN (range->least, peak);
      range->most = MAX (range->most, peak);
    }
  g_hash_table_iter_init (&iter, ranges);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Range *range = value;
      double apart = (double) (range->most - range->least);

      fairness.pairs++;
      fairness.beyond += apart > FAIR;
      fairness.crossing += range->most >= PL_SCORE_SHOWN && range->least < PL_SCORE_SHOWN;
      fairness.largest = MAX (fairness.largest, apart);
    }

  return fairness;
}

/**
 * pl_measure_recall:
 * @corpus: labelled messages
 * @scores: (array): what each shows
 *
 * Returns: the share of labels that show
 */
double
pl_measure_recall (const PlCorpus *corpus,
                   const PlScore  *scores)
{
  guint hits = 0;
  guint n = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
        {
          if (!((pl_corpus_get (corpus, i)->concerns >> concern) & 1))
            continue;
          n++;
          hits += pl_score_shows (&scores[i], concern);
        }
    }

  return n > 0 ? (double) hits / n : 0;
}

/**
 * pl_measure_robustness:
 * @engine: an engine
 * @corpus: labelled messages
 * @evasion: what is done to them
 * @plain: recall without it
 *
 * Returns: recall with it, and the points lost
 */
PlRobustness
pl_measure_robustness (PlEngine       *engine,
                       const PlCorpus *corpus,
                       PlEvasion       evasion,
                       double          plain)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree PlScore *scores = g_new0 (PlScore, MAX (corpus->examples->len, 1));
  PlRobustness robustness = { .evasion = evasion };

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      g_autofree char *text = pl_evasion_apply (evasion, pl_corpus_get (corpus, i)->text, random);

      pl_engine_score (engine, text, strlen (text), &scores[i]);
    }
  robustness.recall = pl_measure_recall (corpus, scores);
  robustness.lost = 100 * (plain - robustness.recall);

  return robustness;
}

/**
 * pl_measure_calibration:
 * @corpus: labelled messages
 * @scores: (array): what each shows
 * @bins: (out): values of all concerns by tenths, and how many of them were right
 */
void
pl_measure_calibration (const PlCorpus  *corpus,
                        const PlScore   *scores,
                        PlCalibrationBin bins[PL_N_BINS])
{
  memset (bins, 0, sizeof (PlCalibrationBin) * PL_N_BINS);
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
        {
          double value = (double) scores[i].values[concern];
          PlCalibrationBin *bin = &bins[MIN ((guint) (value * PL_N_BINS), PL_N_BINS - 1)];

          bin->n++;
          bin->mean += value;
          bin->share += (pl_corpus_get (corpus, i)->concerns >> concern) & 1;
        }
    }
  for (guint i = 0; i < PL_N_BINS; i++)
    {
      bins[i].mean /= MAX (bins[i].n, 1);
      bins[i].share /= MAX (bins[i].n, 1);
    }
}
