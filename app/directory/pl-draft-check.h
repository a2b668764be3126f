// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-draft.h"

G_BEGIN_DECLS

/* What keeps a directory from being released. */
typedef enum
{
  PL_PROBLEM_NO_SOURCE,    /* a fact without a source, or with one that is not listed */
  PL_PROBLEM_NO_DATE,      /* a fact without the dates of its source, its reading, its recheck */
  PL_PROBLEM_NUMBER,       /* a number or short code that cannot be one of its country */
  PL_PROBLEM_WORD_NUMBER,  /* letters that do not spell the number on a keypad */
  PL_PROBLEM_ADDRESS,      /* a malformed address of the web or of mail */
  PL_PROBLEM_DUPLICATE,    /* an id twice, or the same way twice in a country */
  PL_PROBLEM_UNVERIFIED,   /* a value from memory that would be shown */
  PL_PROBLEM_STALE,        /* past its recheck date without the line that it was not re-confirmed */
  PL_PROBLEM_NO_WORDS,     /* a sentence for people without words in a language */
  PL_PROBLEM_WORDING,      /* words for people that we do not use */
  PL_PROBLEM_UNKNOWN_NAME, /* a kind, topic, country or authority that does not exist */
  PL_PROBLEM_INCOMPLETE,   /* an entry without a name, audience, area or any way to reach it */
} PlProblemKind;

#define PL_N_PROBLEM_KINDS 12

typedef struct
{
  PlProblemKind kind;
  char *place;
  char *line; /* without the value */
} PlProblem;

GPtrArray  *pl_draft_check           (PlDraft                *draft,
                                      const char             *today);
const char *pl_problem_kind_get_name (PlProblemKind           kind);
void        pl_problem_free          (PlProblem              *problem);

gboolean    pl_number_is_well_formed (const PlDraftNumbering *numbering,
                                      const char             *number);
gboolean    pl_address_is_well_formed (const char            *url);
gboolean    pl_mailbox_is_well_formed (const char            *mailbox);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProblem, pl_problem_free)

G_END_DECLS
