// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-home-page.h"

#include "pl-closures.h"
#include "pl-shared-machine.h"

#include <glib/gi18n.h>

struct _PlHomePage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkImage *state_icon;
  GtkLabel *state_title;
  GtkLabel *state_detail;
  GtkWidget *pause_hour;
  GtkWidget *pause_morning;
  GtkWidget *resume;
  GtkWidget *start;
  GtkWidget *turn_on;
  GtkWidget *family_row;

  /* Owned */
  PlWatchClient *watch;
  GSettings *settings;
};

/**
 * PlHomePage:
 *
 * The first page: whether Porchlight is on, how to pause it, and the four things it offers. It names no topic,
 * so it is also what a window shows that was hidden before.
 */
G_DEFINE_FINAL_TYPE (PlHomePage, pl_home_page, PL_TYPE_PAGE)

static void
update (PlHomePage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *detail = NULL;
  PlWatchState state;

  state = pl_closure_watch_state (pl_watch_client_is_running (self->watch), g_settings_get_boolean (self->settings, "enabled"),
                                  pl_watch_client_is_paused (self->watch), pl_watch_client_is_watching (self->watch));
  detail = pl_closure_state_detail (state, pl_watch_client_get_paused_until (self->watch),
                                    pl_watch_client_get_problem (self->watch), now);

  gtk_image_set_from_icon_name (self->state_icon, pl_closure_state_icon (state));
  gtk_label_set_label (self->state_title, pl_closure_state_title (state));
  gtk_label_set_label (self->state_detail, detail);
  gtk_widget_set_visible (self->pause_hour, state == PL_WATCH_STATE_ON || state == PL_WATCH_STATE_PROBLEM);
  gtk_widget_set_visible (self->pause_morning, state == PL_WATCH_STATE_ON || state == PL_WATCH_STATE_PROBLEM);
  gtk_widget_set_visible (self->resume, state == PL_WATCH_STATE_PAUSED);
  gtk_widget_set_visible (self->start, state == PL_WATCH_STATE_ABSENT);
  gtk_widget_set_visible (self->turn_on, state == PL_WATCH_STATE_OFF);
  gtk_widget_set_visible (self->family_row, !pl_shared_machine_is (self->settings));
  gtk_widget_set_sensitive (self->turn_on, g_settings_is_writable (self->settings, "enabled"));
}

static void
pause_hour_cb (PlHomePage *self)
{
  pl_watch_client_pause (self->watch, 60 * 60);
}

static void
pause_morning_cb (PlHomePage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  pl_watch_client_pause (self->watch, pl_closure_seconds_to_morning (now));
}

static void
resume_cb (PlHomePage *self)
{
  pl_watch_client_resume (self->watch);
}

static void
start_cb (PlHomePage *self)
{
  pl_watch_client_start (self->watch);
}

static void
turn_on_cb (PlHomePage *self)
{
  g_settings_set_boolean (self->settings, "enabled", TRUE);
  if (!pl_watch_client_is_running (self->watch))
    pl_watch_client_start (self->watch);
}

static void
pl_home_page_dispose (GObject *object)
{
  PlHomePage *self = PL_HOME_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_home_page_parent_class)->dispose (object);
}

static void
pl_home_page_class_init (PlHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_home_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, state_title);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, state_detail);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, pause_hour);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, pause_morning);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, resume);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, start);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, turn_on);
  gtk_widget_class_bind_template_child (widget_class, PlHomePage, family_row);
  gtk_widget_class_bind_template_callback (widget_class, pause_hour_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_morning_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_on_cb);
}

static void
pl_home_page_init (PlHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_home_page_new:
 * @watch: the watcher, running or not
 * @settings: the settings of the person
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_home_page_new (PlWatchClient *watch,
                  GSettings     *settings)
{
  PlHomePage *self = g_object_new (PL_TYPE_HOME_PAGE, NULL);

  self->watch = g_object_ref (watch);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::enabled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return PL_PAGE (self);
}
