// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-arguments.h"

/**
 * pl_ctl_spread_arguments:
 * @argc: number of arguments
 * @argv: (array length=argc): arguments
 * @names: (array zero-terminated=1): options that take several values, "--benign"
 *
 * Repeats the option before each further value, as the option parser wants it: "--benign a b" becomes "--benign a --benign b".
 *
 * Returns: (transfer full) (array zero-terminated=1): the arguments
 */
char **
pl_ctl_spread_arguments (int                argc,
                         char             **argv,
                         const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *option = NULL;
  guint n_values = 0;

  for (int i = 0; i < argc; i++)
    {
      if (g_str_has_prefix (argv[i], "-"))
        {
          option = g_strv_contains (names, argv[i]) ? argv[i] : NULL;
          n_values = 0;
        }
      else if (option != NULL && n_values++ > 0)
        g_strv_builder_add (builder, option);
      g_strv_builder_add (builder, argv[i]);
    }

  return g_strv_builder_end (builder);
}
