// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Start at login out of the sandbox: the real portal, its question on the display, and what it leaves for the desktop to start. */

#include "pl-flatpak-box.h"
#include "pl-reader.h"

#include <string.h>

#define OWN "org.porchlight.Porchlight.watching.yml"
#define WINDOW "org.porchlight.Porchlight"
#define STORE "org.freedesktop.impl.portal.PermissionStore"
#define PORTAL "/usr/libexec/xdg-desktop-portal"

/* What the person once said of this application, where the portal keeps it: "yes", "no" or "ask". */
static void
remember (PlSession  *session,
          const char *answer)
{
  const char *const answers[] = { answer, NULL };
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), STORE, "/org/freedesktop/impl/portal/PermissionStore", STORE,
                                                            "SetPermission", g_variant_new ("(sbss^as)", "background", TRUE, "background", WINDOW, answers),
                                                            NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  g_assert_nonnull (reply);
}

static void
start_portal (PlSession *session)
{
  g_autoptr (GSubprocess) store = pl_session_spawn (session, "/usr/libexec/xdg-permission-store", NULL);
  g_autoptr (GSubprocess) manager = pl_session_spawn (session, "sh", "-c", "exec openbox >&2", NULL);
  g_autoptr (GSubprocess) question = NULL;
  g_autoptr (GSubprocess) desktop = NULL;
  g_autoptr (GSubprocess) portal = NULL;

  pl_session_set_environment (session, "XDG_CURRENT_DESKTOP", "GNOME");
  pl_reader_start (session);
  question = pl_session_spawn (session, PORTAL "-gtk", NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.impl.portal.desktop.gtk", 60));
  desktop = pl_session_spawn (session, PORTAL "-gnome", NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.impl.portal.desktop.gnome", 60));
  g_assert_true (pl_session_wait_for_name (session, STORE, 60));
  portal = pl_session_spawn (session, PORTAL, NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.portal.Desktop", 60));
}

static void
open_window (PlFlatpakBox *box,
             PlSession    *session)
{
  g_autoptr (GSubprocess) window = pl_flatpak_box_spawn (box, "porchlight", "--gapplication-service", NULL);
  g_autoptr (GVariant) reply = NULL;

  g_assert_true (pl_session_wait_for_name (session, WINDOW, 60));
  reply = g_dbus_connection_call_sync (pl_session_connect (session), WINDOW, "/org/porchlight/Porchlight", "org.freedesktop.Application", "ActivateAction",
                                       g_variant_new ("(s@av@a{sv})", "can-see", g_variant_new ("av", NULL), g_variant_new ("a{sv}", NULL)),
                                       NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, 60000, NULL, NULL);
  g_assert_nonnull (reply);
  g_assert_true (pl_reader_wait_for_text (session, "What it never reads", 60));
}

static void
set (PlFlatpakBox *box,
     const char   *value)
{
  g_autofree char *output = pl_flatpak_box_run (box, "/usr/bin/gsettings", "set", WINDOW, "start-at-login", value, NULL);
}

static gboolean
is_off (gpointer box)
{
  g_autofree char *value = pl_flatpak_box_run (box, "/usr/bin/gsettings", "get", WINDOW, "start-at-login", NULL);

  return g_str_equal (value, "false\n");
}

/* What the desktop starts at login. */
static char *
read_entry (PlSession *session)
{
  g_autofree char *config = pl_session_get_variable (session, "XDG_CONFIG_HOME");
  g_autofree char *path = g_build_filename (config, "autostart", WINDOW ".desktop", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static gboolean
has_entry (gpointer session)
{
  g_autofree char *text = read_entry (session);

  return text != NULL && strstr (text, "Exec=") != NULL;
}

static gboolean
has_no_entry (gpointer session)
{
  return !has_entry (session);
}

/* The question begins with its "no"; the next button is its "yes". */
static void
answer (PlSession  *session,
        const char *first,
        const char *second)
{
  g_autofree char *shown = pl_session_run (session, "timeout", "60", "xdotool", "search", "--sync", "--onlyvisible", "--class", "xdg-desktop-portal-gtk",
                                           "windowactivate", "--sync", NULL);
  g_autofree char *pressed = NULL;

  pl_session_screenshot (session, "portal-question");
  pressed = pl_session_run (session, "xdotool", "key", first, second, NULL);
}

static void
set_up (PlSession    *session,
        PlFlatpakBox *box,
        const char   *answer)
{
  start_portal (session);
  if (answer != NULL)
    remember (session, answer);
  open_window (box, session);
  g_assert_true (has_no_entry (session));
  set (box, "true");
}

/* Nobody was ever asked: this portal allows it and tells. */
static void
test_on_and_off (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);
  g_autofree char *entry = NULL;

  set_up (session, box, NULL);
  g_assert_true (pl_session_wait (session, has_entry, session, 60));
  entry = read_entry (session);
  g_assert_nonnull (strstr (entry, "Exec=flatpak run --command=porchlight-watch " WINDOW " --at-login\n"));
  g_assert_false (is_off (box));

  set (box, "false");
  g_assert_true (pl_session_wait (session, has_no_entry, session, 60));
}

static void
test_asked_and_allowed (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);

  set_up (session, box, "ask");
  answer (session, "Tab", "Return");
  g_assert_true (pl_session_wait (session, has_entry, session, 60));
  g_assert_false (is_off (box));
}

/* Whether they said so now or once: the switch shows it. */
static void
test_asked_and_refused (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlFlatpakBox) box = pl_flatpak_box_new (session, OWN);

  set_up (session, box, "ask");
  answer (session, "Return", NULL);
  g_assert_true (pl_session_wait (session, is_off, box, 60));
  g_assert_true (has_no_entry (session));

  remember (session, "no");
  set (box, "true");
  g_assert_true (pl_session_wait (session, is_off, box, 60));
  g_assert_true (has_no_entry (session));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The screen reader's library warns of programs that come and go while it looks. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);

  g_test_add_func ("/packages/portal/on-and-off", test_on_and_off);
  g_test_add_func ("/packages/portal/asked-and-allowed", test_asked_and_allowed);
  g_test_add_func ("/packages/portal/asked-and-refused", test_asked_and_refused);

  return g_test_run ();
}
