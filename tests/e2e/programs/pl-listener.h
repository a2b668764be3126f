// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"
#include "pl-session.h"

G_BEGIN_DECLS

/* The watcher's own monitor and intake, without what comes after: what real programs send, and how it is read. */
typedef struct _PlListener PlListener;

PlListener      *pl_listener_new         (PlSession   *session);
void             pl_listener_free        (PlListener  *self);
guint            pl_listener_count_calls (PlListener  *self);
const PlMessage *pl_listener_wait        (PlListener  *self,
                                          const char  *text);
guint            pl_listener_count       (PlListener  *self,
                                          const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlListener, pl_listener_free)

G_END_DECLS
