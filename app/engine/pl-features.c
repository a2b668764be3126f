// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-features.h"

#include <math.h>

typedef struct
{
  PlFeatures *features;
  guint n_places;
} Extractor;

enum
{
  SALT_WORD = 0x243F6A88,
  SALT_PAIR = 0x05A308D3,
  SALT_SKIP = 0x13198A2E,
  SALT_TRIPLE = 0x03707344,
  SALT_GRAM = 0x24093822,
  SALT_STEM = 0x299F31D0,
  SALT_CONCEPT = 0x6C8E9CF5,
  SALT_CONCEPT_PAIR = 0x452821E6,
  SALT_CONCEPT_SKIP = 0x38D01377,
  SALT_CONCEPT_TRIPLE = 0x3E5466CF,
};

/* Short messages are not blown up, in words. */
#define NORM_START 4.0f

/* What all features of a message weigh together; no other number changes what is learnt, but for its cost. */
#define WHOLE_WEIGHT 2.0f

/* Short messages are not blown up, here in features. */
#define LENGTH_START 4.0f

#define EDGE_HASH 0x5E5E5E5Eu

static inline void
add (Extractor *self,
     guint32    hash,
     guint      first,
     guint      last)
{
  PlFeatures *features = self->features;

  if (features->n >= PL_FEATURES_MAX)
    return;
  features->rows[features->n] = (guint32) (((guint64) pl_hash_mix (hash) * self->n_places) >> 32);
  features->first[features->n] = (guint16) first;
  features->last[features->n] = (guint16) last;
  features->n++;
}

/* The order counts: "send me" is not "me send". */
static inline guint32
join (guint32 a,
      guint32 b)
{
  return (a * 0x9E3779B1u) ^ ((b << 13) | (b >> 19));
}

/* Runs of three and four letters of "<word>". */
static void
add_grams (Extractor     *self,
           const PlText  *text,
           const PlToken *token,
           guint          at)
{
  char bytes[PL_TEXT_WORD + 2];
  guint length = token->length + 2u;

  bytes[0] = '<';
  memcpy (bytes + 1, text->bytes + token->offset, token->length);
  bytes[length - 1] = '>';
  for (guint i = 0; i + 3 <= length; i++)
    {
      guint32 hash = pl_hash_bytes (bytes + i, 3);

      add (self, hash ^ SALT_GRAM, at, at);
      if (i + 4 <= length)
        add (self, pl_hash_byte (hash, (guint8) bytes[i + 3]) ^ SALT_GRAM, at, at);
    }
}

static void
add_letters (Extractor    *self,
             const PlText *text,
             guint         at,
             guint         kinds)
{
  const PlToken *token = &text->tokens[at];

  if (token->kind != PL_TOKEN_WORD || token->length == 0 || token->known == PL_TOKEN_OTHER)
    return;
  if ((kinds & PL_FEATURES_STEMS) && token->length > 5)
    add (self, pl_hash_bytes (text->bytes + token->offset, 5) ^ SALT_STEM, at, at);
  if ((kinds & PL_FEATURES_ALL_GRAMS) ? token->length > 2 : (kinds & PL_FEATURES_RARE_GRAMS) && !token->known)
    add_grams (self, text, token, at);
}

/* An emoji without a word of its own is no neighbour: the words around it stand together. */
static gboolean
is_neighbour (const PlToken *token)
{
  return token->kind != PL_TOKEN_PICTURE;
}

/* Meanings in their order, words without one passed over: "don't ... tell ... parents". */
static void
add_concepts (Extractor    *self,
              const PlText *text,
              guint         kinds)
{
  guint32 back1 = 0;
  guint32 back2 = 0;
  guint at1 = 0;
  guint at2 = 0;

  for (guint i = 0; i < text->n_tokens; i++)
    {
      guint32 concept = text->tokens[i].concept;

      if (concept == 0 || concept == back1)
        continue;
      add (self, concept ^ SALT_CONCEPT, i, i);
      if ((kinds & PL_FEATURES_CONCEPT_PAIRS) && back1 != 0)
        add (self, join (back1, concept) ^ SALT_CONCEPT_PAIR, at1, i);
      if ((kinds & PL_FEATURES_CONCEPT_SKIPS) && back2 != 0)
        add (self, join (back2, concept) ^ SALT_CONCEPT_SKIP, at2, i);
      if ((kinds & PL_FEATURES_CONCEPT_TRIPLES) && back2 != 0)
        add (self, join (join (back2, back1), concept) ^ SALT_CONCEPT_TRIPLE, at2, i);
      back2 = back1;
      at2 = at1;
      back1 = concept;
      at1 = i;
    }
}

/* Vectors of one length, so that a message of many meanings does not speak louder than one of few. */
static float
get_unit (const PlFeatures *self,
          const PlText     *text,
          guint             kinds)
{
  if (kinds & PL_FEATURES_LENGTH)
    return WHOLE_WEIGHT / sqrtf ((float) self->n + LENGTH_START);

  return 1.0f / sqrtf ((float) text->n_tokens + NORM_START);
}

/**
 * pl_features_extract:
 * @self: (out caller-allocates): the features
 * @text: a stretch of a message
 * @kinds: #PlFeatureKinds of the model
 * @n_places: that they fall to
 *
 * The same code serves the trainer and the watcher. A feature that occurs twice is listed twice.
 */
void
pl_features_extract (PlFeatures   *self,
                     const PlText *text,
                     guint         kinds,
                     guint         n_places)
{
  Extractor extractor = { self, n_places };
  guint32 back1 = EDGE_HASH;
  guint32 back2 = EDGE_HASH;
  guint at1 = 0;
  guint at2 = 0;
  gboolean edges = (kinds & PL_FEATURES_EDGES) != 0;

  self->n = 0;
  for (guint i = 0; i < text->n_tokens; i++)
    {
      const PlToken *token = &text->tokens[i];
      guint32 hash = token->hash;

      add (&extractor, hash ^ SALT_WORD, i, i);
      add_letters (&extractor, text, i, kinds);
      if (!is_neighbour (token))
        continue;
      if ((kinds & PL_FEATURES_PAIRS) && (back1 != EDGE_HASH || edges))
        add (&extractor, join (back1, hash) ^ SALT_PAIR, back1 == EDGE_HASH ? i : at1, i);
      if ((kinds & PL_FEATURES_SKIPS) && back2 != EDGE_HASH)
        add (&extractor, join (back2, hash) ^ SALT_SKIP, at2, i);
      if ((kinds & PL_FEATURES_TRIPLES) && back2 != EDGE_HASH)
        add (&extractor, join (join (back2, back1), hash) ^ SALT_TRIPLE, at2, i);
      back2 = back1;
      at2 = at1;
      back1 = hash;
      at1 = i;
    }
  if (kinds & PL_FEATURES_CONCEPTS)
    add_concepts (&extractor, text, kinds);
  if (edges && back1 != EDGE_HASH)
    add (&extractor, join (back1, EDGE_HASH) ^ SALT_PAIR, at1, at1);
  self->unit = get_unit (self, text, kinds);
}
