// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-calibration.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N_TERMS PL_MODEL_TERMS
#define ROUNDS 30

/* How many examples what is not yet known counts for: that the other concerns say nothing. */
#define PRIOR 10.0

/* Log-odds of the loudest concern: below it a message is not read again, which costs time. What does not show at first is seldom a sign:
 * reading from -2 on was no better. */
#define REREAD_FROM 0.0f

typedef struct
{
  float raw;
  gboolean positive;
} Scored;

static int
compare_scored (const void *a,
                const void *b)
{
  float left = ((const Scored *) a)->raw;
  float right = ((const Scored *) b)->raw;

  return left > right ? -1 : left < right;
}

/* Of single messages, or for the context of those in conversations. */
static Scored *
list_scored (const PlCorpus *corpus,
             PlRaw          *raw,
             guint           head,
             const gboolean *use,
             guint          *n,
             guint          *n_positive)
{
  Scored *list = g_new (Scored, MAX (corpus->examples->len, 1));

  *n = *n_positive = 0;
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if ((example->expect != PL_EXPECT_NOTHING) != (head == PL_MODEL_HEAD_CONTEXT) || (use != NULL && !use[i]))
        continue;
      list[*n].raw = raw[i][head];
      list[*n].positive = pl_example_shows (example, head);
      *n_positive += list[(*n)++].positive;
    }
  qsort (list, *n, sizeof (Scored), compare_scored);

  return list;
}

/* The raw value at which F1 is largest. */
static float
find_best_threshold (const Scored *list,
                     guint         n,
                     guint         n_positive)
{
  guint hits = 0;
  double best = 0;
  float threshold = 0;

  for (guint i = 0; i < n; i++)
    {
      double f1;

      hits += list[i].positive;
      f1 = 2.0 * hits / (i + 1 + n_positive);
      if (f1 > best)
        {
          best = f1;
          threshold = i + 1 < n ? (list[i].raw + list[i + 1].raw) / 2 : list[i].raw;
        }
    }

  return threshold;
}

/* Slope and intercept of a logistic curve through the scores (Platt 1999), by Newton's method. */
static float
fit_slope (const Scored *list,
           guint         n,
           float        *intercept)
{
  double a = 1;
  double b = 0;

  for (guint round = 0; round < 50; round++)
    {
      double ga = 0, gb = 0, haa = 1e-6, hab = 0, hbb = 1e-6, determinant;

      for (guint i = 0; i < n; i++)
        {
          double p = 1 / (1 + exp (-(a * (double) list[i].raw + b)));
          double d = p - (list[i].positive ? 1 : 0);
          double h = p * (1 - p);

          ga += d * (double) list[i].raw;
          gb += d;
          haa += h * (double) list[i].raw * (double) list[i].raw;
          hab += h * (double) list[i].raw;
          hbb += h;
        }
      determinant = haa * hbb - hab * hab;
      a -= (hbb * ga - hab * gb) / determinant;
      b -= (haa * gb - hab * ga) / determinant;
    }

  *intercept = (float) b;

  return (float) a;
}

/* Solves the symmetric system in place, by Gauss's elimination; @a is positive definite. */
static void
solve (double a[N_TERMS][N_TERMS],
       double b[N_TERMS])
{
  for (guint i = 0; i < N_TERMS; i++)
    {
      for (guint j = i + 1; j < N_TERMS; j++)
        {
          double factor = a[j][i] / a[i][i];

          for (guint k = i; k < N_TERMS; k++)
            a[j][k] -= factor * a[i][k];
          b[j] -= factor * b[i];
        }
    }
  for (guint i = N_TERMS; i-- > 0;)
    {
      for (guint k = i + 1; k < N_TERMS; k++)
        b[i] -= a[i][k] * b[k];
      b[i] /= a[i][i];
    }
}

typedef struct
{
  float terms[N_TERMS];
  gboolean positive;
} Weighed;

/* Logistic regression of one concern on a few numbers, by Newton's method, drawn towards the first of them: stacked generalisation
 * (Wolpert 1992) of the smallest kind. */
static void
fit_terms (const Weighed *list,
              guint          n,
              double         w[N_TERMS])
{
  static const double start[N_TERMS] = { 1 };

  memcpy (w, start, sizeof (start));
  for (guint round = 0; round < ROUNDS; round++)
    {
      double hessian[N_TERMS][N_TERMS] = { { 0 } };
      double gradient[N_TERMS];

      for (guint k = 0; k < N_TERMS; k++)
        {
          hessian[k][k] = PRIOR;
          gradient[k] = PRIOR * (w[k] - start[k]);
        }
      for (guint i = 0; i < n; i++)
        {
          double z = 0;
          double p;

          for (guint k = 0; k < N_TERMS; k++)
            z += w[k] * (double) list[i].terms[k];
          p = 1 / (1 + exp (-z));
          for (guint k = 0; k < N_TERMS; k++)
            {
              gradient[k] += (p - (list[i].positive ? 1 : 0)) * (double) list[i].terms[k];
              for (guint j = 0; j < N_TERMS; j++)
                hessian[k][j] += p * (1 - p) * (double) list[i].terms[k] * (double) list[i].terms[j];
            }
        }
      solve (hessian, gradient);
      for (guint k = 0; k < N_TERMS; k++)
        w[k] -= gradient[k];
    }
}

static float
apply_terms (const double w[N_TERMS],
                const float  terms[N_TERMS])
{
  double sum = 0;

  for (guint k = 0; k < N_TERMS; k++)
    sum += w[k] * (double) terms[k];

  return (float) sum;
}

/* Learns how the two readings of a message are summed, so that zero stands where F1 is best. */
static void
calibrate_rereading (PlWeights      *self,
                     guint           concern,
                     const PlCorpus *corpus,
                     PlRaw          *alone,
                     const gboolean *use)
{
  guint n_examples = corpus->examples->len;
  g_autofree Weighed *list = g_new0 (Weighed, MAX (n_examples, 1));
  g_autofree Scored *scored = g_new (Scored, MAX (n_examples, 1));
  guint n = 0;
  guint n_positive = 0;
  guint n_scored = 0;
  double w[N_TERMS];

  for (guint i = 0; i < n_examples; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (example->expect != PL_EXPECT_NOTHING || (use != NULL && !use[i]))
        continue;
      scored[n_scored++] = (Scored) { alone[i][concern], pl_example_shows (example, concern) };
      n_positive += scored[n_scored - 1].positive;
      if (!pl_model_calls_for_rereading (&self->rereading, alone[i]))
        continue;
      pl_model_get_reread_terms (alone[i], alone[i] + PL_RAW_NETWORK, concern, list[n].terms);
      list[n++].positive = pl_example_shows (example, concern);
    }
  if (n_positive == 0)
    return;

  fit_terms (list, n, w);
  self->rereading.first[concern] = (float) w[0];
  self->rereading.network[concern] = (float) w[1];
  self->rereading.offset[concern] = (float) w[2];
  n_scored = 0;
  n = 0;
  for (guint i = 0; i < n_examples; i++)
    {
      if (pl_corpus_get (corpus, i)->expect != PL_EXPECT_NOTHING || (use != NULL && !use[i]))
        continue;
      if (pl_model_calls_for_rereading (&self->rereading, alone[i]))
        scored[n_scored].raw = apply_terms (w, list[n++].terms);
      n_scored++;
    }
  qsort (scored, n_scored, sizeof (Scored), compare_scored);
  self->rereading.offset[concern] -= find_best_threshold (scored, n_scored, n_positive);
}

/* Learns how a concern is weighed against the others, so that one half stands where F1 is best. */
static void
calibrate_weighing (PlWeights      *self,
                    guint           concern,
                    const PlCorpus *corpus,
                    PlRaw          *alone,
                    const gboolean *use)
{
  g_autofree Weighed *list = g_new (Weighed, MAX (corpus->examples->len, 1));
  g_autofree Scored *scored = g_new (Scored, MAX (corpus->examples->len, 1));
  guint n = 0;
  guint n_positive = 0;
  double w[N_TERMS];

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (example->expect != PL_EXPECT_NOTHING || (use != NULL && !use[i]))
        continue;
      pl_model_get_terms (alone[i], concern, list[n].terms);
      list[n].positive = pl_example_shows (example, concern);
      n_positive += list[n++].positive;
    }
  if (n_positive == 0)
    return;

  fit_terms (list, n, w);
  for (guint i = 0; i < n; i++)
    scored[i] = (Scored) { apply_terms (w, list[i].terms), list[i].positive };
  qsort (scored, n, sizeof (Scored), compare_scored);
  self->weighing.own[concern] = (float) w[0];
  self->weighing.own_over[concern] = (float) w[1];
  self->weighing.other[concern] = (float) w[2];
  self->weighing.other_over[concern] = (float) w[3];
  self->weighing.offset[concern] = (float) w[4] - find_best_threshold (scored, n, n_positive);
}

static void
read_first (const PlWeights *self,
            guint            n,
            PlRaw           *raw)
{
  for (guint i = 0; i < n; i++)
    {
      for (guint head = 0; head < PL_N_HEADS; head++)
        raw[i][head] = self->slopes[head] * raw[i][head] + self->offsets[head];
    }
}

static void
reread (const PlWeights *self,
        guint            n,
        PlRaw           *alone)
{
  for (guint i = 0; i < n; i++)
    {
      if (pl_model_calls_for_rereading (&self->rereading, alone[i]))
        pl_model_reread (&self->rereading, alone[i] + PL_RAW_NETWORK, alone[i]);
      else
        memset (alone[i] + PL_RAW_OUTLOOKS, 0, PL_N_OUTLOOKS * sizeof (float));
    }
}

/**
 * pl_weights_calibrate:
 * @self: weights
 * @corpus: labelled text
 * @raw: (array): sums for each example by weights that did not see it
 * @use: (nullable) (array): of each example, whether it counts
 *
 * Sets slope and offset of every concern, how the two readings are summed, and how it is weighed against the others, so that 0.5
 * stands where F1 is best on single messages; the context is fitted to the conversations as it is.
 */
void
pl_weights_calibrate (PlWeights      *self,
                      const PlCorpus *corpus,
                      PlRaw          *raw,
                      const gboolean *use)
{
  guint n_examples = corpus->examples->len;
  g_autofree PlRaw *alone = g_new (PlRaw, MAX (n_examples, 1));

  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      guint n;
      guint n_positive;
      g_autofree Scored *list = list_scored (corpus, raw, head, use, &n, &n_positive);
      float threshold = find_best_threshold (list, n, n_positive);
      float intercept;

      self->slopes[head] = fit_slope (list, n, &intercept);
      self->offsets[head] = head == PL_MODEL_HEAD_CONTEXT ? intercept : -self->slopes[head] * threshold;
    }
  memcpy (alone, raw, n_examples * sizeof (PlRaw));
  read_first (self, n_examples, alone);
  self->rereading.from = self->settings.network.rounds > 0 ? REREAD_FROM : FLT_MAX;
  for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
    calibrate_rereading (self, concern, corpus, alone, use);
  reread (self, n_examples, alone);
  for (guint concern = 0; concern < PL_N_CONCERNS; concern++)
    calibrate_weighing (self, concern, corpus, alone, use);
}

/**
 * pl_weights_read:
 * @self: calibrated weights
 * @n: how many
 * @raw: (array length=n) (inout): sums, and then log-odds, each concern read alone
 */
void
pl_weights_read (const PlWeights *self,
                 guint            n,
                 PlRaw           *raw)
{
  read_first (self, n, raw);
  reread (self, n, raw);
}

/**
 * pl_weights_weigh:
 * @self: calibrated weights
 * @n: how many
 * @alone: (array length=n): log-odds, each concern read alone
 * @weighed: (array length=n) (out caller-allocates): log-odds, each weighed against the others; the context as it is; may be @alone
 */
void
pl_weights_weigh (const PlWeights *self,
                  guint            n,
                  PlRaw           *alone,
                  PlRaw           *weighed)
{
  for (guint i = 0; i < n; i++)
    {
      weighed[i][PL_MODEL_HEAD_CONTEXT] = alone[i][PL_MODEL_HEAD_CONTEXT];
      pl_model_weigh (&self->weighing, alone[i], weighed[i]);
    }
}
