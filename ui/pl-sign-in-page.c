// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-sign-in-page.h"

#include "pl-policy-settings.h"
#include "pl-window-language.h"

#include <glib/gi18n.h>

struct _PlSignInPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkLabel *place;
  GtkLabel *words;
  GtkWidget *english;
  GtkWidget *spanish;

  /* Owned */
  PlWatchClient *watch;
  GSettings *settings;
};

/**
 * PlSignInPage:
 *
 * The first page of each visit to a machine with guests: what runs here, what it does not do, and a way to turn it off for the visit.
 * Signals: "done"; "language" when the person chose another language.
 */
G_DEFINE_FINAL_TYPE (PlSignInPage, pl_sign_in_page, PL_TYPE_PAGE)

enum
{
  DONE,
  LANGUAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
finish (PlSignInPage *self)
{
  g_settings_set_boolean (self->settings, "first-run-done", TRUE);
  g_signal_emit (self, signals[DONE], 0);
}

static void
go_on_cb (PlSignInPage *self)
{
  finish (self);
}

/* Without an end of its own: it is on again for the next guest. */
static void
turn_off_cb (PlSignInPage *self)
{
  pl_watch_client_pause (self->watch, 0);
  finish (self);
}

static void
choose_language (PlSignInPage *self,
                 const char   *language)
{
  g_settings_set_string (self->settings, "language", language);
  g_signal_emit (self, signals[LANGUAGE], 0);
}

static void
english_cb (PlSignInPage *self)
{
  choose_language (self, "en");
}

static void
spanish_cb (PlSignInPage *self)
{
  choose_language (self, "es");
}

static void
pl_sign_in_page_dispose (GObject *object)
{
  PlSignInPage *self = PL_SIGN_IN_PAGE (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_sign_in_page_parent_class)->dispose (object);
}

static void
pl_sign_in_page_class_init (PlSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_sign_in_page_dispose;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LANGUAGE] = g_signal_new ("language", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSignInPage, place);
  gtk_widget_class_bind_template_child (widget_class, PlSignInPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlSignInPage, english);
  gtk_widget_class_bind_template_child (widget_class, PlSignInPage, spanish);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_off_cb);
  gtk_widget_class_bind_template_callback (widget_class, english_cb);
  gtk_widget_class_bind_template_callback (widget_class, spanish_cb);
}

static void
pl_sign_in_page_init (PlSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_words (PlSignInPage *self,
            GtkLabel     *label,
            const char   *key,
            const char   *language)
{
  PlPolicy *policy = pl_policy_settings_get_policy (self->settings);
  g_autofree char *words = policy != NULL ? pl_policy_dup_words (policy, key, language) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  if (words != NULL)
    gtk_label_set_label (label, words);
}

/**
 * pl_sign_in_page_new:
 * @watch: the watcher, running or not
 * @settings: the settings, with the machine's policy over them
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_sign_in_page_new (PlWatchClient *watch,
                     GSettings     *settings)
{
  PlSignInPage *self = g_object_new (PL_TYPE_SIGN_IN_PAGE, NULL);
  g_autofree char *language = pl_window_language_dup_current ();
  gboolean may_choose = g_settings_is_writable (settings, "language");

  self->watch = g_object_ref (watch);
  self->settings = g_object_ref (settings);
  show_words (self, self->place, "place-name", language);
  show_words (self, self->words, "sign-in-words", language);
  gtk_widget_set_visible (self->english, may_choose && !g_str_equal (language, "en"));
  gtk_widget_set_visible (self->spanish, may_choose && !g_str_equal (language, "es"));

  return PL_PAGE (self);
}
