// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-database.h"
#include "pl-layer.h"

G_BEGIN_DECLS

typedef enum
{
  PL_QUERY_CHOOSE,
  PL_QUERY_SEARCH,
  PL_QUERY_SERVICE,
  PL_QUERY_CONTACTS,
  PL_QUERY_FACTS,
  PL_QUERY_PHRASE,
  PL_QUERY_SOURCE,
  PL_QUERY_FIND_SLUG,
  PL_QUERY_EMERGENCY,
  PL_QUERY_COUNTRIES,
  PL_QUERY_TOPICS,
  PL_QUERY_META,
  PL_N_QUERIES,
} PlQuery;

struct _PlLayer
{
  /* Owned */
  sqlite3 *database;
  sqlite3_stmt *queries[PL_N_QUERIES];
  GHashTable *sources; /* (element-type utf8 PlLayerSource): looked up before */
  GHashTable *phrases; /* (element-type utf8 utf8): looked up before; an empty text where there are no words */
  char *version;
  char *checked;

  /* State */
  gboolean local;
};

/* Publisher and address of a source. */
typedef struct
{
  char *name;
  char *url;
} PlLayerSource;

void pl_layer_source_free (PlLayerSource *source);

G_END_DECLS
