// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-session.h"

/**
 * pl_session_start_dunst:
 * @self: a session with a display
 *
 * A real notification server, whose pop-ups stay: on a busy machine ten seconds are over before a test has looked.
 *
 * Returns: (transfer full): the server, which owns the name
 */
GSubprocess *
pl_session_start_dunst (PlSession *self)
{
  g_autofree char *path = g_build_filename (pl_session_get_home (self), "dunstrc", NULL);
  GSubprocess *server;

  g_assert_true (g_file_set_contents (path, "[urgency_low]\ntimeout = 0\n[urgency_normal]\ntimeout = 0\n", -1, NULL));
  server = pl_session_spawn (self, "dunst", "-conf", path, NULL);
  g_assert_true (pl_session_wait_for_name (self, "org.freedesktop.Notifications", 30));

  return server;
}
