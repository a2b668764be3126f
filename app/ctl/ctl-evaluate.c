// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-arguments.h"
#include "ctl-evaluation.h"
#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

const char *const pl_languages[PL_N_LANGUAGES] = { "en", "es" };

typedef struct
{
  char **benign;
  char **streams;
  char **control;
  char **labelled;
  char **conversations;
  char **fairness;
  char *model;
  char *report;
  gboolean robustness;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_strfreev (self->benign);
  g_strfreev (self->streams);
  g_strfreev (self->control);
  g_strfreev (self->labelled);
  g_strfreev (self->conversations);
  g_strfreev (self->fairness);
  g_free (self->model);
  g_free (self->report);
}

static void
evaluation_clear (PlEvaluation *self)
{
  g_free (self->model);
  g_clear_pointer (&self->sources, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlEvaluation, evaluation_clear)

/* A corpus, scored and replayed. */
typedef struct
{
  PlCorpus *corpus;
  PlScore *scores;
  PlConcern *prompts;
} Scored;

static void
scored_clear (Scored *self)
{
  g_clear_pointer (&self->corpus, pl_corpus_free);
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->prompts, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scored, scored_clear)

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  static const char *const several[] = { "--benign", "--streams", "--control", "--labelled", "--conversations", "--fairness", NULL };
  g_auto (GStrv) arguments = pl_ctl_spread_arguments (argc, argv, several);
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_("— measure the classifier"));
  const GOptionEntry entries[] = {
    { "benign", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->benign, N_("Messages that show nothing"), N_("FILE…") },
    { "streams", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->streams, N_("Conversations to warn of early"), N_("FILE…") },
    { "control", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->control, N_("The other side of them, not to be flagged"), N_("FILE…") },
    { "labelled", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->labelled, N_("Messages with their concerns"), N_("FILE…") },
    { "conversations", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->conversations, N_("Conversations with what is expected of them"), N_("FILE…") },
    { "fairness", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->fairness, N_("Pairs that differ in one word"), N_("FILE…") },
    { "robustness", 0, 0, G_OPTION_ARG_NONE, &options->robustness, N_("Measure evasions of the labelled messages"), NULL },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_("Use this model instead of the installed one"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("For machines"), NULL },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &options->report, N_("Write one page with the table and plots"), N_("FILE.html") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse_strv (context, &arguments, &error))
    return TRUE;
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

static void
show_progress (const char *what)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K%s", what);
}

/* Conversations of even number of the openly licensed sources train the model: they do not measure it. */
static guint
leave_out_trained (PlCorpus *corpus)
{
  guint kept = 0;
  guint n = corpus->examples->len;

  for (guint i = 0; i < n; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if ((!g_str_equal (example->source, "irc") && !g_str_equal (example->source, "tc")) || !pl_corpus_is_even (example->conversation))
        *pl_corpus_get (corpus, kept++) = *example;
    }
  g_array_set_size (corpus->examples, kept);

  return n - kept;
}

static gboolean
load (Scored   *scored,
      PlEngine *engine,
      char    **files,
      guint    *left_out)
{
  g_autoptr (GError) error = NULL;

  scored->corpus = pl_corpus_new ();
  for (char **file = files; *file != NULL; file++)
    {
      show_progress (*file);
      if (!pl_corpus_read_file (scored->corpus, *file, &error))
        {
          show_progress ("");
          fprintf (stderr, "porchlightctl: %s\n", error->message);
          return FALSE;
        }
    }
  if (left_out != NULL)
    *left_out = leave_out_trained (scored->corpus);
  scored->scores = pl_replay_score (engine, scored->corpus);
  scored->prompts = g_new (PlConcern, MAX (scored->corpus->examples->len, 1));
  pl_replay_prompts (scored->corpus, scored->scores, pl_engine_get_evidence (engine), PL_SENSITIVITY_BALANCED, NULL, scored->prompts);
  show_progress ("");

  return TRUE;
}

static gboolean
measure_streams (PlEvaluation  *self,
                 PlEngine      *engine,
                 const Options *options)
{
  g_auto (Scored) benign = { 0 };
  g_auto (Scored) streams = { 0 };
  g_auto (Scored) control = { 0 };

  if (options->benign != NULL)
    {
      if (!load (&benign, engine, options->benign, &self->left_out))
        return FALSE;
      self->sources = pl_measure_sources (benign.corpus, benign.prompts);
    }
  if (options->streams != NULL)
    {
      g_autoptr (PlCorpus) none = pl_corpus_new ();

      if (!load (&streams, engine, options->streams, NULL))
        return FALSE;
      self->has_streams = TRUE;
      self->streams = pl_measure_warning (streams.corpus, streams.prompts);
      self->early = pl_measure_early (&self->streams, benign.corpus != NULL ? benign.corpus : none, benign.prompts);
    }
  if (options->control != NULL)
    {
      if (!load (&control, engine, options->control, NULL))
        return FALSE;
      self->has_control = TRUE;
      self->control = pl_measure_warning (control.corpus, control.prompts);
    }

  return TRUE;
}

static void
measure_evasions (PlEvaluation   *self,
                  PlEngine       *engine,
                  const PlCorpus *corpus,
                  const PlScore  *scores)
{
  self->has_robustness = TRUE;
  self->plain_recall = pl_measure_recall (corpus, scores);
  for (guint i = 0; i < PL_N_EVASIONS; i++)
    {
      show_progress (pl_evasion_get_name (i));
      self->robustness[i] = pl_measure_robustness (engine, corpus, i, self->plain_recall);
    }
  show_progress ("");
}

static gboolean
measure_labelled (PlEvaluation  *self,
                  PlEngine      *engine,
                  const Options *options)
{
  g_auto (Scored) labelled = { 0 };

  if (options->labelled == NULL)
    return TRUE;
  if (!load (&labelled, engine, options->labelled, NULL))
    return FALSE;

  self->has_labelled = TRUE;
  for (guint l = 0; l < PL_N_LANGUAGES; l++)
    {
      for (guint i = 0; i < PL_N_CONCERNS; i++)
        {
          self->concerns[l][i] = pl_measure_concern (labelled.corpus, labelled.scores, i, pl_languages[l]);
          self->macro[l] += self->concerns[l][i].f1 / PL_N_CONCERNS;
        }
      self->concerns[l][PL_N_CONCERNS] = pl_measure_concern (labelled.corpus, labelled.scores, PL_CONCERN_NONE, pl_languages[l]);
    }
  pl_measure_calibration (labelled.corpus, labelled.scores, self->bins);
  if (options->robustness)
    measure_evasions (self, engine, labelled.corpus, labelled.scores);

  return TRUE;
}

static gboolean
measure_rest (PlEvaluation  *self,
              PlEngine      *engine,
              const Options *options)
{
  g_auto (Scored) conversations = { 0 };
  g_auto (Scored) fairness = { 0 };

  if (options->conversations != NULL)
    {
      if (!load (&conversations, engine, options->conversations, NULL))
        return FALSE;
      self->has_conversations = TRUE;
      for (guint l = 0; l < PL_N_LANGUAGES; l++)
        self->conversations[l] = pl_measure_conversations (conversations.corpus, conversations.prompts, pl_languages[l]);
    }
  if (options->fairness != NULL)
    {
      if (!load (&fairness, engine, options->fairness, NULL))
        return FALSE;
      self->has_fairness = TRUE;
      self->fairness = pl_measure_fairness (fairness.corpus, fairness.scores);
    }

  return TRUE;
}

static gboolean
write_report (const PlEvaluation *self,
              const char         *path)
{
  g_autofree char *page = pl_evaluation_to_html (self);
  g_autoptr (GError) error = NULL;

  if (g_file_set_contents (path, page, -1, &error))
    return TRUE;
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

int
pl_ctl_evaluate (int    argc,
                 char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (PlEvaluation) evaluation = { 0 };
  g_autoptr (PlEngine) engine = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (!parse_options (&options, argc, argv))
    return 2;
  path = options.model != NULL ? g_strdup (options.model) : pl_engine_locate (PL_PKGDATADIR, PL_STATEDIR);
  engine = pl_engine_open (path, &error);
  if (engine == NULL)
    {
      fprintf (stderr, "porchlightctl: %s\n", error->message);
      return 1;
    }
  evaluation.model = g_strdup (pl_engine_get_version (engine));
  if (!measure_streams (&evaluation, engine, &options) || !measure_labelled (&evaluation, engine, &options) ||
      !measure_rest (&evaluation, engine, &options))
    return 1;

  if (options.json)
    {
      g_autofree char *json = pl_evaluation_to_json (&evaluation);

      puts (json);
    }
  else
    pl_evaluation_print (&evaluation, stdout);

  return options.report == NULL || write_report (&evaluation, options.report) ? 0 : 1;
}
