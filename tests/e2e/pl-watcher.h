// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* How many messages pl_watcher_send_pressure () sends. */
#define PL_WATCHER_PRESSURE 5

/* The real watcher in a session of a test, and what the test asks of it. */
GSubprocess *pl_watcher_start        (PlSession       *session);
GVariant    *pl_watcher_call         (PlSession       *session,
                                      const char      *method,
                                      GVariant        *arguments,
                                      GError         **error);
GVariant    *pl_watcher_get_property (PlSession       *session,
                                      const char      *name);
guint        pl_watcher_count_prompts (PlSession      *session);
const char  *pl_watcher_last_prompt  (PlSession       *session);
void         pl_watcher_follow       (PlSession       *session);
void         pl_watcher_send         (PlSession       *session,
                                      const char      *sender,
                                      const char      *text);
void         pl_watcher_send_pressure (PlSession       *session,
                                      const char      *sender);
void         pl_watcher_send_pressure_message (PlSession       *session,
                                      const char      *sender,
                                      guint            number);
void         pl_watcher_post         (PlSession       *session,
                                      const char      *sender,
                                      const char      *text);
void         pl_watcher_flush        (PlSession       *session);
gboolean     pl_watcher_wait_until_watching (PlSession *session);
gboolean     pl_watcher_wait_until_gone (PlSession    *session);
void         pl_watcher_open_popup   (PlSession       *session);
gboolean     pl_watcher_wait_for_prompts (PlSession   *session,
                                      guint            n_prompts,
                                      guint            seconds);
gboolean     pl_watcher_wait_for_prompt (PlSession    *session,
                                      guint            n_prompts);

G_END_DECLS
