// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-database.h"

#include "pl-directory.h"
#include "pl-search-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define HEADER_SIZE 100

/* Beyond this, a file of a stranger is not worth opening. */
#define LARGEST_FILE (G_GUINT64_CONSTANT (4) << 30)

/* An older file is brought up to date in memory, so it must fit there. */
#define LARGEST_OLD_FILE (G_GUINT64_CONSTANT (256) << 20)

/* migrations/NNN.sql leads to version NNN. */
#define OLDEST_VERSION 1

static guint32
big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
refuse (GError           **error,
        PlDirectoryError   code,
        const char        *line)
{
  g_set_error_literal (error, PL_DIRECTORY_ERROR, code, line);

  return FALSE;
}

/* The header says how many pages there must be, so that a file cut short is known before any page of it is read.
   Offsets: https://sqlite.org/fileformat2.html#the_database_header */
static gboolean
check_header (const char  *path,
              guint32     *version,
              GError     **error)
{
  guint8 header[HEADER_SIZE];
  guint32 page_size;
  GStatBuf info;
  FILE *file;
  gsize n;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || (file = g_fopen (path, "rbe")) == NULL)
    return refuse (error, PL_DIRECTORY_ERROR_MISSING, _("the file cannot be opened"));

  n = fread (header, 1, sizeof header, file);
  fclose (file);

  if (n < sizeof header || memcmp (header, "SQLite format 3", 16) != 0 || big_endian (header + 68) != PL_DATABASE_APPLICATION_ID)
    return refuse (error, PL_DIRECTORY_ERROR_DAMAGED, _("the file is damaged or is not a directory"));

  page_size = header[16] << 8 | header[17];
  page_size = page_size == 1 ? 65536 : page_size;
  if ((guint64) info.st_size > LARGEST_FILE || (guint64) info.st_size != (guint64) page_size * big_endian (header + 28))
    return refuse (error, PL_DIRECTORY_ERROR_DAMAGED, _("the file is cut short or was added to"));

  *version = big_endian (header + 60);
  if (*version < OLDEST_VERSION || *version > PL_DATABASE_VERSION ||
      (*version < PL_DATABASE_VERSION && (guint64) info.st_size > LARGEST_OLD_FILE))
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_VERSION, _("the file has version %u, this program reads version %u"),
                   *version, PL_DATABASE_VERSION);
      return FALSE;
    }

  return TRUE;
}

/* A hostile file may not run anything of its own: no triggers, views or functions of its schema, no writes to the schema. */
static gboolean
harden (sqlite3  *database,
        GError  **error)
{
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_limit (database, SQLITE_LIMIT_LENGTH, 1 << 20);
  sqlite3_limit (database, SQLITE_LIMIT_ATTACHED, 0);

  return pl_statement_execute (database, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0", error);
}

/* search_tokens (country, kind, text) in SQL, for migrations: as the writer makes them. */
static void
search_tokens (sqlite3_context  *context,
               int               n,
               sqlite3_value   **values)
{
  const char *country = (const char *) sqlite3_value_text (values[0]);
  const char *text = (const char *) sqlite3_value_text (values[2]);
  GString *tokens = g_string_new (NULL);
  gsize length;

  if (country != NULL && text != NULL)
    pl_search_words_append (tokens, country, (PlSearchKind) sqlite3_value_int (values[1]), text);
  length = tokens->len;
  sqlite3_result_text64 (context, g_string_free (tokens, FALSE), length, g_free, SQLITE_UTF8);
}

/* One step a version, each whole or not at all. */
static gboolean
migrate (sqlite3  *database,
         guint32   version,
         GError  **error)
{
  int result = sqlite3_create_function (database, "search_tokens", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, search_tokens, NULL, NULL);

  if (!pl_statement_take_error (database, result, error))
    return FALSE;

  for (guint32 next = version + 1; next <= PL_DATABASE_VERSION; next++)
    {
      g_autofree char *name = g_strdup_printf ("migrations/%03u.sql", next);
      g_autofree char *sql = pl_statement_dup_resource (name, error);
      g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %u; COMMIT", next);

      if (sql == NULL ||
          !pl_statement_execute (database, "BEGIN", error) ||
          !pl_statement_execute (database, sql, error) ||
          !pl_statement_execute (database, stamp, error))
        return FALSE;
    }

  return TRUE;
}

/* The file of an older version stays as it is; a copy in memory is brought up to date. */
static sqlite3 *
copy_and_migrate (sqlite3  *old,
                  guint32   version,
                  GError  **error)
{
  g_autoptr (sqlite3) copy = NULL;
  sqlite3_backup *backup;
  int result = sqlite3_open_v2 (":memory:", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (!pl_statement_take_error (copy, result, error))
    return NULL;

  backup = sqlite3_backup_init (copy, "main", old, "main");
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }
  if (!pl_statement_take_error (copy, sqlite3_errcode (copy), error) || !harden (copy, error) || !migrate (copy, version, error))
    return NULL;

  return g_steal_pointer (&copy);
}

/**
 * pl_database_open:
 * @path: a database of the directory
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Opens it read-only and immutable: nothing is written beside it, no lock is taken, no page is trusted.
 * An older version is brought up to date in memory, step by step; the file stays as it is.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
pl_database_open (const char  *path,
                  GError     **error)
{
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;
  guint32 version = 0;
  int result;

  if (sodium_init () < 0)
    return refuse (error, PL_DIRECTORY_ERROR_FAILED, _("the library of signatures does not start")), NULL;
  if (!check_header (path, &version, error))
    return NULL;

  escaped = g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  uri = g_strdup_printf ("file:%s?mode=ro&immutable=1", escaped);
  result = sqlite3_open_v2 (uri, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (!pl_statement_take_error (database, result, error) || !harden (database, error))
    return NULL;
  if (version < PL_DATABASE_VERSION)
    {
      sqlite3 *copy = copy_and_migrate (database, version, error);

      sqlite3_close (g_steal_pointer (&database));
      database = copy;
    }
  if (database == NULL || !pl_statement_execute (database, "PRAGMA query_only = ON", error))
    return NULL;

  return g_steal_pointer (&database);
}

/**
 * pl_database_create:
 * @path: where; must not exist yet
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): an empty database of the directory, for the builder
 */
sqlite3 *
pl_database_create (const char  *path,
                    GError     **error)
{
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *schema = pl_statement_dup_resource ("schema.sql", error);
  g_autofree char *version = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                              PL_DATABASE_APPLICATION_ID, PL_DATABASE_VERSION);
  int result;

  if (schema == NULL)
    return NULL;

  result = sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL);
  if (!pl_statement_take_error (database, result, error) ||
      !pl_statement_execute (database, "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON", error) ||
      !pl_statement_execute (database, version, error) ||
      !pl_statement_execute (database, schema, error))
    return NULL;

  return g_steal_pointer (&database);
}

/**
 * pl_database_digest:
 * @statement: a bound statement whose rows are texts; reset afterwards
 * @digest: (out): BLAKE2b of the rows, each with its ending zero
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_database_digest (sqlite3_stmt  *statement,
                    guint8         digest[PL_DATABASE_DIGEST_BYTES],
                    GError       **error)
{
  crypto_generichash_state state;
  gboolean row = FALSE;
  gboolean good;

  crypto_generichash_init (&state, NULL, 0, PL_DATABASE_DIGEST_BYTES);
  while ((good = pl_statement_step (statement, &row, error)) && row)
    {
      const guint8 *text = sqlite3_column_text (statement, 0);

      crypto_generichash_update (&state, text != NULL ? text : (const guint8 *) "", (gsize) sqlite3_column_bytes (statement, 0) + 1);
    }
  crypto_generichash_final (&state, digest, PL_DATABASE_DIGEST_BYTES);
  pl_statement_reset (statement);

  return good;
}

static gboolean
verify_phrases (sqlite3  *database,
                GError  **error)
{
  g_autoptr (sqlite3_stmt) phrases = pl_statement_prepare (database, "phrases", error);
  g_autoptr (sqlite3_stmt) meta = phrases != NULL ? pl_statement_prepare (database, "meta", error) : NULL;
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  char hex[PL_DATABASE_DIGEST_BYTES * 2 + 1];
  gboolean row;

  if (meta == NULL || !pl_database_digest (phrases, digest, error))
    return FALSE;

  pl_statement_bind_text (meta, 1, "phrases");
  if (!pl_statement_step (meta, &row, error))
    return FALSE;
  sodium_bin2hex (hex, sizeof hex, digest, sizeof digest);
  if (!row || g_strcmp0 (pl_statement_get_text (meta, 0), hex) != 0)
    return refuse (error, PL_DIRECTORY_ERROR_DAMAGED, _("the words of the directory were altered"));

  return TRUE;
}

/**
 * pl_database_verify:
 * @database: an open database of the directory
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * What costs the same however many services there are: that the tables are there and the words for people are as they were built.
 * Each service is held against its own digest when it is read.
 *
 * Returns: whether it is whole
 */
gboolean
pl_database_verify (sqlite3  *database,
                    GError  **error)
{
  return verify_phrases (database, error);
}
