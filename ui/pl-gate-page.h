// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"

G_BEGIN_DECLS

#define PL_TYPE_GATE_PAGE (pl_gate_page_get_type ())
G_DECLARE_FINAL_TYPE (PlGatePage, pl_gate_page, PL, GATE_PAGE, PlPage)

PlPage *pl_gate_page_new (void);

G_END_DECLS
