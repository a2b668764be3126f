// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-pipeline.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_MEMORY (pl_memory_get_type ())
G_DECLARE_FINAL_TYPE (PlMemory, pl_memory, PL, MEMORY, GObject)

PlMemory *pl_memory_new         (GSettings  *settings,
                                 PlPipeline *pipeline,
                                 const char *vault);
void      pl_memory_start       (PlMemory   *self);
void      pl_memory_finish      (PlMemory   *self);
gboolean  pl_memory_is_on       (PlMemory   *self);

G_END_DECLS
