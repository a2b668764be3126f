// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-watch-client.h"

#define WATCH_NAME "org.porchlight.Watch"
#define WATCH_PATH "/org/porchlight/Watch"
#define WATCH_INTERFACE "org.porchlight.Watch1"

/**
 * pl_ctl_name_has_owner:
 * @session: the session bus
 * @name: a bus name
 *
 * Returns: whether a running program owns it
 */
gboolean
pl_ctl_name_has_owner (GDBusConnection *session,
                       const char      *name)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (session, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                                            "NameHasOwner", g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return owned;
}

/**
 * pl_ctl_get_watch:
 * @session: the session bus
 *
 * Returns: (transfer full) (nullable): a{sv}, the properties of the running watcher; %NULL where none runs
 */
GVariant *
pl_ctl_get_watch (GDBusConnection *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (session, WATCH_NAME, WATCH_PATH, "org.freedesktop.DBus.Properties", "GetAll",
                                                            g_variant_new ("(s)", WATCH_INTERFACE), G_VARIANT_TYPE ("(a{sv})"),
                                                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/**
 * pl_ctl_lookup_string:
 * @properties: a{sv}
 * @name: a property
 *
 * Returns: (transfer full): its value, empty where it has none
 */
char *
pl_ctl_lookup_string (GVariant   *properties,
                      const char *name)
{
  char *value = NULL;

  return g_variant_lookup (properties, name, "s", &value) ? value : g_strdup ("");
}

/**
 * pl_ctl_lookup_boolean:
 * @properties: a{sv}
 * @name: a property
 *
 * Returns: its value, %FALSE where it has none
 */
gboolean
pl_ctl_lookup_boolean (GVariant   *properties,
                       const char *name)
{
  gboolean value = FALSE;

  g_variant_lookup (properties, name, "b", &value);

  return value;
}

/**
 * pl_ctl_lookup_int64:
 * @properties: a{sv}
 * @name: a property
 *
 * Returns: its value, 0 where it has none
 */
gint64
pl_ctl_lookup_int64 (GVariant   *properties,
                     const char *name)
{
  gint64 value = 0;

  g_variant_lookup (properties, name, "x", &value);

  return value;
}

/**
 * pl_ctl_lookup_uint64:
 * @properties: a{sv}
 * @name: a property
 *
 * Returns: its value, 0 where it has none
 */
guint64
pl_ctl_lookup_uint64 (GVariant   *properties,
                      const char *name)
{
  guint64 value = 0;

  g_variant_lookup (properties, name, "t", &value);

  return value;
}

/**
 * pl_ctl_find_data:
 * @variable: an environment variable that may name another file
 * @name: the file's name in the data folder
 *
 * Returns: (transfer full): where the file is, or should be
 */
char *
pl_ctl_find_data (const char *variable,
                  const char *name)
{
  const char *other = g_getenv (variable);

  return other != NULL ? g_strdup (other) : g_build_filename (PL_PKGDATADIR, name, NULL);
}
