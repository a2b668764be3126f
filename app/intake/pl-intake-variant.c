// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

/**
 * pl_variant_get_string:
 * @value: (nullable): a value of any type
 *
 * Looks through boxes ("v"). The string lives as long as the tuple that @value was taken from.
 *
 * Returns: (transfer none): the string, "" for a value that is none
 */
const char *
pl_variant_get_string (GVariant *value)
{
  if (value == NULL)
    return "";

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      /* One box is the rule of a dictionary; deeper ones nobody sends. */
      return g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING) ? g_variant_get_string (inner, NULL) : "";
    }

  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
}

/**
 * pl_variant_lookup_string:
 * @dictionary: an a{sv}
 * @key: a key
 *
 * Returns: (transfer none): the string under @key, "" where there is none or it has another type
 */
const char *
pl_variant_lookup_string (GVariant   *dictionary,
                          const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (dictionary, key, G_VARIANT_TYPE_STRING);

  return pl_variant_get_string (value);
}

/**
 * pl_notice_has_action:
 * @notice: a notification
 * @key: the key of an action
 *
 * Returns: whether it offers that action
 */
gboolean
pl_notice_has_action (const PlNotice *notice,
                      const char     *key)
{
  for (guint i = 0; i < notice->n_actions; i++)
    {
      if (g_str_equal (notice->actions[i], key))
        return TRUE;
    }

  return FALSE;
}
