// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-words.h"

G_BEGIN_DECLS

/* A stretch of a message as a reader sees it: evasions undone, each word with the bytes that it came from. */
#define PL_TEXT_TOKENS 256
#define PL_TEXT_BYTES 4096
#define PL_TEXT_WORD 48

typedef enum
{
  PL_TOKEN_WORD,
  PL_TOKEN_NUMBER,
  PL_TOKEN_PICTURE, /* an emoji */
  PL_TOKEN_MARK,    /* a question mark */
} PlTokenKind;

typedef struct
{
  guint32 hash;
  guint32 start;   /* byte offset in the message */
  guint32 end;     /* byte after the last */
  guint16 offset;  /* of its letters in bytes[] */
  guint8 length;   /* of its letters */
  guint8 kind : 4; /* PlTokenKind */
  guint8 known : 4; /* the model knows the word */
} PlToken;

typedef struct
{
  guint n_tokens;
  guint n_bytes;
  PlToken tokens[PL_TEXT_TOKENS];
  char bytes[PL_TEXT_BYTES];
} PlText;

gsize pl_text_read        (PlText        *self,
                           const PlWords *words,
                           const char    *text,
                           gsize          length,
                           gsize          start);
void  pl_text_clear       (PlText        *self);

void  pl_repair_word      (PlText        *self,
                           const PlWords *words,
                           PlToken       *token);
void  pl_repair_spacing   (PlText        *self,
                           const PlWords *words,
                           const char    *text);
guint pl_repair_bare      (const char    *word,
                           guint          length,
                           char          *bare);

const char *pl_picture_get_name (gunichar c);

G_END_DECLS
