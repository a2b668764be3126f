// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-application.h"

#include "pl-autostart.h"
#include "pl-directory-place.h"
#include "pl-first-run-page.h"
#include "pl-flatpak.h"
#include "pl-hide-guard.h"
#include "pl-note-words.h"
#include "pl-policy-settings.h"
#include "pl-preferences.h"
#include "pl-shared-machine.h"
#include "pl-window-language.h"
#include "pl-window.h"

#include <glib/gi18n.h>
#include <locale.h>

struct _PlApplication
{
  AdwApplication parent_instance;

  /* Owned */
  PlWatchClient *watch;
  PlFamilyClient *family;
  GSettings *settings;
  PlDirectory *directory;   /* (nullable) */
  PlEngine *engine;         /* (nullable) */
  char *directory_error;    /* (nullable) */
  char *engine_error;       /* (nullable) */
  char *session_language;   /* (nullable): LANGUAGE as the session has it */
};

/**
 * PlApplication:
 *
 * The program of the window: started on demand over the bus, one at a time, gone when its last window closes.
 * It opens what the pages need and hands it to the window.
 */
G_DEFINE_FINAL_TYPE (PlApplication, pl_application, ADW_TYPE_APPLICATION)

/* Where a program run from the build folder or from a test finds what is not installed. */
static const char *
get_place (const char *variable,
           const char *installed)
{
  const char *place = g_getenv (variable);

  return place != NULL && *place != '\0' ? place : installed;
}

static void
open_directory (PlApplication *self)
{
  g_autofree char *user_dir = pl_shared_machine_dup_own_entries (self->settings);
  g_autofree char *site_dir = pl_shared_machine_dup_local_entries (self->settings);
  g_autoptr (GPtrArray) site_keys = pl_shared_machine_dup_entry_keys (self->settings);
  g_autoptr (GError) error = NULL;
  PlDirectoryPlaces places = {
    .database = g_getenv ("PORCHLIGHT_DIRECTORY"),
    .state_dir = PL_STATEDIR,
    .data_dir = PL_PKGDATADIR,
    .site_dir = site_dir,
    .site_keys = site_keys,
    .user_dir = user_dir,
  };

  self->directory = pl_directory_open_places (&places, &error);
  if (self->directory == NULL)
    self->directory_error = g_strdup (error->message);
}

static char *
choose_model (void)
{
  const char *named = get_place ("PORCHLIGHT_MODEL", NULL);

  return named != NULL ? g_strdup (named) : pl_engine_choose (PL_PKGDATADIR, PL_STATEDIR);
}

static void
open_engine (PlApplication *self)
{
  g_autofree char *path = choose_model ();
  g_autoptr (GError) error = NULL;

  self->engine = pl_engine_open (path, &error);
  if (self->engine == NULL)
    self->engine_error = g_strdup (error->message);
}

/* The card lies beside the model that it speaks of. */
static char *
load_card (void)
{
  g_autofree char *model = choose_model ();
  g_autofree char *folder = g_path_get_dirname (model);
  g_autofree char *path = g_build_filename (folder, "MODEL-CARD.md", NULL);
  char *card = NULL;

  return g_file_get_contents (path, &card, NULL, NULL) ? card : NULL;
}

static PlWindow *
find_window (PlApplication *self)
{
  for (GList *it = gtk_application_get_windows (GTK_APPLICATION (self)); it != NULL; it = it->next)
    if (PL_IS_WINDOW (it->data))
      return it->data;

  return NULL;
}

static PlWindow *
ensure_window (PlApplication *self)
{
  PlWindow *window = find_window (self);
  PlWindowNeeds needs = {
    .watch = self->watch,
    .family = self->family,
    .settings = self->settings,
    .directory = self->directory,
    .directory_error = self->directory_error,
    .engine = self->engine,
    .engine_error = self->engine_error,
  };

  return window != NULL ? window : pl_window_new (GTK_APPLICATION (self), &needs);
}

static void
open_page (PlApplication *self,
           const char    *page)
{
  PlWindow *window = ensure_window (self);

  pl_window_open (window, "home");
  pl_window_open (window, page);
  gtk_window_present (GTK_WINDOW (window));
}

static void
check_in_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  PlWindow *window = ensure_window (data);

  pl_window_ask (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

static void
get_help_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  open_page (data, "help");
}

static void
check_message_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  open_page (data, "check-message");
}

static void
can_see_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  open_page (data, "sight");
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  PlApplication *self = data;
  PlWindow *window = ensure_window (self);
  GtkWindow *preferences;
  g_autofree char *card = load_card ();

  gtk_window_present (GTK_WINDOW (window));
  preferences = GTK_WINDOW (pl_preferences_new (self->settings, self->directory, card));
  gtk_window_set_transient_for (preferences, GTK_WINDOW (window));
  pl_hide_guard_add (preferences);
  gtk_window_present (preferences);
}

static void
pause_hour_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  PlApplication *self = data;

  pl_watch_client_pause (self->watch, 60 * 60);
}

/* What can be seen goes first, then what waits; the program itself ends with its last window. */
static void
hide_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  PlApplication *self = data;
  PlWindow *window = find_window (self);
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *it = windows; it != NULL; it = it->next)
    gtk_widget_set_visible (it->data, FALSE);

  pl_watch_client_drop_prompts (self->watch);
  if (window != NULL)
    pl_window_forget (window);
  g_application_quit (G_APPLICATION (self));
}

static void
show_sign_in (PlApplication *self)
{
  PlWindow *window;

  pl_window_language_apply (self->settings, self->session_language);
  window = ensure_window (self);
  pl_window_open (window, "sign-in");
  gtk_window_present (GTK_WINDOW (window));
}

/* From the watcher, which knows when a guest has left. Nothing where no guests come. */
static void
new_visit_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  PlApplication *self = data;

  if (!pl_shared_machine_is (self->settings))
    return;

  g_application_hold (G_APPLICATION (self));
  pl_shared_machine_wipe (GTK_APPLICATION (self), self->settings);
  show_sign_in (self);
  g_application_release (G_APPLICATION (self));
}

static void
new_language_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  PlApplication *self = data;
  PlWindow *window = find_window (self);

  g_application_hold (G_APPLICATION (self));
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  show_sign_in (self);
  g_application_release (G_APPLICATION (self));
}

/* From the watcher of a parent: notes that came, each shown once. */
static void
notes_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  PlWindow *window = ensure_window (data);
  GVariantIter iter;
  const char *kind;
  guint youth;

  g_variant_iter_init (&iter, parameter);
  while (g_variant_iter_next (&iter, "(u&s)", &youth, &kind))
    {
      g_autofree char *account = pl_note_words_dup_account (youth);

      pl_window_open_note (window, kind, g_str_equal (kind, "reminder") ? NULL : account);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
family_notes_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  PlApplication *self = data;

  if (!pl_shared_machine_is (self->settings))
    open_page (self, "family");
}

static void
send_note_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  PlApplication *self = data;
  PlWindow *window = find_window (self);

  pl_family_client_send (self->family, g_variant_get_uint32 (parameter));
  if (window != NULL)
    pl_window_say (window, _("Your note is on its way. It says that you would like to talk, and nothing else."));
}

static void
end_visit_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  PlApplication *self = data;

  if (pl_watch_client_is_running (self->watch))
    pl_watch_client_end_visit (self->watch);
  else
    new_visit_action (action, parameter, data);
}

static void
mode_changed_cb (PlApplication *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "end-visit");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), pl_shared_machine_is (self->settings));
}

static void
large_text_cb (PlApplication *self)
{
  pl_shared_machine_enlarge (gtk_settings_get_default (), self->settings);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  PlApplication *self = data;
  PlWindow *window = find_window (self);

  if (window != NULL)
    pl_window_forget (window);
  g_application_quit (G_APPLICATION (self));
}

/* In the words of the page on what can be seen. */
static char *
dup_versions (PlApplication *self)
{
  return g_strdup_printf (_("Porchlight %s\nModel: %s\nHelp lines: %s, checked on %s"), PL_VERSION,
                          self->engine != NULL ? pl_engine_get_version (self->engine) : _("could not be opened"),
                          self->directory != NULL ? pl_directory_get_version (self->directory) : _("could not be opened"),
                          self->directory != NULL ? pl_directory_get_checked (self->directory) : "–");
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  PlApplication *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *versions = dup_versions (self);
  g_autofree char *comments = g_strconcat (_("A small helper for chats. It can be wrong, both ways."), "\n\n", versions, NULL);
  GtkWidget *about = g_object_new (ADW_TYPE_ABOUT_WINDOW,
                                   "transient-for", window,
                                   "application-name", "Porchlight",
                                   "application-icon", PL_APPLICATION_ID,
                                   "version", PL_VERSION,
                                   "developer-name", _("The Porchlight authors"),
                                   "license-type", GTK_LICENSE_GPL_3_0,
                                   "comments", comments,
                                   NULL);

  pl_hide_guard_add (GTK_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}

static const GActionEntry actions[] = {
  { "check-in", check_in_action, "s", NULL, NULL, { 0 } },
  { "get-help", get_help_action, NULL, NULL, NULL, { 0 } },
  { "check-message", check_message_action, NULL, NULL, NULL, { 0 } },
  { "can-see", can_see_action, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
  { "pause-hour", pause_hour_action, NULL, NULL, NULL, { 0 } },
  { "new-visit", new_visit_action, NULL, NULL, NULL, { 0 } },
  { "new-language", new_language_action, NULL, NULL, NULL, { 0 } },
  { "family-notes", family_notes_action, NULL, NULL, NULL, { 0 } },
  { "notes", notes_action, "a(us)", NULL, NULL, { 0 } },
  { "send-note", send_note_action, "u", NULL, NULL, { 0 } },
  { "end-visit", end_visit_action, NULL, NULL, NULL, { 0 } },
  { "hide", hide_action, NULL, NULL, NULL, { 0 } },
  { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  { "about", about_action, NULL, NULL, NULL, { 0 } },
};

/* The switch shows what the desktop decided. */
static void
at_login_answered (gboolean on,
                   gpointer data)
{
  PlApplication *self = data;

  if (!on && g_settings_get_boolean (self->settings, "start-at-login"))
    g_settings_set_boolean (self->settings, "start-at-login", FALSE);
  g_application_release (G_APPLICATION (self));
}

static void
ask_at_login (PlApplication *self,
              gboolean       on)
{
  g_application_hold (G_APPLICATION (self));
  pl_flatpak_ask_at_login (g_application_get_dbus_connection (G_APPLICATION (self)), on, at_login_answered, self);
}

static void
start_at_login_cb (PlApplication *self)
{
  gboolean on = g_settings_get_boolean (self->settings, "start-at-login");
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autoptr (GError) error = NULL;

  if (pl_flatpak_is_inside ())
    {
      ask_at_login (self, on);
      return;
    }

  if (!pl_autostart_set (get_place ("PORCHLIGHT_AUTOSTART", PL_PKGDATADIR "/autostart/org.porchlight.Watch.desktop"), folder,
                         on && !pl_autostart_is_installed (g_get_system_config_dirs ()), &error))
    g_warning ("Start at login could not be changed: %s", error->message);
}

static void
pl_application_startup (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);
  static const char *const quit_keys[] = { "<primary>q", NULL };
  static const char *const close_keys[] = { "<primary>w", NULL };

  G_APPLICATION_CLASS (pl_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (PL_APPLICATION_ID);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "window.close", close_keys);

  self->settings = pl_policy_settings_new (pl_policy_settings_get_path ());
  self->family = pl_family_client_new ();
  self->watch = pl_watch_client_new (g_application_get_dbus_connection (application));
  self->session_language = g_strdup (g_getenv ("LANGUAGE"));
  pl_window_language_apply (self->settings, self->session_language);
  mode_changed_cb (self);
  large_text_cb (self);
  g_signal_connect_object (self->settings, "changed::mode", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::large-text", G_CALLBACK (large_text_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::start-at-login", G_CALLBACK (start_at_login_cb), self, G_CONNECT_SWAPPED);
  open_directory (self);
  open_engine (self);
}

static void
pl_application_activate (GApplication *application)
{
  PlApplication *self = PL_APPLICATION (application);
  gboolean fresh = find_window (self) == NULL;
  PlWindow *window = ensure_window (self);

  if (fresh && pl_shared_machine_is (self->settings) && !g_settings_get_boolean (self->settings, "first-run-done"))
    pl_window_open (window, "sign-in");
  else if (fresh && !pl_shared_machine_is (self->settings) && pl_first_run_is_due (self->settings))
    pl_window_open (window, "first-run");
  gtk_window_present (GTK_WINDOW (window));
}

static void
pl_application_finalize (GObject *object)
{
  PlApplication *self = PL_APPLICATION (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->family);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->directory, pl_directory_free);
  g_clear_pointer (&self->engine, pl_engine_free);
  g_free (self->directory_error);
  g_free (self->engine_error);
  g_free (self->session_language);

  G_OBJECT_CLASS (pl_application_parent_class)->finalize (object);
}

static void
pl_application_class_init (PlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pl_application_finalize;
  application_class->startup = pl_application_startup;
  application_class->activate = pl_application_activate;
}

static void
pl_application_init (PlApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/**
 * pl_application_new:
 *
 * Returns: (transfer full): the application, in the language of the session
 */
PlApplication *
pl_application_new (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, get_place ("PORCHLIGHT_LOCALES", PL_LOCALEDIR));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Porchlight");

  return g_object_new (PL_TYPE_APPLICATION,
                       "application-id", PL_APPLICATION_ID,
                       "flags", G_APPLICATION_DEFAULT_FLAGS,
                       "resource-base-path", "/org/porchlight/Porchlight",
                       NULL);
}
