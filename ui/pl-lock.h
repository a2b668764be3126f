// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who locked a setting: the dconf lock file that names it. */

#define PL_LOCK_FOLDER "/etc/dconf/db"

char *pl_lock_find_file (const char *folder,
                         const char *path);
char *pl_lock_dup_note  (GSettings  *settings,
                         const char *key,
                         const char *folder);

G_END_DECLS
