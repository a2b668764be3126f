// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-preferences.h"

#include "pl-closures.h"
#include "pl-lock.h"
#include "pl-model-card.h"

#include <glib/gi18n.h>

struct _PlPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template widgets */
  AdwActionRow *enabled_row;
  GtkSwitch *enabled;
  AdwPreferencesGroup *sensitivity_group;
  GtkCheckButton *fewer;
  GtkCheckButton *balanced;
  GtkCheckButton *more;
  AdwActionRow *fewer_row;
  AdwActionRow *balanced_row;
  AdwActionRow *more_row;
  AdwActionRow *quiet_row;
  GtkSwitch *quiet;
  AdwComboRow *quiet_start;
  AdwComboRow *quiet_end;
  AdwPreferencesGroup *muted_group;
  AdwEntryRow *muted_add;
  AdwPreferencesGroup *extra_group;
  AdwEntryRow *extra_add;
  AdwActionRow *web_row;
  GtkSwitch *web;
  AdwComboRow *country;
  AdwComboRow *language;
  AdwActionRow *large_text_row;
  GtkSwitch *large_text;
  AdwComboRow *audience;
  AdwActionRow *remember_row;
  GtkSwitch *remember;
  AdwActionRow *start_row;
  GtkSwitch *start;
  AdwActionRow *erase_row;

  /* Borrowed; the application outlives its windows */
  PlDirectory *directory; /* (nullable) */

  /* Owned */
  GSettings *settings;
  char *card;           /* (nullable): the model card */
  GPtrArray *countries; /* (element-type PlDirectoryTerm) */
  GPtrArray *muted_rows; /* (element-type GtkWidget) (borrowed elements) */
  GPtrArray *extra_rows; /* (element-type GtkWidget) (borrowed elements) */
};

/**
 * PlPreferences:
 *
 * The settings, with search. Each says what it does for the person and for others; a locked one says so, and by whom.
 */
G_DEFINE_FINAL_TYPE (PlPreferences, pl_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Half hours are as fine as quiet hours need to be. */
#define SLOT_MINUTES 30

static const char *const audiences[] = { "youth", "parent", "provider" };
static const char *const languages[] = { "", "en", "es" };

static void fill_programs (PlPreferences *self, const char *key);

static void
add_program (PlPreferences *self,
             const char    *key,
             AdwEntryRow   *entry)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) added = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  if (*name == '\0' || g_strv_contains ((const char *const *) names, name))
    return;

  g_strv_builder_addv (builder, (const char **) names);
  g_strv_builder_add (builder, name);
  added = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, key, (const char *const *) added);
}

static void
remove_program (PlPreferences *self,
                const char    *key,
                const char    *name)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) left = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], name))
      g_strv_builder_add (builder, names[i]);
  left = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, key, (const char *const *) left);
}

static void
muted_add_cb (PlPreferences *self)
{
  add_program (self, "muted-applications", self->muted_add);
}

static void
extra_add_cb (PlPreferences *self)
{
  add_program (self, "extra-applications", self->extra_add);
}

static void
muted_remove_cb (GtkWidget     *button,
                 PlPreferences *self)
{
  remove_program (self, "muted-applications", gtk_widget_get_name (button));
}

static void
extra_remove_cb (GtkWidget     *button,
                 PlPreferences *self)
{
  remove_program (self, "extra-applications", gtk_widget_get_name (button));
}

static GtkWidget *
new_program (PlPreferences *self,
             const char    *key,
             const char    *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove %s"), name);

  gtk_widget_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (button, g_settings_is_writable (self->settings, key));
  g_signal_connect (button, "clicked", g_str_equal (key, "muted-applications") ? G_CALLBACK (muted_remove_cb) : G_CALLBACK (extra_remove_cb), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
fill_programs (PlPreferences *self,
               const char    *key)
{
  gboolean muted = g_str_equal (key, "muted-applications");
  AdwPreferencesGroup *group = muted ? self->muted_group : self->extra_group;
  GPtrArray *rows = muted ? self->muted_rows : self->extra_rows;
  g_auto (GStrv) names = g_settings_get_strv (self->settings, key);

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);

  for (guint i = 0; names[i] != NULL; i++)
    {
      GtkWidget *row = new_program (self, key, names[i]);

      g_ptr_array_add (rows, row);
      adw_preferences_group_add (group, row);
    }
}

static void
programs_changed_cb (PlPreferences *self,
                     const char    *key)
{
  fill_programs (self, key);
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (PlPreferences) self = data;
  gboolean erased = g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                    adw_toast_new (erased ? _("All that Porchlight kept for you is erased.") : _("Not all could be erased. Try again.")));
}

static void
erase_response_cb (PlPreferences *self,
                   const char    *response)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "erase"))
    return;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "porchlightctl", "erase", NULL);
  if (process == NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (_("Not all could be erased. Try again.")));
  else
    g_subprocess_wait_check_async (process, NULL, erased_cb, g_object_ref (self));
}

static void
erase_cb (PlPreferences *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Erase everything?"),
                                              _("Your settings and all that was remembered are erased. Help lines that came with Porchlight stay."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("Keep it"), "erase", _("Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (erase_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pl_preferences_dispose (GObject *object)
{
  PlPreferences *self = PL_PREFERENCES (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->card, g_free);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  g_clear_pointer (&self->muted_rows, g_ptr_array_unref);
  g_clear_pointer (&self->extra_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (pl_preferences_parent_class)->dispose (object);
}

static void
pl_preferences_class_init (PlPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, enabled_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, enabled);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, sensitivity_group);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, fewer);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, balanced);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, more);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, fewer_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, balanced_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, more_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, quiet);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, quiet_start);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, quiet_end);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, muted_group);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, muted_add);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, extra_group);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, extra_add);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, web_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, web);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, country);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, language);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, large_text_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, large_text);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, audience);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, remember_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, remember);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, start_row);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, start);
  gtk_widget_class_bind_template_child (widget_class, PlPreferences, erase_row);
  gtk_widget_class_bind_template_callback (widget_class, muted_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, extra_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
pl_preferences_init (PlPreferences *self)
{
  self->muted_rows = g_ptr_array_new ();
  self->extra_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A locked key stays visible, cannot be changed and says why. */
static void
show_lock (PlPreferences *self,
           GtkWidget     *row,
           const char    *key)
{
  g_autofree char *note = pl_lock_dup_note (self->settings, key, PL_LOCK_FOLDER);
  g_autofree char *both = NULL;
  const char *subtitle;

  if (note == NULL)
    return;

  gtk_widget_set_sensitive (row, FALSE);
  if (ADW_IS_PREFERENCES_GROUP (row))
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (row), note);
      return;
    }
  if (!ADW_IS_ACTION_ROW (row))
    return;

  subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  both = subtitle != NULL && *subtitle != '\0' ? g_strdup_printf ("%s\n%s", subtitle, note) : g_strdup (note);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), both);
}

static void
bind_switch (PlPreferences *self,
             const char    *key,
             GtkSwitch     *toggle,
             AdwActionRow  *row)
{
  g_settings_bind (self->settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  show_lock (self, GTK_WIDGET (row), key);
}

/* A check button stands for one nick of an enumeration. */
static gboolean
nick_to_active (GValue   *value,
                GVariant *variant,
                gpointer  nick)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), nick));
  return TRUE;
}

static GVariant *
active_to_nick (const GValue       *value,
                const GVariantType *type,
                gpointer            nick)
{
  return g_value_get_boolean (value) ? g_variant_new_string (nick) : NULL;
}

static void
bind_sensitivity (PlPreferences  *self,
                  GtkCheckButton *button,
                  AdwActionRow   *row,
                  const char     *nick,
                  guint           step)
{
  g_autofree char *detail = pl_closure_sensitivity_detail (step);
  g_autofree char *rate = pl_model_card_dup_line (self->card, nick);
  g_autofree char *both = rate != NULL ? g_strdup_printf ("%s\n%s", detail, rate) : g_strdup (detail);

  adw_action_row_set_subtitle (row, both);
  g_settings_bind_with_mapping (self->settings, "sensitivity", button, "active", G_SETTINGS_BIND_DEFAULT,
                                nick_to_active, active_to_nick, (gpointer) nick, NULL);
}

static gboolean
minutes_to_slot (GValue   *value,
                 GVariant *variant,
                 gpointer  data)
{
  g_value_set_uint (value, g_variant_get_uint32 (variant) / SLOT_MINUTES);
  return TRUE;
}

static GVariant *
slot_to_minutes (const GValue       *value,
                 const GVariantType *type,
                 gpointer            data)
{
  return g_variant_new_uint32 (g_value_get_uint (value) * SLOT_MINUTES);
}

static void
bind_slot (PlPreferences *self,
           const char    *key,
           AdwComboRow   *row)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; i < 24 * 60 / SLOT_MINUTES; i++)
    {
      g_autofree char *label = pl_closure_minutes_label (i * SLOT_MINUTES);

      gtk_string_list_append (model, label);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                minutes_to_slot, slot_to_minutes, NULL, NULL);
  show_lock (self, GTK_WIDGET (row), key);
}

/* A combo row over a list of nicks. */
static gboolean
nick_to_position (GValue   *value,
                  GVariant *variant,
                  gpointer  nicks)
{
  const char *nick = g_variant_get_string (variant, NULL);

  for (guint i = 0; ((const char **) nicks)[i] != NULL; i++)
    if (g_str_equal (((const char **) nicks)[i], nick))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }

  g_value_set_uint (value, 0);
  return TRUE;
}

static GVariant *
position_to_nick (const GValue       *value,
                  const GVariantType *type,
                  gpointer            nicks)
{
  guint position = g_value_get_uint (value);

  return position < g_strv_length (nicks) ? g_variant_new_string (((const char **) nicks)[position]) : NULL;
}

static void
bind_nicks (PlPreferences *self,
            const char    *key,
            AdwComboRow   *row,
            char         **nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_position, position_to_nick, nicks, (GDestroyNotify) g_strfreev);
  show_lock (self, GTK_WIDGET (row), key);
}

static void
bind_country (PlPreferences *self)
{
  g_autofree char *language = pl_closure_language_of_locale (g_get_language_names ());
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new ();

  if (self->directory != NULL)
    self->countries = pl_directory_list_countries (self->directory, language, NULL);

  gtk_string_list_append (model, _("Not chosen yet"));
  g_strv_builder_add (nicks, "");
  for (guint i = 0; self->countries != NULL && i < self->countries->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (self->countries, i);

      gtk_string_list_append (model, term->name);
      g_strv_builder_add (nicks, term->id);
    }
  adw_combo_row_set_model (self->country, G_LIST_MODEL (model));
  bind_nicks (self, "country", self->country, g_strv_builder_end (nicks));
}

static char **
dup_nicks (const char *const *nicks,
           guint              n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (builder, nicks[i]);

  return g_strv_builder_end (builder);
}

static void
show_remember (PlPreferences *self)
{
  g_autofree char *mode = g_settings_get_string (self->settings, "mode");

  gtk_widget_set_visible (GTK_WIDGET (self->remember_row), !g_str_equal (mode, "shared"));
}

static void
bind_all (PlPreferences *self)
{
  bind_switch (self, "enabled", self->enabled, self->enabled_row);
  bind_sensitivity (self, self->fewer, self->fewer_row, "fewer", 0);
  bind_sensitivity (self, self->balanced, self->balanced_row, "balanced", 1);
  bind_sensitivity (self, self->more, self->more_row, "more", 2);
  show_lock (self, GTK_WIDGET (self->sensitivity_group), "sensitivity");
  bind_switch (self, "quiet-hours-enabled", self->quiet, self->quiet_row);
  bind_slot (self, "quiet-hours-start", self->quiet_start);
  bind_slot (self, "quiet-hours-end", self->quiet_end);
  bind_switch (self, "read-unattributed-web", self->web, self->web_row);
  bind_country (self);
  bind_nicks (self, "language", self->language, dup_nicks (languages, G_N_ELEMENTS (languages)));
  bind_switch (self, "large-text", self->large_text, self->large_text_row);
  bind_nicks (self, "audience", self->audience, dup_nicks (audiences, G_N_ELEMENTS (audiences)));
  bind_switch (self, "remember", self->remember, self->remember_row);
  bind_switch (self, "start-at-login", self->start, self->start_row);
  show_lock (self, GTK_WIDGET (self->muted_add), "muted-applications");
  show_lock (self, GTK_WIDGET (self->extra_add), "extra-applications");
}

/**
 * pl_preferences_new:
 * @settings: the settings of the person
 * @directory: (nullable): the directory, for the names of countries; lives longer than the window
 * @card: (nullable): text of the model card, for the measured rates
 *
 * Returns: (transfer floating): the window
 */
PlPreferences *
pl_preferences_new (GSettings   *settings,
                    PlDirectory *directory,
                    const char  *card)
{
  PlPreferences *self = g_object_new (PL_TYPE_PREFERENCES, NULL);

  self->settings = g_object_ref (settings);
  self->directory = directory;
  self->card = g_strdup (card);
  bind_all (self);
  show_remember (self);
  fill_programs (self, "muted-applications");
  fill_programs (self, "extra-applications");
  g_signal_connect_object (settings, "changed::muted-applications", G_CALLBACK (programs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::extra-applications", G_CALLBACK (programs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::mode", G_CALLBACK (show_remember), self, G_CONNECT_SWAPPED);

  return self;
}
