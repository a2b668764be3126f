// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

/* What is on the display now, as one file of raw pixels. */
static GBytes *
grab (void)
{
  const char *argv[] = { "xwd", "-silent", "-root", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  GBytes *picture = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &picture, NULL, &error);
  g_assert_no_error (error);

  return picture;
}

/* Two pictures in a row that are the same: nothing moves, opens or is still being drawn. */
static void
wait_for_rest (void)
{
  g_autoptr (GBytes) last = grab ();

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GBytes) next = NULL;

      g_usleep (50 * 1000);
      drive_turn ();
      next = grab ();
      if (g_bytes_equal (last, next))
        return;
      g_bytes_unref (last);
      last = g_steal_pointer (&next);
    }

  g_error ("the window does not come to rest");
}

/**
 * drive_screenshot:
 * @name: name of the picture
 *
 * Saves a picture of the whole display to $PL_ARTEFACTS, after the window has come to rest.
 */
void
drive_screenshot (const char *name)
{
  const char *folder = g_getenv ("PL_ARTEFACTS");
  g_autofree char *build = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "artefacts", NULL);
  g_autofree char *file = g_strdup_printf ("%s%s.png", g_getenv ("PL_TEST_LOOK") != NULL ? g_getenv ("PL_TEST_LOOK") : "", name);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : build, file, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *nothing = NULL;
  const char *argv[] = { "import", "-window", "root", path, NULL };

  g_mkdir_with_parents (parent, 0755);
  wait_for_rest ();
  nothing = drive_capture (argv);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

typedef struct
{
  AtspiRect window;
  GString *faults;
} Look;

static gboolean
is_window (DriveNode *node)
{
  return node->role == ATSPI_ROLE_FRAME || node->role == ATSPI_ROLE_DIALOG || node->role == ATSPI_ROLE_WINDOW;
}

static void
look_if_fits (Look            *look,
              const DriveNode *node)
{
  const AtspiRect *box = &node->box;

  if (box->width > 0 && look->window.width > 0 && (box->x < look->window.x - 1 || box->x + box->width > look->window.x + look->window.width + 1))
    g_string_append_printf (look->faults, "over the edge, %d+%d of %d: %s\n", box->x, box->width, look->window.width, node->name);
}

static void
look_if_named (Look            *look,
               const DriveNode *node)
{
  AtspiRole role = node->role;
  g_autofree char *role_name = NULL;

  if ((role == ATSPI_ROLE_PUSH_BUTTON || role == ATSPI_ROLE_TOGGLE_BUTTON || role == ATSPI_ROLE_CHECK_BOX || role == ATSPI_ROLE_ENTRY ||
       role == ATSPI_ROLE_COMBO_BOX || role == ATSPI_ROLE_RADIO_BUTTON) &&
      *node->name == '\0')
    {
      role_name = atspi_role_get_name (role);
      g_string_append_printf (look->faults, "%s without a name\n", role_name);
    }
}

static gboolean
look_at (DriveNode *node,
         gpointer   data)
{
  Look *look = data;

  if (is_window (node))
    look->window = node->box;
  look_if_fits (look, node);
  look_if_named (look, node);

  return FALSE;
}

/**
 * drive_check_page:
 * @page: name of the page, for the message
 *
 * Fails where anything in view reaches over a side of the window, or can be used and says nothing to a screen reader.
 */
void
drive_check_page (const char *page)
{
  Look look = { .faults = g_string_new (NULL) };
  g_autoptr (DriveNode) none = drive_search (look_at, &look);

  g_assert_null (none);
  g_assert_cmpint (look.window.width, >, 0);
  if (g_getenv ("PL_TEST_SIZE") != NULL && look.window.width > g_ascii_strtoll (g_getenv ("PL_TEST_SIZE"), NULL, 10))
    g_string_append_printf (look.faults, "the window itself is %d wide\n", look.window.width);
  if (look.faults->len > 0)
    {
      g_test_message ("%s:\n%s", page, look.faults->str);
      g_test_fail ();
    }
  g_string_free (look.faults, TRUE);
}

static gboolean
find_window (DriveNode *node,
             gpointer   data)
{
  return is_window (node);
}

/**
 * drive_check_in_view:
 * @name: the spoken name
 *
 * Fails where it must be scrolled to, whole or in part.
 */
void
drive_check_in_view (const char *name)
{
  g_autoptr (DriveNode) node = drive_find (name);
  g_autoptr (DriveNode) frame = drive_search (find_window, NULL);
  AtspiRect box = node->box;
  AtspiRect window = frame->box;

  if (box.height <= 0 || box.y < window.y || box.y + box.height > window.y + window.height)
    {
      g_test_message ("“%s” lies at %d+%d of a window of %d", name, box.y, box.height, window.height);
      g_test_fail ();
    }
}

/* Of the 44 pixels of WCAG 2.2, 2.5.5: GTK tells the box without the padding of the theme, 5 on each side. */
#define THUMB 34

/**
 * drive_check_thumb:
 * @name: the spoken name
 *
 * Fails where it is smaller than a thumb.
 */
void
drive_check_thumb (const char *name)
{
  g_autoptr (DriveNode) node = drive_find (name);

  if (node->box.width < THUMB || node->box.height < THUMB)
    {
      g_test_message ("“%s” is %d by %d", name, node->box.width, node->box.height);
      g_test_fail ();
    }
}
