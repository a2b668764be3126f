// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The display, as far as two questions go. */
typedef struct _PlScreen PlScreen;

PlScreen *pl_screen_open           (void);
void      pl_screen_close          (PlScreen *self);
gboolean  pl_screen_is_full_screen (PlScreen *self);
gboolean  pl_screen_get_idle_seconds (PlScreen *self,
                                    guint    *seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlScreen, pl_screen_close)

G_END_DECLS
