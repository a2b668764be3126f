// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* Plain lines of the command line: one JSON object a line, a message each. */

#define PL_JSONL_ERROR (pl_jsonl_error_quark ())
GQuark pl_jsonl_error_quark (void);

typedef enum
{
  PL_JSONL_ERROR_SYNTAX, /* not a JSON object */
  PL_JSONL_ERROR_FIELD,  /* a field is missing or of the wrong form */
  PL_JSONL_ERROR_LIMIT,  /* too long or too deep */
} PlJsonlError;

#define PL_JSONL_TEXT_LIMIT (64 * 1024)
#define PL_JSONL_LINE_LIMIT (1024 * 1024)

typedef struct
{
  char *conversation;
  char *text;
  char *sender;      /* (nullable) */
  char *application; /* (nullable) */
  gint64 time;       /* microseconds since 1970; -1 where the line has none */
} PlJsonlMessage;

void     pl_jsonl_message_clear (PlJsonlMessage *self);
gboolean pl_jsonl_parse         (PlJsonlMessage *self,
                                 const char     *line,
                                 gsize           length,
                                 GError        **error);
gboolean pl_jsonl_read_line     (FILE           *stream,
                                 GString        *line,
                                 gboolean       *too_long);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlJsonlMessage, pl_jsonl_message_clear)

G_END_DECLS
