// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_PAGE (pl_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlPage, pl_page, PL, PAGE, AdwBin)

struct _PlPageClass
{
  AdwBinClass parent_class;
};

const char *pl_page_get_heading (PlPage     *self);
void        pl_page_set_heading (PlPage     *self,
                                 const char *heading);
GtkWidget  *pl_page_get_content (PlPage     *self);
void        pl_page_set_content (PlPage     *self,
                                 GtkWidget  *content);
GtkWidget  *pl_page_get_fill    (PlPage     *self);
void        pl_page_set_fill    (PlPage     *self,
                                 GtkWidget  *fill);
GtkWidget  *pl_page_get_foot    (PlPage     *self);
void        pl_page_set_foot    (PlPage     *self,
                                 GtkWidget  *foot);
gboolean    pl_page_get_root    (PlPage     *self);
void        pl_page_set_root    (PlPage     *self,
                                 gboolean    root);
void        pl_page_arrive      (PlPage     *self);

void        pl_page_wrap_buttons (GtkWidget *widget);
GtkWidget  *pl_page_new_point    (const char *text);

G_END_DECLS
