// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where help is looked for and for whom: the person's choices, and a guess where there is none. */
typedef struct
{
  char *country;      /* (owned) (nullable): ISO 3166-1 alpha-2 */
  gboolean guessed;   /* the country comes from the language of the desktop: to be said */
  char *region;       /* (owned) (nullable) */
  char *language;     /* (owned): ISO 639-1 */
  PlAudience audience;
  char *today;        /* (owned): "2026-11-22" */
} PlHelpChoice;

PlHelpChoice    *pl_help_choice_new   (const char        *country,
                                       const char        *region,
                                       const char        *language,
                                       const char        *audience,
                                       const char *const *locales,
                                       GDateTime         *now);
PlHelpChoice    *pl_help_choice_load  (GSettings         *settings,
                                       GDateTime         *now);
void             pl_help_choice_free  (PlHelpChoice      *self);
PlDirectoryQuery pl_help_choice_query (const PlHelpChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHelpChoice, pl_help_choice_free)

G_END_DECLS
