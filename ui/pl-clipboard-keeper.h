// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Seconds after which a copied number leaves the clipboard by itself. */
#define PL_CLIPBOARD_KEEPER_SECONDS 60

#define PL_TYPE_CLIPBOARD_KEEPER (pl_clipboard_keeper_get_type ())
G_DECLARE_FINAL_TYPE (PlClipboardKeeper, pl_clipboard_keeper, PL, CLIPBOARD_KEEPER, GObject)

PlClipboardKeeper *pl_clipboard_keeper_new   (GdkClipboard      *clipboard,
                                              guint              seconds);
void               pl_clipboard_keeper_copy  (PlClipboardKeeper *self,
                                              const char        *text);
void               pl_clipboard_keeper_clear (PlClipboardKeeper *self);
gboolean           pl_clipboard_keeper_holds (PlClipboardKeeper *self);

G_END_DECLS
