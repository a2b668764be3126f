// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-draft-check.h"
#include "pl-hsds.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A county's file: read, checked, given back. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const PlHsdsDefaults defaults = { .country = "US", .today = "2026-11-22" };
  g_autoptr (PlDraft) draft = pl_draft_new ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (pl_draft_add_hsds (draft, (const char *) data, size, "f", &defaults, notes, NULL))
    {
      g_autofree char *json = pl_draft_to_hsds (draft);
      g_autofree char *csv = pl_draft_to_csv (draft);
      g_autoptr (GPtrArray) problems = pl_draft_check (draft, "2026-11-22");

      g_assert_true (g_utf8_validate (json, -1, NULL));
      g_assert_true (g_utf8_validate (csv, -1, NULL));
      g_assert_nonnull (problems);
    }

  return 0;
}
