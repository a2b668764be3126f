// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-window-link.h"

#define WINDOW_PATH "/org/porchlight/Porchlight"
#define WINDOW_INTERFACE "org.freedesktop.Application"

/* The platform data of the Desktop Entry specification, "D-Bus Activation". */
static GVariant *
platform_data (const char *token)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (token != NULL && *token != '\0')
    {
      g_variant_builder_add (&builder, "{sv}", "activation-token", g_variant_new_string (token));
      g_variant_builder_add (&builder, "{sv}", "desktop-startup-id", g_variant_new_string (token));
    }

  return g_variant_builder_end (&builder);
}

static void
call (GDBusConnection *session,
      const char      *method,
      GVariant        *arguments)
{
  g_dbus_connection_call (session, PL_APPLICATION_ID, WINDOW_PATH, WINDOW_INTERFACE, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/**
 * pl_window_link_activate:
 * @session: the session bus
 * @token: (nullable): an activation token of the click that asks for it
 *
 * Opens the window, started by the bus where it is not running.
 */
void
pl_window_link_activate (GDBusConnection *session,
                         const char      *token)
{
  call (session, "Activate", g_variant_new ("(@a{sv})", platform_data (token)));
}

/**
 * pl_window_link_action:
 * @session: the session bus
 * @action: an action of the window program, such as "check-in"
 * @parameter: (nullable): its parameter; a floating reference is taken
 * @token: (nullable): an activation token of the click that asks for it
 *
 * Opens the window at one of its pages.
 */
void
pl_window_link_action (GDBusConnection *session,
                       const char      *action,
                       GVariant        *parameter,
                       const char      *token)
{
  g_auto (GVariantBuilder) parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);

  call (session, "ActivateAction", g_variant_new ("(s@av@a{sv})", action, g_variant_builder_end (&parameters), platform_data (token)));
}
