// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-pipeline.h"

G_BEGIN_DECLS

#define PL_TYPE_WATCH (pl_watch_get_type ())
G_DECLARE_FINAL_TYPE (PlWatch, pl_watch, PL, WATCH, GObject)

/* What the program on top decides before the watcher starts. */
typedef struct
{
  const char *data_folder;  /* (not nullable): model, program tables, icons */
  const char *bus_address;  /* (not nullable): of the session bus */
} PlWatchOptions;

PlWatch  *pl_watch_new          (GDBusConnection       *session,
                                 PlEngine              *engine,
                                 const PlWatchOptions  *options,
                                 GError               **error);
void      pl_watch_start        (PlWatch               *self);
void      pl_watch_pause        (PlWatch               *self,
                                 guint                  seconds);
void      pl_watch_resume       (PlWatch               *self);
void      pl_watch_drop_prompts (PlWatch               *self);
void      pl_watch_answer       (PlWatch               *self,
                                 const char            *id,
                                 PlAnswer               answer);
PlPrompt *pl_watch_take_prompt  (PlWatch               *self,
                                 const char            *id);
gboolean  pl_watch_get_wording  (PlWatch               *self,
                                 const char            *id,
                                 guint                 *wording);
GVariant *pl_watch_list_sources (PlWatch               *self);
guint64   pl_watch_get_skipped  (PlWatch               *self);
void      pl_watch_quit         (PlWatch               *self);

G_END_DECLS
