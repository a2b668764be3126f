// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#include <string.h>

/* English is the language in which most of the lists are written, so it is asked for more. */
const PlCorpusNeeds pl_corpus_needs[] = {
  { "en", 400, 400, 40, 0.10, 20, 0.40, 0.65 },
  { "es", 250, 250, 15, 0.20, 10, 0.40, 0.65 },
};
const guint pl_corpus_n_needs = G_N_ELEMENTS (pl_corpus_needs);

static const char *const kind_names[PL_N_FAULTS] = {
  [PL_FAULT_ROW] = "row",
  [PL_FAULT_LABEL] = "label",
  [PL_FAULT_PERSONAL] = "personal data",
  [PL_FAULT_EXPLICIT] = "explicit word",
  [PL_FAULT_DUPLICATE] = "duplicate",
  [PL_FAULT_BALANCE] = "balance",
  [PL_FAULT_CONVERSATION] = "conversation",
  [PL_FAULT_STYLE] = "style",
};

static void
fault_free (PlFault *self)
{
  g_free (self->where);
  g_free (self->what);
  g_free (self);
}

/**
 * pl_faults_new:
 *
 * Returns: (transfer full) (element-type PlFault): an empty list
 */
GPtrArray *
pl_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
}

static void
add (GPtrArray   *faults,
     PlFaultKind  kind,
     char        *where,
     char        *what)
{
  PlFault *fault = g_new (PlFault, 1);

  *fault = (PlFault) { kind, where, what };
  g_ptr_array_add (faults, fault);
}

/**
 * pl_faults_add:
 * @faults: (element-type PlFault): a list
 * @kind: what is at fault
 * @corpus: the corpus of @example
 * @example: the row; its file and line are kept, its text is not
 * @format: the reason
 */
void
pl_faults_add (GPtrArray       *faults,
               PlFaultKind      kind,
               const PlCorpus  *corpus,
               const PlExample *example,
               const char      *format,
               ...)
{
  const char *path = g_ptr_array_index (corpus->files, example->file);
  va_list arguments;

  va_start (arguments, format);
  add (faults, kind, g_strdup_printf ("%s: line %u", path, example->line), g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * pl_faults_add_count:
 * @faults: (element-type PlFault): a list
 * @kind: what is at fault
 * @where: what was counted
 * @format: the reason
 */
void
pl_faults_add_count (GPtrArray   *faults,
                     PlFaultKind  kind,
                     const char  *where,
                     const char  *format,
                     ...)
{
  va_list arguments;

  va_start (arguments, format);
  add (faults, kind, g_strdup (where), g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * pl_faults_count:
 * @faults: (element-type PlFault): a list
 * @kind: which to count
 *
 * Returns: how many are of @kind
 */
guint
pl_faults_count (GPtrArray   *faults,
                 PlFaultKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < faults->len; i++)
    n += ((PlFault *) g_ptr_array_index (faults, i))->kind == kind;

  return n;
}

/**
 * pl_fault_kind_get_name:
 * @kind: a kind
 *
 * Returns: its name, for people
 */
const char *
pl_fault_kind_get_name (PlFaultKind kind)
{
  g_return_val_if_fail (kind < PL_N_FAULTS, NULL);

  return kind_names[kind];
}

/**
 * pl_corpus_list_shows:
 * @list: (nullable): names of concerns with commas between them
 * @concern: a concern
 *
 * Returns: whether @concern is among them
 */
gboolean
pl_corpus_list_shows (const char *list,
                      PlConcern   concern)
{
  g_auto (GStrv) names = g_strsplit (list != NULL ? list : "", ",", -1);

  return g_strv_contains ((const char *const *) names, pl_concern_get_name (concern));
}

/* "none" stands alone; a name stands once. */
static gboolean
list_is_valid (const char *list,
               gboolean    none)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);
  guint32 seen = 0;
  PlConcern concern;

  if (none && g_str_equal (list, "none"))
    return TRUE;
  for (char **name = names; *name != NULL; name++)
    {
      if (!pl_concern_from_name (*name, &concern) || concern >= PL_N_CONCERNS || seen & 1u << concern)
        return FALSE;
      seen |= 1u << concern;
    }

  return seen != 0;
}

static void
check_labels (const PlCorpus  *corpus,
              const PlExample *example,
              GPtrArray       *faults)
{
  if (!list_is_valid (example->label, TRUE))
    pl_faults_add (faults, PL_FAULT_LABEL, corpus, example, "the concerns are not none, or names of concerns");
  if (example->pattern != NULL)
    return;
  if (example->near == NULL || (example->near[0] != '\0' && !list_is_valid (example->near, FALSE)))
    pl_faults_add (faults, PL_FAULT_LABEL, corpus, example, "near is not empty, nor names of concerns");
  else if (example->near[0] != '\0' && example->concerns != 0)
    pl_faults_add (faults, PL_FAULT_LABEL, corpus, example, "a row that shows a concern cannot be a hard negative too");
}

static gboolean
text_is_clean (const char *text)
{
  if (text[0] == '\0' || g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1]) || strstr (text, "  ") != NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_language (const PlCorpus  *corpus,
              const PlExample *example)
{
  g_autofree char *folder = g_strdup_printf ("/%s/", example->language);
  gboolean known = FALSE;

  for (guint i = 0; i < pl_corpus_n_needs; i++)
    known |= g_str_equal (pl_corpus_needs[i].language, example->language);

  return known && strstr (g_ptr_array_index (corpus->files, example->file), folder) != NULL;
}

static gboolean
is_reviewed_valid (const char *reviewed)
{
  static const char *const values[] = { "no", "native", "youth", "native+youth", NULL };

  return reviewed != NULL && g_strv_contains (values, reviewed);
}

static gboolean
is_filled (const char *field)
{
  return field != NULL && field[0] != '\0';
}

/**
 * pl_corpus_check_rows:
 * @corpus: rows
 * @faults: (element-type PlFault): gets a fault for each column without a valid value
 */
void
pl_corpus_check_rows (const PlCorpus *corpus,
                      GPtrArray      *faults)
{
  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      check_labels (corpus, example, faults);
      if (!text_is_clean (example->text))
        pl_faults_add (faults, PL_FAULT_ROW, corpus, example, "the text is empty, or has spaces or control characters too many");
      if (!has_language (corpus, example))
        pl_faults_add (faults, PL_FAULT_ROW, corpus, example, "the language is not one of the corpus, or not that of the folder");
      if (!is_filled (example->speaker) || !is_filled (example->setting))
        pl_faults_add (faults, PL_FAULT_ROW, corpus, example, "speaker or setting is empty");
      if (!is_reviewed_valid (example->reviewed))
        pl_faults_add (faults, PL_FAULT_ROW, corpus, example, "reviewed is not no, native, youth or native+youth");
    }
}
