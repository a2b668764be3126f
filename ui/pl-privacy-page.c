// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-privacy-page.h"

#include "pl-privacy-text.h"
#include "pl-window-language.h"

#define FOLDER "/org/porchlight/Porchlight/doc/"

struct _PlPrivacyPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkBox *lines;
};

/**
 * PlPrivacyPage:
 *
 * The privacy statement that is installed beside the program, in the words of the file itself.
 */
G_DEFINE_FINAL_TYPE (PlPrivacyPage, pl_privacy_page, PL_TYPE_PAGE)

static void
pl_privacy_page_class_init (PlPrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPrivacyPage, lines);
}

static void
pl_privacy_page_init (PlPrivacyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_heading (const PlPrivacyLine *line)
{
  return g_object_new (GTK_TYPE_LABEL, "label", line->text, "wrap", TRUE, "xalign", 0.0f, "margin-top", 12,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                       "css-classes", (const char *[]) { line->kind == PL_PRIVACY_HEADING ? "title-4" : "heading", NULL }, NULL);
}

static GBytes *
load_statement (void)
{
  g_autofree char *language = pl_window_language_dup_current ();
  g_autofree char *path = g_strconcat (FOLDER, pl_privacy_text_get_name (language), NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * pl_privacy_page_new:
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_privacy_page_new (void)
{
  PlPrivacyPage *self = g_object_new (PL_TYPE_PRIVACY_PAGE, NULL);
  g_autoptr (GBytes) bytes = load_statement ();
  g_autofree char *statement = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GPtrArray) lines = pl_privacy_text_parse (statement);

  for (guint i = 0; i < lines->len; i++)
    {
      const PlPrivacyLine *line = g_ptr_array_index (lines, i);

      gtk_box_append (self->lines, line->kind == PL_PRIVACY_POINT ? pl_page_new_point (line->text) : new_heading (line));
    }

  return PL_PAGE (self);
}
