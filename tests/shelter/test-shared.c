// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * A machine with guests: what one did is not there for the next, nor for staff. Made-up words go the ways of a guest; after the visit they
 * are looked for everywhere.
 */

#include "pl-canary.h"
#include "pl-mock-server.h"
#include "pl-reader.h"
#include "pl-watcher.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const capabilities[] = { "actions", "body", NULL };

#define SIGN_IN "This computer has a helper. It looks for signs of pressure in chat pop-ups. It saves nothing. It does not report to staff. You can turn it off for this visit."

typedef struct
{
  PlSession *session;
  PlMockServer *server;
  PlCanary *word;
} Stage;

static void
write_policy (const char *lines)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PORCHLIGHT_TEST_SYSCONFDIR"), "porchlight", NULL);
  g_autofree char *path = g_build_filename (folder, "policy.conf", NULL);
  g_autofree char *text = g_strconcat ("[Porchlight]\n", lines, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
}

static void
set_up (Stage *stage)
{
  write_policy ("mode=shared\ncountry=US\nlanguage=en\nplace-name=Harbor Youth House\nsign-in-words=The front desk is open all night.\nmay-change=country;language\n");
  stage->session = pl_session_new (PL_SESSION_DISPLAY);
  stage->server = pl_mock_server_new (pl_session_connect (stage->session), capabilities);
  stage->word = pl_canary_new ();
}

static void
tear_down (Stage *stage)
{
  pl_mock_server_free (stage->server);
  pl_session_free (stage->session);
  pl_canary_free (stage->word);
}

static char *
read_clipboard (Stage *stage)
{
  g_autofree char *file = g_build_filename (pl_session_get_home (stage->session), "tmp", "clipboard", NULL);
  g_autofree char *command = g_strdup_printf ("xclip -selection clipboard -o >%s 2>/dev/null; true", file);
  g_autofree char *none = pl_session_run (stage->session, "sh", "-c", command, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_unlink (file);

  return text;
}

/* As a guest would: a chat that ends in a check-in, an answer, something copied, settings of their own, paused. */
static char *
visit (Stage *stage)
{
  g_autofree char *sender = g_strdup (pl_canary_get_word (stage->word));
  g_autofree char *copied = g_strdup_printf ("printf %%s %s | xclip -selection clipboard", pl_canary_get_word (stage->word));
  g_autoptr (GVariant) prompt = NULL;
  g_autofree char *clipboard = NULL;
  g_autofree char *id = NULL;
  g_autofree char *none = NULL;

  pl_watcher_follow (stage->session);
  pl_watcher_send_pressure (stage->session, sender);
  g_assert_true (pl_watcher_wait_for_prompt (stage->session, 1));
  id = g_strdup (pl_watcher_last_prompt (stage->session));
  g_object_unref (pl_session_spawn (stage->session, "sh", "-c", copied, NULL));
  g_usleep (300000);
  clipboard = read_clipboard (stage);
  g_assert_cmpstr (clipboard, ==, pl_canary_get_word (stage->word));
  none = pl_session_run (stage->session, "gsettings", "set", "org.porchlight.Porchlight", "country", "MX", NULL);

  return g_steal_pointer (&id);
}

static gboolean
is_empty (gpointer data)
{
  g_autofree char *clipboard = read_clipboard (data);

  return *clipboard == '\0';
}

static void
assert_nothing_is_left (Stage      *stage,
                        const char *prompt)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) pids = pl_canary_list_processes (stage->session);
  g_autoptr (GVariant) sources = NULL;
  g_autoptr (GVariant) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *country = NULL;

  g_assert_true (pl_session_wait (stage->session, is_empty, stage, 20));
  sources = pl_watcher_get_property (stage->session, "Sources");
  g_assert_cmpuint (g_variant_n_children (sources), ==, 0);
  taken = pl_watcher_call (stage->session, "GetPrompt", g_variant_new ("(s)", prompt), &error);
  g_assert_null (taken);
  g_assert_nonnull (error);

  country = pl_session_run (stage->session, "gsettings", "get", "org.porchlight.Porchlight", "country", NULL);
  g_assert_cmpstr (g_strstrip (country), ==, "''");

  pl_canary_search_folder (stage->word, pl_session_get_home (stage->session), 0, places);
  g_assert_cmpuint (pids->len, >=, 2);
  for (guint i = 0; i < pids->len; i++)
    g_assert_true (pl_canary_search_process (stage->word, g_array_index (pids, int, i), places));
  for (guint i = 0; i < places->len; i++)
    g_test_message ("found: %s", (const char *) g_ptr_array_index (places, i));
  g_assert_cmpuint (places->len, ==, 0);
}

static gboolean
is_paused (gpointer data)
{
  g_autoptr (GVariant) paused = pl_watcher_get_property (((Stage *) data)->session, "Paused");

  return paused != NULL && g_variant_get_boolean (paused);
}

static void
assert_signed_in (Stage *stage)
{
  g_assert_true (pl_reader_wait_for_text (stage->session, SIGN_IN, 30));
  g_assert_true (pl_reader_wait_for_text (stage->session, "Harbor Youth House", 10));
  g_assert_true (pl_reader_wait_for_text (stage->session, "The front desk is open all night.", 10));
}

static void
lock_screen (Stage    *stage,
             gboolean  on)
{
  g_dbus_connection_emit_signal (pl_session_connect_sender (stage->session), NULL, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", on), NULL);
  g_dbus_connection_flush_sync (pl_session_connect_sender (stage->session), NULL, NULL);
}

/* One session a process: the screen reader's library keeps its connection. Three guests come and leave in it. */
static void
test_three_guests (void)
{
  Stage stage;
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *status = NULL;
  g_autoptr (GVariant) reply = NULL;

  set_up (&stage);
  pl_reader_start (stage.session);
  watcher = pl_watcher_start (stage.session);
  assert_signed_in (&stage);
  pl_session_screenshot (stage.session, "shelter-sign-in");
  g_assert_true (pl_reader_press (stage.session, "Leave it on"));

  first = visit (&stage);
  status = pl_session_run (stage.session, ctl, "status", NULL);
  g_assert_null (strstr (status, "heard"));
  g_assert_nonnull (strstr (status, "Version"));

  /* The guest says so. */
  reply = pl_watcher_call (stage.session, "EndVisit", NULL, NULL);
  g_assert_nonnull (reply);
  assert_signed_in (&stage);
  assert_nothing_is_left (&stage, first);

  /* The next one is away and the screen locks. */
  g_assert_true (pl_reader_press (stage.session, "Leave it on"));
  second = visit (&stage);
  lock_screen (&stage, TRUE);
  assert_signed_in (&stage);
  assert_nothing_is_left (&stage, second);
  lock_screen (&stage, FALSE);

  /* The third turns it off for the visit; for the fourth it is on. */
  g_assert_true (pl_reader_press (stage.session, "Turn it off for this visit"));
  g_assert_true (pl_session_wait (stage.session, is_paused, &stage, 20));
  g_clear_pointer (&reply, g_variant_unref);
  reply = pl_watcher_call (stage.session, "EndVisit", NULL, NULL);
  g_assert_nonnull (reply);
  g_assert_false (is_paused (&stage));
  tear_down (&stage);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelter/shared/three-guests", test_three_guests);

  return g_test_run ();
}
