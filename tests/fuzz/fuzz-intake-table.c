// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A table of programs that a shelter or a person wrote; what loads is tried on a few fields. */

#include "pl-intake-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (PlTable) table = pl_table_new ();
  PlStretch stretches[PL_N_SLOTS] = { 0 };

  if (!pl_table_load (table, bytes, NULL))
    return 0;

  pl_table_find_app (table, "org.example.Chat.desktop");
  pl_table_find_site (table, "www.chat.example.org");
  pl_table_find_phone (table, "com.example.chat");
  pl_words_classify (pl_table_get_words (table), "New message");
  pl_words_match (pl_table_get_words (table), PL_PHRASE_FROM, "New message from Sam (Class group)", stretches);

  return 0;
}
