// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

sqlite3_stmt *pl_statement_prepare    (sqlite3       *database,
                                       const char    *query,
                                       GError       **error);
sqlite3_stmt *pl_statement_prepare_sql (sqlite3      *database,
                                       const char    *sql,
                                       GError       **error);
void          pl_statement_bind_text  (sqlite3_stmt  *self,
                                       int            place,
                                       const char    *text);
void          pl_statement_bind_int   (sqlite3_stmt  *self,
                                       int            place,
                                       gint64         number);
gboolean      pl_statement_step       (sqlite3_stmt  *self,
                                       gboolean      *row,
                                       GError       **error);
gboolean      pl_statement_run        (sqlite3_stmt  *self,
                                       GError       **error);
const char   *pl_statement_get_text   (sqlite3_stmt  *self,
                                       int            column);
const char   *pl_statement_get_string (sqlite3_stmt  *self,
                                       int            column);
void          pl_statement_reset      (sqlite3_stmt  *self);

gboolean      pl_statement_execute    (sqlite3       *database,
                                       const char    *sql,
                                       GError       **error);
char         *pl_statement_dup_resource (const char  *name,
                                       GError       **error);
gboolean      pl_statement_take_error (sqlite3       *database,
                                       int            result,
                                       GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
