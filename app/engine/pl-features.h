// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-text.h"

G_BEGIN_DECLS

/* Which kinds of features a model was trained with; kept in the model file. */
typedef enum
{
  PL_FEATURES_PAIRS = 1 << 0,       /* two words that stand together */
  PL_FEATURES_SKIPS = 1 << 1,       /* two words with one between them */
  PL_FEATURES_RARE_GRAMS = 1 << 2,  /* letters of words that the model does not know */
  PL_FEATURES_ALL_GRAMS = 1 << 3,   /* letters of every word */
  PL_FEATURES_EDGES = 1 << 4,       /* the first and the last word */
  PL_FEATURES_TRIPLES = 1 << 5,     /* three words that stand together */
  PL_FEATURES_STEMS = 1 << 6,       /* the first five letters of longer words */
  PL_FEATURES_CONCEPTS = 1 << 7,    /* meanings of words */
  PL_FEATURES_CONCEPT_PAIRS = 1 << 8,   /* two meanings that follow each other, other words between them or not */
  PL_FEATURES_CONCEPT_SKIPS = 1 << 9,   /* two meanings with one between them */
  PL_FEATURES_CONCEPT_TRIPLES = 1 << 10, /* three meanings that follow each other */
  PL_FEATURES_LENGTH = 1 << 11,          /* no feature: vectors of one length, in place of one by the words */
} PlFeatureKinds;

#define PL_FEATURES_MAX 6144

/* The features of a stretch of text: the places that they fall to, or, once sieved, rows of the weight table; and the tokens that each
 * came from. */
typedef struct
{
  guint n;
  float unit;                     /* what one feature counts */
  guint32 rows[PL_FEATURES_MAX];
  guint16 first[PL_FEATURES_MAX]; /* token */
  guint16 last[PL_FEATURES_MAX];  /* token, included */
} PlFeatures;

void pl_features_extract (PlFeatures   *self,
                          const PlText *text,
                          guint         kinds,
                          guint         n_places);

G_END_DECLS
