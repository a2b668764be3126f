// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"
#include "pl-resource.h"

G_BEGIN_DECLS

#define PL_TYPE_RESOURCE_PAGE (pl_resource_page_get_type ())
G_DECLARE_FINAL_TYPE (PlResourcePage, pl_resource_page, PL, RESOURCE_PAGE, PlPage)

PlPage *pl_resource_page_new (const PlResource *resource,
                              const char       *country,
                              const PlResource *emergency,
                              gboolean          guessed,
                              const char       *checked);

G_END_DECLS
