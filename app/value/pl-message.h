// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What kind of thing a notification of a messaging program tells. Only PL_MESSAGE_TEXT and PL_MESSAGE_MAIL hold words to score. */
typedef enum
{
  PL_MESSAGE_TEXT,     /* somebody's words */
  PL_MESSAGE_HIDDEN,   /* a message whose text the program hides */
  PL_MESSAGE_MEDIA,    /* a picture, a voice note, a sticker: no words */
  PL_MESSAGE_REACTION, /* a reaction to an earlier message */
  PL_MESSAGE_CALL,     /* ringing or missed */
  PL_MESSAGE_SUMMARY,  /* "3 new messages" */
  PL_MESSAGE_OTHER,    /* not a message */
  PL_MESSAGE_MAIL,     /* a letter: its subject, perhaps its first words */
} PlMessageKind;

typedef struct _PlMessage PlMessage;

#define PL_TYPE_MESSAGE (pl_message_get_type ())

/* What a message is built from; copied by pl_message_new (). */
typedef struct
{
  PlMessageKind kind;
  const char *application; /* (not nullable): as a person calls it, "Gajim" */
  const char *channel;     /* (not nullable): "app:ID", "web:HOST" or "phone:PACKAGE" */
  const char *group;       /* (nullable): room or group */
  const char *sender;      /* (nullable): who wrote */
  const char *text;        /* (nullable): plain text, UTF-8 */
  gint64 time;             /* microseconds since 1970 */
  gboolean truncated;      /* the text was longer and has been cut */
} PlMessageFields;

GType          pl_message_get_type         (void);
PlMessage     *pl_message_new              (const PlMessageFields *fields);
PlMessage     *pl_message_ref              (PlMessage             *self);
void           pl_message_unref            (PlMessage             *self);

PlMessageKind  pl_message_get_kind         (const PlMessage       *self);
const char    *pl_message_get_application  (const PlMessage       *self);
const char    *pl_message_get_channel      (const PlMessage       *self);
const char    *pl_message_get_group        (const PlMessage       *self);
const char    *pl_message_get_sender       (const PlMessage       *self);
const char    *pl_message_get_text         (const PlMessage       *self);
gsize          pl_message_get_text_length  (const PlMessage       *self);
gint64         pl_message_get_time         (const PlMessage       *self);
gboolean       pl_message_is_truncated     (const PlMessage       *self);
const char    *pl_message_get_conversation (const PlMessage       *self);

const char    *pl_message_kind_get_name    (PlMessageKind          kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlMessage, pl_message_unref)

G_END_DECLS
