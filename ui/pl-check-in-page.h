// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-family-client.h"
#include "pl-page.h"
#include "pl-prompt.h"
#include "pl-resource.h"

G_BEGIN_DECLS

#define PL_TYPE_CHECK_IN_PAGE (pl_check_in_page_get_type ())
G_DECLARE_FINAL_TYPE (PlCheckInPage, pl_check_in_page, PL, CHECK_IN_PAGE, PlPage)

PlPage *pl_check_in_page_new (const PlPrompt   *prompt,
                              GPtrArray        *matches,
                              const PlResource *emergency,
                              gboolean          guessed);
void    pl_check_in_page_follow (PlCheckInPage  *self,
                                 PlFamilyClient *client);

G_END_DECLS
