// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-csv.h"
#include "pl-draft-check.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A shelter's own entries: read, checked, given back, and then read once more. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (PlDraft) draft = pl_draft_new ();
  g_autoptr (GPtrArray) rows = pl_csv_parse ((const char *) data, size, "f", NULL);

  g_assert_true (rows == NULL || rows->len > 0);
  if (pl_draft_add_csv (draft, text, "f", "2026-11-22", NULL))
    {
      g_autofree char *csv = pl_draft_to_csv (draft);
      g_autoptr (GPtrArray) problems = pl_draft_check (draft, "2026-11-22");
      g_autoptr (GPtrArray) again = pl_csv_parse (csv, strlen (csv), "f", NULL);

      g_assert_nonnull (again);
      g_assert_nonnull (problems);
    }

  return 0;
}
