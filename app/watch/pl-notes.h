// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-notifier.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_NOTES (pl_notes_get_type ())
G_DECLARE_FINAL_TYPE (PlNotes, pl_notes, PL, NOTES, GObject)

PlNotes *pl_notes_new      (GDBusConnection *session,
                            PlNotifier      *notifier,
                            const char      *address);
void     pl_notes_start    (PlNotes         *self);
void     pl_notes_check_in (PlNotes         *self);

G_END_DECLS
