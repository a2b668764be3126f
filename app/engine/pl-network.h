// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-score.h"
#include "pl-text.h"

G_BEGIN_DECLS

/* A small convolutional network over the words and marks of a message (Kim 2014): each is a point, filters look at one or at three in a
 * row, each keeps the most that it saw, and what they saw is summed for every concern. */
#define PL_NETWORK_SIZE 16      /* numbers of a point */
#define PL_NETWORK_FILTERS 64   /* of each of the two widths */
#define PL_NETWORK_SPAN 3       /* words that the wider filters look at */
#define PL_NETWORK_POOLED (2 * PL_NETWORK_FILTERS)
#define PL_NETWORK_OUTPUTS 16   /* one a concern, then one an outlook */

#define PL_NETWORK_WORDS 160    /* words and marks that it reads of a stretch of text; what comes after is left out */
#define PL_NETWORK_WORD_ROWS 24 /* most rows that one word is made of */

/* Of a stretch of text: for each word and mark, the rows whose sum is its point. */
typedef struct
{
  guint n_words;
  guint first[PL_NETWORK_WORDS + 1]; /* (n_words + 1): where a word's rows begin; they end where the next one's begin */
  guint32 rows[PL_NETWORK_WORDS * PL_NETWORK_WORD_ROWS];
} PlNetworkRows;

/* What is learnt, but for the points. */
typedef struct
{
  float one[PL_NETWORK_SIZE][PL_NETWORK_FILTERS];
  float span[PL_NETWORK_SPAN][PL_NETWORK_SIZE][PL_NETWORK_FILTERS];
  float biases[PL_NETWORK_POOLED];
  float outputs[PL_NETWORK_POOLED][PL_NETWORK_OUTPUTS];
  float output_biases[PL_NETWORK_OUTPUTS];
} PlNetworkWeights __attribute__ ((aligned (16)));

/* As in the model file: points of eight bits. */
typedef struct
{
  const PlNetworkWeights *weights;
  const gint8 (*points)[PL_NETWORK_SIZE]; /* (2^bits) */
  const float *scales;                    /* (PL_NETWORK_SIZE): of their numbers */
  guint bits;
} PlNetwork;

/* The points of the words, with one of nothing before and one behind. */
typedef float PlNetworkPoints[PL_NETWORK_WORDS + 2][PL_NETWORK_SIZE] __attribute__ ((aligned (16)));

/* What the filters saw. */
typedef struct
{
  float most[PL_NETWORK_POOLED];   /* at least 0 */
  gint32 where[PL_NETWORK_POOLED]; /* the word, from 1, the middle one of three; -1 where it saw nothing */
} PlNetworkSeen __attribute__ ((aligned (16)));

/* What reading a message takes. */
typedef struct
{
  PlNetworkRows rows;
  PlNetworkPoints points;
  PlNetworkSeen seen;
} PlNetworkWorkspace;

void  pl_network_list_rows (const PlText           *text,
                            const char             *message,
                            gsize                   end,
                            guint                   bits,
                            PlNetworkRows          *out);
float pl_network_get_share (guint                   n_rows);
void  pl_network_look      (const PlNetworkWeights *weights,
                            float                 (*points)[PL_NETWORK_SIZE],
                            guint                   n_words,
                            PlNetworkSeen          *seen);
void  pl_network_sum       (const PlNetworkWeights *weights,
                            const PlNetworkSeen    *seen,
                            float                   log_odds[PL_NETWORK_OUTPUTS]);

void  pl_network_read      (const PlNetwork        *self,
                            PlNetworkWorkspace     *workspace,
                            const PlText           *text,
                            const char             *message,
                            gsize                   end,
                            float                   log_odds[PL_NETWORK_OUTPUTS]);

G_END_DECLS
