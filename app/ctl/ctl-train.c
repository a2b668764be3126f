// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-trainer.h"
#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *corpus;
  char *output;
  char *date;
  char **negatives;
  char **written;
  int kinds;
  int bits;
  int word_bits;
  int folds;
  int solver;
  double cost;
  double positive;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->corpus);
  g_free (self->output);
  g_free (self->date);
  g_strfreev (self->negatives);
  g_strfreev (self->written);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_("— train the classifier"));
  const GOptionEntry entries[] = {
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME, &options->corpus, N_("Folder of labelled text"), N_("FOLDER") },
    { "negatives", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->negatives, N_("Openly licensed text that shows nothing"), N_("FILE") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options->output, N_("Where to write the model; its card goes beside it"), N_("FILE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options->date, N_("Date of the newest text"), N_("YYYY-MM-DD") },
    { "written", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->written, N_("Labelled text to measure with"), N_("FILE") },
    { "kinds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->kinds, NULL, NULL },
    { "bits", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->bits, NULL, NULL },
    { "word-bits", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->word_bits, NULL, NULL },
    { "folds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->folds, NULL, NULL },
    { "solver", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->solver, NULL, NULL },
    { "cost", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &options->cost, NULL, NULL },
    { "positive", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &options->positive, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

static void
print_table (const PlCorpus  *corpus,
             PlRaw           *raw,
             const PlWeights *weights,
             const char      *title)
{
  static const char *const languages[] = { "en", "es" };
  double macro[2] = { 0 };

  printf ("%s\n%-16s %28s    %28s\n", title, "", "en: n P R F1", "es: n P R F1");
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      float threshold = -weights->offsets[head] / weights->slopes[head];

      printf ("%-16s", head < PL_N_CONCERNS ? pl_concern_get_name (head) : "any");
      for (guint l = 0; l < 2; l++)
        {
          PlQuality q = pl_measure_head (corpus, raw, head, languages[l], threshold);

          printf ("   %6u  %.3f  %.3f  %.3f ", q.n, q.precision, q.recall, q.f1);
          if (head < PL_N_CONCERNS)
            macro[l] += q.f1 / PL_N_CONCERNS;
        }
      printf ("\n");
    }
  printf ("macro F1: en %.3f es %.3f\n", macro[0], macro[1]);
}

static void
keep_even (PlCorpus *corpus)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, TRUE, sizeof (PlExample));

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if ((g_str_equal (example->source, "irc") || g_str_equal (example->source, "tc")) && pl_corpus_is_even (example->conversation))
        g_array_append_val (kept, *example);
    }
  g_array_unref (corpus->examples);
  corpus->examples = g_steal_pointer (&kept);
}

static gboolean
read_all (PlCorpus *corpus,
          char    **files)
{
  g_autoptr (GError) error = NULL;

  for (char **file = files; file != NULL && *file != NULL; file++)
    {
      if (!pl_corpus_read_file (corpus, *file, &error))
        {
          fprintf (stderr, "porchlightctl: %s\n", error->message);
          return FALSE;
        }
    }

  return TRUE;
}

int
pl_ctl_train (int    argc,
              char **argv)
{
  g_auto (Options) options = { .kinds = 5, .bits = 17, .word_bits = 15, .folds = 5, .solver = 0, .cost = 4, .positive = 1 };
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();
  g_autoptr (PlCorpus) negatives = pl_corpus_new ();
  g_autoptr (PlCorpus) written = pl_corpus_new ();
  g_autoptr (PlWeights) weights = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree PlRaw *raw = NULL;
  PlTrainerSettings settings;

  if (!parse_options (&options, argc, argv))
    return 2;
  if (options.corpus == NULL)
    {
      fprintf (stderr, "porchlightctl: --corpus is needed\n");
      return 2;
    }
  if (!pl_corpus_read_folder (corpus, options.corpus, &error))
    {
      fprintf (stderr, "porchlightctl: %s\n", error->message);
      return 1;
    }
  if (!read_all (negatives, options.negatives) || !read_all (written, options.written))
    return 1;
  keep_even (negatives);
  settings = (PlTrainerSettings) { options.kinds, options.bits, options.word_bits, options.folds, { options.solver, options.cost, options.positive } };
  printf ("corpus %u messages, negatives %u\n", corpus->examples->len, negatives->examples->len);

  raw = pl_cross_validate (corpus, negatives, &settings);
  weights = pl_weights_train (corpus, negatives, &settings, NULL);
  pl_weights_calibrate (weights, corpus, raw);
  print_table (corpus, raw, weights, "cross-validated");
  if (written->examples->len > 0)
    {
      g_autofree PlRaw *out = g_new0 (PlRaw, written->examples->len);

      pl_weights_apply (weights, written, NULL, out);
      print_table (written, out, weights, "written");
    }
  if (options.output != NULL)
    {
      static const PlEvidenceSettings evidence = {
        .fade_message = 0.97f, .fade_hour = 0.99f, .floor = -1.0f, .cap = 8, .bias = -6.0f,
        .weight = { 0.4f, 0.4f, 0.6f, 0.8f, 0.4f, 1, 1, 1, 0.8f, 1, 1.2f, 1.2f, 1.2f, 1 },
        .breadth = 0.7f, .strong = 1.0f, .direct = { 0.99f, 0.98f, 0.95f }, .threshold = { 0.7f, 0.5f, 0.3f },
      };
      g_autoptr (GBytes) model = pl_weights_quantise (weights, options.date != NULL ? options.date : "undated", &evidence);

      if (!g_file_set_contents (options.output, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), &error))
        {
          fprintf (stderr, "porchlightctl: %s\n", error->message);
          return 1;
        }
    }

  return 0;
}
