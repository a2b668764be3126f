// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-plain-card.h"

#include <glib/gi18n.h>
#include <string.h>

/* Points of a font that reads well on a folded card. */
#define CARD_FONT "Sans 11"

/**
 * pl_plain_card_get_job_name:
 *
 * Returns: (transfer none): what the printer's queue shows
 */
const char *
pl_plain_card_get_job_name (void)
{
  return _("Card");
}

/**
 * pl_plain_card_get_file_name:
 *
 * Returns: (transfer none): the name that is offered for a file
 */
const char *
pl_plain_card_get_file_name (void)
{
  return "card.txt";
}

static void
free_text (gpointer  text,
           GClosure *closure)
{
  g_free (text);
}

/* The lines of a layout that fit on each page, and where each page starts. */
typedef struct
{
  PangoLayout *layout;  /* (owned) */
  GArray *first_lines;  /* (owned) (element-type int) */
} Sheets;

static void
sheets_free (Sheets *self)
{
  g_clear_object (&self->layout);
  g_array_unref (self->first_lines);
  g_free (self);
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                const char        *text)
{
  Sheets *sheets = g_new0 (Sheets, 1);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (CARD_FONT);
  double height = gtk_print_context_get_height (context);
  double used = 0;
  int zero = 0;

  sheets->layout = gtk_print_context_create_pango_layout (context);
  sheets->first_lines = g_array_new (FALSE, FALSE, sizeof (int));
  pango_layout_set_font_description (sheets->layout, font);
  pango_layout_set_width (sheets->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (sheets->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (sheets->layout, text, -1);

  g_array_append_val (sheets->first_lines, zero);
  for (int i = 0; i < pango_layout_get_line_count (sheets->layout); i++)
    {
      PangoRectangle extents;
      double line;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (sheets->layout, i), NULL, &extents);
      line = (double) extents.height / PANGO_SCALE;
      if (used + line > height && used > 0)
        {
          g_array_append_val (sheets->first_lines, i);
          used = 0;
        }
      used += line;
    }

  gtk_print_operation_set_n_pages (operation, (int) sheets->first_lines->len);
  g_object_set_data_full (G_OBJECT (operation), "sheets", sheets, (GDestroyNotify) sheets_free);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page)
{
  Sheets *sheets = g_object_get_data (G_OBJECT (operation), "sheets");
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  int first = g_array_index (sheets->first_lines, int, page);
  int last = pango_layout_get_line_count (sheets->layout);
  double y = 0;

  if ((guint) page + 1 < sheets->first_lines->len)
    last = g_array_index (sheets->first_lines, int, page + 1);

  for (int i = first; i < last; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (sheets->layout, i);
      PangoRectangle extents;

      pango_layout_line_get_extents (line, NULL, &extents);
      cairo_move_to (cr, 0, y - (double) extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, line);
      y += (double) extents.height / PANGO_SCALE;
    }
}

/**
 * pl_plain_card_new_operation:
 * @text: the card as plain text
 *
 * Returns: (transfer full): a print operation with a neutral name that draws @text
 */
GtkPrintOperation *
pl_plain_card_new_operation (const char *text)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  gtk_print_operation_set_job_name (operation, pl_plain_card_get_job_name ());
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_print_cb), g_strdup (text), free_text, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);

  return operation;
}

/**
 * pl_plain_card_print:
 * @text: the card as plain text
 * @parent: the window that asks
 *
 * Shows the print dialog.
 */
void
pl_plain_card_print (const char *text,
                     GtkWindow  *parent)
{
  g_autoptr (GtkPrintOperation) operation = pl_plain_card_new_operation (text);

  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/* The toolkit notes what was saved among the recent files, which other programs show. */
static void
recent_changed_cb (GtkRecentManager *manager,
                   const char       *uri)
{
  if (gtk_recent_manager_has_item (manager, uri))
    gtk_recent_manager_remove_item (manager, uri, NULL);
}

static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  const char      *text)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GError) error = NULL;
      GtkWindow *parent = gtk_native_dialog_get_transient_for (dialog);

      g_signal_connect_data (gtk_recent_manager_get_default (), "changed", G_CALLBACK (recent_changed_cb), g_file_get_uri (file), free_text, 0);
      if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, &error))
        gtk_widget_activate_action (GTK_WIDGET (parent), "win.say", "s", _("The card could not be saved there."));
    }

  g_object_unref (dialog);
}

/**
 * pl_plain_card_save:
 * @text: the card as plain text
 * @parent: the window that asks
 *
 * Asks for a place and writes @text there, readable by this person only. The file does not go to the recent files.
 */
void
pl_plain_card_save (const char *text,
                    GtkWindow  *parent)
{
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_("Save"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), home, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), pl_plain_card_get_file_name ());
  g_signal_connect_data (dialog, "response", G_CALLBACK (save_response_cb), g_strdup (text), free_text, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
