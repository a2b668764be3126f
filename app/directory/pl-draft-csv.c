// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-csv.h"
#include "pl-draft-check.h"

#include <glib/gi18n.h>
#include <string.h>

/* The simple form that a shelter fills in: one row a way to reach a service. data/directory/template.csv is an empty one with an example. */

static const char *const columns[] = {
  "id", "name", "local_name", "country", "region", "areas", "topics", "for", "who_answers", "authority", "who_it_is_for", "age_from", "age_to",
  "channel", "number_or_address", "shown_as", "first_word", "hours", "languages", "cost", "privacy", "shares_about_minors", "website", "warning",
  "checked", NULL
};

/* Columns that become facts of the service, and their fields. */
static const struct
{
  const char *column;
  const char *field;
} service_columns[] = {
  { "name", "name" }, { "local_name", "local_name" }, { "who_answers", "operator" }, { "authority", "authority" }, { "who_it_is_for", "audience" },
  { "age_from", "age_min" }, { "age_to", "age_max" }, { "privacy", "privacy" }, { "shares_about_minors", "shares" }, { "website", "website" },
};

/* Columns that become facts of the way, and their fields. */
static const struct
{
  const char *column;
  const char *field;
} contact_columns[] = {
  { "first_word", "keyword" }, { "hours", "hours" }, { "languages", "languages" }, { "cost", "cost" }, { "warning", "warning" },
};

typedef struct
{
  /* Borrowed */
  PlDraft *draft;
  PlCsvRow *header;
  const char *name;
  const char *today;

  /* Owned */
  GString *lines; /* what is wrong, one line each */
} Import;

static void
complain (Import     *import,
          PlCsvRow   *row,
          const char *reason)
{
  g_string_append_printf (import->lines, "%s", import->lines->len > 0 ? "\n" : "");
  g_string_append_printf (import->lines, _("%s: line %u: %s"), import->name, row->line, reason);
}

static const char *
get (Import     *import,
     PlCsvRow   *row,
     const char *column)
{
  return pl_csv_get_cell (import->header, row, column);
}

static void
add_fact (Import     *import,
          PlCsvRow   *row,
          GPtrArray  *facts,
          const char *field,
          const char *value,
          const char *display)
{
  g_autofree char *place = g_strdup_printf (_("%s: line %u"), import->name, row->line);
  const char *checked = get (import, row, "checked");
  PlDraftFact *fact;

  if (*value == '\0')
    return;
  fact = pl_draft_fact_new (field, value, place);
  g_free (fact->display);
  fact->display = g_strdup (display);
  pl_draft_fact_set_local (fact, "local", *checked != '\0' ? checked : import->today);
  g_ptr_array_add (facts, fact);
}

/* "Open Door!" becomes "local-open-door". */
static char *
dup_slug (const char *text,
          const char *prefix)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  g_autoptr (GString) slug = g_string_new (prefix);

  for (const char *c = ascii; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (slug, g_ascii_tolower (*c));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  return g_strdup (slug->str);
}

static char **
split_names (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "; ", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_strv_builder_add (names, parts[i]);
    }

  return g_strv_builder_end (names);
}

static void
take_names (Import          *import,
            PlCsvRow        *row,
            PlDraftService  *service)
{
  g_auto (GStrv) audiences = split_names (get (import, row, "for"));
  const char *areas = get (import, row, "areas");
  PlAudience audience;

  g_strfreev (service->topics);
  service->topics = split_names (get (import, row, "topics"));
  if (service->topics[0] == NULL)
    complain (import, row, _("no topic"));
  if (*areas != '\0')
    {
      g_strfreev (service->areas);
      service->areas = split_names (areas);
    }
  g_free (service->region);
  service->region = g_strdup (get (import, row, "region"));

  for (guint i = 0; audiences[i] != NULL; i++)
    {
      if (pl_audience_from_name (audiences[i], &audience))
        service->audiences |= PL_AUDIENCE_BIT (audience);
      else
        complain (import, row, _("it is for youth, parent or provider"));
    }
  if (audiences[0] == NULL)
    complain (import, row, _("it is not said for whom it is: youth, parent, provider"));
}

static PlDraftService *
start_service (Import     *import,
               PlCsvRow   *row,
               const char *slug)
{
  g_autofree char *place = g_strdup_printf (_("%s: line %u"), import->name, row->line);
  g_autofree char *country = g_ascii_strup (get (import, row, "country"), -1);
  PlDraftService *service = pl_draft_add_service (import->draft, slug, country, place);

  take_names (import, row, service);
  for (guint i = 0; i < G_N_ELEMENTS (service_columns); i++)
    add_fact (import, row, service->facts, service_columns[i].field, get (import, row, service_columns[i].column), "");

  return service;
}

static void
add_contact (Import          *import,
             PlCsvRow        *row,
             PlDraftService  *service)
{
  const char *kind = get (import, row, "channel");
  guint n = 1;
  g_autofree char *slug = g_strdup_printf ("%s.%s", service->slug, kind);
  PlDraftContact *contact;

  while (pl_draft_service_find_contact (service, slug) != NULL)
    {
      g_free (slug);
      slug = g_strdup_printf ("%s.%s.%u", service->slug, kind, ++n);
    }
  contact = pl_draft_service_add_contact (service, slug, kind);
  add_fact (import, row, contact->facts, "value", get (import, row, "number_or_address"), get (import, row, "shown_as"));
  for (guint i = 0; i < G_N_ELEMENTS (contact_columns); i++)
    add_fact (import, row, contact->facts, contact_columns[i].field, get (import, row, contact_columns[i].column), "");
  if (!g_str_equal (pl_draft_get_value (service->facts, "authority"), get (import, row, "authority")))
    add_fact (import, row, contact->facts, "authority", get (import, row, "authority"), "");
}

static void
take_row (Import   *import,
          PlCsvRow *row)
{
  const char *name = get (import, row, "name");
  const char *id = get (import, row, "id");
  g_autofree char *slug = dup_slug (*id != '\0' ? id : name, *id != '\0' ? "" : "local-");
  PlDraftService *service = pl_draft_find_service (import->draft, slug);

  if (*name == '\0')
    {
      complain (import, row, _("no name"));
      return;
    }
  if (service == NULL)
    service = start_service (import, row, slug);
  else if (!g_str_equal (pl_draft_get_value (service->facts, "name"), name))
    complain (import, row, _("an id that another name has already"));
  add_contact (import, row, service);
}

static gboolean
check_header (PlCsvRow    *header,
              const char  *name,
              GError     **error)
{
  static const char *const needed[] = { "name", "country", "topics", "for", "channel", "number_or_address" };

  for (guint i = 0; i < header->cells->len; i++)
    {
      if (!g_strv_contains (columns, g_ptr_array_index (header->cells, i)))
        {
          g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: line %u: column %u has a name that the template does not have"),
                       name, header->line, i + 1);
          return FALSE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (!g_ptr_array_find_with_equal_func (header->cells, needed[i], g_str_equal, NULL))
        {
          g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: line %u: the column %s is missing"), name, header->line, needed[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * pl_draft_add_csv:
 * @self: a draft with the table of countries
 * @text: the file
 * @name: of the file, for errors
 * @today: "2026-11-22": when a row without a day of its own was checked
 * @error: return location for an error of %PL_DIRECTORY_ERROR; one line for each bad row, with its reason
 *
 * Adds entries of this place. All or nothing: after an error the draft is of no use.
 *
 * Returns: whether every row is good
 */
gboolean
pl_draft_add_csv (PlDraft     *self,
                  const char  *text,
                  const char  *name,
                  const char  *today,
                  GError     **error)
{
  g_autoptr (GPtrArray) rows = pl_csv_parse (text, strlen (text), name, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  Import import = { .draft = self, .name = name, .today = today, .lines = lines };

  if (rows == NULL)
    return FALSE;
  import.header = g_ptr_array_index (rows, 0);
  if (!check_header (import.header, name, error))
    return FALSE;
  if (rows->len == 1)
    g_string_append_printf (lines, _("%s: line %u: %s"), name, 1, _("there is no row below the names of the columns"));

  for (guint i = 1; i < rows->len; i++)
    take_row (&import, g_ptr_array_index (rows, i));
  if (lines->len == 0)
    return TRUE;

  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, lines->str);

  return FALSE;
}

static const char *
value_or (GPtrArray  *own,
          GPtrArray  *otherwise,
          const char *field)
{
  const char *value = pl_draft_get_value (own, field);

  return *value != '\0' ? value : pl_draft_get_value (otherwise, field);
}

static void
append_service_cells (GString         *line,
                      PlDraftService  *service,
                      PlDraftContact  *contact)
{
  g_autofree char *areas = g_strjoinv (" ", service->areas);
  g_autofree char *topics = g_strjoinv (" ", service->topics);
  g_autoptr (GString) audiences = g_string_new (NULL);

  for (guint i = 0; i < PL_N_AUDIENCES; i++)
    {
      if (service->audiences & PL_AUDIENCE_BIT (i))
        g_string_append_printf (audiences, "%s%s", audiences->len > 0 ? " " : "", pl_audience_get_name (i));
    }

  pl_csv_append_cell (line, service->slug);
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "name"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "local_name"));
  pl_csv_append_cell (line, service->country);
  pl_csv_append_cell (line, service->region);
  pl_csv_append_cell (line, areas);
  pl_csv_append_cell (line, topics);
  pl_csv_append_cell (line, audiences->str);
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "operator"));
  pl_csv_append_cell (line, value_or (contact->facts, service->facts, "authority"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "audience"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "age_min"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "age_max"));
}

static void
append_row (GString        *text,
            PlDraftService *service,
            PlDraftContact *contact)
{
  PlDraftFact *value = pl_draft_get_fact (contact->facts, "value");
  g_autoptr (GString) line = g_string_new (NULL);

  append_service_cells (line, service, contact);
  pl_csv_append_cell (line, contact->kind);
  pl_csv_append_cell (line, value != NULL ? value->value : "");
  pl_csv_append_cell (line, value != NULL ? value->display : "");
  pl_csv_append_cell (line, pl_draft_get_value (contact->facts, "keyword"));
  pl_csv_append_cell (line, value_or (contact->facts, service->facts, "hours"));
  pl_csv_append_cell (line, value_or (contact->facts, service->facts, "languages"));
  pl_csv_append_cell (line, value_or (contact->facts, service->facts, "cost"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "privacy"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "shares"));
  pl_csv_append_cell (line, pl_draft_get_value (service->facts, "website"));
  pl_csv_append_cell (line, value_or (contact->facts, service->facts, "warning"));
  pl_csv_append_cell (line, value != NULL ? value->checked : "");
  g_string_append_printf (text, "%s\n", line->str);
}

/**
 * pl_draft_to_csv:
 * @self: a draft
 *
 * Returns: (transfer full): the directory in the form of the template, one row a way to reach a service
 */
char *
pl_draft_to_csv (PlDraft *self)
{
  g_autofree char *header = g_strjoinv (",", (char **) columns);
  g_autoptr (GString) text = g_string_new (header);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < self->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (self->services, i);

      for (guint j = 0; j < service->contacts->len; j++)
        append_row (text, service, g_ptr_array_index (service->contacts, j));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
