// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define APPLICATION "org.porchlight.Porchlight"
#define PATIENCE 8000 /* milliseconds until a thing that should be there is missed */
#define STEP 20       /* milliseconds between two looks */

static GSubprocess *mock;
static char *log_path;

static void
nap (void)
{
  g_usleep (STEP * 1000);
}

/**
 * drive_check_silence:
 *
 * What the window's program said on its standard error, warnings above all, is a fault of the page that was open.
 */
void
drive_check_silence (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "window.log", NULL);
  g_autofree char *said = NULL;

  if (!g_file_get_contents (path, &said, NULL, NULL))
    return;
  if (strstr (said, "WARNING") != NULL || strstr (said, "CRITICAL") != NULL || strstr (said, "ERROR") != NULL)
    {
      g_test_message ("The window said:\n%s", said);
      g_test_fail ();
    }
  g_remove (path);
}

static void
set_setting (const char *key,
             const char *value)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_mkdir_with_parents (folder, 0700);
  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  g_key_file_set_value (file, "org/porchlight/Porchlight", key, value);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
}

/**
 * drive_set_setting:
 * @key: a key of the program's settings
 * @value: its value as GVariant text
 */
void
drive_set_setting (const char *key,
                   const char *value)
{
  set_setting (key, value);
}

/**
 * drive_set_up:
 * @mock_arguments: (nullable): arguments of the watcher for tests, %NULL for none running
 *
 * Starts afresh: settings of a person who has seen the first pages and chose the United States, and a watcher.
 */
void
drive_set_up (const char *const *mock_arguments)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "tests", "mock", "mock-watch", NULL);
  g_autoptr (GError) error = NULL;

  g_remove (path);
  drive_walk (FALSE);
  set_setting ("first-run-done", "true");
  set_setting ("country", "'US'");
  if (mock_arguments == NULL)
    return;

  log_path = g_build_filename (g_get_user_runtime_dir (), "mock.log", NULL);
  g_remove (log_path);
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) "--log");
  g_ptr_array_add (argv, log_path);
  for (guint i = 0; mock_arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) mock_arguments[i]);
  g_ptr_array_add (argv, NULL);
  mock = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  drive_wait_log ("ready");
}

static GDBusConnection *
get_session (void)
{
  static GDBusConnection *session;

  if (session == NULL)
    session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (session);

  return session;
}

/**
 * drive_is_running:
 *
 * Returns: whether the window's program is on the bus
 */
gboolean
drive_is_running (void)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (get_session (), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "NameHasOwner", g_variant_new ("(s)", APPLICATION), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean running = FALSE;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(b)", &running);

  return running;
}

/**
 * drive_wait_gone:
 *
 * Waits until the program has left.
 */
void
drive_wait_gone (void)
{
  for (guint waited = 0; waited < PATIENCE && drive_is_running (); waited += STEP)
    nap ();
  g_assert_false (drive_is_running ());
}

/**
 * drive_tear_down:
 *
 * Closes the window and ends the watcher.
 */
void
drive_tear_down (void)
{
  if (drive_is_running ())
    {
      drive_open_action ("quit", NULL);
      drive_wait_gone ();
    }
  drive_check_silence ();
  if (mock != NULL)
    {
      g_subprocess_send_signal (mock, SIGTERM);
      g_subprocess_wait (mock, NULL, NULL);
    }
  g_clear_object (&mock);
  g_clear_pointer (&log_path, g_free);
}

static void
call_application (const char *method,
                  GVariant   *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (get_session (), APPLICATION, "/org/porchlight/Porchlight",
                                                            "org.freedesktop.Application", method, arguments, NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, 20000, NULL, &error);

  if (reply == NULL && drive_is_running ())
    g_assert_no_error (error);
}

/**
 * drive_open:
 *
 * Starts the window by the bus, as a launcher does.
 */
void
drive_open (void)
{
  call_application ("Activate", g_variant_new ("(a{sv})", NULL));
}

/**
 * drive_open_action:
 * @action: an action of the application
 * @parameter: (nullable): floating
 *
 * Calls it as the watcher and the launcher do.
 */
void
drive_open_action (const char *action,
                   GVariant   *parameter)
{
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);
  call_application ("ActivateAction", g_variant_new ("(sava{sv})", action, &parameters, NULL));
}

/**
 * drive_turn:
 *
 * Waits until the window's program has dealt with all that it was sent before: it is asked twice what only its main loop answers.
 */
void
drive_turn (void)
{
  for (guint i = 0; i < 2 && drive_is_running (); i++)
    {
      g_autoptr (DriveNode) application = drive_tree_find_application ();
      g_autoptr (GVariant) reply = application != NULL ? drive_node_call (application, "org.a11y.atspi.Accessible", "GetState", NULL) : NULL;

      if (reply == NULL)
        return;
    }
}

/* The first node in view that is wanted, from top to bottom. */
static DriveNode *
search (DriveNode   *node,
        guint        depth,
        DriveWanted  wanted,
        gpointer     data)
{
  if (depth > 0 && !drive_node_is (node, ATSPI_STATE_VISIBLE))
    return NULL;
  if (wanted (node, data))
    return g_object_ref (node);

  for (guint i = 0; i < node->children->len; i++)
    {
      DriveNode *found = search (g_ptr_array_index (node->children, i), depth + 1, wanted, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * drive_search:
 * @wanted: asked about each node in view, from top to bottom
 * @data: for @wanted
 *
 * Returns: (transfer full) (nullable): the first node that is wanted
 */
DriveNode *
drive_search (DriveWanted wanted,
              gpointer    data)
{
  g_autoptr (DriveNode) application = drive_tree_find_application ();

  if (application == NULL)
    return NULL;
  drive_node_read (application, 60);

  return search (application, 0, wanted, data);
}

static gboolean
is_pressable (AtspiRole role)
{
  return role != ATSPI_ROLE_LABEL && role != ATSPI_ROLE_STATIC && role != ATSPI_ROLE_FRAME && role != ATSPI_ROLE_WINDOW &&
         role != ATSPI_ROLE_APPLICATION && role != ATSPI_ROLE_PANEL && role != ATSPI_ROLE_FILLER && role != ATSPI_ROLE_LIST;
}

static gboolean
has_name (DriveNode *node,
          gpointer         data)
{
  return g_str_equal (node->name, data) && is_pressable (node->role);
}

static gboolean
has_text (DriveNode *node,
          gpointer         data)
{
  return strstr (node->name, data) != NULL;
}

static DriveNode *
wait_for (DriveWanted wanted,
          const char *text,
          guint       milliseconds)
{
  for (guint waited = 0; waited <= milliseconds; waited += STEP)
    {
      DriveNode *found = drive_search (wanted, (gpointer) text);

      if (found != NULL)
        return found;
      nap ();
    }

  return NULL;
}

/**
 * drive_seek:
 * @name: the spoken name
 * @milliseconds: how long to look
 *
 * Returns: (transfer full) (nullable): a thing in view that can be pressed or filled
 */
DriveNode *
drive_seek (const char *name,
            guint       milliseconds)
{
  return wait_for (has_name, name, milliseconds);
}

/**
 * drive_find:
 * @name: the spoken name
 *
 * Returns: (transfer full): a thing in view that can be pressed or filled; the test fails where there is none
 */
DriveNode *
drive_find (const char *name)
{
  DriveNode *found = drive_seek (name, PATIENCE);

  if (found == NULL)
    {
      g_autofree char *text = drive_dup_all_text ();

      drive_check_silence ();
      g_test_message ("No “%s” in view. In view:\n%s", name, text);
      g_test_fail ();
      g_error ("not in view: %s", name);
    }

  return found;
}

/**
 * drive_find_text:
 * @part: part of a text
 *
 * Returns: (transfer full): what says it; the test fails where nothing does
 */
DriveNode *
drive_find_text (const char *part)
{
  DriveNode *found = wait_for (has_text, part, PATIENCE);

  if (found == NULL)
    {
      g_autofree char *text = drive_dup_all_text ();

      drive_check_silence ();
      g_test_message ("Nothing says “%s”. In view:\n%s", part, text);
      g_error ("not said: %s", part);
    }

  return found;
}

/**
 * drive_shows:
 * @part: part of a text
 *
 * Returns: whether it is in view now
 */
gboolean
drive_shows (const char *part)
{
  g_autoptr (DriveNode) found = drive_search (has_text, (gpointer) part);

  return found != NULL;
}

/**
 * drive_wait_gone_text:
 * @part: part of a text
 *
 * Waits until nothing in view says it.
 */
void
drive_wait_gone_text (const char *part)
{
  for (guint waited = 0; waited < PATIENCE && drive_shows (part); waited += STEP)
    nap ();
  g_assert_false (drive_shows (part));
}

static gboolean
collect (DriveNode *node,
         gpointer         data)
{
  g_autofree char *role = atspi_role_get_name (node->role);

  if (*node->name != '\0')
    g_string_append_printf (data, "%s: %s\n", role, node->name);

  return FALSE;
}

/**
 * drive_dup_all_text:
 *
 * Returns: (transfer full): the spoken names of all in view, one a line with its role
 */
char *
drive_dup_all_text (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (DriveNode) none = drive_search (collect, text);

  g_assert_null (none);
  return g_string_free (text, FALSE);
}

/**
 * drive_dup_log:
 *
 * Returns: (transfer full): what the watcher for tests was asked so far
 */
char *
drive_dup_log (void)
{
  char *text = NULL;

  g_file_get_contents (log_path, &text, NULL, NULL);
  return text != NULL ? text : g_strdup ("");
}

/**
 * drive_wait_log:
 * @line: start of a line
 *
 * Waits until the watcher for tests was asked that.
 */
void
drive_wait_log (const char *line)
{
  for (guint waited = 0; waited < PATIENCE; waited += STEP)
    {
      g_autofree char *text = drive_dup_log ();

      if (strstr (text, line) != NULL)
        return;
      nap ();
    }

  {
    g_autofree char *text = drive_dup_log ();

    g_error ("the watcher was not asked “%s” but:\n%s", line, text);
  }
}

/**
 * drive_capture:
 * @argv: (array zero-terminated=1): a command
 *
 * Returns: (transfer full): what it printed
 */
char *
drive_capture (const char *const *argv)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  char *text = NULL;

  g_assert_nonnull (process);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL);
  return text != NULL ? text : g_strdup ("");
}
