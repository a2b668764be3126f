// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-cards-page.h"

#include "pl-cards.h"

struct _PlCardsPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkListBox *list;
  GtkBox *lines;
};

/**
 * PlCardsPage:
 *
 * "Good to know": the list of cards, or one card.
 */
G_DEFINE_FINAL_TYPE (PlCardsPage, pl_cards_page, PL_TYPE_PAGE)

static void
pl_cards_page_class_init (PlCardsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-cards-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCardsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlCardsPage, lines);
}

static void
pl_cards_page_init (PlCardsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_row (const PlCard *card)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pl_card_get_title (card));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), pl_card_get_subtitle (card));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.card");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", pl_card_get_id (card));

  return row;
}

static GtkWidget *
new_line (const char     *text,
          PlCardLineKind  kind)
{
  GtkWidget *label;

  if (kind == PL_CARD_POINT)
    return pl_page_new_point (text);

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (kind == PL_CARD_HEADING)
    {
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_margin_top (label, 12);
    }

  return label;
}

/**
 * pl_cards_page_new:
 *
 * Returns: (transfer floating): the list of cards
 */
PlPage *
pl_cards_page_new (void)
{
  PlCardsPage *self = g_object_new (PL_TYPE_CARDS_PAGE, NULL);

  for (guint i = 0; pl_card_get (i) != NULL; i++)
    gtk_list_box_append (self->list, new_row (pl_card_get (i)));
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);

  return PL_PAGE (self);
}

/**
 * pl_cards_page_new_card:
 * @id: id of a card
 *
 * Returns: (transfer floating) (nullable): one card, %NULL where there is none of that id
 */
PlPage *
pl_cards_page_new_card (const char *id)
{
  const PlCard *card = pl_card_lookup (id);
  PlCardsPage *self;

  if (card == NULL)
    return NULL;

  self = g_object_new (PL_TYPE_CARDS_PAGE, "heading", pl_card_get_title (card), NULL);
  for (guint i = 0; i < pl_card_count_lines (card); i++)
    {
      PlCardLineKind kind;
      const char *text = pl_card_get_line (card, i, &kind);

      gtk_box_append (self->lines, new_line (text, kind));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);

  return PL_PAGE (self);
}
