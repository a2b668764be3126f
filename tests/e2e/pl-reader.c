// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-reader.h"

#include <string.h>

/* libatspi 2.46 brings none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)

#define APPLICATION "porchlight"

/* Deeper than any page of ours. */
#define DEPTH_LIMIT 60

/* Called for each node of the window; TRUE ends the walk at it. */
typedef gboolean (*VisitFunc) (AtspiAccessible *node,
                               guint            depth,
                               gpointer         data);

/* GTK 4.8 tells what is visible, not what is showing; a page behind another is invisible, and so is all below it. */
static gboolean
is_showing (AtspiAccessible *node)
{
  g_autoptr (AtspiStateSet) states = atspi_accessible_get_state_set (node);

  return states != NULL && atspi_state_set_contains (states, ATSPI_STATE_VISIBLE);
}

static AtspiAccessible *
walk (AtspiAccessible *node,
      guint            depth,
      VisitFunc        visit,
      gpointer         data)
{
  int n_children;

  if (depth > DEPTH_LIMIT || (depth > 1 && !is_showing (node)))
    return NULL;
  if (visit (node, depth, data))
    return g_object_ref (node);

  n_children = atspi_accessible_get_child_count (node, NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (node, i, NULL);
      AtspiAccessible *found = child != NULL ? walk (child, depth + 1, visit, data) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_ours (AtspiAccessible *application)
{
  g_autofree char *name = atspi_accessible_get_name (application, NULL);

  return name != NULL && strstr (name, APPLICATION) != NULL;
}

static AtspiAccessible *
visit_window (VisitFunc visit,
              gpointer  data)
{
  g_autoptr (AtspiAccessible) desktop = atspi_get_desktop (0);
  int n_applications = desktop != NULL ? atspi_accessible_get_child_count (desktop, NULL) : 0;

  for (int i = 0; i < n_applications; i++)
    {
      g_autoptr (AtspiAccessible) application = atspi_accessible_get_child_at_index (desktop, i, NULL);
      AtspiAccessible *found = NULL;

      if (application != NULL && is_ours (application))
        found = walk (application, 0, visit, data);
      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * pl_reader_start:
 * @session: a session with a display
 *
 * Joins the session as assistive technology does. Only once in a process.
 */
void
pl_reader_start (PlSession *session)
{
  g_autofree char *display = pl_session_get_variable (session, "DISPLAY");

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", pl_session_get_address (session), TRUE);
  g_setenv ("DISPLAY", display, TRUE);
  g_unsetenv ("AT_SPI_BUS_ADDRESS");
  /* A window that closes while it is read makes libatspi warn. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_assert_cmpint (atspi_init (), ==, 0);
}

typedef struct
{
  const char *role;
  const char *name;
} Wanted;

static gboolean
is_wanted (AtspiAccessible *node,
           guint            depth,
           gpointer         data)
{
  const Wanted *wanted = data;
  g_autofree char *role = atspi_accessible_get_role_name (node, NULL);
  g_autofree char *name = atspi_accessible_get_name (node, NULL);

  if (wanted->role != NULL && g_strcmp0 (role, wanted->role) != 0)
    return FALSE;

  return name != NULL && g_ascii_strcasecmp (name, wanted->name) == 0 && is_showing (node);
}

/**
 * pl_reader_find:
 * @role: (nullable): a role such as "push button", %NULL for any
 * @name: its accessible name
 *
 * Returns: (transfer full) (nullable): the first such thing on show
 */
AtspiAccessible *
pl_reader_find (const char *role,
                const char *name)
{
  Wanted wanted = { role, name };

  return visit_window (is_wanted, &wanted);
}

static gboolean
find_wanted (gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (AtspiAccessible) found = pl_reader_find (wanted->role, wanted->name);

  return found != NULL;
}

/**
 * pl_reader_wait_for:
 * @session: the session
 * @role: (nullable): a role
 * @name: its accessible name
 * @seconds: how long at most
 *
 * Returns: whether it is on show
 */
gboolean
pl_reader_wait_for (PlSession  *session,
                    const char *role,
                    const char *name,
                    guint       seconds)
{
  Wanted wanted = { role, name };

  return pl_session_wait (session, find_wanted, &wanted, seconds);
}

static gboolean
add_text (AtspiAccessible *node,
          guint            depth,
          gpointer         data)
{
  g_autofree char *name = atspi_accessible_get_name (node, NULL);

  if (name != NULL && *name != '\0' && is_showing (node))
    g_ptr_array_add (data, g_steal_pointer (&name));

  return FALSE;
}

/**
 * pl_reader_list_texts:
 *
 * Returns: (transfer full) (element-type utf8): all that a screen reader could say of the window now, in order
 */
GPtrArray *
pl_reader_list_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AtspiAccessible) none = visit_window (add_text, texts);

  return texts;
}

static gboolean
find_text (gpointer data)
{
  g_autoptr (GPtrArray) texts = pl_reader_list_texts ();

  for (guint i = 0; i < texts->len; i++)
    {
      if (strstr (g_ptr_array_index (texts, i), data) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_reader_wait_for_text:
 * @session: the session
 * @text: part of what is on show
 * @seconds: how long at most
 *
 * Returns: whether it came
 */
gboolean
pl_reader_wait_for_text (PlSession  *session,
                         const char *text,
                         guint       seconds)
{
  return pl_session_wait (session, find_text, (gpointer) text, seconds);
}

/* Labels carry clipboard actions too: an action is chosen by its name. */
static gboolean
click (AtspiAccessible *node)
{
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (node);
  int n_actions = action != NULL ? atspi_action_get_n_actions (action, NULL) : 0;

  for (int i = 0; i < n_actions; i++)
    {
      g_autofree char *name = atspi_action_get_action_name (action, i, NULL);

      if (g_strcmp0 (name, "click") == 0 || g_strcmp0 (name, "activate") == 0 || g_strcmp0 (name, "toggle") == 0)
        return atspi_action_do_action (action, i, NULL);
    }

  return FALSE;
}

/**
 * pl_reader_press:
 * @session: the session
 * @name: the accessible name of a button
 *
 * Waits for the button, then presses it.
 *
 * Returns: whether it was there and could be pressed
 */
gboolean
pl_reader_press (PlSession  *session,
                 const char *name)
{
  g_autoptr (AtspiAccessible) button = NULL;

  if (!pl_reader_wait_for (session, "push button", name, 20))
    return FALSE;

  button = pl_reader_find ("push button", name);

  return button != NULL && click (button);
}

static gboolean
print_node (AtspiAccessible *node,
            guint            depth,
            gpointer         data)
{
  g_autofree char *role = atspi_accessible_get_role_name (node, NULL);
  g_autofree char *name = atspi_accessible_get_name (node, NULL);

  g_printerr ("%*s%s '%s'%s\n", (int) depth * 2, "", role, name, is_showing (node) ? "" : " (hidden)");

  return FALSE;
}

/**
 * pl_reader_print_tree:
 *
 * Prints the window as a screen reader has it, for whoever mends a test.
 */
void
pl_reader_print_tree (void)
{
  g_autoptr (AtspiAccessible) none = visit_window (print_node, NULL);
}
