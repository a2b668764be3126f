// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-pause.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

#define NOW G_GINT64_CONSTANT (1893456000)

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  PlPause pause = pl_pause_from_text ((const char *) data, size, NOW);
  g_autofree char *text = NULL;

  if (!pause.on)
    return 0;

  /* With an end it ends in time; without one it has none. */
  g_assert_true ((pause.until == 0) == (pause.seconds == 0));
  g_assert_true (pause.until == 0 || pause.until == NOW + pause.seconds);
  text = pl_pause_to_text (&pause);
  g_assert_nonnull (text);

  return 0;
}
