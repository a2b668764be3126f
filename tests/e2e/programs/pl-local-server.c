// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-local-server.h"

#include <glib/gstdio.h>

/**
 * pl_local_server_find_port:
 *
 * Returns: a port that nobody listens on now
 */
guint16
pl_local_server_find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);

  return port;
}

static gboolean
is_listening (gpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", *(guint16 *) data, NULL, NULL);

  return connection != NULL;
}

/**
 * pl_local_server_wait:
 * @session: a session
 * @port: where a server was told to listen
 *
 * The test fails where it does not come.
 */
void
pl_local_server_wait (PlSession *session,
                      guint16    port)
{
  g_assert_true (pl_session_wait (session, is_listening, &port, 60));
}

/**
 * pl_local_server_write_file:
 * @session: a session
 * @folder: within its root; made where it is missing
 * @name: of the file
 * @content: text
 *
 * Returns: (transfer full): the file's path
 */
char *
pl_local_server_write_file (PlSession  *session,
                            const char *folder,
                            const char *name,
                            const char *content)
{
  g_autofree char *inner = g_build_filename (pl_session_get_home (session), folder, NULL);
  char *path = g_build_filename (inner, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}
