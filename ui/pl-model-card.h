// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the model card that came with the model says of each step of sensitivity. */

gboolean pl_model_card_find_rate (const char *card,
                                  const char *step,
                                  double     *rate,
                                  double     *most);
char    *pl_model_card_dup_line  (const char *card,
                                  const char *step);

G_END_DECLS
