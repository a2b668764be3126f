// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Exit statuses of the child: after QUIT and FAILED the supervisor ends too; after RETRY, or a crash, it starts another. NO_BUS is a
 * failure at the start, and later the gap in which a session bus is started again.
 */
enum
{
  PL_EXIT_QUIT = 0,
  PL_EXIT_FAILED = 1,
  PL_EXIT_NO_BUS = 69,
  PL_EXIT_RETRY = 75,
};

typedef int (*PlChildFunc) (void *data);

int pl_supervise (PlChildFunc  run,
                  void        *data);

G_END_DECLS
