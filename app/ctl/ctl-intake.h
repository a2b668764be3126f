// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

char *pl_ctl_intake_describe (const PlReading *reading,
                              guint            number,
                              const char      *file,
                              gboolean         no_text);

G_END_DECLS
