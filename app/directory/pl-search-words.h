// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token of the index of words says of a service. Stored: never renumber. */
typedef enum
{
  PL_SEARCH_WORD,    /* the word stands anywhere in it */
  PL_SEARCH_NAME,    /* the word stands in its name */
  PL_SEARCH_TOPIC,   /* it is for this topic */
  PL_SEARCH_CHANNEL, /* it can be reached this way */
} PlSearchKind;

char **pl_search_words_split          (const char   *text);
char  *pl_search_words_dup_identifier (const char   *identifier);
void   pl_search_words_append         (GString      *tokens,
                                       const char   *country,
                                       PlSearchKind  kind,
                                       const char   *text);
char  *pl_search_words_dup_token      (const char   *country,
                                       PlSearchKind  kind,
                                       const char   *word);

G_END_DECLS
