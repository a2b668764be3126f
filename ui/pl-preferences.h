// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_PREFERENCES (pl_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PlPreferences, pl_preferences, PL, PREFERENCES, AdwPreferencesWindow)

PlPreferences *pl_preferences_new (GSettings   *settings,
                                   PlDirectory *directory,
                                   const char  *card);

G_END_DECLS
