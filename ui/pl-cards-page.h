// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_CARDS_PAGE (pl_cards_page_get_type ())
G_DECLARE_FINAL_TYPE (PlCardsPage, pl_cards_page, PL, CARDS_PAGE, PlPage)

PlPage *pl_cards_page_new      (void);
PlPage *pl_cards_page_new_card (const char *id);

G_END_DECLS
