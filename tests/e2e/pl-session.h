// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A throw-away desktop session for one test: its own home, runtime folder, session bus and, where asked for, display.
 * Everything that it started ends with it. Nothing of the person who runs the test is touched.
 */
typedef struct _PlSession PlSession;

typedef enum
{
  PL_SESSION_BARE = 0,
  PL_SESSION_DISPLAY = 1 << 0, /* a virtual display */
  PL_SESSION_BROKER = 1 << 1,  /* dbus-broker in place of dbus-daemon; it wants pl_session_bus_offer_journal () */
  PL_SESSION_NO_MONITOR = 1 << 2, /* a bus that lets nobody listen */
} PlSessionFlags;

/* Whether what is waited for has come. */
typedef gboolean (*PlSessionCheck) (gpointer data);

PlSession       *pl_session_new            (PlSessionFlags   flags);
void             pl_session_free           (PlSession       *self);
void             pl_session_stop_bus       (PlSession       *self);
void             pl_session_restart_bus    (PlSession       *self);
GDBusConnection *pl_session_connect        (PlSession       *self);
GDBusConnection *pl_session_connect_sender (PlSession       *self);
const char      *pl_session_get_address    (PlSession       *self);
const char      *pl_session_get_home       (PlSession       *self);
void             pl_session_set_environment (PlSession      *self,
                                            const char      *name,
                                            const char      *value);
char            *pl_session_get_variable   (PlSession       *self,
                                            const char      *name);
void             pl_session_set_setting    (PlSession       *self,
                                            const char      *key,
                                            const char      *value);
GSubprocess     *pl_session_spawn          (PlSession       *self,
                                            const char      *program,
                                            ...) G_GNUC_NULL_TERMINATED;
GSubprocess     *pl_session_start_dunst    (PlSession       *self);
char            *pl_session_run            (PlSession       *self,
                                            const char      *program,
                                            ...) G_GNUC_NULL_TERMINATED;
void             pl_session_stop           (PlSession       *self,
                                            GSubprocess     *process);
gboolean         pl_session_wait           (PlSession       *self,
                                            PlSessionCheck   check,
                                            gpointer         data,
                                            guint            seconds);
gboolean         pl_session_wait_for_name  (PlSession       *self,
                                            const char      *name,
                                            guint            seconds);
void             pl_session_screenshot     (PlSession       *self,
                                            const char      *name);
char            *pl_session_find_program   (const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSession, pl_session_free)

G_END_DECLS
