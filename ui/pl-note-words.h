// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every word of a note between accounts: fixed, whatever happened. Kinds by their names on the bus. */

#define PL_NOTE_WORDS_N_KINDS 3

const char *pl_note_words_get_kind    (guint       i);
const char *pl_note_words_get_title   (const char *kind);
const char *pl_note_words_get_summary (const char *kind);
const char *pl_note_words_get_text    (const char *kind);
const char *pl_note_words_get_tip     (const char *kind);
const char *pl_note_words_get_state   (const char *state);
char       *pl_note_words_dup_account (guint       user);

G_END_DECLS
