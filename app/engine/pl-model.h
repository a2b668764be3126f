// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-words.h"

G_BEGIN_DECLS

/* The model file, mapped read-only. Little endian; every part begins at a multiple of 64 bytes:
 *
 *   PlModelHeader                           says how large the parts are
 *   int8   rows[2^bits][PL_MODEL_HEADS]     weights of a feature for every head
 *   uint32 keys[n_words]                PlWords
 *   uint32 targets[n_words]
 *   uint8  ranks[n_words]
 *   uint8  concepts[n_words]
 *
 * The checksum (CRC-32C) covers everything behind it. */
#define PL_MODEL_MAGIC "PLMODEL"
#define PL_MODEL_VERSION 6
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
  float slope;  /* log-odds, read alone = slope * sum + offset */
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

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 checksum;
  guint32 size;           /* of the file, bytes */
  guint32 kinds;          /* PlFeatureKinds */
  guint32 bits;
  guint32 n_words;        /* slots of the word table */
  char date[16];          /* "2026-11-22": of the newest training text; part of the version */
  PlModelHead heads[PL_MODEL_HEADS];
  PlModelWeighing weighing;
  PlEvidenceSettings evidence;
} PlModelHeader;

typedef struct
{
  const PlModelHeader *header;
  const gint8 *rows;
  PlWords words;
} PlModel;

gsize    pl_model_get_size  (guint          bits,
                             guint          n_words);
guint32  pl_model_checksum  (const guint8  *bytes,
                             gsize          size);
gboolean pl_model_read      (PlModel       *self,
                             const guint8  *bytes,
                             gsize          size,
                             GError       **error);
GBytes  *pl_model_write     (const PlModelHeader *header,
                             const gint8         *rows,
                             const PlWords       *words);
void     pl_model_weigh     (const PlModelWeighing *weighing,
                             const float            alone[PL_N_CONCERNS],
                             float                  weighed[PL_N_CONCERNS]);
void     pl_model_get_terms (const float            alone[PL_N_CONCERNS],
                             guint                  concern,
                             float                  terms[PL_MODEL_TERMS]);
float    pl_model_get_odds  (float                  log_odds);

G_END_DECLS
