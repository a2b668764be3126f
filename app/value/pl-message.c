// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-message.h"

#include <string.h>

/* PlMessage: one notification, understood. Immutable; every string that came from a stranger is cleared when it is freed. */
struct _PlMessage
{
  gatomicrefcount ref_count;

  /* Owned */
  char *application;
  char *channel;
  char *group;
  char *sender;
  char *text;
  char *conversation;

  /* State */
  PlMessageKind kind;
  gsize text_length;
  gint64 time;
  gboolean truncated;
};

G_DEFINE_BOXED_TYPE (PlMessage, pl_message, pl_message_ref, pl_message_unref)

static const char *const kind_names[] = {
  [PL_MESSAGE_TEXT] = "text",
  [PL_MESSAGE_HIDDEN] = "hidden",
  [PL_MESSAGE_MEDIA] = "media",
  [PL_MESSAGE_REACTION] = "reaction",
  [PL_MESSAGE_CALL] = "call",
  [PL_MESSAGE_SUMMARY] = "summary",
  [PL_MESSAGE_OTHER] = "other",
  [PL_MESSAGE_MAIL] = "mail",
};

static void
free_cleared (char *string)
{
  if (string != NULL)
    explicit_bzero (string, strlen (string));

  g_free (string);
}

/* Length prefixes keep two different triples from ever having one key. */
static char *
build_conversation (const char *channel,
                    const char *group,
                    const char *sender)
{
  if (group == NULL)
    group = "";
  if (sender == NULL)
    sender = "";

  return g_strdup_printf ("%zu:%s/%zu:%s/%zu:%s", strlen (channel), channel, strlen (group), group, strlen (sender), sender);
}

/**
 * pl_message_new:
 * @fields: what the message holds; every string is copied
 *
 * Returns: (transfer full): the message
 */
PlMessage *
pl_message_new (const PlMessageFields *fields)
{
  PlMessage *self;

  g_return_val_if_fail (fields->application != NULL, NULL);
  g_return_val_if_fail (fields->channel != NULL, NULL);

  self = g_new0 (PlMessage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = fields->kind;
  self->application = g_strdup (fields->application);
  self->channel = g_strdup (fields->channel);
  self->group = g_strdup (fields->group);
  self->sender = g_strdup (fields->sender);
  self->text = g_strdup (fields->text);
  self->text_length = fields->text != NULL ? strlen (fields->text) : 0;
  self->conversation = build_conversation (fields->channel, fields->group, fields->sender);
  self->time = fields->time;
  self->truncated = fields->truncated;

  return self;
}

/**
 * pl_message_ref:
 * @self: a message
 *
 * Returns: (transfer full): @self
 */
PlMessage *
pl_message_ref (PlMessage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_message_unref:
 * @self: (transfer full): a message
 *
 * The last reference clears the memory of every string before it is freed.
 */
void
pl_message_unref (PlMessage *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  free_cleared (self->application);
  free_cleared (self->channel);
  free_cleared (self->group);
  free_cleared (self->sender);
  free_cleared (self->text);
  free_cleared (self->conversation);
  g_free (self);
}

/**
 * pl_message_get_kind:
 * @self: a message
 *
 * Returns: what the notification tells; only %PL_MESSAGE_TEXT and %PL_MESSAGE_MAIL have words to score
 */
PlMessageKind
pl_message_get_kind (const PlMessage *self)
{
  return self->kind;
}

/**
 * pl_message_get_application:
 * @self: a message
 *
 * Returns: (transfer none): the program as a person calls it
 */
const char *
pl_message_get_application (const PlMessage *self)
{
  return self->application;
}

/**
 * pl_message_get_channel:
 * @self: a message
 *
 * Returns: (transfer none): "app:ID", "web:HOST" or "phone:PACKAGE"
 */
const char *
pl_message_get_channel (const PlMessage *self)
{
  return self->channel;
}

/**
 * pl_message_get_group:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): the room or group, %NULL in a chat of two
 */
const char *
pl_message_get_group (const PlMessage *self)
{
  return self->group;
}

/**
 * pl_message_get_sender:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): who wrote, %NULL where the program hides it
 */
const char *
pl_message_get_sender (const PlMessage *self)
{
  return self->sender;
}

/**
 * pl_message_get_text:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): plain text in UTF-8, %NULL where there is none
 */
const char *
pl_message_get_text (const PlMessage *self)
{
  return self->text;
}

/**
 * pl_message_get_text_length:
 * @self: a message
 *
 * Returns: the length of the text in bytes, 0 where there is none
 */
gsize
pl_message_get_text_length (const PlMessage *self)
{
  return self->text_length;
}

/**
 * pl_message_get_time:
 * @self: a message
 *
 * Returns: when it was heard, in microseconds since 1970
 */
gint64
pl_message_get_time (const PlMessage *self)
{
  return self->time;
}

/**
 * pl_message_is_truncated:
 * @self: a message
 *
 * Returns: whether the text was longer and has been cut at a character
 */
gboolean
pl_message_is_truncated (const PlMessage *self)
{
  return self->truncated;
}

/**
 * pl_message_get_conversation:
 * @self: a message
 *
 * The conversation of a message is its channel, group and sender: in a group each sender is a conversation.
 *
 * Returns: (transfer none): the key of that triple; no two triples share one
 */
const char *
pl_message_get_conversation (const PlMessage *self)
{
  return self->conversation;
}

/**
 * pl_message_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name on the command line
 */
const char *
pl_message_kind_get_name (PlMessageKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}
