// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sieve.h"

/* How many bits are set: sums of two, four and eight bits side by side (Warren, Hacker's Delight, 5-1). Not every processor that this
 * is built for has an instruction for it. */
static inline guint32
count_bits (guint64 bits)
{
  bits -= (bits >> 1) & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + ((bits >> 2) & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;

  return (guint32) ((bits * 0x0101010101010101u) >> 56);
}

/**
 * pl_sieve_count:
 * @bits: (array): (@n_places / 64), a bit for each place that has a row
 * @n_places: a multiple of 64
 * @before: (out caller-allocates) (array): (@n_places / 64), how many rows stand before
 */
void
pl_sieve_count (const guint64 *bits,
                guint32        n_places,
                guint32       *before)
{
  guint32 n = 0;

  for (guint32 i = 0; i < n_places / 64; i++)
    {
      before[i] = n;
      n += count_bits (bits[i]);
    }
}

/**
 * pl_sieve_is_sound:
 * @self: a sieve
 * @n_rows: of the weight table
 *
 * Returns: whether its counts fit its bits, and all lead to a row
 */
gboolean
pl_sieve_is_sound (const PlSieve *self,
                   guint32        n_rows)
{
  guint32 n = 0;

  for (guint32 i = 0; i < self->n_places / 64; i++)
    {
      if (self->before[i] != n)
        return FALSE;
      n += count_bits (self->bits[i]);
    }

  return n == n_rows;
}

/**
 * pl_sieve_apply:
 * @self: a sieve
 * @features: (inout): as they were extracted, by their places; and then those that have a row, by their rows
 */
void
pl_sieve_apply (const PlSieve *self,
                PlFeatures    *features)
{
  guint n = 0;

  for (guint i = 0; i < features->n; i++)
    {
      guint32 place = features->rows[i];
      guint64 word = self->bits[place / 64];
      guint64 bit = (guint64) 1 << (place % 64);

      if (!(word & bit))
        continue;
      features->rows[n] = self->before[place / 64] + count_bits (word & (bit - 1));
      features->first[n] = features->first[i];
      features->last[n] = features->last[i];
      n++;
    }
  features->n = n;
}
