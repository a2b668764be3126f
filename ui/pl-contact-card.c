// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-contact-card.h"

#include "pl-contact-words.h"
#include "pl-page.h"
#include "pl-qr-code.h"

#include <glib/gi18n.h>

struct _PlContactCard
{
  GtkBox parent_instance;

  /* Template widgets */
  GtkImage *icon;
  GtkLabel *way;
  GtkLabel *notes;
  GtkWidget *open;
  GtkWidget *copy;
  GtkWidget *show_code;
  GtkWidget *code_box;
  GtkPicture *code;

  /* Owned */
  char *uri; /* (nullable) */
};

/**
 * PlContactCard:
 *
 * One way to reach a help line: what to know first, then buttons that copy it, show it to a phone or open the browser.
 * Nothing here ever dials or sends by itself.
 */
G_DEFINE_FINAL_TYPE (PlContactCard, pl_contact_card, GTK_TYPE_BOX)

static void
open_cb (PlContactCard *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->uri, GDK_CURRENT_TIME);
}

static void
show_code_cb (PlContactCard *self)
{
  g_autoptr (PlQrCode) code = NULL;
  gboolean shown = gtk_widget_get_visible (self->code_box);

  if (!shown)
    {
      code = pl_qr_code_new (self->uri);
      gtk_picture_set_paintable (self->code, GDK_PAINTABLE (code));
    }

  gtk_widget_set_visible (self->code_box, !shown);
  gtk_button_set_label (GTK_BUTTON (self->show_code), shown ? _("Show a code for a phone") : _("Put the code away"));
}

static void
pl_contact_card_finalize (GObject *object)
{
  g_free (PL_CONTACT_CARD (object)->uri);

  G_OBJECT_CLASS (pl_contact_card_parent_class)->finalize (object);
}

static void
pl_contact_card_class_init (PlContactCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_contact_card_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-contact-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, icon);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, way);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, notes);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, open);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, copy);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, show_code);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, code_box);
  gtk_widget_class_bind_template_child (widget_class, PlContactCard, code);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_code_cb);
}

static void
pl_contact_card_init (PlContactCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_page_wrap_buttons (GTK_WIDGET (self));
}

/**
 * pl_contact_card_new:
 * @contact: a contact
 * @country: (nullable): name of its country for people
 *
 * Returns: (transfer floating): a card for it
 */
GtkWidget *
pl_contact_card_new (const PlContact *contact,
                     const char      *country)
{
  PlContactCard *self = g_object_new (PL_TYPE_CONTACT_CARD, NULL);
  g_autofree char *way = pl_contact_words_dup_way (contact);
  g_autofree char *notes = pl_contact_words_dup_notes (contact, country);
  g_autofree char *spoken = g_strdup_printf (_("Code for a phone's camera. %s"), way);

  self->uri = pl_contact_dup_uri (contact);
  gtk_image_set_from_icon_name (self->icon, pl_contact_words_icon (pl_contact_get_kind (contact)));
  gtk_label_set_label (self->way, way);
  gtk_label_set_label (self->notes, notes);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", pl_contact_get_display (contact));
  gtk_widget_set_visible (self->open, self->uri != NULL && g_str_has_prefix (self->uri, "https:"));
  gtk_widget_set_visible (self->show_code, self->uri != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return GTK_WIDGET (self);
}
