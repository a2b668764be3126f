// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-arguments.h"
#include "ctl-calibration.h"
#include "ctl-card.h"
#include "ctl-validation.h"
#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define N_LANGUAGES 2

/* Of each language, the mean F1 of the concerns. */
typedef struct
{
  double f1[N_LANGUAGES];
} Means;

typedef struct
{
  char *corpus;
  char *concepts;
  char *output;
  char *date;
  char **negatives;
  char **benign;
  char **written;
  gboolean curve;
  PlTrainerSettings trainer;
} Options;

/* What a training run reads and makes. */
typedef struct
{
  PlCorpus *corpus;
  PlCorpus *negatives;
  PlCorpus *benign;
  PlCorpus *written;
  PlConcepts *concepts;
  PlRaw *alone;       /* log-odds of the corpus, by weights that did not see the file, each concern alone */
  PlRaw *weighed;     /* the same, weighed against each other */
  PlWeights *weights;
  PlEvidenceSettings evidence;
  GBytes *model;
} Run;

static void
options_clear (Options *self)
{
  g_free (self->corpus);
  g_free (self->concepts);
  g_free (self->output);
  g_free (self->date);
  g_strfreev (self->negatives);
  g_strfreev (self->benign);
  g_strfreev (self->written);
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->corpus, pl_corpus_free);
  g_clear_pointer (&self->negatives, pl_corpus_free);
  g_clear_pointer (&self->benign, pl_corpus_free);
  g_clear_pointer (&self->written, pl_corpus_free);
  g_clear_pointer (&self->concepts, pl_concepts_free);
  g_clear_pointer (&self->alone, g_free);
  g_clear_pointer (&self->weighed, g_free);
  g_clear_pointer (&self->weights, pl_weights_free);
  g_clear_pointer (&self->model, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
fits_model (const PlTrainerSettings *settings)
{
  PlModelHeader header = pl_trainer_settings_get_header (settings);

  return pl_model_has_sizes (&header);
}

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  static const char *const several[] = { "--negatives", "--benign", "--written", NULL };
  g_auto (GStrv) arguments = pl_ctl_spread_arguments (argc, argv, several);
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_("— train the classifier"));
  PlTrainerSettings *trainer = &options->trainer;
  const GOptionEntry entries[] = {
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME, &options->corpus, N_("Folder of labelled text"), N_("FOLDER") },
    { "concepts", 0, 0, G_OPTION_ARG_FILENAME, &options->concepts, N_("Words of one meaning"), N_("FILE") },
    { "negatives", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->negatives, N_("Openly licensed text that shows nothing"), N_("FILE…") },
    { "benign", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->benign, N_("Text that sets the thresholds, and trains nothing"), N_("FILE…") },
    { "written", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->written, N_("Labelled text to measure with"), N_("FILE…") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options->output, N_("Where to write the model; its card goes beside it"), N_("FILE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options->date, N_("Date of the newest text"), N_("YYYY-MM-DD") },
    { "curve", 0, 0, G_OPTION_ARG_NONE, &options->curve, N_("Measure what an eighth, a quarter, half and all of the corpus buys"), NULL },
    { "kinds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->kinds, NULL, NULL },
    { "places", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->n_places, NULL, NULL },
    { "rows", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->n_rows, NULL, NULL },
    { "words", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->n_words, NULL, NULL },
    { "ways", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->n_ways, NULL, NULL },
    { "folds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->folds, NULL, NULL },
    { "point-bits", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->network.bits, NULL, NULL },
    { "rounds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->network.rounds, NULL, NULL },
    { "solver", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &trainer->solver.type, NULL, NULL },
    { "cost", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &trainer->solver.cost, NULL, NULL },
    { "positive", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &trainer->solver.positive, NULL, NULL },
    { "evasions", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, &trainer->evasions, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    fprintf (stderr, "porchlightctl: %s\n", error->message);
  else if (options->corpus == NULL)
    fprintf (stderr, "porchlightctl: --corpus is needed\n");
  else if (!fits_model (trainer))
    fprintf (stderr, "porchlightctl: a model cannot have these sizes\n");
  else
    return TRUE;

  return FALSE;
}

static gboolean
report (const GError *error)
{
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

static PlCorpus *
read_files (char   **files,
            GError **error)
{
  g_autoptr (PlCorpus) corpus = pl_corpus_new ();

  for (char **file = files; file != NULL && *file != NULL; file++)
    {
      if (!pl_corpus_read_file (corpus, *file, error))
        return NULL;
    }

  return g_steal_pointer (&corpus);
}

/* Of the openly licensed sources even conversations train and odd ones measure; no other source trains. */
static void
keep_conversations (PlCorpus *corpus,
                    gboolean  trains)
{
  guint kept = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      gboolean is_open = g_str_equal (example->source, "irc") || g_str_equal (example->source, "tc");

      if (trains == (is_open && pl_corpus_is_even (example->conversation)))
        *pl_corpus_get (corpus, kept++) = *example;
    }
  g_array_set_size (corpus->examples, kept);
}

static gboolean
read_all (Run           *run,
          const Options *options)
{
  g_autoptr (GError) error = NULL;

  run->corpus = pl_corpus_new ();
  if (!pl_corpus_read_folder (run->corpus, options->corpus, &error) ||
      (run->negatives = read_files (options->negatives, &error)) == NULL ||
      (run->benign = read_files (options->benign, &error)) == NULL ||
      (run->written = read_files (options->written, &error)) == NULL ||
      (options->concepts != NULL && (run->concepts = pl_concepts_read (options->concepts, &error)) == NULL))
    return report (error);
  keep_conversations (run->negatives, TRUE);
  keep_conversations (run->benign, FALSE);

  return TRUE;
}

static Means
print_table (const PlCorpus  *corpus,
             PlRaw           *raw,
             const char      *title,
             gboolean         all)
{
  static const char *const languages[N_LANGUAGES] = { "en", "es" };
  Means means = { 0 };

  if (all)
    printf ("%s\n%-16s %28s    %28s\n", title, "", "en: n P R F1", "es: n P R F1");
  for (guint head = 0; head < PL_N_HEADS; head++)
    {
      if (all)
        printf ("%-16s", head < PL_N_CONCERNS ? pl_concern_get_name (head) : "context");
      for (guint l = 0; l < N_LANGUAGES; l++)
        {
          PlQuality q = pl_measure_head (corpus, raw, head, languages[l]);

          if (all)
            printf ("   %6u  %.3f  %.3f  %.3f ", q.n, q.precision, q.recall, q.f1);
          if (head < PL_N_CONCERNS)
            means.f1[l] += q.f1 / PL_N_CONCERNS;
        }
      if (all)
        printf ("\n");
    }
  printf ("%s: mean F1 of the concerns: en %.3f es %.3f\n", title, means.f1[0], means.f1[1]);

  return means;
}

static Means
print_written (const Run *run,
               gboolean   all)
{
  g_autofree PlRaw *raw = g_new0 (PlRaw, MAX (run->written->examples->len, 1));

  if (run->written->examples->len == 0)
    return (Means) { 0 };
  pl_weights_apply (run->weights, run->written, NULL, raw);
  pl_weights_read (run->weights, run->written->examples->len, raw);
  pl_weights_weigh (run->weights, run->written->examples->len, raw, raw);

  return print_table (run->written, raw, "written", all);
}

typedef struct
{
  Run *run;
  const gboolean *use;
} Whole;

static gpointer
train_network (gpointer data)
{
  const Whole *whole = data;

  pl_weights_train_network (whole->run->weights, whole->run->corpus, whole->run->negatives, whole->use);

  return NULL;
}

static void
train_weights (Run           *run,
               const Options *options,
               const gboolean *use)
{
  guint n = run->corpus->examples->len;
  Whole whole = { run, use };
  GThread *network;

  g_clear_pointer (&run->alone, g_free);
  g_clear_pointer (&run->weighed, g_free);
  g_clear_pointer (&run->weights, pl_weights_free);
  run->weights = pl_weights_train (run->corpus, run->negatives, &options->trainer, use);
  network = g_thread_new ("network", train_network, &whole);
  run->alone = pl_cross_validate (run->corpus, run->negatives, &options->trainer, use);
  g_thread_join (network);
  pl_weights_calibrate (run->weights, run->corpus, run->alone, use);
  pl_weights_read (run->weights, n, run->alone);
  run->weighed = g_new (PlRaw, MAX (n, 1));
  pl_weights_weigh (run->weights, n, run->alone, run->weighed);
}

/* The conversations of the corpus, with values by weights that did not see them. */
static PlCorpus *
pick_conversations (const Run *run,
                    PlScore  **scores)
{
  PlCorpus *picked = pl_corpus_new ();
  GArray *values = g_array_new (FALSE, FALSE, sizeof (PlScore));

  for (guint i = 0; i < run->corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (run->corpus, i);
      PlScore score;

      if (example->expect == PL_EXPECT_NOTHING)
        continue;
      for (guint head = 0; head < PL_N_CONCERNS; head++)
        {
          score.values[head] = 1 / (1 + expf (-run->weighed[i][head]));
          score.odds[head] = pl_model_get_odds (run->alone[i][head]);
        }
      score.context = run->alone[i][PL_MODEL_HEAD_CONTEXT];
      for (guint k = 0; k < PL_N_OUTLOOKS; k++)
        score.outlooks[k] = CLAMP (run->alone[i][PL_RAW_OUTLOOKS + k], -PL_MODEL_SUREST, PL_MODEL_SUREST);
      g_array_append_val (values, score);
      g_array_append_val (picked->examples, *example);
    }
  *scores = (PlScore *) (gpointer) g_array_free (values, FALSE);

  return picked;
}

static gboolean
learn_evidence (Run           *run,
                const char    *date)
{
  g_autoptr (GBytes) draft = pl_weights_quantise (run->weights, date, &run->evidence);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlEngine) engine = pl_engine_new (draft, &error);
  g_autofree PlScore *values = NULL;
  g_autofree PlScore *negative_values = NULL;
  g_autofree PlScore *benign_values = NULL;
  g_autoptr (PlCorpus) conversations = pick_conversations (run, &values);
  g_autoptr (PlHeldOut) held_out = NULL;
  PlShown shown, negatives, benign;

  if (engine == NULL)
    return report (error);
  negative_values = pl_replay_score (engine, run->negatives);
  benign_values = pl_replay_score (engine, run->benign);
  shown = (PlShown) { conversations, values, NULL };
  negatives = (PlShown) { run->negatives, negative_values, NULL };
  benign = (PlShown) { run->benign, benign_values, NULL };
  pl_evidence_learn (&run->evidence, &shown);
  held_out = pl_held_out_new (&run->evidence, &shown, &run->evidence.recurrence);
  shown.held_out = held_out;
  pl_evidence_calibrate (&run->evidence, &shown, run->benign->examples->len > 0 ? &benign : &negatives);
  pl_evidence_print (&run->evidence, &shown, &benign, stdout);

  return TRUE;
}

static gboolean
write_model (Run           *run,
             const Options *options)
{
  g_autoptr (GBytes) model = pl_weights_quantise (run->weights, options->date, &run->evidence);
  g_autofree char *card = NULL;
  g_autofree char *folder = g_path_get_dirname (options->output);
  g_autofree char *card_path = g_build_filename (folder, "MODEL-CARD.md", NULL);
  g_autoptr (GError) error = NULL;
  PlCard facts = { options->date, run->corpus, run->negatives, run->benign, run->weighed, run->weights, &run->evidence, model };

  card = pl_card_write (&facts);
  if (!g_file_set_contents (options->output, g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model), &error) ||
      !g_file_set_contents (card_path, card, -1, &error))
    return report (error);
  printf ("%s: %zu bytes\n", options->output, g_bytes_get_size (model));

  return TRUE;
}

static void
measure_curve (Run           *run,
               const Options *options)
{
  g_autofree gboolean *use = g_new (gboolean, MAX (run->corpus->examples->len, 1));

  for (guint eighths = 1; eighths <= 8; eighths *= 2)
    {
      guint draws = MIN (PL_DRAWS, 8 / eighths);
      Means mean = { 0 };

      for (guint draw = 0; draw < draws; draw++)
        {
          guint n = pl_draw_voices (run->corpus, eighths, draw, use);
          Means drawn;

          train_weights (run, options, use);
          printf ("%u/8 of the voices, %u messages; ", eighths, n);
          drawn = print_written (run, FALSE);
          for (guint l = 0; l < N_LANGUAGES; l++)
            mean.f1[l] += drawn.f1[l] / draws;
        }
      printf ("%u/8 of the voices, mean of %u: en %.3f es %.3f\n", eighths, draws, mean.f1[0], mean.f1[1]);
    }
}

int
pl_ctl_train (int    argc,
              char **argv)
{
  g_auto (Options) options = { .trainer = { .kinds = PL_FEATURES_PAIRS | PL_FEATURES_RARE_GRAMS | PL_FEATURES_EDGES | PL_FEATURES_STEMS | PL_FEATURES_CONCEPTS | PL_FEATURES_CONCEPT_PAIRS |
                                                     PL_FEATURES_LENGTH,
                                            .n_places = 1 << 20, .n_rows = 96 * 1024, .n_words = 32 * 1024, .n_ways = 48 * 1024, .folds = 5, .evasions = 0.4,
                                            .solver = { .type = 2, .cost = 0.2, .positive = 1 },
                                            .network = { .bits = 14, .rounds = 14, .batch = 256, .rate = 0.01, .outlooks = 0.3, .drop_words = 0.08, .drop_numbers = 0.2,
                                                         .drop_seen = 0.4 } } };
  g_auto (Run) run = { 0 };

  if (!parse_options (&options, argc, argv))
    return 2;
  if (options.date == NULL)
    options.date = g_strdup ("undated");
  if (!read_all (&run, &options))
    return 1;
  options.trainer.concepts = run.concepts;
  printf ("corpus %u messages, negatives %u, benign %u\n", run.corpus->examples->len, run.negatives->examples->len, run.benign->examples->len);
  if (options.curve)
    {
      measure_curve (&run, &options);
      return 0;
    }

  train_weights (&run, &options, NULL);
  print_table (run.corpus, run.weighed, "cross-validated", TRUE);
  print_written (&run, TRUE);
  if (options.output == NULL)
    return 0;

  return learn_evidence (&run, options.date) && write_model (&run, &options) ? 0 : 1;
}
