// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#define G_SETTINGS_ENABLE_BACKEND

#include "pl-policy-settings.h"

#include <gio/gsettingsbackend.h>

#define SETTINGS_PATH "/org/porchlight/Porchlight/"

/* Keeps hold of the policy as long as the settings live. */
#define POLICY_DATA "porchlight-policy"

/*
 * PlPolicyBackend: what the policy sets is read from the policy, and cannot be written; all else passes through to the person's own settings.
 * No variable of the environment leads around it, as one does around dconf's locks.
 */
#define PL_TYPE_POLICY_BACKEND (pl_policy_backend_get_type ())
G_DECLARE_FINAL_TYPE (PlPolicyBackend, pl_policy_backend, PL, POLICY_BACKEND, GSettingsBackend)

struct _PlPolicyBackend
{
  GSettingsBackend parent_instance;

  /* Owned */
  GSettings *own; /* the person's */

  /* Borrowed */
  PlPolicy *policy;
};

G_DEFINE_FINAL_TYPE (PlPolicyBackend, pl_policy_backend, G_TYPE_SETTINGS_BACKEND)

static const char *
name_of (const char *key)
{
  return g_str_has_prefix (key, SETTINGS_PATH) ? key + strlen (SETTINGS_PATH) : NULL;
}

static GVariant *
pl_policy_backend_read (GSettingsBackend   *backend,
                        const char         *key,
                        const GVariantType *expected_type,
                        gboolean            default_value)
{
  PlPolicyBackend *self = PL_POLICY_BACKEND (backend);
  const char *name = name_of (key);
  g_autoptr (GVariant) set = NULL;
  g_autoptr (GVariant) chosen = NULL;
  gboolean may_change;

  if (name == NULL)
    return NULL;

  set = pl_policy_dup_setting (self->policy, name, &may_change);
  if (set != NULL && (default_value || !may_change))
    return g_steal_pointer (&set);
  if (default_value)
    return NULL;

  chosen = set != NULL ? g_settings_get_user_value (self->own, name) : g_settings_get_value (self->own, name);

  return chosen != NULL ? g_steal_pointer (&chosen) : g_steal_pointer (&set);
}

static GVariant *
pl_policy_backend_read_user_value (GSettingsBackend   *backend,
                                   const char         *key,
                                   const GVariantType *expected_type)
{
  return name_of (key) != NULL ? g_settings_get_user_value (PL_POLICY_BACKEND (backend)->own, name_of (key)) : NULL;
}

static gboolean
pl_policy_backend_get_writable (GSettingsBackend *backend,
                                const char       *key)
{
  PlPolicyBackend *self = PL_POLICY_BACKEND (backend);
  const char *name = name_of (key);
  g_autoptr (GVariant) set = NULL;
  gboolean may_change;

  if (name == NULL)
    return FALSE;

  set = pl_policy_dup_setting (self->policy, name, &may_change);

  return (set == NULL || may_change) && g_settings_is_writable (self->own, name);
}

static void
own_changed_cb (GSettings  *own,
                const char *name,
                gpointer    data)
{
  g_autofree char *key = g_strconcat (SETTINGS_PATH, name, NULL);

  g_settings_backend_changed (G_SETTINGS_BACKEND (data), key, NULL);
}

static void
own_writable_changed_cb (GSettings  *own,
                         const char *name,
                         gpointer    data)
{
  g_autofree char *key = g_strconcat (SETTINGS_PATH, name, NULL);

  g_settings_backend_writable_changed (G_SETTINGS_BACKEND (data), key);
}

static gboolean
pl_policy_backend_write (GSettingsBackend *backend,
                         const char       *key,
                         GVariant         *value,
                         gpointer          origin_tag)
{
  PlPolicyBackend *self = PL_POLICY_BACKEND (backend);
  g_autoptr (GVariant) held = g_variant_ref_sink (value);
  gboolean written;

  if (!pl_policy_backend_get_writable (backend, key))
    return FALSE;

  g_signal_handlers_block_by_func (self->own, own_changed_cb, self);
  written = g_settings_set_value (self->own, name_of (key), held);
  g_signal_handlers_unblock_by_func (self->own, own_changed_cb, self);
  if (written)
    g_settings_backend_changed (backend, key, origin_tag);

  return written;
}

static void
pl_policy_backend_reset (GSettingsBackend *backend,
                         const char       *key,
                         gpointer          origin_tag)
{
  PlPolicyBackend *self = PL_POLICY_BACKEND (backend);

  if (name_of (key) == NULL)
    return;

  g_settings_reset (self->own, name_of (key));
  g_settings_backend_changed (backend, key, origin_tag);
}

typedef struct
{
  GSettingsBackend *backend;
  gpointer origin_tag;
  gboolean written;
} TreeWrite;

static gboolean
write_one (gpointer key,
           gpointer value,
           gpointer data)
{
  TreeWrite *write = data;

  if (value != NULL)
    write->written = pl_policy_backend_write (write->backend, key, value, write->origin_tag) && write->written;
  else
    pl_policy_backend_reset (write->backend, key, write->origin_tag);

  return FALSE;
}

static gboolean
pl_policy_backend_write_tree (GSettingsBackend *backend,
                              GTree            *tree,
                              gpointer          origin_tag)
{
  TreeWrite write = { backend, origin_tag, TRUE };

  g_tree_foreach (tree, write_one, &write);

  return write.written;
}

static GPermission *
pl_policy_backend_get_permission (GSettingsBackend *backend,
                                  const char       *path)
{
  return g_simple_permission_new (TRUE);
}

static void
pl_policy_backend_dispose (GObject *object)
{
  PlPolicyBackend *self = PL_POLICY_BACKEND (object);

  g_clear_object (&self->own);

  G_OBJECT_CLASS (pl_policy_backend_parent_class)->dispose (object);
}

static void
pl_policy_backend_class_init (PlPolicyBackendClass *class)
{
  GSettingsBackendClass *backend_class = G_SETTINGS_BACKEND_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_policy_backend_dispose;
  backend_class->read = pl_policy_backend_read;
  backend_class->read_user_value = pl_policy_backend_read_user_value;
  backend_class->get_writable = pl_policy_backend_get_writable;
  backend_class->write = pl_policy_backend_write;
  backend_class->write_tree = pl_policy_backend_write_tree;
  backend_class->reset = pl_policy_backend_reset;
  backend_class->get_permission = pl_policy_backend_get_permission;
}

static void
pl_policy_backend_init (PlPolicyBackend *self)
{
  self->own = g_settings_new (PL_APPLICATION_ID);
  g_signal_connect_object (self->own, "changed", G_CALLBACK (own_changed_cb), self, 0);
  g_signal_connect_object (self->own, "writable-changed", G_CALLBACK (own_writable_changed_cb), self, 0);
}

static void
free_policy (gpointer data)
{
  pl_policy_free (data);
}

/**
 * pl_policy_settings_get_path:
 *
 * Returns: (transfer none): where this build looks for the machine's policy
 */
const char *
pl_policy_settings_get_path (void)
{
  return PL_SYSCONFDIR "/porchlight/policy.conf";
}

/**
 * pl_policy_settings_new:
 * @path: full path of the policy
 *
 * A policy that has no effect is told on standard error, once.
 *
 * Returns: (transfer full): the settings of the program, locked where the policy says so
 */
GSettings *
pl_policy_settings_new (const char *path)
{
  g_autoptr (PlPolicyBackend) backend = g_object_new (PL_TYPE_POLICY_BACKEND, NULL);
  g_autoptr (GError) error = NULL;
  PlPolicy *policy = pl_policy_load_or_strict (path, &error);
  GSettings *settings;

  if (error != NULL)
    g_printerr ("Porchlight: %s\n", error->message);

  backend->policy = policy;
  g_object_set_data_full (G_OBJECT (backend), POLICY_DATA, policy, free_policy);
  settings = g_settings_new_with_backend (PL_APPLICATION_ID, G_SETTINGS_BACKEND (backend));
  g_object_set_data (G_OBJECT (settings), POLICY_DATA, policy);

  return settings;
}

/**
 * pl_policy_settings_get_policy:
 * @settings: what pl_policy_settings_new () gave, or any other settings
 *
 * Returns: (transfer none) (nullable): the policy over them; %NULL where there is none
 */
PlPolicy *
pl_policy_settings_get_policy (GSettings *settings)
{
  return g_object_get_data (G_OBJECT (settings), POLICY_DATA);
}

/**
 * pl_policy_settings_reset:
 * @settings: the settings
 *
 * Takes back all that a guest set: what is left is the policy's and the program's own, and who this computer is for.
 */
void
pl_policy_settings_reset (GSettings *settings)
{
  static const char *const of_the_machine[] = { "mode", "start-at-login", NULL };
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) chosen = g_settings_get_user_value (settings, keys[i]);

      if (chosen != NULL && !g_strv_contains (of_the_machine, keys[i]))
        g_settings_reset (settings, keys[i]);
    }
}
