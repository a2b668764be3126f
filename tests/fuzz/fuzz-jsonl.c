// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Any line: a message, or an error that never holds text of the line. */

#include "pl-intake-jsonl.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_auto (PlJsonlMessage) message = { 0 };
  g_autoptr (GError) error = NULL;

  if (pl_jsonl_parse (&message, (const char *) data, size, &error))
    {
      g_assert_no_error (error);
      g_assert_true (g_utf8_validate (message.text, -1, NULL));
      g_assert_cmpuint (strlen (message.text), <=, PL_JSONL_TEXT_LIMIT);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_null (message.text);
    }

  return 0;
}
