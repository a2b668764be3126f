// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-lock.h"

#include "pl-policy-settings.h"

#include <glib/gi18n.h>

static gboolean
names_path (const char *file,
            const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      /* A line that ends in a slash locks all keys below it. */
      if (g_str_equal (line, path) || (*line == '/' && g_str_has_suffix (line, "/") && g_str_has_prefix (path, line)))
        return TRUE;
    }

  return FALSE;
}

static char *
find_in_locks (const char *locks,
               const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (locks, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (locks, name, NULL);

      if (names_path (file, path))
        return g_steal_pointer (&file);
    }

  return NULL;
}

/**
 * pl_lock_find_file:
 * @folder: where dconf keeps its databases, %PL_LOCK_FOLDER
 * @path: full path of a key, "/org/porchlight/Porchlight/enabled"
 *
 * The form of the files is that of dconf(7): FOLDER/NAME.d/locks/FILE, a path a line.
 *
 * Returns: (transfer full) (nullable): the file that locks @path, %NULL where none of them does
 */
char *
pl_lock_find_file (const char *folder,
                   const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *locks = g_build_filename (folder, name, "locks", NULL);
      g_autofree char *file = find_in_locks (locks, path);

      if (file != NULL)
        return g_steal_pointer (&file);
    }

  return NULL;
}

/**
 * pl_lock_dup_note:
 * @settings: the settings of the person
 * @key: a key of them
 * @folder: where dconf keeps its databases
 *
 * Returns: (transfer full) (nullable): a line that says that @key is locked and by whom, %NULL where it is not
 */
char *
pl_lock_dup_note (GSettings  *settings,
                  const char *key,
                  const char *folder)
{
  PlPolicy *policy = pl_policy_settings_get_policy (settings);
  g_autoptr (GVariant) set = NULL;
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  gboolean may_change;

  if (g_settings_is_writable (settings, key))
    return NULL;

  set = policy != NULL ? pl_policy_dup_setting (policy, key, &may_change) : NULL;
  if (set != NULL && !may_change)
    return g_strdup_printf (_("Locked by the person who runs this computer, in %s."), pl_policy_settings_get_path ());

  path = g_strconcat ("/org/porchlight/Porchlight/", key, NULL);
  file = pl_lock_find_file (folder, path);
  if (file == NULL)
    return g_strdup (_("Locked by the person who runs this computer."));

  return g_strdup_printf (_("Locked by the person who runs this computer, in %s."), file);
}
