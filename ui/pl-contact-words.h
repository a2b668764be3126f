// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-resource.h"

G_BEGIN_DECLS

/* What is said of a help line before anyone contacts it. Made from its own facts, never inferred. */

const char *pl_contact_words_kind           (PlContactKind    kind);
const char *pl_contact_words_icon           (PlContactKind    kind);
const char *pl_contact_words_trace          (PlTrace          trace);
char       *pl_contact_words_dup_way        (const PlContact  *contact);
char       *pl_contact_words_dup_notes      (const PlContact  *contact,
                                             const char       *country);
char       *pl_contact_words_dup_authority  (PlAuthority       authority);
const char *pl_contact_words_shares         (const PlResource *resource);
char       *pl_contact_words_dup_summary    (const PlResource *resource);
char       *pl_contact_words_dup_row        (const PlResource *resource);
char       *pl_contact_words_dup_emergency  (const PlResource *resource,
                                             gboolean          guessed);
char       *pl_contact_words_dup_disclaimer (const char       *checked,
                                             const PlResource *emergency);
char       *pl_contact_words_dup_card       (const PlResource *resource,
                                             const char       *country,
                                             const char       *checked);

G_END_DECLS
