// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-page-stack.h"

struct _PlPageStack
{
  /* Borrowed */
  AdwLeaflet *leaflet;

  /* Owned */
  GPtrArray *pages; /* (element-type PlPage) (borrowed elements): the leaflet holds them */
};

static PlPage *
get_top (PlPageStack *self)
{
  return self->pages->len > 0 ? g_ptr_array_index (self->pages, self->pages->len - 1) : NULL;
}

static void
prune (PlPageStack *self)
{
  GtkWidget *child;

  if (adw_leaflet_get_child_transition_running (self->leaflet))
    return;

  child = gtk_widget_get_first_child (GTK_WIDGET (self->leaflet));
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (!g_ptr_array_find (self->pages, child, NULL))
        adw_leaflet_remove (self->leaflet, child);
      child = next;
    }
}

static void
show_top (PlPageStack *self)
{
  PlPage *top = get_top (self);
  GtkWidget *child;

  /* The leaflet keeps what lies behind in the tree; a screen reader should meet only what is in view. */
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->leaflet)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != GTK_WIDGET (top), -1);

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (top));
  prune (self);
  pl_page_arrive (top);
}

/**
 * pl_page_stack_new:
 * @leaflet: where the pages are shown; lives longer than the stack
 *
 * Returns: (transfer full): an empty stack
 */
PlPageStack *
pl_page_stack_new (AdwLeaflet *leaflet)
{
  PlPageStack *self = g_new0 (PlPageStack, 1);

  self->leaflet = leaflet;
  self->pages = g_ptr_array_new ();

  return self;
}

/**
 * pl_page_stack_free:
 * @self: (transfer full): a stack
 */
void
pl_page_stack_free (PlPageStack *self)
{
  g_ptr_array_unref (self->pages);
  g_free (self);
}

/**
 * pl_page_stack_get_length:
 * @self: a stack
 *
 * Returns: how many pages there are
 */
guint
pl_page_stack_get_length (PlPageStack *self)
{
  return self->pages->len;
}

/**
 * pl_page_stack_push:
 * @self: a stack
 * @page: (transfer floating): a page to show, with the way back
 */
void
pl_page_stack_push (PlPageStack *self,
                    PlPage      *page)
{
  adw_leaflet_append (self->leaflet, GTK_WIDGET (page));
  g_ptr_array_add (self->pages, page);
  show_top (self);
}

/**
 * pl_page_stack_replace:
 * @self: a stack
 * @page: (transfer floating): a page to show in place of all but the first
 */
void
pl_page_stack_replace (PlPageStack *self,
                       PlPage      *page)
{
  g_ptr_array_set_size (self->pages, MIN (self->pages->len, 1));
  pl_page_stack_push (self, page);
}

/**
 * pl_page_stack_pop_to:
 * @self: a stack
 * @length: how many pages to leave; at least one stays
 */
void
pl_page_stack_pop_to (PlPageStack *self,
                      guint        length)
{
  if (length == 0 || self->pages->len <= length)
    return;

  g_ptr_array_set_size (self->pages, (int) length);
  show_top (self);
}

/**
 * pl_page_stack_settle:
 * @self: a stack
 *
 * To be called when the leaflet has come to rest: takes away what is out of view and puts the keyboard on the page.
 */
void
pl_page_stack_settle (PlPageStack *self)
{
  prune (self);
  if (!adw_leaflet_get_child_transition_running (self->leaflet) && self->pages->len > 0)
    pl_page_arrive (get_top (self));
}
