// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"
#include "pl-intake-resources.h"

#define TABLE_PATH "/org/porchlight/Porchlight/applications/"

static void
load_built_in (PlIntake *self)
{
  static const char *const names[] = { "programs.ini", "sites.ini", "phones.ini", "words.ini" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat (TABLE_PATH, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (pl_intake_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr (GError) error = NULL;

      /* Part of the program: a test reads it, a person never meets this. */
      if (bytes == NULL || !pl_table_load_trusted (self->table, bytes, &error))
        g_error ("%s: %s", names[i], error != NULL ? error->message : "missing");
    }
}

/**
 * pl_intake_new:
 *
 * Returns: (transfer full): an intake with the built-in table of programs
 */
PlIntake *
pl_intake_new (void)
{
  PlIntake *self = g_new0 (PlIntake, 1);

  self->table = pl_table_new ();
  self->recent = pl_recent_new ();
  self->backends = g_ptr_array_new_with_free_func (g_free);
  self->muted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reads_unattributed_web = TRUE;
  load_built_in (self);

  return self;
}

/**
 * pl_intake_free:
 * @self: (transfer full): an intake
 */
void
pl_intake_free (PlIntake *self)
{
  pl_intake_set_categories_func (self, NULL, NULL, NULL);
  pl_table_free (self->table);
  pl_recent_free (self->recent);
  g_free (self->own_name);
  g_strfreev (self->own_texts);
  g_free (self->server_name);
  g_ptr_array_unref (self->backends);
  g_hash_table_unref (self->muted);
  g_hash_table_unref (self->extra);
  g_hash_table_unref (self->categories);
  g_free (self);
}

/**
 * pl_intake_load_table:
 * @self: an intake
 * @table: a key file, see data/applications/README.md
 * @error: (out): %PL_INTAKE_ERROR_TABLE, naming group and key
 *
 * Adds programs, sites, phone applications and words; later ones win over earlier ones. A table with a mistake changes nothing.
 *
 * Returns: whether it could be used
 */
gboolean
pl_intake_load_table (PlIntake *self,
                      GBytes   *table,
                      GError  **error)
{
  return pl_table_load (self->table, table, error);
}

/**
 * pl_intake_set_own_name:
 * @self: an intake
 * @unique_name: (nullable): the name of the connection that shows our pop-ups
 */
void
pl_intake_set_own_name (PlIntake   *self,
                        const char *unique_name)
{
  g_free (self->own_name);
  self->own_name = g_strdup (unique_name);
}

/**
 * pl_intake_set_own_texts:
 * @self: an intake
 * @texts: (nullable) (array zero-terminated=1): what our pop-ups say, in the language they are shown in
 *
 * A notification of somebody else that says little but one of these is a mirror's or a logger's, and not used.
 */
void
pl_intake_set_own_texts (PlIntake          *self,
                         const char *const *texts)
{
  g_strfreev (self->own_texts);
  self->own_texts = g_strdupv ((char **) texts);
}

/**
 * pl_intake_set_server_name:
 * @self: an intake
 * @unique_name: (nullable): who owns org.freedesktop.Notifications, as the bus says; %NULL for nobody knows
 *
 * A monitor on dbus-broker never hears of a change of owner; tell it here.
 */
void
pl_intake_set_server_name (PlIntake   *self,
                           const char *unique_name)
{
  g_free (self->server_name);
  self->server_name = unique_name != NULL && *unique_name != '\0' ? g_strdup (unique_name) : NULL;
  self->server_is_certain = self->server_name != NULL;
}

static void
set_folded (GHashTable        *set,
            const char *const *names)
{
  g_hash_table_remove_all (set);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_add (set, g_utf8_casefold (names[i], -1));
}

/**
 * pl_intake_set_muted:
 * @self: an intake
 * @channels: (nullable) (array zero-terminated=1): channels that are not read
 */
void
pl_intake_set_muted (PlIntake          *self,
                     const char *const *channels)
{
  set_folded (self->muted, channels);
}

/**
 * pl_intake_set_extra:
 * @self: an intake
 * @applications: (nullable) (array zero-terminated=1): ids or names of further messaging programs
 */
void
pl_intake_set_extra (PlIntake          *self,
                     const char *const *applications)
{
  set_folded (self->extra, applications);
}

/**
 * pl_intake_set_unattributed_web:
 * @self: an intake
 * @read: whether to read web notifications of browsers that name no site
 */
void
pl_intake_set_unattributed_web (PlIntake *self,
                                gboolean  read)
{
  self->reads_unattributed_web = read;
}

/**
 * pl_intake_set_categories_func:
 * @self: an intake
 * @func: (nullable): answers with the Categories of a program's desktop file; pl_intake_find_categories () reads the installed ones
 * @user_data: for @func
 * @destroy: (nullable): for @user_data
 */
void
pl_intake_set_categories_func (PlIntake        *self,
                               PlCategoriesFunc func,
                               gpointer         user_data,
                               GDestroyNotify   destroy)
{
  if (self->categories_destroy != NULL)
    self->categories_destroy (self->categories_data);

  self->categories_func = func;
  self->categories_data = user_data;
  self->categories_destroy = destroy;
  g_hash_table_remove_all (self->categories);
}

/**
 * pl_intake_forget_bus:
 * @self: an intake
 *
 * Forgets every unique name: a new bus gives them out anew.
 */
void
pl_intake_forget_bus (PlIntake *self)
{
  pl_intake_set_own_name (self, NULL);
  pl_intake_set_server_name (self, NULL);
  g_ptr_array_set_size (self->backends, 0);
}

/* --- readings -------------------------------------------------------------------------------------------------------- */

/**
 * pl_reading_refuse:
 * @self: a reading
 * @why: why the event is not used, in plain words; a constant
 */
void
pl_reading_refuse (PlReading  *self,
                   const char *why)
{
  self->use = FALSE;
  self->why = why;
}

/**
 * pl_reading_free:
 * @self: (transfer full): a reading
 */
void
pl_reading_free (PlReading *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}
