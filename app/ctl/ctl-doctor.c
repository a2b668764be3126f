// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-verbs.h"
#include "ctl-watch-client.h"
#include "pl-directory.h"
#include "pl-engine.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* The narrowest thing that can be asked for: a notification to nobody's interface. */
static const char *const trial_rules[] = { "type='method_call',interface='org.porchlight.Trial'", NULL };

/* How long the self-test may take, in milliseconds. */
#define SELF_TEST_TIMEOUT 10000

typedef struct
{
  GDBusConnection *session; /* owned, NULL without a bus */
  gboolean healthy;
} Doctor;

static void
report (Doctor     *doctor,
        const char *what,
        gboolean    right,
        gboolean    needed,
        const char *what_to_do)
{
  const char *mark = right ? _("ok") : needed ? _("wrong") : _("note");

  if (right || what_to_do == NULL)
    g_print ("%-6s %s\n", mark, what);
  else
    g_print ("%-6s %s: %s\n", mark, what, what_to_do);

  if (!right && needed)
    doctor->healthy = FALSE;
}

static void
check_bus (Doctor *doctor)
{
  doctor->session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  report (doctor, _("session bus"), doctor->session != NULL, TRUE, _("run this in a desktop session, or with dbus-run-session"));
}

/* A connection of its own: becoming a monitor gives up every name of the connection that does. */
static gboolean
may_monitor (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (address == NULL)
    return FALSE;

  connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, NULL);
  if (connection == NULL)
    return FALSE;

  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                                       g_variant_new ("(^asu)", trial_rules, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  return reply != NULL;
}

/* No rule of Flatpak's proxy can open it; on any other bus a policy of this machine closed it, and this file is read last. */
static const char *
what_to_do_for_permission (void)
{
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return _("a Flatpak may not listen; install Porchlight as a package of your distribution");

  return _("this bus refuses it; allow send_interface=\"org.freedesktop.DBus.Monitoring\" in /etc/dbus-1/session-local.conf, then log out and in");
}

static void
check_server (Doctor *doctor)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (doctor->session, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                                                            "org.freedesktop.Notifications", "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autofree const char **capabilities = NULL;

  report (doctor, _("notification server"), reply != NULL, TRUE, _("install and start one, for example dunst or that of your desktop"));
  if (reply == NULL)
    return;

  g_variant_get (reply, "(^a&s)", &capabilities);
  report (doctor, _("buttons in pop-ups"), g_strv_contains (capabilities, "actions"), FALSE,
          _("this server draws none; open Porchlight from the menu after a check-in"));
}

static void
check_tray (Doctor *doctor)
{
  report (doctor, _("tray"), pl_ctl_name_has_owner (doctor->session, "org.kde.StatusNotifierWatcher"), FALSE,
          _("no tray host runs; open and pause Porchlight from the menu instead"));
}

/* Whoever was away sees whether it was stopped and started meanwhile. */
static void
print_since (GVariant *watch)
{
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (pl_ctl_lookup_int64 (watch, "Since"));
  g_autofree char *time = since != NULL ? g_date_time_format (since, "%Y-%m-%d %H:%M") : g_strdup ("");

  g_print (_("       since %s\n"), time);
}

static void
check_watch (Doctor *doctor)
{
  g_autoptr (GVariant) watch = pl_ctl_get_watch (doctor->session);
  g_autofree char *problem = watch != NULL ? pl_ctl_lookup_string (watch, "Problem") : NULL;
  gboolean paused = watch != NULL && pl_ctl_lookup_boolean (watch, "Paused");

  report (doctor, _("watcher runs"), watch != NULL, TRUE, _("start it with porchlight-watch, or log out and in"));
  if (watch == NULL)
    return;

  print_since (watch);
  report (doctor, _("watcher listens"), pl_ctl_lookup_boolean (watch, "Watching"), TRUE,
          paused ? _("it is paused; turn it on again in the tray or the window") : problem);
}

static void
check_model (Doctor *doctor)
{
  g_autofree char *path = pl_engine_locate (PL_PKGDATADIR, PL_STATEDIR);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlEngine) engine = pl_engine_open (path, &error);

  if (engine == NULL)
    {
      g_autofree char *what_to_do = g_strdup_printf (_("%s; install Porchlight again"), error->message);

      report (doctor, _("model"), FALSE, TRUE, what_to_do);
      return;
    }

  report (doctor, _("model"), TRUE, TRUE, NULL);
}

static void
check_directory (Doctor *doctor)
{
  g_autofree char *path = pl_ctl_find_data ("PORCHLIGHT_DIRECTORY", "directory.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, &error);

  report (doctor, _("directory of help lines"), directory != NULL, TRUE, directory == NULL ? error->message : NULL);
}

static gboolean
is_in_autostart (const char *folder)
{
  g_autofree char *entry = g_build_filename (folder, "autostart", "org.porchlight.Watch.desktop", NULL);

  return g_file_test (entry, G_FILE_TEST_EXISTS);
}

/* The entry is the same for every account; the person's setting decides. */
static void
check_autostart (Doctor *doctor)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, PL_APPLICATION_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
  gboolean chosen = settings != NULL && g_settings_get_boolean (settings, "start-at-login");
  gboolean found = is_in_autostart (g_get_user_config_dir ());

  for (const char *const *folder = g_get_system_config_dirs (); *folder != NULL && !found; folder++)
    found = is_in_autostart (*folder);

  report (doctor, _("start at login"), chosen && found, FALSE,
          chosen ? _("the autostart entry is missing; install Porchlight again") : _("switch it on in the window, under Preferences"));
}

typedef struct
{
  GMainLoop *loop;
  gboolean heard;
} SelfTest;

static void
self_test_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  SelfTest *self_test = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  if (reply != NULL)
    g_variant_get (reply, "(b)", &self_test->heard);
  g_main_loop_quit (self_test->loop);
}

/* The answer's own notification is taken back at once. */
static void
send_nonce (GDBusConnection *session,
            const char      *nonce)
{
  g_autoptr (GVariant) reply = NULL;
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  guint id;

  g_variant_builder_add (&hints, "{sv}", "transient", g_variant_new_boolean (TRUE));
  g_variant_builder_add (&hints, "{sv}", "urgency", g_variant_new_byte (0));
  reply = g_dbus_connection_call_sync (session, "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "Notify",
                                       g_variant_new ("(susss@asa{sv}i)", "Porchlight", 0, "", "Porchlight", nonce, g_variant_new ("as", NULL), &hints, 1000),
                                       G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (reply == NULL)
    return;

  g_variant_get (reply, "(u)", &id);
  g_dbus_connection_call (session, "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "CloseNotification",
                          g_variant_new ("(u)", id), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
check_by_self_test (Doctor *doctor)
{
  g_autofree char *nonce = g_uuid_string_random ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  SelfTest self_test = { loop, FALSE };

  g_dbus_connection_call (doctor->session, "org.porchlight.Watch", "/org/porchlight/Watch", "org.porchlight.Watch1", "SelfTest",
                          g_variant_new ("(s)", nonce), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, SELF_TEST_TIMEOUT, NULL,
                          self_test_cb, &self_test);
  send_nonce (doctor->session, nonce);
  g_main_loop_run (loop);

  report (doctor, _("a test notification was heard"), self_test.heard, TRUE, _("see what is wrong above"));
}

/**
 * pl_ctl_doctor:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * Walks the chain, one line a link: what is right, what is wrong and what to do.
 *
 * Returns: 0 where everything needed holds, else 1
 */
int
pl_ctl_doctor (int    argc,
               char **argv)
{
  Doctor doctor = { NULL, TRUE };

  if (argc > 1)
    {
      g_print ("%s\n", _("Usage: porchlightctl doctor"));
      return g_str_equal (argv[1], "--help") ? 0 : 2;
    }

  check_bus (&doctor);
  if (doctor.session != NULL)
    {
      report (&doctor, _("permission to hear notifications"), may_monitor (), TRUE, what_to_do_for_permission ());
      check_server (&doctor);
      check_tray (&doctor);
      check_watch (&doctor);
    }
  check_model (&doctor);
  check_directory (&doctor);
  check_autostart (&doctor);
  if (doctor.session != NULL)
    check_by_self_test (&doctor);

  g_clear_object (&doctor.session);

  return doctor.healthy ? 0 : 1;
}
