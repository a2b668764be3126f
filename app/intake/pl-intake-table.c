// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* A table of someone else's is small; a huge one is a mistake. */
#define MAX_TABLE (1024 * 1024)

G_DEFINE_QUARK (pl-intake-error-quark, pl_intake_error)

struct _PlTable
{
  /* Owned */
  GPtrArray *programs; /* (element-type PlProgram): all that were ever loaded; the maps borrow */
  GHashTable *apps;    /* (element-type utf8 PlProgram): by folded id, name and process */
  GHashTable *sites;   /* (element-type utf8 PlProgram): by host, or by ".domain" */
  GHashTable *phones;  /* (element-type utf8 PlProgram): by folded package and name */
  PlWords *words;
};

/**
 * pl_table_new:
 *
 * Returns: (transfer full): an empty table
 */
PlTable *
pl_table_new (void)
{
  PlTable *self = g_new0 (PlTable, 1);

  self->programs = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_program_free);
  self->apps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->words = pl_words_new ();

  return self;
}

/**
 * pl_table_free:
 * @self: (transfer full): a table
 */
void
pl_table_free (PlTable *self)
{
  g_hash_table_unref (self->apps);
  g_hash_table_unref (self->sites);
  g_hash_table_unref (self->phones);
  g_ptr_array_unref (self->programs);
  pl_words_free (self->words);
  g_free (self);
}

static gboolean
is_generic (const char *part)
{
  static const char *const generic[] = { "desktop", "client", "app", "application", "chat", "messenger", "daemon", "mail",
                                         "linux", "web", "session", "wire", "element", "main", "im", "messages", "phone" };

  for (guint i = 0; i < G_N_ELEMENTS (generic); i++)
    {
      if (g_str_equal (part, generic[i]))
        return TRUE;
    }

  return strlen (part) < 3;
}

/* Takes a name for a program; the vendor's prefix may be left out where no other program goes by the rest. */
static void
add_key (GHashTable      *map,
         const PlProgram *program,
         const char      *name)
{
  char *folded = g_utf8_casefold (name, -1);
  const char *last = strrchr (folded, '.');

  if (last != NULL && !is_generic (last + 1) && !g_hash_table_contains (map, last + 1))
    g_hash_table_insert (map, g_strdup (last + 1), (gpointer) program);

  g_hash_table_replace (map, folded, (gpointer) program);
}

static void
add_keys (GHashTable      *map,
          const PlProgram *program,
          GKeyFile        *file,
          const char      *group,
          const char      *list)
{
  g_auto (GStrv) names = g_key_file_get_string_list (file, group, list, NULL, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_key (map, program, names[i]);
}

static gboolean
load_entry (PlTable    *self,
            GHashTable *map,
            GKeyFile   *file,
            const char *group,
            GError    **error)
{
  const char *key = strchr (group, ' ') + 1;
  PlProgram *program = pl_program_load (file, group, key, error);

  if (program == NULL)
    return FALSE;

  g_ptr_array_add (self->programs, program);
  if (map == self->apps)
    add_key (map, program, key);
  else
    g_hash_table_replace (map, g_utf8_casefold (key, -1), program);
  if (program->name != NULL && map != self->sites)
    g_hash_table_replace (map, g_utf8_casefold (program->name, -1), program);
  add_keys (map, program, file, group, "Also");
  add_keys (map, program, file, group, "Process");

  return TRUE;
}

static gboolean
load_words (PlTable    *self,
            GKeyFile   *file,
            const char *group,
            GError    **error)
{
  g_auto (GStrv) languages = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    {
      g_auto (GStrv) phrases = g_key_file_get_string_list (file, group, languages[i], NULL, NULL);

      for (guint j = 0; phrases != NULL && phrases[j] != NULL; j++)
        {
          if (*phrases[j] != '\0' && !pl_words_add (self->words, strchr (group, ' ') + 1, phrases[j], error))
            return g_prefix_error (error, "[%s] %s: ", group, languages[i]), FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_group (PlTable    *self,
            GKeyFile   *file,
            const char *group,
            GError    **error)
{
  if (g_str_has_prefix (group, "app ") && group[4] != '\0')
    return load_entry (self, self->apps, file, group, error);
  if (g_str_has_prefix (group, "site ") && group[5] != '\0')
    return load_entry (self, self->sites, file, group, error);
  if (g_str_has_prefix (group, "phone ") && group[6] != '\0')
    return load_entry (self, self->phones, file, group, error);
  if (g_str_has_prefix (group, "words ") && group[6] != '\0')
    return load_words (self, file, group, error);

  g_set_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE,
               "[%s]: a group is \"app ID\", \"site HOST\", \"phone PACKAGE\" or \"words KIND\"", group);
  return FALSE;
}

static GKeyFile *
parse (GBytes  *bytes,
       GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) inner = NULL;

  if (g_bytes_get_size (bytes) > MAX_TABLE)
    return g_set_error_literal (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "the table is larger than 1 MiB"), NULL;
  if (!g_utf8_validate (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
    return g_set_error_literal (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "the table is not UTF-8"), NULL;
  if (g_bytes_get_size (bytes) > 0 && !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &inner))
    return g_set_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "%s", inner->message), NULL;

  return g_steal_pointer (&file);
}

static gboolean
load_groups (PlTable  *self,
             GKeyFile *file,
             GError  **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (!load_group (self, file, groups[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_table_load_trusted:
 * @self: a table
 * @bytes: a key file that is part of the program
 * @error: (out): %PL_INTAKE_ERROR_TABLE
 *
 * As pl_table_load (), without the trial: half the work at each start.
 *
 * Returns: whether it could be used
 */
gboolean
pl_table_load_trusted (PlTable *self,
                       GBytes  *bytes,
                       GError **error)
{
  g_autoptr (GKeyFile) file = parse (bytes, error);

  return file != NULL && load_groups (self, file, error);
}

/**
 * pl_table_load:
 * @self: a table
 * @bytes: a key file, see data/applications/README.md
 * @error: (out): %PL_INTAKE_ERROR_TABLE, naming group and key
 *
 * Adds entries; one that is known already is replaced. A table with a mistake in it changes nothing.
 *
 * Returns: whether it could be used
 */
gboolean
pl_table_load (PlTable *self,
               GBytes  *bytes,
               GError **error)
{
  g_autoptr (GKeyFile) file = parse (bytes, error);
  g_autoptr (PlTable) trial = pl_table_new ();

  return file != NULL && load_groups (trial, file, error) && load_groups (self, file, error);
}

/**
 * pl_table_get_words:
 * @self: a table
 *
 * Returns: (transfer none): its words
 */
const PlWords *
pl_table_get_words (const PlTable *self)
{
  return self->words;
}

/**
 * pl_table_find_phone:
 * @self: a table
 * @name: the package or the name of an application on a phone
 *
 * Returns: (transfer none) (nullable): its entry
 */
const PlProgram *
pl_table_find_phone (const PlTable *self,
                     const char    *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_hash_table_lookup (self->phones, folded);
}

/**
 * pl_table_find_site:
 * @self: a table
 * @host: the host of a web origin
 *
 * Returns: (transfer none) (nullable): its entry, or that of a domain it belongs to
 */
const PlProgram *
pl_table_find_site (const PlTable *self,
                    const char    *host)
{
  g_autofree char *folded = g_utf8_casefold (host, -1);
  const char *bare = g_str_has_prefix (folded, "www.") ? folded + 4 : folded;
  g_autofree char *with = g_strconcat ("www.", bare, NULL);
  const PlProgram *program = g_hash_table_lookup (self->sites, bare);

  if (program == NULL)
    program = g_hash_table_lookup (self->sites, with);
  for (const char *dot = strchr (bare, '.'); program == NULL && dot != NULL; dot = strchr (dot + 1, '.'))
    program = g_hash_table_lookup (self->sites, dot);

  return program;
}

/* --- the many ways to write one program's id --------------------------------------------------------------------- */

static void
cut_suffix (char       *id,
            const char *suffix)
{
  if (g_str_has_suffix (id, suffix) && strlen (id) > strlen (suffix))
    id[strlen (id) - strlen (suffix)] = '\0';
}

/* "snap.discord_discord", "discord_discord.desktop", "discord-canary", "org.gnome.Fractal.Devel". */
static void
cut_packaging (char *id)
{
  static const char *const suffixes[] = { ".desktop", ".devel", "-canary", "-ptb", "-beta", "-nightly", "-stable", "-development",
                                          "-bin", "-git", "-insiders", "-unstable", "-esr" };
  char *name;

  cut_suffix (id, ".desktop");
  name = strchr (id, '_');
  if (name != NULL && name > id && strchr (id, '.') == NULL)
    *name = '\0';
  for (guint i = 1; i < G_N_ELEMENTS (suffixes); i++)
    cut_suffix (id, suffixes[i]);
}

static const PlProgram *
find_last_part (const PlTable *self,
                char          *id)
{
  const char *last = strrchr (id, '.');

  last = last != NULL ? last + 1 : id;
  if (last == id)
    {
      cut_suffix (id, "-desktop");
      cut_suffix (id, " desktop");
    }

  return is_generic (last) ? NULL : g_hash_table_lookup (self->apps, last);
}

/**
 * pl_table_find_app:
 * @self: a table
 * @name: a desktop entry, an application id, a name or a process
 *
 * Compares without case, and with and without vendor prefix and packaging.
 *
 * Returns: (transfer none) (nullable): its entry
 */
const PlProgram *
pl_table_find_app (const PlTable *self,
                   const char    *name)
{
  g_autofree char *id = g_utf8_casefold (g_str_has_prefix (name, "snap.") ? name + strlen ("snap.") : name, -1);
  const PlProgram *program = *id != '\0' ? g_hash_table_lookup (self->apps, id) : NULL;

  if (program != NULL || *id == '\0')
    return program;

  cut_packaging (id);
  program = g_hash_table_lookup (self->apps, id);

  return program != NULL ? program : find_last_part (self, id);
}
