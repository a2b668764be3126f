// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-flatpak-box.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdarg.h>
#include <string.h>

#define APPLICATION "org.porchlight.Porchlight"

struct _PlFlatpakBox
{
  /* Borrowed */
  PlSession *session;

  /* Owned */
  char *runtime;       /* its runtime folder, outside */
  char *files;         /* its own files, outside and inside */
  GStrvBuilder *shown; /* arguments of bubblewrap for what the manifest asks for */
  GSubprocess *filter;

  /* State */
  gboolean whole_bus;
  gboolean network;
  gboolean ipc;
};

/* What flatpak(1) lets an application say on the bus of screen readers, from its own source. */
static const char *const reader_rules[] = {
  "--filter",
  "--sloppy-names",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.Socket.Embed@/org/a11y/atspi/accessible/root",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.Socket.Unembed@/org/a11y/atspi/accessible/root",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.Registry.GetRegisteredEvents@/org/a11y/atspi/registry",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.DeviceEventController.GetKeystrokeListeners@/org/a11y/atspi/registry/deviceeventcontroller",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.DeviceEventController.GetDeviceEventListeners@/org/a11y/atspi/registry/deviceeventcontroller",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.DeviceEventController.NotifyListenersSync@/org/a11y/atspi/registry/deviceeventcontroller",
  "--call=org.a11y.atspi.Registry=org.a11y.atspi.DeviceEventController.NotifyListenersAsync@/org/a11y/atspi/registry/deviceeventcontroller",
};

static void
add (GStrvBuilder *builder,
     const char   *option,
     const char   *first,
     const char   *second)
{
  g_strv_builder_add (builder, option);
  if (first != NULL)
    g_strv_builder_add (builder, first);
  if (second != NULL)
    g_strv_builder_add (builder, second);
}

static void
show_display (PlFlatpakBox *self)
{
  g_autofree char *display = pl_session_get_variable (self->session, "DISPLAY");
  g_autofree char *socket = NULL;

  if (display == NULL)
    return;

  socket = g_strdup_printf ("/tmp/.X11-unix/X%s", display + 1);
  add (self->shown, "--ro-bind", socket, socket);
}

/* A permission that is not known here must not be taken for granted. */
static void
grant (PlFlatpakBox *self,
       const char   *permission)
{
  if (g_str_equal (permission, "--socket=fallback-x11"))
    show_display (self);
  else if (g_str_equal (permission, "--socket=session-bus"))
    self->whole_bus = TRUE;
  else if (g_str_equal (permission, "--share=ipc"))
    self->ipc = TRUE;
  else if (g_str_equal (permission, "--share=network"))
    self->network = TRUE;
  else if (g_str_equal (permission, "--device=dri"))
    add (self->shown, "--dev-bind-try", "/dev/dri", "/dev/dri");
  else if (!g_str_equal (permission, "--socket=wayland")) /* there is no such display in the test */
    g_error ("the test knows no permission %s", permission);
}

static void
grant_all (PlFlatpakBox *self,
           const char   *manifest)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "flatpak", manifest, NULL);
  /* It leaves a folder where it is called. */
  g_autofree char *text = pl_session_run (self->session, "sh", "-c", "cd \"$1\" && exec flatpak-builder --show-manifest \"$2\"", "sh", self->runtime, path, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *permissions;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  permissions = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "finish-args");
  g_assert_nonnull (permissions);
  for (guint i = 0; i < json_array_get_length (permissions); i++)
    grant (self, json_array_get_string_element (permissions, i));
}

static char *
get_reader_address (PlFlatpakBox *self)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (self->session), "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                                            NULL, G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  char *address = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(s)", &address);

  return address;
}

static gboolean
sockets_exist (gpointer data)
{
  PlFlatpakBox *self = data;
  g_autofree char *bus = g_build_filename (self->runtime, "bus", NULL);
  g_autofree char *reader = g_build_filename (self->runtime, "reader", NULL);

  return g_file_test (bus, G_FILE_TEST_EXISTS) && g_file_test (reader, G_FILE_TEST_EXISTS);
}

/* One process filters both buses, as Flatpak has it. The rules of the session bus are those of an application that asked for none. */
static void
start_filter (PlFlatpakBox *self)
{
  g_autofree char *display = pl_session_get_variable (self->session, "DISPLAY");
  g_autofree char *reader_address = display != NULL ? get_reader_address (self) : NULL;
  g_autofree char *bus = g_build_filename (self->runtime, "bus", NULL);
  g_autofree char *reader = g_build_filename (self->runtime, "reader", NULL);
  const char *address = pl_session_get_address (self->session);

  if (reader_address == NULL)
    reader_address = g_strdup (address);

  self->filter = pl_session_spawn (self->session, "xdg-dbus-proxy", address, bus, "--filter", "--own=" APPLICATION ".*",
                                   "--call=org.freedesktop.portal.*=*", "--broadcast=org.freedesktop.portal.*=@/org/freedesktop/portal/*",
                                   reader_address, reader, reader_rules[0], reader_rules[1], reader_rules[2], reader_rules[3], reader_rules[4],
                                   reader_rules[5], reader_rules[6], reader_rules[7], reader_rules[8], NULL);
  g_assert_true (pl_session_wait (self->session, sockets_exist, self, 20));
}

static char *
make_folder (const char *parent,
             const char *name)
{
  char *folder = g_build_filename (parent, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  return folder;
}

/**
 * pl_flatpak_box_new:
 * @session: a session; outlives the box
 * @manifest: file name of one of our manifests
 *
 * Returns: (transfer full): a sandbox with the permissions of @manifest
 */
PlFlatpakBox *
pl_flatpak_box_new (PlSession  *session,
                    const char *manifest)
{
  PlFlatpakBox *self = g_new0 (PlFlatpakBox, 1);
  g_autofree char *home = pl_session_get_variable (session, "HOME");
  g_autofree char *info = NULL;

  self->session = session;
  self->shown = g_strv_builder_new ();
  self->runtime = make_folder (pl_session_get_home (session), "box");
  self->files = make_folder (home, ".var/app/" APPLICATION);
  info = g_build_filename (self->runtime, "info", NULL);
  g_assert_true (g_file_set_contents (info, "[Application]\nname=" APPLICATION "\nruntime=runtime/org.gnome.Platform/x86_64/48\n", -1, NULL));
  grant_all (self, manifest);
  start_filter (self);

  return self;
}

/**
 * pl_flatpak_box_free:
 * @self: (transfer full): a box; what runs in it ends with the session
 */
void
pl_flatpak_box_free (PlFlatpakBox *self)
{
  g_strv_builder_unref (self->shown);
  g_clear_object (&self->filter);
  g_free (self->runtime);
  g_free (self->files);
  g_free (self);
}

/* The runtime read-only, the application read-only, its own files, nothing else. */
static void
add_system (PlFlatpakBox *self,
            GStrvBuilder *builder)
{
  static const char *const links[] = { "bin", "lib", "lib32", "lib64", "sbin" };
  g_autofree char *info = g_build_filename (self->runtime, "info", NULL);

  add (builder, "--ro-bind", "/usr", "/usr");
  add (builder, "--ro-bind", "/etc", "/etc");
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *target = g_build_filename ("usr", links[i], NULL);
      g_autofree char *link = g_build_filename ("/", links[i], NULL);
      g_autofree char *there = g_build_filename ("/usr", links[i], NULL);

      if (g_file_test (there, G_FILE_TEST_EXISTS))
        add (builder, "--symlink", target, link);
    }
  add (builder, "--proc", "/proc", NULL);
  add (builder, "--dev", "/dev", NULL);
  add (builder, "--tmpfs", "/tmp", NULL);
  add (builder, "--ro-bind", PL_PREFIX, PL_PREFIX);
  add (builder, "--bind", self->files, self->files);
  add (builder, "--ro-bind", info, "/.flatpak-info");
}

static void
add_buses (PlFlatpakBox *self,
           GStrvBuilder *builder)
{
  g_autofree char *outside = pl_session_get_variable (self->session, "XDG_RUNTIME_DIR");
  g_autofree char *whole = g_build_filename (outside, "bus", NULL);
  g_autofree char *filtered = g_build_filename (self->runtime, "bus", NULL);
  g_autofree char *reader = g_build_filename (self->runtime, "reader", NULL);

  add (builder, "--dir", "/run/user/0", NULL);
  add (builder, "--ro-bind", self->whole_bus ? whole : filtered, "/run/user/0/bus");
  add (builder, "--ro-bind", reader, "/run/user/0/reader");
  add (builder, "--setenv", "XDG_RUNTIME_DIR", "/run/user/0");
  add (builder, "--setenv", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/0/bus");
  add (builder, "--setenv", "AT_SPI_BUS_ADDRESS", "unix:path=/run/user/0/reader");
}

static void
add_environment (PlFlatpakBox *self,
                 GStrvBuilder *builder)
{
  static const char *const folders[][2] = { { "XDG_CONFIG_HOME", "config" }, { "XDG_DATA_HOME", "data" }, { "XDG_CACHE_HOME", "cache" }, { "XDG_STATE_HOME", ".local/state" } };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = make_folder (self->files, folders[i][1]);

      add (builder, "--setenv", folders[i][0], folder);
    }
  add (builder, "--setenv", "XDG_DATA_DIRS", PL_PREFIX "/share:/usr/share");
  add (builder, "--setenv", "PATH", PL_PREFIX "/bin:/usr/bin");
  add (builder, "--setenv", "FLATPAK_ID", APPLICATION);
  add (builder, "--setenv", "GTK_USE_PORTAL", "0");
  add (builder, "--setenv", "LANG", "en_US.UTF-8");
  add (builder, "--unsetenv", "TMPDIR", NULL);
}

/* One line for a shell, every word quoted. */
static char *
make_line (PlFlatpakBox *self,
           const char   *program,
           va_list       rest)
{
  g_autoptr (GString) line = g_string_new ("exec");
  g_auto (GStrv) words = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shown = g_strv_builder_end (self->shown);

  add (builder, "bwrap", "--die-with-parent", "--unshare-pid");
  if (!self->network)
    g_strv_builder_add (builder, "--unshare-net");
  if (!self->ipc)
    g_strv_builder_add (builder, "--unshare-ipc");
  add_system (self, builder);
  add_buses (self, builder);
  add_environment (self, builder);
  g_strv_builder_addv (builder, (const char **) shown);
  g_strv_builder_addv (self->shown, (const char **) shown);
  g_strv_builder_add (builder, "--");
  for (const char *argument = program; argument != NULL; argument = va_arg (rest, const char *))
    g_strv_builder_add (builder, argument);

  words = g_strv_builder_end (builder);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (words[i]);

      g_string_append_printf (line, " %s", quoted);
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * pl_flatpak_box_spawn:
 * @self: a box
 * @program: a program inside it
 * @...: its arguments, then %NULL
 *
 * Returns: (transfer full): the process, which ends with the session at the latest
 */
GSubprocess *
pl_flatpak_box_spawn (PlFlatpakBox *self,
                      const char   *program,
                      ...)
{
  g_autofree char *line = NULL;
  va_list rest;

  va_start (rest, program);
  line = make_line (self, program, rest);
  va_end (rest);

  return pl_session_spawn (self->session, "sh", "-c", line, NULL);
}

/**
 * pl_flatpak_box_run:
 * @self: a box
 * @program: a program inside it
 * @...: its arguments, then %NULL
 *
 * Waits for it; the test fails where it does.
 *
 * Returns: (transfer full): what it printed
 */
char *
pl_flatpak_box_run (PlFlatpakBox *self,
                    const char   *program,
                    ...)
{
  g_autofree char *line = NULL;
  va_list rest;

  va_start (rest, program);
  line = make_line (self, program, rest);
  va_end (rest);

  return pl_session_run (self->session, "sh", "-c", line, NULL);
}
