// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an administrator set for this machine: a file that only root can write, read by each program itself. */
typedef struct _PlPolicy PlPolicy;

#define PL_POLICY_ERROR (pl_policy_error_quark ())
GQuark pl_policy_error_quark (void);

typedef enum
{
  PL_POLICY_ERROR_UNTRUSTED, /* somebody else than its owner could have written it */
  PL_POLICY_ERROR_SYNTAX,    /* no key file */
  PL_POLICY_ERROR_VALUE,     /* no value of that key */
  PL_POLICY_ERROR_PROMISE,   /* it would break a promise of the program */
  PL_POLICY_ERROR_UNKNOWN,   /* no key of a policy */
} PlPolicyError;

/* What was set and has no effect. */
typedef struct
{
  char *key;
  GError *error;
} PlPolicyFault;

PlPolicy   *pl_policy_new            (void);
PlPolicy   *pl_policy_parse          (const char      *text,
                                      gsize            length,
                                      GError         **error);
PlPolicy   *pl_policy_load           (const char      *path,
                                      guint            owner,
                                      GError         **error);
PlPolicy   *pl_policy_load_or_strict (const char      *path,
                                      GError         **error);
void        pl_policy_free           (PlPolicy        *self);
gboolean    pl_policy_is_empty       (const PlPolicy  *self);
const char *pl_policy_get            (const PlPolicy  *self,
                                      const char      *key);
GStrv       pl_policy_list_keys      (const PlPolicy  *self);
gboolean    pl_policy_may_change     (const PlPolicy  *self,
                                      const char      *key);
gboolean    pl_policy_is_shared      (const PlPolicy  *self);
guint       pl_policy_get_idle_minutes (const PlPolicy *self);
char       *pl_policy_dup_words      (const PlPolicy  *self,
                                      const char      *key,
                                      const char      *language);
GPtrArray  *pl_policy_get_faults     (const PlPolicy  *self);
GVariant   *pl_policy_dup_setting    (const PlPolicy  *self,
                                      const char      *setting,
                                      gboolean        *may_change);

/* Of a trusted file: who may have written it, and who not. */
gboolean    pl_policy_check_trust    (const char      *path,
                                      guint            owner,
                                      GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPolicy, pl_policy_free)

G_END_DECLS
