// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * What watching costs the bus: processor time of the bus for each notification, without a listener, with a bare monitor that throws
 * everything away, and with the watcher; and the same for calls that are none of our business. Interleaved on one bus, medians.
 */

#include "pl-doors.h"
#include "pl-intake.h"
#include "pl-watcher.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 7
#define NOTIFICATIONS 4000

typedef enum
{
  LISTENER_NONE,
  LISTENER_BARE,
  LISTENER_WATCHER,
  N_LISTENERS,
} Listener;

typedef struct
{
  GArray *notifications[N_LISTENERS]; /* (element-type double): microseconds of the bus */
  GArray *others[N_LISTENERS];
  GArray *own[N_LISTENERS];           /* of the listener */
} Figures;

/* User and system time of a process, microseconds. */
static double
read_time (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *content = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return 0;
  fields = g_strsplit (strrchr (content, ')'), " ", -1);

  /* Fields 14 and 15 of proc(5); the one with the bracket is the second. */
  return (atof (fields[12]) + atof (fields[13])) * 1e6 / (double) sysconf (_SC_CLK_TCK);
}

static int
find_bus (PlSession *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.freedesktop.DBus"), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint pid = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);

  return (int) pid;
}

static GSubprocess *
start_bare (PlSession *session)
{
  const char *const *rules = pl_intake_get_match_rules ();
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "tests", "bench", "bench-bare-monitor", NULL);
  GSubprocess *bare = pl_session_spawn (session, program, pl_session_get_address (session), rules[0], rules[1], rules[2], rules[3], NULL);

  g_usleep (G_USEC_PER_SEC);

  return bare;
}

static GSubprocess *
start (PlSession *session,
       Listener   listener)
{
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  GSubprocess *watcher;

  if (listener == LISTENER_NONE)
    return NULL;
  if (listener == LISTENER_BARE)
    return start_bare (session);

  watcher = pl_session_spawn (session, program, "--once", NULL);
  g_assert_true (pl_watcher_wait_until_watching (session));

  return watcher;
}

static void
send_notifications (PlSession *session)
{
  for (guint i = 0; i < NOTIFICATIONS; i++)
    {
      g_autofree char *text = g_strdup_printf ("see you at practice number %u, bring water", i);

      pl_watcher_post (session, "Robin", text);
      if (i % 100 == 99)
        pl_watcher_flush (session);
    }
}

static void
send_others (PlSession *session)
{
  for (guint i = 0; i < NOTIFICATIONS; i++)
    {
      g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect_sender (session), "org.gtk.Notifications", "/", "org.example.Other", "Call",
                                                                g_variant_new ("(s)", "something else"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
    }
}

static void
measure (int      pid,
         GArray  *figures,
         double   before)
{
  double each = (read_time (pid) - before) / NOTIFICATIONS;

  g_array_append_val (figures, each);
}

static void
run_round (PlSession *session,
           int        bus,
           Listener   listener,
           Figures   *figures)
{
  g_autoptr (GSubprocess) process = start (session, listener);
  int own = process != NULL ? atoi (g_subprocess_get_identifier (process)) : 0;
  double own_before = own != 0 ? read_time (own) : 0;
  double before = read_time (bus);

  send_notifications (session);
  measure (bus, figures->notifications[listener], before);
  g_usleep (G_USEC_PER_SEC / 2);
  if (own != 0)
    measure (own, figures->own[listener], own_before);

  before = read_time (bus);
  send_others (session);
  measure (bus, figures->others[listener], before);

  if (process != NULL)
    pl_session_stop (session, process);
  g_usleep (G_USEC_PER_SEC / 2);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
median (GArray *values)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare_doubles);

  return g_array_index (values, double, values->len / 2);
}

static void
print (const Figures *figures)
{
  double none = median (figures->notifications[LISTENER_NONE]);
  double bare = median (figures->notifications[LISTENER_BARE]);
  double ours = median (figures->notifications[LISTENER_WATCHER]);
  double other_none = median (figures->others[LISTENER_NONE]);
  double other_ours = median (figures->others[LISTENER_WATCHER]);

  printf ("| bus time for a notification, watched (unwatched: %.1f µs) | %.1f µs | bare monitor %.1f µs | %.2f | <= 1.1 |\n", none, ours, bare, ours / bare);
  printf ("| bus time for another program's call, watched | %.1f µs | unwatched %.1f µs | %.2f | nothing measurable |\n", other_ours, other_none, other_ours / other_none);
  printf ("| own time for a notification, scored | %.1f µs | bare monitor %.1f µs | %.2f | |\n", median (figures->own[LISTENER_WATCHER]),
          median (figures->own[LISTENER_BARE]), median (figures->own[LISTENER_WATCHER]) / median (figures->own[LISTENER_BARE]));
}

int
main (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlDoors) doors = pl_doors_new (session);
  int bus = find_bus (session);
  Figures figures;

  pl_doors_own_notifications (doors);
  for (guint i = 0; i < N_LISTENERS; i++)
    {
      figures.notifications[i] = g_array_new (FALSE, FALSE, sizeof (double));
      figures.others[i] = g_array_new (FALSE, FALSE, sizeof (double));
      figures.own[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }

  for (guint i = 0; i < ROUNDS; i++)
    {
      for (guint listener = 0; listener < N_LISTENERS; listener++)
        run_round (session, bus, listener, &figures);
    }
  print (&figures);

  for (guint i = 0; i < N_LISTENERS; i++)
    {
      g_array_unref (figures.notifications[i]);
      g_array_unref (figures.others[i]);
      g_array_unref (figures.own[i]);
    }

  return 0;
}
