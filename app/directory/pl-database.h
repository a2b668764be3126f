// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-statement.h"

G_BEGIN_DECLS

/* "PLDR" in the file's header. */
#define PL_DATABASE_APPLICATION_ID 0x504c4452
#define PL_DATABASE_VERSION 4
#define PL_DATABASE_DIGEST_BYTES 32

sqlite3  *pl_database_open          (const char  *path,
                                     GError     **error);
sqlite3  *pl_database_create        (const char  *path,
                                     GError     **error);
gboolean  pl_database_digest        (sqlite3_stmt *statement,
                                     guint8       digest[PL_DATABASE_DIGEST_BYTES],
                                     GError     **error);
gboolean  pl_database_verify        (sqlite3     *database,
                                     GError     **error);

G_END_DECLS
