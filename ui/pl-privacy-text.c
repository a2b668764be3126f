// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-privacy-text.h"

#include <string.h>

static void
line_free (PlPrivacyLine *line)
{
  g_free (line->text);
  g_free (line);
}

/* Where the names of the tests behind a line begin: they are for who builds it. */
static gsize
measure_words (const char *text)
{
  const char *tests = g_strstr_len (text, -1, " (`/");

  return tests != NULL ? (gsize) (tests - text) : strlen (text);
}

static void
append (GPtrArray     *lines,
        PlPrivacyKind  kind,
        const char    *text)
{
  PlPrivacyLine *line = g_new (PlPrivacyLine, 1);
  g_autofree char *words = g_strndup (text, measure_words (text));
  g_auto (GStrv) parts = g_strsplit (words, "`", -1);

  line->kind = kind;
  line->text = g_strjoinv ("", parts);
  g_ptr_array_add (lines, line);
}

/**
 * pl_privacy_text_get_name:
 * @language: a two-letter language
 *
 * Returns: (transfer none): name of the file in that language, the English one where there is none
 */
const char *
pl_privacy_text_get_name (const char *language)
{
  return g_str_equal (language, "es") ? "privacy.es.md" : "privacy.md";
}

/**
 * pl_privacy_text_parse:
 * @statement: text of the statement
 *
 * Its title and the sentences below that are for who reads the file; the page has its own.
 *
 * Returns: (transfer full) (element-type PlPrivacyLine): headings and points in their order
 */
GPtrArray *
pl_privacy_text_parse (const char *statement)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_auto (GStrv) rows = g_strsplit (statement, "\n", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      if (g_str_has_prefix (rows[i], "## "))
        append (lines, PL_PRIVACY_HEADING, rows[i] + 3);
      else if (g_str_has_prefix (rows[i], "### "))
        append (lines, PL_PRIVACY_SUBHEADING, rows[i] + 4);
      else if (g_str_has_prefix (rows[i], "- "))
        append (lines, PL_PRIVACY_POINT, rows[i] + 2);
    }

  return lines;
}
