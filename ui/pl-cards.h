// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The cards of "Good to know": plain data, offline, translated when they are given out. */

#define PL_CARD_MAX_LINES 24

/* How a line of a card is set. */
typedef enum
{
  PL_CARD_TEXT,
  PL_CARD_HEADING,
  PL_CARD_POINT,
} PlCardLineKind;

typedef struct _PlCard PlCard;

const PlCard   *pl_card_lookup       (const char    *id);
const PlCard   *pl_card_get          (guint          number);
const char     *pl_card_get_id       (const PlCard  *self);
const char     *pl_card_get_title    (const PlCard  *self);
const char     *pl_card_get_subtitle (const PlCard  *self);
guint           pl_card_count_lines  (const PlCard  *self);
const char     *pl_card_get_line     (const PlCard  *self,
                                      guint          line,
                                      PlCardLineKind *kind);

G_END_DECLS
