// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-directory-place.h"
#include "pl-signature.h"
#include "pl-update.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *state;
  GBytes *secret;
  GPtrArray *keys;
} Fixture;

/* Throwaway keys, made for each test. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *secret = NULL;
  g_autofree char *public = NULL;
  g_autoptr (GError) error = NULL;
  const char *folders[2] = { NULL };

  fixture->folder = g_dir_make_tmp ("pl-update-XXXXXX", NULL);
  fixture->state = g_build_filename (fixture->folder, "state", NULL);
  secret = g_build_filename (fixture->folder, "test.secret", NULL);
  public = g_build_filename (fixture->folder, "test.pub", NULL);
  pl_update_make_keys (secret, public, &error);
  g_assert_no_error (error);
  fixture->secret = pl_update_read_secret_key (secret, &error);
  g_assert_no_error (error);
  folders[0] = fixture->folder;
  fixture->keys = pl_signature_read_keys (folders);
  g_assert_cmpuint (fixture->keys->len, ==, 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->folder);
  g_free (fixture->state);
  g_bytes_unref (fixture->secret);
  g_ptr_array_unref (fixture->keys);
}

static GBytes *
write_update (Fixture    *fixture,
              const char *version,
              const char *payload)
{
  g_autoptr (GBytes) bytes = g_bytes_new (payload, strlen (payload));
  g_autoptr (GError) error = NULL;
  GBytes *file = pl_update_write (PL_UPDATE_DIRECTORY, version, bytes, fixture->secret, &error);

  g_assert_no_error (error);

  return file;
}

static gboolean
accept (const char  *path,
        const char  *version,
        GError     **error)
{
  return TRUE;
}

static gboolean
reject (const char  *path,
        const char  *version,
        GError     **error)
{
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_DAMAGED, "no");

  return FALSE;
}

static gboolean
install (Fixture         *fixture,
         const char      *version,
         const char      *payload,
         const char      *installed,
         PlUpdateTryFunc  try_payload)
{
  g_autoptr (GBytes) file = write_update (fixture, version, payload);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlUpdate) update = pl_update_read (file, fixture->keys, &error);

  g_assert_no_error (error);

  return pl_update_install (update, fixture->state, installed, try_payload, NULL);
}

static char *
read_state (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->state, "directory.db", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
test_good_one_is_taken (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;

  g_assert_true (install (fixture, "2026-11-22.2", "payload", "2026-11-22.1", accept));
  text = read_state (fixture);
  g_assert_cmpstr (text, ==, "payload");
  version = pl_update_dup_version (PL_UPDATE_DIRECTORY, fixture->state);
  g_assert_cmpstr (version, ==, "2026-11-22.2");
}

static void
assert_refused (Fixture    *fixture,
                const char *bytes,
                gsize       size,
                GPtrArray  *keys)
{
  g_autoptr (GBytes) file = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (pl_update_read (file, keys, &error));
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_SIGNATURE);
  g_assert_null (strchr (error->message, '\n'));
}

/* Every byte counts: the kind, the version, the size, the signature, the payload. */
static void
test_any_altered_byte_is_refused (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GBytes) file = write_update (fixture, "2026-11-22.2", "the payload of the update");
  gsize size;
  const char *good = g_bytes_get_data (file, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *bytes = g_memdup2 (good, size);

      bytes[i] ^= 1;
      assert_refused (fixture, bytes, size, fixture->keys);
    }
}

static void
test_cut_short_is_refused (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GBytes) file = write_update (fixture, "2026-11-22.2", "the payload of the update");
  gsize size;
  const char *good = g_bytes_get_data (file, &size);
  g_autofree char *longer = g_malloc0 (size + 1);

  for (gsize i = 0; i < size; i++)
    assert_refused (fixture, good, i, fixture->keys);
  memcpy (longer, good, size);
  assert_refused (fixture, longer, size + 1, fixture->keys);
}

static void
test_other_key_is_refused (Fixture       *fixture,
                           gconstpointer  data)
{
  Fixture other = { 0 };
  g_autoptr (GBytes) file = write_update (fixture, "2026-11-22.2", "payload");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);

  set_up (&other, NULL);
  assert_refused (fixture, bytes, size, other.keys);
  assert_refused (fixture, bytes, size, none);
  tear_down (&other, NULL);
}

/* While a key is replaced, both are in the package, and either may sign. */
static void
test_key_can_be_replaced (Fixture       *fixture,
                          gconstpointer  data)
{
  Fixture next = { 0 };
  g_autoptr (GBytes) old_file = write_update (fixture, "2026-11-22.2", "old key");
  g_autoptr (GBytes) new_file = NULL;
  const char *folders[3] = { NULL };
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (PlUpdate) one = NULL;
  g_autoptr (PlUpdate) two = NULL;

  set_up (&next, NULL);
  new_file = write_update (&next, "2026-11-22.3", "new key");
  folders[0] = fixture->folder;
  folders[1] = next.folder;
  both = pl_signature_read_keys (folders);
  one = pl_update_read (old_file, both, NULL);
  two = pl_update_read (new_file, both, NULL);
  g_assert_nonnull (one);
  g_assert_nonnull (two);
  tear_down (&next, NULL);
}

static void
test_older_one_is_refused (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *text = NULL;

  g_assert_true (install (fixture, "2026-11-22.10", "new", NULL, accept));
  g_assert_false (install (fixture, "2026-11-22.9", "old", NULL, accept));
  g_assert_false (install (fixture, "2026-11-22.10", "same", NULL, accept));
  g_assert_false (install (fixture, "2026-12-01.1", "below the package", "2027-01-01.1", accept));
  text = read_state (fixture);
  g_assert_cmpstr (text, ==, "new");
}

static void
test_last_good_one_stays (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;
  g_autofree char *next = g_build_filename (fixture->state, "directory.db.next", NULL);

  g_assert_true (install (fixture, "2026-11-22.2", "good", NULL, accept));
  g_assert_false (install (fixture, "2026-11-22.3", "does not open", NULL, reject));
  text = read_state (fixture);
  version = pl_update_dup_version (PL_UPDATE_DIRECTORY, fixture->state);
  g_assert_cmpstr (text, ==, "good");
  g_assert_cmpstr (version, ==, "2026-11-22.2");
  g_assert_false (g_file_test (next, G_FILE_TEST_EXISTS));
}

static void
test_kind_is_signed (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("model", 5);
  g_autoptr (GBytes) file = pl_update_write (PL_UPDATE_MODEL, "1", payload, fixture->secret, NULL);
  g_autoptr (PlUpdate) update = pl_update_read (file, fixture->keys, NULL);

  g_assert_nonnull (update);
  g_assert_cmpint (update->kind, ==, PL_UPDATE_MODEL);
  g_assert_cmpstr (pl_update_kind_get_file (update->kind), ==, "porchlight.plm");
}

/* Entries of a place: signed as they are, by a key of this machine, and not altered since. */
static void
test_entries_are_signed (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "local.db", NULL);
  g_autofree char *beside = g_strconcat (path, ".sig", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) unsigned_error = NULL;
  g_autoptr (GError) altered = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "our front desk", -1, NULL));
  g_assert_false (pl_signature_check_file (path, fixture->keys, &unsigned_error));
  g_assert_error (unsigned_error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_SIGNATURE);

  g_assert_true (pl_signature_sign_file (path, fixture->secret, &error));
  g_assert_no_error (error);
  g_assert_true (pl_signature_check_file (path, fixture->keys, &error));
  g_assert_no_error (error);
  g_assert_false (pl_signature_check_file (path, none, NULL));

  g_assert_true (g_file_set_contents (path, "another front desk", -1, NULL));
  g_assert_false (pl_signature_check_file (path, fixture->keys, &altered));
  g_assert_error (altered, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_SIGNATURE);
  g_assert_true (g_file_set_contents (beside, "c2hvcnQ=", -1, NULL));
  g_assert_false (pl_signature_check_file (path, fixture->keys, NULL));
}

static void
test_secret_key_is_its_owners (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autofree char *secret = g_build_filename (fixture->folder, "test.secret", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.pub", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_cmpint (g_stat (secret, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_false (pl_update_make_keys (secret, other, &error)); /* never over another */
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED);
}

static void
test_versions (void)
{
  g_assert_cmpint (pl_directory_compare_versions ("2026-11-22.1", "2026-11-22.1"), ==, 0);
  g_assert_cmpint (pl_directory_compare_versions ("2026-11-22.10", "2026-11-22.9"), >, 0);
  g_assert_cmpint (pl_directory_compare_versions ("2026-11-22", "2026-11-22.1"), <, 0);
  g_assert_cmpint (pl_directory_compare_versions ("2027-01-01", "2026-12-31.9"), >, 0);
  g_assert_cmpint (pl_directory_compare_versions ("", "1"), <, 0);
}

#define ADD(name, function) g_test_add ("/directory/update/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("good-one-is-taken", test_good_one_is_taken);
  ADD ("any-altered-byte-is-refused", test_any_altered_byte_is_refused);
  ADD ("cut-short-is-refused", test_cut_short_is_refused);
  ADD ("other-key-is-refused", test_other_key_is_refused);
  ADD ("key-can-be-replaced", test_key_can_be_replaced);
  ADD ("older-one-is-refused", test_older_one_is_refused);
  ADD ("last-good-one-stays", test_last_good_one_stays);
  ADD ("kind-is-signed", test_kind_is_signed);
  ADD ("entries-are-signed", test_entries_are_signed);
  ADD ("secret-key-is-its-owners", test_secret_key_is_its_owners);
  g_test_add_func ("/directory/update/versions", test_versions);

  return g_test_run ();
}
