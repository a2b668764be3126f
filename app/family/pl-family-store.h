// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-family-state.h"

G_BEGIN_DECLS

PlFamilyState *pl_family_store_load (const char     *path,
                                     GError        **error);
gboolean       pl_family_store_save (const char     *path,
                                     PlFamilyState  *state,
                                     GError        **error);

G_END_DECLS
