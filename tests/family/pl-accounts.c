// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-accounts.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct _PlAccounts
{
  char *folder;  /* (owned): world-readable, as / is */
  char *address; /* (owned) */
  GSubprocess *bus;
  GSubprocess *service; /* (nullable) */
};

static void
end_with_us (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
make_folder (PlAccounts *self,
             const char *name,
             guint       owner,
             int         mode)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_cmpint (chown (path, owner, owner), ==, 0);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);

  return path;
}

/* As the system bus is set up: nothing may be owned or sent but what a service's own file allows. Ours is the installed one. */
static char *
write_configuration (PlAccounts *self)
{
  g_autofree char *policy = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "dbus", "org.porchlight.Family.conf", NULL);
  char *path = g_build_filename (self->folder, "system.conf", NULL);
  g_autofree char *text = g_strdup_printf (
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig><type>system</type><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth>"
    "<policy context=\"default\"><allow user=\"*\"/><deny own=\"*\"/><deny send_type=\"method_call\"/><allow send_type=\"signal\"/>"
    "<allow send_requested_reply=\"true\" send_type=\"method_return\"/><allow send_requested_reply=\"true\" send_type=\"error\"/>"
    "<allow receive_type=\"method_call\"/><allow receive_type=\"method_return\"/><allow receive_type=\"error\"/><allow receive_type=\"signal\"/>"
    "<allow send_destination=\"org.freedesktop.DBus\" send_interface=\"org.freedesktop.DBus\"/></policy><include>%s</include></busconfig>\n",
    self->folder, policy);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

/**
 * pl_accounts_new:
 *
 * Returns: (transfer full): the accounts of with-accounts and a bus between them
 */
PlAccounts *
pl_accounts_new (void)
{
  PlAccounts *self = g_new0 (PlAccounts, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *configuration = NULL;
  g_autofree char *option = NULL;
  g_autofree char *socket = NULL;
  g_autofree char *outer = NULL;

  self->folder = g_dir_make_tmp ("accounts-XXXXXX", NULL);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  configuration = write_configuration (self);
  option = g_strdup_printf ("--config-file=%s", configuration);
  outer = make_folder (self, "state", PL_ACCOUNT_SERVICE, 0700);

  g_subprocess_launcher_set_child_setup (launcher, end_with_us, NULL, NULL);
  self->bus = g_subprocess_launcher_spawn (launcher, NULL, "dbus-daemon", "--nofork", "--nosyslog", option, NULL);
  g_assert_nonnull (self->bus);
  socket = g_build_filename (self->folder, "bus", NULL);
  self->address = g_strdup_printf ("unix:path=%s", socket);
  for (guint i = 0; i < 200 && g_access (socket, F_OK) != 0; i++)
    g_usleep (50000);

  return self;
}

static void
end_process (GSubprocess **process)
{
  if (*process == NULL)
    return;

  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

/**
 * pl_accounts_stop:
 * @self: accounts
 *
 * Ends the service, as a restart of the computer does.
 */
void
pl_accounts_stop (PlAccounts *self)
{
  end_process (&self->service);
}

/**
 * pl_accounts_free:
 * @self: (transfer full): accounts
 */
void
pl_accounts_free (PlAccounts *self)
{
  const char *const arguments[] = { "rm", "-rf", self->folder, NULL };

  end_process (&self->service);
  end_process (&self->bus);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->folder);
  g_free (self->address);
  g_free (self);
}

/**
 * pl_accounts_get_folder:
 * @self: accounts
 *
 * Returns: (transfer none): where the bus and the service's folder are
 */
const char *
pl_accounts_get_folder (PlAccounts *self)
{
  return self->folder;
}

/**
 * pl_accounts_get_address:
 * @self: accounts
 *
 * Returns: (transfer none): of the bus
 */
const char *
pl_accounts_get_address (PlAccounts *self)
{
  return self->address;
}

static char *
run (PlAccounts *self,
     guint       account,
     GPtrArray  *command)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *user = g_strdup_printf ("%u", account);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  const char *const prefix[] = { "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs" };
  char *output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (prefix); i++)
    g_ptr_array_add (all, (gpointer) prefix[i]);
  for (guint i = 0; i < command->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (command, i));
  g_ptr_array_add (all, NULL);

  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", self->address, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return g_strchomp (output);
}

/**
 * pl_accounts_run:
 * @self: accounts
 * @account: a user id
 * @program: what to run
 * @...: its arguments, then %NULL
 *
 * Returns: (transfer full): all that it printed, run as @account
 */
char *
pl_accounts_run (PlAccounts *self,
                 guint       account,
                 const char *program,
                 ...)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  va_list rest;

  va_start (rest, program);
  for (const char *argument = program; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (command, (gpointer) argument);
  va_end (rest);

  return run (self, account, command);
}

/**
 * pl_accounts_call:
 * @self: accounts
 * @account: a user id
 * @method: of org.porchlight.Family1
 * @...: its arguments as text, then %NULL
 *
 * Returns: (transfer full): the answer or the error, called by a process of @account
 */
char *
pl_accounts_call (PlAccounts *self,
                  guint       account,
                  const char *method,
                  ...)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autofree char *full = g_strconcat ("org.porchlight.Family1.", method, NULL);
  const char *const prefix[] = { "gdbus", "call", "--address", self->address, "--dest", "org.porchlight.Family", "--object-path",
                                 "/org/porchlight/Family", "--method", full };
  va_list rest;

  for (guint i = 0; i < G_N_ELEMENTS (prefix); i++)
    g_ptr_array_add (command, (gpointer) prefix[i]);
  va_start (rest, method);
  for (const char *argument = va_arg (rest, const char *); argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (command, (gpointer) argument);
  va_end (rest);

  return run (self, account, command);
}

/**
 * pl_accounts_set_clock:
 * @self: accounts
 * @seconds: since 1970, what the service of a test takes for now
 */
void
pl_accounts_set_clock (PlAccounts *self,
                       gint64      seconds)
{
  g_autofree char *path = g_build_filename (self->folder, "clock", NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

/**
 * pl_accounts_start:
 * @self: accounts
 * @program: the service
 *
 * Starts the service under its own account, as systemd does, and waits until it answers.
 */
void
pl_accounts_start (PlAccounts *self,
                   const char *program)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *user = g_strdup_printf ("%u", PL_ACCOUNT_SERVICE);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  g_autofree char *clock = g_build_filename (self->folder, "clock", NULL);
  gboolean there = FALSE;

  g_subprocess_launcher_setenv (launcher, "STATE_DIRECTORY", state, TRUE);
  g_subprocess_launcher_setenv (launcher, "PORCHLIGHT_TEST_CLOCK", clock, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS", self->address, TRUE);
  self->service = g_subprocess_launcher_spawn (launcher, NULL, "setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--pdeathsig", "KILL", program, NULL);
  g_assert_nonnull (self->service);
  for (guint i = 0; i < 100 && !there; i++)
    {
      g_autofree char *answer = pl_accounts_call (self, PL_ACCOUNT_OTHER, "ListAsked", NULL);

      there = g_str_has_prefix (answer, "(");
      if (!there)
        g_usleep (50000);
    }
  g_assert_true (there);
}
