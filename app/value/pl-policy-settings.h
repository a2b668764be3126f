// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-policy.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The person's settings with the machine's policy over them. */

GSettings  *pl_policy_settings_new   (const char *path);
PlPolicy   *pl_policy_settings_get_policy (GSettings *settings);
const char *pl_policy_settings_get_path (void);
void        pl_policy_settings_reset (GSettings  *settings);

G_END_DECLS
