// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * Promise P1: the words of a message do not leave the process that reads them, and not stay in it either.
 *
 * Made-up words are sent through every door, with every outcome. Afterwards they are looked for in files, on the bus and in the memory
 * of every process of ours. The same is done in a session without Porchlight: what is found there is not ours.
 */

#include "pl-bus-tape.h"
#include "pl-canary.h"
#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OURS "Porchlight"

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

/* Where anything could have been left besides the session's own folders. */
static const char *const common_folders[] = { "/tmp", "/var/tmp", "/var/log", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump", "/run/user" };

typedef struct
{
  PlSession *session;
  PlMockServer *server;
  PlDoors *doors;
  PlBusTape *tape;
  PlCanary *text;
  PlCanary *sender;
  gint64 since;
} Stage;

static void
set_up_with (Stage          *stage,
             PlSessionFlags  flags)
{
  /* Cores would be written if anything allowed them. */
  const struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };

  setrlimit (RLIMIT_CORE, &unlimited);
  stage->since = time (NULL);
  stage->session = pl_session_new (flags);
  stage->server = pl_mock_server_new (pl_session_connect (stage->session), capabilities);
  stage->doors = pl_doors_new (stage->session);
  stage->tape = pl_bus_tape_new (stage->session);
  stage->text = pl_canary_new ();
  stage->sender = pl_canary_new ();
}

static void
set_up (Stage *stage)
{
  set_up_with (stage, PL_SESSION_BARE);
}

static void
tear_down (Stage *stage)
{
  g_clear_pointer (&stage->tape, pl_bus_tape_free);
  g_clear_pointer (&stage->doors, pl_doors_free);
  g_clear_pointer (&stage->server, pl_mock_server_free);
  g_clear_pointer (&stage->session, pl_session_free);
  g_clear_pointer (&stage->text, pl_canary_free);
  g_clear_pointer (&stage->sender, pl_canary_free);
}

/* All that our programs print goes into files of the session, and is searched with them. */
static GSubprocess *
start_logged (Stage      *stage,
              const char *name,
              const char *argument)
{
  g_autofree char *program = pl_session_find_program (name);
  g_autofree char *log = g_strdup_printf ("%s/%s.log", pl_session_get_home (stage->session), name);

  return pl_session_spawn (stage->session, "sh", "-c", "cd \"$0\" && shift && log=$1 && shift && exec \"$@\" >>\"$log\" 2>&1",
                           pl_session_get_home (stage->session), "-", log, program, argument, NULL);
}

static GSubprocess *
start_watcher (Stage      *stage,
               const char *argument)
{
  GSubprocess *watcher = start_logged (stage, "porchlight-watch", argument);

  g_assert_true (pl_watcher_wait_until_watching (stage->session));
  pl_watcher_follow (stage->session);

  return watcher;
}

static guint
count_heard (PlSession *session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  GVariantIter iter;
  guint heard;
  guint sum = 0;

  g_assert_nonnull (sources);
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", NULL, NULL, &heard, NULL))
    sum += heard;

  return sum;
}

static guint
count_skipped (PlSession *session)
{
  g_autoptr (GVariant) skipped = pl_watcher_get_property (session, "Skipped");

  g_assert_nonnull (skipped);

  return (guint) g_variant_get_uint64 (skipped);
}

typedef struct
{
  PlSession *session;
  guint heard;
  guint skipped;
} HeardWait;

static gboolean
has_heard (gpointer data)
{
  HeardWait *wait = data;

  return count_heard (wait->session) >= wait->heard && count_skipped (wait->session) >= wait->skipped;
}

/* A chat that begins as any other, and ends where a prompt is due. */
static const char *const texts[] = {
  "practice moved to five, bring your shin guards",
  "dont tell your mom about us, delete this chat ok",
  "send me a pic, just for me, nobody will know",
  "if you dont pay me today i will send your pictures to everyone at your school",
  "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family",
};

#define TEXTS_A_DOOR G_N_ELEMENTS (texts)

static void
send_through (Stage  *stage,
              PlDoorKind door)
{
  const char *canary = pl_canary_get_word (stage->text);

  for (guint i = 0; i < TEXTS_A_DOOR; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", texts[i], canary);

      pl_doors_send (stage->doors, door, pl_canary_get_word (stage->sender), text);
    }
}

static void
send_everything (Stage *stage)
{
  for (guint door = 0; door < PL_N_DOORS; door++)
    send_through (stage, door);
  pl_doors_send_large (stage->doors, pl_canary_get_word (stage->sender), pl_canary_get_word (stage->text));
  pl_doors_send_malformed (stage->doors, pl_canary_get_word (stage->text));
}

/* One prompt only: the second and third door write under the same caps. */
static void
wait_until_scored (Stage *stage)
{
  HeardWait wait = { stage->session, PL_N_DOORS * TEXTS_A_DOOR + 1, PL_DOORS_MALFORMED };

  g_assert_true (pl_session_wait (stage->session, has_heard, &wait, 30));
  g_assert_true (pl_watcher_wait_for_prompt (stage->session, 1));
}

static GPtrArray *
search_files (Stage    *stage,
              PlCanary *canary)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);

  gboolean is_common = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (common_folders); i++)
    {
      is_common |= g_str_has_prefix (pl_session_get_home (stage->session), common_folders[i]);
      pl_canary_search_folder (canary, common_folders[i], stage->since, places);
    }
  if (!is_common)
    pl_canary_search_folder (canary, pl_session_get_home (stage->session), 0, places);

  return places;
}

static gboolean
is_of_the_test (Stage      *stage,
                const char *sender)
{
  return sender == NULL || g_str_equal (sender, g_dbus_connection_get_unique_name (pl_session_connect_sender (stage->session))) ||
         g_str_equal (sender, g_dbus_connection_get_unique_name (pl_session_connect (stage->session)));
}

static GPtrArray *
search_bus (Stage    *stage,
            PlCanary *canary,
            guint    *n_of_the_test)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = pl_bus_tape_list (stage->tape);

  for (guint i = 0; i < entries->len; i++)
    {
      const PlBusTapeEntry *entry = g_ptr_array_index (entries, i);
      gsize size;
      const void *bytes = g_bytes_get_data (entry->bytes, &size);

      if (pl_canary_search_bytes (canary, bytes, size) == 0)
        continue;
      if (is_of_the_test (stage, entry->sender))
        (*n_of_the_test)++;
      else
        g_ptr_array_add (places, g_strdup_printf ("%s called %s.%s", entry->sender, entry->interface, entry->member));
    }

  return places;
}

static GPtrArray *
search_memory (Stage    *stage,
               PlCanary *canary,
               int       except)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) pids = pl_canary_list_processes (stage->session);

  for (guint i = 0; i < pids->len; i++)
    {
      int pid = g_array_index (pids, int, i);

      if (pid != except)
        g_assert_true (pl_canary_search_process (canary, pid, places));
    }

  return places;
}

static void
assert_nowhere (GPtrArray  *places,
                const char *what)
{
  for (guint i = 0; i < places->len; i++)
    g_test_message ("%s found: %s", what, (const char *) g_ptr_array_index (places, i));
  g_assert_cmpuint (places->len, ==, 0);
}

static int
watcher_pid (PlSession *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.porchlight.Watch"), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint pid;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(u)", &pid);

  return (int) pid;
}

/* What the words leave behind without Porchlight is not ours: it must be nothing, or the comparison would have to be by place. */
static void
test_control_run_without_porchlight (void)
{
  Stage stage = { 0 };
  guint n_of_the_test = 0;

  set_up (&stage);
  send_everything (&stage);
  {
    g_autoptr (GPtrArray) files = search_files (&stage, stage.text);
    g_autoptr (GPtrArray) bus = search_bus (&stage, stage.text, &n_of_the_test);

    assert_nowhere (files, "words in a file");
    assert_nowhere (bus, "words on the bus");
    g_assert_cmpuint (n_of_the_test, >=, PL_N_DOORS * TEXTS_A_DOOR);
  }
  tear_down (&stage);
}

/* A search that finds nothing must be able to find something. */
static void
test_the_search_can_find (void)
{
  Stage stage = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *upper = NULL;
  g_autofree gunichar2 *wide = NULL;
  glong n_units;

  set_up (&stage);
  path = g_build_filename (pl_session_get_home (stage.session), "home", ".cache", "kept", NULL);
  upper = g_ascii_strup (pl_canary_get_word (stage.text), -1);
  wide = g_utf8_to_utf16 (upper, -1, NULL, &n_units, NULL);
  g_assert_true (g_file_set_contents (path, (const char *) wide, n_units * 2, NULL));
  {
    g_autoptr (GPtrArray) files = search_files (&stage, stage.text);
    g_autoptr (GPtrArray) memory = g_ptr_array_new_with_free_func (g_free);

    g_assert_cmpuint (files->len, ==, 1);
    g_assert_true (pl_canary_search_process (stage.text, getpid (), memory));
    g_assert_cmpuint (memory->len, >, 0);
  }
  g_unlink (path);
  tear_down (&stage);
}

static void
test_every_door_and_outcome (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  guint n_of_the_test = 0;

  set_up (&stage);
  watcher = start_watcher (&stage, NULL);
  send_everything (&stage);
  wait_until_scored (&stage);
  {
    g_autofree char *ctl = pl_session_find_program ("porchlightctl");
    g_autofree char *status = pl_session_run (stage.session, ctl, "status", NULL);
    g_autoptr (GPtrArray) files = search_files (&stage, stage.text);
    g_autoptr (GPtrArray) bus = search_bus (&stage, stage.text, &n_of_the_test);

    assert_nowhere (files, "words in a file");
    assert_nowhere (bus, "words on the bus");
    g_assert_cmpuint (n_of_the_test, >=, PL_N_DOORS * TEXTS_A_DOOR);
    g_assert_cmpuint (pl_canary_search_bytes (stage.text, status, strlen (status)), ==, 0);
    g_assert_cmpuint (pl_canary_search_bytes (stage.sender, status, strlen (status)), ==, 0);
  }
  tear_down (&stage);
}

/* Who writes is known to the watcher alone, in its memory, to tell conversations apart. */
static void
test_the_sender_stays_inside (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  guint n_of_the_test = 0;

  set_up (&stage);
  watcher = start_watcher (&stage, NULL);
  send_everything (&stage);
  wait_until_scored (&stage);
  {
    g_autoptr (GPtrArray) files = search_files (&stage, stage.sender);
    g_autoptr (GPtrArray) bus = search_bus (&stage, stage.sender, &n_of_the_test);

    assert_nowhere (files, "sender in a file");
    assert_nowhere (bus, "sender on the bus");
    g_assert_cmpuint (n_of_the_test, >=, PL_N_DOORS * TEXTS_A_DOOR);
    if (pl_canary_may_read_memory ())
      {
        g_autoptr (GPtrArray) memory = search_memory (&stage, stage.sender, watcher_pid (stage.session));

        assert_nowhere (memory, "sender in a process");
      }
  }
  tear_down (&stage);
}

static void
test_not_in_memory_once_scored (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;

  if (!pl_canary_may_read_memory ())
    {
      g_test_skip ("only root may read the memory of the watcher");
      return;
    }

  set_up (&stage);
  watcher = start_watcher (&stage, NULL);
  send_everything (&stage);
  wait_until_scored (&stage);
  {
    g_autoptr (GArray) pids = pl_canary_list_processes (stage.session);
    g_autoptr (GPtrArray) memory = search_memory (&stage, stage.text, 0);
    g_autoptr (GPtrArray) sender = g_ptr_array_new_with_free_func (g_free);

    /* The watcher and its supervisor; and what the watcher does know, the sender, is found by the same search. */
    g_assert_cmpuint (pids->len, ==, 2);
    g_assert_true (pl_canary_search_process (stage.sender, watcher_pid (stage.session), sender));
    g_assert_cmpuint (sender->len, >, 0);
    assert_nowhere (memory, "words in a process");
  }
  tear_down (&stage);
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

/* The check-in is opened: the window is told of a kind of message, never of its words or who wrote. */
static void
test_the_window_knows_no_word (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  guint n_of_the_test = 0;

  set_up_with (&stage, PL_SESSION_DISPLAY);
  watcher = start_watcher (&stage, NULL);
  send_everything (&stage);
  wait_until_scored (&stage);
  g_assert_true (pl_session_wait (stage.session, popup_shown, stage.server, 20));
  pl_mock_server_invoke (stage.server, pl_mock_server_last (stage.server, OURS)->id, "default");
  g_assert_true (pl_session_wait_for_name (stage.session, "org.porchlight.Porchlight", 60));
  {
    g_autoptr (GPtrArray) files = search_files (&stage, stage.text);
    g_autoptr (GPtrArray) bus = search_bus (&stage, stage.text, &n_of_the_test);

    assert_nowhere (files, "words in a file");
    assert_nowhere (bus, "words on the bus");
    if (pl_canary_may_read_memory ())
      {
        g_autoptr (GArray) pids = pl_canary_list_processes (stage.session);
        g_autoptr (GPtrArray) text = search_memory (&stage, stage.text, 0);
        g_autoptr (GPtrArray) sender = search_memory (&stage, stage.sender, watcher_pid (stage.session));

        g_assert_cmpuint (pids->len, >=, 3);
        assert_nowhere (text, "words in a process");
        assert_nowhere (sender, "sender in a process");
      }
  }
  tear_down (&stage);
}

static int
wait_status (GSubprocess *process)
{
  g_subprocess_wait (process, NULL, NULL);

  return g_subprocess_get_status (process);
}

/* Dies while the words are still on their way through it, and leaves neither a core nor a line. */
static void
crash (gconstpointer data)
{
  int signal_number = GPOINTER_TO_INT (data);
  Stage stage = { 0 };
  g_autoptr (GSubprocess) watcher = NULL;
  int status;

  set_up (&stage);
  watcher = start_watcher (&stage, "--once");
  send_through (&stage, PL_DOOR_OF_FREEDESKTOP);
  g_subprocess_send_signal (watcher, SIGSTOP);
  send_everything (&stage);
  g_subprocess_send_signal (watcher, signal_number);
  g_subprocess_send_signal (watcher, SIGCONT);
  status = wait_status (watcher);

  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, signal_number);
  g_assert_false (WCOREDUMP (status));
  {
    g_autoptr (GPtrArray) files = search_files (&stage, stage.text);
    g_autoptr (GPtrArray) sender = search_files (&stage, stage.sender);

    assert_nowhere (files, "words in a file");
    assert_nowhere (sender, "sender in a file");
  }
  tear_down (&stage);
}

/* Where the machine keeps cores at all, another program's crash leaves one: the test above can fail. */
static void
test_a_core_can_be_noticed (void)
{
  Stage stage = { 0 };
  g_autoptr (GSubprocess) other = NULL;
  int status;

  set_up (&stage);
  other = pl_session_spawn (stage.session, "sh", "-c", "cd \"$TMPDIR\" && ulimit -c unlimited && kill -SEGV $$", NULL);
  status = wait_status (other);
  g_assert_true (WIFSIGNALED (status));
  if (!WCOREDUMP (status))
    g_test_skip ("this machine writes no core of any program");
  tear_down (&stage);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/canary/the-search-can-find", test_the_search_can_find);
  g_test_add_func ("/trust/canary/control-run-without-porchlight", test_control_run_without_porchlight);
  g_test_add_func ("/trust/canary/every-door-and-outcome", test_every_door_and_outcome);
  g_test_add_func ("/trust/canary/the-sender-stays-inside", test_the_sender_stays_inside);
  g_test_add_func ("/trust/canary/not-in-memory-once-scored", test_not_in_memory_once_scored);
  g_test_add_func ("/trust/canary/the-window-knows-no-word", test_the_window_knows_no_word);
  g_test_add_data_func ("/trust/canary/crash-by-segmentation-fault", GINT_TO_POINTER (SIGSEGV), crash);
  g_test_add_data_func ("/trust/canary/crash-by-abort", GINT_TO_POINTER (SIGABRT), crash);
  g_test_add_data_func ("/trust/canary/killed", GINT_TO_POINTER (SIGKILL), crash);
  g_test_add_func ("/trust/canary/a-core-can-be-noticed", test_a_core_can_be_noticed);

  return g_test_run ();
}
