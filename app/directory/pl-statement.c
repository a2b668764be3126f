// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-statement.h"

#include "pl-directory.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* The one place where SQLite's results become errors of our own. */

#define RESOURCE_PREFIX "/org/porchlight/directory/"

static PlDirectoryError
code_of (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return PL_DIRECTORY_ERROR_MISSING;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR: /* a table or column is missing: not our file */
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return PL_DIRECTORY_ERROR_DAMAGED;
    case SQLITE_CONSTRAINT:
      return PL_DIRECTORY_ERROR_ROW;
    default:
      return PL_DIRECTORY_ERROR_FAILED;
    }
}

/* What to do about it, in one line; SQLite's own words may quote the file's content and stay out. */
static const char *
line_of (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return _("the disk is full");
    case SQLITE_READONLY:
    case SQLITE_IOERR:
      return _("the file cannot be written or read");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _("another program is using the file");
    case SQLITE_NOMEM:
      return _("there is not enough memory");
    default:
      break;
    }

  switch (code_of (result))
    {
    case PL_DIRECTORY_ERROR_MISSING:
      return _("the file cannot be opened");
    case PL_DIRECTORY_ERROR_DAMAGED:
      return _("the file is damaged or is not a directory");
    case PL_DIRECTORY_ERROR_ROW:
      return _("the same entry stands there twice, or points to nothing");
    default:
      return _("the database answered with an error");
    }
}

/**
 * pl_statement_take_error:
 * @database: (nullable): the connection, asked for its finer result
 * @result: what SQLite returned
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: %FALSE, and @error set, unless @result is a success
 */
gboolean
pl_statement_take_error (sqlite3  *database,
                         int       result,
                         GError  **error)
{
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  g_set_error (error, PL_DIRECTORY_ERROR, code_of (result), "%s (SQLite %d)", line_of (result),
               database != NULL ? sqlite3_extended_errcode (database) : result);

  return FALSE;
}

/**
 * pl_statement_dup_resource:
 * @name: "schema.sql", "queries/choose.sql"
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the text of a file of SQL
 */
char *
pl_statement_dup_resource (const char  *name,
                           GError     **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize size;
  const char *text;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &size);

  return g_strndup (text, size);
}

/**
 * pl_statement_prepare_sql:
 * @database: a connection
 * @sql: one statement
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the statement
 */
sqlite3_stmt *
pl_statement_prepare_sql (sqlite3     *database,
                          const char  *sql,
                          GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!pl_statement_take_error (database, sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), error))
    return NULL;

  return g_steal_pointer (&statement);
}

/**
 * pl_statement_prepare:
 * @database: a connection
 * @query: name of a file in queries/, without its ending
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the statement
 */
sqlite3_stmt *
pl_statement_prepare (sqlite3     *database,
                      const char  *query,
                      GError     **error)
{
  g_autofree char *name = g_strdup_printf ("queries/%s.sql", query);
  g_autofree char *sql = pl_statement_dup_resource (name, error);

  return sql != NULL ? pl_statement_prepare_sql (database, sql, error) : NULL;
}

/**
 * pl_statement_bind_text:
 * @self: a statement
 * @place: from 1
 * @text: (nullable): copied; %NULL binds null
 */
void
pl_statement_bind_text (sqlite3_stmt *self,
                        int           place,
                        const char   *text)
{
  sqlite3_bind_text (self, place, text, -1, SQLITE_TRANSIENT);
}

/**
 * pl_statement_bind_int:
 * @self: a statement
 * @place: from 1
 * @number: a number
 */
void
pl_statement_bind_int (sqlite3_stmt *self,
                       int           place,
                       gint64        number)
{
  sqlite3_bind_int64 (self, place, number);
}

/**
 * pl_statement_step:
 * @self: a statement
 * @row: (out): whether there is a row
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_statement_step (sqlite3_stmt  *self,
                   gboolean      *row,
                   GError       **error)
{
  int result = sqlite3_step (self);

  *row = result == SQLITE_ROW;

  return pl_statement_take_error (sqlite3_db_handle (self), result, error);
}

/**
 * pl_statement_run:
 * @self: a statement that gives no rows; reset afterwards
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_statement_run (sqlite3_stmt  *self,
                  GError       **error)
{
  gboolean row;
  gboolean done = pl_statement_step (self, &row, error);

  pl_statement_reset (self);

  return done;
}

/**
 * pl_statement_get_text:
 * @self: a statement that has a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text until the next step; %NULL for null and for what is not UTF-8
 */
const char *
pl_statement_get_text (sqlite3_stmt *self,
                       int           column)
{
  const char *text = (const char *) sqlite3_column_text (self, column);

  return text != NULL && g_utf8_validate (text, sqlite3_column_bytes (self, column), NULL) ? text : NULL;
}

/**
 * pl_statement_get_string:
 * @self: a statement that has a row
 * @column: from 0
 *
 * Returns: (transfer none): as pl_statement_get_text (), but empty in place of %NULL
 */
const char *
pl_statement_get_string (sqlite3_stmt *self,
                         int           column)
{
  const char *text = pl_statement_get_text (self, column);

  return text != NULL ? text : "";
}

/**
 * pl_statement_reset:
 * @self: a statement, to be bound and stepped again
 */
void
pl_statement_reset (sqlite3_stmt *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

/**
 * pl_statement_execute:
 * @database: a connection
 * @sql: statements without results
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether it went well
 */
gboolean
pl_statement_execute (sqlite3     *database,
                      const char  *sql,
                      GError     **error)
{
  return pl_statement_take_error (database, sqlite3_exec (database, sql, NULL, NULL, NULL), error);
}
