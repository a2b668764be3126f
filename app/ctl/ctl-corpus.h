// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-concern.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Labelled text: the corpus of the tree, or files to measure with. Tab separated, one header row, columns found by name. */

#define PL_CORPUS_ERROR (pl_corpus_error_quark ())
GQuark pl_corpus_error_quark (void);

typedef enum
{
  PL_CORPUS_ERROR_UNREADABLE,
  PL_CORPUS_ERROR_FORM, /* a row or the header is not as it should be; the message names file and line */
} PlCorpusError;

typedef enum
{
  PL_EXPECT_NOTHING, /* nothing is known of the conversation */
  PL_EXPECT_PROMPT,
  PL_EXPECT_QUIET,
} PlExpect;

/* One message. Strings live as long as the corpus. */
typedef struct
{
  const char *text;
  const char *source;        /* of a file to measure with; else the file's name */
  const char *conversation;  /* unique over the files; of a single message its own */
  const char *language;      /* "en" */
  const char *speaker;       /* (nullable) */
  const char *setting;       /* (nullable) */
  const char *label;         /* as written */
  const char *near;          /* (nullable): the concerns that a hard negative stands beside, as written */
  const char *pattern;       /* (nullable): of a conversation, its id in the list of indicators */
  const char *reviewed;      /* (nullable): who has read the row */
  guint32 concerns;          /* bit 1 << concern */
  guint file;
  guint line;                /* in that file, from 1 */
  guint voice;               /* a run of rows by one speaker; a conversation is one */
  int seq;
  PlExpect expect;
  int by;                    /* seq by which a prompt is wanted; -1 for none */
} PlExample;

typedef struct
{
  GArray *examples;    /* of PlExample, in the order of the files */
  GPtrArray *files;    /* of paths */
  GStringChunk *strings;
} PlCorpus;

PlCorpus *pl_corpus_new         (void);
void      pl_corpus_free        (PlCorpus    *self);
gboolean  pl_corpus_read_file   (PlCorpus    *self,
                                 const char  *path,
                                 GError     **error);
gboolean  pl_corpus_read_folder (PlCorpus    *self,
                                 const char  *path,
                                 GError     **error);
gboolean  pl_corpus_is_even     (const char  *conversation);

#define pl_corpus_get(corpus, i) (&g_array_index ((corpus)->examples, PlExample, (i)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCorpus, pl_corpus_free)

G_END_DECLS
