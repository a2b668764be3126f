// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"
#include "pl-engine.h"
#include "pl-page.h"
#include "pl-watch-client.h"

G_BEGIN_DECLS

#define PL_TYPE_SIGHT_PAGE (pl_sight_page_get_type ())
G_DECLARE_FINAL_TYPE (PlSightPage, pl_sight_page, PL, SIGHT_PAGE, PlPage)

PlPage *pl_sight_page_new (PlWatchClient *watch,
                           GSettings     *settings,
                           PlEngine      *engine,
                           PlDirectory   *directory);

G_END_DECLS
