// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-store.h"

/* Far more than any computer's families need. */
#define SIZE_LIMIT (1024 * 1024)

/**
 * pl_family_store_load:
 * @path: the file
 * @error: %PL_FAMILY_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): what stands in the file; a state in which nobody agreed to anything where there is none
 */
PlFamilyState *
pl_family_store_load (const char  *path,
                      GError     **error)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GError) file_error = NULL;
  g_autofree char *content = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, &file_error))
    {
      if (g_error_matches (file_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return pl_family_state_new ();
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_DAMAGED, "the stored agreements cannot be opened");
      return NULL;
    }

  if (size <= SIZE_LIMIT && g_utf8_validate (content, (gssize) size, NULL))
    variant = g_variant_parse (G_VARIANT_TYPE ("(ua(uusbbuu))"), content, NULL, NULL, NULL);
  if (variant == NULL)
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_DAMAGED, "the stored agreements cannot be read");
      return NULL;
    }

  return pl_family_state_from_variant (variant, error);
}

/**
 * pl_family_store_save:
 * @path: the file, replaced whole or not at all
 * @state: what to write
 * @error: from the file system
 *
 * Only its owner can read it.
 *
 * Returns: whether it stands on the disk
 */
gboolean
pl_family_store_save (const char     *path,
                      PlFamilyState  *state,
                      GError        **error)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (pl_family_state_to_variant (state));
  g_autofree char *content = g_variant_print (variant, FALSE);

  return g_file_set_contents_full (path, content, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}
