// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-verbs.h"

#include <stdio.h>

int
pl_ctl_score (int    argc,
           char **argv)
{
  fprintf (stderr, "porchlightctl: %s is not built into this version\n", argv[0]);

  return 2;
}
