// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-concepts.h"
#include "ctl-corpus.h"

#include "pl-words.h"

G_BEGIN_DECLS

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlVocabulary, pl_vocabulary_free)

G_END_DECLS
