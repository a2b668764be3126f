// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define PL_TYPE_QR_CODE (pl_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (PlQrCode, pl_qr_code, PL, QR_CODE, GObject)

PlQrCode *pl_qr_code_new       (const char *text);
int       pl_qr_code_get_width (PlQrCode   *self);
gboolean  pl_qr_code_is_dark   (PlQrCode   *self,
                                int         x,
                                int         y);

G_END_DECLS
