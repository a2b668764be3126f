// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the window does on a machine with guests. */

gboolean pl_shared_machine_is      (GSettings      *settings);
void     pl_shared_machine_wipe    (GtkApplication *application,
                                    GSettings      *settings);
char    *pl_shared_machine_dup_own_entries   (GSettings *settings);
char    *pl_shared_machine_dup_local_entries (GSettings *settings);
GPtrArray *pl_shared_machine_dup_entry_keys  (GSettings *settings);
void     pl_shared_machine_enlarge (GtkSettings    *gtk_settings,
                                    GSettings      *settings);

G_END_DECLS
