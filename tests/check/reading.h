// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How hard a text is to read, by two formulas for each language, as school grades. */

typedef struct
{
  guint letters;
  guint words;
  guint sentences;
  guint syllables;
  guint longest; /* words of the longest sentence */
} PlReading;

void   pl_reading_add           (PlReading       *self,
                                 const char      *text,
                                 gboolean         spanish);
double pl_reading_flesch_kincaid (const PlReading *self);
double pl_reading_ari            (const PlReading *self);
double pl_reading_huerta         (const PlReading *self);
double pl_reading_crawford       (const PlReading *self);

G_END_DECLS
