// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **pl_ctl_spread_arguments (int                argc,
                                char             **argv,
                                const char *const *names);

G_END_DECLS
