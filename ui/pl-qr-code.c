// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-qr-code.h"

#include <gtk/gtk.h>
#include <qrencode.h>

/* ISO/IEC 18004 asks for four light modules around the code. */
#define QUIET 4

struct _PlQrCode
{
  GObject parent_instance;

  /* Owned */
  QRcode *code;
};

static void paintable_init (GdkPaintableInterface *iface);

/**
 * PlQrCode:
 *
 * A code that a phone's camera reads: always dark on light, in dark mode too, since not every camera reads the inverse.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (PlQrCode, pl_qr_code, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init))

static void
pl_qr_code_snapshot (GdkPaintable *paintable,
                     GdkSnapshot  *snapshot,
                     double        width,
                     double        height)
{
  PlQrCode *self = PL_QR_CODE (paintable);
  static const GdkRGBA light = { 1, 1, 1, 1 };
  static const GdkRGBA dark = { 0, 0, 0, 1 };
  int n = pl_qr_code_get_width (self);
  double side = MIN (width, height) / (n + 2 * QUIET);

  gtk_snapshot_append_color (GTK_SNAPSHOT (snapshot), &light, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (int y = 0; y < n; y++)
    for (int x = 0; x < n; x++)
      if (pl_qr_code_is_dark (self, x, y))
        gtk_snapshot_append_color (GTK_SNAPSHOT (snapshot), &dark,
                                   &GRAPHENE_RECT_INIT ((x + QUIET) * side, (y + QUIET) * side, side, side));
}

static GdkPaintableFlags
pl_qr_code_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

/* A whole number of pixels a module, so that the edges stay sharp. */
static int
pl_qr_code_get_intrinsic_size (GdkPaintable *paintable)
{
  return (pl_qr_code_get_width (PL_QR_CODE (paintable)) + 2 * QUIET) * 5;
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = pl_qr_code_snapshot;
  iface->get_flags = pl_qr_code_get_flags;
  iface->get_intrinsic_width = pl_qr_code_get_intrinsic_size;
  iface->get_intrinsic_height = pl_qr_code_get_intrinsic_size;
}

static void
pl_qr_code_finalize (GObject *object)
{
  PlQrCode *self = PL_QR_CODE (object);

  g_clear_pointer (&self->code, QRcode_free);

  G_OBJECT_CLASS (pl_qr_code_parent_class)->finalize (object);
}

static void
pl_qr_code_class_init (PlQrCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_qr_code_finalize;
}

static void
pl_qr_code_init (PlQrCode *self)
{
}

/**
 * pl_qr_code_new:
 * @text: a tel:, sms:, mailto: or https: link
 *
 * Returns: (transfer full) (nullable): the code, %NULL where @text is too long for one
 */
PlQrCode *
pl_qr_code_new (const char *text)
{
  g_autoptr (PlQrCode) self = g_object_new (PL_TYPE_QR_CODE, NULL);

  self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);

  return self->code != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * pl_qr_code_get_width:
 * @self: a code
 *
 * Returns: modules along a side, without the quiet zone
 */
int
pl_qr_code_get_width (PlQrCode *self)
{
  return self->code->width;
}

/**
 * pl_qr_code_is_dark:
 * @self: a code
 * @x: column, from 0
 * @y: row, from 0
 *
 * Returns: whether that module is dark
 */
gboolean
pl_qr_code_is_dark (PlQrCode *self,
                    int       x,
                    int       y)
{
  return (self->code->data[y * self->code->width + x] & 1) != 0;
}
