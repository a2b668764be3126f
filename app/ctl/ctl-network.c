// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learns the network by stochastic gradient descent, with dropout (Srivastava and others 2014) and the mean
 * of where it stood (Polyak and Juditsky 1992), which is surer of few wrong things than where it ends. */

#include "ctl-network.h"

#include "ctl-descent.h"

#include <math.h>
#include <string.h>

/* An example that is right to this much teaches nothing, and is most of the work. */
#define LEAST_WRONG 0.01f

/* The rate falls to this share of itself: small enough to settle, large enough that the stands which are averaged differ. */
#define LAST_RATE 0.25

/* How wide the points of the words are spread before anything is learnt. */
#define START_SPREAD 0.3

typedef struct
{
  guint32 first_word; /* in words */
  guint16 n_words;
  guint32 shown; /* a bit an output */
  guint32 known; /* outputs that learn from it */
} Example;

typedef struct
{
  guint32 first_row; /* in rows */
  guint8 n_rows;
} Word;

struct _PlNetworkExamples
{
  guint bits;
  GArray *examples; /* of Example */
  GArray *words;    /* of Word */
  GArray *rows;     /* of guint32 */
};

/* A number for each number of the network. */
typedef struct
{
  float (*rows)[PL_NETWORK_SIZE];
  PlNetworkWeights *weights;
} Numbers;

typedef struct
{
  const PlNetworkExamples *examples;
  const PlNetworkSettings *settings;
  GRand *random;
  PlNetworkDraft *network;
  Numbers gradient;
  Numbers mean;
  Numbers square;
  Numbers stands;      /* the sum of where the network stood after the later rounds */
  guint n_stands;
  guint8 *is_touched;  /* (2^bits): rows that the batch learns from */
  GArray *touched;     /* of guint32 */
  guint step;

  /* Of the example at hand */
  PlNetworkPoints points;
  PlNetworkPoints point_gradient;
  guint8 kept[PL_NETWORK_WORDS + 2][PL_NETWORK_SIZE];
  float kept_seen[PL_NETWORK_POOLED];
  PlNetworkSeen seen;
} Learner;

/**
 * pl_network_examples_new:
 * @bits: there are 2^@bits rows for words
 *
 * Returns: (transfer full): no examples
 */
PlNetworkExamples *
pl_network_examples_new (guint bits)
{
  PlNetworkExamples *self = g_new0 (PlNetworkExamples, 1);

  self->bits = bits;
  self->examples = g_array_new (FALSE, FALSE, sizeof (Example));
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

/**
 * pl_network_examples_free:
 * @self: (transfer full): examples
 */
void
pl_network_examples_free (PlNetworkExamples *self)
{
  g_array_unref (self->examples);
  g_array_unref (self->words);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * pl_network_examples_add:
 * @self: examples
 * @rows: of a message, as the engine reads it
 * @shown: what is true of it, a bit an output: first the concerns, then the outlooks
 * @known: outputs that learn from it
 */
void
pl_network_examples_add (PlNetworkExamples   *self,
                         const PlNetworkRows *rows,
                         guint32              shown,
                         guint32              known)
{
  Example example = { self->words->len, (guint16) rows->n_words, shown, known };

  for (guint at = 0; at < rows->n_words; at++)
    {
      Word word = { self->rows->len + rows->first[at], (guint8) (rows->first[at + 1] - rows->first[at]) };

      g_array_append_val (self->words, word);
    }
  g_array_append_vals (self->rows, rows->rows, rows->first[rows->n_words]);
  g_array_append_val (self->examples, example);
}

static void
numbers_init (Numbers *self,
              guint    bits)
{
  self->rows = g_malloc0 (sizeof (float[PL_NETWORK_SIZE]) << bits);
  self->weights = g_aligned_alloc0 (1, sizeof (PlNetworkWeights), 16);
}

static void
numbers_clear (Numbers *self)
{
  g_free (self->rows);
  g_aligned_free (self->weights);
}

static PlNetworkDraft *
network_new (guint  bits,
             GRand *random)
{
  PlNetworkDraft *self = g_new0 (PlNetworkDraft, 1);
  Numbers numbers;

  numbers_init (&numbers, bits);
  self->bits = bits;
  self->rows = numbers.rows;
  self->weights = numbers.weights;
  pl_descent_spread (self->rows[0], (gsize) PL_NETWORK_SIZE << bits, START_SPREAD, random);
  pl_descent_spread (self->weights->one[0], G_N_ELEMENTS (self->weights->one) * PL_NETWORK_FILTERS, 1 / sqrt (PL_NETWORK_SIZE), random);
  pl_descent_spread (self->weights->span[0][0], PL_NETWORK_SPAN * PL_NETWORK_SIZE * PL_NETWORK_FILTERS, 1 / sqrt (PL_NETWORK_SPAN * PL_NETWORK_SIZE), random);
  pl_descent_spread (self->weights->outputs[0], PL_NETWORK_POOLED * PL_NETWORK_OUTPUTS, 1 / sqrt (PL_NETWORK_POOLED), random);

  return self;
}

/**
 * pl_network_draft_free:
 * @self: (transfer full): a network
 */
void
pl_network_draft_free (PlNetworkDraft *self)
{
  g_free (self->rows);
  g_aligned_free (self->weights);
  g_free (self);
}

/* The mean of a word's rows, but for the root: so that a word of many rows is as far from nothing as one of few. */
static void
add_rows (const PlNetworkDraft *network,
          const guint32   *rows,
          guint            n,
          float            point[PL_NETWORK_SIZE])
{
  float share = pl_network_get_share (n);

  memset (point, 0, sizeof (float[PL_NETWORK_SIZE]));
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < PL_NETWORK_SIZE; k++)
        point[k] += network->rows[rows[i]][k] * share;
    }
}

static gboolean
by_chance (GRand  *random,
           double  share)
{
  return g_rand_double (random) < share;
}

/* Which numbers of the word at hand are left out, four from each draw. */
static void
drop_numbers (Learner *self,
              guint    at)
{
  guint8 *kept = self->kept[at];
  guint below = (guint) (self->settings->drop_numbers * 256);
  float scale = 256.0f / (float) (256 - below);
  gboolean dropped = by_chance (self->random, self->settings->drop_words);

  for (guint k = 0; k < PL_NETWORK_SIZE; k += 4)
    {
      guint32 draw = g_rand_int (self->random);

      for (guint i = 0; i < 4; i++)
        {
          kept[k + i] = !dropped && ((draw >> (8 * i)) & 0xFF) >= below;
          self->points[at][k + i] *= kept[k + i] ? scale : 0;
        }
    }
}

static const guint32 *
get_rows (const Learner *self,
          const Example *example,
          guint          at,
          guint         *n)
{
  const Word *word = &g_array_index (self->examples->words, Word, example->first_word + at - 1);

  *n = word->n_rows;

  return &g_array_index (self->examples->rows, guint32, word->first_row);
}

static void
forward (Learner       *self,
         const Example *example,
         float          log_odds[PL_NETWORK_OUTPUTS])
{
  float scale = (float) (1 / (1 - self->settings->drop_seen));

  for (guint at = 1; at <= example->n_words; at++)
    {
      guint n;
      const guint32 *rows = get_rows (self, example, at, &n);

      add_rows (self->network, rows, n, self->points[at]);
      drop_numbers (self, at);
    }
  memset (self->points[example->n_words + 1], 0, sizeof (self->points[0]));
  pl_network_look (self->network->weights, self->points, example->n_words, &self->seen);
  for (guint i = 0; i < PL_NETWORK_POOLED; i++)
    {
      self->kept_seen[i] = by_chance (self->random, self->settings->drop_seen) ? 0 : scale;
      self->seen.most[i] *= self->kept_seen[i];
    }
  pl_network_sum (self->network->weights, &self->seen, log_odds);
}

/* A filter learns where it saw the most. */
static void
backward_filter (Learner *self,
                 guint    filter,
                 float    gradient)
{
  const PlNetworkWeights *weights = self->network->weights;
  PlNetworkWeights *sums = self->gradient.weights;
  guint at = (guint) self->seen.where[filter];
  guint column = filter % PL_NETWORK_FILTERS;

  sums->biases[filter] += gradient;
  if (filter < PL_NETWORK_FILTERS)
    {
      for (guint i = 0; i < PL_NETWORK_SIZE; i++)
        {
          sums->one[i][column] += gradient * self->points[at][i];
          self->point_gradient[at][i] += gradient * weights->one[i][column];
        }
      return;
    }
  for (guint k = 0; k < PL_NETWORK_SPAN; k++)
    {
      for (guint i = 0; i < PL_NETWORK_SIZE; i++)
        {
          sums->span[k][i][column] += gradient * self->points[at + k - 1][i];
          self->point_gradient[at + k - 1][i] += gradient * weights->span[k][i][column];
        }
    }
}

static void
backward_rows (Learner       *self,
               const Example *example)
{
  float scale = (float) (256.0 / (256 - (guint) (self->settings->drop_numbers * 256)));

  for (guint at = 1; at <= example->n_words; at++)
    {
      guint n;
      const guint32 *rows = get_rows (self, example, at, &n);
      float share = scale * pl_network_get_share (n);

      for (guint i = 0; i < n; i++)
        {
          if (!self->is_touched[rows[i]])
            {
              self->is_touched[rows[i]] = TRUE;
              g_array_append_val (self->touched, rows[i]);
            }
          for (guint k = 0; k < PL_NETWORK_SIZE; k++)
            self->gradient.rows[rows[i]][k] += self->kept[at][k] ? self->point_gradient[at][k] * share : 0;
        }
    }
}

/* How wrong each output is: the slope of the cross-entropy. */
static float
fill_wrong (const Learner *self,
            const Example *example,
            const float    log_odds[PL_NETWORK_OUTPUTS],
            float          wrong[PL_NETWORK_OUTPUTS])
{
  float most = 0;

  memset (wrong, 0, sizeof (float[PL_NETWORK_OUTPUTS]));
  for (guint output = 0; output < PL_NETWORK_OUTPUTS; output++)
    {
      if (!((example->known >> output) & 1))
        continue;
      wrong[output] = 1 / (1 + expf (-log_odds[output])) - (float) ((example->shown >> output) & 1);
      if (output >= PL_N_CONCERNS)
        wrong[output] *= (float) self->settings->outlooks;
      most = MAX (most, fabsf (wrong[output]));
    }

  return most;
}

static void
learn_example (Learner       *self,
               const Example *example)
{
  PlNetworkWeights *sums = self->gradient.weights;
  float log_odds[PL_NETWORK_OUTPUTS];
  float wrong[PL_NETWORK_OUTPUTS];

  forward (self, example, log_odds);
  if (fill_wrong (self, example, log_odds, wrong) < LEAST_WRONG)
    return;
  memset (self->point_gradient, 0, (example->n_words + 2u) * sizeof (self->point_gradient[0]));
  for (guint output = 0; output < PL_NETWORK_OUTPUTS; output++)
    sums->output_biases[output] += wrong[output];
  for (guint i = 0; i < PL_NETWORK_POOLED; i++)
    {
      float gradient = 0;

      if (self->seen.where[i] < 0 || self->kept_seen[i] == 0)
        continue;
      for (guint output = 0; output < PL_NETWORK_OUTPUTS; output++)
        {
          sums->outputs[i][output] += wrong[output] * self->seen.most[i];
          gradient += wrong[output] * self->network->weights->outputs[i][output];
        }
      backward_filter (self, i, gradient * self->kept_seen[i]);
    }
  backward_rows (self, example);
}

/* Rows that the batch did not have stay where they are. */
static void
take_step (Learner *self,
           guint    n,
           double   rate)
{
  const PlDescent weights = { (float *) self->mean.weights, (float *) self->square.weights };
  float share = 1.0f / (float) n;
  float corrected = pl_descent_get_rate (rate, ++self->step);

  pl_descent_move (&weights, (float *) self->network->weights, (float *) self->gradient.weights, sizeof (PlNetworkWeights) / sizeof (float), share, corrected);
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 row = g_array_index (self->touched, guint32, i);
      const PlDescent point = { self->mean.rows[row], self->square.rows[row] };

      pl_descent_move (&point, self->network->rows[row], self->gradient.rows[row], PL_NETWORK_SIZE, share, corrected);
      self->is_touched[row] = FALSE;
    }
  g_array_set_size (self->touched, 0);
}

static void
add_numbers (float       *sums,
             const float *numbers,
             gsize        n)
{
  for (gsize i = 0; i < n; i++)
    sums[i] += numbers[i];
}

static void
add_stand (Learner *self)
{
  add_numbers (self->stands.rows[0], self->network->rows[0], (gsize) PL_NETWORK_SIZE << self->examples->bits);
  add_numbers ((float *) self->stands.weights, (const float *) self->network->weights, sizeof (PlNetworkWeights) / sizeof (float));
  self->n_stands++;
}

static void
divide (float       *numbers,
        const float *sums,
        gsize        n,
        guint        by)
{
  for (gsize i = 0; i < n; i++)
    numbers[i] = sums[i] / (float) by;
}

static void
take_mean (Learner *self)
{
  if (self->n_stands == 0)
    return;

  divide (self->network->rows[0], self->stands.rows[0], (gsize) PL_NETWORK_SIZE << self->examples->bits, self->n_stands);
  divide ((float *) self->network->weights, (const float *) self->stands.weights, sizeof (PlNetworkWeights) / sizeof (float), self->n_stands);
}

static void
learn (Learner *self)
{
  const PlNetworkSettings *settings = self->settings;
  guint n = self->examples->examples->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  guint64 all = (guint64) n * settings->rounds;
  guint64 done = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint round = 0; round < settings->rounds; round++)
    {
      pl_descent_shuffle (order, n, self->random);
      for (guint from = 0; from < n; from += settings->batch)
        {
          guint to = MIN (from + settings->batch, n);

          for (guint i = from; i < to; i++)
            learn_example (self, &g_array_index (self->examples->examples, Example, order[i]));
          take_step (self, to - from, settings->rate * (1 - (1 - LAST_RATE) * (double) done / (double) all));
          done += to - from;
        }
      if (round >= settings->rounds / 2)
        add_stand (self);
    }
  take_mean (self);
}

/**
 * pl_network_draft_train:
 * @examples: what it learns from
 * @settings: how
 * @random: the same one gives the same network
 *
 * Returns: (transfer full): the network
 */
PlNetworkDraft *
pl_network_draft_train (const PlNetworkExamples *examples,
                        const PlNetworkSettings *settings,
                        GRand                   *random)
{
  Learner *self = g_aligned_alloc0 (1, sizeof (Learner), 16);
  PlNetworkDraft *network = network_new (examples->bits, random);

  self->examples = examples;
  self->settings = settings;
  self->random = random;
  self->network = network;
  numbers_init (&self->gradient, examples->bits);
  numbers_init (&self->mean, examples->bits);
  numbers_init (&self->square, examples->bits);
  numbers_init (&self->stands, examples->bits);
  self->is_touched = g_malloc0 ((gsize) 1 << examples->bits);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  learn (self);
  numbers_clear (&self->gradient);
  numbers_clear (&self->mean);
  numbers_clear (&self->square);
  numbers_clear (&self->stands);
  g_free (self->is_touched);
  g_array_unref (self->touched);
  g_aligned_free (self);

  return network;
}

/**
 * pl_network_draft_read:
 * @self: a network
 * @rows: of a message
 * @log_odds: (out) (array fixed-size=16): one a concern, not calibrated
 */
void
pl_network_draft_read (const PlNetworkDraft *self,
                       const PlNetworkRows  *rows,
                       float                 log_odds[PL_NETWORK_OUTPUTS])
{
  PlNetworkPoints points = { { 0 } };
  PlNetworkSeen seen;

  for (guint at = 0; at < rows->n_words; at++)
    add_rows (self, rows->rows + rows->first[at], rows->first[at + 1] - rows->first[at], points[at + 1]);
  pl_network_look (self->weights, points, rows->n_words, &seen);
  pl_network_sum (self->weights, &seen, log_odds);
}
