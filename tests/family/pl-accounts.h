// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A computer with several people: accounts of their own, a system bus under our own bus policy, and the service between them. All of it in the
 * namespace of the test. Calls are made by processes that run as those accounts.
 */
typedef struct _PlAccounts PlAccounts;

/* As with-accounts makes them. */
#define PL_ACCOUNT_PARENT 21001
#define PL_ACCOUNT_TEEN 21002
#define PL_ACCOUNT_OTHER 21003
#define PL_ACCOUNT_SERVICE 21009

PlAccounts *pl_accounts_new          (void);
void        pl_accounts_free         (PlAccounts  *self);
void        pl_accounts_start        (PlAccounts  *self,
                                      const char  *program);
void        pl_accounts_stop         (PlAccounts  *self);
const char *pl_accounts_get_folder   (PlAccounts  *self);
const char *pl_accounts_get_address  (PlAccounts  *self);
void        pl_accounts_set_clock    (PlAccounts  *self,
                                      gint64       seconds);
char       *pl_accounts_run          (PlAccounts  *self,
                                      guint        account,
                                      const char  *program,
                                      ...) G_GNUC_NULL_TERMINATED;
char       *pl_accounts_call         (PlAccounts  *self,
                                      guint        account,
                                      const char  *method,
                                      ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAccounts, pl_accounts_free)

G_END_DECLS
