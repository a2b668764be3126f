// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-layer-private.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const query_names[] = {
  [PL_QUERY_CHOOSE] = "choose",
  [PL_QUERY_SEARCH] = "search",
  [PL_QUERY_SERVICE] = "service",
  [PL_QUERY_CONTACTS] = "contacts",
  [PL_QUERY_FACTS] = "facts",
  [PL_QUERY_PHRASE] = "phrase",
  [PL_QUERY_SOURCE] = "source",
  [PL_QUERY_FIND_SLUG] = "find-slug",
  [PL_QUERY_EMERGENCY] = "emergency",
  [PL_QUERY_COUNTRIES] = "countries",
  [PL_QUERY_TOPICS] = "topics",
  [PL_QUERY_META] = "meta",
};

/**
 * pl_layer_free:
 * @self: (transfer full): a layer
 */
void
pl_layer_free (PlLayer *self)
{
  for (guint i = 0; i < PL_N_QUERIES; i++)
    sqlite3_finalize (self->queries[i]);
  sqlite3_close (self->database);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->phrases);
  g_free (self->version);
  g_free (self->checked);
  g_free (self);
}

static char *
read_meta (PlLayer    *self,
           const char *key)
{
  sqlite3_stmt *query = self->queries[PL_QUERY_META];
  gboolean row;
  char *value;

  pl_statement_bind_text (query, 1, key);
  value = pl_statement_step (query, &row, NULL) && row ? g_strdup (pl_statement_get_string (query, 0)) : g_strdup ("");
  pl_statement_reset (query);

  return value;
}

/**
 * pl_layer_open:
 * @path: a database of the directory
 * @local: whether it belongs to this place
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the layer, read-only
 */
PlLayer *
pl_layer_open (const char  *path,
               gboolean     local,
               GError     **error)
{
  g_autoptr (PlLayer) self = g_new0 (PlLayer, 1);

  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pl_layer_source_free);
  self->phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->local = local;
  self->database = pl_database_open (path, error);
  if (self->database == NULL || !pl_database_verify (self->database, error))
    return NULL;

  for (guint i = 0; i < PL_N_QUERIES; i++)
    {
      self->queries[i] = pl_statement_prepare (self->database, query_names[i], error);
      if (self->queries[i] == NULL)
        return NULL;
    }
  self->version = read_meta (self, "version");
  self->checked = read_meta (self, "checked");

  return g_steal_pointer (&self);
}

/**
 * pl_layer_is_local:
 * @self: a layer
 *
 * Returns: whether it belongs to this place
 */
gboolean
pl_layer_is_local (PlLayer *self)
{
  return self->local;
}

/**
 * pl_layer_get_version:
 * @self: a layer
 *
 * Returns: (transfer none): its version, "2026-11-22.1"
 */
const char *
pl_layer_get_version (PlLayer *self)
{
  return self->version;
}

/**
 * pl_layer_get_checked:
 * @self: a layer
 *
 * Returns: (transfer none): the oldest day on which the source of a number was read
 */
const char *
pl_layer_get_checked (PlLayer *self)
{
  return self->checked;
}

/**
 * pl_candidate_free:
 * @candidate: (transfer full) (nullable): a candidate
 */
void
pl_candidate_free (PlCandidate *candidate)
{
  if (candidate == NULL)
    return;

  g_free (candidate->region);
  g_free (candidate->topics);
  g_free (candidate->spoken);
  g_free (candidate);
}

static PlCandidate *
candidate_of_row (PlLayer      *self,
                  sqlite3_stmt *row,
                  const char   *country)
{
  PlCandidate *candidate = g_new0 (PlCandidate, 1);

  candidate->layer = self;
  candidate->id = sqlite3_column_int64 (row, 0);
  candidate->priority = (guint) sqlite3_column_int (row, 1);
  candidate->peer = sqlite3_column_int (row, 2);
  candidate->confirmed = sqlite3_column_int (row, 3);
  candidate->own_country = g_strcmp0 (pl_statement_get_text (row, 4), country) == 0;
  candidate->region = g_strdup (pl_statement_get_string (row, 5));
  candidate->topics = g_strdup_printf (" %s ", pl_statement_get_string (row, 6));
  candidate->spoken = g_strdup (pl_statement_get_string (row, 7));

  return candidate;
}

/**
 * pl_layer_choose:
 * @self: a layer
 * @query: what a person asks for: audience, channel, age and limit are used
 * @country: in which country, "INT" for worldwide
 * @term: topic id, empty for any
 * @words: (nullable): expression of FTS5
 * @candidates: (element-type PlCandidate): where to add
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_layer_choose (PlLayer                 *self,
                 const PlDirectoryQuery  *query,
                 const char              *country,
                 const char              *term,
                 const char              *words,
                 GPtrArray               *candidates,
                 GError                 **error)
{
  sqlite3_stmt *statement = self->queries[words != NULL ? PL_QUERY_SEARCH : PL_QUERY_CHOOSE];
  int place = 1;
  g_autoptr (GError) inner = NULL;
  gboolean row = FALSE;
  gboolean good;

  if (words != NULL)
    pl_statement_bind_text (statement, place++, words);
  pl_statement_bind_text (statement, place++, country);
  pl_statement_bind_text (statement, place++, term);
  pl_statement_bind_int (statement, place++, PL_AUDIENCE_BIT (query->audience));
  pl_statement_bind_int (statement, place++, query->channel == PL_CONTACT_ANY ? ~0u : 1u << query->channel);
  pl_statement_bind_int (statement, place++, query->age);
  pl_statement_bind_int (statement, place++, query->limit);

  while ((good = pl_statement_step (statement, &row, &inner)) && row)
    g_ptr_array_add (candidates, candidate_of_row (self, statement, country));
  /* A word that the index splits in two cannot be looked for: then nothing is found by it, and nothing is wrong. */
  if (!good && words != NULL && sqlite3_errcode (self->database) == SQLITE_ERROR)
    good = TRUE;
  pl_statement_reset (statement);
  if (!good)
    g_propagate_error (error, g_steal_pointer (&inner));

  return good;
}

/**
 * pl_candidate_fit_language:
 * @candidate: a candidate
 * @language: ISO 639-1
 *
 * Returns: how well it reaches the language
 */
PlLanguageFit
pl_candidate_fit_language (const PlCandidate *candidate,
                           const char        *language)
{
  g_auto (GStrv) codes = g_strsplit (candidate->spoken, " ", -1);

  if (g_strv_contains ((const char *const *) codes, language))
    return PL_LANGUAGE_SPOKEN;
  if (g_strv_contains ((const char *const *) codes, "*"))
    return PL_LANGUAGE_INTERPRETER;
  if (*candidate->spoken == '\0')
    return PL_LANGUAGE_UNKNOWN;

  return g_strv_contains ((const char *const *) codes, "en") ? PL_LANGUAGE_ENGLISH : PL_LANGUAGE_NOT_LISTED;
}

static gint64
find_id (PlLayer     *self,
         PlQuery      which,
         const char  *key,
         GError     **error)
{
  sqlite3_stmt *query = self->queries[which];
  gboolean row = FALSE;
  gint64 id = 0;

  pl_statement_bind_text (query, 1, key);
  if (pl_statement_step (query, &row, error) && row)
    id = sqlite3_column_int64 (query, 0);
  pl_statement_reset (query);

  return id;
}

/**
 * pl_layer_find_slug:
 * @self: a layer
 * @slug: identifier of a service
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: its id, 0 where there is none or an error
 */
gint64
pl_layer_find_slug (PlLayer     *self,
                    const char  *slug,
                    GError     **error)
{
  return find_id (self, PL_QUERY_FIND_SLUG, slug, error);
}

/**
 * pl_layer_find_emergency:
 * @self: a layer
 * @country: ISO 3166-1 alpha-2
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: id of its emergency service, 0 where there is none or an error
 */
gint64
pl_layer_find_emergency (PlLayer     *self,
                         const char  *country,
                         GError     **error)
{
  return find_id (self, PL_QUERY_EMERGENCY, country, error);
}

static PlDirectoryTerm *
find_term (GPtrArray  *terms,
           const char *id)
{
  for (guint i = 0; i < terms->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (terms, i);

      if (g_str_equal (term->id, id))
        return term;
    }

  return NULL;
}

/**
 * pl_layer_add_terms:
 * @self: a layer
 * @countries: %TRUE for countries, %FALSE for topics
 * @language: ISO 639-1 of their names
 * @terms: (element-type PlDirectoryTerm): where to add; counts of a term that stands there already add up
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_layer_add_terms (PlLayer     *self,
                    gboolean     countries,
                    const char  *language,
                    GPtrArray   *terms,
                    GError     **error)
{
  sqlite3_stmt *query = self->queries[countries ? PL_QUERY_COUNTRIES : PL_QUERY_TOPICS];
  gboolean row = FALSE;
  gboolean good;

  pl_statement_bind_text (query, 1, language);
  while ((good = pl_statement_step (query, &row, error)) && row)
    {
      const char *id = pl_statement_get_string (query, 0);
      PlDirectoryTerm *term = find_term (terms, id);

      if (term == NULL)
        {
          term = g_new0 (PlDirectoryTerm, 1);
          term->id = g_strdup (id);
          term->name = g_strdup (pl_statement_get_string (query, 1));
          g_ptr_array_add (terms, term);
        }
      term->count += (guint) sqlite3_column_int (query, 2);
    }
  pl_statement_reset (query);

  return good;
}
