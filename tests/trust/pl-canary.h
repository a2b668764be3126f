// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* A made-up word that stands nowhere else in the world, and the search for it in every form in which a program could keep it. */
typedef struct _PlCanary PlCanary;

PlCanary   *pl_canary_new            (void);
void        pl_canary_free           (PlCanary     *self);
const char *pl_canary_get_word       (PlCanary     *self);
guint       pl_canary_search_bytes   (PlCanary     *self,
                                      const void   *bytes,
                                      gsize         size);
void        pl_canary_search_folder  (PlCanary     *self,
                                      const char   *folder,
                                      gint64        since,
                                      GPtrArray    *places);
gboolean    pl_canary_search_process (PlCanary     *self,
                                      int           pid,
                                      GPtrArray    *places);

GArray     *pl_canary_list_processes (PlSession    *session);
gboolean    pl_canary_may_read_memory (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCanary, pl_canary_free)

G_END_DECLS
