// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A real XMPP client and server: two people write to the one who is watched, and what the client makes of it is read right. */

#include "pl-listener.h"
#include "pl-local-server.h"
#include "pl-mock-server.h"

#include <string.h>

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

#define PROSODY \
  "run_as_root = true\npidfile = \"%1$s/prosody.pid\"\ndata_path = \"%1$s/prosody\"\ncertificates = \"%1$s\"\nplugin_paths = {}\n" \
  "interfaces = { \"127.0.0.1\" }\nc2s_ports = { %2$u }\n" \
  "modules_enabled = { \"roster\", \"saslauth\", \"disco\", \"ping\", \"presence\", \"message\", \"iq\", \"c2s\" }\nmodules_disabled = { \"s2s\" }\n" \
  "c2s_require_encryption = false\nallow_unencrypted_plain_auth = true\nauthentication = \"internal_plain\"\nlog = { error = \"*console\" }\n" \
  "VirtualHost \"localhost\"\n"

#define ACCOUNT "return { [\"password\"] = \"word\" };\n"

/* One who writes, in the protocol's own words: RFC 6120 and 6121. */
typedef struct
{
  GSocketConnection *connection;
  GString *heard;
} Writer;

static GSubprocess *
start_server (PlSession *session,
              guint16   *port)
{
  static const char *const people[] = { "kid.dat", "robin.dat", "sam.dat" };
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  GSubprocess *server;

  *port = pl_local_server_find_port ();
  content = g_strdup_printf (PROSODY, pl_session_get_home (session), *port);
  path = pl_local_server_write_file (session, "prosody", "prosody.cfg.lua", content);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (pl_local_server_write_file (session, "prosody/localhost/accounts", people[i], ACCOUNT));
  server = pl_session_spawn (session, "prosody", "-F", "--config", path, NULL);
  pl_local_server_wait (session, *port);

  return server;
}

/* It wants a terminal with somebody at it: a pipe that is open at both ends never says that they left. */
static GSubprocess *
start_client (PlSession *session,
              guint16    port)
{
  g_autofree char *pipe = g_build_filename (pl_session_get_home (session), "keyboard", NULL);
  g_autofree char *account = g_strdup_printf ("[kid@localhost]\nenabled=true\njid=kid@localhost\nresource=porch\npassword=word\n"
                                              "server=127.0.0.1\nport=%u\ntls.policy=disable\n", port);

  g_free (pl_local_server_write_file (session, "home/.local/share/profanity", "accounts", account));
  g_free (pl_local_server_write_file (session, "home/.config/profanity", "profrc",
    "[connection]\naccount=kid@localhost\n[notifications]\nmessage=true\nmessage.text=true\nmessage.current=true\n"));
  pl_session_set_environment (session, "TERM", "xterm");

  return pl_session_spawn (session, "sh", "-c", "mkfifo \"$0\" && exec script -qec profanity /dev/null <>\"$0\" >/dev/null", pipe, NULL);
}

static void
say (Writer     *writer,
     const char *words)
{
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (writer->connection)), words, strlen (words), NULL, NULL, NULL));
}

/* Reads on until the server has said it. */
static void
expect (Writer     *writer,
        const char *words)
{
  char buffer[4096];

  while (strstr (writer->heard->str, words) == NULL)
    {
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (writer->connection)), buffer, sizeof buffer, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (writer->heard, buffer, n);
    }
  g_string_truncate (writer->heard, 0);
}

static Writer
log_in (guint16     port,
        const char *name)
{
  static const char *const stream = "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Writer writer = { g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL), g_string_new (NULL) };
  char secret[64] = { 0 };
  int n = g_snprintf (secret + 1, sizeof secret - 1, "%s", name);
  g_autofree char *encoded = NULL;
  g_autofree char *authentication = NULL;

  /* RFC 4616: a zero, the name, a zero, the password. */
  g_strlcpy (secret + n + 2, "word", 8);
  encoded = g_base64_encode ((const guchar *) secret, (gsize) n + 6);
  authentication = g_strdup_printf ("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>", encoded);

  g_assert_nonnull (writer.connection);
  say (&writer, stream);
  expect (&writer, "</stream:features>");
  say (&writer, authentication);
  expect (&writer, "<success");
  say (&writer, stream);
  expect (&writer, "</stream:features>");
  say (&writer, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>pc</resource></bind></iq>");
  expect (&writer, "</iq>");

  return writer;
}

static void
log_out (Writer *writer)
{
  g_object_unref (writer->connection);
  g_string_free (writer->heard, TRUE);
}

/* XEP-0199: an answer comes from the client itself, once it is there. */
static gboolean
is_online (gpointer data)
{
  Writer *writer = data;
  gboolean online;

  say (writer, "<iq type='get' to='kid@localhost/porch' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
  while (strstr (writer->heard->str, "id='p'") == NULL || !g_str_has_suffix (writer->heard->str, ">"))
    {
      char buffer[4096];
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (writer->connection)), buffer, sizeof buffer, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (writer->heard, buffer, n);
    }
  online = strstr (writer->heard->str, "type='result'") != NULL;
  g_string_truncate (writer->heard, 0);

  return online;
}

static void
test_two_people_write (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (PlListener) listener = pl_listener_new (session);
  guint16 port;
  g_autoptr (GSubprocess) prosody = start_server (session, &port);
  g_autoptr (GSubprocess) profanity = start_client (session, port);
  Writer robin = log_in (port, "robin");
  Writer sam = log_in (port, "sam");
  g_autofree char *conversation = NULL;
  const PlMessage *message;

  g_assert_true (pl_session_wait (session, is_online, &robin, 60));
  say (&robin, "<message to='kid@localhost/porch' type='chat'><body>bring the &lt;b&gt;book&lt;/b&gt; &amp; come at 6 &lt;3</body></message>");
  message = pl_listener_wait (listener, "bring the <b>book</b> & come at 6 <3");
  g_assert_cmpint (pl_message_get_kind (message), ==, PL_MESSAGE_TEXT);
  g_assert_cmpstr (pl_message_get_application (message), ==, "Profanity");
  g_assert_cmpstr (pl_message_get_channel (message), ==, "app:profanity");
  g_assert_cmpstr (pl_message_get_sender (message), ==, "robin@localhost/pc");
  g_assert_null (pl_message_get_group (message));
  conversation = g_strdup (pl_message_get_conversation (message));

  say (&sam, "<message to='kid@localhost/porch' type='chat'><body>see you at five</body></message>");
  message = pl_listener_wait (listener, "see you at five");
  g_assert_cmpstr (pl_message_get_sender (message), ==, "sam@localhost/pc");
  g_assert_cmpstr (pl_message_get_conversation (message), !=, conversation);

  log_out (&robin);
  log_out (&sam);
}

static void
test_missing (void)
{
  g_test_skip ("profanity or prosody is not installed");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *client = g_find_program_in_path ("profanity");
  g_autofree char *server = g_find_program_in_path ("prosody");

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/e2e/profanity/two-people-write", client != NULL && server != NULL ? test_two_people_write : test_missing);

  return g_test_run ();
}
