// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

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
  g_usleep (350 * 1000);
  nothing = drive_capture (argv);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

typedef struct
{
  AtspiRect window;
  GString *misfits;
} Fit;

static gboolean
look_if_fits (AtspiAccessible *node,
              gpointer         data)
{
  Fit *fit = data;
  AtspiRole role = atspi_accessible_get_role (node, NULL);
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (node);
  g_autofree char *name = atspi_accessible_get_name (node, NULL);
  AtspiRect *box;

  if (component == NULL || role == ATSPI_ROLE_APPLICATION)
    return FALSE;

  box = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  if (role == ATSPI_ROLE_FRAME || role == ATSPI_ROLE_DIALOG || role == ATSPI_ROLE_WINDOW)
    fit->window = *box;
  if (box->width > 0 && fit->window.width > 0 && (box->x < fit->window.x - 1 || box->x + box->width > fit->window.x + fit->window.width + 1))
    g_string_append_printf (fit->misfits, "%d+%d of %d: %s\n", box->x, box->width, fit->window.width, name);
  g_free (box);

  return FALSE;
}

/**
 * drive_check_fits:
 * @page: name of the page, for the message
 *
 * Fails where anything in view reaches over a side of the window.
 */
void
drive_check_fits (const char *page)
{
  Fit fit = { .misfits = g_string_new (NULL) };
  g_autoptr (AtspiAccessible) none = drive_search (look_if_fits, &fit);

  g_assert_null (none);
  g_assert_cmpint (fit.window.width, >, 0);
  if (g_getenv ("PL_TEST_SIZE") != NULL && fit.window.width > g_ascii_strtoll (g_getenv ("PL_TEST_SIZE"), NULL, 10))
    g_string_append_printf (fit.misfits, "the window itself is %d wide\n", fit.window.width);
  if (fit.misfits->len > 0)
    {
      g_test_message ("%s: over the edge:\n%s", page, fit.misfits->str);
      g_test_fail ();
    }
  g_string_free (fit.misfits, TRUE);
}

static gboolean
look_if_named (AtspiAccessible *node,
               gpointer         data)
{
  AtspiRole role = atspi_accessible_get_role (node, NULL);
  g_autofree char *name = atspi_accessible_get_name (node, NULL);
  g_autofree char *role_name = atspi_accessible_get_role_name (node, NULL);

  if ((role == ATSPI_ROLE_PUSH_BUTTON || role == ATSPI_ROLE_TOGGLE_BUTTON || role == ATSPI_ROLE_CHECK_BOX || role == ATSPI_ROLE_ENTRY ||
       role == ATSPI_ROLE_COMBO_BOX || role == ATSPI_ROLE_RADIO_BUTTON) &&
      (name == NULL || *name == '\0'))
    g_string_append_printf (data, "%s without a name\n", role_name);

  return FALSE;
}

/**
 * drive_check_named:
 * @page: name of the page, for the message
 *
 * Fails where something that can be used says nothing to a screen reader.
 */
void
drive_check_named (const char *page)
{
  GString *nameless = g_string_new (NULL);
  g_autoptr (AtspiAccessible) none = drive_search (look_if_named, nameless);

  g_assert_null (none);
  if (nameless->len > 0)
    {
      g_test_message ("%s:\n%s", page, nameless->str);
      g_test_fail ();
    }
  g_string_free (nameless, TRUE);
}

static gboolean
find_frame (AtspiAccessible *node,
            gpointer         data)
{
  AtspiRole role = atspi_accessible_get_role (node, NULL);

  return role == ATSPI_ROLE_FRAME || role == ATSPI_ROLE_WINDOW;
}

static AtspiRect
get_box (AtspiAccessible *node)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (node);
  AtspiRect *box = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  AtspiRect copy = *box;

  g_free (box);
  return copy;
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
  g_autoptr (AtspiAccessible) node = drive_find (name);
  g_autoptr (AtspiAccessible) frame = drive_search (find_frame, NULL);
  AtspiRect box = get_box (node);
  AtspiRect window = get_box (frame);

  if (box.height <= 0 || box.y < window.y || box.y + box.height > window.y + window.height)
    {
      g_test_message ("“%s” lies at %d+%d of a window of %d", name, box.y, box.height, window.height);
      g_test_fail ();
    }
}
