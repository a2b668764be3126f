// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-prompt.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_WATCH_CLIENT (pl_watch_client_get_type ())
G_DECLARE_FINAL_TYPE (PlWatchClient, pl_watch_client, PL, WATCH_CLIENT, GObject)

#define PL_WATCH_CLIENT_ERROR (pl_watch_client_error_quark ())
GQuark pl_watch_client_error_quark (void);

typedef enum
{
  PL_WATCH_CLIENT_ERROR_NOT_RUNNING, /* nobody answers on the bus */
  PL_WATCH_CLIENT_ERROR_GONE,        /* the prompt is over */
  PL_WATCH_CLIENT_ERROR_FAILED,      /* anything else */
} PlWatchClientError;

PlWatchClient *pl_watch_client_new               (GDBusConnection      *connection);
gboolean       pl_watch_client_is_running        (PlWatchClient        *self);
gboolean       pl_watch_client_is_watching       (PlWatchClient        *self);
gboolean       pl_watch_client_is_paused         (PlWatchClient        *self);
gint64         pl_watch_client_get_paused_until  (PlWatchClient        *self);
const char    *pl_watch_client_get_problem       (PlWatchClient        *self);
const char    *pl_watch_client_get_model_version (PlWatchClient        *self);
gboolean       pl_watch_client_is_tray_shown     (PlWatchClient        *self);
GVariant      *pl_watch_client_get_sources       (PlWatchClient        *self);
gint64         pl_watch_client_get_since         (PlWatchClient        *self);

void           pl_watch_client_start             (PlWatchClient        *self);
void           pl_watch_client_pause             (PlWatchClient        *self,
                                                  guint                 seconds);
void           pl_watch_client_resume            (PlWatchClient        *self);
void           pl_watch_client_refresh           (PlWatchClient        *self);
void           pl_watch_client_drop_prompts      (PlWatchClient        *self);
void           pl_watch_client_end_visit         (PlWatchClient        *self);
void           pl_watch_client_answer            (PlWatchClient        *self,
                                                  const char           *id,
                                                  PlAnswer              answer);
void           pl_watch_client_get_prompt        (PlWatchClient        *self,
                                                  const char           *id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
PlPrompt      *pl_watch_client_get_prompt_finish (PlWatchClient        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void           pl_watch_client_self_test         (PlWatchClient        *self,
                                                  const char           *nonce,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
gboolean       pl_watch_client_self_test_finish  (PlWatchClient        *self,
                                                  GAsyncResult         *result,
                                                  gboolean             *heard,
                                                  GError              **error);

G_END_DECLS
