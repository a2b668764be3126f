// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-check-in-page.h"

#include "pl-contact-words.h"
#include "pl-directory.h"
#include "pl-help-row.h"
#include "pl-note-words.h"
#include "pl-wording.h"

#include <glib/gi18n.h>

struct _PlCheckInPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkLabel *noticed;
  GtkLabel *feeling;
  GtkBox *steps;
  GtkLabel *already;
  GtkWidget *friend_card;
  GtkBox *talk;
  GtkListBox *lines;
  GtkLabel *emergency;
  GtkLabel *reasons;
};

/**
 * PlCheckInPage:
 *
 * What was noticed, in kind words; what one can do alone; who can help. The three answers stand in the same order each time.
 * Signal "answered" with a PlAnswer.
 */
G_DEFINE_FINAL_TYPE (PlCheckInPage, pl_check_in_page, PL_TYPE_PAGE)

static guint answered_signal;

static void
fine_cb (PlCheckInPage *self)
{
  g_signal_emit (self, answered_signal, 0, PL_ANSWER_FINE);
}

static void
not_now_cb (PlCheckInPage *self)
{
  g_signal_emit (self, answered_signal, 0, PL_ANSWER_NOT_NOW);
}

static void
help_cb (PlCheckInPage *self)
{
  g_signal_emit (self, answered_signal, 0, PL_ANSWER_HELPED);
}

static void
pl_check_in_page_class_init (PlCheckInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  answered_signal = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-check-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, noticed);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, feeling);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, steps);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, already);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, friend_card);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, talk);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, lines);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, emergency);
  gtk_widget_class_bind_template_child (widget_class, PlCheckInPage, reasons);
  gtk_widget_class_bind_template_callback (widget_class, fine_cb);
  gtk_widget_class_bind_template_callback (widget_class, not_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_cb);
}

static void
pl_check_in_page_init (PlCheckInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_words (PlCheckInPage  *self,
            const PlPrompt *prompt)
{
  PlConcern concern = pl_prompt_get_concern (prompt);
  guint wording = pl_prompt_get_wording (prompt);
  const char *already = pl_wording_get_already (concern);
  g_autofree char *reasons = pl_wording_dup_reasons (pl_prompt_get_reasons (prompt));

  gtk_label_set_label (self->noticed, pl_wording_get_noticed (concern, wording));
  gtk_label_set_label (self->feeling, pl_wording_get_feeling (concern, wording));
  gtk_label_set_label (self->reasons, reasons);
  gtk_widget_set_visible (GTK_WIDGET (self->already), already != NULL);
  if (already != NULL)
    gtk_label_set_label (self->already, already);

  for (guint i = 0; pl_wording_get_step (concern, i) != NULL; i++)
    gtk_box_append (self->steps, pl_page_new_point (pl_wording_get_step (concern, i)));

  gtk_widget_set_visible (self->friend_card, concern == PL_CONCERN_DISCLOSURE);
  if (concern == PL_CONCERN_DISCLOSURE)
    pl_page_set_heading (PL_PAGE (self), _("Helping a friend"));
}

/**
 * pl_check_in_page_new:
 * @prompt: the check-in
 * @matches: (element-type PlMatch): the help lines to show, the best first
 * @emergency: (nullable): the country's emergency entry
 * @guessed: whether the country is a guess
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_check_in_page_new (const PlPrompt   *prompt,
                      GPtrArray        *matches,
                      const PlResource *emergency,
                      gboolean          guessed)
{
  PlCheckInPage *self = g_object_new (PL_TYPE_CHECK_IN_PAGE, NULL);
  g_autofree char *danger = pl_contact_words_dup_emergency (emergency, guessed);

  fill_words (self, prompt);
  gtk_label_set_label (self->emergency, danger);
  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch *match = g_ptr_array_index (matches, i);

      gtk_list_box_append (self->lines, pl_help_row_new (match->resource));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lines), matches->len > 0);

  return PL_PAGE (self);
}

static void
add_talk (PlCheckInPage *self,
          guint          guardian,
          gboolean       alone)
{
  g_autofree char *account = pl_note_words_dup_account (guardian);
  g_autofree char *named = g_strdup_printf (_("Let %s know I would like to talk"), account);
  GtkWidget *button = gtk_button_new_with_label (alone ? _("Let my parent know I would like to talk") : named);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.send-note");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", guardian);
  gtk_box_append (self->talk, button);
}

/* Whoever agreed to a weekly note sees here that one waits, before it goes out. */
static void
add_waiting (PlCheckInPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("A note waits: see it or hold it"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "family");
  gtk_box_append (self->talk, button);
}

static void
offer_talk (PlCheckInPage  *self,
            PlFamilyClient *client)
{
  GVariant *askers = pl_family_client_get_askers (client);
  g_autoptr (GArray) guardians = g_array_new (FALSE, FALSE, sizeof (guint));
  GVariantIter iter;
  const char *kind;
  const char *state;
  guint guardian;
  gboolean waits;
  gboolean any_waits = FALSE;
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->talk))) != NULL)
    gtk_box_remove (self->talk, button);
  if (askers == NULL)
    return;

  g_variant_iter_init (&iter, askers);
  while (g_variant_iter_next (&iter, "(u&s&sb)", &guardian, &kind, &state, &waits))
    {
      any_waits |= waits;
      if (g_str_equal (kind, "sent") && g_str_equal (state, "on"))
        g_array_append_val (guardians, guardian);
    }
  if (any_waits)
    add_waiting (self);
  for (guint i = 0; i < guardians->len; i++)
    add_talk (self, g_array_index (guardians, guint, i), guardians->len == 1);
}

/**
 * pl_check_in_page_follow:
 * @self: a check-in
 * @client: the service between accounts
 *
 * Where the teen and a parent both said yes to it, a click tells that parent that the teen would like to talk.
 */
void
pl_check_in_page_follow (PlCheckInPage  *self,
                         PlFamilyClient *client)
{
  g_signal_connect_object (client, "changed", G_CALLBACK (offer_talk), self, G_CONNECT_SWAPPED);
  offer_talk (self, client);
  pl_family_client_refresh (client);
}
