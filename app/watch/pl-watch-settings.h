// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-pipeline.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the settings mean for the pipeline. */
PlPromptPolicySettings pl_watch_settings_read_policy      (GSettings  *settings);
PlSensitivity          pl_watch_settings_read_sensitivity (GSettings  *settings);
void                   pl_watch_settings_apply            (GSettings  *settings,
                                                           PlPipeline *pipeline);
void                   pl_watch_settings_load_tables      (PlIntake   *intake);

G_END_DECLS
