// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-memory.h"
#include "pl-prompter.h"

G_BEGIN_DECLS

#define PL_TYPE_WATCH (pl_watch_get_type ())
G_DECLARE_FINAL_TYPE (PlWatch, pl_watch, PL, WATCH, GObject)

/* What the program on top decides before the watcher starts. */
typedef struct
{
  const char *data_folder;  /* (not nullable): model, program tables, icons */
  const char *bus_address;  /* (not nullable): of the session bus */
  const char *system_address; /* (nullable): of the system bus */
  const char *runtime_folder; /* (nullable): of the session, in memory; without it a pause ends with a crash */
  const char *vault;        /* (not nullable): path of porchlight-vault */
} PlWatchOptions;

PlWatch  *pl_watch_new          (GDBusConnection       *session,
                                 PlEngine              *engine,
                                 const PlWatchOptions  *options,
                                 GError               **error);
void      pl_watch_start        (PlWatch               *self);
void      pl_watch_end_visit    (PlWatch               *self);
void      pl_watch_finish       (PlWatch               *self,
                                 gboolean               comes_back);
void      pl_watch_pause        (PlWatch               *self,
                                 guint                  seconds);
void      pl_watch_resume       (PlWatch               *self);
PlMemory *pl_watch_get_memory   (PlWatch               *self);
PlPrompter *pl_watch_get_prompter (PlWatch             *self);
GVariant *pl_watch_list_sources (PlWatch               *self);
guint64   pl_watch_get_skipped  (PlWatch               *self);
void      pl_watch_quit         (PlWatch               *self);

G_END_DECLS
