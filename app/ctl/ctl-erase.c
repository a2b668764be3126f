// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-verbs.h"
#include "ctl-watch-client.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>

static gboolean
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  gboolean removed = TRUE;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      removed = remove_tree (child) && removed;
    }

  return (g_remove (path) == 0 || errno == ENOENT) && removed;
}

/* Our own folders, and nobody else's: each ends in our name. */
static gboolean
remove_folders (void)
{
  const char *const parents[] = { g_get_user_state_dir (), g_get_user_data_dir (), g_get_user_cache_dir (), g_get_user_config_dir () };
  gboolean removed = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      g_autofree char *folder = g_build_filename (parents[i], "porchlight", NULL);

      if (!remove_tree (folder))
        {
          fprintf (stderr, "porchlightctl: %s: %s\n", folder, _("could not be removed whole"));
          removed = FALSE;
        }
    }

  return removed;
}

static void
reset_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, PL_APPLICATION_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;
  g_auto (GStrv) keys = NULL;

  if (schema == NULL)
    return;

  settings = g_settings_new_full (schema, NULL, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_sync ();
}

static void
remove_autostart (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart", "org.porchlight.Watch.desktop", NULL);

  g_remove (path);
}

/* A running watcher holds numbers in its memory: it ends, and starts afresh with the next session. */
static void
end_watcher (void)
{
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;

  if (session != NULL)
    reply = g_dbus_connection_call_sync (session, "org.porchlight.Watch", "/org/porchlight/Watch", "org.porchlight.Watch1", "Quit", NULL, NULL,
                                         G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
}

/* The file of "Remember between sessions" and its key in the keyring: their keeper knows both. Says itself what went wrong. */
static gboolean
erase_memory (void)
{
  const char *const arguments[] = { PL_LIBEXECDIR "/porchlight-vault", "--erase", NULL };
  g_autoptr (GSubprocess) vault = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, NULL);

  return vault != NULL && g_subprocess_wait_check (vault, NULL, NULL);
}

/**
 * pl_ctl_erase:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * Removes all that Porchlight stored for this person: remembered numbers, own entries and tables, settings, start at login.
 *
 * Returns: 0 where all of it is gone, else 1
 */
int
pl_ctl_erase (int    argc,
              char **argv)
{
  gboolean removed;

  if (argc > 1)
    {
      g_print ("%s\n", _("Usage: porchlightctl erase"));
      return g_str_equal (argv[1], "--help") ? 0 : 2;
    }

  end_watcher ();
  removed = erase_memory ();
  removed = remove_folders () && removed;
  remove_autostart ();
  reset_settings ();
  if (removed)
    g_print ("%s\n", _("Everything that Porchlight stored for you is gone."));

  return removed ? 0 : 1;
}
