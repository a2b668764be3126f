// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-vault-file.h"

#include <sodium.h>
#include <string.h>

/* What a file begins with: our name, and the version of its form. */
static const guint8 magic[8] = { 'P', 'L', 'M', 'E', 'M', 0, 0, 1 };

#define HEAD_SIZE (sizeof magic + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

/* The two keys that come of the one kept, after libsodium's "Key derivation". */
#define CONTEXT "plmemory"
enum
{
  SUBKEY_FILE = 1,
  SUBKEY_NAMES = 2,
};

G_DEFINE_QUARK (pl-vault-error-quark, pl_vault_error)

static void
derive (GBytes  *key,
        guint64  number,
        guint8  *subkey)
{
  g_assert (g_bytes_get_size (key) == PL_VAULT_KEY_SIZE);
  crypto_kdf_derive_from_key (subkey, PL_VAULT_KEY_SIZE, number, CONTEXT, g_bytes_get_data (key, NULL));
}

/**
 * pl_vault_derive_name_key:
 * @key: the key that the Secret Service keeps
 *
 * Returns: (transfer full): the key of the hash that stands for a conversation's name; it does not open the file
 */
GBytes *
pl_vault_derive_name_key (GBytes *key)
{
  guint8 subkey[PL_VAULT_KEY_SIZE];
  GBytes *bytes;

  derive (key, SUBKEY_NAMES, subkey);
  bytes = g_bytes_new (subkey, sizeof subkey);
  explicit_bzero (subkey, sizeof subkey);

  return bytes;
}

/**
 * pl_vault_seal:
 * @key: %PL_VAULT_KEY_SIZE bytes
 * @plain: what to keep
 *
 * Encrypts and authenticates with XChaCha20-Poly1305 under a new random nonce (libsodium, "AEAD constructions").
 *
 * Returns: (transfer full): the content of the file
 */
GBytes *
pl_vault_seal (GBytes *key,
               GBytes *plain)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (plain, &size);
  guint8 *sealed = g_malloc (HEAD_SIZE + size + TAG_SIZE);
  guint8 subkey[PL_VAULT_KEY_SIZE];

  memcpy (sealed, magic, sizeof magic);
  randombytes_buf (sealed + sizeof magic, HEAD_SIZE - sizeof magic);
  derive (key, SUBKEY_FILE, subkey);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + HEAD_SIZE, NULL, bytes, size, magic, sizeof magic, NULL, sealed + sizeof magic, subkey);
  explicit_bzero (subkey, sizeof subkey);

  return g_bytes_new_take (sealed, HEAD_SIZE + size + TAG_SIZE);
}

/**
 * pl_vault_open:
 * @key: %PL_VAULT_KEY_SIZE bytes
 * @sealed: the content of a file, perhaps a stranger's
 * @error: %PL_VAULT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): what was kept
 */
GBytes *
pl_vault_open (GBytes  *key,
               GBytes  *sealed,
               GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  guint8 subkey[PL_VAULT_KEY_SIZE];
  g_autofree guint8 *plain = NULL;
  int opened;

  if (size < HEAD_SIZE + TAG_SIZE || size > PL_VAULT_LIMIT || memcmp (bytes, magic, sizeof magic) != 0)
    {
      g_set_error_literal (error, PL_VAULT_ERROR, PL_VAULT_ERROR_DAMAGED, "not a memory file of this version");
      return NULL;
    }

  plain = g_malloc (size - HEAD_SIZE - TAG_SIZE + 1);
  derive (key, SUBKEY_FILE, subkey);
  opened = crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + HEAD_SIZE, size - HEAD_SIZE, magic, sizeof magic, bytes + sizeof magic, subkey);
  explicit_bzero (subkey, sizeof subkey);
  if (opened != 0)
    {
      g_set_error_literal (error, PL_VAULT_ERROR, PL_VAULT_ERROR_DAMAGED, "altered, or written with another key");
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&plain), size - HEAD_SIZE - TAG_SIZE);
}

/**
 * pl_vault_read:
 * @path: of the file
 * @key: %PL_VAULT_KEY_SIZE bytes
 * @error: %PL_VAULT_ERROR
 *
 * Returns: (transfer full) (nullable): what was kept; empty where there is no file yet
 */
GBytes *
pl_vault_read (const char  *path,
               GBytes      *key,
               GError     **error)
{
  g_autoptr (GError) read_error = NULL;
  g_autoptr (GBytes) sealed = NULL;
  char *content;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, &read_error))
    {
      if (g_error_matches (read_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_bytes_new (NULL, 0);
      g_set_error_literal (error, PL_VAULT_ERROR, PL_VAULT_ERROR_FILE, read_error->message);
      return NULL;
    }
  sealed = g_bytes_new_take (content, size);

  return pl_vault_open (key, sealed, error);
}

/**
 * pl_vault_write:
 * @path: of the file
 * @key: %PL_VAULT_KEY_SIZE bytes
 * @plain: what to keep
 * @error: %PL_VAULT_ERROR_FILE; the file is as it was
 *
 * Takes the place of the file at once: a full disk or a crash leaves the old one.
 *
 * Returns: whether it was written
 */
gboolean
pl_vault_write (const char  *path,
                GBytes      *key,
                GBytes      *plain,
                GError     **error)
{
  g_autoptr (GBytes) sealed = pl_vault_seal (key, plain);
  g_autoptr (GError) write_error = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (sealed, &size);

  if (g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &write_error))
    return TRUE;

  g_set_error_literal (error, PL_VAULT_ERROR, PL_VAULT_ERROR_FILE, write_error->message);

  return FALSE;
}
