// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-writer-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

static const char *const statement_names[] = {
  [PL_INSERT_META] = "insert-meta",
  [PL_INSERT_SOURCE] = "insert-source",
  [PL_INSERT_ORGANIZATION] = "insert-organization",
  [PL_INSERT_SERVICE] = "insert-service",
  [PL_INSERT_PHONE] = "insert-phone",
  [PL_INSERT_CONTACT] = "insert-contact",
  [PL_INSERT_LOCATION] = "insert-location",
  [PL_INSERT_SCHEDULE] = "insert-schedule",
  [PL_INSERT_LANGUAGE] = "insert-language",
  [PL_INSERT_SERVICE_AREA] = "insert-service-area",
  [PL_INSERT_TAXONOMY_TERM] = "insert-taxonomy-term",
  [PL_INSERT_FACT] = "insert-fact",
  [PL_INSERT_PHRASE] = "insert-phrase",
  [PL_INSERT_CHOICE] = "insert-choice",
  [PL_INSERT_SEARCH] = "insert-search",
  [PL_INSERT_NUMBERING] = "insert-numbering",
  [PL_INSERT_LANGUAGE_NAME] = "insert-language-name",
  [PL_INSERT_HSDS] = "insert-hsds",
  [PL_SEAL_DIGEST] = "digest",
  [PL_SEAL_PHRASES] = "phrases",
  [PL_SEAL_STORE] = "seal",
};

/**
 * pl_writer_insert:
 * @writer: a database in the making
 * @which: a statement
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 * @...: (nullable each): a text for each of its places; %NULL binds null
 *
 * Returns: whether it went well
 */
gboolean
pl_writer_insert (PlWriter           *writer,
                  PlWriterStatement   which,
                  GError            **error,
                  ...)
{
  sqlite3_stmt *statement = writer->statements[which];
  int n = sqlite3_bind_parameter_count (statement);
  va_list texts;

  va_start (texts, error);
  for (int i = 1; i <= n; i++)
    pl_statement_bind_text (statement, i, va_arg (texts, const char *));
  va_end (texts);

  return pl_statement_run (statement, error);
}

/**
 * pl_writer_number:
 * @number: a number
 *
 * Returns: (transfer full): as text, for pl_writer_insert ()
 */
char *
pl_writer_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* One service in the order in which it will be offered. */
typedef struct
{
  PlDraftService *service;
  guint place;
} Ranked;

/* Own country before the European Union before the world, then by priority, then in the order of the rows. */
static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *left = a;
  const Ranked *right = b;
  int reach_left = g_str_equal (left->service->country, "INT") ? 2 : g_str_equal (left->service->country, "EU");
  int reach_right = g_str_equal (right->service->country, "INT") ? 2 : g_str_equal (right->service->country, "EU");

  if (reach_left != reach_right)
    return reach_left - reach_right;
  if (left->service->priority != right->service->priority)
    return (int) left->service->priority - (int) right->service->priority;

  return (int) left->place - (int) right->place;
}

static gboolean
write_services (PlWriter  *writer,
                GError   **error)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < writer->draft->services->len; i++)
    {
      Ranked one = { g_ptr_array_index (writer->draft->services, i), i };

      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);

  for (guint i = 0; i < ranked->len; i++)
    {
      PlDraftService *service = g_array_index (ranked, Ranked, i).service;

      if (!pl_writer_write_service (writer, service, error))
        {
          g_prefix_error (error, "%s: ", service->place);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
write_tables (PlWriter  *writer,
              GError   **error)
{
  PlDraft *draft = writer->draft;
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < draft->sources->len; i++)
    {
      PlDraftSource *source = g_ptr_array_index (draft->sources, i);

      if (!pl_writer_insert (writer, PL_INSERT_SOURCE, error, source->id, source->publisher, source->kind, source->date, source->url))
        return g_prefix_error (error, "%s: ", source->place), FALSE;
    }
  for (guint i = 0; i < draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (draft->phrases, i);

      if (!pl_writer_insert (writer, PL_INSERT_PHRASE, error, phrase->language, phrase->field, phrase->value, phrase->text))
        return g_prefix_error (error, "%s: ", phrase->place), FALSE;
    }

  g_hash_table_iter_init (&iter, draft->languages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!pl_writer_insert (writer, PL_INSERT_LANGUAGE_NAME, error, key, value))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, draft->numbering);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      PlDraftNumbering *numbering = value;
      sqlite3_stmt *statement = writer->statements[PL_INSERT_NUMBERING];

      pl_statement_bind_text (statement, 1, numbering->country);
      pl_statement_bind_text (statement, 2, numbering->calling_code);
      for (int i = 0; i < 2; i++)
        {
          pl_statement_bind_int (statement, 3 + i, numbering->after[i]);
          pl_statement_bind_int (statement, 5 + i, numbering->inside[i]);
          pl_statement_bind_int (statement, 7 + i, numbering->codes[i]);
        }
      if (!pl_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* The oldest day on which the source of a number was read: what "last checked" may say. */
static const char *
oldest_check (PlDraft *draft)
{
  const char *oldest = NULL;

  for (guint i = 0; i < draft->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (draft->services, i);

      for (guint j = 0; j < service->contacts->len; j++)
        {
          PlDraftFact *fact = pl_draft_get_fact (((PlDraftContact *) g_ptr_array_index (service->contacts, j))->facts, "value");

          if (fact != NULL && *fact->checked != '\0' && (oldest == NULL || strcmp (fact->checked, oldest) < 0))
            oldest = fact->checked;
        }
    }

  return oldest != NULL ? oldest : "";
}

static gboolean
write_meta (PlWriter  *writer,
            GError   **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  char hex[PL_DATABASE_DIGEST_BYTES * 2 + 1];

  if (!pl_database_digest (writer->statements[PL_SEAL_PHRASES], digest, error))
    return FALSE;
  sodium_bin2hex (hex, sizeof hex, digest, sizeof digest);

  return pl_writer_insert (writer, PL_INSERT_META, error, "phrases", hex) &&
         pl_writer_insert (writer, PL_INSERT_META, error, "version", writer->draft->version) &&
         pl_writer_insert (writer, PL_INSERT_META, error, "kind", writer->draft->local ? "local" : "shipped") &&
         pl_writer_insert (writer, PL_INSERT_META, error, "checked", oldest_check (writer->draft)) &&
         pl_writer_insert (writer, PL_INSERT_META, error, "licence", "CC-BY-4.0");
}

static void
index_words (PlWriter *writer)
{
  writer->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < writer->draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (writer->draft->phrases, i);

      g_hash_table_replace (writer->words, g_strdup_printf ("%s\t%s\t%s", phrase->language, phrase->field, phrase->value), phrase);
    }
}

static void
writer_clear (PlWriter *writer)
{
  for (guint i = 0; i < PL_N_WRITER_STATEMENTS; i++)
    g_clear_pointer (&writer->statements[i], sqlite3_finalize);
  g_clear_pointer (&writer->database, sqlite3_close);
  g_clear_pointer (&writer->words, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlWriter, writer_clear)

static gboolean
write_all (PlDraft     *draft,
           const char  *path,
           GError     **error)
{
  g_auto (PlWriter) writer = { .draft = draft };

  writer.database = pl_database_create (path, error);
  if (writer.database == NULL)
    return FALSE;
  for (guint i = 0; i < PL_N_WRITER_STATEMENTS; i++)
    {
      writer.statements[i] = pl_statement_prepare (writer.database, statement_names[i], error);
      if (writer.statements[i] == NULL)
        return FALSE;
    }
  index_words (&writer);

  return pl_statement_execute (writer.database, "BEGIN", error) &&
         write_tables (&writer, error) &&
         write_services (&writer, error) &&
         write_meta (&writer, error) &&
         pl_statement_execute (writer.database, "COMMIT; INSERT INTO search (search) VALUES ('optimize'); ANALYZE; VACUUM", error);
}

/**
 * pl_draft_write_database:
 * @self: a draft
 * @path: where; what stands there is replaced only when all went well
 * @error: return location for an error of %PL_DIRECTORY_ERROR; its message names the row
 *
 * The same draft gives the same bytes.
 *
 * Returns: whether it went well; all or nothing
 */
gboolean
pl_draft_write_database (PlDraft     *self,
                         const char  *path,
                         GError     **error)
{
  g_autofree char *next = g_strconcat (path, ".new", NULL);

  g_unlink (next);
  if (!write_all (self, next, error))
    {
      g_unlink (next);
      return FALSE;
    }
  if (g_rename (next, path) != 0)
    {
      g_unlink (next);
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the file cannot be written"), path);
      return FALSE;
    }

  return TRUE;
}
