// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-concepts.h"

#include "ctl-corpus.h"

#include "pl-words.h"

#include <string.h>

#define LONGEST_STEM 8

static void
word_clear (gpointer data)
{
  PlConceptWord *word = data;

  g_free (word->word);
}

static void
add_word (PlConcepts *self,
          const char *text,
          guint8      concept)
{
  gsize length = strlen (text);
  PlConceptWord word = { NULL, concept, length > 1 && text[length - 1] == '*' };
  GHashTable *table = word.stem ? self->stems : self->exact;

  if (length == 0)
    return;
  word.word = g_strndup (text, word.stem ? MIN (length - 1, LONGEST_STEM) : length);
  if (g_hash_table_contains (table, word.word))
    {
      g_free (word.word);
      return;
    }
  g_array_append_val (self->words, word);
  g_hash_table_insert (table, word.word, GUINT_TO_POINTER (concept));
}

/* "=name: words": each, and the name, is read as "=name", which no message can hold: no weight can tell them apart. */
static gboolean
read_same (PlConcepts *self,
           const char *line)
{
  const char *colon = strchr (line, ':');
  g_auto (GStrv) words = colon != NULL ? g_strsplit (colon + 1, " ", -1) : NULL;

  if (words == NULL)
    return FALSE;
  g_hash_table_insert (self->same, g_strndup (line + 1, (gsize) (colon - line - 1)), g_strndup (line, (gsize) (colon - line)));
  for (char **word = words; *word != NULL; word++)
    {
      if (**word != '\0')
        g_hash_table_insert (self->same, g_strdup (*word), g_strndup (line, (gsize) (colon - line)));
    }

  return TRUE;
}

static gboolean
read_line (PlConcepts *self,
           const char *line,
           guint       concept)
{
  const char *colon = strchr (line, ':');
  g_auto (GStrv) words = colon != NULL ? g_strsplit (colon + 1, " ", -1) : NULL;

  if (words == NULL || concept > G_MAXUINT8)
    return FALSE;
  for (char **word = words; *word != NULL; word++)
    add_word (self, *word, (guint8) concept);

  return TRUE;
}

/**
 * pl_concepts_read:
 * @path: a file with one meaning a line: its name, a colon, words; a line that begins with = names words that are read as one;
 *   # begins a comment line
 * @error: a #PlCorpusError that names file and line
 *
 * Returns: (transfer full) (nullable): the meanings
 */
PlConcepts *
pl_concepts_read (const char  *path,
                  GError     **error)
{
  g_autoptr (PlConcepts) self = g_new0 (PlConcepts, 1);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint concept = 0;

  self->words = g_array_new (FALSE, TRUE, sizeof (PlConceptWord));
  g_array_set_clear_func (self->words, word_clear);
  self->same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->exact = g_hash_table_new (g_str_hash, g_str_equal);
  self->stems = g_hash_table_new (g_str_hash, g_str_equal);
  if (!g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_UNREADABLE, "%s: cannot be read", path);
      return NULL;
    }
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (lines[i][0] == '=' ? !read_same (self, lines[i]) : !read_line (self, lines[i], ++concept))
        {
          g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_FORM, "%s: line %u: not a meaning and its words", path, i + 1);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

/**
 * pl_concepts_free:
 * @self: (transfer full): meanings
 */
void
pl_concepts_free (PlConcepts *self)
{
  g_clear_pointer (&self->same, g_hash_table_unref);
  g_clear_pointer (&self->exact, g_hash_table_unref);
  g_clear_pointer (&self->stems, g_hash_table_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_free (self);
}

/**
 * pl_concepts_find:
 * @self: meanings
 * @word: folded
 *
 * Returns: the number of its meaning: by the whole word, else by its longest beginning; 0 for none
 */
guint8
pl_concepts_find (const PlConcepts *self,
                  const char       *word)
{
  gpointer concept = g_hash_table_lookup (self->exact, word);

  for (gsize n = MIN (strlen (word), LONGEST_STEM); concept == NULL && n >= PL_WORDS_SHORTEST_STEM; n--)
    {
      g_autofree char *stem = g_strndup (word, n);

      concept = g_hash_table_lookup (self->stems, stem);
    }

  return (guint8) GPOINTER_TO_UINT (concept);
}
