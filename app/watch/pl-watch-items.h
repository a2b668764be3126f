// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-tray-menu.h"
#include "pl-watch.h"

G_BEGIN_DECLS

void pl_watch_choose_item (PlWatch         *self,
                           GDBusConnection *session,
                           PlTrayItem       item,
                           const char      *token);

G_END_DECLS
