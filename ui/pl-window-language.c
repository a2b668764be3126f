// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-window-language.h"

#include "pl-closures.h"

#include <locale.h>

/**
 * pl_window_language_dup_current:
 *
 * Returns: (transfer full): the two-letter language that the window speaks
 */
char *
pl_window_language_dup_current (void)
{
  return pl_closure_language_of_locale (g_get_language_names_with_category ("LC_MESSAGES"));
}

/**
 * pl_window_language_apply:
 * @settings: the settings
 * @session: (nullable): what the session says in LANGUAGE
 *
 * On a machine with guests only: elsewhere the window follows the session. Pages that are made from now on speak it.
 */
void
pl_window_language_apply (GSettings  *settings,
                          const char *session)
{
  g_autofree char *mode = g_settings_get_string (settings, "mode");
  g_autofree char *language = g_settings_get_string (settings, "language");

  if (!g_str_equal (mode, "shared"))
    return;

  if (*language != '\0')
    g_setenv ("LANGUAGE", language, TRUE);
  else if (session != NULL)
    g_setenv ("LANGUAGE", session, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  setlocale (LC_ALL, "");
}
