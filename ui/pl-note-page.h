// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"
#include "pl-resource.h"

G_BEGIN_DECLS

#define PL_TYPE_NOTE_PAGE (pl_note_page_get_type ())
G_DECLARE_FINAL_TYPE (PlNotePage, pl_note_page, PL, NOTE_PAGE, PlPage)

PlPage *pl_note_page_new (const char *kind,
                          const char *account,
                          GPtrArray  *matches);

G_END_DECLS
