// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Spellings that people use to hide a word, and slips of the hand: made from plain text to measure and to train with. */
typedef enum
{
  PL_EVASION_LEETSPEAK,
  PL_EVASION_SPACED,
  PL_EVASION_ZERO_WIDTH,
  PL_EVASION_HOMOGLYPHS,
  PL_EVASION_ELONGATION,
  PL_EVASION_VOWELS,
  PL_EVASION_EMOJI,
  PL_EVASION_TYPOS_5,
  PL_EVASION_TYPOS_10,
} PlEvasion;

#define PL_N_EVASIONS 9

const char *pl_evasion_get_name (PlEvasion   evasion);
char       *pl_evasion_apply    (PlEvasion   evasion,
                                 const char *text,
                                 GRand      *random);

G_END_DECLS
