// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-family-client.h"
#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_FAMILY_PAGE (pl_family_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFamilyPage, pl_family_page, PL, FAMILY_PAGE, PlPage)

PlPage *pl_family_page_new (PlFamilyClient *client);

G_END_DECLS
