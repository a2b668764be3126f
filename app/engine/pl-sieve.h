// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-features.h"

G_BEGIN_DECLS

/* Features fall by their hash to many more places than there are rows of weights. The places whose weights say most have a row, in their
 * order; the others weigh nothing. So a feature that says something hardly ever shares its row, and rare ones cost a bit and no row.
 * The arrays are borrowed. */
typedef struct
{
  const guint64 *bits;   /* (n_places / 64): one a place, the lowest first */
  const guint32 *before; /* (n_places / 64): rows of the places before */
  guint32 n_places;      /* a multiple of 64 */
} PlSieve;

void     pl_sieve_count    (const guint64 *bits,
                            guint32        n_places,
                            guint32       *before);
gboolean pl_sieve_is_sound (const PlSieve *self,
                            guint32        n_rows);
void     pl_sieve_apply    (const PlSieve *self,
                            PlFeatures    *features);

G_END_DECLS
