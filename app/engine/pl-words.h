// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words that the model knows, as hashes: open addressing, linear probing, key 0 for an empty slot.
 * Beside them stand the ways from a word without its vowels, or without one of its letters, to the word, by salted keys of which only a
 * part is kept: measured on the shipped model, 3 of 10,000 keys that lead nowhere find a way, so of unknown words, which try eight or
 * so, one in 400. The arrays are borrowed from the model file. */
typedef struct
{
  const guint32 *keys;    /* (n_slots) */
  const guint32 *targets; /* (n_slots): the hash that stands for the word: its own, or that of the word it is slang for */
  const guint8 *ranks;    /* (n_slots): 255 for the most frequent, 1 for the rarest */
  const guint8 *concepts; /* (n_slots): number of the meaning that the word shares with others, 0 for none */
  const guint32 *ways;    /* (n_ways): in the upper half the slot of a word, in the lower what is kept of the key; 0 where there is none */
  guint32 n_slots;        /* at most 65536 */
  guint32 n_ways;
} PlWords;

#define PL_WORDS_BARE_SALT 0x9E3779B9u
#define PL_WORDS_EDIT_SALT 0xD1B54A33u
#define PL_WORDS_STEM_SALT 0x7F4A7C15u /* from the beginning of a word, or a whole rare one, to its meaning */
#define PL_WORDS_SHORTEST_STEM 3
#define PL_HASH_START 2166136261u
#define PL_HASH_PRIME 16777619u

/* FNV-1a, one byte at a time (Fowler, Noll, Vo). */
static inline guint32
pl_hash_byte (guint32 hash,
              guint8  byte)
{
  return (hash ^ byte) * PL_HASH_PRIME;
}

static inline guint32
pl_hash_bytes (const char *bytes,
               gsize       length)
{
  guint32 hash = PL_HASH_START;

  for (gsize i = 0; i < length; i++)
    hash = pl_hash_byte (hash, (guint8) bytes[i]);

  return hash;
}

/* The finaliser of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit of the output. */
static inline guint32
pl_hash_mix (guint32 hash)
{
  hash ^= hash >> 16;
  hash *= 0x85EBCA6Bu;
  hash ^= hash >> 13;
  hash *= 0xC2B2AE35u;

  return hash ^ (hash >> 16);
}

/* Where to look for a key first (Lemire 2019: a product in place of a remainder). */
static inline guint32
pl_words_start (guint32 key,
                guint32 n_slots)
{
  return (guint32) (((guint64) pl_hash_mix (key) * n_slots) >> 32);
}

/* The slot of a key, or -1. */
static inline int
pl_words_find (const PlWords *self,
               guint32        key)
{
  guint32 slot = pl_words_start (key, self->n_slots);

  for (guint32 n = 0; n < self->n_slots && self->keys[slot] != 0; n++)
    {
      if (self->keys[slot] == key)
        return (int) slot;
      if (++slot == self->n_slots)
        slot = 0;
    }

  return -1;
}

/* What is kept of the key of a way; never 0. */
static inline guint32
pl_words_shorten (guint32 key)
{
  return MAX (pl_hash_mix (key) & 0xFFFF, 1);
}

/* The slot of the word that a salted key leads to, or -1. */
static inline int
pl_words_follow (const PlWords *self,
                 guint32        key)
{
  guint32 kept = pl_words_shorten (key);
  guint32 at = pl_words_start (key, self->n_ways);

  for (guint32 n = 0; n < self->n_ways && self->ways[at] != 0; n++)
    {
      guint32 slot = self->ways[at] >> 16;

      if ((self->ways[at] & 0xFFFF) == kept)
        return slot < self->n_slots ? (int) slot : -1;
      if (++at == self->n_ways)
        at = 0;
    }

  return -1;
}

G_END_DECLS
