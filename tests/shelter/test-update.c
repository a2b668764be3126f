// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * A model that came on a stick: signed, taken over by the command line, then used by the watcher and the window. The folder of updates is
 * one of this test's own mount namespace.
 */

#include "pl-config.h"

#include "pl-model.h"
#include "pl-reader.h"
#include "pl-watcher.h"

#include <string.h>

#define INSTALLED PL_PKGDATADIR "/porchlight.plm"
#define WINDOW "org.porchlight.Porchlight"

/* The installed model, as if its texts were of another day. */
static char *
write_model_of (PlSession  *session,
                const char *date)
{
  g_autofree char *name = g_strconcat (date, ".plm", NULL);
  char *path = g_build_filename (pl_session_get_home (session), name, NULL);
  g_autofree char *bytes = NULL;
  PlModelHeader *header;
  gsize size;

  g_assert_true (g_file_get_contents (INSTALLED, &bytes, &size, NULL));
  header = (PlModelHeader *) bytes;
  g_strlcpy (header->date, date, sizeof (header->date));
  header->checksum = pl_model_checksum ((const guint8 *) bytes, size);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));

  return path;
}

static char *
sign (PlSession  *session,
      const char *date,
      const char *release)
{
  const char *home = pl_session_get_home (session);
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *model = write_model_of (session, date);
  g_autofree char *secret = g_build_filename (home, "key.secret", NULL);
  g_autofree char *none = NULL;
  g_autofree char *name = g_strconcat (date, ".update", NULL);
  char *update = g_build_filename (home, name, NULL);

  none = pl_session_run (session, ctl, "update", "--sign", secret, "--kind", "model", "--release", release, "--output", update, model, NULL);

  return update;
}

static gboolean
take_over (PlSession  *session,
           const char *update)
{
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  /* What it prints is no line of the test. */
  g_autoptr (GSubprocess) process = pl_session_spawn (session, "sh", "-c", "exec \"$@\" >&2", "sh", ctl, "update", "--keys", pl_session_get_home (session), update, NULL);

  g_assert_true (g_subprocess_wait (process, NULL, NULL));

  return g_subprocess_get_successful (process);
}

static void
assert_watcher_uses (PlSession  *session,
                     const char *date)
{
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) version = pl_watcher_get_property (session, "ModelVersion");
  g_autoptr (GVariant) reply = NULL;

  g_assert_nonnull (version);
  g_test_message ("%s", g_variant_get_string (version, NULL));
  g_assert_true (g_str_has_prefix (g_variant_get_string (version, NULL), date));
  reply = pl_watcher_call (session, "Quit", NULL, NULL);
  g_assert_true (pl_watcher_wait_until_gone (session));
}

/* From outside, as a launcher action does it. */
static void
open_page (PlSession  *session,
           const char *action)
{
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (pl_session_connect (session), WINDOW, "/org/porchlight/Porchlight", "org.freedesktop.Application", "ActivateAction",
                                       g_variant_new ("(s@av@a{sv})", action, g_variant_new ("av", NULL), g_variant_new ("a{sv}", NULL)),
                                       NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 60000, NULL, NULL);
  g_assert_nonnull (reply);
}

static void
assert_window_uses (PlSession  *session,
                    const char *date)
{
  g_autofree char *expected = g_strconcat ("Model: ", date, NULL);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "sh", "-c", "exec openbox >&2", NULL);
  g_autoptr (GSubprocess) window = NULL;

  pl_reader_start (session);
  window = pl_session_spawn (session, PL_BINDIR "/porchlight", "--gapplication-service", NULL);
  g_assert_true (pl_session_wait_for_name (session, WINDOW, 60));
  open_page (session, "can-see");
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 60));
  open_page (session, "about");
  g_assert_true (pl_reader_wait_for_text (session, expected, 60));
}

static void
test_signed_model_is_used (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *key = g_build_filename (pl_session_get_home (session), "key", NULL);
  g_autofree char *none = pl_session_run (session, ctl, "update", "--new-key", key, NULL);
  g_autofree char *older = sign (session, "2020-01-01", "2020-01-01.1");
  g_autofree char *newer = NULL;
  g_autofree char *other = NULL;

  g_assert_false (take_over (session, older));
  /* What it says of itself and what was signed must be one. */
  other = sign (session, "2099-01-01", "2099-01-02.1");
  g_assert_false (take_over (session, other));
  g_assert_false (g_file_test (PL_STATEDIR "/porchlight.plm", G_FILE_TEST_EXISTS));

  newer = sign (session, "2099-01-01", "2099-01-01.1");
  g_assert_true (take_over (session, newer));
  assert_watcher_uses (session, "2099-01-01");
  assert_window_uses (session, "2099-01-01");
  g_assert_false (take_over (session, older));

  /* Damaged on the disk: the installed one is the last good one. */
  g_assert_true (g_file_set_contents (PL_STATEDIR "/porchlight.plm", "PLMODEL", -1, NULL));
  assert_watcher_uses (session, "202");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelter/update/signed-model-is-used", test_signed_model_is_used);

  return g_test_run ();
}
