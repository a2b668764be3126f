// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-network.h"
#include "pl-sieve.h"
#include "pl-words.h"

G_BEGIN_DECLS

/* The model file, mapped read-only. Little endian; every part begins at a multiple of 64 bytes:
 *
 *   PlModelHeader                           says how large the parts are
 *   int8   rows[n_rows][PL_MODEL_HEADS]     weights of a feature for every head
 *   PlNetworkWeights                        of the second reading
 *   int8   points[2^point_bits][PL_NETWORK_SIZE]
 *   uint64 bits[n_places / 64]              PlSieve
 *   uint32 before[n_places / 64]
 *   uint32 keys[n_words]                PlWords
 *   uint32 targets[n_words]
 *   uint8  ranks[n_words]
 *   uint8  concepts[n_words]
 *   uint32 ways[n_ways]
 *
 * The checksum (CRC-32C) covers everything behind it. */
#define PL_MODEL_MAGIC "PLMODEL"
#define PL_MODEL_VERSION 11
#define PL_MODEL_HEADS 16 /* one a concern, one for the conversation, one spare */
#define PL_MODEL_HEAD_CONTEXT PL_N_CONCERNS
#define PL_MODEL_ALIGN 64
#define PL_MODEL_MAX_SIZE (2560 * 1024)

/* Log-odds. Beyond this the model was never right by as much as it claims. */
#define PL_MODEL_SUREST 8.0f

typedef struct
{
  float scale;  /* of the int8 weights */
  float bias;
  float slope;  /* log-odds of the first reading = slope * sum + offset */
  float offset;
} PlModelHead;

/* What a concern says beside the others of the same message: a message that does one thing seldom does another as well, and its words
 * speak a little for both. Log-odds = own x + own_over max (x, 0) + other m + other_over max (m, 0) + offset, where x are those read
 * alone and m is the largest x of the other concerns. Of each number one a concern. */
typedef struct
{
  float own[PL_N_CONCERNS];
  float own_over[PL_N_CONCERNS];
  float other[PL_N_CONCERNS];
  float other_over[PL_N_CONCERNS];
  float offset[PL_N_CONCERNS];
} PlModelWeighing;

#define PL_MODEL_TERMS 5

/* A message whose first reading, by the weights, finds something is read once more, by the network. Log-odds, read alone =
 * first x + network y + offset, where x are those of the first reading and y what the network says. Of each number one a concern. */
typedef struct
{
  float from; /* log-odds of the loudest concern at which a message is read again */
  float first[PL_N_CONCERNS];
  float network[PL_N_CONCERNS];
  float offset[PL_N_CONCERNS];
} PlModelRereading;

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 checksum;
  guint32 size;           /* of the file, bytes */
  guint32 kinds;          /* PlFeatureKinds */
  guint32 n_rows;
  guint32 n_places;       /* that features fall to */
  guint32 point_bits;
  guint32 n_words;        /* slots of the word table */
  guint32 n_ways;         /* slots of the ways to its words */
  char date[16];          /* "2026-11-22": of the newest training text; part of the version */
  PlModelHead heads[PL_MODEL_HEADS];
  PlModelRereading rereading;
  float point_scales[PL_NETWORK_SIZE];
  PlModelWeighing weighing;
  PlEvidenceSettings evidence;
} PlModelHeader;

typedef struct
{
  const PlModelHeader *header;
  const gint8 *rows;
  PlNetwork network;
  PlSieve sieve;
  PlWords words;
} PlModel;

gboolean pl_model_has_sizes (const PlModelHeader *header);
gsize    pl_model_get_size  (const PlModelHeader *header);
guint32  pl_model_checksum  (const guint8  *bytes,
                             gsize          size);
gboolean pl_model_read      (PlModel       *self,
                             const guint8  *bytes,
                             gsize          size,
                             GError       **error);
GBytes  *pl_model_write     (const PlModelHeader *header,
                             const gint8         *rows,
                             const PlNetwork     *network,
                             const PlSieve       *sieve,
                             const PlWords       *words);
gboolean pl_model_calls_for_rereading (const PlModelRereading *rereading,
                                       const float             alone[PL_N_CONCERNS]);
void     pl_model_reread    (const PlModelRereading *rereading,
                             const float             network[PL_N_CONCERNS],
                             float                   alone[PL_N_CONCERNS]);
void     pl_model_get_reread_terms (const float      alone[PL_N_CONCERNS],
                                    const float      network[PL_N_CONCERNS],
                                    guint            concern,
                                    float            terms[PL_MODEL_TERMS]);
void     pl_model_weigh     (const PlModelWeighing *weighing,
                             const float            alone[PL_N_CONCERNS],
                             float                  weighed[PL_N_CONCERNS]);
void     pl_model_get_terms (const float            alone[PL_N_CONCERNS],
                             guint                  concern,
                             float                  terms[PL_MODEL_TERMS]);
float    pl_model_get_odds  (float                  log_odds);

G_END_DECLS
