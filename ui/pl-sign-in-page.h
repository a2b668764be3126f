// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"
#include "pl-watch-client.h"

G_BEGIN_DECLS

#define PL_TYPE_SIGN_IN_PAGE (pl_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (PlSignInPage, pl_sign_in_page, PL, SIGN_IN_PAGE, PlPage)

PlPage *pl_sign_in_page_new (PlWatchClient *watch,
                             GSettings     *settings);

G_END_DECLS
