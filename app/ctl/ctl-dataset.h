// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-vocabulary.h"

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

typedef struct _PlVectorizer PlVectorizer;

PlVectorizer *pl_vectorizer_new  (const PlVocabulary *vocabulary,
                                  guint               kinds,
                                  guint               n_places);
void          pl_vectorizer_free (PlVectorizer       *self);
void          pl_vectorizer_read (PlVectorizer       *self,
                                  const char         *text,
                                  PlVector           *vector);
void          pl_vectorizer_list (PlVectorizer       *self,
                                  const char         *text,
                                  guint               point_bits,
                                  PlNetworkRows      *rows);
void          pl_vector_clear    (PlVector           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlVectorizer, pl_vectorizer_free)

G_END_DECLS
