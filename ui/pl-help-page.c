// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-help-page.h"

#include "pl-contact-words.h"
#include "pl-help-line.h"

#include <glib/gi18n.h>

/* More than any country has; a shelter's own list may be long. */
#define LIMIT 20000
/* A list as long as this is searched, not read: its lines are compact. */
#define MANY 200

struct _PlHelpPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkSearchEntry *search;
  GtkToggleButton *filters;
  GtkLabel *place;
  GtkWidget *change;
  GtkDropDown *country;
  GtkDropDown *topic;
  GtkDropDown *way;
  GtkListView *list;
  GtkLabel *emergency;

  /* Borrowed; the window outlives its pages */
  PlDirectory *directory;

  /* Owned */
  GSettings *settings;
  GListStore *items;     /* (element-type PlHelpItem) */
  GPtrArray *countries;  /* (element-type PlDirectoryTerm) */
  GPtrArray *topics;     /* (element-type PlDirectoryTerm) */

  /* State */
  PlConcern concern; /* of a check-in, PL_CONCERN_NONE for none */
  PlStage stage;
  gboolean compact;  /* the lines of the list are cut off, not broken */
};

/**
 * PlHelpPage:
 *
 * The directory as a list: searched, narrowed by country, topic and way, the emergency line small and always there.
 */
G_DEFINE_FINAL_TYPE (PlHelpPage, pl_help_page, PL_TYPE_PAGE)

/* The ways a person can pick, text and chat first. */
static const PlContactKind ways[] = { PL_CONTACT_ANY, PL_CONTACT_SMS, PL_CONTACT_CHAT, PL_CONTACT_VOICE, PL_CONTACT_WHATSAPP,
                                      PL_CONTACT_RELAY, PL_CONTACT_TTY, PL_CONTACT_WEBSITE, PL_CONTACT_EMAIL };

static const char *
find_name (GPtrArray  *terms,
           const char *id)
{
  for (guint i = 0; terms != NULL && id != NULL && i < terms->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (terms, i);

      if (g_str_equal (term->id, id))
        return term->name;
    }

  return id;
}

static void
show_place (PlHelpPage         *self,
            const PlHelpChoice *choice)
{
  const char *name = find_name (self->countries, choice->country);
  g_autofree char *text = NULL;

  if (choice->country == NULL)
    text = g_strdup (_("No country chosen yet."));
  else if (choice->guessed)
    text = g_strdup_printf (_("Country: %s. This is a guess from your language."), name);
  else
    text = g_strdup_printf (_("Country: %s."), name);

  gtk_label_set_label (self->place, text);
}

static void
show_emergency (PlHelpPage         *self,
                const PlHelpChoice *choice,
                PlResource        **resource)
{
  g_autofree char *danger = NULL;

  *resource = pl_directory_find_emergency (self->directory, choice->country, choice->language, NULL);
  danger = pl_contact_words_dup_emergency (*resource, choice->guessed);
  gtk_label_set_label (self->emergency, danger);
}

static void
choose_factory (PlHelpPage *self,
                guint       n_lines)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  gboolean compact = n_lines > MANY;

  if (gtk_list_view_get_factory (self->list) != NULL && compact == self->compact)
    return;

  self->compact = compact;
  factory = pl_help_line_new_factory (compact);
  gtk_list_view_set_factory (self->list, factory);
}

static void
fill_items (PlHelpPage       *self,
            GPtrArray        *matches,
            const PlResource *emergency)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *note = pl_contact_words_dup_disclaimer (pl_directory_get_checked (self->directory), emergency);

  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch *match = g_ptr_array_index (matches, i);

      g_ptr_array_add (items, pl_help_item_new (match->resource));
    }
  choose_factory (self, matches->len);
  if (matches->len == 0)
    g_ptr_array_add (items, pl_help_item_new_note (_("Nothing fits all of that. Try fewer words, or pick any topic and any way.")));
  g_ptr_array_add (items, pl_help_item_new_note (note));

  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
}

static void
refill (PlHelpPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (PlHelpChoice) choice = pl_help_choice_load (self->settings, now);
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (PlResource) emergency = NULL;
  PlDirectoryQuery query = pl_help_choice_query (choice);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint topic = gtk_drop_down_get_selected (self->topic);
  guint way = gtk_drop_down_get_selected (self->way);

  query.concern = self->concern;
  query.stage = self->stage;
  query.limit = LIMIT;
  if (*text != '\0')
    query.text = text;
  if (topic != GTK_INVALID_LIST_POSITION && topic > 0)
    query.topic = ((PlDirectoryTerm *) g_ptr_array_index (self->topics, topic - 1))->id;
  if (way < G_N_ELEMENTS (ways))
    query.channel = ways[way];

  matches = pl_directory_find (self->directory, &query, NULL);
  if (matches == NULL)
    matches = g_ptr_array_new ();

  show_place (self, choice);
  show_emergency (self, choice, &emergency);
  fill_items (self, matches, emergency);
}

static void
refill_cb (PlHelpPage *self)
{
  refill (self);
}

/* One click, and the countries stand there. */
static void
change_cb (PlHelpPage *self)
{
  gtk_toggle_button_set_active (self->filters, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->country));
  gtk_widget_activate (GTK_WIDGET (self->country));
}

static void
country_chosen_cb (PlHelpPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->country);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;

  g_settings_set_string (self->settings, "country", ((PlDirectoryTerm *) g_ptr_array_index (self->countries, selected - 1))->id);
  refill (self);
}

static void
activate_cb (PlHelpPage *self,
             guint       position)
{
  g_autoptr (PlHelpItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL && pl_help_item_get_id (item) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.resource", "s", pl_help_item_get_id (item));
}

static void
pl_help_page_dispose (GObject *object)
{
  PlHelpPage *self = PL_HELP_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->items);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  g_clear_pointer (&self->topics, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_help_page_parent_class)->dispose (object);
}

static void
pl_help_page_class_init (PlHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_help_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, search);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, filters);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, place);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, country);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, topic);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, way);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, emergency);
  gtk_widget_class_bind_template_child (widget_class, PlHelpPage, change);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, refill_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

/* The part of a drop-down that takes the keyboard is a button of its own, which has no name. */
static void
name_button (GtkDropDown *drop_down,
             const char  *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pl_help_page_init (PlHelpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_page_wrap_buttons (self->change);
  name_button (self->country, _("Country"));
  name_button (self->topic, _("Topic"));
  name_button (self->way, _("Way to reach out"));
  self->items = g_list_store_new (PL_TYPE_HELP_ITEM);
}

static GListModel *
new_terms_model (const char *first,
                 GPtrArray  *terms)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, first);
  for (guint i = 0; terms != NULL && i < terms->len; i++)
    gtk_string_list_append (model, ((PlDirectoryTerm *) g_ptr_array_index (terms, i))->name);

  return G_LIST_MODEL (model);
}

static void
fill_country (PlHelpPage         *self,
              const PlHelpChoice *choice)
{
  g_autoptr (GListModel) model = new_terms_model (_("Choose a country"), self->countries);

  gtk_drop_down_set_model (self->country, model);
  for (guint i = 0; choice->country != NULL && i < self->countries->len; i++)
    if (g_str_equal (((PlDirectoryTerm *) g_ptr_array_index (self->countries, i))->id, choice->country))
      gtk_drop_down_set_selected (self->country, i + 1);

  gtk_widget_set_sensitive (GTK_WIDGET (self->country), g_settings_is_writable (self->settings, "country"));
  gtk_widget_set_visible (self->change, g_settings_is_writable (self->settings, "country"));
  g_signal_connect_swapped (self->country, "notify::selected", G_CALLBACK (country_chosen_cb), self);
}

static void
fill_ways (PlHelpPage *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _("Any way"));
  for (guint i = 1; i < G_N_ELEMENTS (ways); i++)
    gtk_string_list_append (model, pl_contact_words_kind (ways[i]));

  gtk_drop_down_set_model (self->way, G_LIST_MODEL (model));
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (refill), self);
}

static void
fill_topics (PlHelpPage *self)
{
  g_autoptr (GListModel) model = new_terms_model (_("Any topic"), self->topics);

  gtk_drop_down_set_model (self->topic, model);
  g_signal_connect_swapped (self->topic, "notify::selected", G_CALLBACK (refill), self);
}

static void
fill_list (PlHelpPage *self)
{
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items))));

  gtk_list_view_set_model (self->list, selection);
}

/**
 * pl_help_page_new:
 * @directory: the directory; lives longer than the page
 * @settings: the settings of the person
 * @concern: what a check-in was about, %PL_CONCERN_NONE for none
 * @stage: its stage
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_help_page_new (PlDirectory *directory,
                  GSettings   *settings,
                  PlConcern    concern,
                  PlStage      stage)
{
  PlHelpPage *self = g_object_new (PL_TYPE_HELP_PAGE, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (PlHelpChoice) choice = pl_help_choice_load (settings, now);

  self->directory = directory;
  self->settings = g_object_ref (settings);
  self->concern = concern;
  self->stage = stage;
  self->countries = pl_directory_list_countries (directory, choice->language, NULL);
  self->topics = pl_directory_list_topics (directory, choice->language, NULL);
  if (self->countries == NULL)
    self->countries = g_ptr_array_new ();
  if (self->topics == NULL)
    self->topics = g_ptr_array_new ();

  fill_list (self);
  fill_country (self, choice);
  fill_topics (self);
  fill_ways (self);
  refill (self);

  return PL_PAGE (self);
}
