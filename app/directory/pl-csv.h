// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One row of a file of values parted by commas. */
typedef struct
{
  guint line;       /* from 1: where the row begins */
  GPtrArray *cells; /* (element-type utf8) */
} PlCsvRow;

GPtrArray  *pl_csv_parse       (const char  *text,
                                gsize        size,
                                const char  *name,
                                GError     **error);
void        pl_csv_append_cell (GString     *line,
                                const char  *cell);
const char *pl_csv_get_cell    (PlCsvRow    *header,
                                PlCsvRow    *row,
                                const char  *column);

G_END_DECLS
