// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-resource.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_HELP_ROW (pl_help_row_get_type ())
G_DECLARE_FINAL_TYPE (PlHelpRow, pl_help_row, PL, HELP_ROW, AdwActionRow)

GtkWidget *pl_help_row_new (const PlResource *resource);

G_END_DECLS
