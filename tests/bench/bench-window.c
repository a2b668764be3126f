// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Measures the window beside the same toolkit with nothing in it, in one run: start to first frame, memory, hiding, scrolling. */

#include "pl-application.h"

#include "pl-directory.h"
#include "pl-help-line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 15
#define ROWS 10000
#define FRAMES 400

typedef struct
{
  gint64 start;    /* monotonic microseconds at which the process was asked for */
  gint64 hidden;   /* when hiding was asked for; 0 before */
  gboolean hide;
  GtkApplication *application;
} Child;

static double
get_pss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) || (line = strstr (text, "\nPss:")) == NULL)
    return 0;

  return g_ascii_strtoll (line + 5, NULL, 10) / 1024.0;
}

static gboolean
leave_cb (gpointer data)
{
  Child *child = data;

  printf ("pss %.1f\n", get_pss ());
  if (child->hide)
    {
      child->hidden = g_get_monotonic_time ();
      g_action_group_activate_action (G_ACTION_GROUP (child->application), "hide", NULL);
    }
  else
    g_application_quit (G_APPLICATION (child->application));

  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock,
            Child         *child)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, child);
  printf ("frame %.1f\n", (g_get_monotonic_time () - child->start) / 1000.0);
  g_timeout_add (300, leave_cb, child);
}

static void
realize_cb (GtkWidget *window,
            Child     *child)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), child);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Child          *child)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), child);
}

static void
activate_empty_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 560, 680);
  gtk_window_present (GTK_WINDOW (window));
}

/* A process of its own: the program, or the toolkit with an empty window. */
static int
run_child (const char *what,
           gint64      start)
{
  Child child = { .start = start, .hide = g_str_equal (what, "hide") };
  g_autoptr (GtkApplication) application = NULL;
  int status;

  if (g_str_equal (what, "empty"))
    {
      application = GTK_APPLICATION (adw_application_new ("org.porchlight.Bench", G_APPLICATION_DEFAULT_FLAGS));
      g_signal_connect (application, "activate", G_CALLBACK (activate_empty_cb), NULL);
    }
  else
    application = GTK_APPLICATION (pl_application_new ());

  child.application = application;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &child);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  if (child.hidden > 0)
    printf ("hidden %.1f\n", (g_get_monotonic_time () - child.hidden) / 1000.0);

  return status;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_quantile (GArray *values,
              double  quantile)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare);

  return g_array_index (values, double, MIN (values->len - 1, (guint) (quantile * values->len)));
}

static void
take (GArray     *values,
      const char *text,
      const char *word)
{
  const char *at = strstr (text, word);
  double value;

  if (at == NULL)
    return;
  value = g_ascii_strtod (at + strlen (word), NULL);
  g_array_append_val (values, value);
}

typedef struct
{
  GArray *frames; /* ms to the first frame */
  GArray *memory; /* MiB PSS */
  GArray *hidden; /* ms from hiding to gone */
} Rounds;

static void
rounds_init (Rounds *self)
{
  self->frames = g_array_new (FALSE, FALSE, sizeof (double));
  self->memory = g_array_new (FALSE, FALSE, sizeof (double));
  self->hidden = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
rounds_clear (Rounds *self)
{
  g_array_unref (self->frames);
  g_array_unref (self->memory);
  g_array_unref (self->hidden);
}

static void
run_round (Rounds     *rounds,
           const char *self,
           const char *what)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self, what, start, NULL);
  g_autofree char *text = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL);
  take (rounds->frames, text, "frame ");
  take (rounds->memory, text, "pss ");
  take (rounds->hidden, text, "hidden ");
}

/* By turns, so that whatever else the machine does falls on both. */
static int
run_rounds (const char *self)
{
  Rounds ours;
  Rounds empty;

  rounds_init (&ours);
  rounds_init (&empty);
  for (guint i = 0; i < ROUNDS; i++)
    {
      run_round (&empty, self, "empty");
      run_round (&ours, self, "hide");
    }

  printf ("| window to first frame from cold, median of %u (p95 %.0f ms) | %.0f ms | empty window %.0f ms | %.2f | <= 700 ms |\n", ours.frames->len,
          get_quantile (ours.frames, 0.95), get_quantile (ours.frames, 0.5), get_quantile (empty.frames, 0.5),
          get_quantile (ours.frames, 0.5) / get_quantile (empty.frames, 0.5));
  printf ("| window memory, PSS | %.1f MiB | empty window %.1f MiB | %.2f | |\n", get_quantile (ours.memory, 0.5), get_quantile (empty.memory, 0.5),
          get_quantile (ours.memory, 0.5) / get_quantile (empty.memory, 0.5));
  printf ("| hide: from the key to gone, p95 (median %.0f ms) | %.0f ms | | | < 300 ms |\n", get_quantile (ours.hidden, 0.5),
          get_quantile (ours.hidden, 0.95));
  rounds_clear (&ours);
  rounds_clear (&empty);

  return 0;
}

typedef struct
{
  GMainLoop *loop;
  GtkAdjustment *adjustment;
  GArray *times;
  gint64 before;
} Scroll;

static gboolean
scroll_cb (GtkWidget     *list,
           GdkFrameClock *clock,
           gpointer       data)
{
  Scroll *scroll = data;

  gtk_adjustment_set_value (scroll->adjustment, gtk_adjustment_get_value (scroll->adjustment) + 180);
  if (scroll->times->len >= FRAMES)
    g_main_loop_quit (scroll->loop);

  return G_SOURCE_CONTINUE;
}

static void
before_cb (GdkFrameClock *clock,
           Scroll        *scroll)
{
  scroll->before = g_get_monotonic_time ();
}

static void
after_cb (GdkFrameClock *clock,
          Scroll        *scroll)
{
  double took = (g_get_monotonic_time () - scroll->before) / 1000.0;

  g_array_append_val (scroll->times, took);
}

static void
setup_empty_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (box, -1, 90);
  gtk_list_item_set_child (item, box);
}

static GListModel *
new_items (const char *database)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PlDirectory) directory = pl_directory_open (database, NULL, NULL);
  g_autoptr (GPtrArray) matches = NULL;
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  GListStore *store = g_list_store_new (PL_TYPE_HELP_ITEM);

  query.country = "US";
  query.limit = 500;
  matches = pl_directory_find (directory, &query, NULL);
  for (guint i = 0; i < ROWS; i++)
    g_ptr_array_add (items, pl_help_item_new (((PlMatch *) g_ptr_array_index (matches, i % matches->len))->resource));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);

  return G_LIST_MODEL (store);
}

static void
run_scroll (GArray             *all,
            GListModel         *items,
            GtkListItemFactory *factory)
{
  g_autoptr (GtkSelectionModel) model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (items)));
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *window = adw_window_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_view_new (g_object_ref (model), g_object_ref (factory));
  Scroll scroll = { loop, NULL, times, 0 };

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_window_set_content (ADW_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 680);
  gtk_window_present (GTK_WINDOW (window));
  scroll.adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect (gtk_widget_get_frame_clock (window), "before-paint", G_CALLBACK (before_cb), &scroll);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_cb), &scroll);
  gtk_widget_add_tick_callback (list, scroll_cb, &scroll, NULL);
  g_main_loop_run (loop);
  gtk_window_destroy (GTK_WINDOW (window));

  g_array_append_vals (all, times->data, times->len);
}

static void
print_scroll (const char *what,
              GArray     *ours,
              GArray     *empty)
{
  printf ("| %s (median %.1f ms) | %.1f ms | empty list %.1f ms | %.2f | |\n", what, get_quantile (ours, 0.5), get_quantile (ours, 0.95),
          get_quantile (empty, 0.95), get_quantile (ours, 0.95) / get_quantile (empty, 0.95));
}

static int
run_scrolls (const char *database)
{
  g_autoptr (GArray) our_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) empty_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) broken_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GListModel) items = NULL;
  g_autoptr (GtkListItemFactory) ours = pl_help_line_new_factory (TRUE);
  g_autoptr (GtkListItemFactory) broken = pl_help_line_new_factory (FALSE);
  g_autoptr (GtkListItemFactory) empty = gtk_signal_list_item_factory_new ();

  adw_init ();
  items = new_items (database);
  g_signal_connect (empty, "setup", G_CALLBACK (setup_empty_cb), NULL);
  for (guint i = 0; i < 2; i++)
    {
      run_scroll (empty_times, items, empty);
      run_scroll (our_times, items, ours);
    }
  run_scroll (broken_times, items, broken);

  print_scroll ("scrolling 10,000 help lines, a frame, p95", our_times, empty_times);
  print_scroll ("the same with long lines broken, as in a short list", broken_times, empty_times);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "scroll"))
    return run_scrolls (argv[2]);
  if (argc == 3)
    return run_child (argv[1], g_ascii_strtoll (argv[2], NULL, 10));

  return run_rounds (argv[0]);
}
