// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a test waits for and looks at in a session, over its public face alone. */

#include "pl-session.h"

#include <string.h>

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * pl_session_wait:
 * @self: a session
 * @check: asked again and again while the main loop runs
 * @data: for @check
 * @seconds: how long at most; generous, for it only bounds a failure
 *
 * Returns: whether @check came true
 */
gboolean
pl_session_wait (PlSession      *self,
                 PlSessionCheck  check,
                 gpointer        data,
                 guint           seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  guint tick = g_timeout_add (20, tick_cb, NULL);
  gboolean come = FALSE;

  while (!(come = check (data)) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);

  return come;
}

typedef struct
{
  GDBusConnection *connection;
  const char *name;
} NameCheck;

static gboolean
name_is_owned (gpointer data)
{
  NameCheck *check = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (check->connection, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                                            g_variant_new ("(s)", check->name), G_VARIANT_TYPE ("(b)"),
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &owned);

  return owned;
}

/**
 * pl_session_wait_for_name:
 * @self: a session
 * @name: a bus name
 * @seconds: how long at most
 *
 * Returns: whether somebody owns it
 */
gboolean
pl_session_wait_for_name (PlSession  *self,
                          const char *name,
                          guint       seconds)
{
  NameCheck check = { pl_session_connect (self), name };

  return pl_session_wait (self, name_is_owned, &check, seconds);
}

typedef struct
{
  PlSession *session;
  const char *path;
  char *last; /* (nullable) */
  gsize size;
} Picture;

/* Without the time of day in it, two pictures of the same are the same. */
static gboolean
is_still (gpointer data)
{
  Picture *self = data;
  g_autofree char *output = pl_session_run (self->session, "import", "-silent", "-window", "root", "-define", "png:exclude-chunks=date,time", self->path, NULL);
  g_autofree char *picture = NULL;
  gsize size = 0;
  gboolean same;

  if (!g_file_get_contents (self->path, &picture, &size, NULL))
    return FALSE;
  same = self->last != NULL && size == self->size && memcmp (picture, self->last, size) == 0;
  g_free (self->last);
  self->last = g_steal_pointer (&picture);
  self->size = size;

  return same;
}

#define SECONDS_TO_SETTLE 5

/**
 * pl_session_screenshot:
 * @self: a session with a display
 * @name: a name without ending
 *
 * Saves a picture of the display among the artefacts, for people to look at, as soon as nothing moves on it any more.
 */
void
pl_session_screenshot (PlSession  *self,
                       const char *name)
{
  const char *folder = g_getenv ("PL_ARTEFACTS");
  g_autofree char *own_folder = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "artefacts", NULL);
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : own_folder, file, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  Picture picture = { .session = self, .path = path };

  g_mkdir_with_parents (parent, 0755);
  pl_session_wait (self, is_still, &picture, SECONDS_TO_SETTLE);
  g_free (picture.last);
}

/**
 * pl_session_find_program:
 * @name: one of our programs
 *
 * Returns: (transfer full): where it is installed for the test
 */
char *
pl_session_find_program (const char *name)
{
  return g_build_filename (PL_PREFIX, "bin", name, NULL);
}
