// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Any bytes at all: reading ends, offsets stay inside and in order, and no workspace overflows. */

#include "pl-features.h"
#include "pl-network.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Words that lead into every repair. */
static void
fill_words (guint32 *keys,
            guint8  *ranks,
            guint    n_slots)
{
  static const char *const known[] = { "a", "i", "secret", "photo", "so", "hello", "tell", "your" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint32 key = pl_hash_bytes (known[i], strlen (known[i]));
      guint32 slot = pl_words_start (key, n_slots);

      while (keys[slot] != 0)
        slot = (slot + 1) % n_slots;
      keys[slot] = key;
      ranks[slot] = (guint8) (255 - i);
    }
}

/* Ways from every word without one of its letters; each third leads past the last word, as in a damaged model. */
static void
fill_ways (guint32     *ways,
           guint        n_ways,
           const char  *word,
           guint32      slot)
{
  char shorter[PL_TEXT_WORD];
  guint length = (guint) strlen (word);

  for (guint skip = 0; skip < length; skip++)
    {
      guint32 key;
      guint32 at;

      memcpy (shorter, word, skip);
      memcpy (shorter + skip, word + skip + 1, length - skip - 1);
      key = pl_hash_bytes (shorter, length - 1) ^ PL_WORDS_EDIT_SALT;
      for (at = pl_words_start (key, n_ways); ways[at] != 0; at = (at + 1) % n_ways)
        ;
      ways[at] = (skip % 3 == 2 ? 0xFFFF : slot) << 16 | pl_words_shorten (key);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  guint32 keys[64] = { 0 };
  guint8 ranks[64] = { 0 };
  guint32 ways[64] = { 0 };
  g_autofree PlText *text = g_new0 (PlText, 1);
  g_autofree PlFeatures *features = g_new0 (PlFeatures, 1);
  g_autofree PlNetworkRows *rows = g_new0 (PlNetworkRows, 1);
  PlWords words = { keys, keys, ranks, ranks, ways, 64, 64 };
  gsize at = 0;

  fill_words (keys, ranks, 64);
  fill_ways (ways, 64, "secret", pl_words_start (pl_hash_bytes ("secret", 6), 64));
  fill_ways (ways, 64, "photo", 3);
  while (at < size)
    {
      gsize next = pl_text_read (text, &words, (const char *) data, size, at);

      g_assert_cmpuint (next, >, at);
      for (guint i = 0; i < text->n_tokens; i++)
        {
          const PlToken *token = &text->tokens[i];

          g_assert_cmpuint (token->start, >=, at);
          g_assert_cmpuint (token->start, <, token->end);
          g_assert_cmpuint (token->end, <=, size);
          g_assert_cmpuint (token->offset + token->length, <=, PL_TEXT_BYTES);
        }
      pl_features_extract (features, text, G_MAXUINT, 100003);
      for (guint i = 0; i < features->n; i++)
        g_assert_cmpuint (features->rows[i], <, 100003);
      pl_network_list_rows (text, (const char *) data, next, 9, rows);
      for (guint i = 0; i < rows->first[rows->n_words]; i++)
        g_assert_cmpuint (rows->rows[i], <, 1u << 9);
      at = next;
    }

  return 0;
}
