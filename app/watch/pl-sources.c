// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sources.h"

typedef struct
{
  guint heard;
  guint seen;   /* with text */
  guint hidden; /* with the text hidden by the program */
} Counts;

struct _PlSources
{
  /* Owned */
  GHashTable *counts; /* (element-type utf8 Counts): by the program's name */

  /* State */
  guint capacity;
};

/**
 * pl_sources_new:
 * @capacity: how many programs are counted; further ones are left out
 *
 * Returns: (transfer full): empty counts
 */
PlSources *
pl_sources_new (guint capacity)
{
  PlSources *self = g_new0 (PlSources, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->capacity = capacity;

  return self;
}

/**
 * pl_sources_free:
 * @self: (transfer full): counts
 */
void
pl_sources_free (PlSources *self)
{
  g_hash_table_unref (self->counts);
  g_free (self);
}

static Counts *
find_or_add (PlSources  *self,
             const char *application)
{
  Counts *counts = g_hash_table_lookup (self->counts, application);

  if (counts == NULL && g_hash_table_size (self->counts) < self->capacity)
    {
      counts = g_new0 (Counts, 1);
      g_hash_table_insert (self->counts, g_strdup (application), counts);
    }

  return counts;
}

/**
 * pl_sources_count:
 * @self: counts
 * @message: a message that was heard
 */
void
pl_sources_count (PlSources       *self,
                  const PlMessage *message)
{
  Counts *counts = find_or_add (self, pl_message_get_application (message));

  if (counts == NULL)
    return;

  counts->heard++;
  counts->seen += pl_message_get_kind (message) == PL_MESSAGE_TEXT || pl_message_get_kind (message) == PL_MESSAGE_MAIL;
  counts->hidden += pl_message_get_kind (message) == PL_MESSAGE_HIDDEN;
}

/**
 * pl_sources_clear:
 * @self: counts
 */
void
pl_sources_clear (PlSources *self)
{
  g_hash_table_remove_all (self->counts);
}

static const char *
describe (const Counts *counts)
{
  if (counts->seen > 0)
    return "seen";

  return counts->hidden > 0 ? "hidden" : "not-seen";
}

/**
 * pl_sources_to_variant:
 * @self: counts
 *
 * Returns: (transfer floating): a(ssuu): program, "seen", "hidden" or "not-seen", heard, of them read; sorted by name
 */
GVariant *
pl_sources_to_variant (PlSources *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssuu)"));
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->counts), (GCompareFunc) g_strcmp0);

  for (const GList *l = names; l != NULL; l = l->next)
    {
      const Counts *counts = g_hash_table_lookup (self->counts, l->data);

      g_variant_builder_add (&builder, "(ssuu)", l->data, describe (counts), counts->heard, counts->seen);
    }

  return g_variant_builder_end (&builder);
}
