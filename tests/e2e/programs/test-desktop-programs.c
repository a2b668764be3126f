// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Programs that need a display: a browser, a chat client with its server, and the portal with its backend. */

#include "pl-listener.h"
#include "pl-local-server.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const with_links[] = { "actions", "body", "body-markup", "body-hyperlinks", NULL };
static const char *const with_markup[] = { "actions", "body", "body-markup", "persistence", NULL };
static const char *const plain[] = { "actions", "body", NULL };

#define WORDS "bring the <b>book</b> & come at 6 <3"

static const char page[] =
  "<!DOCTYPE html><title>chat</title><script>"
  "new Notification('Sam', {body: 'bring the <b>book</b> & come at 6 <3'});"
  "</script>";

/* --- a web page on this machine ------------------------------------------------------------------------------------------ */

static gboolean
serve (GThreadedSocketService *service,
       GSocketConnection      *connection,
       GObject                *source,
       gpointer                data)
{
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
                                            "Connection: close\r\n\r\n%s", strlen (page), page);
  char request[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), reply, strlen (reply), NULL, NULL, NULL);

  return TRUE;
}

static GSocketService *
start_page (guint16 *port)
{
  GSocketService *service = g_threaded_socket_service_new (4);

  *port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_assert_cmpuint (*port, >, 0);
  g_signal_connect (service, "run", G_CALLBACK (serve), NULL);
  g_socket_service_start (service);

  return service;
}

/* The person has allowed the site to notify. */
static char *
write_profile (PlSession *session,
               guint16    port)
{
  char *folder = g_build_filename (pl_session_get_home (session), "chromium", NULL);
  g_autofree char *inner = g_build_filename (folder, "Default", NULL);
  g_autofree char *path = g_build_filename (inner, "Preferences", NULL);
  g_autofree char *content = g_strdup_printf (
    "{\"profile\":{\"content_settings\":{\"exceptions\":{\"notifications\":{\"http://localhost:%u,*\":{\"setting\":1}}}}}}", port);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return folder;
}

static GSubprocess *
start_chromium (PlSession  *session,
                const char *platform,
                guint16     port)
{
  g_autofree char *profile = write_profile (session, port);
  g_autofree char *folder = g_strdup_printf ("--user-data-dir=%s", profile);
  g_autofree char *address = g_strdup_printf ("http://localhost:%u/", port);

  return pl_session_spawn (session, "chromium", folder, "--no-sandbox", "--disable-gpu", "--no-first-run", platform,
                           "--password-store=basic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                           "--disable-quic", "--disable-default-apps", "--disable-extensions", "--log-level=3", address, NULL);
}

static void
test_chromium (gconstpointer capabilities)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  guint16 port;
  g_autoptr (GSocketService) service = start_page (&port);
  g_autoptr (GSubprocess) browser = start_chromium (session, "--ozone-platform=x11", port);
  g_autofree char *channel = g_strdup_printf ("web:localhost:%u", port);
  const PlMessage *message = pl_listener_wait (listener, WORDS);

  g_assert_cmpint (pl_message_get_kind (message), ==, PL_MESSAGE_TEXT);
  g_assert_cmpstr (pl_message_get_application (message), ==, "Chromium");
  g_assert_cmpstr (pl_message_get_channel (message), ==, channel);
  g_assert_cmpstr (pl_message_get_sender (message), ==, "Sam");
  g_socket_service_stop (service);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A compositor without a screen, and no X server anywhere. */
static GSubprocess *
start_wayland (PlSession *session)
{
  g_autofree char *socket = g_build_filename (pl_session_get_home (session), "runtime", "wayland-test", NULL);
  GSubprocess *compositor = pl_session_spawn (session, "weston", "--backend=headless-backend.so", "--socket=wayland-test", "--idle-time=0", NULL);

  g_assert_true (pl_session_wait (session, is_there, socket, 60));
  pl_session_set_environment (session, "WAYLAND_DISPLAY", "wayland-test");
  pl_session_set_environment (session, "XDG_SESSION_TYPE", "wayland");

  return compositor;
}

static gboolean
has_seen_chromium (gpointer session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  g_autofree char *printed = sources != NULL ? g_variant_print (sources, FALSE) : NULL;

  return printed != NULL && strstr (printed, "'seen'") != NULL;
}

/* The browser and the watcher as they run in a Wayland session. */
static void
test_chromium_on_wayland (gconstpointer data)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), with_markup);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autoptr (GSubprocess) compositor = start_wayland (session);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  guint16 port;
  g_autoptr (GSocketService) service = start_page (&port);
  g_autoptr (GSubprocess) browser = start_chromium (session, "--ozone-platform=wayland", port);
  const PlMessage *message = pl_listener_wait (listener, WORDS);

  g_assert_cmpstr (pl_message_get_sender (message), ==, "Sam");
  g_assert_true (pl_session_wait (session, has_seen_chromium, session, 20));
  g_socket_service_stop (service);
}

/* --- a chat client and its server ------------------------------------------------------------------------------------------ */

static GSubprocess *
start_irc_server (PlSession *session,
                  guint16   *port)
{
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  GSubprocess *server;

  *port = pl_local_server_find_port ();
  content = g_strdup_printf ("[Global]\nName=irc.example.org\nInfo=test\nListen=127.0.0.1\nPorts=%u\nServerUID=root\nServerGID=root\nMotdPhrase=hello\n"
                             "[Options]\nDNS=no\nIdent=no\nPAM=no\n", *port);
  path = pl_local_server_write_file (session, "irc", "ngircd.conf", content);
  server = pl_session_spawn (session, "/usr/sbin/ngircd", "-n", "-f", path, NULL);
  pl_local_server_wait (session, *port);

  return server;
}

typedef struct
{
  GDataInputStream *in;
  GOutputStream *out;
} Irc;

static void
irc_send (Irc        *irc,
          const char *line)
{
  g_assert_true (g_output_stream_printf (irc->out, NULL, NULL, NULL, "%s\r\n", line));
}

/* The client stops to warn an administrator; nobody is there to answer. */
static GSubprocess *
start_irc_client (PlSession *session,
                  guint16    port)
{
  g_autofree char *shim = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "tests", "e2e", "programs", "libnot-root.so", NULL);
  g_autofree char *url = g_strdup_printf ("--url=irc://127.0.0.1:%u/", port);
  GSubprocess *client;

  pl_session_set_environment (session, "LD_PRELOAD", shim);
  client = pl_session_spawn (session, "hexchat", url, NULL);
  pl_session_set_environment (session, "LD_PRELOAD", NULL);

  return client;
}

/* Asks whether somebody is there, and answers the server's pings on the way. */
static gboolean
is_online (gpointer data)
{
  Irc *irc = data;

  irc_send (irc, "ISON kid");
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (irc->in, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "PING"))
        irc_send (irc, "PONG x");
      if (strstr (line, " 303 ") != NULL)
        return strstr (line, "kid") != NULL;
    }
}

static void
test_hexchat (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), with_markup);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autofree char *settings = pl_local_server_write_file (session, "home/.config/hexchat", "hexchat.conf",
    "irc_nick1 = kid\nirc_nick2 = kid2\nirc_nick3 = kid3\nirc_user_name = kid\ngui_slist_skip = 1\ngui_join_dialog = 0\n"
    "input_balloon_priv = 1\ninput_balloon_hilight = 1\ngui_tray = 0\ngui_focus_omitalerts = 0\n");
  guint16 port;
  g_autoptr (GSubprocess) daemon = start_irc_server (session, &port);
  g_autoptr (GSubprocess) client = start_irc_client (session, port);
  g_autoptr (GSocketClient) socket = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (socket, "127.0.0.1", port, NULL, NULL);
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  Irc irc = { in, g_io_stream_get_output_stream (G_IO_STREAM (connection)) };
  const PlMessage *message;

  irc_send (&irc, "NICK robin");
  irc_send (&irc, "USER robin 0 * :Robin");
  g_assert_true (pl_session_wait (session, is_online, &irc, 60));
  /* Colours are taken out by the client. */
  irc_send (&irc, "PRIVMSG kid :bring the \00304<b>book\003</b> & come at 6 <3");

  message = pl_listener_wait (listener, WORDS);
  g_assert_cmpint (pl_message_get_kind (message), ==, PL_MESSAGE_TEXT);
  g_assert_cmpstr (pl_message_get_channel (message), ==, "app:io.github.Hexchat");
  g_assert_cmpstr (pl_message_get_sender (message), ==, "robin");
  g_assert_null (pl_message_get_group (message));
}

/* --- the portal ------------------------------------------------------------------------------------------------------------------ */

static gboolean
has_been_shown (gpointer server)
{
  return pl_mock_server_last (server, "") != NULL;
}

/* The portal, with the backend that sends every notification again. */
static void
start_portal (PlSession *session)
{
  g_autoptr (GSubprocess) backend = NULL;
  g_autoptr (GSubprocess) portal = NULL;

  pl_session_set_environment (session, "XDG_CURRENT_DESKTOP", "GNOME");
  backend = pl_session_spawn (session, "/usr/libexec/xdg-desktop-portal-gtk", NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.impl.portal.desktop.gtk", 30));
  portal = pl_session_spawn (session, "/usr/libexec/xdg-desktop-portal", NULL);
  g_assert_true (pl_session_wait_for_name (session, "org.freedesktop.portal.Desktop", 30));
}

/* The notification walks past three times, and counts once. */
static void
test_portal (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), with_markup);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autofree char *path = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "tests", "e2e", "programs", "sender-gapplication", NULL);
  g_autoptr (GSubprocess) program = NULL;

  start_portal (session);
  pl_session_set_environment (session, "GTK_USE_PORTAL", "1");
  program = pl_session_spawn (session, path, "org.example.Chat", "Sam", WORDS, NULL);

  pl_listener_wait (listener, WORDS);
  g_assert_true (pl_session_wait (session, has_been_shown, server, 30));
  g_assert_cmpuint (pl_listener_count_calls (listener), >=, 2);
  g_assert_cmpuint (pl_listener_count (listener, WORDS), ==, 1);
}

/*
 * A libnotify program in a sandbox: it finds the file that says so, and turns to the portal by itself; its category is lost on the way, and
 * the portal tells who it is by the same file.
 */
static void
test_libnotify_in_a_sandbox (gconstpointer data)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), with_markup);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  g_autofree char *info = pl_local_server_write_file (session, "sandbox", "flatpak-info", "[Application]\nname=im.dino.Dino\n[Instance]\ninstance-id=1\n");
  const char *home = pl_session_get_home (session);
  g_autoptr (GSubprocess) program = NULL;
  const PlMessage *message;

  start_portal (session);
  program = pl_session_spawn (session, "bwrap", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
                              "--symlink", "usr/bin", "/bin", "--proc", "/proc", "--dev", "/dev", "--bind", home, home, "--ro-bind", info, "/.flatpak-info",
                              "notify-send", "--app-name=Dino", "--category=im.received", "Sam", "bring the book at 6", NULL);

  message = pl_listener_wait (listener, "bring the book at 6");
  g_assert_cmpint (pl_message_get_kind (message), ==, PL_MESSAGE_TEXT);
  g_assert_cmpstr (pl_message_get_channel (message), ==, "app:im.dino.Dino");
  g_assert_cmpstr (pl_message_get_sender (message), ==, "Sam");
  g_assert_true (pl_session_wait (session, has_been_shown, server, 30));
  g_assert_cmpuint (pl_listener_count_calls (listener), >=, 2);
  g_assert_cmpuint (pl_listener_count (listener, "bring the book at 6"), ==, 1);
}

static void
test_missing (gconstpointer what)
{
  g_autofree char *reason = g_strdup_printf ("%s is not installed", (const char *) what);

  g_test_skip (reason);
}

static gboolean
is_installed (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  return path != NULL;
}

static void
add (const char    *name,
     const char    *program,
     gconstpointer  data,
     GTestDataFunc  func)
{
  if (is_installed (program))
    g_test_add_data_func (name, data, func);
  else
    g_test_add_data_func (name, program, test_missing);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/e2e/programs/chromium-with-links", "chromium", with_links, test_chromium);
  add ("/e2e/programs/chromium-with-markup", "chromium", with_markup, test_chromium);
  add ("/e2e/programs/chromium-plain", "chromium", plain, test_chromium);
  if (is_installed ("chromium"))
    add ("/e2e/programs/chromium-on-wayland", "weston", NULL, test_chromium_on_wayland);
  if (is_installed ("hexchat") && is_installed ("/usr/sbin/ngircd"))
    g_test_add_func ("/e2e/programs/hexchat", test_hexchat);
  else
    g_test_add_data_func ("/e2e/programs/hexchat", "hexchat or ngircd", test_missing);
  if (is_installed ("/usr/libexec/xdg-desktop-portal-gtk") && is_installed ("/usr/libexec/xdg-desktop-portal"))
    {
      g_test_add_func ("/e2e/programs/portal", test_portal);
      add ("/e2e/programs/libnotify-in-a-sandbox", "bwrap", NULL, test_libnotify_in_a_sandbox);
    }
  else
    g_test_add_data_func ("/e2e/programs/portal", "xdg-desktop-portal-gtk", test_missing);

  return g_test_run ();
}
