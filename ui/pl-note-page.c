// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-note-page.h"

#include "pl-directory.h"
#include "pl-help-row.h"
#include "pl-note-words.h"

#include <glib/gi18n.h>

struct _PlNotePage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkLabel *account;
  GtkLabel *text;
  GtkLabel *tip;
  GtkWidget *lines_box;
  GtkListBox *lines;
};

/**
 * PlNotePage:
 *
 * A note for a parent: its fixed text, how to talk about it, and lines for parents. The same page is what a teen can show on an account that
 * the family shares.
 */
G_DEFINE_FINAL_TYPE (PlNotePage, pl_note_page, PL_TYPE_PAGE)

static void
pl_note_page_class_init (PlNotePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-note-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNotePage, account);
  gtk_widget_class_bind_template_child (widget_class, PlNotePage, text);
  gtk_widget_class_bind_template_child (widget_class, PlNotePage, tip);
  gtk_widget_class_bind_template_child (widget_class, PlNotePage, lines_box);
  gtk_widget_class_bind_template_child (widget_class, PlNotePage, lines);
}

static void
pl_note_page_init (PlNotePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_label (GtkLabel   *label,
            const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (text != NULL)
    gtk_label_set_label (label, text);
}

/**
 * pl_note_page_new:
 * @kind: a kind, by its name on the bus
 * @account: (nullable): whose account it is from
 * @matches: (element-type PlMatch): lines for parents
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_note_page_new (const char *kind,
                  const char *account,
                  GPtrArray  *matches)
{
  PlNotePage *self = g_object_new (PL_TYPE_NOTE_PAGE, NULL);
  g_autofree char *from = account != NULL ? g_strdup_printf (_("From the account of %s"), account) : NULL;

  show_label (self->account, from);
  show_label (self->text, pl_note_words_get_text (kind));
  show_label (self->tip, pl_note_words_get_tip (kind));
  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch *match = g_ptr_array_index (matches, i);

      gtk_list_box_append (self->lines, pl_help_row_new (match->resource));
    }
  gtk_widget_set_visible (self->lines_box, matches->len > 0);

  return PL_PAGE (self);
}
