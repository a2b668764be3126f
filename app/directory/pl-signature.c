// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-signature.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

/* Signed before the bytes of the file, so that a signature of something else never fits. */
#define PURPOSE "porchlight-entries 1\n"
#define BASE64 sodium_base64_VARIANT_ORIGINAL

static gboolean
refuse (GError     **error,
        const char  *line)
{
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_SIGNATURE, line);

  return FALSE;
}

static GBytes *
read_base64 (const char *path,
             gsize       expected)
{
  g_autofree char *text = NULL;
  g_autofree guint8 *bytes = g_malloc (expected);
  gsize size = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_strstrip (text);
  if (sodium_base642bin (bytes, expected, text, strlen (text), NULL, &size, NULL, BASE64) != 0 || size != expected)
    return NULL;

  return g_bytes_new (bytes, expected);
}

/**
 * pl_signature_read_key:
 * @path: a file of one line, Base64
 * @size: of the key, bytes
 *
 * Returns: (transfer full) (nullable): the key
 */
GBytes *
pl_signature_read_key (const char *path,
                       gsize       size)
{
  return read_base64 (path, size);
}

/**
 * pl_signature_read_keys:
 * @folders: (array zero-terminated=1): where public keys stand: those of the package, those of the administrator
 *
 * Returns: (transfer full) (element-type GBytes): keys from their .pub files; what cannot be read is left out
 */
GPtrArray *
pl_signature_read_keys (const char *const *folders)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GDir) directory = g_dir_open (folders[i], 0, NULL);
      const char *name;

      while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
        {
          g_autofree char *path = g_build_filename (folders[i], name, NULL);
          GBytes *key = g_str_has_suffix (name, ".pub") ? read_base64 (path, crypto_sign_PUBLICKEYBYTES) : NULL;

          if (key != NULL)
            g_ptr_array_add (keys, key);
        }
    }

  return keys;
}

static GByteArray *
read_signed (const char  *path,
             GError     **error)
{
  g_autofree char *bytes = NULL;
  GByteArray *all;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return refuse (error, _("the entries cannot be read")), NULL;
  all = g_byte_array_sized_new ((guint) (strlen (PURPOSE) + size));
  g_byte_array_append (all, (const guint8 *) PURPOSE, (guint) strlen (PURPOSE));
  g_byte_array_append (all, (const guint8 *) bytes, (guint) size);

  return all;
}

/**
 * pl_signature_check_file:
 * @path: a file; its signature stands beside it under the same name and ".sig"
 * @keys: (element-type GBytes): public keys that may sign
 * @error: %PL_DIRECTORY_ERROR_SIGNATURE
 *
 * Returns: whether one of @keys signed all of it
 */
gboolean
pl_signature_check_file (const char  *path,
                         GPtrArray   *keys,
                         GError     **error)
{
  g_autofree char *beside = g_strconcat (path, ".sig", NULL);
  g_autoptr (GBytes) signature = sodium_init () >= 0 ? read_base64 (beside, crypto_sign_BYTES) : NULL;
  g_autoptr (GByteArray) all = NULL;

  if (signature == NULL)
    return refuse (error, _("the entries are not signed, and this machine takes only those that are"));
  all = read_signed (path, error);
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      GBytes *key = g_ptr_array_index (keys, i);

      if (crypto_sign_verify_detached (g_bytes_get_data (signature, NULL), all->data, all->len, g_bytes_get_data (key, NULL)) == 0)
        return TRUE;
    }

  return refuse (error, _("the entries are not signed by a key of this machine, or were altered"));
}

/**
 * pl_signature_sign_file:
 * @path: a file
 * @secret_key: as pl_update_read_secret_key () gives it
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether its signature now stands beside it
 */
gboolean
pl_signature_sign_file (const char  *path,
                        GBytes      *secret_key,
                        GError     **error)
{
  g_autofree char *beside = g_strconcat (path, ".sig", NULL);
  g_autoptr (GByteArray) all = NULL;
  guint8 signature[crypto_sign_BYTES];
  char text[sodium_base64_ENCODED_LEN (crypto_sign_BYTES, BASE64)];

  if (sodium_init () < 0 || g_bytes_get_size (secret_key) != crypto_sign_SECRETKEYBYTES)
    return refuse (error, _("the secret key cannot be read"));
  all = read_signed (path, error);
  if (all == NULL)
    return FALSE;
  crypto_sign_detached (signature, NULL, all->data, all->len, g_bytes_get_data (secret_key, NULL));
  sodium_bin2base64 (text, sizeof text, signature, sizeof signature, BASE64);
  if (g_file_set_contents_full (beside, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL))
    return TRUE;

  g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the signature cannot be written there"), beside);

  return FALSE;
}
