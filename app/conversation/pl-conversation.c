// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-conversation.h"

#include "pl-recurrence.h"

#include <math.h>
#include <string.h>

/* A concern answered "This is fine" counts for this much. */
#define FINE_WEIGHT 0.25f

/* A concern leads when it holds this share of the evidence; below it the prompt is general. */
#define LEADING_SHARE 0.35f

/* What a concern was answered for counts less. */
static float
get_share (const PlConversation *self,
           PlConcern             concern)
{
  return self->fine & (1u << concern) ? FINE_WEIGHT : 1;
}

static float
get_evidence (const PlConversation *self,
              PlConcern             concern)
{
  return get_share (self, concern) * self->evidence[concern];
}

/* log (1 + x): the surer a message is the more it says, and the second of a kind says less than the first. Of little, Padé's
 * approximation is right to a five hundredth, and quicker. */
static inline float
add_one_and_log (float x)
{
  return x < 0.5f ? x * (6 + x) / (6 + 4 * x) : log1pf (x);
}

/* How much of what was there is left after a time. */
static float
get_fading (const PlEvidenceSettings *settings,
            gint64                    elapsed)
{
  return elapsed > 0 ? powf (settings->fade_hour, (float) elapsed / (float) G_TIME_SPAN_HOUR) : 1;
}

/**
 * pl_conversation_get_fresh:
 * @settings: of the model
 * @score: what a message shows
 * @fresh: (out caller-allocates) (array fixed-size=14): what it adds to the evidence of each concern
 */
void
pl_conversation_get_fresh (const PlEvidenceSettings *settings,
                           const PlScore            *score,
                           float                     fresh[PL_N_CONCERNS])
{
  float scale = expf (-settings->floor);

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    fresh[i] = add_one_and_log (score->odds[i] * scale);
}

/* What was answered for is read as if it had been said less surely. */
static void
read_in_order (PlConversation     *self,
               const PlRecurrence *recurrence,
               const PlScore      *score,
               float               fading)
{
  float inputs[PL_RECURRENCE_INPUTS];
  PlRecurrenceStep step;
  PlScore heard = *score;

  for (guint i = 0; self->fine != 0 && i < PL_N_CONCERNS; i++)
    {
      heard.odds[i] *= get_share (self, i);
      heard.values[i] *= get_share (self, i);
    }
  for (guint i = 0; self->fine != 0 && i < PL_N_OUTLOOKS; i++)
    heard.outlooks[i] = MIN (heard.outlooks[i], 0);
  pl_recurrence_get_inputs (&heard, inputs);
  for (guint i = 0; i < PL_RECURRENCE_SIZE; i++)
    step.before[i] = self->kept[i] * fading;
  pl_recurrence_step (recurrence, inputs, &step);
  memcpy (self->kept, step.kept, sizeof (self->kept));
}

/* A little of earlier evidence is lost with every message, more with time. */
static void
add_evidence (PlConversation           *self,
              const PlEvidenceSettings *settings,
              const PlScore            *score,
              const float               fresh[PL_N_CONCERNS],
              gint64                    now)
{
  float fading = get_fading (settings, now - self->time);

  read_in_order (self, &settings->recurrence, score, fading);
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    self->evidence[i] = MIN (self->evidence[i] * settings->fade_message * fading + fresh[i], settings->cap);
  self->context = self->context * settings->context_fade + CLAMP (score->context, -settings->context_step, settings->context_step);
  self->context = CLAMP (self->context, -settings->context_cap, settings->context_cap);
  self->time = MAX (self->time, now);
}

/* The reasons of a prompt stay until there is new evidence. */
static void
add_reasons (PlConversation *self,
             const PlScore  *score)
{
  guint16 shown = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (pl_score_shows (score, i))
        shown |= (guint16) (1u << i);
    }
  if (shown == 0)
    return;

  self->reasons = self->spent ? shown : self->reasons | shown;
  self->spent = FALSE;
}

typedef struct
{
  float stages[PL_N_STAGES]; /* evidence of each */
  float whole;               /* evidence of all */
  float weighted;
  guint n_showing;           /* stages that show */
} Sums;

static Sums
sum_up (const PlConversation     *self,
        const PlEvidenceSettings *settings,
        const float               fresh[PL_N_CONCERNS])
{
  Sums sums = { .whole = 0 };
  guint showing = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      float evidence = get_evidence (self, i);

      sums.stages[pl_concern_get_stage (i)] += evidence;
      sums.whole += evidence;
      sums.weighted += get_share (self, i) * (settings->weight[i] * add_one_and_log (self->evidence[i]) + settings->fresh[i] * fresh[i]);
      if (self->evidence[i] >= PL_EVIDENCE_SHOWING)
        showing |= 1u << pl_concern_get_stage (i);
    }
  sums.n_showing = (guint) __builtin_popcount (showing);

  return sums;
}

/* Log-odds of the conversation's score, and the stage with the most evidence, none where none shows; @fresh is what the newest message
 * has added. */
static void
get_state (const PlConversation     *self,
           const PlEvidenceSettings *settings,
           const float               fresh[PL_N_CONCERNS],
           float                    *logit,
           PlStage                  *stage)
{
  Sums sums = sum_up (self, settings, fresh);

  *logit = settings->bias + settings->context * self->context + settings->whole * add_one_and_log (sums.whole) + sums.weighted +
           pl_recurrence_read (&settings->recurrence, self->kept);
  *stage = PL_STAGE_NONE;
  for (guint i = 0; sums.n_showing > 0 && i < PL_N_STAGES; i++)
    {
      if (sums.stages[i] > sums.stages[*stage])
        *stage = i;
    }
  if (sums.n_showing > 1)
    *logit += settings->breadth * (float) (sums.n_showing - 1);
}

/* The concern that leads the evidence, or general. The learnt weights say how much a concern tells of a conversation, not which is
 * the loudest: a threat must not be called praise. */
static PlConcern
get_leader (const PlConversation *self)
{
  PlConcern leader = 0;
  float total = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      total += get_evidence (self, i);
      if (get_evidence (self, i) > get_evidence (self, leader))
        leader = i;
    }

  return total > 0 && get_evidence (self, leader) >= LEADING_SHARE * total ? leader : PL_CONCERN_GENERAL;
}

/* Small doubts about many concerns are no strong sign: one of them must stand out. */
static gboolean
has_strong_evidence (const PlConversation     *self,
                     const PlEvidenceSettings *settings)
{
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (!pl_concern_is_weak_alone (i) && get_evidence (self, i) >= settings->strong)
        return TRUE;
    }

  return FALSE;
}

/* FNV-1a over what a message shows (Fowler, Noll, Vo); never 0. */
static guint32
hash_score (const PlScore *score)
{
  guint32 hash = 2166136261u;
  guint32 bits[PL_N_CONCERNS + 1];

  memcpy (bits, score->odds, PL_N_CONCERNS * sizeof (guint32));
  memcpy (bits + PL_N_CONCERNS, &score->context, sizeof (guint32));
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    hash = (hash ^ (bits[i] ^ (bits[i] >> 16))) * 16777619u;

  return hash | 1;
}

/* The same words once more, sent twice or shown twice by a program, are no further sign. */
static gboolean
is_repeat (PlConversation *self,
           const PlScore  *score)
{
  guint32 hash = hash_score (score);

  for (guint i = 0; i < PL_CONVERSATION_LATEST; i++)
    {
      if (self->latest[i] == hash)
        return TRUE;
    }
  self->latest[self->next] = hash;
  self->next = (guint8) ((self->next + 1) % PL_CONVERSATION_LATEST);

  return FALSE;
}

/* Spent: the same conversation prompts again only on new evidence. */
static void
spend (PlConversation *self)
{
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    self->evidence[i] = 0;
  memset (self->kept, 0, sizeof (self->kept));
  self->context = MIN (self->context, 0);
  self->spent = TRUE;
}

/**
 * pl_conversation_observe:
 * @self: a conversation; all zero for a new one
 * @settings: of the model
 * @sensitivity: how readily a prompt is raised
 * @score: what the message shows
 * @now: when it came, microseconds since 1970
 * @assessment: (out caller-allocates): what the conversation has come to
 *
 * Adds a message's evidence, but for a repeat of one of the latest. Where that raises a prompt the evidence is spent.
 */
void
pl_conversation_observe (PlConversation           *self,
                         const PlEvidenceSettings *settings,
                         PlSensitivity             sensitivity,
                         const PlScore            *score,
                         gint64                    now,
                         PlAssessment             *assessment)
{
  float fresh[PL_N_CONCERNS] = { 0 };
  float logit;
  gboolean repeat = is_repeat (self, score);
  gboolean direct = score->values[PL_CONCERN_THREAT] >= settings->direct[sensitivity];

  if (!repeat)
    {
      pl_conversation_get_fresh (settings, score, fresh);
      add_evidence (self, settings, score, fresh, now);
      add_reasons (self, score);
    }
  get_state (self, settings, fresh, &logit, &assessment->stage);
  assessment->score = 1.0f / (1.0f + expf (-logit));
  assessment->prompt = PL_CONCERN_NONE;
  assessment->direct_threat = FALSE;
  if (repeat)
    return;
  if (direct && !(self->fine & (1u << PL_CONCERN_THREAT)))
    {
      assessment->prompt = PL_CONCERN_THREAT;
      assessment->direct_threat = TRUE;
    }
  else if (assessment->score >= settings->threshold[sensitivity] && has_strong_evidence (self, settings))
    assessment->prompt = get_leader (self);
  if (assessment->prompt != PL_CONCERN_NONE)
    spend (self);
}
