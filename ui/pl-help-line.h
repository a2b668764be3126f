// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-help-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_HELP_LINE (pl_help_line_get_type ())
G_DECLARE_FINAL_TYPE (PlHelpLine, pl_help_line, PL, HELP_LINE, GtkBox)

GtkListItemFactory *pl_help_line_new_factory (gboolean compact);

G_END_DECLS
