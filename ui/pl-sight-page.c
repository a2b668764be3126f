// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-sight-page.h"

#include "pl-closures.h"
#include "pl-flatpak.h"

#include <glib/gi18n.h>

struct _PlSightPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkLabel *state;
  GtkLabel *state_detail;
  GtkLabel *since;
  GtkWidget *grant;
  GtkWidget *pause_hour;
  GtkWidget *resume;
  GtkSwitch *enabled;
  GtkSwitch *start;
  GtkListBox *sources;
  GtkLabel *no_sources;
  GtkLabel *versions;

  /* Borrowed; the application outlives its pages */
  PlEngine *engine;       /* (nullable) */
  PlDirectory *directory; /* (nullable) */

  /* Owned */
  PlWatchClient *watch;
  GSettings *settings;
};

/**
 * PlSightPage:
 *
 * What Porchlight can see and what it cannot, program by program; what is never read; what anybody was told (nothing).
 */
G_DEFINE_FINAL_TYPE (PlSightPage, pl_sight_page, PL_TYPE_PAGE)

static GtkWidget *
new_source (const char *name,
            const char *state,
            guint       heard,
            guint       read)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *advice = adw_action_row_new ();
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf (ngettext ("%s. %u pop-up heard, %u read.", "%s. %u pop-ups heard, %u read.", heard),
                              pl_closure_source_state (state), heard, read);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (advice), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (advice), _("How to change it"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (advice), pl_closure_source_advice (name, state));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (advice), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), advice);

  return row;
}

static void
fill_sources (PlSightPage *self)
{
  GVariant *sources = pl_watch_client_get_sources (self->watch);
  const char *name;
  const char *state;
  guint heard;
  guint read;
  GVariantIter iter;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->sources))) != NULL)
    gtk_list_box_remove (self->sources, row);

  if (sources != NULL)
    {
      g_variant_iter_init (&iter, sources);
      while (g_variant_iter_next (&iter, "(&s&suu)", &name, &state, &heard, &read))
        gtk_list_box_append (self->sources, new_source (name, state, heard, read));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->sources), gtk_widget_get_first_child (GTK_WIDGET (self->sources)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->no_sources), gtk_widget_get_first_child (GTK_WIDGET (self->sources)) == NULL);
}

static void
fill_versions (PlSightPage *self)
{
  const char *watcher_model = pl_watch_client_get_model_version (self->watch);
  const char *model = self->engine != NULL ? pl_engine_get_version (self->engine) : _("could not be opened");
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("Porchlight %s\nModel: %s\nHelp lines: %s, checked on %s"), PL_VERSION,
                          *watcher_model != '\0' ? watcher_model : model,
                          self->directory != NULL ? pl_directory_get_version (self->directory) : _("could not be opened"),
                          self->directory != NULL ? pl_directory_get_checked (self->directory) : "–");
  gtk_label_set_label (self->versions, text);
}

static void
update (PlSightPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *detail = NULL;
  g_autofree char *since = pl_closure_since (pl_watch_client_get_since (self->watch), now);
  PlWatchState state;

  state = pl_closure_watch_state (pl_watch_client_is_running (self->watch), g_settings_get_boolean (self->settings, "enabled"),
                                  pl_watch_client_is_paused (self->watch), pl_watch_client_is_watching (self->watch));
  detail = pl_closure_state_detail (state, pl_watch_client_get_paused_until (self->watch),
                                    pl_watch_client_get_problem (self->watch), now);
  gtk_label_set_label (self->state, pl_closure_state_title (state));
  gtk_label_set_label (self->state_detail, detail);
  gtk_label_set_label (self->since, since);
  gtk_widget_set_visible (GTK_WIDGET (self->since), *since != '\0');
  gtk_widget_set_visible (self->pause_hour, state == PL_WATCH_STATE_ON);
  gtk_widget_set_visible (self->resume, state == PL_WATCH_STATE_PAUSED);
  fill_sources (self);
  fill_versions (self);
}

/* Only inside Flatpak can the person open the way by the line that is shown. */
static void
show_grant (PlSightPage *self)
{
  g_autofree char *address = NULL;

  if (!pl_flatpak_is_inside ())
    return;

  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gtk_widget_set_visible (self->grant, !pl_flatpak_may_watch (address));
}

static void
resume_cb (PlSightPage *self)
{
  pl_watch_client_resume (self->watch);
}

static void
pl_sight_page_dispose (GObject *object)
{
  PlSightPage *self = PL_SIGHT_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_sight_page_parent_class)->dispose (object);
}

static void
pl_sight_page_class_init (PlSightPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_sight_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-sight-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, state);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, state_detail);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, grant);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, since);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, pause_hour);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, resume);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, enabled);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, start);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, sources);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, no_sources);
  gtk_widget_class_bind_template_child (widget_class, PlSightPage, versions);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
}

static void
pl_sight_page_init (PlSightPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_sight_page_new:
 * @watch: the watcher, running or not
 * @settings: the settings of the person
 * @engine: (nullable): the window's engine; lives longer than the page
 * @directory: (nullable): the directory; lives longer than the page
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_sight_page_new (PlWatchClient *watch,
                   GSettings     *settings,
                   PlEngine      *engine,
                   PlDirectory   *directory)
{
  PlSightPage *self = g_object_new (PL_TYPE_SIGHT_PAGE, NULL);

  self->watch = g_object_ref (watch);
  self->settings = g_object_ref (settings);
  self->engine = engine;
  self->directory = directory;
  g_settings_bind (settings, "enabled", self->enabled, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "start-at-login", self->start, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::enabled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  show_grant (self);
  update (self);
  pl_watch_client_refresh (watch);

  return PL_PAGE (self);
}
