// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-evidence.h"
#include "pl-score.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The contract of the engine: open a model, score a text, say why. */

#define PL_ENGINE_ERROR (pl_engine_error_quark ())
GQuark pl_engine_error_quark (void);

typedef enum
{
  PL_ENGINE_ERROR_UNREADABLE, /* the file cannot be opened or mapped */
  PL_ENGINE_ERROR_DAMAGED,    /* truncated or altered */
  PL_ENGINE_ERROR_FOREIGN,    /* not a model, or of another version */
} PlEngineError;

typedef struct _PlEngine PlEngine;

char     *pl_engine_choose      (const char      *folder,
                                 const char      *state_folder);
char     *pl_engine_locate      (const char      *folder,
                                 const char      *state_folder);
PlEngine *pl_engine_open        (const char      *path,
                                 GError         **error);
PlEngine *pl_engine_new         (GBytes          *model,
                                 GError         **error);
void      pl_engine_free        (PlEngine        *self);
void      pl_engine_score       (PlEngine        *self,
                                 const char      *text,
                                 gsize            length,
                                 PlScore         *score);
GArray   *pl_engine_explain     (PlEngine        *self,
                                 const char      *text,
                                 gsize            length,
                                 const PlScore   *score);
const char               *pl_engine_get_version    (const PlEngine *self);
const PlEvidenceSettings *pl_engine_get_evidence   (const PlEngine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlEngine, pl_engine_free)

G_END_DECLS
