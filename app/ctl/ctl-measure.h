// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-evasions.h"
#include "ctl-replay.h"

G_BEGIN_DECLS

/* What `porchlightctl evaluate` measures. Pure: scored text in, figures out. */

/* A share with its 95% interval. */
typedef struct
{
  guint hits;
  guint n;
  double value;
  double low;
  double high;
} PlShare;

PlShare pl_share_make (guint hits,
                       guint n);

/* False prompts of one benign source. */
typedef struct
{
  char *name; /* "irc en", "irc en hard" */
  gboolean hard;
  PlShare rate;   /* prompts of messages */
} PlSourceRate;

#define PL_N_MARKS 5
extern const guint pl_marks[PL_N_MARKS]; /* 5, 10, 20, 50, 200 messages */

/* How early streams are warned. */
typedef struct
{
  guint n;
  guint warned;
  guint warned_by[PL_N_MARKS];
  double median;          /* message of the first prompt, over those warned; counted from 1 */
} PlWarning;

typedef struct
{
  double precision;
  double recall;
  double f1;
  double speed;
  double f_latency;
  guint false_streams;    /* benign streams of at least ten messages that were prompted */
  guint benign_streams;
} PlEarly;

typedef struct
{
  PlConcern concern;      /* PL_CONCERN_NONE for any */
  guint n;
  double precision;
  double recall;
  double f1;
  double low;             /* 95% interval of F1, by bootstrap */
  double high;
} PlConcernQuality;

/* Conversations that say what is expected of them. */
typedef struct
{
  PlShare in_time;        /* first prompt at or before the marked message, and not before the first sign */
  PlShare early;          /* before the first sign */
  PlShare late;
  PlShare quiet_prompted;
} PlConversationQuality;

typedef struct
{
  guint pairs;
  guint beyond;           /* with a difference of more than 0.05 */
  guint crossing;         /* some variant at 0.5 or more, some below */
  double largest;
} PlFairness;

typedef struct
{
  PlEvasion evasion;
  double recall;
  double lost;            /* points */
} PlRobustness;

typedef struct
{
  guint n;
  double mean;            /* of the values */
  double share;           /* of those that show the concern */
} PlCalibrationBin;

#define PL_N_BINS 10

GArray               *pl_measure_sources       (const PlCorpus  *corpus,
                                                const PlConcern *prompts);
PlWarning             pl_measure_warning       (const PlCorpus  *corpus,
                                                const PlConcern *prompts);
PlEarly               pl_measure_early         (const PlWarning *warning,
                                                const PlCorpus  *benign,
                                                const PlConcern *prompts);
PlConcernQuality      pl_measure_concern       (const PlCorpus  *corpus,
                                                const PlScore   *scores,
                                                PlConcern        concern,
                                                const char      *language);
PlConversationQuality pl_measure_conversations (const PlCorpus  *corpus,
                                                const PlConcern *prompts,
                                                const char      *language);
PlFairness            pl_measure_fairness      (const PlCorpus  *corpus,
                                                const PlScore   *scores);
double                pl_measure_recall        (const PlCorpus  *corpus,
                                                const PlScore   *scores);
PlRobustness          pl_measure_robustness    (PlEngine        *engine,
                                                const PlCorpus  *corpus,
                                                PlEvasion        evasion,
                                                double           plain);
void                  pl_measure_calibration   (const PlCorpus  *corpus,
                                                const PlScore   *scores,
                                                PlCalibrationBin bins[PL_N_BINS]);

G_END_DECLS
