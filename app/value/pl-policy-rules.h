// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-policy.h"

G_BEGIN_DECLS

/* Private to the policy: what a key may say. */
gboolean pl_policy_check_key     (const char  *key,
                                  const char  *value,
                                  GError     **error);
gboolean pl_policy_is_changeable (const char  *key);
gboolean pl_policy_parse_hours   (const char  *value,
                                  guint       *start,
                                  guint       *end);

G_END_DECLS
