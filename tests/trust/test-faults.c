// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What goes wrong on real machines, and what must come of it: it goes on or comes back by itself, and nothing of a message is kept. */

#include "pl-canary.h"
#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define OURS "Porchlight"

static const char *const capabilities[] = { "actions", "body", NULL };

/* Whether this program has mounts of its own: then a full or read-only folder can be made without touching the machine's. */
static gboolean has_mounts;

static int
watcher_pid (PlSession *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.porchlight.Watch"), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint pid = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);

  return (int) pid;
}

static guint
count_heard (PlSession *session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  GVariantIter iter;
  guint heard;
  guint sum = 0;

  if (sources == NULL)
    return 0;
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", NULL, NULL, &heard, NULL))
    sum += heard;

  return sum;
}

static gboolean
has_heard_one (gpointer session)
{
  return count_heard (session) == 1;
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static gboolean
has_problem (gpointer session)
{
  g_autoptr (GVariant) problem = pl_watcher_get_property (session, "Problem");

  return problem != NULL && *g_variant_get_string (problem, NULL) != '\0';
}

static gboolean
has_no_problem (gpointer session)
{
  g_autoptr (GVariant) problem = pl_watcher_get_property (session, "Problem");

  return problem != NULL && *g_variant_get_string (problem, NULL) == '\0';
}

typedef struct
{
  PlSession *session;
  int pid;
} Successor;

static gboolean
has_successor (gpointer data)
{
  Successor *successor = data;
  int pid = watcher_pid (successor->session);

  return pid != 0 && pid != successor->pid;
}

/* Killed in the middle of a chat: another watcher is there by itself, and knows nothing of what was before. */
static void
test_killed_it_comes_back_and_knows_nothing (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  for (guint i = 0; i < 2; i++)
    {
      Successor successor = { session, watcher_pid (session) };

      pl_watcher_send (session, "Robin", "practice moved to five, bring your shin guards");
      g_assert_cmpint (kill (successor.pid, SIGKILL), ==, 0);
      g_assert_true (pl_session_wait (session, has_successor, &successor, 60));
      g_assert_true (pl_watcher_wait_until_watching (session));
      g_assert_cmpuint (count_heard (session), ==, 0);
    }

  pl_watcher_send (session, "Robin", "see you tomorrow!");
  g_assert_true (pl_session_wait (session, has_heard_one, session, 20));
}

static gboolean
is_paused (gpointer session)
{
  g_autoptr (GVariant) paused = pl_watcher_get_property (session, "Paused");

  return paused != NULL && g_variant_get_boolean (paused);
}

static gint64
get_paused_until (PlSession *session)
{
  g_autoptr (GVariant) until = pl_watcher_get_property (session, "PausedUntil");

  g_assert_nonnull (until);

  return g_variant_get_int64 (until);
}

/* Who paused for an hour is paused for that hour, whatever happens to the watcher; resumed, nothing of it is left. */
static void
test_killed_while_paused_it_stays_paused (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) answer = pl_watcher_call (session, "Pause", g_variant_new ("(u)", 3600), NULL);
  g_autofree char *path = g_build_filename (pl_session_get_home (session), "runtime", "porchlight-paused", NULL);
  Successor successor = { session, watcher_pid (session) };
  gint64 until = get_paused_until (session);
  g_autoptr (GVariant) resumed = NULL;

  g_assert_cmpint (kill (successor.pid, SIGKILL), ==, 0);
  g_assert_true (pl_session_wait (session, has_successor, &successor, 60));
  g_assert_true (pl_session_wait (session, is_paused, session, 20));
  g_assert_cmpint (get_paused_until (session), ==, until);
  pl_watcher_send_pressure (session, "Alex");
  g_assert_cmpuint (count_heard (session), ==, 0);
  g_assert_false (popup_shown (server));

  resumed = pl_watcher_call (session, "Resume", NULL, NULL);
  g_assert_true (pl_watcher_wait_until_watching (session));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Whoever kills the supervisor leaves no half of us behind. */
static void
test_without_its_supervisor_the_watcher_ends (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  g_subprocess_send_signal (watcher, SIGKILL);
  g_assert_true (pl_watcher_wait_until_gone (session));
}

/* Another bus at the same address: it is found, without anybody's help. */
static void
test_the_bus_is_started_again (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (PlMockServer) server = NULL;

  pl_session_stop_bus (session);
  /* Long enough that the next watcher finds no bus either. */
  g_usleep (1500 * G_TIME_SPAN_MILLISECOND);
  pl_session_restart_bus (session);
  server = pl_mock_server_new (pl_session_connect (session), capabilities);

  g_assert_true (pl_watcher_wait_until_watching (session));
  pl_watcher_follow (session);
  pl_watcher_send_pressure (session, "Alex");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
}

static void
test_no_bus_is_said_in_one_line (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  g_autofree char *output = NULL;

  pl_session_set_environment (session, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
  output = pl_session_run (session, "sh", "-c", "\"$0\" 2>&1; echo \"status $?\"", program, NULL);
  g_assert_cmpstr (output, ==, "porchlight-watch: there is no session bus; start it from a desktop session, or with dbus-run-session\nstatus 1\n");
}

static gboolean
three_popups_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) == 3;
}

/* No server: said, and taken back when one comes. What waited is shown then: what could not be shown did not count towards the day's few. */
static void
test_a_notification_server_comes_late (void)
{
  static const char *const senders[] = { "Alex", "Jo", "Kim" };
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (PlMockServer) server = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    pl_watcher_post (session, senders[i], "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");
  pl_watcher_flush (session);
  g_assert_true (pl_session_wait (session, has_problem, session, 30));
  g_assert_cmpuint (pl_watcher_count_prompts (session), ==, 0);

  server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_assert_true (pl_session_wait (session, has_no_problem, session, 20));
  g_assert_true (pl_session_wait (session, three_popups_shown, server, 20));
}

/* Another server takes over: the next pop-up is asked of that one. One plain threat from each: a whole chat may be worth two pop-ups, and
 * then the day has no more. */
static void
test_the_notification_server_is_swapped (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  PlMockServer *first = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (PlMockServer) second = NULL;

  pl_watcher_send_pressure_message (session, "Alex", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_session_wait (session, popup_shown, first, 20));
  pl_mock_server_free (first);

  second = pl_mock_server_new (pl_session_connect (session), capabilities);
  pl_watcher_send_pressure_message (session, "Jo", PL_WATCHER_PRESSURE - 1);
  g_assert_true (pl_session_wait (session, popup_shown, second, 20));
  g_assert_cmpuint (pl_mock_server_count (second, OURS), ==, 1);
}

/* The portal's backend goes and comes back under another name: both are heard. */
static void
test_the_portal_backend_is_started_again (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  PlDoors *doors = pl_doors_new (session);

  pl_doors_free (doors);
  doors = pl_doors_new (session);
  pl_doors_send (doors, PL_DOOR_OF_PORTAL, "Robin", "see you tomorrow!");
  g_assert_true (pl_session_wait (session, has_heard_one, session, 20));
  pl_doors_free (doors);
}

static void
test_a_second_watcher_steps_back (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  int pid = watcher_pid (session);
  g_autofree char *output = pl_session_run (session, "sh", "-c", "\"$0\" 2>&1; echo \"status $?\"", program, NULL);

  g_assert_cmpstr (output, ==, "porchlight-watch: already running in this session\nstatus 0\n");
  g_assert_cmpint (watcher_pid (session), ==, pid);
  pl_watcher_send (session, "Robin", "see you tomorrow!");
  g_assert_true (pl_session_wait (session, has_heard_one, session, 20));
}

/* The same person logged in twice: each session has its own, with the same settings, and neither hears the other's. */
static void
test_two_sessions_of_one_person (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlSession) other = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (PlMockServer) other_server = pl_mock_server_new (pl_session_connect (other), capabilities);
  static const char *const shared[] = { "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
  g_autoptr (GSubprocess) watcher = NULL;
  g_autoptr (GSubprocess) other_watcher = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autofree char *value = pl_session_get_variable (session, shared[i]);

      pl_session_set_environment (other, shared[i], value);
    }
  watcher = pl_watcher_start (session);
  other_watcher = pl_watcher_start (other);

  pl_watcher_send (session, "Robin", "see you tomorrow!");
  g_assert_true (pl_session_wait (session, has_heard_one, session, 20));
  g_assert_cmpuint (count_heard (other), ==, 0);
}

static gboolean
has_ended (gpointer session)
{
  g_autoptr (GArray) pids = pl_canary_list_processes (session);

  return pids->len == 0;
}

static void
find_files (const char *folder,
            GPtrArray  *paths)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        find_files (path, paths);
      else
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
}

/* Logging out ends it, quickly and for good, and nothing is on disk of what was on the screen. */
static void
test_logging_out_during_a_prompt (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autofree char *home = g_build_filename (pl_session_get_home (session), "home", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  pl_watcher_send_pressure (session, "Alex");
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));

  g_subprocess_send_signal (watcher, SIGTERM);
  g_assert_true (pl_session_wait (session, has_ended, session, 20));
  find_files (home, paths);
  g_assert_cmpuint (paths->len, ==, 0);
}

static void
write_model (const char *folder,
             const char *bytes,
             gsize       size)
{
  g_autofree char *path = g_build_filename (folder, "porchlight.plm", NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

/* Cut, altered and empty: refused in one line, and the installed model does the work. */
static void
test_a_damaged_model_gives_way_to_the_installed_one (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autofree char *installed = g_build_filename (PL_PREFIX, "share", "porchlight", "porchlight.plm", NULL);
  g_autofree char *folder = g_build_filename (pl_session_get_home (session), "model", NULL);
  g_autofree char *log = g_build_filename (pl_session_get_home (session), "model.log", NULL);
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  g_autofree char *option = g_strdup_printf ("--data-folder=%s", folder);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (installed, &bytes, &size, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSubprocess) watcher = NULL;
      g_autofree char *printed = NULL;
      g_auto (GStrv) lines = NULL;

      if (i == 1)
        bytes[size / 2] ^= 1;
      write_model (folder, bytes, i == 0 ? size / 2 : i == 1 ? size : 0);
      watcher = pl_session_spawn (session, "sh", "-c", "exec \"$0\" \"$1\" --once 2>\"$2\"", program, option, log, NULL);
      g_assert_true (pl_watcher_wait_until_watching (session));

      g_assert_true (g_file_get_contents (log, &printed, NULL, NULL));
      lines = g_strsplit (g_strchomp (printed), "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 1);
      g_assert_nonnull (strstr (lines[0], "the installed one is used"));
      g_assert_nonnull (strstr (lines[0], folder));
      pl_session_stop (session, watcher);
      g_assert_true (pl_watcher_wait_until_gone (session));
    }
}

/* Rubbish in the settings: the defaults are taken, and it watches. */
static void
test_damaged_settings_fall_back (void)
{
  static const char *const contents[] = {
    "[org/porchlight/Porchlight]\nmode='nonsense'\nquiet-hours-start=uint32 99999\nsensitivity=17\nenabled='maybe'\nmuted-applications=(((\n",
    "\x01\x02\xff\xfe[[[", "[org/porchlight/Porchlight\nenabled=false\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
      g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
      g_autofree char *folder = g_build_filename (pl_session_get_home (session), "home", ".config", "glib-2.0", "settings", NULL);
      g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
      g_autoptr (GSubprocess) watcher = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      watcher = pl_watcher_start (session);
      pl_watcher_send_pressure (session, "Alex");
      g_assert_true (pl_watcher_wait_for_prompt (session, 1));

      /* Whatever the person had saved is still theirs to mend. */
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, contents[i]);
    }
}

static char *
mount_home (PlSession  *session,
            const char *options)
{
  char *home = g_build_filename (pl_session_get_home (session), "home", NULL);

  g_assert_cmpint (mount ("porchlight", home, "tmpfs", 0, options), ==, 0);

  return home;
}

static void
fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "large", NULL);
  FILE *file = g_fopen (path, "w");
  char block[4096] = { 1 };

  while (fwrite (block, sizeof block, 1, file) == 1 && fflush (file) == 0)
    ;
  fclose (file);
  g_assert_cmpint (errno, ==, ENOSPC);
}

static void
run_on_mount (gboolean full)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autofree char *home = mount_home (session, "size=256k");
  g_autofree char *folder = g_build_filename (home, ".config", "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *after = NULL;
  const char *saved = "[org/porchlight/Porchlight]\nsensitivity='more'\nremember=true\n";
  g_autoptr (GSubprocess) watcher = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, saved, -1, NULL));
  if (full)
    fill (home);
  else
    g_assert_cmpint (mount (NULL, home, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);

  watcher = pl_watcher_start (session);
  pl_watcher_send_pressure (session, "Alex");
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
  g_subprocess_send_signal (watcher, SIGTERM);
  g_assert_true (pl_session_wait (session, has_ended, session, 20));

  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, saved);
  g_assert_cmpint (umount2 (home, MNT_DETACH), ==, 0);
}

static void
test_a_full_disk (void)
{
  if (!has_mounts)
    g_test_skip ("only root may make a small disk");
  else
    run_on_mount (TRUE);
}

static void
test_a_read_only_home (void)
{
  if (!has_mounts)
    g_test_skip ("only root may make a read-only folder");
  else
    run_on_mount (FALSE);
}

int
main (int    argc,
      char **argv)
{
  has_mounts = unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/faults/killed-it-comes-back-and-knows-nothing", test_killed_it_comes_back_and_knows_nothing);
  g_test_add_func ("/trust/faults/killed-while-paused-it-stays-paused", test_killed_while_paused_it_stays_paused);
  g_test_add_func ("/trust/faults/without-its-supervisor-the-watcher-ends", test_without_its_supervisor_the_watcher_ends);
  g_test_add_func ("/trust/faults/the-bus-is-started-again", test_the_bus_is_started_again);
  g_test_add_func ("/trust/faults/no-bus-is-said-in-one-line", test_no_bus_is_said_in_one_line);
  g_test_add_func ("/trust/faults/a-notification-server-comes-late", test_a_notification_server_comes_late);
  g_test_add_func ("/trust/faults/the-notification-server-is-swapped", test_the_notification_server_is_swapped);
  g_test_add_func ("/trust/faults/the-portal-backend-is-started-again", test_the_portal_backend_is_started_again);
  g_test_add_func ("/trust/faults/a-second-watcher-steps-back", test_a_second_watcher_steps_back);
  g_test_add_func ("/trust/faults/two-sessions-of-one-person", test_two_sessions_of_one_person);
  g_test_add_func ("/trust/faults/logging-out-during-a-prompt", test_logging_out_during_a_prompt);
  g_test_add_func ("/trust/faults/a-damaged-model-gives-way-to-the-installed-one", test_a_damaged_model_gives_way_to_the_installed_one);
  g_test_add_func ("/trust/faults/damaged-settings-fall-back", test_damaged_settings_fall_back);
  g_test_add_func ("/trust/faults/a-full-disk", test_a_full_disk);
  g_test_add_func ("/trust/faults/a-read-only-home", test_a_read_only_home);

  return g_test_run ();
}
