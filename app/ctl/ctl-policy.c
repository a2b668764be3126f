// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-policy-dconf.h"
#include "ctl-verbs.h"
#include "pl-policy-settings.h"
#include "pl-signature.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct
{
  char *file;
  char *dconf;
} Options;

/* What no policy can change, said to whoever deploys. */
static const char *const always[] = {
  N_("Whoever sits here sees that Porchlight runs, and can pause it."),
  N_("No message, sender, check-in or answer is kept or shown to staff."),
  N_("A note to a parent needs both keys: no policy can set one."),
};

/* Said for those who count on more than a program can do. */
static const char *const limits[] = {
  N_("It cannot keep an administrator from changing or watching this machine."),
  N_("It cannot clear what other programs keep, such as the browser's history."),
};

static const char *
describe_lock (const PlPolicy *policy,
               const char     *key)
{
  static const char *const words[] = { "place-name", "sign-in-words", "local-entries", "may-change", "idle-wipe-minutes", "sound", NULL };
  g_autofree char *base = g_strndup (key, strcspn (key, "["));

  if (g_strv_contains (words, base))
    return _("set");

  return pl_policy_may_change (policy, key) ? _("set, and left to the person for this visit") : _("set and locked");
}

static void
print_policy (const PlPolicy *policy,
              const char     *file)
{
  g_auto (GStrv) keys = pl_policy_list_keys (policy);

  if (pl_policy_is_empty (policy))
    g_print (_("%s: sets nothing.\n"), file);
  for (guint i = 0; keys[i] != NULL; i++)
    g_print ("%s: %s=%s: %s\n", file, keys[i], pl_policy_get (policy, keys[i]), describe_lock (policy, keys[i]));
  if (pl_policy_is_shared (policy))
    g_print ("%s: %s\n", file, _("remember=false: set and locked, because mode=shared"));
}

static guint
print_faults (const PlPolicy *policy,
              const char     *file)
{
  GPtrArray *faults = pl_policy_get_faults (policy);

  for (guint i = 0; i < faults->len; i++)
    {
      PlPolicyFault *fault = g_ptr_array_index (faults, i);
      gboolean promise = g_error_matches (fault->error, PL_POLICY_ERROR, PL_POLICY_ERROR_PROMISE);

      fprintf (stderr, "%s: %s: %s: %s\n", file, fault->key, promise ? _("refused, it would break a promise") : _("has no effect"), fault->error->message);
    }

  return faults->len;
}

/* Entries that others could write would put a stranger's number at the top of the list. */
static guint
check_entries (const PlPolicy *policy)
{
  const char *folder = pl_policy_get (policy, "local-entries");
  g_autoptr (GError) error = NULL;

  if (folder == NULL || pl_policy_check_trust (folder, 0, &error))
    return 0;

  fprintf (stderr, "%s: %s\n", _("local-entries"), error->message);

  return 1;
}

/* Without a key every entry of the place would be left out in silence. */
static guint
check_entry_keys (const PlPolicy *policy)
{
  static const char *const folders[] = { PL_SYSCONFDIR "/porchlight/keys", NULL };
  g_autoptr (GPtrArray) keys = pl_signature_read_keys (folders);

  if (g_strcmp0 (pl_policy_get (policy, "signed-entries"), "true") != 0 || keys->len > 0)
    return 0;

  fprintf (stderr, "signed-entries: %s: %s\n", folders[0], _("there is no key, so no entry of this place is shown"));

  return 1;
}

static guint
check_file (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPolicy) policy = pl_policy_load (file, 0, &error);

  if (policy != NULL)
    {
      print_policy (policy, file);
      return print_faults (policy, file) + check_entries (policy) + check_entry_keys (policy);
    }

  if (g_error_matches (error, PL_POLICY_ERROR, PL_POLICY_ERROR_SYNTAX))
    fprintf (stderr, "%s: %s: %s\n", file, error->message, _("until it is mended, nothing is kept between guests"));
  else
    fprintf (stderr, "%s: %s\n", error->message, _("it has no effect"));

  return 1;
}

static void
print_lines (const char        *heading,
             const char *const *lines,
             guint              n_lines)
{
  g_print ("\n%s\n", heading);
  for (guint i = 0; i < n_lines; i++)
    g_print ("  %s\n", _(lines[i]));
}

static int
check (const Options *options)
{
  const char *file = options->file != NULL ? options->file : pl_policy_settings_get_path ();
  guint n_faults = check_file (file);

  n_faults += ctl_policy_check_dconf (options->dconf != NULL ? options->dconf : "/etc/dconf/db");
  print_lines (_("Always so, whatever is set:"), always, G_N_ELEMENTS (always));
  print_lines (_("What Porchlight cannot do:"), limits, G_N_ELEMENTS (limits));

  return n_faults > 0 ? 1 : 0;
}

/**
 * pl_ctl_policy:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * "policy check" explains what is set and locked on this machine and by which file, and refuses what breaks a promise.
 *
 * Returns: 0 where all that stands there has its effect, 1 where something is refused, 2 for a wrong call
 */
int
pl_ctl_policy (int    argc,
               char **argv)
{
  Options options = { NULL, NULL };
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file, N_("Another file than the machine's"), N_("FILE") },
    { "dconf", 0, 0, G_OPTION_ARG_FILENAME, &options.dconf, N_("Another folder than dconf's databases"), N_("FOLDER") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("check");
  g_autoptr (GError) error = NULL;
  int status = 2;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("Explains what is set and locked on this machine, by which file, and what is refused."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fprintf (stderr, "porchlightctl: %s\n", error->message);
  else if (argc != 2 || !g_str_equal (argv[1], "check"))
    fprintf (stderr, "%s\n", _("Usage: porchlightctl policy check [--file FILE]"));
  else
    status = check (&options);

  g_free (options.file);
  g_free (options.dconf);

  return status;
}
