// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-sandbox.h"
#include "pl-supervisor.h"
#include "pl-watch.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <unistd.h>

#define WATCH_NAME "org.porchlight.Watch"

typedef struct
{
  char *data_folder;
  gboolean once;
  gboolean at_login;
  gboolean version;
} Options;

typedef struct
{
  GMainLoop *loop;
  PlWatch *watch;
  int status;
} Run;

static int
complain (const char *what,
          const char *reason)
{
  g_printerr ("porchlight-watch: %s%s%s\n", what, reason != NULL ? ": " : "", reason != NULL ? reason : "");

  return PL_EXIT_FAILED;
}

static void
end (Run *run,
     int  status)
{
  run->status = status;
  g_main_loop_quit (run->loop);
}

static void
quit_cb (PlWatch *watch,
         Run     *run)
{
  end (run, PL_EXIT_QUIT);
}

static void
restart_cb (PlWatch *watch,
            Run     *run)
{
  end (run, PL_EXIT_RETRY);
}

static gboolean
signal_cb (gpointer data)
{
  end (data, PL_EXIT_QUIT);

  return G_SOURCE_CONTINUE;
}

/* Nobody on the bus is left to say goodbye to, and every object of ours would try. */
static void
bus_closed_cb (GDBusConnection *session,
               gboolean         remote_peer_vanished,
               GError          *error,
               Run             *run)
{
  pl_memory_finish (pl_watch_get_memory (run->watch));
  _exit (PL_EXIT_RETRY);
}

/* A second watcher would count everything twice. */
static gboolean
own_name (GDBusConnection  *session,
          gboolean         *owned,
          GError          **error)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (session, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                                            "RequestName", g_variant_new ("(su)", WATCH_NAME, 4 /* do not queue */),
                                                            G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  guint answer;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(u)", &answer);
  *owned = answer == 1 /* primary owner */;

  return TRUE;
}

/* A signed update of the installed model counts when it is whole and newer. Where another folder's model is refused, the installed one
 * is the last good one. */
static PlEngine *
open_engine (const char *data_folder)
{
  g_autoptr (GError) error = NULL;
  gboolean installed = g_str_equal (data_folder, PL_PKGDATADIR);
  g_autofree char *path = pl_engine_choose (data_folder, installed ? PL_STATEDIR : NULL);
  PlEngine *engine = pl_engine_open (path, &error);

  if (engine != NULL)
    return engine;

  if (installed)
    {
      complain (_("the model cannot be used; install Porchlight again to mend it"), error->message);
      return NULL;
    }

  complain (_("the model cannot be used; the installed one is used"), error->message);

  return open_engine (PL_PKGDATADIR);
}

/* The folders of the two places where settings can be. One that came later would stay closed: a first choice would not be heard. */
static char *
make_settings_folder (const char *first,
                      const char *second)
{
  char *folder = g_build_filename (g_get_user_config_dir (), first, second, NULL);

  g_mkdir_with_parents (folder, 0700);

  return folder;
}

/* What a session service reads after its start: libraries, settings and the sockets of the buses. */
static void
enter_sandbox (const char *data_folder)
{
  g_autoptr (GError) error = NULL;
  PlSandboxReport report;
  g_autofree char *dconf = make_settings_folder ("dconf", NULL);
  g_autofree char *keyfile = make_settings_folder ("glib-2.0", "settings");
  g_autofree char *config = g_build_filename (g_get_user_config_dir (), "porchlight", NULL);
  g_autofree char *launchers = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *flatpaks = g_build_filename (g_get_user_data_dir (), "flatpak", "exports", "share", "applications", NULL);
  const char *const readable[] = { "/usr", "/etc", "/lib", "/lib64", "/run", "/proc", "/sys", "/dev", "/var/lib", "/opt",
                                   PL_LOCALEDIR, data_folder, dconf, keyfile, config, launchers, flatpaks, NULL };
  const char *const writable[] = { g_get_user_runtime_dir (), NULL };

  if (!pl_sandbox_enter (readable, writable, &report, &error))
    complain (_("the watcher could not lock itself in"), error->message);
}

static int
run_loop (GDBusConnection *session,
          PlWatch         *watch)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { loop, watch, PL_EXIT_QUIT };
  guint sources[] = {
    g_unix_signal_add (SIGTERM, signal_cb, &run),
    g_unix_signal_add (SIGINT, signal_cb, &run),
  };

  g_signal_connect (watch, "quit", G_CALLBACK (quit_cb), &run);
  g_signal_connect (watch, "restart", G_CALLBACK (restart_cb), &run);
  g_signal_connect (session, "closed", G_CALLBACK (bus_closed_cb), &run);
  pl_watch_start (watch);
  g_main_loop_run (loop);

  pl_watch_finish (watch, run.status == PL_EXIT_RETRY);
  g_signal_handlers_disconnect_by_data (session, &run);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);

  /* Whoever asked for the end gets an answer. */
  g_dbus_connection_flush_sync (session, NULL, NULL);

  return run.status;
}

/* The start at login is the same for every account of a computer; whether anything runs is each person's own setting. */
static gboolean
is_wanted_at_login (void)
{
  g_autoptr (GSettings) settings = g_settings_new (PL_APPLICATION_ID);

  return g_settings_get_boolean (settings, "start-at-login");
}

/* Gives back what the start left behind. */
static void
tidy_heap (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/* One heap for all threads, and large blocks given back as soon as they are free. */
static void
limit_heap (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, 128 * 1024);
  mallopt (M_TRIM_THRESHOLD, 128 * 1024);
#endif
}

static int
run_watcher (void *data)
{
  const Options *options = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autofree char *system_address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  const PlWatchOptions watch_options = { options->data_folder, address, system_address, g_getenv ("XDG_RUNTIME_DIR"),
                                         PL_LIBEXECDIR "/porchlight-vault" };
  g_autoptr (PlWatch) watch = NULL;
  PlEngine *engine;
  gboolean owned;

  if (options->at_login && !is_wanted_at_login ())
    return PL_EXIT_QUIT;

  if (session == NULL || address == NULL)
    {
      complain (_("there is no session bus; start it from a desktop session, or with dbus-run-session"), NULL);
      return PL_EXIT_NO_BUS;
    }

  g_dbus_connection_set_exit_on_close (session, FALSE);
  if (!own_name (session, &owned, &error))
    return complain (_("the session bus gave no name"), error->message);
  if (!owned)
    {
      g_printerr ("porchlight-watch: %s\n", _("already running in this session"));
      return PL_EXIT_QUIT;
    }

  engine = open_engine (options->data_folder);
  if (engine == NULL)
    return PL_EXIT_FAILED;

  watch = pl_watch_new (session, engine, &watch_options, &error);
  if (watch == NULL)
    return complain (_("the watcher cannot be shown on the session bus"), error->message);

  /* The last program that this one can start. */
  pl_memory_start (pl_watch_get_memory (watch));
  enter_sandbox (options->data_folder);
  tidy_heap ();

  return run_loop (session, watch);
}

static gboolean
parse_options (Options  *options,
               int      *argc,
               char   ***argv)
{
  const GOptionEntry entries[] = {
    { "data-folder", 0, 0, G_OPTION_ARG_FILENAME, &options->data_folder, N_("Folder with the model and the program tables"), N_("FOLDER") },
    { "once", 0, 0, G_OPTION_ARG_NONE, &options->once, N_("Do not start again after a crash"), NULL },
    { "at-login", 0, 0, G_OPTION_ARG_NONE, &options->at_login, N_("End at once unless the person chose to start it at login"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Watches chat notifications for signs of pressure. Nothing is stored or sent."));
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      complain (error->message, NULL);
      return FALSE;
    }

  if (options->data_folder == NULL)
    options->data_folder = g_strdup (PL_PKGDATADIR);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Options options = { NULL, FALSE, FALSE, FALSE };
  int status;

  limit_heap ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PORCHLIGHT_LOCALES") != NULL ? g_getenv ("PORCHLIGHT_LOCALES") : PL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!parse_options (&options, &argc, &argv))
    return 2;

  if (options.version)
    {
      g_print ("porchlight-watch %s\n", PL_VERSION);
      status = 0;
    }
  else
    status = options.once ? run_watcher (&options) : pl_supervise (run_watcher, &options);

  g_free (options.data_folder);

  return status;
}
