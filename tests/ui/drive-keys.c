// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

#include <string.h>

static gboolean walking; /* see drive_walk () */

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
  drive_turn ();
}

/* A field of text gives the keyboard to a part of itself. */
static gboolean
has_focus (DriveNode *node)
{
  if (drive_node_is (node, ATSPI_STATE_FOCUSED))
    return TRUE;

  for (guint i = 0; i < node->children->len; i++)
    if (has_focus (g_ptr_array_index (node->children, i)))
      return TRUE;

  return FALSE;
}

/* Lets the focus come to rest before it is looked at: a key that is still under way would move it on afterwards. */
static gboolean
settles_on (DriveNode *node,
            guint      depth)
{
  drive_node_read (node, depth);

  return has_focus (node);
}

static gboolean
holds_node (DriveNode *node,
            gpointer   data)
{
  const DriveNode *wanted = data;

  for (guint i = 0; i < node->children->len; i++)
    if (g_str_equal (((DriveNode *) g_ptr_array_index (node->children, i))->path, wanted->path))
      return TRUE;

  return FALSE;
}

/* Walks to the target as a person without a mouse does: Tab from part to part, Down within a list. */
static void
walk_to (DriveNode *target)
{
  static const char *const tab[] = { "Tab", NULL };
  static const char *const down[] = { "Down", NULL };
  static const char *const home[] = { "Home", NULL };
  g_autoptr (DriveNode) list = target->role == ATSPI_ROLE_LIST_ITEM ? drive_search (holds_node, target) : NULL;
  gboolean in_list = FALSE;

  for (guint i = 0; i < 80; i++)
    {
      if (settles_on (target, 2))
        return;
      if (in_list || (list != NULL && settles_on (list, 1)))
        {
          drive_keys (in_list ? down : home);
          in_list = TRUE;
        }
      else
        drive_keys (tab);
    }

  g_error ("“%s” cannot be reached by keyboard", target->name);
}

static void
get_to (DriveNode *target)
{
  g_autoptr (GVariant) reply = walking ? NULL : drive_node_call (target, "org.a11y.atspi.Component", "GrabFocus", NULL);

  if (reply != NULL && settles_on (target, 2))
    return;

  walk_to (target);
}

/**
 * drive_walk:
 * @walk: whether to walk to things key by key, as a person without a mouse must; otherwise the keyboard is put there at once
 */
void
drive_walk (gboolean walk)
{
  walking = walk;
}

/**
 * drive_press:
 * @name: the spoken name
 *
 * Presses it: by its action where it has one, else with the keyboard. What it does at once is done when this returns.
 */
void
drive_press (const char *name)
{
  g_autoptr (DriveNode) node = drive_find (name);
  g_autoptr (GVariant) reply = drive_node_call (node, "org.a11y.atspi.Action", "DoAction", g_variant_new ("(i)", 0));
  const char *const enter[] = { "Return", NULL };
  gboolean done = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &done);
  if (!done)
    {
      get_to (node);
      drive_keys (enter);
    }

  /* GTK shows the press for a quarter of a second before the click happens; then its loop must have turned. */
  g_usleep (260 * 1000);
  drive_turn ();
}

/* What stands in a field of text, or in the part of it that takes the keys. */
static gboolean
says (DriveNode  *node,
      const char *text)
{
  g_autoptr (GVariant) reply = drive_node_call (node, "org.a11y.atspi.Text", "GetText", g_variant_new ("(ii)", 0, 4096));
  const char *held = "";

  if (reply != NULL)
    g_variant_get (reply, "(&s)", &held);
  if (strstr (held, text) != NULL)
    return TRUE;

  for (guint i = 0; i < node->children->len; i++)
    if (says (g_ptr_array_index (node->children, i), text))
      return TRUE;

  return FALSE;
}

/**
 * drive_focus:
 * @name: the spoken name
 *
 * Puts the keyboard there.
 */
void
drive_focus (const char *name)
{
  g_autoptr (DriveNode) node = drive_find (name);

  get_to (node);
}

/**
 * drive_type:
 * @name: the spoken name of what takes text
 * @text: what to type
 *
 * Types it, and waits until it stands there.
 */
void
drive_type (const char *name,
            const char *text)
{
  g_autoptr (DriveNode) node = drive_find (name);
  const char *argv[] = { "xdotool", "type", "--delay", "4", "--", text, NULL };

  get_to (node);
  run (argv);
  for (guint i = 0; !says (node, text); i++)
    {
      if (i == 400)
        g_error ("“%s” does not stand in “%s”", text, name);
      g_usleep (20 * 1000);
      drive_node_read (node, 2);
    }
  /* A search waits for the typing to end. */
  g_usleep (250 * 1000);
  drive_turn ();
}
