// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-draft.h"

#include <stdio.h>

/* Builds the database from the text rows while the program itself is built. */
int
main (int    argc,
      char **argv)
{
  g_autoptr (PlDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    return fprintf (stderr, "usage: %s ROWS DATABASE\n", argv[0]), 2;

  draft = pl_draft_read_rows (argv[1], &error);
  if (draft == NULL || !pl_draft_write_database (draft, argv[2], &error))
    return fprintf (stderr, "%s\n", error->message), 1;

  return 0;
}
