// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (GApplication) application = G_APPLICATION (pl_application_new ());

  return g_application_run (application, argc, argv);
}
