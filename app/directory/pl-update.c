// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-directory-place.h"
#include "pl-signature.h"
#include "pl-update.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* An update is one file that a package, a stick or an administrator brings: a few lines of text, then the payload.
 *
 *   porchlight-update 1
 *   kind directory
 *   version 2026-11-22.1
 *   size 610304
 *   signature BASE64
 *   (an empty line, then size bytes)
 *
 * The signature is Ed25519 (libsodium, crypto_sign_detached) over all bytes of the file but the line of the signature. */

#define FIRST_LINE "porchlight-update 1"
#define SIGNATURE_WORD "signature "
#define LONGEST_HEADER 1024
#define LARGEST_PAYLOAD (G_GUINT64_CONSTANT (512) << 20)
#define LONGEST_VERSION 32
#define BASE64 sodium_base64_VARIANT_ORIGINAL

static const struct
{
  const char *name;
  const char *file;
} kinds[] = {
  [PL_UPDATE_DIRECTORY] = { "directory", "directory.db" },
  [PL_UPDATE_MODEL] = { "model", "porchlight.plm" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == PL_N_UPDATE_KINDS);

static gboolean
refuse (GError     **error,
        const char  *line)
{
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_SIGNATURE, line);

  return FALSE;
}

/**
 * pl_update_free:
 * @update: (transfer full): an update
 */
void
pl_update_free (PlUpdate *update)
{
  g_free (update->version);
  g_bytes_unref (update->payload);
  g_free (update);
}

/**
 * pl_update_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the file
 */
const char *
pl_update_kind_get_name (PlUpdateKind kind)
{
  g_return_val_if_fail ((guint) kind < PL_N_UPDATE_KINDS, NULL);

  return kinds[kind].name;
}

/**
 * pl_update_kind_get_file:
 * @kind: a kind
 *
 * Returns: (transfer none): name of the file that it becomes
 */
const char *
pl_update_kind_get_file (PlUpdateKind kind)
{
  g_return_val_if_fail ((guint) kind < PL_N_UPDATE_KINDS, NULL);

  return kinds[kind].file;
}

/**
 * pl_update_kind_from_name:
 * @name: a name
 * @kind: (out): the kind
 *
 * Returns: whether there is a kind of this name
 */
gboolean
pl_update_kind_from_name (const char   *name,
                          PlUpdateKind *kind)
{
  for (guint i = 0; i < PL_N_UPDATE_KINDS; i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return *kind = i, TRUE;
    }

  return FALSE;
}

static gboolean
is_version (const char *text)
{
  gsize n = strlen (text);

  return n > 0 && n <= LONGEST_VERSION && g_ascii_isdigit (text[0]) && strspn (text, "0123456789.-") == n;
}

/* All bytes but the line of the signature. */
static GBytes *
dup_signed (PlUpdateKind  kind,
            const char   *version,
            GBytes       *payload)
{
  g_autofree char *header = g_strdup_printf (FIRST_LINE "\nkind %s\nversion %s\nsize %" G_GSIZE_FORMAT "\n\n",
                                             kinds[kind].name, version, g_bytes_get_size (payload));
  GByteArray *all = g_byte_array_sized_new ((guint) (strlen (header) + g_bytes_get_size (payload)));

  g_byte_array_append (all, (const guint8 *) header, (guint) strlen (header));
  g_byte_array_append (all, g_bytes_get_data (payload, NULL), (guint) g_bytes_get_size (payload));

  return g_byte_array_free_to_bytes (all);
}

/**
 * pl_update_write:
 * @kind: what it carries
 * @version: its version
 * @payload: the directory or model
 * @secret_key: as pl_update_read_secret_key () gives it
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
pl_update_write (PlUpdateKind   kind,
                 const char    *version,
                 GBytes        *payload,
                 GBytes        *secret_key,
                 GError       **error)
{
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GString) file = NULL;
  guint8 signature[crypto_sign_BYTES];
  char text[sodium_base64_ENCODED_LEN (crypto_sign_BYTES, BASE64)];

  if (!is_version (version) || g_bytes_get_size (secret_key) != crypto_sign_SECRETKEYBYTES || g_bytes_get_size (payload) > LARGEST_PAYLOAD)
    return refuse (error, _("a version is made of digits, points and hyphens; a secret key is one that this program made")), NULL;

  all = dup_signed (kind, version, payload);
  crypto_sign_detached (signature, NULL, g_bytes_get_data (all, NULL), g_bytes_get_size (all), g_bytes_get_data (secret_key, NULL));
  sodium_bin2base64 (text, sizeof text, signature, sizeof signature, BASE64);

  file = g_string_new (NULL);
  g_string_append_printf (file, FIRST_LINE "\nkind %s\nversion %s\nsize %" G_GSIZE_FORMAT "\n" SIGNATURE_WORD "%s\n\n",
                          kinds[kind].name, version, g_bytes_get_size (payload), text);
  g_string_append_len (file, g_bytes_get_data (payload, NULL), (gssize) g_bytes_get_size (payload));

  return g_string_free_to_bytes (g_steal_pointer (&file));
}

static const char *
get_word (char       **lines,
          guint        place,
          const char  *word)
{
  return g_strv_length (lines) > place && g_str_has_prefix (lines[place], word) ? lines[place] + strlen (word) : "";
}

static gboolean
is_signed (GBytes       *all,
           const guint8 *signature,
           GPtrArray    *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      GBytes *key = g_ptr_array_index (keys, i);

      if (crypto_sign_verify_detached (signature, g_bytes_get_data (all, NULL), g_bytes_get_size (all), g_bytes_get_data (key, NULL)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The lines before the first empty line; the place of the byte after it. */
static char **
split_header (GBytes *file,
              gsize  *start)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);
  const char *end = bytes != NULL ? g_strstr_len (bytes, (gssize) MIN (size, LONGEST_HEADER), "\n\n") : NULL;
  g_autofree char *header = NULL;

  if (end == NULL || memchr (bytes, '\0', (gsize) (end - bytes)) != NULL)
    return NULL;

  *start = (gsize) (end - bytes) + 2;
  header = g_strndup (bytes, (gsize) (end - bytes));

  return g_strsplit (header, "\n", -1);
}

/**
 * pl_update_read:
 * @file: bytes of strangers
 * @keys: (element-type GBytes): public keys that may sign
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Nothing of the payload is looked at before the signature over it is good.
 *
 * Returns: (transfer full) (nullable): the update
 */
PlUpdate *
pl_update_read (GBytes     *file,
                GPtrArray  *keys,
                GError    **error)
{
  gsize start = 0;
  g_auto (GStrv) lines = split_header (file, &start);
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) all = NULL;
  guint8 signature[crypto_sign_BYTES];
  gsize signature_size = 0;
  PlUpdateKind kind;
  PlUpdate *update;
  const char *version;
  const char *text;

  if (sodium_init () < 0 || lines == NULL || g_strv_length (lines) != 5 || !g_str_equal (lines[0], FIRST_LINE) ||
      !pl_update_kind_from_name (get_word (lines, 1, "kind "), &kind) || !is_version (get_word (lines, 2, "version ")))
    return refuse (error, _("this is not an update of Porchlight, or not one that this version reads")), NULL;

  version = get_word (lines, 2, "version ");
  text = get_word (lines, 4, SIGNATURE_WORD);
  if (g_ascii_strtoull (get_word (lines, 3, "size "), NULL, 10) != g_bytes_get_size (file) - start)
    return refuse (error, _("the update is cut short or was added to")), NULL;
  if (sodium_base642bin (signature, sizeof signature, text, strlen (text), NULL, &signature_size, NULL, BASE64) != 0 ||
      signature_size != sizeof signature)
    return refuse (error, _("the signature of the update cannot be read")), NULL;

  payload = g_bytes_new_from_bytes (file, start, g_bytes_get_size (file) - start);
  all = dup_signed (kind, version, payload);
  if (!is_signed (all, signature, keys))
    return refuse (error, keys->len > 0 ? _("the update is not signed by a key of this machine, or was altered")
                                        : _("there is no key on this machine that an update could be signed by")), NULL;

  update = g_new0 (PlUpdate, 1);
  update->kind = kind;
  update->version = g_strdup (version);
  update->payload = g_steal_pointer (&payload);

  return update;
}

static char *
version_path (PlUpdateKind  kind,
              const char   *state_dir)
{
  g_autofree char *name = g_strconcat (kinds[kind].file, ".version", NULL);

  return g_build_filename (state_dir, name, NULL);
}

/**
 * pl_update_dup_version:
 * @kind: a kind
 * @state_dir: where updates are kept
 *
 * Returns: (transfer full) (nullable): version of the update that is in use there, %NULL for none
 */
char *
pl_update_dup_version (PlUpdateKind  kind,
                       const char   *state_dir)
{
  g_autofree char *path = version_path (kind, state_dir);
  g_autofree char *version = NULL;

  return g_file_get_contents (path, &version, NULL, NULL) ? g_strdup (g_strstrip (version)) : NULL;
}

static gboolean
is_newer (const PlUpdate *update,
          const char     *state_dir,
          const char     *installed_version)
{
  g_autofree char *kept = pl_update_dup_version (update->kind, state_dir);

  return (kept == NULL || pl_directory_compare_versions (update->version, kept) > 0) &&
         (installed_version == NULL || pl_directory_compare_versions (update->version, installed_version) > 0);
}

/**
 * pl_update_install:
 * @update: an update whose signature is good
 * @state_dir: where updates are kept; made where it is missing
 * @installed_version: (nullable): version that the package brought
 * @try_payload: opens the payload before it is used
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * An update that is not newer, or that does not open, changes nothing: the last good one stays.
 *
 * Returns: whether it is now in use
 */
gboolean
pl_update_install (const PlUpdate   *update,
                   const char       *state_dir,
                   const char       *installed_version,
                   PlUpdateTryFunc   try_payload,
                   GError          **error)
{
  g_autofree char *path = g_build_filename (state_dir, kinds[update->kind].file, NULL);
  g_autofree char *next = g_strconcat (path, ".next", NULL);
  g_autofree char *version = version_path (update->kind, state_dir);
  g_autoptr (GError) foreign = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (update->payload, &size);

  if (!is_newer (update, state_dir, installed_version))
    return refuse (error, _("the update is not newer than what this machine has"));
  if (g_mkdir_with_parents (state_dir, 0755) != 0 ||
      !g_file_set_contents_full (next, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &foreign))
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the update cannot be written there"), state_dir);
      return FALSE;
    }
  if (!try_payload (next, update->version, error))
    {
      g_unlink (next);
      return FALSE;
    }

  /* The file first: after a cut between the two the same update may be taken once more, and none is locked out. */
  if (g_rename (next, path) != 0 ||
      !g_file_set_contents_full (version, update->version, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, NULL))
    {
      g_unlink (next);
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the update cannot be written there"), state_dir);
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_update_read_secret_key:
 * @path: a file that pl_update_make_keys () wrote
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the key
 */
GBytes *
pl_update_read_secret_key (const char  *path,
                           GError     **error)
{
  GBytes *key = pl_signature_read_key (path, crypto_sign_SECRETKEYBYTES);

  if (key == NULL)
    refuse (error, _("the secret key cannot be read"));

  return key;
}

static gboolean
write_key (const char    *path,
           const guint8  *key,
           gsize          size,
           int            mode,
           GError       **error)
{
  char text[sodium_base64_ENCODED_LEN (crypto_sign_SECRETKEYBYTES, BASE64) + 1];
  gboolean good;

  sodium_bin2base64 (text, sizeof text - 1, key, size, BASE64);
  good = !g_file_test (path, G_FILE_TEST_EXISTS) &&
         g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL);
  sodium_memzero (text, sizeof text);
  if (!good)
    g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the key cannot be written there, or stands there already"), path);

  return good;
}

/**
 * pl_update_make_keys:
 * @secret_path: where to write the secret key; only its owner may read it
 * @public_path: where to write the public key
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether both were written; neither takes the place of another file
 */
gboolean
pl_update_make_keys (const char  *secret_path,
                     const char  *public_path,
                     GError     **error)
{
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  gboolean good;

  if (sodium_init () < 0)
    return refuse (error, _("the library of signatures does not start"));
  crypto_sign_keypair (public, secret);
  good = write_key (secret_path, secret, sizeof secret, 0600, error) && write_key (public_path, public, sizeof public, 0644, error);
  sodium_memzero (secret, sizeof secret);

  return good;
}
