// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-desk.h"

G_BEGIN_DECLS

#define PL_TYPE_VISIT (pl_visit_get_type ())
G_DECLARE_FINAL_TYPE (PlVisit, pl_visit, PL, VISIT, GObject)

PlVisit *pl_visit_new       (GDBusConnection *session,
                             GSettings       *settings,
                             PlDesk          *desk);
void     pl_visit_start     (PlVisit         *self);
void     pl_visit_end       (PlVisit         *self);
void     pl_visit_finish    (PlVisit         *self);
gboolean pl_visit_is_shared (PlVisit         *self);

G_END_DECLS
