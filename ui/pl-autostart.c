// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-autostart.h"

#include <glib/gstdio.h>
#include <errno.h>

/**
 * pl_autostart_is_installed:
 * @config_dirs: the system's configuration folders, as g_get_system_config_dirs ()
 *
 * Returns: whether desktops start the watcher for every account, so that the setting alone decides
 */
gboolean
pl_autostart_is_installed (const char *const *config_dirs)
{
  for (; *config_dirs != NULL; config_dirs++)
    {
      g_autofree char *path = g_build_filename (*config_dirs, "autostart", "org.porchlight.Watch.desktop", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_autostart_set:
 * @entry: the desktop entry that came with the program
 * @folder: the person's autostart folder
 * @on: whether the watcher starts at login
 * @error: %G_IO_ERROR
 *
 * Copies the entry into the folder that every desktop reads at login (XDG Autostart), or takes it away. A second start is harmless.
 *
 * Returns: whether it could be switched
 */
gboolean
pl_autostart_set (const char  *entry,
                  const char  *folder,
                  gboolean     on,
                  GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (folder, "org.porchlight.Watch.desktop", NULL);
  gsize length;

  if (!on)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return FALSE;
    }

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  if (!g_file_get_contents (entry, &text, &length, error))
    return FALSE;

  return g_file_set_contents (path, text, (gssize) length, error);
}
