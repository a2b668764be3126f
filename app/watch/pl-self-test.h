// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

gboolean pl_self_test_is_nonce (const char       *nonce);
gboolean pl_self_test_matches  (const PlBusEvent *event,
                                const char       *nonce);

G_END_DECLS
