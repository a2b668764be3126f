// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-page.h"

G_BEGIN_DECLS

/* The pages of a window, from the first to the one in view. What is taken off is destroyed as soon as it is out of view. */

typedef struct _PlPageStack PlPageStack;

PlPageStack *pl_page_stack_new        (AdwLeaflet  *leaflet);
void         pl_page_stack_free       (PlPageStack *self);
guint        pl_page_stack_get_length (PlPageStack *self);
void         pl_page_stack_push       (PlPageStack *self,
                                       PlPage      *page);
void         pl_page_stack_replace    (PlPageStack *self,
                                       PlPage      *page);
void         pl_page_stack_pop_to     (PlPageStack *self,
                                       guint        length);
void         pl_page_stack_settle     (PlPageStack *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPageStack, pl_page_stack_free)

G_END_DECLS
