// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-draft.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* The reviewable text rows: UTF-8, one row a line, columns parted by tabs, lines with # are for the reader. */

typedef gboolean (*RowFunc) (PlDraft     *draft,
                             char       **columns,
                             const char  *place,
                             GError     **error);

static gboolean
row_error (GError     **error,
           const char  *place,
           const char  *line)
{
  g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, "%s: %s", place, line);

  return FALSE;
}

static gboolean
read_line (PlDraft     *draft,
           const char  *line,
           const char  *place,
           guint        n_columns,
           RowFunc      take_row,
           GError     **error)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);

  if (g_strv_length (columns) != n_columns)
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: %u columns where %u are expected"),
                   place, g_strv_length (columns), n_columns);
      return FALSE;
    }
  for (const char *c = line; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c) && *c != '\t')
        return row_error (error, place, _("a control character"));
    }

  return take_row (draft, columns, place, error);
}

static gboolean
read_file (PlDraft     *draft,
           const char  *folder,
           const char  *name,
           guint        n_columns,
           RowFunc      take_row,
           GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) foreign = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, &foreign))
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_MISSING, "%s", foreign->message);
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize) size, NULL))
    return row_error (error, name, _("not UTF-8"));

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf (_("%s: line %u"), name, i + 1);

      if (lines[i][0] != '\0' && lines[i][0] != '#' && !read_line (draft, lines[i], place, n_columns, take_row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_source (PlDraft     *draft,
             char       **columns,
             const char  *place,
             GError     **error)
{
  PlDraftSource *source = g_new0 (PlDraftSource, 1);

  source->id = g_strdup (columns[0]);
  source->publisher = g_strdup (columns[1]);
  source->kind = g_strdup (columns[2]);
  source->date = g_strdup (columns[3]);
  source->url = g_strdup (columns[4]);
  source->place = g_strdup (place);
  g_ptr_array_add (draft->sources, source);

  return TRUE;
}

static gboolean
parse_audiences (const char *names,
                 guint      *audiences)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", -1);
  PlAudience audience;

  *audiences = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!pl_audience_from_name (parts[i], &audience))
        return FALSE;
      *audiences |= PL_AUDIENCE_BIT (audience);
    }

  return *audiences != 0;
}

/* id, country, areas, topics, audiences, priority, status, peer, part of the country, what was left out */
static gboolean
take_resource (PlDraft     *draft,
               char       **columns,
               const char  *place,
               GError     **error)
{
  PlDraftService *service = pl_draft_add_service (draft, columns[0], columns[1], place);

  g_strfreev (service->areas);
  service->areas = g_strsplit (columns[2], " ", -1);
  g_strfreev (service->topics);
  service->topics = g_strsplit (columns[3], " ", -1);
  if (!parse_audiences (columns[4], &service->audiences))
    return row_error (error, place, _("an audience that is not youth, parent or provider"));
  if (columns[5][0] < '0' || columns[5][0] > '9' || columns[5][1] != '\0')
    return row_error (error, place, _("a priority that is not one digit"));
  service->priority = (guint) (columns[5][0] - '0');
  g_free (service->status);
  service->status = g_strdup (columns[6]);
  service->peer = g_str_equal (columns[7], "peer");
  g_free (service->region);
  service->region = g_strdup (columns[8]);

  return TRUE;
}

static PlDraftFact *
fact_of_columns (char       **columns,
                 const char  *place)
{
  PlDraftFact *fact = g_new0 (PlDraftFact, 1);

  fact->field = g_strdup (columns[1]);
  fact->value = g_strdup (columns[2]);
  fact->display = g_strdup (columns[3]);
  fact->grade = g_strdup (columns[4]);
  fact->state = g_strdup (columns[5]);
  fact->date = g_strdup (columns[6]);
  fact->checked = g_strdup (columns[7]);
  fact->recheck = g_strdup (columns[8]);
  fact->sources = g_strdup (columns[9]);
  fact->place = g_strdup (place);

  return fact;
}

/* id of a service or contact, field, value, display, grade, state, date, checked, recheck, sources */
static gboolean
take_fact (PlDraft     *draft,
           char       **columns,
           const char  *place,
           GError     **error)
{
  g_auto (GStrv) id = g_strsplit (columns[0], ".", 2);
  PlDraftService *service = id[0] != NULL ? pl_draft_find_service (draft, id[0]) : NULL;
  PlDraftContact *contact;
  PlFactField field;

  if (service == NULL)
    return row_error (error, place, _("an entry that does not stand in resources.tsv"));

  contact = id[1] != NULL ? pl_draft_service_find_contact (service, columns[0]) : NULL;
  if (g_str_equal (columns[1], "kind"))
    {
      if (contact != NULL || id[1] == NULL)
        return row_error (error, place, _("a contact that stands there twice"));
      pl_draft_service_add_contact (service, columns[0], columns[2]);
      return TRUE;
    }
  if (!pl_fact_field_from_name (columns[1], &field))
    return row_error (error, place, _("a field that does not exist"));
  if (id[1] != NULL && contact == NULL)
    return row_error (error, place, _("a contact whose kind is not said first"));

  g_ptr_array_add (contact != NULL ? contact->facts : service->facts, fact_of_columns (columns, place));

  return TRUE;
}

static gboolean
take_phrase (PlDraft     *draft,
             const char  *language,
             char       **columns,
             const char  *place)
{
  PlDraftPhrase *phrase = g_new0 (PlDraftPhrase, 1);

  phrase->language = g_strdup (language);
  phrase->field = g_strdup (columns[0]);
  phrase->value = g_strdup (columns[1]);
  phrase->text = g_strdup (columns[2]);
  phrase->place = g_strdup (place);
  g_ptr_array_add (draft->phrases, phrase);

  return TRUE;
}

/* The language of a file of words is the name of the file. */
static gboolean
take_phrase_row (PlDraft     *draft,
                 char       **columns,
                 const char  *place,
                 GError     **error)
{
  g_autofree char *name = g_strndup (place, strcspn (place, ":"));
  g_autofree char *base = g_path_get_basename (name);

  base[strcspn (base, ".")] = '\0';

  return take_phrase (draft, base, columns, place);
}

static gboolean
parse_range (const char *text,
             guint       range[2])
{
  char *end;

  range[0] = (guint) strtoul (text, &end, 10);
  if (end == text || *end != '-')
    return FALSE;
  text = end + 1;
  range[1] = (guint) strtoul (text, &end, 10);

  return end != text && *end == '\0' && range[0] <= range[1];
}

static gboolean
take_country (PlDraft     *draft,
              char       **columns,
              const char  *place,
              GError     **error)
{
  PlDraftNumbering *numbering = g_new0 (PlDraftNumbering, 1);

  numbering->country = g_strdup (columns[0]);
  numbering->calling_code = g_strdup (columns[1]);
  g_hash_table_replace (draft->numbering, numbering->country, numbering);
  if (!parse_range (columns[2], numbering->after) || !parse_range (columns[3], numbering->inside) || !parse_range (columns[4], numbering->codes))
    return row_error (error, place, _("a count of digits that is not lowest-highest"));

  return TRUE;
}

static gboolean
take_language (PlDraft     *draft,
               char       **columns,
               const char  *place,
               GError     **error)
{
  g_hash_table_replace (draft->languages, g_strdup (columns[1]), g_strdup (columns[0]));

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of names, so that the same rows give the same database. */
static gboolean
read_folder (PlDraft     *draft,
             const char  *folder,
             const char  *sub,
             guint        n_columns,
             RowFunc      take_row,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, sub, NULL);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_suffix (name, ".tsv"))
        g_ptr_array_add (names, g_build_filename (sub, name, NULL));
    }
  if (names->len == 0)
    return row_error (error, path, _("no rows"));

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      if (!read_file (draft, folder, g_ptr_array_index (names, i), n_columns, take_row, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_draft_read_tables:
 * @self: a draft
 * @folder: data/directory, or where it is installed
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Reads what is needed to understand rows: how numbers of countries are made, names of languages, words for people.
 *
 * Returns: whether it went well
 */
gboolean
pl_draft_read_tables (PlDraft     *self,
                      const char  *folder,
                      GError     **error)
{
  return read_file (self, folder, "countries.tsv", 5, take_country, error) &&
         read_file (self, folder, "languages.tsv", 2, take_language, error) &&
         read_folder (self, folder, "phrases", 3, take_phrase_row, error);
}

static gboolean
read_version (PlDraft     *draft,
              const char  *folder,
              GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "version", NULL);
  g_autoptr (GError) foreign = NULL;

  g_clear_pointer (&draft->version, g_free);
  if (!g_file_get_contents (path, &draft->version, NULL, &foreign))
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_MISSING, "%s", foreign->message);
      return FALSE;
    }
  g_strstrip (draft->version);

  return TRUE;
}

/**
 * pl_draft_read_rows:
 * @folder: data/directory
 * @error: return location for an error of %PL_DIRECTORY_ERROR; its message names file and line
 *
 * Returns: (transfer full) (nullable): the directory of the text rows
 */
PlDraft *
pl_draft_read_rows (const char  *folder,
                    GError     **error)
{
  g_autoptr (PlDraft) self = pl_draft_new ();

  if (!read_version (self, folder, error) ||
      !pl_draft_read_tables (self, folder, error) ||
      !read_file (self, folder, "sources.tsv", 5, take_source, error) ||
      !read_file (self, folder, "resources.tsv", 10, take_resource, error) ||
      !read_folder (self, folder, "facts", 10, take_fact, error))
    return NULL;

  return g_steal_pointer (&self);
}
