// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-screen.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/screensaver.h>
#include <xcb/xcb.h>

/* States that a window may have at once; there are about a dozen in all. */
#define STATES_LIMIT 64

struct _PlScreen
{
  /* Owned */
  xcb_connection_t *connection;

  /* State */
  xcb_window_t root;
  xcb_atom_t active_window;
  xcb_atom_t window_state;
  xcb_atom_t full_screen;
};

typedef xcb_get_property_reply_t PropertyReply;

static void
property_reply_free (PropertyReply *reply)
{
  free (reply);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PropertyReply, property_reply_free)

static xcb_atom_t
intern (xcb_connection_t *connection,
        const char       *name)
{
  xcb_intern_atom_cookie_t cookie = xcb_intern_atom (connection, FALSE, (uint16_t) strlen (name), name);
  xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply (connection, cookie, NULL);
  xcb_atom_t atom = reply != NULL ? reply->atom : XCB_ATOM_NONE;

  free (reply);

  return atom;
}

static PropertyReply *
read_property (PlScreen     *self,
               xcb_window_t  window,
               xcb_atom_t    property,
               xcb_atom_t    type)
{
  xcb_get_property_cookie_t cookie = xcb_get_property (self->connection, FALSE, window, property, type, 0, STATES_LIMIT);

  return xcb_get_property_reply (self->connection, cookie, NULL);
}

/**
 * pl_screen_open:
 *
 * Returns: (transfer full) (nullable): the display of the environment, %NULL where there is none
 */
PlScreen *
pl_screen_open (void)
{
  xcb_connection_t *connection = xcb_connect (NULL, NULL);
  PlScreen *self;

  if (xcb_connection_has_error (connection))
    {
      xcb_disconnect (connection);
      return NULL;
    }

  self = g_new0 (PlScreen, 1);
  self->connection = connection;
  self->root = xcb_setup_roots_iterator (xcb_get_setup (connection)).data->root;
  self->active_window = intern (connection, "_NET_ACTIVE_WINDOW");
  self->window_state = intern (connection, "_NET_WM_STATE");
  self->full_screen = intern (connection, "_NET_WM_STATE_FULLSCREEN");

  return self;
}

/**
 * pl_screen_close:
 * @self: (transfer full): a display
 */
void
pl_screen_close (PlScreen *self)
{
  xcb_disconnect (self->connection);
  g_free (self);
}

static gboolean
find_active_window (PlScreen     *self,
                    xcb_window_t *window)
{
  g_autoptr (PropertyReply) reply = read_property (self, self->root, self->active_window, XCB_ATOM_WINDOW);

  if (reply == NULL || reply->format != 32 || xcb_get_property_value_length (reply) < (int) sizeof (xcb_window_t))
    return FALSE;

  *window = *(const xcb_window_t *) xcb_get_property_value (reply);

  return *window != XCB_WINDOW_NONE;
}

/**
 * pl_screen_is_full_screen:
 * @self: a display
 *
 * Asks as the Extended Window Manager Hints 1.5 have it: the state of the active window of the root.
 *
 * Returns: whether it fills the screen
 */
gboolean
pl_screen_is_full_screen (PlScreen *self)
{
  g_autoptr (PropertyReply) reply = NULL;
  const xcb_atom_t *states;
  xcb_window_t window;

  if (!find_active_window (self, &window))
    return FALSE;

  reply = read_property (self, window, self->window_state, XCB_ATOM_ATOM);
  if (reply == NULL || reply->format != 32)
    return FALSE;

  states = xcb_get_property_value (reply);
  for (int i = 0; i < xcb_get_property_value_length (reply) / (int) sizeof (xcb_atom_t); i++)
    {
      if (states[i] == self->full_screen)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_screen_get_idle_seconds:
 * @self: a display
 * @seconds: (out): since the last key or move
 *
 * Asks as the MIT-SCREEN-SAVER extension 1.1 has it.
 *
 * Returns: whether the display tells
 */
gboolean
pl_screen_get_idle_seconds (PlScreen *self,
                            guint    *seconds)
{
  const xcb_query_extension_reply_t *extension = xcb_get_extension_data (self->connection, &xcb_screensaver_id);
  xcb_screensaver_query_info_cookie_t cookie;
  xcb_screensaver_query_info_reply_t *reply;

  if (extension == NULL || !extension->present)
    return FALSE;

  cookie = xcb_screensaver_query_info (self->connection, self->root);
  reply = xcb_screensaver_query_info_reply (self->connection, cookie, NULL);
  if (reply == NULL)
    return FALSE;

  *seconds = reply->ms_since_user_input / 1000;
  free (reply);

  return TRUE;
}
