// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-help-item.h"

#include "pl-contact-words.h"

struct _PlHelpItem
{
  GObject parent_instance;

  /* Owned */
  char *id;     /* (nullable): of the help line; NULL for a note */
  char *title;  /* (nullable) */
  char *detail;
};

/**
 * PlHelpItem:
 *
 * A line of the long list: a help line, or the note that ends the list. Its words are made once, so that scrolling makes none.
 */
G_DEFINE_FINAL_TYPE (PlHelpItem, pl_help_item, G_TYPE_OBJECT)

static void
pl_help_item_finalize (GObject *object)
{
  PlHelpItem *self = PL_HELP_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);

  G_OBJECT_CLASS (pl_help_item_parent_class)->finalize (object);
}

static void
pl_help_item_class_init (PlHelpItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_help_item_finalize;
}

static void
pl_help_item_init (PlHelpItem *self)
{
}

/**
 * pl_help_item_new:
 * @resource: a help line
 *
 * Returns: (transfer full): an item for it
 */
PlHelpItem *
pl_help_item_new (const PlResource *resource)
{
  PlHelpItem *self = g_object_new (PL_TYPE_HELP_ITEM, NULL);

  self->id = g_strdup (pl_resource_get_id (resource));
  self->title = g_strdup (pl_resource_get_name (resource));
  self->detail = pl_contact_words_dup_row (resource);

  return self;
}

/**
 * pl_help_item_new_note:
 * @text: a note
 *
 * Returns: (transfer full): an item that only says @text
 */
PlHelpItem *
pl_help_item_new_note (const char *text)
{
  PlHelpItem *self = g_object_new (PL_TYPE_HELP_ITEM, NULL);

  self->detail = g_strdup (text);

  return self;
}

/**
 * pl_help_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): id of the help line, %NULL for a note
 */
const char *
pl_help_item_get_id (PlHelpItem *self)
{
  return self->id;
}

/**
 * pl_help_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): name of the help line, %NULL for a note
 */
const char *
pl_help_item_get_title (PlHelpItem *self)
{
  return self->title;
}

/**
 * pl_help_item_get_detail:
 * @self: an item
 *
 * Returns: (transfer none): what stands below the name, or the note
 */
const char *
pl_help_item_get_detail (PlHelpItem *self)
{
  return self->detail;
}
