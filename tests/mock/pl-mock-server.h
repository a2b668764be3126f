// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A notification server inside a test: it keeps what it was asked to show, and can press the buttons. */
typedef struct _PlMockServer PlMockServer;

/* One call of Notify. */
typedef struct
{
  guint id;
  char *sender;
  char *application;
  char *summary;
  char *body;
  GStrv actions;
  GVariant *hints;
  gint64 time; /* monotonic, microseconds */
  gboolean closed;
} PlMockNotification;

PlMockServer       *pl_mock_server_new    (GDBusConnection   *connection,
                                           const char *const *capabilities);
void                pl_mock_server_free   (PlMockServer      *self);
guint               pl_mock_server_count  (PlMockServer      *self,
                                           const char        *application);
PlMockNotification *pl_mock_server_last   (PlMockServer      *self,
                                           const char        *application);
void                pl_mock_server_invoke (PlMockServer      *self,
                                           guint              id,
                                           const char        *action);
void                pl_mock_server_hang   (PlMockServer      *self,
                                           gboolean           hangs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlMockServer, pl_mock_server_free)

G_END_DECLS
