// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-layer.h"

G_BEGIN_DECLS

const char *const *pl_directory_get_concern_topics (PlConcern               concern);
char              *pl_directory_dup_words          (const PlDirectoryQuery *query,
                                                    const char             *country,
                                                    const char             *term,
                                                    gboolean                names_only,
                                                    gboolean                any_beginning);
void               pl_directory_rate               (PlCandidate            *candidate,
                                                    const PlDirectoryQuery *query,
                                                    PlLanguageFit           fit,
                                                    guint                   topic_place,
                                                    guint                   n_topics);
void               pl_directory_rank               (GPtrArray              *candidates,
                                                    const PlDirectoryQuery *query);

G_END_DECLS
