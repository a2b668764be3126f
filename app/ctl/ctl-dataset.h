// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-concepts.h"
#include "ctl-corpus.h"

#include "pl-features.h"
#include "pl-model.h"
#include "pl-network.h"

G_BEGIN_DECLS

/* A message as the solver sees it: rows in ascending order, each once, and their values. */
typedef struct
{
  guint32 *rows;
  float *values;
  guint n;
} PlVector;

/* The words of a corpus, in the form of the model file. Owns its arrays. */
typedef struct
{
  guint32 *keys;
  guint32 *targets;
  guint8 *ranks;
  guint8 *concepts;
  guint32 *ways;
  guint n_slots;
  guint n_ways;
  guint n_taken; /* of the slots */
} PlVocabulary;

PlVocabulary *pl_vocabulary_new  (const PlCorpus     *corpus,
                                  const PlCorpus     *negatives,
                                  const PlConcepts   *concepts,
                                  guint               n_slots,
                                  guint               n_ways);
void          pl_vocabulary_free (PlVocabulary       *self);
PlWords       pl_vocabulary_get  (const PlVocabulary *self);

typedef struct _PlVectorizer PlVectorizer;

PlVectorizer *pl_vectorizer_new  (const PlVocabulary *vocabulary,
                                  guint               kinds,
                                  guint               n_rows);
void          pl_vectorizer_free (PlVectorizer       *self);
void          pl_vectorizer_read (PlVectorizer       *self,
                                  const char         *text,
                                  PlVector           *vector);
void          pl_vectorizer_list (PlVectorizer       *self,
                                  const char         *text,
                                  guint               point_bits,
                                  PlNetworkRows      *rows);
void          pl_vector_clear    (PlVector           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlVocabulary, pl_vocabulary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlVectorizer, pl_vectorizer_free)

G_END_DECLS
