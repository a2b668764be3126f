// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-watch.h"
#include "pl-watch-generated.h"

G_BEGIN_DECLS

/* What the watcher says of itself on the bus. */
typedef struct
{
  gboolean paused;
  gint64 paused_until;     /* seconds since 1970, 0 for none */
  gboolean watching;
  const char *problem;     /* (not nullable): empty for none */
  gboolean tray_shown;
  gint64 since;            /* seconds since 1970 */
  const char *model;       /* (not nullable) */
  gboolean remembers;      /* numbers are kept beyond this session */
} PlWatchStatus;

#define PL_TYPE_WATCH_SERVICE (pl_watch_service_get_type ())
G_DECLARE_FINAL_TYPE (PlWatchService, pl_watch_service, PL, WATCH_SERVICE, PlWatch1Skeleton)

PlWatchService *pl_watch_service_new          (GDBusConnection      *session,
                                               PlWatch              *watch,
                                               GError              **error);
void            pl_watch_service_set_status   (PlWatchService       *self,
                                               const PlWatchStatus  *status);
void            pl_watch_service_raise        (PlWatchService       *self,
                                               const char           *id);
void            pl_watch_service_hear         (PlWatchService       *self,
                                               const PlBusEvent     *event);

G_END_DECLS
