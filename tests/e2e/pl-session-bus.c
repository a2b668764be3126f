// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-session-bus.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Where dbus-broker's launcher writes its log; it does not start without. */
#define JOURNAL_FOLDER "/run/systemd/journal"
#define JOURNAL JOURNAL_FOLDER "/socket"

/* Services that the bus may start: ours, the screen-reader bus and the settings of a panel. Not the machine's notification servers. */
static const char *const shared_services[] = {
  "org.a11y.Bus.service",
  "org.xfce.Xfconf.service",
  NULL,
};

/**
 * pl_session_bus_gather_services:
 * @root: the folder of the session
 * @share: the folder of data files of what is installed for the test
 *
 * Copies the few service files that the bus may activate.
 */
void
pl_session_bus_gather_services (const char *root,
                                const char *share)
{
  g_autofree char *folder = g_build_filename (root, "services", NULL);
  g_autofree char *ours = g_build_filename (share, "dbus-1", "services", NULL);
  g_autoptr (GDir) directory = g_dir_open (ours, 0, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (files, g_build_filename (ours, name, NULL));
  for (guint i = 0; shared_services[i] != NULL; i++)
    g_ptr_array_add (files, g_build_filename ("/usr/share/dbus-1/services", shared_services[i], NULL));

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *base = g_path_get_basename (g_ptr_array_index (files, i));
      g_autofree char *target = g_build_filename (folder, base, NULL);
      g_autofree char *content = NULL;

      if (g_file_get_contents (g_ptr_array_index (files, i), &content, NULL, NULL))
        g_assert_true (g_file_set_contents (target, content, -1, NULL));
    }
}

/**
 * pl_session_bus_write_configuration:
 * @root: the folder of the session
 * @monitors: whether anybody may become a monitor, as on every distribution's bus; a hardened one refuses
 *
 * Returns: (transfer full): the path of a configuration that both buses read
 */
char *
pl_session_bus_write_configuration (const char *root,
                                    gboolean    monitors)
{
  char *path = g_build_filename (root, "bus.conf", NULL);
  g_autofree char *content = g_strdup_printf (
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig><type>session</type><listen>unix:path=%s/runtime/bus</listen><servicedir>%s/services</servicedir>"
    "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>%s</policy>"
    "<limit name=\"max_incoming_bytes\">1000000000</limit><limit name=\"max_outgoing_bytes\">1000000000</limit>"
    "<limit name=\"max_message_size\">1000000000</limit><limit name=\"service_start_timeout\">120000</limit>"
    "<limit name=\"max_completed_connections\">100000</limit><limit name=\"max_replies_per_connection\">50000</limit></busconfig>\n",
    root, root, monitors ? "" : "<deny send_destination=\"org.freedesktop.DBus\" send_interface=\"org.freedesktop.DBus.Monitoring\"/>");

  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}

static int
make_socket (const char         *path,
             int                 type,
             struct sockaddr_un *address)
{
  *address = (struct sockaddr_un) { .sun_family = AF_UNIX };
  g_assert_cmpuint (g_strlcpy (address->sun_path, path, sizeof address->sun_path), <, sizeof address->sun_path);

  return socket (AF_UNIX, type | SOCK_CLOEXEC, 0);
}

/**
 * pl_session_bus_open_socket:
 * @path: where the bus is to be found
 *
 * What a service manager does for dbus-broker, see sd_listen_fds(3).
 *
 * Returns: a listening socket
 */
int
pl_session_bus_open_socket (const char *path)
{
  struct sockaddr_un address;
  int descriptor = make_socket (path, SOCK_STREAM, &address);

  g_assert_cmpint (bind (descriptor, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (descriptor, 128), ==, 0);

  return descriptor;
}

static gboolean
has_journal (void)
{
  struct sockaddr_un address;
  int descriptor = make_socket (JOURNAL, SOCK_DGRAM, &address);
  gboolean connected = connect (descriptor, (struct sockaddr *) &address, sizeof address) == 0;

  close (descriptor);

  return connected;
}

/* A log that nobody reads would fill up, and stop the bus. */
static gpointer
read_away (gpointer data)
{
  char buffer[4096];

  while (recv (GPOINTER_TO_INT (data), buffer, sizeof buffer, 0) >= 0)
    ;

  return NULL;
}

/**
 * pl_session_bus_offer_journal:
 *
 * Gives dbus-broker the journal that it asks for. Where the machine has none, this program gets a /run of its own with a stand-in, which
 * only root may do; call it before anything is started.
 *
 * Returns: whether there is one
 */
gboolean
pl_session_bus_offer_journal (void)
{
  struct sockaddr_un address;
  int descriptor;

  if (has_journal ())
    return TRUE;
  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || mount ("porchlight", "/run", "tmpfs", 0, NULL) != 0)
    return FALSE;

  g_assert_cmpint (g_mkdir_with_parents (JOURNAL_FOLDER, 0755), ==, 0);
  descriptor = make_socket (JOURNAL, SOCK_DGRAM, &address);
  g_assert_cmpint (bind (descriptor, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_thread_unref (g_thread_new ("journal", read_away, GINT_TO_POINTER (descriptor)));

  return TRUE;
}

/**
 * pl_session_bus_remove_folder:
 * @path: a file, or a folder with all that is in it; links are not followed
 */
void
pl_session_bus_remove_folder (const char *path)
{
  g_autoptr (GDir) directory = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      pl_session_bus_remove_folder (child);
    }

  g_remove (path);
}
