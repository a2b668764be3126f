// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"
#include "pl-watch-client.h"

G_BEGIN_DECLS

#define PL_TYPE_HOME_PAGE (pl_home_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHomePage, pl_home_page, PL, HOME_PAGE, PlPage)

PlPage *pl_home_page_new (PlWatchClient *watch,
                          GSettings     *settings);

G_END_DECLS
