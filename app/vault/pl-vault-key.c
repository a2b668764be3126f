// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-vault-key.h"

#include "pl-vault-file.h"

#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

/* Nothing in it but that it is ours: a keyring shows attributes and label to whoever opens it. */
static const SecretSchema schema = {
  .name = PL_APPLICATION_ID ".Memory",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static GBytes *
parse_key (const char *text)
{
  guint8 bytes[PL_VAULT_KEY_SIZE];
  gsize length;
  GBytes *key = NULL;

  if (sodium_hex2bin (bytes, sizeof bytes, text, strlen (text), NULL, &length, NULL) == 0 && length == sizeof bytes)
    key = g_bytes_new (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);

  return key;
}

static GBytes *
create (GError **error)
{
  guint8 bytes[PL_VAULT_KEY_SIZE];
  char text[PL_VAULT_KEY_SIZE * 2 + 1];
  GBytes *key = NULL;

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (text, sizeof text, bytes, sizeof bytes);
  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "Porchlight", text, NULL, error, "purpose", "memory", NULL))
    key = g_bytes_new (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  explicit_bzero (text, sizeof text);

  return key;
}

/**
 * pl_vault_key_fetch:
 * @error: from the Secret Service
 *
 * Gets the key, or makes one the first time. May wait for the person to unlock their keyring.
 *
 * Returns: (transfer full) (nullable): %PL_VAULT_KEY_SIZE bytes
 */
GBytes *
pl_vault_key_fetch (GError **error)
{
  GError *lookup_error = NULL;
  char *text = secret_password_lookup_sync (&schema, NULL, &lookup_error, "purpose", "memory", NULL);
  GBytes *key;

  if (lookup_error != NULL)
    {
      g_propagate_error (error, lookup_error);
      return NULL;
    }
  if (text == NULL)
    return create (error);

  key = parse_key (text);
  secret_password_free (text);
  if (key == NULL)
    g_set_error_literal (error, PL_VAULT_ERROR, PL_VAULT_ERROR_DAMAGED, "the key in the keyring is not one of ours");

  return key;
}

/**
 * pl_vault_key_erase:
 * @error: from the Secret Service
 *
 * Returns: whether no key is left
 */
gboolean
pl_vault_key_erase (GError **error)
{
  GError *clear_error = NULL;

  secret_password_clear_sync (&schema, NULL, &clear_error, "purpose", "memory", NULL);
  if (clear_error == NULL)
    return TRUE;

  g_propagate_error (error, clear_error);

  return FALSE;
}
