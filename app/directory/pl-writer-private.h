// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-database.h"
#include "pl-draft.h"

G_BEGIN_DECLS

typedef enum
{
  PL_INSERT_META,
  PL_INSERT_SOURCE,
  PL_INSERT_ORGANIZATION,
  PL_INSERT_SERVICE,
  PL_INSERT_PHONE,
  PL_INSERT_CONTACT,
  PL_INSERT_LOCATION,
  PL_INSERT_SCHEDULE,
  PL_INSERT_LANGUAGE,
  PL_INSERT_SERVICE_AREA,
  PL_INSERT_TAXONOMY_TERM,
  PL_INSERT_FACT,
  PL_INSERT_PHRASE,
  PL_INSERT_CHOICE,
  PL_INSERT_SEARCH,
  PL_INSERT_NUMBERING,
  PL_INSERT_LANGUAGE_NAME,
  PL_INSERT_HSDS,
  PL_SEAL_DIGEST,
  PL_SEAL_PHRASES,
  PL_SEAL_STORE,
  PL_N_WRITER_STATEMENTS,
} PlWriterStatement;

/* A database in the making. */
typedef struct
{
  /* Borrowed */
  PlDraft *draft;

  /* Owned */
  sqlite3 *database;
  sqlite3_stmt *statements[PL_N_WRITER_STATEMENTS];
  GHashTable *words; /* (element-type utf8 PlDraftPhrase): borrowed phrases by field and value, English and Spanish */

  /* State */
  gint64 service;
  gint64 contact;
  gint64 detail; /* of facts, languages, schedules */
} PlWriter;

gboolean  pl_writer_insert        (PlWriter          *self,
                                   PlWriterStatement  which,
                                   GError           **error,
                                   ...);
char     *pl_writer_number        (gint64             number);
gboolean  pl_writer_write_service (PlWriter          *self,
                                   PlDraftService    *service,
                                   GError           **error);

G_END_DECLS
