// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Sets the thresholds of a conversation: as low as what each step may cost allows. */

#include "ctl-evidence.h"

#include "ctl-replay.h"

#include <math.h>

#define LEAST_MESSAGES 1000 /* of a source that says something about a rate */

/* The second step keeps the promise of one false prompt in 14 days, and of three in a hundred quiet conversations; a little is kept back
 * of both, because other text differs. */
const PlBudget pl_budgets[PL_N_SENSITIVITIES] = {
  [PL_SENSITIVITY_FEWER] = { 1.0e-4, 2.0e-4, 0.015, 0.3e-4 },
  [PL_SENSITIVITY_BALANCED] = { 2.6e-4, 6e-4, 0.025, 0.6e-4 },
  [PL_SENSITIVITY_MORE] = { 10e-4, 20e-4, 0.06, 2e-4 },
};

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

  if (shown->held_out == NULL)
    pl_replay_prompts (shown->corpus, shown->scores, settings, sensitivity, NULL, prompts);
  for (guint8 part = 0; shown->held_out != NULL && part < PL_EVIDENCE_PARTS; part++)
    {
      PlEvidenceSettings own = *settings;

      own.recurrence = shown->held_out->without[part];
      pl_replay_prompts (shown->corpus, shown->scores, &own, sensitivity, &(PlPart) { shown->held_out->parts, part }, prompts);
    }

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

  pl_replay_prompts (benign->corpus, benign->scores, settings, sensitivity, NULL, prompts);
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

  only.threshold[sensitivity] = PL_EVIDENCE_NEVER;
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
  settings->direct[sensitivity] = high < 0.9996f ? high : PL_EVIDENCE_NEVER;
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
      if (i > 0 && tried.direct[sensitivity] == PL_EVIDENCE_NEVER)
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
