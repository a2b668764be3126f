// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-corpus.h"

#include "pl-text.h"

G_BEGIN_DECLS

enum
{
  PL_WORD_COUNT_SPANISH,
  PL_WORD_COUNT_OTHER, /* nearly all of it English */
  PL_WORD_COUNT_LANGUAGES,
};

typedef struct
{
  char *word; /* owned by the array that it stands in */
  guint count;
  guint in[PL_WORD_COUNT_LANGUAGES]; /* which add up to @count */
} PlWordCount;

GArray *pl_word_counts_new (const PlCorpus *corpus,
                            const PlCorpus *negatives);

G_END_DECLS
