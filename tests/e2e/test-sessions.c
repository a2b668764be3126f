// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Any session: either bus, one notification server after another, a bus that refuses, and programs that say our pop-up again. */

#include "pl-mock-server.h"
#include "pl-session-bus.h"
#include "pl-watcher.h"

#include <string.h>

#define OURS "Porchlight"

#define XFCONFD "/usr/lib/x86_64-linux-gnu/xfce4/xfconf/xfconfd"
#define XFCE4_NOTIFYD "/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd"
#define NOTIFICATION_DAEMON "/usr/lib/notification-daemon/notification-daemon"

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

/* Whether dbus-broker has the journal that it wants. */
static gboolean has_journal;

static PlSession *
open_session (gconstpointer  bus,
              PlSessionFlags flags)
{
  PlSessionFlags all = GPOINTER_TO_UINT (bus) | flags;

  if (!(all & PL_SESSION_BROKER) || has_journal)
    return pl_session_new (all);

  g_test_skip ("dbus-broker wants a journal, and only root may make a stand-in");

  return NULL;
}

static char *
print_sources (PlSession *session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");

  g_assert_nonnull (sources);

  return g_variant_print (sources, FALSE);
}

/* The one message that is enough. */
static void
send_threat (PlSession  *session,
             const char *sender)
{
  pl_watcher_send_pressure_message (session, sender, PL_WATCHER_PRESSURE - 1);
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static void
test_pressure_ends_in_a_popup (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = NULL;
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *sources = NULL;

  if (session == NULL)
    return;

  server = pl_mock_server_new (pl_session_connect (session), capabilities);
  watcher = pl_watcher_start (session);
  send_threat (session, "Alex");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
  pl_watcher_send (session, "Robin", "see you tomorrow!");

  sources = print_sources (session);
  g_assert_cmpstr (sources, ==, "[('Telegram Desktop', 'seen', 2, 2)]");
}

static void
test_the_bus_is_started_again (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_BARE);
  g_autoptr (GSubprocess) watcher = NULL;
  g_autoptr (PlMockServer) server = NULL;

  if (session == NULL)
    return;

  watcher = pl_watcher_start (session);
  pl_session_stop_bus (session);
  pl_session_restart_bus (session);
  server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_assert_true (pl_watcher_wait_until_watching (session));
  pl_watcher_follow (session);

  send_threat (session, "Alex");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
}

static gboolean
server_is_gone (gpointer data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (data), "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                                            g_variant_new ("(s)", "org.freedesktop.Notifications"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned = TRUE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return !owned;
}

static GSubprocess *
start_server (PlSession  *session,
              const char *program)
{
  GSubprocess *server = g_str_equal (program, "dunst") ? pl_session_start_dunst (session) : pl_session_spawn (session, program, NULL);

  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.Notifications", 30));

  return server;
}

/* Each in its turn, another one first on each bus. */
static const char *
choose_server (gconstpointer bus,
               guint         turn)
{
  static const char *const servers[] = { "dunst", XFCE4_NOTIFYD, NOTIFICATION_DAEMON };
  guint first = GPOINTER_TO_UINT (bus) & PL_SESSION_BROKER ? 2 : 0;

  return servers[(first + turn) % G_N_ELEMENTS (servers)];
}

/* A prompt is raised once its pop-up was taken. Two a day, and the third is a direct threat, which may. Our own pop-ups never count as heard. */
static void
test_several_servers_in_turn (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) settings = NULL;
  g_autoptr (GSubprocess) watcher = NULL;

  if (session == NULL)
    return;

  settings = pl_session_spawn (session, XFCONFD, NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.xfce.Xfconf", 30));
  watcher = pl_watcher_start (session);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSubprocess) server = start_server (session, choose_server (bus, i));
      g_autofree char *sender = g_strdup_printf ("Alex %u", i);
      g_autofree char *expected = g_strdup_printf ("[('Telegram Desktop', 'seen', %u, %u)]", i + 1, i + 1);
      g_autofree char *sources = NULL;

      g_test_message ("with %s", choose_server (bus, i));
      send_threat (session, sender);
      g_assert_true (pl_watcher_wait_for_prompts (session, i + 1, 30));
      sources = print_sources (session);
      g_assert_cmpstr (sources, ==, expected);

      pl_session_stop (session, server);
      g_assert_true (pl_session_wait (session, server_is_gone, session, 20));
    }
}

static gboolean
has_problem (gpointer session)
{
  g_autoptr (GVariant) problem = pl_watcher_get_property (session, "Problem");

  return problem != NULL && strstr (g_variant_get_string (problem, NULL), "does not let Porchlight hear") != NULL;
}

static void
test_a_refusal_is_said (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_NO_MONITOR);
  g_autoptr (PlMockServer) server = NULL;
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  g_autofree char *control = pl_session_find_program ("porchlightctl");
  g_autoptr (GSubprocess) watcher = NULL;
  g_autoptr (GVariant) watching = NULL;
  g_autofree char *output = NULL;

  if (session == NULL)
    return;

  watcher = pl_session_spawn (session, program, NULL);
  g_assert_true (pl_session_wait (session, has_problem, session, 30));
  watching = pl_watcher_get_property (session, "Watching");
  g_assert_false (g_variant_get_boolean (watching));

  output = pl_session_run (session, "sh", "-c", "\"$0\" doctor 2>&1; echo \"status $?\"", control, NULL);
  g_assert_nonnull (strstr (output, "wrong  permission to hear notifications: "));
  g_assert_nonnull (strstr (output, "/etc/dbus-1/session-local.conf"));
  g_assert_nonnull (strstr (output, "wrong  watcher listens: "));
  g_assert_true (g_str_has_suffix (output, "status 1\n"));
}

/* A chat notification with the names that a test wants, sent and not waited for. */
static void
send_as (PlSession  *session,
         const char *application,
         const char *entry,
         const char *event,
         const char *summary,
         const char *body)
{
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (entry != NULL)
    g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (entry));
  g_variant_builder_add (&hints, "{sv}", "category", g_variant_new_string ("im.received"));
  if (event != NULL)
    {
      g_variant_builder_add (&hints, "{sv}", "x-kde-eventId", g_variant_new_string (event));
      g_variant_builder_add (&hints, "{sv}", "x-kde-origin-name", g_variant_new_string ("Pocket phone"));
    }

  g_dbus_connection_call (pl_session_connect_sender (session), "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                          "org.freedesktop.Notifications", "Notify",
                          g_variant_new ("(susss@asa{sv}i)", application, 0, "", summary, body, g_variant_new ("as", NULL), &hints, -1),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static gboolean
is_named (gpointer session)
{
  g_autofree char *sources = NULL;

  send_as (session, "", NULL, NULL, "Robin", "bring your shin guards");
  sources = print_sources (session);

  return strstr (sources, "('test-e2e-sessions', 'seen', ") != NULL;
}

/* It says neither a name nor a desktop entry, on any notification; the watcher, locked in as it is, finds its process. */
static void
test_a_nameless_program_is_known_by_its_process (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = NULL;
  g_autoptr (GSubprocess) watcher = NULL;

  if (session == NULL)
    return;

  server = pl_mock_server_new (pl_session_connect (session), capabilities);
  watcher = pl_watcher_start (session);
  g_assert_true (pl_session_wait (session, is_named, session, 20));
}

/* Mirrors and loggers: whatever they quote is not somebody's message: nothing more is heard, and nothing more is asked. */
static void
test_our_popup_said_again_does_not_count (gconstpointer bus)
{
  g_autoptr (PlSession) session = open_session (bus, PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = NULL;
  g_autoptr (GSubprocess) watcher = NULL;
  g_autofree char *both = NULL;
  g_autofree char *sources = NULL;
  PlMockNotification *popup;

  if (session == NULL)
    return;

  server = pl_mock_server_new (pl_session_connect (session), capabilities);
  watcher = pl_watcher_start (session);
  send_threat (session, "Alex");
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));

  popup = pl_mock_server_last (server, OURS);
  both = g_strdup_printf ("%s: %s", popup->summary, popup->body);
  send_as (session, "Example Mirror", "org.example.Mirror", NULL, popup->summary, popup->body);
  send_as (session, "Example Logger", "org.example.Logger", NULL, "Porchlight", both);
  send_as (session, "KDE Connect", "org.kde.kdeconnect.daemon", "notification", "Porchlight", both);
  send_as (session, "KDE Connect", "org.kde.kdeconnect.daemon", "notification", popup->summary, popup->body);

  /* The bus keeps the order: once this one is counted, so are those before it. Somebody else's message by the same way still counts. */
  send_as (session, "KDE Connect", "org.kde.kdeconnect.daemon", "notification", "WhatsApp", "Robin: see you tomorrow!");
  pl_watcher_send (session, "Robin", "bring your shin guards");
  sources = print_sources (session);
  g_assert_cmpstr (sources, ==, "[('KDE Connect', 'seen', 1, 1), ('Telegram Desktop', 'seen', 2, 2)]");
  g_assert_cmpuint (pl_watcher_count_prompts (session), ==, 1);
}

#define DAEMON GUINT_TO_POINTER (PL_SESSION_BARE)
#define BROKER GUINT_TO_POINTER (PL_SESSION_BROKER)

int
main (int    argc,
      char **argv)
{
  has_journal = pl_session_bus_offer_journal ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/pressure-ends-in-a-popup", DAEMON, test_pressure_ends_in_a_popup);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/the-bus-is-started-again", DAEMON, test_the_bus_is_started_again);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/several-servers-in-turn", DAEMON, test_several_servers_in_turn);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/a-refusal-is-said", DAEMON, test_a_refusal_is_said);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/a-nameless-program-is-known-by-its-process", DAEMON, test_a_nameless_program_is_known_by_its_process);
  g_test_add_data_func ("/e2e/sessions/dbus-daemon/our-popup-said-again-does-not-count", DAEMON, test_our_popup_said_again_does_not_count);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/pressure-ends-in-a-popup", BROKER, test_pressure_ends_in_a_popup);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/the-bus-is-started-again", BROKER, test_the_bus_is_started_again);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/several-servers-in-turn", BROKER, test_several_servers_in_turn);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/a-refusal-is-said", BROKER, test_a_refusal_is_said);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/a-nameless-program-is-known-by-its-process", BROKER, test_a_nameless_program_is_known_by_its_process);
  g_test_add_data_func ("/e2e/sessions/dbus-broker/our-popup-said-again-does-not-count", BROKER, test_our_popup_said_again_does_not_count);

  return g_test_run ();
}
