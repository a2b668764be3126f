// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_CHECK_MESSAGE_PAGE (pl_check_message_page_get_type ())
G_DECLARE_FINAL_TYPE (PlCheckMessagePage, pl_check_message_page, PL, CHECK_MESSAGE_PAGE, PlPage)

PlPage *pl_check_message_page_new (PlEngine   *engine,
                                   const char *engine_error);

G_END_DECLS
