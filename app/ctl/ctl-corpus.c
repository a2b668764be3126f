// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (pl-corpus-error-quark, pl_corpus_error)

enum
{
  TEXT,
  LABEL,
  SOURCE,
  CONVERSATION,
  SEQ,
  LANGUAGE,
  SPEAKER,
  EXPECT,
  BY,
  NEAR,
  SETTING,
  PATTERN,
  REVIEWED,
  N_COLUMNS,
};

/* Each column has the name that the corpus gives it, and that of files to measure with. */
static const char *const column_names[N_COLUMNS][2] = {
  [TEXT] = { "text", "text" },
  [LABEL] = { "concerns", "label" },
  [SOURCE] = { "source", "source" },
  [CONVERSATION] = { "conversation", "pair" },
  [SEQ] = { "seq", "seq" },
  [LANGUAGE] = { "language", "language" },
  [SPEAKER] = { "speaker", "speaker" },
  [EXPECT] = { "expect", "expect" },
  [BY] = { "by", "by" },
  [NEAR] = { "near", "near" },
  [SETTING] = { "setting", "setting" },
  [PATTERN] = { "pattern", "pattern" },
  [REVIEWED] = { "reviewed", "reviewed" },
};

typedef struct
{
  PlCorpus *corpus;
  const char *path;
  const char *base;
  const char *language; /* of the file, where it has no such column */
  guint file;
  guint line;
  int columns[N_COLUMNS]; /* -1: the file has none */
  guint n_columns;
} Reader;

/**
 * pl_corpus_new:
 *
 * Returns: (transfer full): an empty corpus
 */
PlCorpus *
pl_corpus_new (void)
{
  PlCorpus *self = g_new0 (PlCorpus, 1);

  self->examples = g_array_new (FALSE, TRUE, sizeof (PlExample));
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (1 << 16);

  return self;
}

/**
 * pl_corpus_free:
 * @self: (transfer full): a corpus
 */
void
pl_corpus_free (PlCorpus *self)
{
  g_array_unref (self->examples);
  g_ptr_array_unref (self->files);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static gboolean
fail (const Reader *reader,
      GError      **error,
      const char   *what)
{
  g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_FORM, "%s: line %u: %s", reader->path, reader->line, what);

  return FALSE;
}

static gboolean
read_header (Reader  *reader,
             char   **fields,
             GError **error)
{
  reader->n_columns = g_strv_length (fields);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      reader->columns[c] = -1;
      for (guint i = 0; i < reader->n_columns; i++)
        {
          if (g_str_equal (fields[i], column_names[c][0]) || g_str_equal (fields[i], column_names[c][1]))
            reader->columns[c] = (int) i;
        }
    }
  if (reader->columns[TEXT] < 0)
    return fail (reader, error, "the header has no column text");

  return TRUE;
}

static const char *
get_field (const Reader *reader,
           char        **fields,
           guint         column)
{
  return reader->columns[column] >= 0 ? fields[reader->columns[column]] : NULL;
}

/* Labels that are no concern ("none", "benign", "offender") stand for none. */
static guint32
read_concerns (const char *label)
{
  g_auto (GStrv) names = g_strsplit (label != NULL ? label : "", ",", -1);
  guint32 concerns = 0;

  for (char **name = names; *name != NULL; name++)
    {
      PlConcern concern;

      if (pl_concern_from_name (g_strstrip (*name), &concern) && concern < PL_N_CONCERNS)
        concerns |= 1u << concern;
    }

  return concerns;
}

static const char *
keep (Reader     *reader,
      const char *string)
{
  return g_string_chunk_insert_const (reader->corpus->strings, string);
}

static void
fill_conversation (Reader    *reader,
                   PlExample *example,
                   char     **fields)
{
  const char *conversation = get_field (reader, fields, CONVERSATION);
  const char *expect = get_field (reader, fields, EXPECT);
  const char *by = get_field (reader, fields, BY);
  const char *seq = get_field (reader, fields, SEQ);
  g_autofree char *name = NULL;

  if (conversation != NULL)
    name = g_strdup_printf ("%u/%s/%s", reader->file, example->source, conversation);
  else
    name = g_strdup_printf ("%s#%u", reader->path, reader->line);
  example->conversation = keep (reader, name);
  example->seq = seq != NULL ? atoi (seq) : 0;
  example->by = by != NULL && by[0] != '\0' ? atoi (by) : -1;
  if (expect != NULL && g_str_equal (expect, "prompt"))
    example->expect = PL_EXPECT_PROMPT;
  else if (expect != NULL && g_str_equal (expect, "quiet"))
    example->expect = PL_EXPECT_QUIET;
}

static const char *
keep_field (Reader *reader,
            char  **fields,
            guint   column)
{
  const char *field = get_field (reader, fields, column);

  return field != NULL ? keep (reader, field) : NULL;
}

/* A new speaker, setting or conversation is a new voice. */
static guint
count_voice (Reader          *reader,
             const PlExample *example)
{
  GArray *examples = reader->corpus->examples;
  const PlExample *last = examples->len > 0 ? &g_array_index (examples, PlExample, examples->len - 1) : NULL;

  if (last == NULL)
    return 0;
  if (last->file == example->file && g_strcmp0 (last->speaker, example->speaker) == 0 &&
      (reader->columns[CONVERSATION] < 0 || last->conversation == example->conversation))
    return last->voice;

  return last->voice + 1;
}

static gboolean
read_row (Reader  *reader,
          char   **fields,
          GError **error)
{
  PlExample example = { .file = reader->file, .line = reader->line };
  const char *field;

  if (g_strv_length (fields) != reader->n_columns)
    return fail (reader, error, "the row has not as many columns as the header");
  if (!g_utf8_validate (get_field (reader, fields, TEXT), -1, NULL))
    return fail (reader, error, "the text is not valid UTF-8");

  example.text = g_string_chunk_insert (reader->corpus->strings, get_field (reader, fields, TEXT));
  field = get_field (reader, fields, LABEL);
  example.label = keep (reader, field != NULL ? field : "");
  example.concerns = read_concerns (field);
  field = get_field (reader, fields, SOURCE);
  example.source = keep (reader, field != NULL ? field : reader->base);
  field = get_field (reader, fields, LANGUAGE);
  example.language = keep (reader, field != NULL ? field : reader->language);
  example.speaker = keep_field (reader, fields, SPEAKER);
  example.setting = keep_field (reader, fields, SETTING);
  example.near = keep_field (reader, fields, NEAR);
  example.pattern = keep_field (reader, fields, PATTERN);
  example.reviewed = keep_field (reader, fields, REVIEWED);
  fill_conversation (reader, &example, fields);
  example.voice = count_voice (reader, &example);
  g_array_append_val (reader->corpus->examples, example);

  return TRUE;
}

/* "benign_es.tsv" and "conversations/es/a.tsv" are Spanish. */
static const char *
guess_language (Reader *reader)
{
  static const char *const languages[] = { "de", "es", "it", "zh" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *suffix = g_strdup_printf ("_%s.tsv", languages[i]);
      g_autofree char *folder = g_strdup_printf ("/%s/", languages[i]);

      if (g_str_has_suffix (reader->path, suffix) || strstr (reader->path, folder) != NULL)
        return languages[i];
    }

  return "en";
}

static gboolean
read_lines (Reader  *reader,
            char    *contents,
            GError **error)
{
  gboolean header = FALSE;

  for (char *line = contents, *next; line != NULL && *line != '\0'; line = next)
    {
      g_auto (GStrv) fields = NULL;

      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      reader->line++;
      if (!header && (line[0] == '#' || line[0] == '\0'))
        continue;
      fields = g_strsplit (line, "\t", -1);
      if (header ? !read_row (reader, fields, error) : !read_header (reader, fields, error))
        return FALSE;
      header = TRUE;
    }

  return header || fail (reader, error, "the file has no header");
}

/**
 * pl_corpus_read_file:
 * @self: a corpus; where reading fails, part of the file may have been added
 * @path: a file of tab separated values; lines that begin with # before the header are passed over
 * @error: a #PlCorpusError that names file and line, never text
 *
 * Returns: whether all of it was read
 */
gboolean
pl_corpus_read_file (PlCorpus    *self,
                     const char  *path,
                     GError     **error)
{
  Reader reader = { .corpus = self, .path = path, .file = self->files->len };
  g_autofree char *contents = NULL;
  g_autofree char *base = g_path_get_basename (path);

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_UNREADABLE, "%s: cannot be read", path);
      return FALSE;
    }
  reader.base = base;
  reader.language = guess_language (&reader);
  g_ptr_array_add (self->files, g_strdup (path));

  return read_lines (&reader, contents, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folder (const char *path,
             GError    **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    {
      g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_UNREADABLE, "%s: not a folder that can be read", path);
      return NULL;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

/**
 * pl_corpus_read_folder:
 * @self: a corpus
 * @path: a folder; its .tsv files are read, and those of folders in it, in the order of their names
 * @error: a #PlCorpusError
 *
 * Returns: whether all of it was read
 */
gboolean
pl_corpus_read_folder (PlCorpus    *self,
                       const char  *path,
                       GError     **error)
{
  g_autoptr (GPtrArray) names = list_folder (path, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_file_test (name, G_FILE_TEST_IS_DIR) ? !pl_corpus_read_folder (self, name, error)
                                                 : g_str_has_suffix (name, ".tsv") && !pl_corpus_read_file (self, name, error))
        return FALSE;
    }

  return names != NULL;
}

/**
 * pl_corpus_is_even:
 * @conversation: a name that ends in its number, "ben-004768"
 *
 * Of the openly licensed sources only conversations of even number may train; the odd ones measure.
 *
 * Returns: whether the number is even; %FALSE where there is none
 */
gboolean
pl_corpus_is_even (const char *conversation)
{
  gsize length = strlen (conversation);
  char last = length > 0 ? conversation[length - 1] : '\0';

  return last >= '0' && last <= '9' && (last - '0') % 2 == 0;
}
