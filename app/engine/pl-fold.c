// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-fold.h"

#include "pl-fold-table.h"

/**
 * pl_fold_code_point:
 * @c: a code point
 *
 * Compatibility decomposition, case folding, removal of marks and default-ignorable code points (Unicode Standard Annex 15,
 * GLib's tables), then letters of other alphabets that pass for a Latin one (Unicode Technical Standard 39).
 *
 * Returns: what it reads as: an ASCII character, one of the PL_FOLD_ marks, an expansion or another code point
 */
guint16
pl_fold_code_point (gunichar c)
{
  if (c >= PL_FOLD_LIMIT)
    return c < 0x40000 ? PL_FOLD_IDEOGRAPH : PL_FOLD_IGNORE;

  return fold_pages[fold_index[c / PL_FOLD_PAGE]][c % PL_FOLD_PAGE];
}

/**
 * pl_fold_get_expansion:
 * @entry: %PL_FOLD_EXPANSION or above, as pl_fold_code_point () gave it
 *
 * Returns: (transfer none): the letters that the code point reads as, UTF-8
 */
const char *
pl_fold_get_expansion (guint16 entry)
{
  return fold_expansions[entry - PL_FOLD_EXPANSION];
}
