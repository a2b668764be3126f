// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-desk-generated.h"
#include "pl-screen.h"

#define NAME "org.porchlight.Desk"
#define OBJECT_PATH "/org/porchlight/Desk"

/* It leaves when nobody has asked for this long, in seconds. */
#define LINGER 300

typedef struct
{
  GMainLoop *loop;
  PlScreen *screen; /* (nullable) */
  guint leave;
} Desk;

static gboolean
leave_cb (gpointer data)
{
  Desk *desk = data;

  desk->leave = 0;
  g_main_loop_quit (desk->loop);

  return G_SOURCE_REMOVE;
}

static void
linger (Desk *desk)
{
  g_clear_handle_id (&desk->leave, g_source_remove);
  desk->leave = g_timeout_add_seconds (LINGER, leave_cb, desk);
}

static gboolean
is_full_screen_cb (PlDesk1               *skeleton,
                   GDBusMethodInvocation *invocation,
                   Desk                  *desk)
{
  linger (desk);
  pl_desk1_complete_is_full_screen (skeleton, invocation, desk->screen != NULL && pl_screen_is_full_screen (desk->screen));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_idle_seconds_cb (PlDesk1               *skeleton,
                     GDBusMethodInvocation *invocation,
                     Desk                  *desk)
{
  guint seconds;

  linger (desk);
  if (desk->screen != NULL && g_getenv ("WAYLAND_DISPLAY") == NULL && pl_screen_get_idle_seconds (desk->screen, &seconds))
    pl_desk1_complete_get_idle_seconds (skeleton, invocation, seconds);
  else
    g_dbus_method_invocation_return_dbus_error (invocation, "org.porchlight.Desk1.Error.Unknown", "this display does not tell");

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
name_lost_cb (GDBusConnection *connection,
              const char      *name,
              gpointer         data)
{
  Desk *desk = data;

  g_main_loop_quit (desk->loop);
}

int
main (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (PlScreen) screen = pl_screen_open ();
  g_autoptr (PlDesk1) skeleton = pl_desk1_skeleton_new ();
  Desk desk = { loop, screen, 0 };
  guint owner;

  if (session == NULL)
    return 1;

  g_signal_connect (skeleton, "handle-is-full-screen", G_CALLBACK (is_full_screen_cb), &desk);
  g_signal_connect (skeleton, "handle-get-idle-seconds", G_CALLBACK (get_idle_seconds_cb), &desk);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (skeleton), session, OBJECT_PATH, NULL))
    return 1;

  owner = g_bus_own_name_on_connection (session, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, name_lost_cb, &desk, NULL);
  linger (&desk);
  g_main_loop_run (loop);
  g_bus_unown_name (owner);
  g_clear_handle_id (&desk.leave, g_source_remove);

  return 0;
}
