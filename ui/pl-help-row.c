// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-help-row.h"

#include "pl-contact-words.h"

struct _PlHelpRow
{
  AdwActionRow parent_instance;
};

/**
 * PlHelpRow:
 *
 * A help line in a short list: its name, its ways, what it shares about minors. Opens its own page.
 */
G_DEFINE_FINAL_TYPE (PlHelpRow, pl_help_row, ADW_TYPE_ACTION_ROW)

static void
pl_help_row_class_init (PlHelpRowClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/porchlight/Porchlight/ui/pl-help-row.ui");
}

static void
pl_help_row_init (PlHelpRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_help_row_new:
 * @resource: a help line
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
pl_help_row_new (const PlResource *resource)
{
  PlHelpRow *self = g_object_new (PL_TYPE_HELP_ROW, NULL);
  g_autofree char *below = pl_contact_words_dup_row (resource);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), pl_resource_get_name (resource));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), below);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.resource");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", pl_resource_get_id (resource));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, below, -1);

  return GTK_WIDGET (self);
}
