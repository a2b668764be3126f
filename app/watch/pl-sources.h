// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-message.h"

G_BEGIN_DECLS

/* What was heard, by program: numbers only, no senders. Bounded. */
typedef struct _PlSources PlSources;

PlSources *pl_sources_new        (guint            capacity);
void       pl_sources_free       (PlSources       *self);
void       pl_sources_count      (PlSources       *self,
                                  const PlMessage *message);
void       pl_sources_clear      (PlSources       *self);
GVariant  *pl_sources_to_variant (PlSources       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSources, pl_sources_free)

G_END_DECLS
