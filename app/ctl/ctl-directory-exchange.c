// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"
#include "pl-draft-check.h"
#include "pl-hsds.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/**
 * pl_ctl_directory_build:
 * @argc: arguments
 * @argv: arguments, from "build"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_build (int    argc,
                        char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_autofree char *output = NULL;
  const GOptionEntry own[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the database here"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (PlDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_ctl_directory_parse (own, &options, _("ROWS"), &argc, &argv))
    return 2;
  if (argc != 2 || output == NULL)
    return fprintf (stderr, "porchlightctl: %s\n", _("name the folder of the rows, and with --output the database")), 2;

  draft = pl_draft_read_rows (argv[1], &error);
  if (draft == NULL || !pl_draft_write_database (draft, output, &error))
    return pl_ctl_directory_fail (error);
  printf (_("%u entries, version %s\n"), draft->services->len, draft->version);

  return 0;
}

static void
print_problems_json (GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    {
      PlProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, pl_problem_kind_get_name (problem->kind));
      json_builder_set_member_name (builder, "place");
      json_builder_add_string_value (builder, problem->place);
      json_builder_set_member_name (builder, "line");
      json_builder_add_string_value (builder, problem->line);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  pl_ctl_directory_print_json (builder);
}

static guint
count_facts (PlDraft *draft)
{
  guint n = 0;

  for (guint i = 0; i < draft->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (draft->services, i);

      n += service->facts->len;
      for (guint j = 0; j < service->contacts->len; j++)
        n += ((PlDraftContact *) g_ptr_array_index (service->contacts, j))->facts->len;
    }

  return n;
}

static PlDraft *
read_draft (PlCtlDirectoryOptions  *options,
            const char             *rows,
            GError                **error)
{
  g_autofree char *database = NULL;

  if (rows != NULL)
    return pl_draft_read_rows (rows, error);

  database = pl_ctl_directory_dup_database (options);
  if (database != NULL)
    return pl_draft_read_database (database, error);
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_MISSING, _("there is no directory; name one with --database"));

  return NULL;
}

/* What an import needs of the shipped directory: how numbers are made, languages, words; none of its entries. */
static PlDraft *
new_overlay (PlCtlDirectoryOptions  *options,
             GError                **error)
{
  PlDraft *draft = read_draft (options, NULL, error);

  if (draft == NULL)
    return NULL;
  g_ptr_array_set_size (draft->services, 0);
  g_ptr_array_set_size (draft->sources, 0);
  g_free (draft->version);
  draft->version = g_strdup (pl_ctl_directory_get_today (options));
  draft->local = TRUE;
  pl_draft_add_source (draft, "local", _("This place"), "local", pl_ctl_directory_get_today (options), "");

  return draft;
}

typedef struct
{
  char *country;
  char *topics;
  char *audiences;
  char *output;
  gboolean site;
} ImportOptions;

static void
import_options_clear (ImportOptions *options)
{
  g_free (options->country);
  g_free (options->topics);
  g_free (options->audiences);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportOptions, import_options_clear)

static guint
parse_audiences (const char *names)
{
  g_auto (GStrv) parts = g_strsplit_set (names != NULL ? names : "", ", ", -1);
  guint bits = 0;
  PlAudience audience;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (pl_audience_from_name (parts[i], &audience))
        bits |= PL_AUDIENCE_BIT (audience);
    }

  return bits;
}

static gboolean
read_exchange (PlDraft        *draft,
               const char     *path,
               ImportOptions  *import,
               const char     *today,
               GError        **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) topics = import->topics != NULL ? g_strsplit_set (import->topics, ", ", -1) : NULL;
  PlHsdsDefaults defaults = {
    .country = import->country, .topics = (const char *const *) topics, .audiences = parse_audiences (import->audiences), .today = today,
  };
  gsize size;
  gboolean good;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      text = pl_hsds_tables_to_json (path, error);
      if (text == NULL)
        return FALSE;
      size = strlen (text);
    }
  else if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  else if (g_str_has_suffix (path, ".csv") || g_str_has_suffix (path, ".CSV"))
    {
      if (strlen (text) == size)
        return pl_draft_add_csv (draft, text, name, today, error);
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: the file is not UTF-8"), name);
      return FALSE;
    }

  good = pl_draft_add_hsds (draft, text, size, name, &defaults, notes, error);
  for (guint i = 0; good && i < notes->len; i++)
    fprintf (stderr, "porchlightctl: %s\n", (const char *) g_ptr_array_index (notes, i));

  return good;
}

static gboolean
print_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      PlProblem *problem = g_ptr_array_index (problems, i);

      fprintf (stderr, "porchlightctl: %s: %s\n", problem->place, problem->line);
    }

  return problems->len > 0;
}

static char *
dup_overlay_path (ImportOptions *import,
                  const char    *path)
{
  g_autofree char *folder = import->site ? g_strdup (PL_SYSCONFDIR "/porchlight/directory.d") : pl_ctl_directory_dup_user_dir ();
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;

  if (import->output != NULL)
    return g_strdup (import->output);
  base[strcspn (base, ".")] = '\0';
  name = g_strdup_printf ("%s.db", base);
  if (g_mkdir_with_parents (folder, import->site ? 0755 : 0700) != 0)
    return NULL;

  return g_build_filename (folder, name, NULL);
}

/**
 * pl_ctl_directory_import:
 * @argc: arguments
 * @argv: arguments, from "import"
 *
 * Returns: the exit status: 0 only where every row was taken over
 */
int
pl_ctl_directory_import (int    argc,
                         char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_auto (ImportOptions) import = { 0 };
  const GOptionEntry own[] = {
    { "country", 0, 0, G_OPTION_ARG_STRING, &import.country, N_("Country of entries that do not say"), N_("CC") },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &import.topics, N_("Topics of entries that do not say"), N_("TOPIC,…") },
    { "for", 0, 0, G_OPTION_ARG_STRING, &import.audiences, N_("For whom entries are that do not say"), N_("WHO,…") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &import.output, N_("Write the overlay here"), N_("FILE") },
    { "site", 0, 0, G_OPTION_ARG_NONE, &import.site, N_("For all people of this machine"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (PlDraft) draft = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!pl_ctl_directory_parse (own, &options, _("FILE"), &argc, &argv))
    return 2;
  if (argc != 2)
    return fprintf (stderr, "porchlightctl: %s\n", _("name one file: HSDS JSON, a folder of HSDS tables, or CSV")), 2;

  draft = new_overlay (&options, &error);
  if (draft == NULL || !read_exchange (draft, argv[1], &import, pl_ctl_directory_get_today (&options), &error))
    return pl_ctl_directory_fail (error);
  problems = pl_draft_check (draft, pl_ctl_directory_get_today (&options));
  if (print_problems (problems))
    return fprintf (stderr, "porchlightctl: %s\n", _("nothing was taken over")), 1;

  path = dup_overlay_path (&import, argv[1]);
  if (path == NULL)
    return fprintf (stderr, "porchlightctl: %s\n", _("the folder of the overlays cannot be made")), 1;
  if (!pl_draft_write_database (draft, path, &error))
    return pl_ctl_directory_fail (error);
  printf (_("%u entries of this place: %s\n"), draft->services->len, path);

  return 0;
}

static int
export_tables (PlDraft    *draft,
               const char *output)
{
  g_autofree char *json = pl_draft_to_hsds (draft);
  g_autoptr (GError) error = NULL;

  if (output == NULL)
    return fprintf (stderr, "porchlightctl: %s\n", _("hsds-csv is a folder: name one with --output")), 2;

  return pl_hsds_json_to_tables (json, output, &error) ? 0 : pl_ctl_directory_fail (error);
}

/**
 * pl_ctl_directory_export:
 * @argc: arguments
 * @argv: arguments, from "export"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_export (int    argc,
                         char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry own[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("hsds (where none is given), hsds-csv or csv"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write here in place of standard output"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (PlDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!pl_ctl_directory_parse (own, &options, "", &argc, &argv))
    return 2;
  draft = read_draft (&options, NULL, &error);
  if (draft == NULL)
    return pl_ctl_directory_fail (error);

  if (g_strcmp0 (format, "hsds-csv") == 0)
    return export_tables (draft, output);
  if (format == NULL || g_str_equal (format, "hsds"))
    text = pl_draft_to_hsds (draft);
  else if (g_str_equal (format, "csv"))
    text = pl_draft_to_csv (draft);
  else
    return fprintf (stderr, "porchlightctl: %s: %s\n", format, _("a format is hsds, hsds-csv or csv")), 2;

  if (output == NULL)
    return printf ("%s%s", text, g_str_has_suffix (text, "\n") ? "" : "\n") < 0;

  return g_file_set_contents (output, text, -1, &error) ? 0 : pl_ctl_directory_fail (error);
}

/**
 * pl_ctl_directory_check:
 * @argc: arguments
 * @argv: arguments, from "check"
 *
 * Returns: the exit status: 0 only where nothing keeps the directory from being released
 */
int
pl_ctl_directory_check (int    argc,
                        char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_autofree char *rows = NULL;
  const GOptionEntry own[] = {
    { "rows", 0, 0, G_OPTION_ARG_FILENAME, &rows, N_("Check text rows in place of a database"), N_("FOLDER") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (PlDraft) draft = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_ctl_directory_parse (own, &options, "", &argc, &argv))
    return 2;
  draft = read_draft (&options, rows, &error);
  if (draft == NULL)
    return pl_ctl_directory_fail (error);

  problems = pl_draft_check (draft, pl_ctl_directory_get_today (&options));
  if (options.json)
    print_problems_json (problems);
  for (guint i = 0; !options.json && i < problems->len; i++)
    {
      PlProblem *problem = g_ptr_array_index (problems, i);

      fprintf (stderr, "porchlightctl: %s: %s\n", problem->place, problem->line);
    }
  if (!options.json)
    printf (_("%u entries, %u facts, version %s: %u problems\n"), draft->services->len, count_facts (draft), draft->version, problems->len);

  return problems->len == 0 ? 0 : 1;
}
