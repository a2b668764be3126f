// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-resource-page.h"

#include "pl-contact-card.h"
#include "pl-contact-words.h"
#include "pl-plain-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PlResourcePage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *authority;
  GtkLabel *shares;
  GtkLabel *never_call;
  GtkLabel *warnings;
  GtkBox *contacts;
  GtkLabel *sources;
  GtkLabel *disclaimer;
  GtkLabel *emergency;

  /* Owned */
  char *card; /* all of it as plain text */
};

/**
 * PlResourcePage:
 *
 * One help line: who answers, what it shares about minors, its ways, the trace each leaves, and where the facts come from.
 */
G_DEFINE_FINAL_TYPE (PlResourcePage, pl_resource_page, PL_TYPE_PAGE)

static void
print_cb (PlResourcePage *self)
{
  pl_plain_card_print (self->card, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
save_cb (PlResourcePage *self)
{
  pl_plain_card_save (self->card, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
pl_resource_page_finalize (GObject *object)
{
  g_free (PL_RESOURCE_PAGE (object)->card);

  G_OBJECT_CLASS (pl_resource_page_parent_class)->finalize (object);
}

static void
pl_resource_page_class_init (PlResourcePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_resource_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-resource-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, name);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, about);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, authority);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, shares);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, never_call);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, warnings);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, contacts);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, sources);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, disclaimer);
  gtk_widget_class_bind_template_child (widget_class, PlResourcePage, emergency);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
pl_resource_page_init (PlResourcePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_or_hide (GtkLabel   *label,
             const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
add_fact (GString          *lines,
          const char       *label,
          const PlResource *resource,
          PlFactField       field)
{
  const char *text = pl_resource_get_text (resource, field);

  if (text != NULL)
    g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "\n" : "", label, text);
}

/* What is known of the service as a whole; what is not known is left out here and said where it matters. */
static char *
dup_about (const PlResource *resource)
{
  GString *lines = g_string_new (pl_resource_get_text (resource, PL_FACT_LOCAL_NAME));

  add_fact (lines, _("Run by:"), resource, PL_FACT_OPERATOR);
  add_fact (lines, _("For:"), resource, PL_FACT_AUDIENCE);
  add_fact (lines, _("Ages:"), resource, PL_FACT_AGES);
  add_fact (lines, _("Area:"), resource, PL_FACT_REGION);
  add_fact (lines, _("On privacy:"), resource, PL_FACT_PRIVACY);

  return g_string_free (lines, FALSE);
}

static char *
dup_warnings (const PlResource *resource)
{
  GPtrArray *warnings = pl_resource_get_warnings (resource);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", pl_fact_get_text (g_ptr_array_index (warnings, i)));

  return g_string_free (lines, FALSE);
}

static void
add_source (GString    *lines,
            const char *what,
            PlFact     *fact)
{
  const char *date;

  if (fact == NULL)
    return;

  date = pl_fact_get_source_date (fact);
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  if (date != NULL)
    /* Translators: what, publisher, date of the source, date of reading. */
    g_string_append_printf (lines, _("%s: %s, dated %s, read on %s."), what, pl_fact_get_source_name (fact), date, pl_fact_get_checked (fact));
  else
    g_string_append_printf (lines, _("%s: %s, with no date, read on %s."), what, pl_fact_get_source_name (fact), pl_fact_get_checked (fact));
}

static char *
dup_sources (const PlResource *resource)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < contacts->len; i++)
    {
      const PlContact *contact = g_ptr_array_index (contacts, i);

      add_source (lines, pl_contact_get_display (contact), pl_contact_get_fact (contact, PL_FACT_VALUE));
    }
  add_source (lines, _("Run by"), pl_resource_get_fact (resource, PL_FACT_OPERATOR));
  add_source (lines, _("What they share"), pl_resource_get_fact (resource, PL_FACT_SHARES));

  return g_string_free (lines, FALSE);
}

/**
 * pl_resource_page_new:
 * @resource: the help line
 * @country: (nullable): name of its country for people
 * @emergency: (nullable): the emergency entry of the person's country
 * @guessed: whether the person's country is a guess
 * @checked: the day on which the numbers were last checked
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_resource_page_new (const PlResource *resource,
                      const char       *country,
                      const PlResource *emergency,
                      gboolean          guessed,
                      const char       *checked)
{
  PlResourcePage *self = g_object_new (PL_TYPE_RESOURCE_PAGE, NULL);
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  g_autofree char *about = dup_about (resource);
  g_autofree char *authority = pl_contact_words_dup_authority (pl_resource_get_authority (resource));
  g_autofree char *warnings = dup_warnings (resource);
  g_autofree char *sources = dup_sources (resource);
  g_autofree char *danger = pl_contact_words_dup_emergency (emergency, guessed);
  g_autofree char *disclaimer = pl_contact_words_dup_disclaimer (checked, emergency);

  self->card = pl_contact_words_dup_card (resource, country, checked);
  gtk_label_set_label (self->name, pl_resource_get_name (resource));
  gtk_label_set_label (self->shares, pl_contact_words_shares (resource));
  gtk_label_set_label (self->disclaimer, disclaimer);
  gtk_label_set_label (self->emergency, danger);
  set_or_hide (self->about, about);
  set_or_hide (self->authority, authority);
  set_or_hide (self->warnings, warnings);
  /* Some lines say it themselves, and more. */
  gtk_widget_set_visible (GTK_WIDGET (self->never_call), strstr (warnings, _("They will not call you first.")) == NULL);
  set_or_hide (self->sources, sources);
  for (guint i = 0; i < contacts->len; i++)
    gtk_box_append (self->contacts, pl_contact_card_new (g_ptr_array_index (contacts, i), country));

  return PL_PAGE (self);
}
