// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_VAULT_ERROR (pl_vault_error_quark ())
GQuark pl_vault_error_quark (void);

typedef enum
{
  PL_VAULT_ERROR_DAMAGED, /* not a file of ours, cut, altered, or of another key */
  PL_VAULT_ERROR_FILE,    /* could not be read or written */
} PlVaultError;

/* Bytes of the key that the Secret Service keeps. */
#define PL_VAULT_KEY_SIZE 32

/* More than ten thousand conversations need. */
#define PL_VAULT_LIMIT (16 * 1024 * 1024)

GBytes   *pl_vault_seal        (GBytes       *key,
                                GBytes       *plain);
GBytes   *pl_vault_open        (GBytes       *key,
                                GBytes       *sealed,
                                GError      **error);
GBytes   *pl_vault_derive_name_key (GBytes   *key);
GBytes   *pl_vault_read        (const char   *path,
                                GBytes       *key,
                                GError      **error);
gboolean  pl_vault_write       (const char   *path,
                                GBytes       *key,
                                GBytes       *plain,
                                GError      **error);

G_END_DECLS
