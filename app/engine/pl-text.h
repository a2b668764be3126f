// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-words.h"

G_BEGIN_DECLS

/* A stretch of a message as a reader sees it: evasions undone, each word with the bytes that it came from. */
#define PL_TEXT_TOKENS 256
#define PL_TEXT_BYTES 4096
#define PL_TEXT_WORD 48
#define PL_REPAIR_SHORTEST 4 /* letters of a word that a slip of the hand is repaired in */

typedef enum
{
  PL_TOKEN_WORD,
  PL_TOKEN_NUMBER,
  PL_TOKEN_PICTURE, /* an emoji */
  PL_TOKEN_MARK,    /* a question mark */
} PlTokenKind;

typedef enum
{
  PL_TOKEN_UNKNOWN,
  PL_TOKEN_KNOWN,
  PL_TOKEN_OTHER, /* read as another word: its letters say nothing */
} PlTokenKnown;

typedef struct
{
  guint32 hash;
  guint32 start;   /* byte offset in the message */
  guint32 end;     /* byte after the last */
  guint16 offset;  /* of its letters in bytes[] */
  guint8 length;   /* of its letters */
  guint8 kind : 4; /* PlTokenKind */
  guint8 known : 4; /* PlTokenKnown */
  guint8 concept;   /* number of its meaning, 0 for none */
  guint8 leet;      /* digits were read as letters */
} PlToken;

typedef struct
{
  guint n_tokens;
  guint n_bytes;
  PlToken tokens[PL_TEXT_TOKENS];
  char bytes[PL_TEXT_BYTES];
} PlText;

/* How a word may be meant. */
typedef struct
{
  char bytes[PL_TEXT_WORD];
  guint length;
} PlSpelling;

gsize pl_text_read        (PlText        *self,
                           const PlWords *words,
                           const char    *text,
                           gsize          length,
                           gsize          start);
void  pl_text_clear       (PlText        *self);

void  pl_repair_set       (PlText           *text,
                           const PlWords    *words,
                           PlToken          *token,
                           const PlSpelling *spelling);
void  pl_repair_take      (PlToken       *token,
                           const PlWords *words,
                           int            slot);
void  pl_repair_word      (PlText        *self,
                           const PlWords *words,
                           PlToken       *token);
void  pl_repair_numbers   (PlText        *self,
                           const PlWords *words);
void  pl_repair_spacing   (PlText        *self,
                           const PlWords *words,
                           const char    *text);
guint8 pl_find_concept     (const PlWords *words,
                           const char    *word,
                           guint          length);
guint pl_repair_bare      (const char    *word,
                           guint          length,
                           gboolean       keep_last,
                           char          *bare);

const char *pl_picture_get_name (gunichar c);

G_END_DECLS
