// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Preloaded into a chat client that stops to warn an administrator: in a container the test may run as one. */

#include <unistd.h>

uid_t
getuid (void)
{
  return 1000;
}
