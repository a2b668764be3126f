// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

typedef struct
{
  const char *name;
  PlVerbFunc run;
  const char *summary;
} Verb;

/* In the order in which a person who deploys meets them. */
static const Verb verbs[] = {
  { "status", pl_ctl_status, N_("What the watcher hears, and versions") },
  { "doctor", pl_ctl_doctor, N_("Check every link of the chain and say what to do") },
  { "policy", pl_ctl_policy, N_("Explain what is set and locked on this machine") },
  { "erase", pl_ctl_erase, N_("Remove all that was stored for this person") },
  { "update", pl_ctl_directory_update, N_("Take over a signed directory or model file") },
  { "directory", pl_ctl_directory, N_("Find, check, build, import and export help lines") },
  { "score", pl_ctl_score, N_("Score messages given as JSON Lines") },
  { "intake", pl_ctl_intake, N_("Show how recorded notifications are read") },
  { "record", pl_ctl_record, N_("Record notifications with their letters replaced") },
  { "evaluate", pl_ctl_evaluate, N_("Measure the classifier") },
  { "train", pl_ctl_train, N_("Train the classifier") },
  { "corpus", pl_ctl_corpus, N_("Check the training text") },
};

static int
print_usage (FILE *stream)
{
  fprintf (stream, "%s\n\n", _("Usage: porchlightctl VERB [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (stream, "  %-10s %s\n", verbs[i].name, _(verbs[i].summary));
  fprintf (stream, "\n%s\n", _("porchlightctl VERB --help tells more."));

  return stream == stdout ? 0 : 2;
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PORCHLIGHT_LOCALES") != NULL ? g_getenv ("PORCHLIGHT_LOCALES") : PL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    return print_usage (stderr);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    return print_usage (stdout);
  if (g_str_equal (argv[1], "--version"))
    return printf ("porchlightctl %s\n", PL_VERSION) < 0;

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_str_equal (argv[1], verbs[i].name))
        return verbs[i].run (argc - 1, argv + 1);
    }

  fprintf (stderr, "porchlightctl: %s: %s\n", argv[1], _("there is no such verb"));
  return print_usage (stderr);
}
