// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-update.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A file that somebody brings. No key signed it, so whatever it is, it is refused with a reason. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const guint8 key[32] = { 1, 2, 3 };
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (keys, g_bytes_new_static (key, sizeof key));
  g_assert_null (pl_update_read (file, keys, &error));
  g_assert_nonnull (error);

  return 0;
}
