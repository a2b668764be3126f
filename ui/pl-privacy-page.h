// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_PRIVACY_PAGE (pl_privacy_page_get_type ())
G_DECLARE_FINAL_TYPE (PlPrivacyPage, pl_privacy_page, PL, PRIVACY_PAGE, PlPage)

PlPage *pl_privacy_page_new (void);

G_END_DECLS
