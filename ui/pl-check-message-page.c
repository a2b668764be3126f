// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-check-message-page.h"

#include "pl-verdict.h"
#include "pl-wording.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PlCheckMessagePage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkTextView *text;
  GtkWidget *check;
  GtkWidget *answer;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *kinds;
  GtkLabel *problem;

  /* Borrowed; the application outlives its pages */
  PlEngine *engine; /* (nullable) */
};

/**
 * PlCheckMessagePage:
 *
 * Paste or type a message and get one of three answers. The text stays in this window's own memory: the engine is linked in,
 * nothing crosses the bus, nothing is stored, and it works without a watcher.
 */
G_DEFINE_FINAL_TYPE (PlCheckMessagePage, pl_check_message_page, PL_TYPE_PAGE)

static void
changed_cb (PlCheckMessagePage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);

  gtk_widget_set_sensitive (self->check, self->engine != NULL && gtk_text_buffer_get_char_count (buffer) > 0);
  gtk_widget_set_visible (self->answer, FALSE);
}

static void
show_answer (PlCheckMessagePage *self,
             const PlFinding    *finding)
{
  PlVerdict verdict = pl_verdict_of (finding);
  guint concerns = pl_verdict_concerns (finding);
  g_autofree char *kinds = pl_wording_dup_reasons (concerns);

  gtk_label_set_label (self->title, pl_verdict_title (verdict));
  gtk_label_set_label (self->detail, pl_verdict_detail (verdict));
  gtk_label_set_label (self->kinds, kinds);
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), verdict != PL_VERDICT_NOTHING);
  gtk_widget_set_visible (self->answer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
}

static void
check_cb (PlCheckMessagePage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;
  PlFinding finding;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  pl_verdict_check (self->engine, text, &finding);
  explicit_bzero (text, strlen (text));
  g_free (text);

  show_answer (self, &finding);
}

static void
clear_cb (PlCheckMessagePage *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
pl_check_message_page_dispose (GObject *object)
{
  PlCheckMessagePage *self = PL_CHECK_MESSAGE_PAGE (object);

  if (self->text != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  self->text = NULL;

  G_OBJECT_CLASS (pl_check_message_page_parent_class)->dispose (object);
}

static void
pl_check_message_page_class_init (PlCheckMessagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_check_message_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-check-message-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, text);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, check);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, answer);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, title);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, detail);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, kinds);
  gtk_widget_class_bind_template_child (widget_class, PlCheckMessagePage, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
pl_check_message_page_init (PlCheckMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_check_message_page_new:
 * @engine: (nullable): the engine; lives longer than the page
 * @engine_error: (nullable): why there is none, one line for people
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_check_message_page_new (PlEngine   *engine,
                           const char *engine_error)
{
  PlCheckMessagePage *self = g_object_new (PL_TYPE_CHECK_MESSAGE_PAGE, NULL);

  self->engine = engine;
  gtk_label_set_label (self->problem, engine_error != NULL ? engine_error : _("The part that reads messages could not be opened."));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), engine == NULL);
  changed_cb (self);

  return PL_PAGE (self);
}
