// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-draft.h"

G_BEGIN_DECLS

/* A directory of made-up entries as large as one likes, and what people would type into it. The same random numbers give the same. */

void        pl_generated_add_services (PlDraft *draft,
                                       GRand   *random,
                                       guint    n);

char       *pl_generated_dup_typed    (GRand   *random);
const char *pl_generated_pick_country (GRand   *random);
const char *pl_generated_pick_topic   (GRand   *random);

G_END_DECLS
