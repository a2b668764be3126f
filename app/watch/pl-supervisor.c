// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Seconds between a child's end and the next: doubled up to the second figure, and back to the first after a long life. */
#define DELAY_FIRST 1
#define DELAY_LAST 60
#define LONG_LIFE 120

/* A bus that went away is waited for this long, in seconds; after that the session is over. */
#define BUS_WAIT 300

static volatile sig_atomic_t child_pid;
static volatile sig_atomic_t ended;

/* A handler can be told nothing by argument; these two words are all it shares. */
static void
forward_cb (int signal_number)
{
  ended = 1;
  if (child_pid > 0)
    kill ((pid_t) child_pid, signal_number);
}

static void
catch_signals (void)
{
  struct sigaction action = { .sa_handler = forward_cb };

  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGHUP, &action, NULL);
}

static void
release_signals (void)
{
  signal (SIGTERM, SIG_DFL);
  signal (SIGINT, SIG_DFL);
  signal (SIGHUP, SIG_DFL);
}

static int
run_once (PlChildFunc  run,
          void        *data)
{
  pid_t pid = fork ();
  int status;

  if (pid < 0)
    return PL_EXIT_RETRY;

  if (pid == 0)
    {
      release_signals ();
      /* A child without its supervisor would be a second watcher at the next login. */
      prctl (PR_SET_PDEATHSIG, SIGTERM);
      exit (run (data));
    }

  child_pid = pid;
  while (waitpid (pid, &status, 0) < 0)
    {
      if (errno != EINTR)
        return PL_EXIT_FAILED;
    }
  child_pid = 0;

  return WIFEXITED (status) ? WEXITSTATUS (status) : PL_EXIT_RETRY;
}

static time_t
monotonic_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec;
}

/* Whether a child that ended so is followed by another. */
static int
is_followed (int    status,
             int    had_bus,
             time_t bus_gone)
{
  if (status == PL_EXIT_NO_BUS)
    return had_bus && monotonic_seconds () - bus_gone < BUS_WAIT;

  return status == PL_EXIT_RETRY;
}

/**
 * pl_supervise:
 * @run: what the child does; returns its exit status
 * @data: for @run
 *
 * Runs @run in a child and starts it again when it crashes or asks for it, for sessions without a service manager. The parent
 * holds no text, no connection and no model; it sleeps in the kernel.
 *
 * Returns: the exit status for main ()
 */
int
pl_supervise (PlChildFunc  run,
              void        *data)
{
  unsigned int delay = DELAY_FIRST;
  time_t bus_gone = 0;
  int had_bus = 0;

  catch_signals ();
  while (!ended)
    {
      time_t started = monotonic_seconds ();
      int status = run_once (run, data);

      if (!is_followed (status, had_bus, bus_gone) || ended)
        return ended ? PL_EXIT_QUIT : status == PL_EXIT_NO_BUS ? PL_EXIT_FAILED : status;

      if (status != PL_EXIT_NO_BUS)
        {
          had_bus = 1;
          bus_gone = monotonic_seconds ();
        }
      if (monotonic_seconds () - started > LONG_LIFE)
        delay = DELAY_FIRST;
      sleep (delay);
      delay = delay * 2 < DELAY_LAST ? delay * 2 : DELAY_LAST;
    }

  return PL_EXIT_QUIT;
}
