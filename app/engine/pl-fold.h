// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* How a code point is folded. An entry below 0x80 is the ASCII character it reads as; one from 0x100 up is a code point. */
#define PL_FOLD_PAGE 128
#define PL_FOLD_LIMIT 0x20000
#define PL_FOLD_EXPANSION_LENGTH 8

enum
{
  PL_FOLD_SEPARATOR = ' ',
  PL_FOLD_IGNORE = 0x80,
  PL_FOLD_PICTOGRAPH = 0x81,
  PL_FOLD_IDEOGRAPH = 0x82,
  PL_FOLD_SAME = 0x83,        /* a letter that is kept as it is */
  PL_FOLD_EXPANSION = 0xE000, /* and up: the number of a short string */
};

guint16     pl_fold_code_point    (gunichar c);
const char *pl_fold_get_expansion (guint16  entry);

G_END_DECLS
