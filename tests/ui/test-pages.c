// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-clipboard-keeper.h"
#include "pl-page.h"
#include "pl-plain-card.h"
#include "pl-shared-machine.h"

#include <glib/gstdio.h>

/* Widgets without the program around them: one notify each, nothing left behind, neutral names on paper. */

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_heading (void)
{
  PlPage *page = g_object_ref_sink (g_object_new (PL_TYPE_PAGE, NULL));
  guint count = 0;

  g_signal_connect_swapped (page, "notify::heading", G_CALLBACK (count_cb), &count);
  pl_page_set_heading (page, "");
  g_assert_cmpuint (count, ==, 0);
  pl_page_set_heading (page, "One");
  g_assert_cmpuint (count, ==, 1);
  pl_page_set_heading (page, "One");
  g_assert_cmpuint (count, ==, 1);
  g_object_set (page, "heading", "Two", NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpstr (pl_page_get_heading (page), ==, "Two");
  g_assert_finalize_object (page);
}

static void
test_content (void)
{
  PlPage *page = g_object_ref_sink (g_object_new (PL_TYPE_PAGE, NULL));
  GtkWidget *label = gtk_label_new ("Text");
  guint count = 0;

  g_signal_connect_swapped (page, "notify::content", G_CALLBACK (count_cb), &count);
  pl_page_set_content (page, NULL);
  g_assert_cmpuint (count, ==, 0);
  pl_page_set_content (page, label);
  pl_page_set_content (page, label);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (pl_page_get_content (page) == label);
  g_object_set (page, "content", NULL, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_finalize_object (page);
}

static void
test_fill (void)
{
  PlPage *page = g_object_ref_sink (g_object_new (PL_TYPE_PAGE, NULL));
  GtkWidget *label = gtk_label_new ("Text");
  guint count = 0;

  g_signal_connect_swapped (page, "notify::fill", G_CALLBACK (count_cb), &count);
  pl_page_set_fill (page, NULL);
  g_assert_cmpuint (count, ==, 0);
  pl_page_set_fill (page, label);
  pl_page_set_fill (page, label);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (pl_page_get_fill (page) == label);
  pl_page_set_fill (page, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_finalize_object (page);
}

static void
test_foot (void)
{
  PlPage *page = g_object_ref_sink (g_object_new (PL_TYPE_PAGE, NULL));
  GtkWidget *button = gtk_button_new_with_label ("Answer");
  guint count = 0;

  g_signal_connect_swapped (page, "notify::foot", G_CALLBACK (count_cb), &count);
  pl_page_set_foot (page, NULL);
  g_assert_cmpuint (count, ==, 0);
  pl_page_set_foot (page, button);
  pl_page_set_foot (page, button);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (pl_page_get_foot (page) == button);
  g_object_set (page, "foot", NULL, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_finalize_object (page);
}

static void
test_root (void)
{
  PlPage *page = g_object_ref_sink (g_object_new (PL_TYPE_PAGE, NULL));
  guint count = 0;

  g_signal_connect_swapped (page, "notify::root", G_CALLBACK (count_cb), &count);
  pl_page_set_root (page, FALSE);
  g_assert_cmpuint (count, ==, 0);
  pl_page_set_root (page, TRUE);
  pl_page_set_root (page, TRUE);
  g_assert_cmpuint (count, ==, 1);
  g_object_set (page, "root", FALSE, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_false (pl_page_get_root (page));
  g_assert_finalize_object (page);
}

static void
test_buttons_wrap (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *button = gtk_button_new_with_label ("Words that take two lines where one is too wide");

  gtk_box_append (GTK_BOX (box), button);
  pl_page_wrap_buttons (box);
  g_assert_true (gtk_label_get_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)))));
  g_assert_finalize_object (box);
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
spin (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (milliseconds, stop_cb, loop);
  g_main_loop_run (loop);
}

/* The time is an argument: a second here, a minute in the window. */
static void
test_clipboard_time (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  PlClipboardKeeper *keeper = pl_clipboard_keeper_new (clipboard, 1);

  pl_clipboard_keeper_copy (keeper, "1-800");
  g_assert_true (pl_clipboard_keeper_holds (keeper));
  spin (2500);
  g_assert_false (pl_clipboard_keeper_holds (keeper));
  g_assert_null (gdk_clipboard_get_content (clipboard));
  g_assert_finalize_object (keeper);
}

static void
test_clipboard_of_others (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  PlClipboardKeeper *keeper = pl_clipboard_keeper_new (clipboard, 60);

  pl_clipboard_keeper_copy (keeper, "1-800");
  gdk_clipboard_set_text (clipboard, "what somebody else copied");
  g_assert_false (pl_clipboard_keeper_holds (keeper));
  pl_clipboard_keeper_clear (keeper);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  g_assert_finalize_object (keeper);
}

/* P2 on paper: the job and the file say nothing, and what is printed is the card. */
static void
test_print (void)
{
  g_autoptr (GtkPrintOperation) operation = pl_plain_card_new_operation ("Numbers to keep\n\nA line\n");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "card.pdf", NULL);
  g_autofree char *name = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_object_get (operation, "job-name", &name, NULL);
  g_assert_cmpstr (name, ==, "Card");
  g_assert_cmpstr (pl_plain_card_get_file_name (), ==, "card.txt");
  g_assert_true (g_file_get_contents (path, &pdf, &length, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  g_assert_cmpuint (length, >, 1000);
  g_remove (path);
}

/* A new one each time: what stands in no window is not told of a change. */
static int
measure (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("Who can you talk to?"));
  int natural;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Whatever the desktop's own size is, and back to it. */
static void
test_large_text (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.porchlight.Porchlight");
  GtkSettings *gtk_settings = gtk_settings_get_default ();
  int before = measure ();

  pl_shared_machine_enlarge (gtk_settings, settings);
  g_assert_cmpint (measure (), ==, before);
  g_settings_set_boolean (settings, "large-text", TRUE);
  pl_shared_machine_enlarge (gtk_settings, settings);
  g_assert_cmpint (measure (), >, before);
  g_settings_set_boolean (settings, "large-text", FALSE);
  pl_shared_machine_enlarge (gtk_settings, settings);
  g_assert_cmpint (measure (), ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/pages/heading-notifies-once", test_heading);
  g_test_add_func ("/ui/pages/content-notifies-once", test_content);
  g_test_add_func ("/ui/pages/fill-notifies-once", test_fill);
  g_test_add_func ("/ui/pages/foot-notifies-once", test_foot);
  g_test_add_func ("/ui/pages/root-notifies-once", test_root);
  g_test_add_func ("/ui/pages/buttons-take-two-lines", test_buttons_wrap);
  g_test_add_func ("/ui/pages/clipboard-clears-by-itself", test_clipboard_time);
  g_test_add_func ("/ui/pages/clipboard-of-others-is-left-alone", test_clipboard_of_others);
  g_test_add_func ("/ui/pages/large-text-is-larger", test_large_text);
  g_test_add_func ("/ui/pages/print-job-is-neutral", test_print);

  return g_test_run ();
}
