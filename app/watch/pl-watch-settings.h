// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-pipeline.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the settings mean for the pipeline. */
PlPipeline *pl_watch_settings_make_pipeline (GSettings    *settings,
                                             PlEngine     *engine,
                                             const char   *own_name,
                                             PlPromptFunc  func,
                                             gpointer      data);
void        pl_watch_settings_apply         (GSettings    *settings,
                                             PlPipeline   *pipeline);

G_END_DECLS
