// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-shared-machine.h"

#include "pl-policy-settings.h"
#include "pl-signature.h"
#include "pl-window.h"

/* Large text, against the text of the desktop. */
#define LARGE 1.4

/* Where the desktop's own size is kept while ours is larger. */
#define OWN_SIZE "porchlight-own-size"

/**
 * pl_shared_machine_is:
 * @settings: the settings
 *
 * Returns: whether guests come and go here
 */
gboolean
pl_shared_machine_is (GSettings *settings)
{
  g_autofree char *mode = g_settings_get_string (settings, "mode");

  return g_str_equal (mode, "shared");
}

/* Whoever put it there: what a guest copied is not for the next. An owner is asked to let go by taking its place. */
static void
clear_clipboard (GdkClipboard *clipboard)
{
  gdk_clipboard_set_text (clipboard, "");
  gdk_clipboard_set_content (clipboard, NULL);
}

/**
 * pl_shared_machine_wipe:
 * @application: the program
 * @settings: the settings
 *
 * Closes every window with all that it shows, empties both clipboards, takes back what the guest set.
 */
void
pl_shared_machine_wipe (GtkApplication *application,
                        GSettings      *settings)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));
  GdkDisplay *display = gdk_display_get_default ();

  for (GList *it = windows; it != NULL; it = it->next)
    {
      if (PL_IS_WINDOW (it->data))
        pl_window_forget (it->data);
      gtk_window_destroy (it->data);
    }

  clear_clipboard (gdk_display_get_clipboard (display));
  clear_clipboard (gdk_display_get_primary_clipboard (display));
  pl_policy_settings_reset (settings);
  g_settings_sync ();
}

/**
 * pl_shared_machine_enlarge:
 * @gtk_settings: of the display
 * @settings: the settings
 *
 * Follows "large-text", whatever the desktop's own size is.
 */
void
pl_shared_machine_enlarge (GtkSettings *gtk_settings,
                           GSettings   *settings)
{
  int own = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (gtk_settings), OWN_SIZE));

  if (own == 0)
    {
      g_object_get (gtk_settings, "gtk-xft-dpi", &own, NULL);
      g_object_set_data (G_OBJECT (gtk_settings), OWN_SIZE, GINT_TO_POINTER (own));
    }

  if (own > 0)
    g_object_set (gtk_settings, "gtk-xft-dpi", g_settings_get_boolean (settings, "large-text") ? (int) (own * LARGE) : own, NULL);
}

/**
 * pl_shared_machine_dup_own_entries:
 * @settings: the settings
 *
 * Returns: (transfer full) (nullable): the folder of the person's own entries; %NULL where guests come, so that none leaves a number for the next
 */
char *
pl_shared_machine_dup_own_entries (GSettings *settings)
{
  return pl_shared_machine_is (settings) ? NULL : g_build_filename (g_get_user_data_dir (), "porchlight", "directory.d", NULL);
}

/**
 * pl_shared_machine_dup_local_entries:
 * @settings: the settings, with the machine's policy over them
 *
 * Returns: (transfer full) (nullable): the folder of the machine's entries; %NULL where others than the administrator can write to it
 */
char *
pl_shared_machine_dup_local_entries (GSettings *settings)
{
  PlPolicy *policy = pl_policy_settings_get_policy (settings);
  const char *set = policy != NULL ? pl_policy_get (policy, "local-entries") : NULL;
  const char *folder = set != NULL ? set : PL_SYSCONFDIR "/porchlight/directory.d";
  g_autoptr (GError) error = NULL;

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return NULL;
  if (pl_policy_check_trust (folder, 0, &error))
    return g_strdup (folder);

  g_printerr ("Porchlight: %s\n", error->message);

  return NULL;
}

/**
 * pl_shared_machine_dup_entry_keys:
 * @settings: the settings, with the machine's policy over them
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): keys that must have signed the machine's entries; %NULL where the policy does not ask for it
 */
GPtrArray *
pl_shared_machine_dup_entry_keys (GSettings *settings)
{
  static const char *const folders[] = { PL_SYSCONFDIR "/porchlight/keys", NULL };
  PlPolicy *policy = pl_policy_settings_get_policy (settings);

  return policy != NULL && g_strcmp0 (pl_policy_get (policy, "signed-entries"), "true") == 0 ? pl_signature_read_keys (folders) : NULL;
}
