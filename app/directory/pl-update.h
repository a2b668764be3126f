// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

G_BEGIN_DECLS

/* What an update carries; the names stand in the file. */
typedef enum
{
  PL_UPDATE_DIRECTORY,
  PL_UPDATE_MODEL,
} PlUpdateKind;

#define PL_N_UPDATE_KINDS 2

typedef struct
{
  PlUpdateKind kind;
  char *version;   /* (owned): "2026-11-22.1" */
  GBytes *payload; /* (owned) */
} PlUpdate;

/* Tries a payload that was written to a file before it takes the place of the last good one. */
typedef gboolean (*PlUpdateTryFunc) (const char  *path,
                                     const char  *version,
                                     GError     **error);

PlUpdate   *pl_update_read             (GBytes             *file,
                                        GPtrArray          *keys,
                                        GError            **error);
GBytes     *pl_update_write            (PlUpdateKind        kind,
                                        const char         *version,
                                        GBytes             *payload,
                                        GBytes             *secret_key,
                                        GError            **error);
gboolean    pl_update_install          (const PlUpdate     *update,
                                        const char         *state_dir,
                                        const char         *installed_version,
                                        PlUpdateTryFunc     try_payload,
                                        GError            **error);
char       *pl_update_dup_version      (PlUpdateKind        kind,
                                        const char         *state_dir);
void        pl_update_free             (PlUpdate           *update);

gboolean    pl_update_make_keys        (const char         *secret_path,
                                        const char         *public_path,
                                        GError            **error);
GBytes     *pl_update_read_secret_key  (const char         *path,
                                        GError            **error);

const char *pl_update_kind_get_name    (PlUpdateKind        kind);
const char *pl_update_kind_get_file    (PlUpdateKind        kind);
gboolean    pl_update_kind_from_name   (const char         *name,
                                        PlUpdateKind       *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUpdate, pl_update_free)

G_END_DECLS
