// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-policy-dconf.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* dconf(7): FOLDER/NAME.d/FILE are key files, FOLDER/NAME.d/locks/FILE name a key a line. */
#define GROUP "org/porchlight/Porchlight"
#define PATH "/" GROUP "/"

/* What dconf may say and must not, with the reason. */
static const struct
{
  const char *key;
  const char *value; /* (nullable): any */
  const char *reason;
} refused[] = {
  { "remember", "true", N_("only the person may choose to be remembered") },
  { "first-run-done", "true", N_("each person is shown what runs here, once") },
};

static guint
look_at_value (const char *file,
               const char *key,
               const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (g_str_equal (key, refused[i].key) && g_str_equal (value, refused[i].value))
      {
        fprintf (stderr, "%s: %s: %s: %s\n", file, key, _("refused, it would break a promise"), _(refused[i].reason));
        return 1;
      }

  g_print ("%s: %s=%s: %s\n", file, key, value, _("a preference for new people"));

  return 0;
}

static guint
look_at_values (const char *file)
{
  g_autoptr (GKeyFile) values = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  guint n_faults = 0;

  if (!g_key_file_load_from_file (values, file, G_KEY_FILE_NONE, NULL))
    return 0;

  keys = g_key_file_get_keys (values, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (values, GROUP, keys[i], NULL);

      n_faults += look_at_value (file, keys[i], value);
    }

  return n_faults;
}

static guint
look_at_lock (const char *file,
              const char *line)
{
  /* A line that ends in a slash locks all keys below it. */
  gboolean all = g_str_has_suffix (line, "/") && g_str_has_prefix (PATH, line);
  const char *key = line + strlen (PATH);

  if (!all && !g_str_has_prefix (line, PATH))
    return 0;
  if (all || g_str_equal (key, "enabled"))
    {
      fprintf (stderr, "%s: %s: %s: %s\n", file, all ? line : key, _("refused, it would break a promise"), _("whoever sits here can always turn it off"));
      return 1;
    }

  g_print ("%s: %s: %s\n", file, key, _("locked, but one variable of the environment opens it: put it into the policy too"));

  return 0;
}

static guint
look_at_locks (const char *file)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_faults = 0;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) == '/')
      n_faults += look_at_lock (file, lines[i]);

  return n_faults;
}

static guint
for_each_file (const char *folder,
               guint     (*look) (const char *file))
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_faults = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        n_faults += look (file);
    }

  return n_faults;
}

/*
 * ctl_policy_check_dconf:
 * @folder: where dconf keeps its databases
 *
 * Explains what dconf says about our settings.
 *
 * Returns: how much of it breaks a promise
 */
guint
ctl_policy_check_dconf (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_faults = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *values = g_build_filename (folder, name, NULL);
      g_autofree char *locks = g_build_filename (values, "locks", NULL);

      if (g_str_has_suffix (name, ".d"))
        n_faults += for_each_file (values, look_at_values) + for_each_file (locks, look_at_locks);
    }

  return n_faults;
}
