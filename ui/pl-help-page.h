// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"
#include "pl-help-choice.h"
#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_HELP_PAGE (pl_help_page_get_type ())
G_DECLARE_FINAL_TYPE (PlHelpPage, pl_help_page, PL, HELP_PAGE, PlPage)

PlPage *pl_help_page_new (PlDirectory *directory,
                          GSettings   *settings,
                          PlConcern    concern,
                          PlStage      stage);

G_END_DECLS
