// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-clipboard-keeper.h"

struct _PlClipboardKeeper
{
  GObject parent_instance;

  /* Owned */
  GdkClipboard *clipboard;
  GdkContentProvider *ours; /* (nullable): what we put there last */

  /* State */
  guint seconds;
  guint timer; /* 0 where none runs */
};

/**
 * PlClipboardKeeper:
 *
 * Copies a number and takes it back after a while, when the window is hidden, and when the program ends.
 * What somebody else has put on the clipboard since is left alone.
 */
G_DEFINE_FINAL_TYPE (PlClipboardKeeper, pl_clipboard_keeper, G_TYPE_OBJECT)

static gboolean
timeout_cb (gpointer data)
{
  PlClipboardKeeper *self = data;

  self->timer = 0;
  pl_clipboard_keeper_clear (self);

  return G_SOURCE_REMOVE;
}

static void
pl_clipboard_keeper_dispose (GObject *object)
{
  PlClipboardKeeper *self = PL_CLIPBOARD_KEEPER (object);

  if (self->clipboard != NULL)
    pl_clipboard_keeper_clear (self);
  g_clear_object (&self->clipboard);

  G_OBJECT_CLASS (pl_clipboard_keeper_parent_class)->dispose (object);
}

static void
pl_clipboard_keeper_class_init (PlClipboardKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_clipboard_keeper_dispose;
}

static void
pl_clipboard_keeper_init (PlClipboardKeeper *self)
{
}

/**
 * pl_clipboard_keeper_new:
 * @clipboard: the clipboard of the display
 * @seconds: how long a copied text stays, in seconds
 *
 * Returns: (transfer full): the keeper
 */
PlClipboardKeeper *
pl_clipboard_keeper_new (GdkClipboard *clipboard,
                         guint         seconds)
{
  PlClipboardKeeper *self = g_object_new (PL_TYPE_CLIPBOARD_KEEPER, NULL);

  self->clipboard = g_object_ref (clipboard);
  self->seconds = seconds;

  return self;
}

/**
 * pl_clipboard_keeper_copy:
 * @self: a keeper
 * @text: what to copy
 */
void
pl_clipboard_keeper_copy (PlClipboardKeeper *self,
                          const char        *text)
{
  g_clear_object (&self->ours);
  g_clear_handle_id (&self->timer, g_source_remove);

  self->ours = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  gdk_clipboard_set_content (self->clipboard, self->ours);
  self->timer = g_timeout_add_seconds (self->seconds, timeout_cb, self);
}

/**
 * pl_clipboard_keeper_holds:
 * @self: a keeper
 *
 * Returns: whether what we copied is still on the clipboard
 */
gboolean
pl_clipboard_keeper_holds (PlClipboardKeeper *self)
{
  return self->ours != NULL && gdk_clipboard_get_content (self->clipboard) == self->ours;
}

/**
 * pl_clipboard_keeper_clear:
 * @self: a keeper
 *
 * Empties the clipboard if it still holds what we copied.
 */
void
pl_clipboard_keeper_clear (PlClipboardKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);

  if (pl_clipboard_keeper_holds (self))
    gdk_clipboard_set_content (self->clipboard, NULL);
  g_clear_object (&self->ours);
}
