// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* More than any desktop will ever send: nothing is lost, nothing grows, nothing ticks. Counts are asserted, never times. */

#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As product.md has it. */
#define BURST 100000

/* Sent in one go before the answers are taken in. */
#define CHUNK 1000

/* What a process may keep of a burst that is over, in KiB: less than a hundredth of what went through it. */
#define MEMORY_SLACK 1024

static guint64
read_number (const char *path,
             const char *field)
{
  g_autofree char *content = NULL;
  const char *line;

  /* A thread may end between being listed and being read. */
  if (!g_file_get_contents (path, &content, NULL, NULL) || (line = strstr (content, field)) == NULL)
    return 0;

  return g_ascii_strtoull (line + strlen (field), NULL, 10);
}

static guint64
read_memory (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", pid);
  guint64 memory = read_number (path, "\nVmRSS:");

  g_assert_cmpuint (memory, >, 0);

  return memory;
}

/* How often any thread went to sleep: a wake-up is one more. */
static guint64
read_switches (int pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 sum = 0;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s/status", folder, name);

      sum += read_number (path, "\nvoluntary_ctxt_switches:");
    }
  g_assert_cmpuint (sum, >, 0);

  return sum;
}

static guint
count_files (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (directory);
  while (g_dir_read_name (directory) != NULL)
    n++;

  return n;
}

typedef struct
{
  PlSession *session;
  guint wanted;
  guint heard;
} HeardWait;

static gboolean
has_heard (gpointer data)
{
  HeardWait *wait = data;
  g_autoptr (GVariant) sources = pl_watcher_get_property (wait->session, "Sources");
  GVariantIter iter;
  guint heard;

  g_assert_nonnull (sources);
  wait->heard = 0;
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", NULL, NULL, &heard, NULL))
    wait->heard += heard;

  return wait->heard >= wait->wanted;
}

static guint64
read_counter (PlSession  *session,
              const char *name)
{
  g_autoptr (GVariant) value = pl_watcher_get_property (session, name);

  g_assert_nonnull (value);

  return g_variant_get_uint64 (value);
}

/* A program that sends and waits for no answer; the library's own queue is bounded by the pauses. */
static void
send_burst (PlSession *session,
            guint      from,
            guint      to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *sender = g_strdup_printf ("Robin %u", i % 10000);
      g_autofree char *text = g_strdup_printf ("see you at practice number %u, bring water", i);

      pl_watcher_post (session, sender, text);
      if (i % CHUNK == CHUNK - 1)
        pl_watcher_flush (session);
    }
  pl_watcher_flush (session);
}

static int
pid_of (GSubprocess *process)
{
  return atoi (g_subprocess_get_identifier (process));
}

/* The watcher without its supervisor, so that the process looked at is the one that works. */
static GSubprocess *
start_watcher (PlSession *session)
{
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  GSubprocess *watcher = pl_session_spawn (session, program, "--once", NULL);

  g_assert_true (pl_watcher_wait_until_watching (session));

  return watcher;
}

static void
test_a_burst_of_a_hundred_thousand (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  /* Its own connection answers, in the bus's own thread: no list of a hundred thousand grows in this test. */
  g_autoptr (PlDoors) doors = pl_doors_new (session);
  g_autoptr (GSubprocess) watcher = NULL;
  HeardWait wait = { session, BURST / 10, 0 };
  guint64 memory;
  guint files;

  pl_doors_own_notifications (doors);
  watcher = start_watcher (session);

  /* The first tenth fills tables that are meant to fill: ten thousand conversations. */
  send_burst (session, 0, BURST / 10);
  g_assert_true (pl_session_wait (session, has_heard, &wait, 200));
  memory = read_memory (pid_of (watcher));
  files = count_files (pid_of (watcher));

  send_burst (session, BURST / 10, BURST);
  wait.wanted = BURST;
  g_assert_true (pl_session_wait (session, has_heard, &wait, 200));

  g_assert_cmpuint (wait.heard, ==, BURST);
  g_assert_cmpuint (read_counter (session, "Skipped"), ==, 0);
  g_assert_cmpuint (read_counter (session, "Dropped"), ==, 0);
  g_assert_cmpuint (read_memory (pid_of (watcher)), <=, memory + MEMORY_SLACK);
  g_assert_cmpuint (count_files (pid_of (watcher)), ==, files);
}

/* Pictures of a third of a megabyte: read past, not kept. */
static void
test_pictures_leave_nothing (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlDoors) doors = pl_doors_new (session);
  g_autoptr (GSubprocess) watcher = NULL;
  HeardWait wait = { session, 1, 0 };
  guint64 memory;

  pl_doors_own_notifications (doors);
  watcher = start_watcher (session);
  pl_doors_send_large (doors, "Robin", "number 0");
  g_assert_true (pl_session_wait (session, has_heard, &wait, 60));
  memory = read_memory (pid_of (watcher));

  for (guint i = 1; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);

      pl_doors_send_large (doors, "Robin", text);
    }
  wait.wanted = 200;
  g_assert_true (pl_session_wait (session, has_heard, &wait, 60));
  g_assert_cmpuint (read_memory (pid_of (watcher)), <=, memory + MEMORY_SLACK);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

/* Half a minute after the start, when the one notice that it is on has come and gone, nothing in it wakes any more. */
static void
test_idle_means_idle (void)
{
  static const char *const capabilities[] = { "body", NULL };
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = start_watcher (session);
  guint64 switches;

  pl_watcher_send (session, "Robin", "see you tomorrow!");
  pl_session_wait (session, never, NULL, 25);

  switches = read_switches (pid_of (watcher));
  g_usleep (15 * G_USEC_PER_SEC);
  g_assert_cmpuint (read_switches (pid_of (watcher)), ==, switches);

  /* It was asleep, not dead; and the counter counts. */
  pl_watcher_send (session, "Robin", "are you there?");
  pl_session_wait (session, never, NULL, 2);
  g_assert_cmpuint (read_switches (pid_of (watcher)), >, switches);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/load/a-burst-of-a-hundred-thousand", test_a_burst_of_a_hundred_thousand);
  g_test_add_func ("/trust/load/pictures-leave-nothing", test_pictures_leave_nothing);
  g_test_add_func ("/trust/load/idle-means-idle", test_idle_means_idle);

  return g_test_run ();
}
