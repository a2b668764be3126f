// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "Remember between sessions", with a real keyring: numbers only, one encrypted file, no key no memory. */

#include "pl-canary.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define OURS "Porchlight"

static const char *const capabilities[] = { "actions", "body", NULL };

typedef struct
{
  PlSession *session;
  PlMockServer *server;
  GSubprocess *keyring; /* (nullable) */
  char *path;           /* of the memory file */
} Stage;

static void
choose (Stage      *stage,
        const char *settings)
{
  g_autofree char *folder = g_build_filename (pl_session_get_home (stage->session), "home", ".config", "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *content = g_strdup_printf ("[org/porchlight/Porchlight]\n%s\n", settings);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
start_keyring (Stage *stage)
{
  g_autofree char *password = g_build_filename (pl_session_get_home (stage->session), "password", NULL);

  g_assert_true (g_file_set_contents (password, "test", -1, NULL));
  stage->keyring = pl_session_spawn (stage->session, "sh", "-c", "exec gnome-keyring-daemon --unlock --foreground --components=secrets <\"$0\" >\"$0.log\" 2>&1",
                                     password, NULL);
  g_assert_true (pl_session_wait_for_name (stage->session, "org.freedesktop.secrets", 30));
}

static void
set_up (Stage *stage)
{
  stage->session = pl_session_new (PL_SESSION_BARE);
  stage->server = pl_mock_server_new (pl_session_connect (stage->session), capabilities);
  stage->path = g_build_filename (pl_session_get_home (stage->session), "home", ".local", "state", "porchlight", "memory", NULL);
}

static void
tear_down (Stage *stage)
{
  g_clear_object (&stage->keyring);
  g_clear_pointer (&stage->server, pl_mock_server_free);
  g_clear_pointer (&stage->session, pl_session_free);
  g_clear_pointer (&stage->path, g_free);
}

static gboolean
remembers (gpointer session)
{
  g_autoptr (GVariant) value = pl_watcher_get_property (session, "Remembers");

  return value != NULL && g_variant_get_boolean (value);
}

static gboolean
has_no_process (gpointer session)
{
  g_autoptr (GArray) pids = pl_canary_list_processes (session);

  return pids->len == 0;
}

/* The watcher and the one that starts it again; a look at the desk comes and goes. */
static gboolean
has_two_processes (gpointer session)
{
  g_autoptr (GArray) pids = pl_canary_list_processes (session);

  return pids->len == 2;
}

static GSubprocess *
start_remembering (Stage *stage)
{
  GSubprocess *watcher = pl_watcher_start (stage->session);

  g_assert_true (pl_session_wait (stage->session, remembers, stage->session, 30));

  return watcher;
}

static void
end_session (Stage       *stage,
             GSubprocess *watcher)
{
  g_subprocess_send_signal (watcher, SIGTERM);
  g_assert_true (pl_session_wait (stage->session, has_no_process, stage->session, 20));
}

static gboolean
file_is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
file_is_gone (gpointer path)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static gboolean
two_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 1;
}

static gboolean
three_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 2;
}

/* A threat skips the counts once in a chat and day: after two of them the third is what a memory holds back. */
static void
use_up_the_counts (Stage      *stage,
                   const char *sender)
{
  pl_watcher_send_pressure (stage->session, sender);
  g_assert_true (pl_session_wait (stage->session, popup_shown, stage->server, 20));
  pl_watcher_send_pressure (stage->session, sender);
  g_assert_true (pl_session_wait (stage->session, two_shown, stage->server, 20));
}

/* A prompt was shown for this chat today: in the next session the same chat prompts no more, as the caps have it. */
static void
test_what_was_shown_is_remembered (void)
{
  Stage stage = { 0 };
  g_autoptr (PlCanary) canary = pl_canary_new ();
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;
  g_autofree char *content = NULL;
  struct stat info;
  gsize size;

  set_up (&stage);
  start_keyring (&stage);
  choose (&stage, "remember=true");
  first = start_remembering (&stage);
  pl_watcher_send (stage.session, pl_canary_get_word (canary), pl_canary_get_word (canary));
  use_up_the_counts (&stage, pl_canary_get_word (canary));

  /* Kept at once, so that a crash costs nothing that mattered. */
  g_assert_true (pl_session_wait (stage.session, file_is_there, stage.path, 20));
  end_session (&stage, first);

  g_assert_true (g_file_get_contents (stage.path, &content, &size, NULL));
  g_assert_cmpint (stat (stage.path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (pl_canary_search_bytes (canary, content, size), ==, 0);

  second = start_remembering (&stage);
  pl_watcher_send_pressure (stage.session, pl_canary_get_word (canary));
  pl_watcher_send (stage.session, "Robin", "see you tomorrow!");
  /* Both were read before it ends, and a prompt would have been shown. */
  end_session (&stage, second);
  g_assert_cmpuint (pl_mock_server_count (stage.server, OURS), ==, 2);
  tear_down (&stage);
}

/* The same two sessions without the choice: the second prompts again. The test above can fail. */
static void
test_nothing_is_remembered_unless_chosen (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;

  set_up (&stage);
  start_keyring (&stage);
  first = pl_watcher_start (stage.session);
  use_up_the_counts (&stage, "Alex");
  end_session (&stage, first);
  g_assert_false (g_file_test (stage.path, G_FILE_TEST_EXISTS));

  second = pl_watcher_start (stage.session);
  pl_watcher_send_pressure (stage.session, "Alex");
  g_assert_true (pl_session_wait (stage.session, three_shown, stage.server, 20));
  end_session (&stage, second);
  tear_down (&stage);
}

static void
test_no_key_no_memory (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;

  set_up (&stage);
  choose (&stage, "remember=true");
  watcher = pl_watcher_start (stage.session);
  pl_watcher_send_pressure (stage.session, "Alex");
  g_assert_true (pl_session_wait (stage.session, popup_shown, stage.server, 20));
  g_assert_false (remembers (stage.session));
  end_session (&stage, watcher);
  g_assert_false (g_file_test (stage.path, G_FILE_TEST_EXISTS));
  tear_down (&stage);
}

static void
test_not_on_a_shared_machine (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;

  set_up (&stage);
  start_keyring (&stage);
  choose (&stage, "remember=true\nmode='shared'");
  watcher = pl_watcher_start (stage.session);
  pl_watcher_send_pressure (stage.session, "Alex");
  g_assert_true (pl_session_wait (stage.session, popup_shown, stage.server, 20));
  g_assert_true (pl_session_wait (stage.session, has_two_processes, stage.session, 20));
  end_session (&stage, watcher);
  g_assert_false (g_file_test (stage.path, G_FILE_TEST_EXISTS));
  tear_down (&stage);
}

static void
remember_something (Stage *stage)
{
  g_autoptr (GSubprocess) watcher = NULL;

  start_keyring (stage);
  choose (stage, "remember=true");
  watcher = start_remembering (stage);
  pl_watcher_send (stage->session, "Robin", "see you tomorrow!");
  end_session (stage, watcher);
  g_assert_true (g_file_test (stage->path, G_FILE_TEST_EXISTS));
}

/* Altered by a stranger or a bad disk: refused, put aside, and the watcher goes on. */
static void
test_an_altered_file_is_put_aside (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *content = NULL;
  gsize size;

  set_up (&stage);
  remember_something (&stage);
  aside = g_strconcat (stage.path, ".damaged", NULL);
  g_assert_true (g_file_get_contents (stage.path, &content, &size, NULL));
  content[size - 1] ^= 1;
  g_assert_true (g_file_set_contents (stage.path, content, (gssize) size, NULL));

  watcher = start_remembering (&stage);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  end_session (&stage, watcher);
  tear_down (&stage);
}

/* Without the key the file is of no use to anybody, and is left as it is for the day on which the keyring is back. */
static void
test_a_missing_keyring_loses_nothing (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) without = NULL;
  g_autoptr (GSubprocess) with = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size;
  gsize after_size;

  set_up (&stage);
  remember_something (&stage);
  g_assert_true (g_file_get_contents (stage.path, &before, &before_size, NULL));
  pl_session_stop (stage.session, stage.keyring);
  g_clear_object (&stage.keyring);

  without = pl_watcher_start (stage.session);
  pl_watcher_send (stage.session, "Robin", "practice moved to five");
  end_session (&stage, without);
  g_assert_true (g_file_get_contents (stage.path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);

  start_keyring (&stage);
  with = start_remembering (&stage);
  end_session (&stage, with);
  tear_down (&stage);
}

static gboolean
key_is_there (Stage *stage)
{
  g_autofree char *printed = pl_session_run (stage->session, "sh", "-c", "gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets "
                                             "--method org.freedesktop.Secret.Service.SearchItems \"{'purpose': 'memory'}\"", NULL);

  return strstr (printed, "/org/freedesktop/secrets/collection") != NULL;
}

/* While a watcher runs and has not kept its last word yet. */
static void
test_erase_removes_file_and_key (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *ctl = pl_session_find_program ("porchlightctl");
  g_autofree char *folder = NULL;
  g_autofree char *printed = NULL;

  set_up (&stage);
  remember_something (&stage);
  g_assert_true (key_is_there (&stage));
  watcher = start_remembering (&stage);
  pl_watcher_send (stage.session, "Robin", "practice moved to five");

  printed = pl_session_run (stage.session, ctl, "erase", NULL);
  folder = g_path_get_dirname (stage.path);
  g_assert_true (pl_session_wait (stage.session, has_no_process, stage.session, 20));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_false (key_is_there (&stage));
  tear_down (&stage);
}

/* Switched off while it runs, by whatever program: what was kept goes at once. */
static void
test_switching_off_forgets (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;

  set_up (&stage);
  remember_something (&stage);
  watcher = start_remembering (&stage);
  choose (&stage, "remember=false");
  g_assert_true (pl_session_wait (stage.session, file_is_gone, stage.path, 20));
  g_assert_false (remembers (stage.session));
  end_session (&stage, watcher);
  g_assert_false (g_file_test (stage.path, G_FILE_TEST_EXISTS));
  tear_down (&stage);
}

/* Switched on while it runs: it starts anew by itself, and remembers from then on. */
static void
test_switching_on_remembers (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;

  set_up (&stage);
  start_keyring (&stage);
  choose (&stage, "remember=false");
  watcher = pl_watcher_start (stage.session);
  g_assert_false (remembers (stage.session));
  choose (&stage, "remember=true");
  g_assert_true (pl_session_wait (stage.session, remembers, stage.session, 30));
  end_session (&stage, watcher);
  g_assert_true (g_file_test (stage.path, G_FILE_TEST_EXISTS));
  tear_down (&stage);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/memory/what-was-shown-is-remembered", test_what_was_shown_is_remembered);
  g_test_add_func ("/trust/memory/nothing-is-remembered-unless-chosen", test_nothing_is_remembered_unless_chosen);
  g_test_add_func ("/trust/memory/no-key-no-memory", test_no_key_no_memory);
  g_test_add_func ("/trust/memory/not-on-a-shared-machine", test_not_on_a_shared_machine);
  g_test_add_func ("/trust/memory/an-altered-file-is-put-aside", test_an_altered_file_is_put_aside);
  g_test_add_func ("/trust/memory/a-missing-keyring-loses-nothing", test_a_missing_keyring_loses_nothing);
  g_test_add_func ("/trust/memory/erase-removes-file-and-key", test_erase_removes_file_and_key);
  g_test_add_func ("/trust/memory/switching-off-forgets", test_switching_off_forgets);
  g_test_add_func ("/trust/memory/switching-on-remembers", test_switching_on_remembers);

  return g_test_run ();
}
