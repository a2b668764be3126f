// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-csv.h"

#include "pl-directory.h"

#include <glib/gi18n.h>
#include <string.h>

/* RFC 4180, read strictly: a quote that is not closed or stands inside a plain cell is an error with its line. */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* A cell longer than this is no name, number or note. */
#define LONGEST_CELL (64 * 1024)

typedef struct
{
  const char *at;
  const char *end;
  guint line;
} Reader;

static void
row_free (PlCsvRow *row)
{
  g_ptr_array_unref (row->cells);
  g_free (row);
}

static gboolean
fail (GError     **error,
      const char  *name,
      guint        line,
      const char  *reason)
{
  /* Translators: a file, a line, what is wrong there */
  g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: line %u: %s"), name, line, reason);

  return FALSE;
}

static const char *
read_quoted (Reader  *reader,
             GString *cell)
{
  for (reader->at++; reader->at < reader->end; reader->at++)
    {
      if (*reader->at == '"')
        {
          if (reader->at + 1 == reader->end || reader->at[1] != '"')
            return reader->at++, NULL;
          reader->at++;
        }
      if (*reader->at == '\n')
        reader->line++;
      g_string_append_c (cell, *reader->at);
    }

  return _("a quote that is not closed");
}

static gboolean
at_cell_end (Reader *reader)
{
  return reader->at == reader->end || *reader->at == ',' || *reader->at == '\n' ||
         (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n');
}

static const char *
read_cell (Reader  *reader,
           GString *cell)
{
  const char *reason = NULL;

  if (reader->at < reader->end && *reader->at == '"')
    {
      reason = read_quoted (reader, cell);
      if (reason == NULL && !at_cell_end (reader))
        reason = _("text after a closing quote");
    }
  else
    {
      for (; !at_cell_end (reader); reader->at++)
        {
          if (*reader->at == '"')
            return _("a quote inside a cell that does not begin with one");
          g_string_append_c (cell, *reader->at);
        }
    }
  if (reason == NULL && cell->len > LONGEST_CELL)
    reason = _("a cell that is too long");

  return reason;
}

static const char *
read_row (Reader    *reader,
          GPtrArray *cells)
{
  while (TRUE)
    {
      g_autoptr (GString) cell = g_string_new (NULL);
      const char *reason = read_cell (reader, cell);

      if (reason != NULL)
        return reason;
      g_ptr_array_add (cells, g_strdup (cell->str));
      if (reader->at == reader->end)
        return NULL;
      if (*reader->at == ',')
        {
          reader->at++;
          continue;
        }
      reader->at += *reader->at == '\r' ? 2 : 1;
      reader->line++;
      return NULL;
    }
}

static gboolean
is_blank (PlCsvRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      if (*(char *) g_ptr_array_index (row->cells, i) != '\0')
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_csv_parse:
 * @text: bytes of the file
 * @size: how many
 * @name: of the file, for errors
 * @error: return location for an error of %PL_DIRECTORY_ERROR; names the line, never what stands there
 *
 * Returns: (transfer full) (nullable) (element-type PlCsvRow): the rows, the header first, blank ones left out
 */
GPtrArray *
pl_csv_parse (const char  *text,
              gsize        size,
              const char  *name,
              GError     **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  Reader reader = { text, text + size, 1 };

  if (memchr (text, '\0', size) != NULL || !g_utf8_validate (text, (gssize) size, NULL))
    return fail (error, name, 1, _("the file is not UTF-8")), NULL;
  if (size >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    reader.at += 3;

  while (reader.at < reader.end)
    {
      PlCsvRow *row = g_new0 (PlCsvRow, 1);
      const char *reason;

      row->line = reader.line;
      row->cells = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (rows, row);
      reason = read_row (&reader, row->cells);
      if (reason != NULL)
        return fail (error, name, row->line, reason), NULL;
      if (is_blank (row))
        g_ptr_array_set_size (rows, (int) rows->len - 1);
      else if (row->cells->len != ((PlCsvRow *) g_ptr_array_index (rows, 0))->cells->len)
        return fail (error, name, row->line, _("not as many cells as in the first row")), NULL;
    }
  if (rows->len == 0)
    return fail (error, name, 1, _("the file is empty")), NULL;

  return g_steal_pointer (&rows);
}

/**
 * pl_csv_append_cell:
 * @line: a line in the making
 * @cell: what to append after a comma, quoted where it must be
 */
void
pl_csv_append_cell (GString    *line,
                    const char *cell)
{
  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      /* An empty first cell would otherwise not be told from the beginning of the line. */
      g_string_append (line, *cell != '\0' ? cell : "\"\"");
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = cell; *c != '\0'; c++)
    g_string_append_printf (line, *c == '"' ? "\"\"" : "%c", *c);
  g_string_append_c (line, '"');
}

/**
 * pl_csv_get_cell:
 * @header: the first row
 * @row: a row
 * @column: name of a column
 *
 * Returns: (transfer none): the cell, empty where there is no such column
 */
const char *
pl_csv_get_cell (PlCsvRow   *header,
                 PlCsvRow   *row,
                 const char *column)
{
  for (guint i = 0; i < header->cells->len && i < row->cells->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (header->cells, i), column))
        return g_ptr_array_index (row->cells, i);
    }

  return "";
}
