// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-window.h"

#include "pl-cards-page.h"
#include "pl-check-in-page.h"
#include "pl-check-message-page.h"
#include "pl-clipboard-keeper.h"
#include "pl-family-page.h"
#include "pl-first-run-page.h"
#include "pl-gate-page.h"
#include "pl-help-choice.h"
#include "pl-help-page.h"
#include "pl-hide-guard.h"
#include "pl-home-page.h"
#include "pl-note-page.h"
#include "pl-page-stack.h"
#include "pl-privacy-page.h"
#include "pl-resource-page.h"
#include "pl-sight-page.h"
#include "pl-sign-in-page.h"

#include <glib/gi18n.h>

/* How many lines stand on the check-in page itself: two clicks from the pop-up to a person who can help. */
#define CHECK_IN_LINES 3

struct _PlWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  AdwLeaflet *pages;

  /* Borrowed; the application outlives its windows */
  PlWindowNeeds needs;

  /* Owned */
  PlPageStack *stack;
  PlClipboardKeeper *clipboard;
  GCancellable *asking;         /* (nullable): a prompt is being got */
  char *waiting_page;           /* (nullable): what the gate was put before */
  char *prompt_id;              /* (nullable): the check-in that waits or is shown */

  /* State */
  gboolean private_moment;      /* the person said yes once in this window */
  gboolean opened_for_prompt;   /* nothing else was open: "Not now" closes the window */
  guint prompt_timer;           /* 0 where none runs */
  PlConcern concern;            /* of the check-in in view */
  PlStage stage;
};

/**
 * PlWindow:
 *
 * The one window: a stack of pages with a way back. It wires the pages to the watcher and to the directory.
 * Its title is always the same; what it shows never reaches the task bar.
 */
G_DEFINE_FINAL_TYPE (PlWindow, pl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
settle_cb (PlWindow *self)
{
  pl_page_stack_settle (self->stack);
}

static void
forget_prompt (PlWindow *self)
{
  g_clear_handle_id (&self->prompt_timer, g_source_remove);
  g_clear_pointer (&self->prompt_id, g_free);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->concern = PL_CONCERN_NONE;
  self->stage = PL_STAGE_NONE;
}

/* A prompt that nobody opened, or that was left open, is dropped: nothing waits for whoever comes next. */
static gboolean
prompt_over_cb (gpointer data)
{
  PlWindow *self = data;

  self->prompt_timer = 0;
  pl_window_forget (self);

  return G_SOURCE_REMOVE;
}

static void
leave_prompt (PlWindow *self)
{
  gboolean close = self->opened_for_prompt;

  forget_prompt (self);
  self->opened_for_prompt = FALSE;
  pl_page_stack_pop_to (self->stack, 1);
  if (close)
    gtk_window_close (GTK_WINDOW (self));
}

static void
answered_cb (PlWindow *self,
             int       answer)
{
  if (self->prompt_id != NULL)
    pl_watch_client_answer (self->needs.watch, self->prompt_id, (PlAnswer) answer);

  if (answer == PL_ANSWER_HELPED)
    {
      pl_window_open (self, "help");
      return;
    }

  if (answer == PL_ANSWER_FINE)
    {
      self->opened_for_prompt = FALSE;
      leave_prompt (self);
      pl_window_say (self, _("Got it. We will show this less."));
      return;
    }

  leave_prompt (self);
}

static GPtrArray *
find_lines (PlWindow           *self,
            const PlHelpChoice *choice,
            PlResource        **emergency)
{
  g_autoptr (GPtrArray) matches = NULL;
  PlDirectoryQuery query = pl_help_choice_query (choice);

  *emergency = NULL;
  if (self->needs.directory == NULL)
    return g_ptr_array_new ();

  query.concern = self->concern;
  query.stage = self->stage;
  query.limit = CHECK_IN_LINES;
  *emergency = pl_directory_find_emergency (self->needs.directory, choice->country, choice->language, NULL);
  matches = pl_directory_find (self->needs.directory, &query, NULL);

  return matches != NULL ? g_steal_pointer (&matches) : g_ptr_array_new ();
}

static void
show_check_in (PlWindow       *self,
               const PlPrompt *prompt)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (PlHelpChoice) choice = pl_help_choice_load (self->needs.settings, now);
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (PlResource) emergency = NULL;
  PlPage *page;

  self->concern = pl_prompt_get_concern (prompt);
  self->stage = pl_prompt_get_stage (prompt);
  matches = find_lines (self, choice, &emergency);
  page = pl_check_in_page_new (prompt, matches, emergency, choice->guessed);
  g_signal_connect_object (page, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);

  if (self->needs.family != NULL)
    pl_check_in_page_follow (PL_CHECK_IN_PAGE (page), self->needs.family);
  pl_page_stack_replace (self->stack, page);
  pl_watch_client_answer (self->needs.watch, self->prompt_id, PL_ANSWER_OPENED);
}

static void
prompt_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (PlWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPrompt) prompt = NULL;

  prompt = pl_watch_client_get_prompt_finish (PL_WATCH_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (prompt != NULL)
    {
      show_check_in (self, prompt);
      return;
    }

  forget_prompt (self);
  pl_page_stack_pop_to (self->stack, 1);
  pl_window_say (self, _("That check-in is over. Help is here at any time."));
}

static void
gate_yes_cb (PlWindow *self)
{
  g_autofree char *page = g_steal_pointer (&self->waiting_page);

  self->private_moment = TRUE;
  if (page != NULL)
    {
      pl_page_stack_pop_to (self->stack, pl_page_stack_get_length (self->stack) - 1);
      pl_window_open (self, page);
      return;
    }

  if (self->prompt_id == NULL)
    return;

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  pl_watch_client_get_prompt (self->needs.watch, self->prompt_id, self->asking, prompt_ready_cb, g_object_ref (self));
}

static void
gate_no_cb (PlWindow *self)
{
  g_clear_pointer (&self->waiting_page, g_free);
  if (self->prompt_id != NULL)
    pl_watch_client_answer (self->needs.watch, self->prompt_id, PL_ANSWER_NOT_NOW);

  leave_prompt (self);
}

static void
push_gate (PlWindow *self)
{
  PlPage *gate = pl_gate_page_new ();

  g_signal_connect_object (gate, "yes", G_CALLBACK (gate_yes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gate, "no", G_CALLBACK (gate_no_cb), self, G_CONNECT_SWAPPED);
  pl_page_stack_push (self->stack, gate);
}

static char *
dup_country_name (PlWindow   *self,
                  const char *country,
                  const char *language)
{
  g_autoptr (GPtrArray) terms = pl_directory_list_countries (self->needs.directory, language, NULL);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (terms, i);

      if (g_str_equal (term->id, country))
        return g_strdup (term->name);
    }

  return g_strdup (country);
}

static void
open_resource (PlWindow   *self,
               const char *id)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (PlHelpChoice) choice = pl_help_choice_load (self->needs.settings, now);
  g_autoptr (PlResource) resource = NULL;
  g_autoptr (PlResource) emergency = NULL;
  g_autofree char *country = NULL;

  if (self->needs.directory == NULL)
    return;

  resource = pl_directory_lookup (self->needs.directory, id, choice->language, choice->today, NULL);
  if (resource == NULL)
    return;

  if (self->prompt_id != NULL)
    pl_watch_client_answer (self->needs.watch, self->prompt_id, PL_ANSWER_HELPED);
  emergency = pl_directory_find_emergency (self->needs.directory, choice->country, choice->language, NULL);
  country = dup_country_name (self, pl_resource_get_country (resource), choice->language);
  pl_page_stack_push (self->stack, pl_resource_page_new (resource, country, emergency, choice->guessed, pl_directory_get_checked (self->needs.directory)));
}

static gboolean
is_private (const char *page)
{
  return g_str_equal (page, "help") || g_str_equal (page, "cards");
}

static void
open_help (PlWindow *self)
{
  if (self->needs.directory == NULL)
    {
      pl_window_say (self, self->needs.directory_error != NULL ? self->needs.directory_error : _("The list of help lines could not be opened."));
      return;
    }

  pl_page_stack_push (self->stack, pl_help_page_new (self->needs.directory, self->needs.settings, self->concern, self->stage));
}

static void
first_run_done_cb (PlWindow *self)
{
  pl_page_stack_pop_to (self->stack, 1);
}

static void
open_first_run (PlWindow *self)
{
  PlPage *page = pl_first_run_page_new (self->needs.watch, self->needs.settings);

  g_signal_connect_object (page, "done", G_CALLBACK (first_run_done_cb), self, G_CONNECT_SWAPPED);
  pl_page_stack_push (self->stack, page);
}

static void
sign_in_language_cb (PlWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self))), "new-language", NULL);
}

static void
open_sign_in (PlWindow *self)
{
  PlPage *page = pl_sign_in_page_new (self->needs.watch, self->needs.settings);

  g_signal_connect_object (page, "done", G_CALLBACK (first_run_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "language", G_CALLBACK (sign_in_language_cb), self, G_CONNECT_SWAPPED);
  pl_page_stack_push (self->stack, page);
}

/**
 * pl_window_open:
 * @self: the window
 * @page: "home", "help", "cards", "check-message", "sight", "privacy", "family", "note", "sign-in" or "first-run"
 *
 * Opens a page. Before the first private one the window asks whether the moment is good.
 */
void
pl_window_open (PlWindow   *self,
                const char *page)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  if (is_private (page) && !self->private_moment)
    {
      g_free (self->waiting_page);
      self->waiting_page = g_strdup (page);
      push_gate (self);
    }
  else if (g_str_equal (page, "help"))
    open_help (self);
  else if (g_str_equal (page, "cards"))
    pl_page_stack_push (self->stack, pl_cards_page_new ());
  else if (g_str_equal (page, "check-message"))
    pl_page_stack_push (self->stack, pl_check_message_page_new (self->needs.engine, self->needs.engine_error));
  else if (g_str_equal (page, "sight"))
    pl_page_stack_push (self->stack, pl_sight_page_new (self->needs.watch, self->needs.settings, self->needs.engine, self->needs.directory));
  else if (g_str_equal (page, "privacy"))
    pl_page_stack_push (self->stack, pl_privacy_page_new ());
  else if (g_str_equal (page, "family"))
    pl_page_stack_push (self->stack, pl_family_page_new (self->needs.family));
  else if (g_str_equal (page, "note"))
    pl_window_open_note (self, "sent", NULL);
  else if (g_str_equal (page, "sign-in"))
    open_sign_in (self);
  else if (g_str_equal (page, "first-run"))
    open_first_run (self);
  else
    pl_page_stack_pop_to (self->stack, 1);
}

/**
 * pl_window_open_note:
 * @self: the window
 * @kind: a kind of note
 * @account: (nullable): whose account it is from
 *
 * Shows a note for a parent, with lines for parents.
 */
void
pl_window_open_note (PlWindow   *self,
                     const char *kind,
                     const char *account)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (PlHelpChoice) choice = pl_help_choice_load (self->needs.settings, now);
  g_autoptr (GPtrArray) matches = NULL;
  PlDirectoryQuery query;

  /* Never by what a check-in in this window was about: the lines would tell. */
  choice->audience = PL_AUDIENCE_PARENT;
  query = pl_help_choice_query (choice);
  query.concern = PL_CONCERN_NONE;
  query.stage = PL_STAGE_NONE;
  query.limit = CHECK_IN_LINES;
  if (self->needs.directory != NULL)
    matches = pl_directory_find (self->needs.directory, &query, NULL);
  if (matches == NULL)
    matches = g_ptr_array_new ();
  pl_page_stack_push (self->stack, pl_note_page_new (kind, account, matches));
}

/**
 * pl_window_ask:
 * @self: the window
 * @prompt_id: id of a check-in
 *
 * Asks whether the moment is good, and shows the check-in after a yes. The id is given to nobody else and dropped after 30 minutes.
 */
void
pl_window_ask (PlWindow   *self,
               const char *prompt_id)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  forget_prompt (self);
  g_clear_pointer (&self->waiting_page, g_free);
  self->opened_for_prompt = !gtk_widget_get_mapped (GTK_WIDGET (self));
  self->prompt_id = g_strdup (prompt_id);
  self->prompt_timer = g_timeout_add_seconds (PL_PROMPT_LIFETIME / G_TIME_SPAN_SECOND, prompt_over_cb, self);
  pl_page_stack_pop_to (self->stack, 1);
  push_gate (self);
}

/**
 * pl_window_say:
 * @self: the window
 * @text: one short sentence
 *
 * Shows @text for a moment at the foot of the window.
 */
void
pl_window_say (PlWindow   *self,
               const char *text)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/**
 * pl_window_forget:
 * @self: the window
 *
 * Takes away all that is private: the check-in, its pages, what was copied.
 */
void
pl_window_forget (PlWindow *self)
{
  g_return_if_fail (PL_IS_WINDOW (self));

  forget_prompt (self);
  pl_clipboard_keeper_clear (self->clipboard);
  self->private_moment = FALSE;
  pl_page_stack_pop_to (self->stack, 1);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_page_stack_pop_to (self->stack, pl_page_stack_get_length (self->stack) - 1);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  pl_window_open (PL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
resource_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  open_resource (PL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
card_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlPage *page = pl_cards_page_new_card (g_variant_get_string (parameter, NULL));

  if (page != NULL)
    pl_page_stack_push (PL_WINDOW (widget)->stack, page);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);

  pl_clipboard_keeper_copy (self->clipboard, g_variant_get_string (parameter, NULL));
  pl_window_say (self, _("Copied. It clears by itself in one minute."));
}

static void
say_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  pl_window_say (PL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
pl_window_dispose (GObject *object)
{
  PlWindow *self = PL_WINDOW (object);

  forget_prompt (self);
  g_clear_object (&self->clipboard);
  g_clear_pointer (&self->waiting_page, g_free);

  G_OBJECT_CLASS (pl_window_parent_class)->dispose (object);
}

static void
pl_window_finalize (GObject *object)
{
  pl_page_stack_free (PL_WINDOW (object)->stack);

  G_OBJECT_CLASS (pl_window_parent_class)->finalize (object);
}

static void
pl_window_class_init (PlWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_window_dispose;
  object_class->finalize = pl_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, pages);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "win.resource", "s", resource_action);
  gtk_widget_class_install_action (widget_class, "win.card", "s", card_action);
  gtk_widget_class_install_action (widget_class, "win.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
}

static void
pl_window_init (PlWindow *self)
{
  self->concern = PL_CONCERN_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stack = pl_page_stack_new (self->pages);
  g_signal_connect_swapped (self->pages, "notify::child-transition-running", G_CALLBACK (settle_cb), self);
  self->clipboard = pl_clipboard_keeper_new (gtk_widget_get_clipboard (GTK_WIDGET (self)), PL_CLIPBOARD_KEEPER_SECONDS);
  pl_hide_guard_add (GTK_WINDOW (self));
  g_signal_connect_after (self, "map", G_CALLBACK (settle_cb), NULL);
}

/**
 * pl_window_new:
 * @application: the application
 * @needs: what the window works with; all of it outlives the window
 *
 * Returns: (transfer floating): the window, on its first page
 */
PlWindow *
pl_window_new (GtkApplication      *application,
               const PlWindowNeeds *needs)
{
  PlWindow *self = g_object_new (PL_TYPE_WINDOW, "application", application, NULL);

  self->needs = *needs;
  pl_page_stack_push (self->stack, pl_home_page_new (needs->watch, needs->settings));

  return self;
}
