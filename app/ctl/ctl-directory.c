// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"
#include "ctl-verbs.h"
#include "pl-policy.h"
#include "pl-signature.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const struct
{
  const char *name;
  PlVerbFunc run;
  const char *summary;
} verbs[] = {
  { "find", pl_ctl_directory_find, N_("Find help lines by country, language, topic, words") },
  { "show", pl_ctl_directory_show, N_("Show one entry with the source of each fact") },
  { "countries", pl_ctl_directory_countries, N_("List the countries that have entries") },
  { "topics", pl_ctl_directory_topics, N_("List the topics") },
  { "check", pl_ctl_directory_check, N_("Check every fact before a release") },
  { "build", pl_ctl_directory_build, N_("Build the database from the text rows") },
  { "import", pl_ctl_directory_import, N_("Add entries of this place from HSDS JSON or CSV") },
  { "export", pl_ctl_directory_export, N_("Write the directory as HSDS JSON or CSV") },
  { "update", pl_ctl_directory_update, N_("Take over a signed directory or model file") },
};

static int
print_usage (FILE *stream)
{
  fprintf (stream, "%s\n\n", _("Usage: porchlightctl directory VERB [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (stream, "  %-10s %s\n", verbs[i].name, _(verbs[i].summary));
  fprintf (stream, "\n%s\n", _("porchlightctl directory VERB --help tells more."));

  return stream == stdout ? 0 : 2;
}

/**
 * pl_ctl_directory_options_clear:
 * @options: options, whose strings are freed
 */
void
pl_ctl_directory_options_clear (PlCtlDirectoryOptions *options)
{
  g_clear_pointer (&options->database, g_free);
  g_clear_pointer (&options->language, g_free);
  g_clear_pointer (&options->today, g_free);
}

/**
 * pl_ctl_directory_parse:
 * @own: (array zero-terminated=1): options of the sub-verb
 * @options: (out): the options that all share
 * @usage: what follows the sub-verb
 * @argc: (inout): arguments
 * @argv: (inout): arguments
 *
 * Returns: %FALSE, and a line on standard error, where they make no sense
 */
gboolean
pl_ctl_directory_parse (const GOptionEntry    *own,
                        PlCtlDirectoryOptions *options,
                        const char            *usage,
                        int                   *argc,
                        char                ***argv)
{
  const GOptionEntry shared[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &options->database, N_("Use this database"), N_("FILE") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, N_("Language of the help and of the words, as en or es"), N_("LANGUAGE") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &options->today, N_("Judge by this day in place of today"), N_("YYYY-MM-DD") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Write JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, shared, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

/**
 * pl_ctl_directory_get_today:
 * @options: options
 *
 * Returns: (transfer none): "2026-11-22"
 */
const char *
pl_ctl_directory_get_today (PlCtlDirectoryOptions *options)
{
  if (options->today == NULL)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();

      options->today = g_date_time_format (now, "%Y-%m-%d");
    }

  return options->today;
}

/**
 * pl_ctl_directory_fail:
 * @error: what went wrong
 *
 * Returns: the exit status, after one line on standard error
 */
int
pl_ctl_directory_fail (const GError *error)
{
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return 1;
}

/**
 * pl_ctl_directory_dup_user_dir:
 *
 * Returns: (transfer full): where the overlays of this person stand
 */
char *
pl_ctl_directory_dup_user_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "porchlight", "directory.d", NULL);
}

static const char *
named_database (PlCtlDirectoryOptions *options)
{
  return options->database != NULL ? options->database : g_getenv ("PORCHLIGHT_DIRECTORY");
}

static char *
dup_build_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? pl_directory_dup_build_dir (program) : NULL;
}

/**
 * pl_ctl_directory_dup_database:
 * @options: options
 *
 * Returns: (transfer full) (nullable): path of the database that would be used
 */
char *
pl_ctl_directory_dup_database (PlCtlDirectoryOptions *options)
{
  g_autofree char *build_dir = dup_build_dir ();
  PlDirectoryPlaces places = {
    .database = named_database (options), .state_dir = PL_STATEDIR, .data_dir = PL_PKGDATADIR, .build_dir = build_dir,
  };

  return pl_directory_places_dup_database (&places);
}

/* As the window does it: where the policy asks for signed entries, only those that a key of this machine signed. */
static GPtrArray *
dup_entry_keys (void)
{
  static const char *const folders[] = { PL_SYSCONFDIR "/porchlight/keys", NULL };
  g_autoptr (PlPolicy) policy = pl_policy_load (PL_SYSCONFDIR "/porchlight/policy.conf", 0, NULL);

  return policy != NULL && g_strcmp0 (pl_policy_get (policy, "signed-entries"), "true") == 0 ? pl_signature_read_keys (folders) : NULL;
}

/**
 * pl_ctl_directory_open:
 * @options: options
 *
 * Returns: (transfer full) (nullable): the directory with the overlays of this machine and person; %NULL after a line on standard error
 */
PlDirectory *
pl_ctl_directory_open (PlCtlDirectoryOptions *options)
{
  g_autofree char *build_dir = dup_build_dir ();
  g_autofree char *user_dir = pl_ctl_directory_dup_user_dir ();
  g_autoptr (GPtrArray) site_keys = dup_entry_keys ();
  g_autoptr (GError) error = NULL;
  PlDirectoryPlaces places = {
    .database = named_database (options), .state_dir = PL_STATEDIR, .data_dir = PL_PKGDATADIR, .build_dir = build_dir,
    .site_dir = PL_SYSCONFDIR "/porchlight/directory.d", .site_keys = site_keys, .user_dir = user_dir,
  };
  PlDirectory *directory = pl_directory_open_places (&places, &error);
  GPtrArray *refused = directory != NULL ? pl_directory_get_refused_overlays (directory) : NULL;

  for (guint i = 0; refused != NULL && i < refused->len; i++)
    fprintf (stderr, "porchlightctl: %s\n", (const char *) g_ptr_array_index (refused, i));
  if (directory == NULL)
    pl_ctl_directory_fail (error);

  return directory;
}

/**
 * pl_ctl_directory:
 * @argc: arguments
 * @argv: arguments, from "directory"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory (int    argc,
                  char **argv)
{
  if (argc < 2)
    return print_usage (stderr);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    return print_usage (stdout);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_str_equal (argv[1], verbs[i].name))
        return verbs[i].run (argc - 1, argv + 1);
    }

  fprintf (stderr, "porchlightctl: %s: %s\n", argv[1], _("there is no such verb"));

  return print_usage (stderr);
}
