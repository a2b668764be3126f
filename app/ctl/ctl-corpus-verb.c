// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-corpus-check.h"
#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define SEED 20

typedef struct
{
  char *explicit;
  char **against;
  char **folders;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->explicit);
  g_strfreev (self->against);
  g_strfreev (self->folders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_("FOLDER — check the training text"));
  const GOptionEntry entries[] = {
    { "explicit", 0, 0, G_OPTION_ARG_FILENAME, &options->explicit, N_("Hashes of words that may not occur; explicit.hashes of the folder by default"), N_("FILE") },
    { "against", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->against, N_("Text of others, none of which may be in the corpus"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->folders, NULL, N_("FOLDER") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fprintf (stderr, "porchlightctl: %s\n", error->message);
  else if (options->folders == NULL || options->folders[1] != NULL)
    fprintf (stderr, "porchlightctl: %s\n", _("corpus check needs one folder"));
  else
    return TRUE;

  return FALSE;
}

static void
print_counts (const PlCorpus *corpus,
              const char     *language)
{
  printf ("%-16s %10s %15s %9s\n", language, _("positives"), _("hard negatives"), _("style"));
  for (guint concern = 0; concern <= PL_CONCERN_GENERAL; concern++)
    {
      guint n[2] = { 0 };

      for (guint i = 0; i < corpus->examples->len; i++)
        {
          const PlExample *example = pl_corpus_get (corpus, i);

          if (example->pattern != NULL || !g_str_equal (example->language, language))
            continue;
          if (concern == PL_CONCERN_GENERAL)
            n[example->concerns == 0]++;
          else if (example->concerns & 1u << concern)
            n[0]++;
          else if (example->concerns == 0 && pl_corpus_list_shows (example->near, concern))
            n[1]++;
        }
      printf ("%-16s %10u %15u %9.3f\n", concern == PL_CONCERN_GENERAL ? _("all") : pl_concern_get_name (concern), n[0], n[1],
              pl_corpus_measure_style (corpus, language, concern, SEED, NULL));
    }
}

static void
check_all (const PlCorpus *corpus,
           const PlCorpus *foreign,
           GHashTable     *stems,
           GPtrArray      *faults)
{
  pl_corpus_check_rows (corpus, faults);
  pl_corpus_check_personal (corpus, faults);
  pl_corpus_check_explicit (corpus, stems, faults);
  pl_corpus_check_duplicates (corpus, foreign, faults);
  pl_corpus_check_conversations (corpus, faults);
  for (guint i = 0; i < pl_corpus_n_needs; i++)
    {
      pl_corpus_check_balance (corpus, &pl_corpus_needs[i], faults);
      pl_corpus_check_patterns (corpus, &pl_corpus_needs[i], faults);
      pl_corpus_check_style (corpus, &pl_corpus_needs[i], SEED, faults);
    }
}

static int
report (const PlCorpus *corpus,
        GPtrArray      *faults)
{
  for (guint i = 0; i < pl_corpus_n_needs; i++)
    print_counts (corpus, pl_corpus_needs[i].language);
  for (guint i = 0; i < faults->len; i++)
    {
      const PlFault *fault = g_ptr_array_index (faults, i);

      fprintf (stderr, "%s: %s: %s\n", fault->where, pl_fault_kind_get_name (fault->kind), fault->what);
    }
  printf (_("%u rows, %u faults\n"), corpus->examples->len, faults->len);

  return faults->len > 0;
}

static gboolean
read_foreign (PlCorpus  *foreign,
              char     **files,
              GError   **error)
{
  for (char **file = files; file != NULL && *file != NULL; file++)
    {
      if (!pl_corpus_read_file (foreign, *file, error))
        return FALSE;
    }

  return TRUE;
}

static int
run_check (int    argc,
           char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();
  g_autoptr (PlCorpus) foreign = pl_corpus_new ();
  g_autoptr (GPtrArray) faults = pl_faults_new ();
  g_autoptr (GHashTable) stems = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse_options (&options, argc, argv))
    return 2;
  if (options.explicit == NULL)
    options.explicit = g_build_filename (options.folders[0], "explicit.hashes", NULL);
  stems = pl_corpus_read_stems (options.explicit, &error);
  if (stems == NULL || !pl_corpus_read_folder (corpus, options.folders[0], &error) || !read_foreign (foreign, options.against, &error))
    {
      fprintf (stderr, "porchlightctl: %s\n", error->message);
      return 1;
    }
  check_all (corpus, foreign, stems, faults);

  return report (corpus, faults);
}

/* Reads words or beginnings of words, one a line, and writes the lines of the list that stand for them. */
static int
run_hash (void)
{
  char line[256];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autofree char *hash = NULL;

      g_strstrip (line);
      if (line[0] == '\0')
        continue;
      hash = pl_corpus_hash_stem (line);
      printf ("%s\n", hash);
    }

  return 0;
}

/**
 * pl_ctl_corpus:
 * @argc: number of arguments
 * @argv: "corpus", "check" or "hash", and what follows
 *
 * Returns: 0 where nothing is at fault, 1 where something is, 2 for a call that is not understood
 */
int
pl_ctl_corpus (int    argc,
               char **argv)
{
  if (argc >= 2 && g_str_equal (argv[1], "check"))
    return run_check (argc - 1, argv + 1);
  if (argc == 2 && g_str_equal (argv[1], "hash"))
    return run_hash ();
  fprintf (stderr, "%s\n", _("Usage: porchlightctl corpus check FOLDER, or porchlightctl corpus hash"));

  return 2;
}
