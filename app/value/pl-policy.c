// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy.h"

#include "pl-policy-rules.h"

#include <string.h>

#define GROUP "Porchlight"

/* Where nobody said how long a machine with guests may lie idle. */
#define IDLE_DEFAULT 10

/* More keys than a policy has. */
#define KEYS_LIMIT 200

struct _PlPolicy
{
  /* Owned */
  GHashTable *values; /* (element-type utf8 utf8): what has an effect */
  GPtrArray *order;   /* (element-type utf8): keys as they stand in the file */
  GPtrArray *faults;  /* (element-type PlPolicyFault) */
  GStrv may_change;
};

G_DEFINE_QUARK (pl-policy-error-quark, pl_policy_error)

static void
fault_free (gpointer data)
{
  PlPolicyFault *fault = data;

  g_free (fault->key);
  g_error_free (fault->error);
  g_free (fault);
}

static void
take_fault (PlPolicy   *self,
            const char *key,
            GError     *error)
{
  PlPolicyFault *fault = g_new0 (PlPolicyFault, 1);

  fault->key = g_strdup (key);
  fault->error = error;
  g_ptr_array_add (self->faults, fault);
}

static void
put (PlPolicy   *self,
     const char *key,
     const char *value)
{
  g_hash_table_replace (self->values, g_strdup (key), g_strdup (value));
  g_ptr_array_add (self->order, g_strdup (key));
}

/**
 * pl_policy_new:
 *
 * Returns: (transfer full): a policy that sets nothing
 */
PlPolicy *
pl_policy_new (void)
{
  PlPolicy *self = g_new0 (PlPolicy, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->order = g_ptr_array_new_with_free_func (g_free);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  self->may_change = g_new0 (char *, 1);

  return self;
}

/**
 * pl_policy_free:
 * @self: (transfer full): a policy
 */
void
pl_policy_free (PlPolicy *self)
{
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->faults);
  g_strfreev (self->may_change);
  g_free (self);
}

static void
read_key (PlPolicy   *self,
          GKeyFile   *file,
          const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = g_key_file_get_string (file, GROUP, key, NULL);

  if (value == NULL)
    g_set_error_literal (&error, PL_POLICY_ERROR, PL_POLICY_ERROR_VALUE, "this is no text");
  else if (pl_policy_check_key (key, g_strstrip (value), &error))
    {
      put (self, key, value);
      return;
    }

  take_fault (self, key, g_steal_pointer (&error));
}

/* Only what is set can be left to the person, and only what is a taste. */
static void
read_may_change (PlPolicy *self)
{
  const char *value = g_hash_table_lookup (self->values, "may-change");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) keys = g_strsplit (value != NULL ? value : "", ";", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *key = g_strstrip (keys[i]);

      if (*key == '\0')
        continue;
      if (pl_policy_is_changeable (key) && g_hash_table_contains (self->values, key))
        g_strv_builder_add (builder, key);
      else
        take_fault (self, "may-change",
                    g_error_new (PL_POLICY_ERROR, PL_POLICY_ERROR_VALUE, "\"%.40s\" is not set here, or nobody at the keyboard can change it", key));
    }

  g_strfreev (self->may_change);
  self->may_change = g_strv_builder_end (builder);
}

static void
check_other_groups (PlPolicy *self,
                    GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], GROUP))
      take_fault (self, groups[i], g_error_new_literal (PL_POLICY_ERROR, PL_POLICY_ERROR_UNKNOWN, "there is one group, [" GROUP "]"));
}

/**
 * pl_policy_parse:
 * @text: a key file with the one group "Porchlight"
 * @length: bytes of @text
 * @error: %PL_POLICY_ERROR_SYNTAX
 *
 * A key that cannot be has no effect and is a fault; the others stand.
 *
 * Returns: (transfer full) (nullable): the policy
 */
PlPolicy *
pl_policy_parse (const char  *text,
                 gsize        length,
                 GError     **error)
{
  g_autoptr (PlPolicy) self = pl_policy_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) parse_error = NULL;
  g_auto (GStrv) keys = NULL;
  gsize n_keys = 0;

  if (length > 0 && !g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &parse_error))
    {
      g_set_error_literal (error, PL_POLICY_ERROR, PL_POLICY_ERROR_SYNTAX, "it is no key file: lines are [" GROUP "], key=value or # remark");
      return NULL;
    }

  keys = g_key_file_get_keys (file, GROUP, &n_keys, NULL);
  if (n_keys > KEYS_LIMIT)
    {
      g_set_error_literal (error, PL_POLICY_ERROR, PL_POLICY_ERROR_SYNTAX, "there are more than 200 keys");
      return NULL;
    }

  for (gsize i = 0; i < n_keys; i++)
    read_key (self, file, keys[i]);
  check_other_groups (self, file);
  read_may_change (self);

  return g_steal_pointer (&self);
}

/**
 * pl_policy_is_empty:
 * @self: a policy
 *
 * Returns: whether it sets nothing
 */
gboolean
pl_policy_is_empty (const PlPolicy *self)
{
  return g_hash_table_size (self->values) == 0;
}

/**
 * pl_policy_get:
 * @self: a policy
 * @key: a key
 *
 * Returns: (transfer none) (nullable): what stands there, %NULL where it is not set
 */
const char *
pl_policy_get (const PlPolicy *self,
               const char     *key)
{
  return g_hash_table_lookup (self->values, key);
}

/**
 * pl_policy_list_keys:
 * @self: a policy
 *
 * Returns: (transfer full): the keys that have an effect, as they stand in the file
 */
GStrv
pl_policy_list_keys (const PlPolicy *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->order->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->order, i));

  return g_strv_builder_end (builder);
}

/**
 * pl_policy_may_change:
 * @self: a policy
 * @key: a key
 *
 * Returns: whether the person at the keyboard may set @key otherwise
 */
gboolean
pl_policy_may_change (const PlPolicy *self,
                      const char     *key)
{
  return pl_policy_get (self, key) == NULL || g_strv_contains ((const char *const *) self->may_change, key);
}

/**
 * pl_policy_is_shared:
 * @self: a policy
 *
 * Returns: whether guests come and go at this machine
 */
gboolean
pl_policy_is_shared (const PlPolicy *self)
{
  return g_strcmp0 (pl_policy_get (self, "mode"), "shared") == 0;
}

/**
 * pl_policy_get_idle_minutes:
 * @self: a policy
 *
 * Returns: after how many minutes without a key or a move a guest has left
 */
guint
pl_policy_get_idle_minutes (const PlPolicy *self)
{
  const char *value = pl_policy_get (self, "idle-wipe-minutes");

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : IDLE_DEFAULT;
}

/**
 * pl_policy_dup_words:
 * @self: a policy
 * @key: "place-name" or "sign-in-words"
 * @language: ISO 639-1 code of who reads it
 *
 * Returns: (transfer full) (nullable): the words, in @language where they are there
 */
char *
pl_policy_dup_words (const PlPolicy *self,
                     const char     *key,
                     const char     *language)
{
  g_autofree char *localized = g_strdup_printf ("%s[%s]", key, language);
  const char *words = pl_policy_get (self, localized);

  return g_strdup (words != NULL ? words : pl_policy_get (self, key));
}

/**
 * pl_policy_get_faults:
 * @self: a policy
 *
 * Returns: (transfer none) (element-type PlPolicyFault): what was set and has no effect
 */
GPtrArray *
pl_policy_get_faults (const PlPolicy *self)
{
  return self->faults;
}

static GVariant *
hours_setting (const char *value,
               const char *setting)
{
  guint start = 0;
  guint end = 0;
  gboolean on = pl_policy_parse_hours (value, &start, &end);

  if (g_str_equal (setting, "quiet-hours-enabled"))
    return g_variant_new_boolean (on);
  if (!on)
    return NULL;

  return g_variant_new_uint32 (g_str_equal (setting, "quiet-hours-start") ? start : end);
}

static GVariant *
plain_setting (const char *value,
               const char *setting)
{
  static const char *const switches[] = { "large-text", "start-at-login", "remember", NULL };

  return g_strv_contains (switches, setting) ? g_variant_new_boolean (g_str_equal (value, "true")) : g_variant_new_string (value);
}

/**
 * pl_policy_dup_setting:
 * @self: a policy
 * @setting: a key of the settings schema
 * @may_change: (out): whether the person may set it otherwise
 *
 * Returns: (transfer full) (nullable): what the policy makes of @setting, %NULL where it says nothing
 */
GVariant *
pl_policy_dup_setting (const PlPolicy *self,
                       const char     *setting,
                       gboolean       *may_change)
{
  static const char *const plain[] = { "mode", "sensitivity", "country", "region", "language", "large-text", "start-at-login", "remember", NULL };
  const char *key = g_str_has_prefix (setting, "quiet-hours-") ? "quiet-hours" : setting;
  const char *value = pl_policy_get (self, key);
  GVariant *variant = NULL;

  *may_change = pl_policy_may_change (self, key);
  if (g_str_equal (setting, "remember") && pl_policy_is_shared (self))
    value = "false";

  if (value != NULL && g_str_equal (key, "quiet-hours"))
    variant = hours_setting (value, setting);
  else if (value != NULL && g_strv_contains (plain, setting))
    variant = plain_setting (value, setting);

  if (variant != NULL && g_str_equal (setting, "remember"))
    *may_change = FALSE;

  return variant != NULL ? g_variant_ref_sink (variant) : NULL;
}
