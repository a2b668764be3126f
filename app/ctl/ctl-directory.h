// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-verbs.h"
#include "pl-directory-place.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Options that all sub-verbs share. */
typedef struct
{
  char *database;
  char *language;
  char *today;
  gboolean json;
} PlCtlDirectoryOptions;

/* One sub-verb of `porchlightctl directory`; argv[0] is its name. */
int          pl_ctl_directory_find      (int argc, char **argv);
int          pl_ctl_directory_show      (int argc, char **argv);
int          pl_ctl_directory_countries (int argc, char **argv);
int          pl_ctl_directory_topics    (int argc, char **argv);
int          pl_ctl_directory_check     (int argc, char **argv);
int          pl_ctl_directory_build     (int argc, char **argv);
int          pl_ctl_directory_import    (int argc, char **argv);
int          pl_ctl_directory_export    (int argc, char **argv);

/* What they share. */
void         pl_ctl_directory_options_clear (PlCtlDirectoryOptions *options);
gboolean     pl_ctl_directory_parse     (const GOptionEntry    *own,
                                         PlCtlDirectoryOptions *options,
                                         const char            *usage,
                                         int                   *argc,
                                         char                ***argv);
PlDirectory *pl_ctl_directory_open      (PlCtlDirectoryOptions *options);
char        *pl_ctl_directory_dup_database (PlCtlDirectoryOptions *options);
char        *pl_ctl_directory_dup_user_dir (void);
const char  *pl_ctl_directory_get_today (PlCtlDirectoryOptions *options);
int          pl_ctl_directory_fail      (const GError          *error);
void         pl_ctl_directory_print_json (JsonBuilder          *builder);

void         pl_ctl_directory_add_resource (JsonBuilder        *builder,
                                         PlResource            *resource);
char        *pl_ctl_directory_dup_disclaimer (PlDirectory      *directory,
                                         PlResource            *emergency);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCtlDirectoryOptions, pl_ctl_directory_options_clear)

G_END_DECLS
