// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"
#include "pl-draft.h"

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

int
pl_ctl_directory_check (int    argc,
                        char **argv)
{
  return not_yet (argv[0]);
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
