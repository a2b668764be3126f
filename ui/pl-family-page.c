// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-family-page.h"

#include "pl-note-words.h"

#include <glib/gi18n.h>
#include <pwd.h>
#include <unistd.h>

/* People's accounts, as Debian and its kin number them. */
#define FIRST_PERSON 1000
#define LAST_PERSON 59999

/* A list nobody reads to its end helps nobody. */
#define ACCOUNTS_LIMIT 12

struct _PlFamilyPage
{
  PlPage parent_instance;

  /* Template widgets */
  GtkWidget *absent;
  GtkWidget *askers_box;
  GtkListBox *askers;
  GtkWidget *asked_box;
  GtkListBox *asked;

  /* Owned */
  PlFamilyClient *client;
};

/**
 * PlFamilyPage:
 *
 * Notes between accounts: what this one is asked, with every word that could ever be shown; and what it asks of others, on, off or waiting.
 */
G_DEFINE_FINAL_TYPE (PlFamilyPage, pl_family_page, PL_TYPE_PAGE)

/* What a button does, and to whom. */
typedef enum
{
  DO_ASK,
  DO_AGREE,
  DO_STOP,
  DO_HOLD,
} Deed;

static void
do_cb (GtkButton    *button,
       PlFamilyPage *self)
{
  guint user = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "user"));
  const char *kind = g_object_get_data (G_OBJECT (button), "kind");

  switch ((Deed) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "deed")))
    {
    case DO_ASK:
      pl_family_client_ask (self->client, user, kind);
      break;
    case DO_AGREE:
      pl_family_client_agree (self->client, user, kind);
      break;
    case DO_HOLD:
      pl_family_client_hold (self->client, user);
      break;
    case DO_STOP:
    default:
      pl_family_client_stop (self->client, user, kind);
      break;
    }
}

static void
add_button (PlFamilyPage *self,
            GtkWidget    *box,
            const char   *label,
            Deed          deed,
            guint         user,
            const char   *kind)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *account = pl_note_words_dup_account (user);
  g_autofree char *spoken = g_strdup_printf ("%s: %s, %s", label, pl_note_words_get_title (kind), account);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  g_object_set_data (G_OBJECT (button), "deed", GINT_TO_POINTER (deed));
  g_object_set_data (G_OBJECT (button), "user", GUINT_TO_POINTER (user));
  g_object_set_data_full (G_OBJECT (button), "kind", g_strdup (kind), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (do_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_label (GtkWidget  *box,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
add_row (GtkListBox *list)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);

  return box;
}

static GtkWidget *
add_buttons (GtkWidget *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (row), box);

  return box;
}

/* Who asks, when it would come, and every word of it, before a yes. */
static void
add_asker (PlFamilyPage *self,
           guint         guardian,
           const char   *kind,
           gboolean      on,
           gboolean      waits)
{
  GtkWidget *row = add_row (self->askers);
  GtkWidget *buttons;
  g_autofree char *account = pl_note_words_dup_account (guardian);
  g_autofree char *title = g_strdup_printf ("%s: %s", account, pl_note_words_get_title (kind));
  g_autofree char *text = g_strdup_printf (_("All that it ever says: “%s”"), pl_note_words_get_text (kind));

  add_label (row, title, "heading");
  add_label (row, pl_note_words_get_summary (kind), NULL);
  add_label (row, text, NULL);
  if (pl_note_words_get_tip (kind) != NULL)
    add_label (row, pl_note_words_get_tip (kind), NULL);
  if (waits)
    add_label (row, _("A note waits to go out on Monday."), "heading");
  add_label (row, pl_note_words_get_state (on ? "on" : "off"), NULL);

  buttons = add_buttons (row);
  if (waits)
    add_button (self, buttons, _("Hold it for good"), DO_HOLD, guardian, kind);
  if (on)
    add_button (self, buttons, _("Stop"), DO_STOP, guardian, kind);
  else
    add_button (self, buttons, _("Say yes"), DO_AGREE, guardian, kind);
}

static void
add_asked (PlFamilyPage *self,
           guint         youth,
           const char   *kind)
{
  const char *state = pl_family_client_get_asked_state (self->client, youth, kind);
  GtkWidget *row = add_row (self->asked);
  GtkWidget *buttons;
  g_autofree char *account = pl_note_words_dup_account (youth);
  g_autofree char *title = g_strdup_printf ("%s: %s", account, pl_note_words_get_title (kind));

  add_label (row, title, "heading");
  add_label (row, pl_note_words_get_summary (kind), NULL);
  add_label (row, pl_note_words_get_state (state), NULL);
  buttons = add_buttons (row);
  if (g_str_equal (state, "off"))
    add_button (self, buttons, _("Ask"), DO_ASK, youth, kind);
  else
    add_button (self, buttons, _("Stop"), DO_STOP, youth, kind);
}

static void
empty (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0))) != NULL)
    gtk_list_box_remove (list, row);
}

static guint
fill_askers (PlFamilyPage *self)
{
  GVariant *askers = pl_family_client_get_askers (self->client);
  GVariantIter iter;
  const char *kind;
  const char *state;
  guint guardian;
  gboolean waits;
  guint n = 0;

  empty (self->askers);
  if (askers == NULL)
    return 0;

  g_variant_iter_init (&iter, askers);
  for (; g_variant_iter_next (&iter, "(u&s&sb)", &guardian, &kind, &state, &waits); n++)
    add_asker (self, guardian, kind, g_str_equal (state, "on"), waits);

  return n;
}

static guint
fill_asked (PlFamilyPage *self)
{
  const struct passwd *entry;
  g_autoptr (GArray) users = g_array_new (FALSE, FALSE, sizeof (guint));

  empty (self->asked);
  setpwent ();
  while ((entry = getpwent ()) != NULL && users->len < ACCOUNTS_LIMIT)
    if (entry->pw_uid >= FIRST_PERSON && entry->pw_uid <= LAST_PERSON && entry->pw_uid != getuid ())
      g_array_append_val (users, entry->pw_uid);
  endpwent ();

  for (guint i = 0; i < users->len; i++)
    for (guint j = 0; j < PL_NOTE_WORDS_N_KINDS; j++)
      add_asked (self, g_array_index (users, guint, i), pl_note_words_get_kind (j));

  return users->len;
}

static void
update (PlFamilyPage *self)
{
  gboolean there = pl_family_client_is_there (self->client);

  gtk_widget_set_visible (self->absent, !there);
  gtk_widget_set_visible (self->askers_box, fill_askers (self) > 0 && there);
  gtk_widget_set_visible (self->asked_box, fill_asked (self) > 0 && there);
}

static void
pl_family_page_dispose (GObject *object)
{
  g_clear_object (&PL_FAMILY_PAGE (object)->client);

  G_OBJECT_CLASS (pl_family_page_parent_class)->dispose (object);
}

static void
pl_family_page_class_init (PlFamilyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_family_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-family-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFamilyPage, absent);
  gtk_widget_class_bind_template_child (widget_class, PlFamilyPage, askers_box);
  gtk_widget_class_bind_template_child (widget_class, PlFamilyPage, askers);
  gtk_widget_class_bind_template_child (widget_class, PlFamilyPage, asked_box);
  gtk_widget_class_bind_template_child (widget_class, PlFamilyPage, asked);
}

static void
pl_family_page_init (PlFamilyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_family_page_new:
 * @client: the service between accounts
 *
 * Returns: (transfer floating): the page
 */
PlPage *
pl_family_page_new (PlFamilyClient *client)
{
  PlFamilyPage *self = g_object_new (PL_TYPE_FAMILY_PAGE, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  pl_family_client_refresh (client);

  return PL_PAGE (self);
}
