// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

G_BEGIN_DECLS

/* Where the directory stands on this machine. Folders come in as arguments, so that tests name their own. */
typedef struct
{
  const char *database;     /* (nullable): named by the person, or PORCHLIGHT_DIRECTORY */
  const char *state_dir;    /* (nullable): where signed updates are kept, /var/lib/porchlight */
  const char *data_dir;     /* installed, /usr/share/porchlight */
  const char *build_dir;    /* (nullable): the build folder, only for programs run uninstalled */
  const char *site_dir;     /* (nullable): overlays of the machine, /etc/porchlight/directory.d */
  GPtrArray *site_keys;     /* (nullable) (element-type GBytes): of the machine's overlays only those that one of these signed */
  const char *user_dir;     /* (nullable): overlays of the person, ~/.local/share/porchlight/directory.d */
} PlDirectoryPlaces;

char        *pl_directory_dup_build_dir       (const char               *program);
char        *pl_directory_places_dup_database (const PlDirectoryPlaces  *places);
char       **pl_directory_places_dup_overlays (const PlDirectoryPlaces  *places);
PlDirectory *pl_directory_open_places         (const PlDirectoryPlaces  *places,
                                               GError                  **error);
int          pl_directory_compare_versions    (const char               *left,
                                               const char               *right);

G_END_DECLS
