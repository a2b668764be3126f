// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learns how the signs of a conversation combine, and sets the thresholds. */

#include "ctl-evidence.h"

#include "pl-conversation.h"

#include <math.h>
#include <string.h>

enum /* inputs: first the evidence of each concern */
{
  FRESH = PL_N_CONCERNS, /* what the newest message adds to each */
  WHOLE = 2 * PL_N_CONCERNS,
  BREADTH,
  CONTEXT,
  BIAS,
  N_INPUTS,
};

#define BEFORE 0.3f                  /* weight of the messages of a prompt conversation before its first sign */
#define NEVER 2.0f                   /* no value is as large */
#define ROUNDS 4000
#define AROUND 2                     /* messages before and after the marked one that count as positive too */
#define LEAST_MESSAGES 1000          /* of a source that says something about a rate */

/* The second step keeps the promise of one false prompt in 14 days, and of three in a hundred quiet conversations; a little is kept back
 * of both, because other text differs. */
const PlBudget pl_budgets[PL_N_SENSITIVITIES] = {
  [PL_SENSITIVITY_FEWER] = { 1.0e-4, 2.0e-4, 0.015, 0.3e-4 },
  [PL_SENSITIVITY_BALANCED] = { 2.6e-4, 6e-4, 0.025, 0.6e-4 },
  [PL_SENSITIVITY_MORE] = { 10e-4, 20e-4, 0.06, 2e-4 },
};

typedef struct
{
  float inputs[N_INPUTS];
  gboolean positive;
  float weight;
} Sample;

static void
fill_inputs (Sample                   *sample,
             const PlConversation     *state,
             const PlEvidenceSettings *settings,
             const PlScore            *score)
{
  guint stages = 0;
  float whole = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      sample->inputs[i] = log1pf (state->evidence[i]);
      whole += state->evidence[i];
      if (state->evidence[i] >= PL_EVIDENCE_SHOWING)
        stages |= 1u << pl_concern_get_stage (i);
    }
  pl_conversation_get_fresh (settings, score, sample->inputs + FRESH);
  sample->inputs[WHOLE] = log1pf (whole);
  sample->inputs[BREADTH] = stages != 0 ? (float) __builtin_popcount (stages) - 1 : 0;
  sample->inputs[CONTEXT] = state->context;
  sample->inputs[BIAS] = 1;
}

/* Whether a prompt at this message would be right, wrong or neither. */
static int
judge (const PlExample *example,
       gboolean         signs_before)
{
  if (example->expect == PL_EXPECT_PROMPT && signs_before && example->seq + AROUND >= example->by && example->seq <= example->by + AROUND)
    return 1;
  if (example->expect != PL_EXPECT_PROMPT || !signs_before)
    return 0;

  return -1;
}

/* Feeds text through the state with the given constants, and takes each moment as a sample. */
static void
collect (GArray                   *samples,
         const PlShown            *shown,
         const PlEvidenceSettings *settings)
{
  PlEvidenceSettings silent = *settings;
  PlConversation state = { 0 };
  const char *last = NULL;
  gboolean signs = FALSE;

  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    silent.threshold[i] = silent.direct[i] = NEVER;
  for (guint i = 0; i < shown->corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (shown->corpus, i);
      Sample sample = { .weight = example->expect == PL_EXPECT_PROMPT && !signs ? BEFORE : 1 };
      PlAssessment assessment;
      int verdict;

      if (example->conversation != last)
        {
          state = (PlConversation) { 0 };
          signs = FALSE;
        }
      last = example->conversation;
      signs |= example->concerns != 0;
      pl_conversation_observe (&state, &silent, PL_SENSITIVITY_BALANCED, &shown->scores[i], state.time + G_TIME_SPAN_MINUTE, &assessment);
      verdict = judge (example, signs);
      if (verdict < 0)
        continue;
      sample.positive = verdict;
      fill_inputs (&sample, &state, settings, &shown->scores[i]);
      g_array_append_val (samples, sample);
    }
}

/* Logistic regression by gradient steps of their own length each (Duchi, Hazan and Singer 2011), no weight below zero: a sign
 * never speaks for a conversation. */
static void
fit (const GArray *samples,
     double        weights[N_INPUTS])
{
  double squares[N_INPUTS];

  for (guint k = 0; k < N_INPUTS; k++)
    {
      weights[k] = k == BIAS ? -4 : 0.5;
      squares[k] = 1e-3;
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      double gradient[N_INPUTS] = { 0 };
      double total = 0;

      for (guint i = 0; i < samples->len; i++)
        {
          const Sample *sample = &g_array_index (samples, Sample, i);
          double z = 0;
          double d;

          for (guint k = 0; k < N_INPUTS; k++)
            z += weights[k] * (double) sample->inputs[k];
          d = (double) sample->weight * (1 / (1 + exp (-z)) - (sample->positive ? 1 : 0));
          total += (double) sample->weight;
          for (guint k = 0; k < N_INPUTS; k++)
            gradient[k] += d * (double) sample->inputs[k];
        }
      for (guint k = 0; k < N_INPUTS; k++)
        {
          gradient[k] = gradient[k] / total + (k == BIAS ? 0 : 1e-4 * weights[k]);
          squares[k] += gradient[k] * gradient[k];
          weights[k] -= 0.5 * gradient[k] / sqrt (squares[k]);
          if (k != BIAS)
            weights[k] = MAX (weights[k], k >= FRESH && k < WHOLE ? 0 : 0.02);
        }
    }
}

static void
learn_weights (PlEvidenceSettings *settings,
               const PlShown      *conversations)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  double weights[N_INPUTS];

  collect (samples, conversations, settings);
  if (samples->len == 0)
    return;
  fit (samples, weights);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      settings->weight[i] = (float) weights[i];
      settings->fresh[i] = (float) weights[FRESH + i];
    }
  settings->whole = (float) weights[WHOLE];
  settings->breadth = (float) weights[BREADTH];
  settings->context = (float) weights[CONTEXT];
  settings->bias = (float) weights[BIAS];
}

static void
set_threshold (PlEvidenceSettings *settings,
               PlSensitivity       sensitivity,
               double              logit)
{
  settings->threshold[sensitivity] = (float) (1 / (1 + exp (-logit)));
}

static PlConversationQuality
measure_all_conversations (const PlEvidenceSettings *settings,
                           PlSensitivity             sensitivity,
                           const PlShown            *shown)
{
  g_autofree PlConcern *prompts = g_new (PlConcern, MAX (shown->corpus->examples->len, 1));

  pl_replay_prompts (shown->corpus, shown->scores, settings, sensitivity, prompts);

  return pl_measure_conversations (shown->corpus, prompts, NULL);
}

/**
 * pl_evidence_get_worst:
 * @settings: of the conversation state
 * @sensitivity: the step
 * @benign: benign text
 * @hard: whether to look at lines picked for their risk words, or at the others
 * @worst: (out) (optional): the source; its name is to be freed
 *
 * Returns: the largest rate of false prompts of any source that is large enough; of hard lines, which are
 * few a source, of all together
 */
double
pl_evidence_get_worst (const PlEvidenceSettings *settings,
                       PlSensitivity             sensitivity,
                       const PlShown            *benign,
                       gboolean                  hard,
                       PlSourceRate             *worst)
{
  g_autofree PlConcern *prompts = g_new (PlConcern, MAX (benign->corpus->examples->len, 1));
  g_autoptr (GArray) sources = NULL;
  guint hits = 0;
  guint n = 0;
  double largest = 0;

  pl_replay_prompts (benign->corpus, benign->scores, settings, sensitivity, prompts);
  sources = pl_measure_sources (benign->corpus, prompts);
  for (guint i = 0; i < sources->len; i++)
    {
      const PlSourceRate *source = &g_array_index (sources, PlSourceRate, i);

      if (source->hard != hard)
        continue;
      hits += source->rate.hits;
      n += source->rate.n;
      if (hard || source->rate.n < LEAST_MESSAGES || source->rate.value < largest)
        continue;
      largest = source->rate.value;
      if (worst != NULL)
        {
          g_free (worst->name);
          *worst = *source;
          worst->name = g_strdup (source->name);
        }
    }

  return hard ? (double) hits / MAX (n, 1) : largest;
}

static gboolean
keeps_budget (const PlEvidenceSettings *settings,
              PlSensitivity             sensitivity,
              const PlShown            *conversations,
              const PlShown            *benign)
{
  const PlBudget *budget = &pl_budgets[sensitivity];

  return measure_all_conversations (settings, sensitivity, conversations).quiet_prompted.value <= budget->quiet &&
         (benign == NULL || (pl_evidence_get_worst (settings, sensitivity, benign, FALSE, NULL) <= budget->benign &&
                             pl_evidence_get_worst (settings, sensitivity, benign, TRUE, NULL) <= budget->hard));
}

/* The lowest threshold that keeps the budget, to a twentieth. */
static void
find_threshold (PlEvidenceSettings *settings,
                PlSensitivity       sensitivity,
                const PlShown      *conversations,
                const PlShown      *benign)
{
  double low = -6;
  double high = 14;

  while (high - low > 0.05)
    {
      double middle = (low + high) / 2;

      set_threshold (settings, sensitivity, middle);
      if (keeps_budget (settings, sensitivity, conversations, benign))
        high = middle;
      else
        low = middle;
    }
  set_threshold (settings, sensitivity, high);
}

/* The value of a threat that is rare enough in benign text to prompt at once: @share of what the budget leaves to it. */
static void
find_direct (PlEvidenceSettings *settings,
             PlSensitivity       sensitivity,
             double              share,
             const PlShown      *conversations,
             const PlShown      *benign)
{
  PlEvidenceSettings only = *settings;
  PlBudget budget = pl_budgets[sensitivity];
  float low = 0.5f;
  float high = 0.9997f;

  only.threshold[sensitivity] = NEVER;
  while (high - low > 0.001f)
    {
      float middle = (low + high) / 2;

      only.direct[sensitivity] = middle;
      if (measure_all_conversations (&only, sensitivity, conversations).quiet_prompted.value <= share * budget.quiet / 3 &&
          (benign == NULL || (pl_evidence_get_worst (&only, sensitivity, benign, FALSE, NULL) <= share * budget.direct &&
                              pl_evidence_get_worst (&only, sensitivity, benign, TRUE, NULL) <= share * budget.direct * 5)))
        high = middle;
      else
        low = middle;
    }
  settings->direct[sensitivity] = high < 0.9996f ? high : NEVER;
}

/* A false prompt that a threat alone raises is one that the sum of all signs may not: tries what is shared out best. Never nothing: a
 * plain threat has to prompt in a chat that is new. */
static void
calibrate_step (PlEvidenceSettings *settings,
                PlSensitivity       sensitivity,
                const PlShown      *conversations,
                const PlShown      *benign)
{
  static const double shares[] = { 1, 0.5 };
  double best = -1;

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      PlEvidenceSettings tried = *settings;
      double in_time;

      find_direct (&tried, sensitivity, shares[i], conversations, benign);
      /* Where the whole share leaves no value for a threat either, there is none to keep. */
      if (i > 0 && tried.direct[sensitivity] == NEVER)
        continue;
      find_threshold (&tried, sensitivity, conversations, benign);
      in_time = measure_all_conversations (&tried, sensitivity, conversations).in_time.value;
      if (in_time <= best)
        continue;
      best = in_time;
      settings->direct[sensitivity] = tried.direct[sensitivity];
      settings->threshold[sensitivity] = tried.threshold[sensitivity];
    }
}

/**
 * pl_evidence_calibrate:
 * @settings: weights are there; thresholds are set
 * @conversations: of the corpus, scored by weights that did not see them
 * @benign: (nullable): benign text, the worst source counts
 */
void
pl_evidence_calibrate (PlEvidenceSettings *settings,
                       const PlShown      *conversations,
                       const PlShown      *benign)
{
  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    calibrate_step (settings, i, conversations, benign);
}

/* Share warned in time within the budget. */
static double
get_merit (PlEvidenceSettings *settings,
           const PlShown      *conversations,
           const PlShown      *benign)
{
  find_threshold (settings, PL_SENSITIVITY_BALANCED, conversations, benign);

  return measure_all_conversations (settings, PL_SENSITIVITY_BALANCED, conversations).in_time.value;
}

/**
 * pl_evidence_learn:
 * @settings: (out): everything but the thresholds
 * @conversations: of the corpus, scored by weights that did not see them
 * @benign: text that sets thresholds and trains nothing
 *
 * Tries how fast evidence fades and from which value it counts, and keeps what warns most conversations in time.
 */
void
pl_evidence_learn (PlEvidenceSettings *settings,
                   const PlShown      *conversations,
                   const PlShown      *benign)
{
  static const float fades[] = { 0.9f, 0.93f, 0.96f };
  static const float floors[] = { -0.5f, 0, 0.5f };
  double best = -1;

  for (guint i = 0; i < G_N_ELEMENTS (fades) * G_N_ELEMENTS (floors); i++)
    {
      PlEvidenceSettings tried = { .floor = floors[i % 3], .cap = 8, .fade_message = fades[i / 3], .fade_hour = 0.995f, .strong = 0.4f,
                                   .context_fade = 0.95f, .context_step = 1, .context_cap = 8, .direct = { NEVER, NEVER, NEVER } };
      double merit;

      learn_weights (&tried, conversations);
      merit = get_merit (&tried, conversations, benign);
      if (merit > best)
        {
          best = merit;
          *settings = tried;
        }
    }
}

/**
 * pl_evidence_print:
 * @settings: learnt and calibrated
 * @conversations: of the corpus
 * @benign: benign text
 * @stream: where to
 */
void
pl_evidence_print (const PlEvidenceSettings *settings,
                   const PlShown            *conversations,
                   const PlShown            *benign,
                   FILE                     *stream)
{
  fprintf (stream, "evidence: floor %.2f fading %.2f context step %.1f bias %.2f whole %.2f breadth %.2f context %.2f\n", (double) settings->floor, (double) settings->fade_message,
           (double) settings->context_step,
           (double) settings->bias, (double) settings->whole, (double) settings->breadth, (double) settings->context);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    fprintf (stream, "  %-16s %.2f fresh %.2f\n", pl_concern_get_name (i), (double) settings->weight[i], (double) settings->fresh[i]);
  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    {
      PlConversationQuality q = measure_all_conversations (settings, i, conversations);
      PlSourceRate worst = { 0 };
      double rate = pl_evidence_get_worst (settings, i, benign, FALSE, &worst);

      fprintf (stream, "step %u: threshold %.4f direct %.4f; corpus conversations in time %.1f%% early %.1f%% late %.1f%% quiet %.1f%%; worst benign %s %.2f, hard %.2f per 10,000\n",
               i, (double) settings->threshold[i], (double) settings->direct[i], 100 * q.in_time.value, 100 * q.early.value, 100 * q.late.value,
               100 * q.quiet_prompted.value, worst.name != NULL ? worst.name : "none", 1e4 * rate,
               1e4 * pl_evidence_get_worst (settings, i, benign, TRUE, NULL));
      g_free (worst.name);
    }
}
