// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-session.h"

#include "pl-session-bus.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

struct _PlSession
{
  PlSessionFlags flags;

  /* Owned */
  char *root;
  char *address;
  GPtrArray *processes; /* (element-type GSubprocess) */
  GSubprocess *bus;
  GHashTable *environment;
  GDBusConnection *connection;
  GDBusConnection *sender;
};

/* The test's own output is TAP, in which a child's words would be nonsense: they go to the log beside it. */
static void
set_child_up (gpointer is_read)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (is_read == NULL)
    dup2 (STDERR_FILENO, STDOUT_FILENO);
}

static GSubprocessLauncher *
make_launcher (PlSession       *self,
               GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_subprocess_launcher_set_child_setup (launcher, set_child_up, GUINT_TO_POINTER (flags & G_SUBPROCESS_FLAGS_STDOUT_PIPE), NULL);
  g_hash_table_iter_init (&iter, self->environment);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (value != NULL)
        g_subprocess_launcher_setenv (launcher, name, value, TRUE);
      else
        g_subprocess_launcher_unsetenv (launcher, name);
    }

  return launcher;
}

static GStrv
collect_arguments (const char *program,
                   va_list     rest)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *argument = program; argument != NULL; argument = va_arg (rest, const char *))
    g_strv_builder_add (builder, argument);

  return g_strv_builder_end (builder);
}

static GSubprocess *
launch (PlSession           *self,
        GSubprocessLauncher *launcher,
        const char *const   *arguments)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, arguments, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->processes, g_object_ref (process));

  return process;
}

static GSubprocess *
spawn (PlSession         *self,
       const char *const *arguments,
       GSubprocessFlags   flags)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, flags);

  return launch (self, launcher, arguments);
}

static char *
make_folder (PlSession  *self,
             const char *name)
{
  char *folder = g_build_filename (self->root, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return folder;
}

static void
set_folder (PlSession  *self,
            const char *variable,
            const char *name)
{
  g_autofree char *folder = make_folder (self, name);

  pl_session_set_environment (self, variable, folder);
}

static const char *
prefix_share (void)
{
  return PL_PREFIX "/share";
}

static void
set_environment_up (PlSession *self)
{
  static const char *const foreign[] = { "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP",
                                         "GSETTINGS_BACKEND", "GSETTINGS_SCHEMA_DIR", "G_DEBUG", "MALLOC_PERTURB_", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE" };
  g_autofree char *data_folders = g_strdup_printf ("%s:/usr/local/share:/usr/share", prefix_share ());

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    pl_session_set_environment (self, foreign[i], NULL);

  set_folder (self, "HOME", "home");
  set_folder (self, "XDG_RUNTIME_DIR", "runtime");
  set_folder (self, "XDG_CONFIG_HOME", "home/.config");
  set_folder (self, "XDG_CACHE_HOME", "home/.cache");
  set_folder (self, "XDG_DATA_HOME", "home/.local/share");
  set_folder (self, "XDG_STATE_HOME", "home/.local/state");
  set_folder (self, "TMPDIR", "tmp");
  pl_session_set_environment (self, "XDG_DATA_DIRS", data_folders);
  pl_session_set_environment (self, "GSETTINGS_BACKEND", "keyfile");
  pl_session_set_environment (self, "GDK_BACKEND", "x11");
  pl_session_set_environment (self, "GSK_RENDERER", "cairo");
  pl_session_set_environment (self, "GDK_DEBUG", "gl-disable");
  pl_session_set_environment (self, "LIBGL_ALWAYS_SOFTWARE", "1");
  pl_session_set_environment (self, "LC_ALL", "C.UTF-8");
  pl_session_set_environment (self, "LANGUAGE", "en");
}

/* The socket's file is there a moment before anybody listens on it. */
static gboolean
is_listening (gpointer path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

/* The launcher takes the listening socket as a service manager hands it over, and finds its own bus by the environment. */
static GSubprocess *
spawn_broker (PlSession  *self,
              const char *configuration,
              const char *socket)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *option = g_strdup_printf ("--config-file=%s", configuration);
  const char *const arguments[] = { "sh", "-c", "LISTEN_FDS=1 LISTEN_PID=$$ exec dbus-broker-launch --scope user \"$0\"", option, NULL };

  g_subprocess_launcher_take_fd (launcher, pl_session_bus_open_socket (socket), 3);

  return launch (self, launcher, arguments);
}

static GSubprocess *
spawn_daemon (PlSession  *self,
              const char *configuration,
              const char *socket)
{
  g_autofree char *option = g_strdup_printf ("--config-file=%s", configuration);
  const char *const arguments[] = { "dbus-daemon", "--nofork", "--nosyslog", option, NULL };
  GSubprocess *process = spawn (self, arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_assert_true (pl_session_wait (self, is_listening, (gpointer) socket, 20));

  return process;
}

static void
start_bus (PlSession *self)
{
  g_autofree char *configuration = pl_session_bus_write_configuration (self->root, !(self->flags & PL_SESSION_NO_MONITOR));
  g_autofree char *socket = g_build_filename (self->root, "runtime", "bus", NULL);

  g_free (self->address);
  self->address = g_strdup_printf ("unix:path=%s", socket);
  pl_session_set_environment (self, "DBUS_SESSION_BUS_ADDRESS", self->address);
  self->bus = self->flags & PL_SESSION_BROKER ? spawn_broker (self, configuration, socket) : spawn_daemon (self, configuration, socket);
}

/* Xvfb writes the number of the display that it found free. */
static void
start_display (PlSession *self)
{
  const char *const arguments[] = { "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset", NULL };
  g_autoptr (GSubprocess) server = spawn (self, arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autofree char *number = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_autofree char *display = NULL;

  g_assert_nonnull (number);
  display = g_strdup_printf (":%s", number);
  pl_session_set_environment (self, "DISPLAY", display);
}

static void
stop_process (gpointer data)
{
  GSubprocess *process = data;

  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

/**
 * pl_session_new:
 * @flags: what it has besides a home and a bus
 *
 * Returns: (transfer full): a running session
 */
PlSession *
pl_session_new (PlSessionFlags flags)
{
  PlSession *self = g_new0 (PlSession, 1);

  self->flags = flags;
  self->root = g_dir_make_tmp ("porchlight-session-XXXXXX", NULL);
  g_assert_nonnull (self->root);
  self->processes = g_ptr_array_new_with_free_func (stop_process);
  self->environment = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  set_environment_up (self);
  pl_session_bus_gather_services (self->root, prefix_share ());

  /* What the bus starts inherits its environment: the display comes first. */
  if (flags & PL_SESSION_DISPLAY)
    start_display (self);
  start_bus (self);

  return self;
}

static void
close_connection (GDBusConnection **connection)
{
  if (*connection != NULL)
    g_dbus_connection_close_sync (*connection, NULL, NULL);
  g_clear_object (connection);
}

/**
 * pl_session_free:
 * @self: (transfer full): a session; all that it started is killed, all its files are removed
 */
void
pl_session_free (PlSession *self)
{
  close_connection (&self->connection);
  close_connection (&self->sender);

  while (self->processes->len > 0)
    g_ptr_array_remove_index (self->processes, self->processes->len - 1);
  g_ptr_array_unref (self->processes);
  g_clear_object (&self->bus);
  g_hash_table_unref (self->environment);
  pl_session_bus_remove_folder (self->root);
  g_free (self->address);
  g_free (self->root);
  g_free (self);
}

/**
 * pl_session_stop_bus:
 * @self: a session
 *
 * Ends its bus, as a log-out or a crash of the bus does.
 */
void
pl_session_stop_bus (PlSession *self)
{
  g_autofree char *socket = g_build_filename (self->root, "runtime", "bus", NULL);

  close_connection (&self->connection);
  close_connection (&self->sender);
  pl_session_stop (self, self->bus);
  g_clear_object (&self->bus);
  g_remove (socket);
}

/**
 * pl_session_restart_bus:
 * @self: a session whose bus was stopped
 *
 * Starts another bus at the same address. What pl_session_connect () gave before is gone.
 */
void
pl_session_restart_bus (PlSession *self)
{
  start_bus (self);
}

static GDBusConnection *
open_connection (PlSession *self)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (self->address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                                        NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

/**
 * pl_session_connect_sender:
 * @self: a session
 *
 * Another connection, as a messaging program has it: what a notification server sends to itself is nobody's message.
 *
 * Returns: (transfer none): the connection
 */
GDBusConnection *
pl_session_connect_sender (PlSession *self)
{
  if (self->sender == NULL)
    self->sender = open_connection (self);

  return self->sender;
}

/**
 * pl_session_connect:
 * @self: a session
 *
 * Returns: (transfer none): the test's own connection to the session bus
 */
GDBusConnection *
pl_session_connect (PlSession *self)
{
  if (self->connection == NULL)
    self->connection = open_connection (self);

  return self->connection;
}

/**
 * pl_session_get_address:
 * @self: a session
 *
 * Returns: (transfer none): the address of its bus
 */
const char *
pl_session_get_address (PlSession *self)
{
  return self->address;
}

/**
 * pl_session_get_home:
 * @self: a session
 *
 * Returns: (transfer none): the folder that holds its home, runtime and temporary folders
 */
const char *
pl_session_get_home (PlSession *self)
{
  return self->root;
}

/**
 * pl_session_set_environment:
 * @self: a session
 * @name: a variable
 * @value: (nullable): its value for what is started from now on, %NULL to take it away
 */
void
pl_session_set_environment (PlSession  *self,
                            const char *name,
                            const char *value)
{
  g_hash_table_insert (self->environment, g_strdup (name), g_strdup (value));
}

/**
 * pl_session_set_setting:
 * @self: a session
 * @key: of our settings
 * @value: as GVariant text
 *
 * As the person chose it before.
 */
void
pl_session_set_setting (PlSession  *self,
                        const char *key,
                        const char *value)
{
  g_autofree char *folder = g_build_filename (self->root, "home", ".config", "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  g_key_file_set_value (file, "org/porchlight/Porchlight", key, value);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
}

/**
 * pl_session_get_variable:
 * @self: a session
 * @name: a variable
 *
 * Returns: (transfer full) (nullable): its value for what is started from now on
 */
char *
pl_session_get_variable (PlSession  *self,
                         const char *name)
{
  return g_strdup (g_hash_table_lookup (self->environment, name));
}

/**
 * pl_session_spawn:
 * @self: a session
 * @program: a program
 * @...: its arguments, then %NULL
 *
 * Returns: (transfer full): the process, which ends with the session at the latest
 */
GSubprocess *
pl_session_spawn (PlSession  *self,
                  const char *program,
                  ...)
{
  g_auto (GStrv) arguments = NULL;
  va_list rest;

  va_start (rest, program);
  arguments = collect_arguments (program, rest);
  va_end (rest);

  return spawn (self, (const char *const *) arguments, G_SUBPROCESS_FLAGS_NONE);
}

typedef struct
{
  char *output;
  GError *error;
  gboolean done;
} Communication;

static void
communicated_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Communication *self = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &self->output, NULL, &self->error);
  self->done = TRUE;
}

/**
 * pl_session_run:
 * @self: a session
 * @program: a program
 * @...: its arguments, then %NULL
 *
 * Waits for it; the test fails where it does.
 *
 * Returns: (transfer full): what it printed
 */
char *
pl_session_run (PlSession  *self,
                const char *program,
                ...)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  Communication communication = { 0 };
  va_list rest;

  va_start (rest, program);
  arguments = collect_arguments (program, rest);
  va_end (rest);

  process = spawn (self, (const char *const *) arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, communicated_cb, &communication);
  /* A notification server of this very process may be asked meanwhile: the loop must turn. */
  while (!communication.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (communication.error);
  if (!g_subprocess_get_successful (process))
    {
      g_autofree char *line = g_strjoinv (" ", arguments);

      g_error ("ended with status %d: %s", g_subprocess_get_status (process), line);
    }

  return communication.output;
}

/**
 * pl_session_stop:
 * @self: a session
 * @process: (transfer none): one of its processes, killed at once
 */
void
pl_session_stop (PlSession   *self,
                 GSubprocess *process)
{
  g_ptr_array_remove (self->processes, process);
}
