// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A card to keep on paper or in a file. Neither its job name nor its file name says what is on it. */

GtkPrintOperation *pl_plain_card_new_operation (const char *text);
void               pl_plain_card_print         (const char *text,
                                                GtkWindow  *parent);
void               pl_plain_card_save          (const char *text,
                                                GtkWindow  *parent);
const char        *pl_plain_card_get_job_name  (void);
const char        *pl_plain_card_get_file_name (void);

G_END_DECLS
