// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/**
 * drive_keys:
 * @keys: (array zero-terminated=1): names of keys, pressed one after the other
 */
void
drive_keys (const char *const *keys)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (char *) "xdotool");
  g_ptr_array_add (argv, (char *) "key");
  g_ptr_array_add (argv, (char *) "--clearmodifiers");
  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) keys[i]);
  g_ptr_array_add (argv, NULL);
  run ((const char *const *) argv->pdata);
}

/* A field of text gives the keyboard to a part of itself. */
static gboolean
has_focus (AtspiAccessible *node,
           guint            depth)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (node);
  int n;

  if (states != NULL && atspi_state_set_contains (states, ATSPI_STATE_FOCUSED))
    return TRUE;
  if (depth == 0)
    return FALSE;

  n = atspi_accessible_get_child_count (node, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (node, i, NULL);

      if (child != NULL && has_focus (child, depth - 1))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_item (AtspiAccessible *node)
{
  return atspi_accessible_get_role (node, NULL) == ATSPI_ROLE_LIST_ITEM;
}

/* Walks to the target as a person without a mouse does: Tab from part to part, Down within a list. */
static void
walk_to (AtspiAccessible *target)
{
  static const char *const tab[] = { "Tab", NULL };
  static const char *const down[] = { "Down", NULL };
  static const char *const home[] = { "Home", NULL };
  g_autofree char *name = atspi_accessible_get_name (target, NULL);
  g_autoptr (AtspiAccessible) list = is_item (target) ? atspi_accessible_get_parent (target, NULL) : NULL;
  gboolean in_list = FALSE;

  for (guint i = 0; i < 80; i++)
    {
      atspi_accessible_clear_cache (list != NULL ? list : target);
      if (has_focus (target, 2))
        return;
      if (in_list || (list != NULL && has_focus (list, 1)))
        {
          drive_keys (in_list ? down : home);
          in_list = TRUE;
        }
      else
        drive_keys (tab);
      g_usleep (40 * 1000);
    }

  g_error ("“%s” cannot be reached by keyboard", name);
}

/**
 * drive_press:
 * @name: the spoken name
 *
 * Presses it: by its action where it has one, else with the keyboard.
 */
void
drive_press (const char *name)
{
  g_autoptr (AtspiAccessible) node = drive_find (name);
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (node);
  const char *const enter[] = { "Return", NULL };

  if (action != NULL && atspi_action_get_n_actions (action, NULL) > 0 && atspi_action_do_action (action, 0, NULL))
    {
      /* GTK shows the press for a quarter of a second before the click happens. */
      g_usleep (320 * 1000);
      return;
    }

  walk_to (node);
  drive_keys (enter);
}

/**
 * drive_type:
 * @name: the spoken name of what takes text
 * @text: what to type
 */
void
drive_type (const char *name,
            const char *text)
{
  g_autoptr (AtspiAccessible) node = drive_find (name);
  const char *argv[] = { "xdotool", "type", "--delay", "4", "--", text, NULL };

  walk_to (node);
  run (argv);
  /* A search waits for the typing to end. */
  g_usleep (400 * 1000);
}
