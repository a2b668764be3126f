// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * The watcher's budgets, measured on a private bus and printed beside their anchors. Nothing here fails by being slow.
 *
 * Pop-ups are capped at two a day, and counts live in memory: every round starts a new watcher, sends ten notifications of two
 * senders, and times the two pop-ups from the call of Notify to the call of ours.
 */

#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 100
#define MESSAGES 10000
#define IDLE_SECONDS 20
#define BURST 100000

/* Sent in one go before the answers are taken in. */
#define CHUNK 1000

static const char *const capabilities[] = { "actions", "body", NULL };

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
percentile (GArray *values,
            double  share)
{
  g_array_sort (values, compare_doubles);

  return g_array_index (values, double, (guint) ((double) (values->len - 1) * share));
}

/* Sums a field of /proc/PID/smaps in MiB, over all mappings or over those of a file. */
static double
read_mappings (GSubprocess *process,
               const char  *field,
               const char  *file)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps", g_subprocess_get_identifier (process));
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean counted = file == NULL;
  double sum = 0;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return -1;

  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (file != NULL && strchr (lines[i], '-') != NULL && g_ascii_isxdigit (lines[i][0]))
        counted = g_str_has_suffix (lines[i], file);
      if (counted && g_str_has_prefix (lines[i], field))
        sum += atof (lines[i] + strlen (field)) / 1024;
    }

  return sum;
}

static guint64
read_switches (GSubprocess *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (process));
  g_autofree char *content = NULL;
  const char *line;

  if (!g_file_get_contents (path, &content, NULL, NULL) || (line = strstr (content, "\nvoluntary_ctxt_switches:")) == NULL)
    return 0;

  return g_ascii_strtoull (line + strlen ("\nvoluntary_ctxt_switches:"), NULL, 10);
}

/* The watcher without its supervisor, so that the process measured is the one that works. */
static GSubprocess *
start_watcher (PlSession *session)
{
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  GSubprocess *watcher = pl_session_spawn (session, program, "--once", NULL);

  g_assert_true (pl_watcher_wait_until_watching (session));

  return watcher;
}

typedef struct
{
  PlMockServer *server;
  guint wanted;
} PopupWait;

static gboolean
has_popups (gpointer data)
{
  PopupWait *wait = data;

  return pl_mock_server_count (wait->server, "Porchlight") >= wait->wanted;
}

static void
run_round (PlSession    *session,
           PlMockServer *server,
           GArray       *latencies)
{
  g_autoptr (GSubprocess) watcher = start_watcher (session);
  static const char *const senders[] = { "Alex", "Jo" };

  for (guint i = 0; i < G_N_ELEMENTS (senders); i++)
    {
      PopupWait wait = { server, pl_mock_server_count (server, "Porchlight") + 1 };
      gint64 start = 0;

      for (guint j = 0; j < PL_WATCHER_PRESSURE && !has_popups (&wait); j++)
        {
          start = g_get_monotonic_time ();
          pl_watcher_send_pressure_message (session, senders[i], j);
          /* The pop-up of this message, if it raises one, is on its way already: a short turn of the loop takes it in. */
          pl_session_wait (session, has_popups, &wait, 0);
        }
      if (pl_session_wait (session, has_popups, &wait, 2))
        {
          PlMockNotification *popup = pl_mock_server_last (server, "Porchlight");
          double milliseconds = (double) (popup->time - start) / 1000;

          g_array_append_val (latencies, milliseconds);
        }
    }

  pl_session_stop (session, watcher);
  g_assert_true (pl_watcher_wait_until_gone (session));
}

static void
measure_latency (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    run_round (session, server, latencies);

  if (latencies->len == 0)
    {
      printf ("| Notify to pop-up request | no pop-up came | | | p95 <= 5 ms |\n");
      return;
    }

  printf ("| Notify to pop-up request, %u pop-ups | median %.2f ms, p95 %.2f ms | | | p95 <= 5 ms |\n", latencies->len, percentile (latencies, 0.5),
          percentile (latencies, 0.95));
}

/* The anchor has shown nothing yet: ten thousand bubbles in its history would make any figure look small. */
static void
print_memory (GSubprocess *watcher,
              GSubprocess *dunst)
{
  double pss = read_mappings (watcher, "Pss:", NULL);
  double model = read_mappings (watcher, "Pss:", "porchlight.plm");
  double anchor = read_mappings (dunst, "Pss:", NULL);

  printf ("| watcher, idle after %u messages: PSS with the model's pages | %.2f MiB | dunst %.2f MiB | %.2f | <= 5.5 MiB |\n", MESSAGES, pss, anchor, pss / anchor);
  printf ("| the same without the model's pages | %.2f MiB | dunst %.2f MiB | %.2f | <= 3.5 MiB |\n", pss - model, anchor, (pss - model) / anchor);
  printf ("| the same, pages that only it has written | %.2f MiB | dunst %.2f MiB | %.2f | |\n", read_mappings (watcher, "Private_Dirty:", NULL),
          read_mappings (dunst, "Private_Dirty:", NULL), read_mappings (watcher, "Private_Dirty:", NULL) / read_mappings (dunst, "Private_Dirty:", NULL));
}

/* Waits until nothing is done any more: the counter of voluntary switches stands still for a second. */
static gboolean
is_idle (gpointer data)
{
  guint64 before = read_switches (data);

  g_usleep (G_USEC_PER_SEC);

  return read_switches (data) == before;
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
measure_memory (void)
{
  g_autoptr (PlSession) other = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) dunst = pl_session_spawn (other, "dunst", NULL);
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = start_watcher (session);
  guint64 switches;
  guint64 anchor_switches;

  g_assert_true (pl_session_wait_for_name (other, "org.freedesktop.Notifications", 30));
  for (guint i = 0; i < MESSAGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("see you at practice number %u, bring water", i);

      pl_watcher_post (session, "Robin", text);
    }
  pl_watcher_flush (session);
  /* The one notice that it is on, where no tray shows it, comes once after the start. */
  pl_session_wait (session, never, NULL, 25);
  g_assert_true (pl_session_wait (session, is_idle, watcher, 300));
  print_memory (watcher, dunst);

  switches = read_switches (watcher);
  anchor_switches = read_switches (dunst);
  g_usleep (IDLE_SECONDS * G_USEC_PER_SEC);
  printf ("| watcher, wake-ups in %u idle seconds | %" G_GUINT64_FORMAT " | dunst %" G_GUINT64_FORMAT " | | 0 |\n", IDLE_SECONDS, read_switches (watcher) - switches,
          read_switches (dunst) - anchor_switches);
}

/* What the watcher counted of all programs. */
static guint
count_heard (PlSession *session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  GVariantIter iter;
  guint heard;
  guint sum = 0;

  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", NULL, NULL, &heard, NULL))
    sum += heard;

  return sum;
}

typedef struct
{
  PlSession *session;
  guint wanted;
} HeardWait;

static gboolean
has_heard (gpointer data)
{
  HeardWait *wait = data;

  return count_heard (wait->session) >= wait->wanted;
}

static guint64
read_counter (PlSession  *session,
              const char *name)
{
  g_autoptr (GVariant) value = pl_watcher_get_property (session, name);

  return g_variant_get_uint64 (value);
}

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
}

/* As fast as the bus delivers. Its first tenth fills tables that are meant to fill. */
static void
measure_burst (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlDoors) doors = pl_doors_new (session);
  g_autoptr (GSubprocess) watcher = NULL;
  HeardWait wait = { session, BURST / 10 };
  double before;
  gint64 start;

  pl_doors_own_notifications (doors);
  watcher = start_watcher (session);
  send_burst (session, 0, BURST / 10);
  pl_session_wait (session, has_heard, &wait, 200);
  before = read_mappings (watcher, "Pss:", NULL);
  start = g_get_monotonic_time ();
  send_burst (session, BURST / 10, BURST);
  printf ("| burst of %u notifications (%.0f a second): not heard or dropped | ", BURST, BURST * 0.9 * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start));
  wait.wanted = BURST;
  pl_session_wait (session, has_heard, &wait, 200);
  printf ("%" G_GUINT64_FORMAT " | | | 0 |\n", BURST - (guint64) count_heard (session) + read_counter (session, "Dropped") + read_counter (session, "Skipped"));
  printf ("| the same, memory gained after its first tenth, PSS | %.2f MiB | before %.2f MiB | %.2f | bounded |\n", read_mappings (watcher, "Pss:", NULL) - before,
          before, (read_mappings (watcher, "Pss:", NULL) - before) / before);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 2 && strcmp (argv[1], "latency") == 0)
    measure_latency ();
  else if (argc == 2 && strcmp (argv[1], "memory") == 0)
    measure_memory ();
  else if (argc == 2 && strcmp (argv[1], "burst") == 0)
    measure_burst ();
  else
    return 2;

  return 0;
}
