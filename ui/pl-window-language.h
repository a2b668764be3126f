// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* On a machine with guests, the language they chose is that of the window too. */

char *pl_window_language_dup_current (void);
void  pl_window_language_apply       (GSettings  *settings,
                                      const char *session);

G_END_DECLS
