// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-layer-private.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

/* From rows to a resource. */

/* Looked up before; emptied when full, so that memory stays flat however many a file has. */
#define MOST_SOURCES 1024
#define MOST_PHRASES 4096

/* The columns that a digest is made of: the first ones of each query. */
#define SERVICE_COLUMNS 11
#define CONTACT_COLUMNS 4
#define FACT_COLUMNS 10

/* The same bytes as digest.sql gives: columns parted by chr (31), the row ended by a zero. */
static void
digest_row (crypto_generichash_state *digest,
            sqlite3_stmt             *row,
            int                       n_columns)
{
  for (int i = 0; i < n_columns; i++)
    {
      const guint8 *text = sqlite3_column_text (row, i);

      if (text != NULL)
        crypto_generichash_update (digest, text, (gsize) sqlite3_column_bytes (row, i));
      crypto_generichash_update (digest, (const guint8 *) (i + 1 < n_columns ? "\x1f" : ""), 1);
    }
}

/**
 * pl_layer_source_free:
 * @source: (transfer full): a source
 */
void
pl_layer_source_free (PlLayerSource *source)
{
  g_free (source->name);
  g_free (source->url);
  g_free (source);
}

static PlLayerSource *
find_source (PlLayer    *self,
             const char *keys)
{
  g_autofree char *key = g_strndup (keys, strcspn (keys, " "));
  PlLayerSource *source = g_hash_table_lookup (self->sources, key);
  sqlite3_stmt *query = self->queries[PL_QUERY_SOURCE];
  gboolean row;

  if (source != NULL)
    return source;

  if (g_hash_table_size (self->sources) >= MOST_SOURCES)
    g_hash_table_remove_all (self->sources);
  source = g_new0 (PlLayerSource, 1);
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

/* Fields whose values are each their own: not worth remembering. */
static gboolean
is_unique (PlFactField field)
{
  return field == PL_FACT_NAME || field == PL_FACT_LOCAL_NAME || field == PL_FACT_OPERATOR;
}

static gboolean
has_no_words (PlFactField field)
{
  return field == PL_FACT_VALUE || field == PL_FACT_WEBSITE || field == PL_FACT_AGE_MIN || field == PL_FACT_AGE_MAX;
}

static char *
look_up_phrase (PlLayer    *self,
                const char *language,
                const char *field,
                const char *value)
{
  sqlite3_stmt *query = self->queries[PL_QUERY_PHRASE];
  char *text = NULL;
  gboolean row;

  pl_statement_bind_text (query, 1, language);
  pl_statement_bind_text (query, 2, field);
  pl_statement_bind_text (query, 3, value);
  if (pl_statement_step (query, &row, NULL) && row)
    text = g_strdup (pl_statement_get_text (query, 0));
  pl_statement_reset (query);

  return text;
}

/* The words for people, NULL where there are none. */
static char *
dup_phrase (PlLayer     *self,
            const char  *language,
            PlFactField  field,
            const char  *value)
{
  const char *name = pl_fact_field_get_name (field);
  g_autofree char *key = NULL;
  const char *known;

  if (has_no_words (field))
    return NULL;
  if (is_unique (field))
    return look_up_phrase (self, language, name, value);

  key = g_strdup_printf ("%s\t%s\t%s", language, name, value);
  known = g_hash_table_lookup (self->phrases, key);
  if (known == NULL)
    {
      char *text = look_up_phrase (self, language, name, value);

      if (g_hash_table_size (self->phrases) >= MOST_PHRASES)
        g_hash_table_remove_all (self->phrases);
      known = text != NULL ? text : g_strdup ("");
      g_hash_table_insert (self->phrases, g_steal_pointer (&key), (char *) known);
    }

  return *known != '\0' ? g_strdup (known) : NULL;
}

/* Columns as facts.sql gives them. */
static PlFact *
fact_of_row (PlLayer      *self,
             sqlite3_stmt *row,
             PlFactField   field,
             const char   *language,
             const char   *today)
{
  const char *date = pl_statement_get_string (row, 6);
  const char *display = pl_statement_get_text (row, 3);
  const char *grade = pl_statement_get_string (row, 4);
  PlLayerSource *source = find_source (self, pl_statement_get_string (row, 9));
  g_autofree char *words = dup_phrase (self, language, field, pl_statement_get_string (row, 2));
  PlFactFields fields = {
    .value = pl_statement_get_string (row, 2),
    .text = display != NULL ? display : words,
    .sources = pl_statement_get_string (row, 9),
    .source_name = source->name,
    .source_url = source->url,
    .source_date = g_str_equal (date, "undated") ? NULL : date,
    .checked = pl_statement_get_string (row, 7),
    .grade = *grade != '\0' ? *grade : 'C',
    .confirmed = g_str_equal (pl_statement_get_string (row, 5), "yes") &&
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

/* What no source showed never leaves the database, whatever a file may hold. */
static gboolean
may_be_shown (sqlite3_stmt *row)
{
  const char *grade = pl_statement_get_string (row, 4);
  const char *state = pl_statement_get_string (row, 5);

  return strlen (grade) == 1 && strchr ("ABCL", grade[0]) != NULL && (g_str_equal (state, "yes") || g_str_equal (state, "check"));
}

static GArray *
read_facts (PlLayer                   *self,
            gint64                     id,
            const char                *language,
            const char                *today,
            crypto_generichash_state  *digest,
            GError                   **error)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (LooseFact));
  sqlite3_stmt *query = self->queries[PL_QUERY_FACTS];
  gboolean row = FALSE;
  gboolean good;

  g_array_set_clear_func (facts, (GDestroyNotify) loose_fact_clear);
  pl_statement_bind_int (query, 1, id);
  while ((good = pl_statement_step (query, &row, error)) && row)
    {
      LooseFact loose;

      digest_row (digest, query, FACT_COLUMNS);
      if (!pl_fact_field_from_name (pl_statement_get_string (query, 1), &loose.field) || !may_be_shown (query))
        continue;
      loose.subject = g_strdup (pl_statement_get_string (query, 0));
      loose.fact = fact_of_row (self, query, loose.field, language, today);
      g_array_append_val (facts, loose);
    }
  pl_statement_reset (query);

  return good ? g_steal_pointer (&facts) : NULL;
}

static PlResource *
read_service (PlLayer                   *self,
              gint64                     id,
              crypto_generichash_state  *digest,
              guint8                     expected[PL_DATABASE_DIGEST_BYTES],
              GError                   **error)
{
  sqlite3_stmt *query = self->queries[PL_QUERY_SERVICE];
  PlResource *resource = NULL;
  gboolean row = FALSE;
  gboolean good;

  pl_statement_bind_int (query, 1, id);
  good = pl_statement_step (query, &row, error);
  if (good && row && sqlite3_column_bytes (query, 11) == PL_DATABASE_DIGEST_BYTES)
    {
      g_auto (GStrv) topics = g_strsplit (pl_statement_get_string (query, 10), " ", -1);
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

      resource = pl_resource_new (&fields);
      digest_row (digest, query, SERVICE_COLUMNS);
      memcpy (expected, sqlite3_column_blob (query, 11), PL_DATABASE_DIGEST_BYTES);
    }
  pl_statement_reset (query);

  if (resource == NULL && good)
    g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED, _("the file is damaged or is not a directory"));

  return resource;
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

/* A way to reach a service before its facts are known. */
typedef struct
{
  char *slug;
  PlContactKind kind;
  PlAuthority authority;
} LooseContact;

static void
loose_contact_clear (LooseContact *loose)
{
  g_free (loose->slug);
}

static GArray *
read_contacts (PlLayer                   *self,
               gint64                     id,
               crypto_generichash_state  *digest,
               GError                   **error)
{
  g_autoptr (GArray) contacts = g_array_new (FALSE, FALSE, sizeof (LooseContact));
  sqlite3_stmt *query = self->queries[PL_QUERY_CONTACTS];
  gboolean row = FALSE;
  gboolean good;

  g_array_set_clear_func (contacts, (GDestroyNotify) loose_contact_clear);
  pl_statement_bind_int (query, 1, id);
  while ((good = pl_statement_step (query, &row, error)) && row)
    {
      LooseContact loose;

      digest_row (digest, query, CONTACT_COLUMNS);
      if (!pl_contact_kind_from_name (pl_statement_get_string (query, 1), &loose.kind))
        continue;
      loose.slug = g_strdup (pl_statement_get_string (query, 0));
      loose.authority = (PlAuthority) sqlite3_column_int (query, 2);
      g_array_append_val (contacts, loose);
    }
  pl_statement_reset (query);

  return good ? g_steal_pointer (&contacts) : NULL;
}

static void
take_contacts (GArray     *loose,
               GArray     *facts,
               PlResource *resource)
{
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_contact_unref);

  for (guint i = 0; i < loose->len; i++)
    {
      LooseContact *one = &g_array_index (loose, LooseContact, i);
      PlContact *contact = pl_contact_new (one->slug, one->kind, one->authority, value_is_confirmed (facts, one->slug));

      take_facts (facts, one->slug, NULL, contact);
      g_ptr_array_add (contacts, contact);
    }

  /* Merge sort, so contacts of one kind keep the order of the rows. */
  g_ptr_array_sort (contacts, compare_contacts);
  while (contacts->len > 0)
    {
      g_autoptr (PlContact) contact = g_ptr_array_steal_index (contacts, 0);

      /* A way whose number no source showed is no way. */
      if (pl_contact_get_fact (contact, PL_FACT_VALUE) != NULL)
        pl_resource_take_contact (resource, g_steal_pointer (&contact));
    }
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
  crypto_generichash_state state;
  guint8 expected[PL_DATABASE_DIGEST_BYTES];
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  g_autoptr (PlResource) resource = NULL;
  g_autoptr (GArray) contacts = NULL;
  g_autoptr (GArray) facts = NULL;

  crypto_generichash_init (&state, NULL, 0, sizeof digest);
  resource = read_service (self, id, &state, expected, error);
  contacts = resource != NULL ? read_contacts (self, id, &state, error) : NULL;
  facts = contacts != NULL ? read_facts (self, id, language, today, &state, error) : NULL;
  if (facts == NULL)
    return NULL;

  /* Bit flips in a number are not something that SQLite sees. */
  crypto_generichash_final (&state, digest, sizeof digest);
  if (memcmp (digest, expected, sizeof digest) != 0)
    {
      g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED, _("an entry was altered after the directory was made"));
      return NULL;
    }

  take_facts (facts, pl_resource_get_id (resource), resource, NULL);
  take_contacts (contacts, facts, resource);

  return g_steal_pointer (&resource);
}
