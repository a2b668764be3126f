// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-draft.h"

#include "pl-database.h"

#include <glib/gi18n.h>

/* The way back from a database: for the release check, for export, and for adding to an overlay. */

typedef gboolean (*TakeRow) (PlDraft      *draft,
                             sqlite3_stmt *row);

static char *
dup_column (sqlite3_stmt *row,
            int           column)
{
  return g_strdup (pl_statement_get_string (row, column));
}

static gboolean
take_source (PlDraft      *draft,
             sqlite3_stmt *row)
{
  PlDraftSource *source = g_new0 (PlDraftSource, 1);

  source->id = dup_column (row, 0);
  source->publisher = dup_column (row, 1);
  source->kind = dup_column (row, 2);
  source->date = dup_column (row, 3);
  source->url = dup_column (row, 4);
  source->place = g_strdup (source->id);
  g_ptr_array_add (draft->sources, source);

  return TRUE;
}

static gboolean
take_phrase (PlDraft      *draft,
             sqlite3_stmt *row)
{
  PlDraftPhrase *phrase = g_new0 (PlDraftPhrase, 1);

  phrase->language = dup_column (row, 0);
  phrase->field = dup_column (row, 1);
  phrase->value = dup_column (row, 2);
  phrase->text = dup_column (row, 3);
  phrase->place = g_strdup_printf ("%s, %s", phrase->language, phrase->field);
  g_ptr_array_add (draft->phrases, phrase);

  return TRUE;
}

static gboolean
take_numbering (PlDraft      *draft,
                sqlite3_stmt *row)
{
  PlDraftNumbering *numbering = g_new0 (PlDraftNumbering, 1);

  numbering->country = dup_column (row, 0);
  numbering->calling_code = dup_column (row, 1);
  for (int i = 0; i < 2; i++)
    {
      numbering->after[i] = (guint) sqlite3_column_int (row, 2 + i);
      numbering->inside[i] = (guint) sqlite3_column_int (row, 4 + i);
      numbering->codes[i] = (guint) sqlite3_column_int (row, 6 + i);
    }
  g_hash_table_replace (draft->numbering, numbering->country, numbering);

  return TRUE;
}

static gboolean
take_language (PlDraft      *draft,
               sqlite3_stmt *row)
{
  g_hash_table_replace (draft->languages, dup_column (row, 0), dup_column (row, 1));

  return TRUE;
}

static gboolean
read_all (PlDraft     *draft,
          sqlite3     *database,
          const char  *query,
          TakeRow      take_row,
          GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = pl_statement_prepare (database, query, error);
  gboolean row = FALSE;
  gboolean good;

  if (statement == NULL)
    return FALSE;
  while ((good = pl_statement_step (statement, &row, error)) && row)
    take_row (draft, statement);

  return good;
}

static PlDraftFact *
fact_of_row (sqlite3_stmt *row,
             const char   *place)
{
  PlDraftFact *fact = g_new0 (PlDraftFact, 1);

  fact->field = dup_column (row, 1);
  fact->value = dup_column (row, 2);
  fact->display = dup_column (row, 3);
  fact->grade = dup_column (row, 4);
  fact->state = dup_column (row, 5);
  fact->date = dup_column (row, 6);
  fact->checked = dup_column (row, 7);
  fact->recheck = dup_column (row, 8);
  fact->sources = dup_column (row, 9);
  fact->place = g_strdup (place);

  return fact;
}

static gboolean
read_facts (PlDraftService  *service,
            sqlite3_stmt    *statement,
            gint64           id,
            GError         **error)
{
  gboolean row = FALSE;
  gboolean good;

  pl_statement_bind_int (statement, 1, id);
  while ((good = pl_statement_step (statement, &row, error)) && row)
    {
      const char *subject = pl_statement_get_string (statement, 0);
      PlDraftContact *contact = pl_draft_service_find_contact (service, subject);

      g_ptr_array_add (contact != NULL ? contact->facts : service->facts, fact_of_row (statement, subject));
    }
  pl_statement_reset (statement);

  return good;
}

static gboolean
read_contacts (PlDraftService  *service,
               sqlite3_stmt    *statement,
               gint64           id,
               GError         **error)
{
  gboolean row = FALSE;
  gboolean good;

  pl_statement_bind_int (statement, 1, id);
  while ((good = pl_statement_step (statement, &row, error)) && row)
    pl_draft_service_add_contact (service, pl_statement_get_string (statement, 0), pl_statement_get_string (statement, 1));
  pl_statement_reset (statement);

  return good;
}

static PlDraftService *
service_of_row (PlDraft      *draft,
                sqlite3_stmt *row)
{
  const char *slug = pl_statement_get_string (row, 1);
  PlDraftService *service = pl_draft_add_service (draft, slug, pl_statement_get_string (row, 2), slug);

  service->audiences = (guint) sqlite3_column_int (row, 3);
  service->priority = (guint) sqlite3_column_int (row, 4);
  service->peer = sqlite3_column_int (row, 5);
  g_free (service->status);
  service->status = dup_column (row, 6);
  g_free (service->region);
  service->region = dup_column (row, 7);
  g_strfreev (service->topics);
  service->topics = g_strsplit (pl_statement_get_string (row, 8), " ", -1);
  g_strfreev (service->areas);
  service->areas = g_strsplit (pl_statement_get_string (row, 9), " ", -1);
  g_free (service->hsds);
  service->hsds = dup_column (row, 10);

  return service;
}

static gboolean
read_services (PlDraft  *draft,
               sqlite3  *database,
               GError  **error)
{
  g_autoptr (sqlite3_stmt) services = pl_statement_prepare (database, "draft-services", error);
  g_autoptr (sqlite3_stmt) contacts = services != NULL ? pl_statement_prepare (database, "contacts", error) : NULL;
  g_autoptr (sqlite3_stmt) facts = contacts != NULL ? pl_statement_prepare (database, "draft-facts", error) : NULL;
  gboolean row = FALSE;
  gboolean good;

  if (facts == NULL)
    return FALSE;
  while ((good = pl_statement_step (services, &row, error)) && row)
    {
      PlDraftService *service = service_of_row (draft, services);
      gint64 id = sqlite3_column_int64 (services, 0);

      if (!read_contacts (service, contacts, id, error) || !read_facts (service, facts, id, error))
        return FALSE;
    }

  return good;
}

static gboolean
read_meta (PlDraft  *draft,
           sqlite3  *database,
           GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = pl_statement_prepare (database, "meta", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, "version");
  if (!pl_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      g_free (draft->version);
      draft->version = dup_column (statement, 0);
    }
  pl_statement_reset (statement);

  pl_statement_bind_text (statement, 1, "kind");
  if (!pl_statement_step (statement, &row, error))
    return FALSE;
  draft->local = row && g_str_equal (pl_statement_get_string (statement, 0), "local");

  return TRUE;
}

/**
 * pl_draft_read_database:
 * @path: a database of the directory
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): all that it holds
 */
PlDraft *
pl_draft_read_database (const char  *path,
                        GError     **error)
{
  g_autoptr (sqlite3) database = pl_database_open (path, error);
  g_autoptr (PlDraft) self = pl_draft_new ();

  if (database == NULL ||
      !read_meta (self, database, error) ||
      !read_all (self, database, "draft-numbering", take_numbering, error) ||
      !read_all (self, database, "draft-languages", take_language, error) ||
      !read_all (self, database, "draft-phrases", take_phrase, error) ||
      !read_all (self, database, "draft-sources", take_source, error) ||
      !read_services (self, database, error))
    return NULL;

  return g_steal_pointer (&self);
}
