// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-resource.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_HELP_ITEM (pl_help_item_get_type ())
G_DECLARE_FINAL_TYPE (PlHelpItem, pl_help_item, PL, HELP_ITEM, GObject)

PlHelpItem *pl_help_item_new      (const PlResource *resource);
PlHelpItem *pl_help_item_new_note (const char       *text);
const char *pl_help_item_get_id   (PlHelpItem       *self);
const char *pl_help_item_get_title  (PlHelpItem       *self);
const char *pl_help_item_get_detail (PlHelpItem       *self);

G_END_DECLS
