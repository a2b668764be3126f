// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

G_BEGIN_DECLS

/* One database: the shipped directory or an overlay of this place. */
typedef struct _PlLayer PlLayer;

/* What the ranking knows of a service before it is read. */
typedef struct
{
  PlLayer *layer; /* (borrowed) */
  gint64 id;
  guint priority;
  gboolean peer;
  gboolean confirmed;
  gboolean own_country;
  char *region;   /* (owned) */
  char *topics;   /* (owned): with a space at both ends */
  char *spoken;   /* (owned): codes of languages, * for interpreters */
  PlReason reasons;
  int score;
} PlCandidate;

/* How well a service reaches a language. */
typedef enum
{
  PL_LANGUAGE_NOT_LISTED, /* lists others, and not even English */
  PL_LANGUAGE_ENGLISH,
  PL_LANGUAGE_UNKNOWN,    /* lists none */
  PL_LANGUAGE_INTERPRETER,
  PL_LANGUAGE_SPOKEN,
} PlLanguageFit;

PlLayer       *pl_layer_open           (const char             *path,
                                        gboolean                local,
                                        GError                **error);
void           pl_layer_free           (PlLayer                *self);

gboolean       pl_layer_choose         (PlLayer                *self,
                                        const PlDirectoryQuery *query,
                                        const char             *country,
                                        const char             *term,
                                        const char             *words,
                                        GPtrArray              *candidates,
                                        GError                **error);
PlLanguageFit  pl_candidate_fit_language (const PlCandidate    *candidate,
                                        const char             *language);
gint64         pl_layer_find_slug      (PlLayer                *self,
                                        const char             *slug,
                                        GError                **error);
gint64         pl_layer_find_emergency (PlLayer                *self,
                                        const char             *country,
                                        GError                **error);
PlResource    *pl_layer_read           (PlLayer                *self,
                                        gint64                  id,
                                        const char             *language,
                                        const char             *today,
                                        GError                **error);
gboolean       pl_layer_add_terms      (PlLayer                *self,
                                        gboolean                countries,
                                        const char             *language,
                                        GPtrArray              *terms,
                                        GError                **error);

gboolean       pl_layer_is_local       (PlLayer                *self);
const char    *pl_layer_get_version    (PlLayer                *self);
const char    *pl_layer_get_checked    (PlLayer                *self);

void           pl_candidate_free       (PlCandidate            *candidate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLayer, pl_layer_free)

G_END_DECLS
