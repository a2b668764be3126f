// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-draft.h"

G_BEGIN_DECLS

/* What an exchange file does not say and the person who imports it must. */
typedef struct
{
  const char *country;       /* (nullable): where the file does not say */
  const char *const *topics; /* (nullable): where the file has none of ours */
  guint audiences;           /* bits, where the file has none of ours; 0 for everybody */
  const char *today;         /* "2026-11-22" */
} PlHsdsDefaults;

gboolean   pl_draft_add_hsds     (PlDraft               *self,
                                  const char            *text,
                                  gsize                  size,
                                  const char            *name,
                                  const PlHsdsDefaults  *defaults,
                                  GPtrArray             *notes,
                                  GError               **error);
char      *pl_draft_to_hsds      (PlDraft               *self);
char      *pl_hsds_dup_uuid      (const char            *name);

/* The tabular form: a folder with one file of values a table. */
char      *pl_hsds_tables_to_json (const char           *folder,
                                   GError              **error);
gboolean   pl_hsds_json_to_tables (const char           *json,
                                   const char           *folder,
                                   GError              **error);

G_END_DECLS
