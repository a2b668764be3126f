// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-first-run-page.h"

#include <glib/gi18n.h>

struct _PlFirstRunPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkWidget *step_who;
  GtkWidget *step_told;
  GtkWidget *step_test;
  GtkWidget *next;
  GtkWidget *mode_personal;
  GtkWidget *mode_family;
  GtkWidget *mode_shared;
  GtkLabel *told_title;
  GtkLabel *told;
  GtkLabel *test_result;
  GtkWidget *test;
  GtkSwitch *start;
  GtkLabel *where;

  /* Owned */
  PlWatchClient *watch;
  GSettings *settings;
  GCancellable *cancellable;
};

/**
 * PlFirstRunPage:
 *
 * Three steps at most: who it is for; what it sees, what it never does and who is told; a test through the real bus.
 * An account that somebody else set up gets the second step at its own next start. Signal "done".
 */
G_DEFINE_FINAL_TYPE (PlFirstRunPage, pl_first_run_page, PL_TYPE_PAGE)

static guint done_signal;

/**
 * pl_first_run_is_due:
 * @settings: the settings of the person
 *
 * Returns: whether this account has still to be shown its pages
 */
gboolean
pl_first_run_is_due (GSettings *settings)
{
  return !g_settings_get_boolean (settings, "first-run-done") || g_settings_get_boolean (settings, "set-up-by-other");
}

static void
show_told (PlFirstRunPage *self)
{
  g_autofree char *mode = g_settings_get_string (self->settings, "mode");

  if (g_settings_get_boolean (self->settings, "set-up-by-other"))
    {
      gtk_label_set_label (self->told_title, _("Somebody set this up for this account"));
      gtk_label_set_label (self->told, _("They are not told what you read, write or press. You can pause it or turn it off at any time."));
      return;
    }

  gtk_label_set_label (self->told_title, _("Who is told"));
  if (g_str_equal (mode, "family"))
    gtk_label_set_label (self->told, _("Nobody. Not even you. The person at the keyboard sees the check-in and decides. "
                                       "Each person will see this page on their own account."));
  else if (g_str_equal (mode, "shared"))
    gtk_label_set_label (self->told, _("Nobody. It saves nothing and does not report to staff. Any guest can turn it off for a visit."));
  else
    gtk_label_set_label (self->told, _("Nobody. A check-in is for you alone, and you decide what to do."));
}

static void
show_step (PlFirstRunPage *self,
           GtkWidget      *step)
{
  gtk_widget_set_visible (self->step_who, step == self->step_who);
  gtk_widget_set_visible (self->step_told, step == self->step_told);
  gtk_widget_set_visible (self->step_test, step == self->step_test);
  gtk_widget_grab_focus (step == self->step_test ? self->test : self->next);
}

static void
choose (PlFirstRunPage *self,
        const char     *mode)
{
  g_settings_set_string (self->settings, "mode", mode);
  show_told (self);
  show_step (self, self->step_told);
}

static void
personal_cb (PlFirstRunPage *self)
{
  choose (self, "personal");
}

static void
family_cb (PlFirstRunPage *self)
{
  choose (self, "family");
}

static void
shared_cb (PlFirstRunPage *self)
{
  choose (self, "shared");
}

static void
next_cb (PlFirstRunPage *self)
{
  if (!pl_watch_client_is_running (self->watch))
    pl_watch_client_start (self->watch);
  show_step (self, self->step_test);
}

static void
done_cb (PlFirstRunPage *self)
{
  g_settings_set_boolean (self->settings, "first-run-done", TRUE);
  g_settings_set_boolean (self->settings, "set-up-by-other", FALSE);
  g_signal_emit (self, done_signal, 0);
}

static void
off_cb (PlFirstRunPage *self)
{
  g_settings_set_boolean (self->settings, "enabled", FALSE);
  done_cb (self);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (PlFirstRunPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean heard = FALSE;
  gboolean answered;

  answered = pl_watch_client_self_test_finish (PL_WATCH_CLIENT (source), result, &heard, &error);
  g_application_withdraw_notification (g_application_get_default (), "self-test");
  gtk_widget_set_sensitive (self->test, TRUE);

  if (!answered)
    gtk_label_set_label (self->test_result, _("Porchlight is not running yet. Start it, then test again."));
  else if (heard)
    gtk_label_set_label (self->test_result, _("It works. The test pop-up was heard on this computer."));
  else
    gtk_label_set_label (self->test_result, _("The test pop-up was not heard. “What Porchlight can see” may say why."));
}

static void
test_cb (PlFirstRunPage *self)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *nonce = g_strjoinv (NULL, parts);
  g_autoptr (GNotification) notification = g_notification_new (_("A test"));

  gtk_widget_set_sensitive (self->test, FALSE);
  gtk_label_set_label (self->test_result, _("Sending a test pop-up…"));
  pl_watch_client_self_test (self->watch, nonce, self->cancellable, tested_cb, g_object_ref (self));

  g_notification_set_body (notification, nonce);
  g_application_send_notification (g_application_get_default (), "self-test", notification);
}

static void
pl_first_run_page_dispose (GObject *object)
{
  PlFirstRunPage *self = PL_FIRST_RUN_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pl_first_run_page_parent_class)->dispose (object);
}

static void
pl_first_run_page_class_init (PlFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_first_run_page_dispose;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, step_who);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, step_told);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, step_test);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, next);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, mode_personal);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, mode_family);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, mode_shared);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, told_title);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, told);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, test_result);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, test);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, start);
  gtk_widget_class_bind_template_child (widget_class, PlFirstRunPage, where);
  gtk_widget_class_bind_template_callback (widget_class, personal_cb);
  gtk_widget_class_bind_template_callback (widget_class, family_cb);
  gtk_widget_class_bind_template_callback (widget_class, shared_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, off_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
}

static void
pl_first_run_page_init (PlFirstRunPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
show_where (PlFirstRunPage *self)
{
  gtk_label_set_label (self->where, pl_watch_client_is_tray_shown (self->watch)
                         ? _("Its lamp icon is in the bar of your desktop. From there you can pause it or open this window.")
                         : _("Your desktop shows no icon for it. A short note says that it is on when you log in. You can pause it from this window or from the app list."));
}

/**
 * pl_first_run_page_new:
 * @watch: the watcher, running or not
 * @settings: the settings of the person
 *
 * Returns: (transfer floating): the page, on the step that this account needs first
 */
PlPage *
pl_first_run_page_new (PlWatchClient *watch,
                       GSettings     *settings)
{
  PlFirstRunPage *self = g_object_new (PL_TYPE_FIRST_RUN_PAGE, NULL);
  gboolean locked = !g_settings_is_writable (settings, "mode");

  self->watch = g_object_ref (watch);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "start-at-login", self->start, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (watch, "changed", G_CALLBACK (show_where), self, G_CONNECT_SWAPPED);
  show_where (self);
  show_told (self);
  if (locked || g_settings_get_boolean (settings, "set-up-by-other"))
    show_step (self, self->step_told);

  return PL_PAGE (self);
}
