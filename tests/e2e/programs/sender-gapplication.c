// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A program of GNOME's kind: sends one notification as GApplication does, by whatever door GLib finds. */

#include <gio/gio.h>

static gboolean
leave (gpointer application)
{
  g_application_release (application);

  return G_SOURCE_REMOVE;
}

static void
activate (GApplication *application,
          gpointer      data)
{
  char **arguments = data;
  g_autoptr (GNotification) notification = g_notification_new (arguments[2]);

  g_notification_set_body (notification, arguments[3]);
  g_notification_set_category (notification, "im.received");
  g_notification_set_default_action_and_target (notification, "app.open", "s", "room");
  g_application_send_notification (application, "room", notification);

  /* GLib answers nothing when the call is out. */
  g_application_hold (application);
  g_timeout_add_seconds (2, leave, application);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GApplication) application = NULL;

  if (argc != 4)
    return 2;

  application = g_application_new (argv[1], G_APPLICATION_NON_UNIQUE);
  g_set_application_name ("Example Chat");
  g_signal_connect (application, "activate", G_CALLBACK (activate), argv);

  return g_application_run (application, 1, argv);
}
