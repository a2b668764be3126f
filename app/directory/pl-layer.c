// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-layer.h"

#include "pl-database.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  QUERY_CHOOSE,
  QUERY_SEARCH,
  QUERY_SERVICE,
  QUERY_CONTACTS,
  QUERY_FACTS,
  QUERY_LANGUAGES,
  QUERY_SOURCE,
  QUERY_FIND_SLUG,
  QUERY_EMERGENCY,
  QUERY_COUNTRIES,
  QUERY_TOPICS,
  QUERY_META,
  QUERY_DIGEST,
  N_QUERIES,
} Query;

static const char *const query_names[] = {
  [QUERY_CHOOSE] = "choose",
  [QUERY_SEARCH] = "search",
  [QUERY_SERVICE] = "service",
  [QUERY_CONTACTS] = "contacts",
  [QUERY_FACTS] = "facts",
  [QUERY_LANGUAGES] = "languages",
  [QUERY_SOURCE] = "source",
  [QUERY_FIND_SLUG] = "find-slug",
  [QUERY_EMERGENCY] = "emergency",
  [QUERY_COUNTRIES] = "countries",
  [QUERY_TOPICS] = "topics",
  [QUERY_META] = "meta",
  [QUERY_DIGEST] = "digest",
};

/* Sources that were looked up; emptied when full, so that memory stays flat however many a file has. */
#define MOST_SOURCES 1024

typedef struct
{
  char *name;
  char *url;
} Source;

struct _PlLayer
{
  /* Owned */
  sqlite3 *database;
  sqlite3_stmt *queries[N_QUERIES];
  GHashTable *sources; /* (element-type utf8 Source) */
  char *version;
  char *checked;

  /* State */
  gboolean local;
};

static void
source_free (Source *source)
{
  g_free (source->name);
  g_free (source->url);
  g_free (source);
}

/**
 * pl_layer_free:
 * @self: (transfer full): a layer
 */
void
pl_layer_free (PlLayer *self)
{
  for (guint i = 0; i < N_QUERIES; i++)
    sqlite3_finalize (self->queries[i]);
  sqlite3_close (self->database);
  g_hash_table_unref (self->sources);
  g_free (self->version);
  g_free (self->checked);
  g_free (self);
}

static char *
read_meta (PlLayer    *self,
           const char *key)
{
  sqlite3_stmt *query = self->queries[QUERY_META];
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

  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) source_free);
  self->local = local;
  self->database = pl_database_open (path, error);
  if (self->database == NULL || !pl_database_verify (self->database, error))
    return NULL;

  for (guint i = 0; i < N_QUERIES; i++)
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
 * @candidate: (transfer full): a candidate
 */
void
pl_candidate_free (PlCandidate *candidate)
{
  g_free (candidate->region);
  g_free (candidate->topics);
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
pl_layer_choose (PlLayer                *self,
                 const PlDirectoryQuery *query,
                 const char             *country,
                 const char             *term,
                 const char             *words,
                 GPtrArray              *candidates,
                 GError                **error)
{
  sqlite3_stmt *statement = self->queries[words != NULL ? QUERY_SEARCH : QUERY_CHOOSE];
  int place = 1;
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

  while ((good = pl_statement_step (statement, &row, error)) && row)
    g_ptr_array_add (candidates, candidate_of_row (self, statement, country));
  pl_statement_reset (statement);

  return good;
}

/**
 * pl_layer_fit_language:
 * @self: a layer
 * @id: a service
 * @language: ISO 639-1
 *
 * Returns: how well it reaches the language
 */
PlLanguageFit
pl_layer_fit_language (PlLayer    *self,
                       gint64      id,
                       const char *language)
{
  sqlite3_stmt *query = self->queries[QUERY_LANGUAGES];
  gboolean listed = FALSE;
  gboolean english = FALSE;
  PlLanguageFit fit = PL_LANGUAGE_NOT_LISTED;
  gboolean row;

  pl_statement_bind_int (query, 1, id);
  while (pl_statement_step (query, &row, NULL) && row)
    {
      const char *code = pl_statement_get_string (query, 0);

      listed = TRUE;
      english |= g_str_equal (code, "en");
      if (g_str_equal (code, language))
        fit = PL_LANGUAGE_SPOKEN;
      else if (g_str_equal (code, "*"))
        fit = MAX (fit, PL_LANGUAGE_INTERPRETER);
    }
  pl_statement_reset (query);

  if (!listed)
    return PL_LANGUAGE_UNKNOWN;

  return english ? MAX (fit, PL_LANGUAGE_ENGLISH) : fit;
}

static gint64
find_id (PlLayer     *self,
         Query        which,
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
  return find_id (self, QUERY_FIND_SLUG, slug, error);
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
  return find_id (self, QUERY_EMERGENCY, country, error);
}

static Source *
find_source (PlLayer    *self,
             const char *keys)
{
  g_autofree char *key = g_strndup (keys, strcspn (keys, " "));
  Source *source = g_hash_table_lookup (self->sources, key);
  sqlite3_stmt *query = self->queries[QUERY_SOURCE];
  gboolean row;

  if (source != NULL)
    return source;

  if (g_hash_table_size (self->sources) >= MOST_SOURCES)
    g_hash_table_remove_all (self->sources);
  source = g_new0 (Source, 1);
  pl_statement_bind_text (query, 1, key);
  if (pl_statement_step (query, &row, NULL) && row)
    {
      source->name = g_strdup (pl_statement_get_text (query, 0));
      source->url = g_strdup (pl_statement_get_text (query, 1));
    }
  pl_statement_reset (query);
  if (source->name == NULL)
    source->name = g_strdup (key);
  g_hash_table_insert (self->sources, g_steal_pointer (&key), source);

  return source;
}

/* Columns as facts.sql gives them. */
static PlFact *
fact_of_row (PlLayer      *self,
             sqlite3_stmt *row,
             const char   *today)
{
  const char *date = pl_statement_get_string (row, 6);
  const char *display = pl_statement_get_text (row, 4);
  const char *grade = pl_statement_get_string (row, 9);
  Source *source = find_source (self, pl_statement_get_string (row, 5));
  PlFactFields fields = {
    .value = pl_statement_get_string (row, 2),
    .text = display != NULL ? display : pl_statement_get_text (row, 3),
    .sources = pl_statement_get_string (row, 5),
    .source_name = source->name,
    .source_url = source->url,
    .source_date = g_str_equal (date, "undated") ? NULL : date,
    .checked = pl_statement_get_string (row, 7),
    .grade = *grade != '\0' ? *grade : 'C',
    .confirmed = g_str_equal (pl_statement_get_string (row, 10), "yes") &&
                 (today == NULL || strcmp (pl_statement_get_string (row, 8), today) >= 0),
  };

  return pl_fact_new (&fields);
}

/* A fact of the rows on its way into a resource. */
typedef struct
{
  char *subject;
  PlFactField field;
  PlFact *fact;
} LooseFact;

static void
loose_fact_clear (LooseFact *loose)
{
  g_free (loose->subject);
  pl_fact_unref (loose->fact);
}

static GArray *
read_facts (PlLayer     *self,
            gint64       id,
            const char  *language,
            const char  *today,
            GError     **error)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (LooseFact));
  sqlite3_stmt *query = self->queries[QUERY_FACTS];
  gboolean row = FALSE;
  gboolean good;

  g_array_set_clear_func (facts, (GDestroyNotify) loose_fact_clear);
  pl_statement_bind_int (query, 1, id);
  pl_statement_bind_text (query, 2, language);
  while ((good = pl_statement_step (query, &row, error)) && row)
    {
      LooseFact loose;

      if (!pl_fact_field_from_name (pl_statement_get_string (query, 1), &loose.field))
        continue;
      loose.subject = g_strdup (pl_statement_get_string (query, 0));
      loose.fact = fact_of_row (self, query, today);
      g_array_append_val (facts, loose);
    }
  pl_statement_reset (query);

  return good ? g_steal_pointer (&facts) : NULL;
}

static PlResource *
read_service (PlLayer     *self,
              gint64       id,
              guint8       digest[PL_DATABASE_DIGEST_BYTES],
              GError     **error)
{
  sqlite3_stmt *query = self->queries[QUERY_SERVICE];
  PlResource *resource = NULL;
  gboolean row = FALSE;

  pl_statement_bind_int (query, 1, id);
  if (pl_statement_step (query, &row, error) && row && sqlite3_column_bytes (query, 9) == PL_DATABASE_DIGEST_BYTES)
    {
      g_auto (GStrv) topics = g_strsplit (pl_statement_get_string (query, 8), " ", -1);
      PlResourceFields fields = {
        .id = pl_statement_get_string (query, 0),
        .country = pl_statement_get_string (query, 1),
        .topics = (const char *const *) topics,
        .audiences = (guint) sqlite3_column_int (query, 2),
        .authority = (PlAuthority) sqlite3_column_int (query, 3),
        .priority = (guint) sqlite3_column_int (query, 4),
        .peer = sqlite3_column_int (query, 5) != 0,
        .age_min = sqlite3_column_type (query, 6) == SQLITE_NULL ? -1 : sqlite3_column_int (query, 6),
        .age_max = sqlite3_column_type (query, 7) == SQLITE_NULL ? -1 : sqlite3_column_int (query, 7),
        .local = self->local,
      };

      memcpy (digest, sqlite3_column_blob (query, 9), PL_DATABASE_DIGEST_BYTES);
      resource = pl_resource_new (&fields);
    }
  pl_statement_reset (query);

  if (resource == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED, _("the file is damaged or is not a directory"));

  return resource;
}

/* Bit flips in a number are not something that SQLite sees. */
static gboolean
verify_service (PlLayer       *self,
                gint64         id,
                const guint8  *expected,
                GError       **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];

  pl_statement_bind_int (self->queries[QUERY_DIGEST], 1, id);
  if (!pl_database_digest (self->queries[QUERY_DIGEST], digest, error))
    return FALSE;
  if (memcmp (digest, expected, sizeof digest) == 0)
    return TRUE;

  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED, _("an entry was altered after the directory was made"));

  return FALSE;
}

static void
take_facts (GArray     *facts,
            const char *subject,
            PlResource *resource,
            PlContact  *contact)
{
  for (guint i = 0; i < facts->len; i++)
    {
      LooseFact *loose = &g_array_index (facts, LooseFact, i);

      if (!g_str_equal (loose->subject, subject))
        continue;
      if (contact != NULL)
        pl_contact_take_fact (contact, loose->field, pl_fact_ref (loose->fact));
      else
        pl_resource_take_fact (resource, loose->field, pl_fact_ref (loose->fact));
    }
}

static gboolean
value_is_confirmed (GArray     *facts,
                    const char *subject)
{
  for (guint i = 0; i < facts->len; i++)
    {
      LooseFact *loose = &g_array_index (facts, LooseFact, i);

      if (loose->field == PL_FACT_VALUE && g_str_equal (loose->subject, subject))
        return pl_fact_is_confirmed (loose->fact);
    }

  return FALSE;
}

static int
compare_contacts (gconstpointer a,
                  gconstpointer b)
{
  const PlContact *left = *(const PlContact *const *) a;
  const PlContact *right = *(const PlContact *const *) b;

  return (int) pl_contact_get_kind (left) - (int) pl_contact_get_kind (right);
}

static gboolean
read_contacts (PlLayer     *self,
               gint64       id,
               GArray      *facts,
               PlResource  *resource,
               GError     **error)
{
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_contact_unref);
  sqlite3_stmt *query = self->queries[QUERY_CONTACTS];
  gboolean row = FALSE;
  gboolean good;

  pl_statement_bind_int (query, 1, id);
  while ((good = pl_statement_step (query, &row, error)) && row)
    {
      const char *slug = pl_statement_get_string (query, 0);
      PlContact *contact;
      PlContactKind kind;

      if (!pl_contact_kind_from_name (pl_statement_get_string (query, 1), &kind))
        continue;
      contact = pl_contact_new (slug, kind, (PlAuthority) sqlite3_column_int (query, 2), value_is_confirmed (facts, slug));
      take_facts (facts, slug, NULL, contact);
      g_ptr_array_add (contacts, contact);
    }
  pl_statement_reset (query);

  /* Merge sort, so contacts of one kind keep the order of the rows. */
  g_ptr_array_sort (contacts, compare_contacts);
  while (contacts->len > 0)
    {
      g_autoptr (PlContact) contact = g_ptr_array_steal_index (contacts, 0);

      /* A way whose number no source showed is no way. */
      if (pl_contact_get_fact (contact, PL_FACT_VALUE) != NULL)
        pl_resource_take_contact (resource, g_steal_pointer (&contact));
    }

  return good;
}

/**
 * pl_layer_read:
 * @self: a layer
 * @id: a service
 * @language: ISO 639-1 of the words for people
 * @today: (nullable): rows past their recheck date are then not confirmed
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the resource
 */
PlResource *
pl_layer_read (PlLayer     *self,
               gint64       id,
               const char  *language,
               const char  *today,
               GError     **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  g_autoptr (PlResource) resource = read_service (self, id, digest, error);
  g_autoptr (GArray) facts = NULL;

  if (resource == NULL || !verify_service (self, id, digest, error))
    return NULL;

  facts = read_facts (self, id, language, today, error);
  if (facts == NULL)
    return NULL;

  take_facts (facts, pl_resource_get_id (resource), resource, NULL);
  if (!read_contacts (self, id, facts, resource, error))
    return NULL;

  return g_steal_pointer (&resource);
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
  sqlite3_stmt *query = self->queries[countries ? QUERY_COUNTRIES : QUERY_TOPICS];
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
