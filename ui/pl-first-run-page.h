// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"
#include "pl-watch-client.h"

G_BEGIN_DECLS

#define PL_TYPE_FIRST_RUN_PAGE (pl_first_run_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFirstRunPage, pl_first_run_page, PL, FIRST_RUN_PAGE, PlPage)

gboolean pl_first_run_is_due   (GSettings     *settings);
PlPage  *pl_first_run_page_new (PlWatchClient *watch,
                                GSettings     *settings);

G_END_DECLS
