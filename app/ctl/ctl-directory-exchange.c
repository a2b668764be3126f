// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"
#include "pl-draft-check.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
not_yet (const char *verb)
{
  fprintf (stderr, "porchlightctl: %s is not built into this version\n", verb);

  return 2;
}

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

int
pl_ctl_directory_import (int    argc,
                         char **argv)
{
  return not_yet (argv[0]);
}

int
pl_ctl_directory_export (int    argc,
                         char **argv)
{
  return not_yet (argv[0]);
}

int
pl_ctl_directory_update (int    argc,
                         char **argv)
{
  return not_yet (argv[0]);
}
