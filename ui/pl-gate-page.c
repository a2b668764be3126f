// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-gate-page.h"

struct _PlGatePage
{
  PlPage parent_instance;
};

/**
 * PlGatePage:
 *
 * The neutral page before anything private: anyone may be at the keyboard. It looks the same whatever lies behind it.
 * Signals: "yes", "no".
 */
G_DEFINE_FINAL_TYPE (PlGatePage, pl_gate_page, PL_TYPE_PAGE)

enum
{
  YES,
  NO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
yes_cb (PlGatePage *self)
{
  g_signal_emit (self, signals[YES], 0);
}

static void
no_cb (PlGatePage *self)
{
  g_signal_emit (self, signals[NO], 0);
}

static void
pl_gate_page_class_init (PlGatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[YES] = g_signal_new ("yes", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NO] = g_signal_new ("no", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-gate-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
}

static void
pl_gate_page_init (PlGatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_gate_page_new:
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_gate_page_new (void)
{
  return g_object_new (PL_TYPE_GATE_PAGE, NULL);
}
