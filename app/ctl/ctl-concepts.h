// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that share a meaning, in several languages: what is learnt of one is learnt of all. */
typedef struct
{
  char *word;
  guint8 concept; /* from 1 */
  gboolean stem;  /* the beginning of words */
} PlConceptWord;

typedef struct
{
  GArray *words;      /* of PlConceptWord; the first of a word counts */
  GHashTable *same;   /* word -> the word that it is read as */
  GHashTable *exact;  /* word -> concept */
  GHashTable *stems;  /* beginning -> concept */
} PlConcepts;

PlConcepts *pl_concepts_read (const char       *path,
                              GError          **error);
void        pl_concepts_free (PlConcepts       *self);
guint8      pl_concepts_find (const PlConcepts *self,
                              const char       *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConcepts, pl_concepts_free)

G_END_DECLS
