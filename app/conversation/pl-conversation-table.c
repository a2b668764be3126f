// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-conversation-table.h"

#include "pl-conversation.h"

#include <math.h>
#include <string.h>

/* What is saved of a conversation: keyed hash, time, evidence, reasons and answers. What the recurrence has kept is not: it means
 * something to one model only. */
#define SAVED_TYPE "a(sxaduu)"
#define SAVED_ENTRY "(&sx@aduu)"

typedef struct
{
  char *name;  /* (nullable): as the program calls it; NULL for one that was loaded and not met again */
  char *hash;  /* (nullable): as it was loaded */
  GList link;  /* in table->order, the latest first */
  PlConversation state;
} Entry;

struct _PlConversationTable
{
  /* Owned */
  GHashTable *by_name; /* of Entry, borrowed name */
  GHashTable *by_hash; /* of Entry, borrowed hash: loaded, not met again */
  GBytes *key;         /* (nullable): of the keyed hash */

  /* State */
  GQueue order;        /* of Entry, owns them */
  PlEvidenceSettings settings;
  PlSensitivity sensitivity;
  guint capacity;
};

static void
entry_free (Entry *entry)
{
  if (entry->name != NULL)
    explicit_bzero (entry->name, strlen (entry->name));
  g_free (entry->name);
  g_free (entry->hash);
  explicit_bzero (&entry->state, sizeof (entry->state));
  g_free (entry);
}

/**
 * pl_conversation_table_new:
 * @settings: learnt constants, copied
 * @sensitivity: how readily a prompt is raised
 * @capacity: the most conversations it holds, at least 1
 *
 * Returns: (transfer full): an empty table
 */
PlConversationTable *
pl_conversation_table_new (const PlEvidenceSettings *settings,
                           PlSensitivity             sensitivity,
                           guint                     capacity)
{
  PlConversationTable *self = g_new0 (PlConversationTable, 1);

  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
  self->settings = *settings;
  self->sensitivity = sensitivity;
  self->capacity = MAX (capacity, 1);

  return self;
}

/**
 * pl_conversation_table_free:
 * @self: (transfer full): a table
 */
void
pl_conversation_table_free (PlConversationTable *self)
{
  pl_conversation_table_forget (self);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_hash);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}

/**
 * pl_conversation_table_set_sensitivity:
 * @self: a table
 * @sensitivity: from the next message on
 */
void
pl_conversation_table_set_sensitivity (PlConversationTable *self,
                                       PlSensitivity        sensitivity)
{
  self->sensitivity = sensitivity;
}

static void
drop_oldest (PlConversationTable *self)
{
  Entry *entry = g_queue_peek_tail (&self->order);

  if (entry->name != NULL)
    g_hash_table_remove (self->by_name, entry->name);
  if (entry->hash != NULL)
    g_hash_table_remove (self->by_hash, entry->hash);
  g_queue_unlink (&self->order, &entry->link);
  entry_free (entry);
}

static Entry *
add_entry (PlConversationTable *self)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->link.data = entry;
  while (self->order.length >= self->capacity)
    drop_oldest (self);
  g_queue_push_head_link (&self->order, &entry->link);

  return entry;
}

/* HMAC-SHA-256 (RFC 2104), so that what is stored cannot be matched with a name without the key. */
static char *
hash_name (GBytes     *key,
           const char *name)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (key, &size);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, bytes, size, name, -1);
}

/* A conversation that was saved in an earlier session is met again. */
static Entry *
recall (PlConversationTable *self,
        const char          *name)
{
  g_autofree char *hash = NULL;
  Entry *entry;

  if (self->key == NULL || g_hash_table_size (self->by_hash) == 0)
    return NULL;
  hash = hash_name (self->key, name);
  entry = g_hash_table_lookup (self->by_hash, hash);
  if (entry != NULL)
    {
      g_hash_table_remove (self->by_hash, hash);
      g_clear_pointer (&entry->hash, g_free);
    }

  return entry;
}

static Entry *
find (PlConversationTable *self,
      const char          *name)
{
  Entry *entry = g_hash_table_lookup (self->by_name, name);

  if (entry == NULL && (entry = recall (self, name)) != NULL)
    {
      entry->name = g_strdup (name);
      g_hash_table_insert (self->by_name, entry->name, entry);
    }

  return entry;
}

static Entry *
find_or_add (PlConversationTable *self,
             const char          *name)
{
  Entry *entry = find (self, name);

  if (entry == NULL)
    {
      entry = add_entry (self);
      entry->name = g_strdup (name);
      g_hash_table_insert (self->by_name, entry->name, entry);
    }

  return entry;
}

/**
 * pl_conversation_table_observe:
 * @self: a table
 * @conversation: its key, as pl_message_get_conversation () gives it
 * @score: what the message shows
 * @now: when it came, microseconds since 1970
 * @assessment: (out caller-allocates): what the conversation has come to
 *
 * Allocates only for a conversation that it has not met.
 */
void
pl_conversation_table_observe (PlConversationTable *self,
                               const char          *conversation,
                               const PlScore       *score,
                               gint64               now,
                               PlAssessment        *assessment)
{
  Entry *entry = find_or_add (self, conversation);

  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  pl_conversation_observe (&entry->state, &self->settings, self->sensitivity, score, now, assessment);
}

/**
 * pl_conversation_table_get_reasons:
 * @self: a table
 * @conversation: its key
 *
 * Returns: bit 1 << concern for each that the latest prompt rests on; 0 where the conversation is not known
 */
guint
pl_conversation_table_get_reasons (PlConversationTable *self,
                                   const char          *conversation)
{
  const Entry *entry = find (self, conversation);

  return entry != NULL ? entry->state.reasons : 0;
}

/**
 * pl_conversation_table_set_fine:
 * @self: a table
 * @conversation: its key
 * @concern: what was answered "This is fine"; %PL_CONCERN_GENERAL for all that the prompt rested on
 *
 * Lowers the concern for that conversation. A conversation that was forgotten meanwhile is added again.
 */
void
pl_conversation_table_set_fine (PlConversationTable *self,
                                const char          *conversation,
                                PlConcern            concern)
{
  Entry *entry = find_or_add (self, conversation);

  if (concern == PL_CONCERN_GENERAL)
    entry->state.fine |= entry->state.reasons;
  else if ((guint) concern < PL_N_CONCERNS)
    entry->state.fine |= (guint16) (1u << concern);
}

/**
 * pl_conversation_table_forget:
 * @self: a table
 *
 * Forgets every conversation, and wipes what was held of them.
 */
void
pl_conversation_table_forget (PlConversationTable *self)
{
  while (self->order.length > 0)
    drop_oldest (self);
}

/**
 * pl_conversation_table_get_size:
 * @self: a table
 *
 * Returns: how many conversations it holds
 */
guint
pl_conversation_table_get_size (const PlConversationTable *self)
{
  return self->order.length;
}

static GVariant *
save_entry (const Entry *entry,
            GBytes      *key)
{
  g_autofree char *hash = entry->hash != NULL ? g_strdup (entry->hash) : hash_name (key, entry->name);
  GVariantBuilder evidence;

  g_variant_builder_init (&evidence, G_VARIANT_TYPE ("ad"));
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    g_variant_builder_add (&evidence, "d", (double) entry->state.evidence[i]);

  return g_variant_new ("(sxaduu)", hash, entry->state.time, &evidence,
                        (guint32) entry->state.reasons, (guint32) entry->state.fine);
}

/**
 * pl_conversation_table_save:
 * @self: a table
 * @key: secret key of the hash that stands for a conversation's name
 *
 * Returns: (transfer floating): what to remember between sessions, the oldest first; no name and no text
 */
GVariant *
pl_conversation_table_save (PlConversationTable *self,
                            GBytes              *key)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SAVED_TYPE));
  for (const GList *link = self->order.tail; link != NULL; link = link->prev)
    g_variant_builder_add_value (&builder, save_entry (link->data, key));

  return g_variant_builder_end (&builder);
}

static void
load_entry (PlConversationTable *self,
            const char          *hash,
            gint64               time,
            GVariant            *evidence,
            guint                reasons,
            guint                fine)
{
  gsize n;
  const double *values = g_variant_get_fixed_array (evidence, &n, sizeof (double));
  Entry *entry;

  if (g_hash_table_contains (self->by_hash, hash))
    return;
  entry = add_entry (self);
  entry->hash = g_strdup (hash);
  entry->state.time = MAX (time, 0);
  for (gsize i = 0; i < MIN (n, PL_N_CONCERNS); i++)
    entry->state.evidence[i] = isfinite (values[i]) ? (float) CLAMP (values[i], 0.0, (double) self->settings.cap) : 0;
  entry->state.reasons = (guint16) (reasons & ((1u << PL_N_CONCERNS) - 1));
  entry->state.fine = (guint16) (fine & ((1u << PL_N_CONCERNS) - 1));
  g_hash_table_insert (self->by_hash, entry->hash, entry);
}

/**
 * pl_conversation_table_load:
 * @self: a table
 * @key: the key that the conversations were saved with
 * @saved: what pl_conversation_table_save () gave, perhaps altered by a stranger
 *
 * Returns: whether @saved has the form of a saved table; if not, nothing was changed
 */
gboolean
pl_conversation_table_load (PlConversationTable *self,
                            GBytes              *key,
                            GVariant            *saved)
{
  GVariantIter iter;
  const char *hash;
  gint64 time;
  GVariant *evidence;
  guint reasons;
  guint fine;

  if (!g_variant_is_of_type (saved, G_VARIANT_TYPE (SAVED_TYPE)))
    return FALSE;

  g_clear_pointer (&self->key, g_bytes_unref);
  self->key = g_bytes_ref (key);
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_loop (&iter, SAVED_ENTRY, &hash, &time, &evidence, &reasons, &fine))
    load_entry (self, hash, time, evidence, reasons, fine);

  return TRUE;
}

/**
 * pl_conversation_table_upgrade:
 * @saved: (transfer none): a saved table of version 1, whose evidence was counted in log-odds
 *
 * Evidence of that measure would weigh too much now, and has faded within a few messages anyway. What a person said is fine stays.
 *
 * Returns: (transfer full): the same without evidence
 */
GVariant *
pl_conversation_table_upgrade (GVariant *saved)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *hash;
  gint64 time;
  GVariant *evidence;
  guint reasons;
  guint fine;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SAVED_TYPE));
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_loop (&iter, SAVED_ENTRY, &hash, &time, &evidence, &reasons, &fine))
    g_variant_builder_add (&builder, "(sx@aduu)", hash, time, g_variant_new_array (G_VARIANT_TYPE_DOUBLE, NULL, 0), reasons, fine);

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}
