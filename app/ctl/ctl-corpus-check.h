// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-corpus.h"

G_BEGIN_DECLS

/* What a reviewer of the corpus would ask of every row, and of all rows together. A fault names place and reason, never text. */
typedef enum
{
  PL_FAULT_ROW,          /* a column that is missing or has no such value */
  PL_FAULT_LABEL,
  PL_FAULT_PERSONAL,     /* what looks like a number, an address or a handle of somebody */
  PL_FAULT_EXPLICIT,
  PL_FAULT_DUPLICATE,
  PL_FAULT_BALANCE,      /* too few of a kind, or too few voices */
  PL_FAULT_CONVERSATION,
  PL_FAULT_STYLE,        /* the way of writing gives the label away */
  PL_N_FAULTS,
} PlFaultKind;

typedef struct
{
  PlFaultKind kind;
  char *where; /* file and line, or what was counted */
  char *what;
} PlFault;

typedef struct
{
  const char *language;
  guint positives;      /* messages of each concern */
  guint negatives;      /* messages that stand beside each concern */
  guint speakers;       /* different ones, on each side of each concern */
  double share;         /* of a side that one speaker may hold */
  guint conversations;  /* of each pattern, */
  double quiet;         /* and the least share of them that is quiet, or not */
  double style;         /* the area under the curve that no style model may reach */
} PlCorpusNeeds;

extern const PlCorpusNeeds pl_corpus_needs[];
extern const guint pl_corpus_n_needs;

GPtrArray  *pl_faults_new                 (void);
void        pl_faults_add                 (GPtrArray           *faults,
                                           PlFaultKind          kind,
                                           const PlCorpus      *corpus,
                                           const PlExample     *example,
                                           const char          *format,
                                           ...) G_GNUC_PRINTF (5, 6);
void        pl_faults_add_count           (GPtrArray           *faults,
                                           PlFaultKind          kind,
                                           const char          *where,
                                           const char          *format,
                                           ...) G_GNUC_PRINTF (4, 5);
guint       pl_faults_count               (GPtrArray           *faults,
                                           PlFaultKind          kind);
const char *pl_fault_kind_get_name        (PlFaultKind          kind);

void        pl_corpus_check_rows          (const PlCorpus      *corpus,
                                           GPtrArray           *faults);
void        pl_corpus_check_personal      (const PlCorpus      *corpus,
                                           GPtrArray           *faults);
void        pl_corpus_check_explicit      (const PlCorpus      *corpus,
                                           GHashTable          *stems,
                                           GPtrArray           *faults);
void        pl_corpus_check_duplicates    (const PlCorpus      *corpus,
                                           const PlCorpus      *foreign,
                                           GPtrArray           *faults);
void        pl_corpus_check_balance       (const PlCorpus      *corpus,
                                           const PlCorpusNeeds *needs,
                                           GPtrArray           *faults);
void        pl_corpus_check_conversations (const PlCorpus      *corpus,
                                           GPtrArray           *faults);
void        pl_corpus_check_patterns      (const PlCorpus      *corpus,
                                           const PlCorpusNeeds *needs,
                                           GPtrArray           *faults);
void        pl_corpus_check_style         (const PlCorpus      *corpus,
                                           const PlCorpusNeeds *needs,
                                           guint                seed,
                                           GPtrArray           *faults);

double      pl_corpus_measure_style       (const PlCorpus      *corpus,
                                           const char          *language,
                                           PlConcern            concern,
                                           guint                seed,
                                           guint               *n);
gboolean    pl_corpus_list_shows          (const char          *list,
                                           PlConcern            concern);
char       *pl_corpus_hash_stem           (const char          *stem);
GHashTable *pl_corpus_read_stems          (const char          *path,
                                           GError             **error);

G_END_DECLS
