// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-verbs.h"

#include "pl-conversation-table.h"
#include "pl-engine.h"
#include "pl-intake-jsonl.h"
#include "pl-prompt-policy.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* A value below this is not listed. */
#define LISTED 0.01f

typedef struct
{
  /* Owned */
  PlEngine *engine;
  PlConversationTable *table;
  PlPromptPolicy *policy; /* (nullable): only with --caps */
  GString *line;
  GString *answer;

  /* State */
  guint64 number;
  gint64 time;      /* of the last line that had one */
  gboolean failed;
} Scorer;

typedef struct
{
  char *model;
  char *sensitivity;
  gboolean caps;
  char **files;
} Options;

static void
scorer_clear (Scorer *self)
{
  g_clear_pointer (&self->engine, pl_engine_free);
  g_clear_pointer (&self->table, pl_conversation_table_free);
  g_clear_pointer (&self->policy, pl_prompt_policy_free);
  explicit_bzero (self->line->str, self->line->allocated_len);
  explicit_bzero (self->answer->str, self->answer->allocated_len);
  g_string_free (self->line, TRUE);
  g_string_free (self->answer, TRUE);
}

static void
options_clear (Options *self)
{
  g_free (self->model);
  g_free (self->sensitivity);
  g_strfreev (self->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scorer, scorer_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
append_string (GString    *out,
               const char *text,
               gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c < 0x20 || c == 0x7F)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '"');
}

/* Four decimals, with a point in every locale. */
static void
append_value (GString *out,
              float    value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof (buffer), "%.4f", (double) value));
}

static void
append_concerns (GString       *out,
                 const PlScore *score)
{
  const char *separator = "";

  g_string_append (out, "{");
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (score->values[i] < LISTED)
        continue;
      g_string_append_printf (out, "%s\"%s\": ", separator, pl_concern_get_name (i));
      append_value (out, score->values[i]);
      separator = ", ";
    }
  g_string_append (out, "}");
}

static void
append_reasons (GString      *out,
                const GArray *spans,
                const char   *text)
{
  g_string_append (out, "[");
  for (guint i = 0; i < spans->len; i++)
    {
      const PlSpan *span = &g_array_index (spans, PlSpan, i);

      g_string_append_printf (out, "%s{\"concern\": \"%s\", \"text\": ", i > 0 ? ", " : "", pl_concern_get_name (span->concern));
      append_string (out, text + span->start, span->end - span->start);
      g_string_append_printf (out, ", \"start\": %zu, \"end\": %zu}", span->start, span->end);
    }
  g_string_append (out, "]");
}

/* Noon, no quiet hours, nobody busy: only the counts are left of the caps. */
static void
apply_caps (PlPromptPolicy       *policy,
            const PlJsonlMessage *message,
            gint64                now,
            PlAssessment         *assessment)
{
  const PlDeskState desk = { .now = now, .minute_of_day = 12 * 60, .busy = FALSE };

  if (assessment->prompt == PL_CONCERN_NONE)
    return;
  if (pl_prompt_policy_decide (policy, message->conversation, assessment, now, &desk) == PL_DECISION_SHOW)
    pl_prompt_policy_shown (policy, message->conversation, assessment, now);
  else
    assessment->prompt = PL_CONCERN_NONE;
}

static void
append_assessment (GString            *out,
                   const PlAssessment *assessment)
{
  const char *prompt = pl_concern_get_name (assessment->prompt);

  g_string_append (out, ", \"state\": {\"score\": ");
  append_value (out, assessment->score);
  g_string_append_printf (out, ", \"stage\": \"%s\"}, \"prompt\": ", pl_stage_get_name (assessment->stage));
  if (prompt != NULL)
    g_string_append_printf (out, "\"%s\"}", prompt);
  else
    g_string_append (out, "null}");
}

static void
answer (Scorer               *self,
        const PlJsonlMessage *message)
{
  GString *out = self->answer;
  gsize length = strlen (message->text);
  g_autoptr (GArray) spans = NULL;
  PlAssessment assessment;
  PlScore score;

  self->time = message->time >= 0 ? message->time : self->time;
  pl_engine_score (self->engine, message->text, length, &score);
  spans = pl_engine_explain (self->engine, message->text, length, &score);
  pl_conversation_table_observe (self->table, message->conversation, &score, self->time, &assessment);
  if (self->policy != NULL)
    apply_caps (self->policy, message, self->time, &assessment);

  g_string_printf (out, "{\"line\": %" G_GUINT64_FORMAT ", \"conversation\": ", self->number);
  append_string (out, message->conversation, strlen (message->conversation));
  g_string_append (out, ", \"score\": ");
  append_value (out, pl_score_get_peak (&score));
  g_string_append (out, ", \"concerns\": ");
  append_concerns (out, &score);
  g_string_append (out, ", \"because\": ");
  append_reasons (out, spans, message->text);
  append_assessment (out, &assessment);
  g_string_append_c (out, '\n');
  fwrite (out->str, 1, out->len, stdout);
}

static void
complain (Scorer     *self,
          const char *what)
{
  fflush (stdout);
  fprintf (stderr, "porchlightctl: line %" G_GUINT64_FORMAT ": %s\n", self->number, what);
  self->failed = TRUE;
}

static void
score_line (Scorer   *self,
            gboolean  too_long)
{
  g_auto (PlJsonlMessage) message = { 0 };
  g_autoptr (GError) error = NULL;

  self->number++;
  if (too_long)
    complain (self, "is longer than 1 MiB");
  else if (!pl_jsonl_parse (&message, self->line->str, self->line->len, &error))
    complain (self, error->message);
  else
    answer (self, &message);
}

/* Each answer is out before the next line is needed. */
static void
score_stream (Scorer *self,
              FILE   *stream)
{
  gboolean too_long;

  while (pl_jsonl_read_line (stream, self->line, &too_long))
    {
      score_line (self, too_long);
      fflush (stdout);
    }
}

static gboolean
score_file (Scorer     *self,
            const char *path)
{
  FILE *stream = g_str_equal (path, "-") ? stdin : fopen (path, "re");

  if (stream == NULL)
    {
      fprintf (stderr, "porchlightctl: %s: %s\n", path, g_strerror (errno));
      return FALSE;
    }
  score_stream (self, stream);
  if (stream != stdin)
    fclose (stream);

  return TRUE;
}

static gboolean
read_sensitivity (const char    *name,
                  PlSensitivity *sensitivity)
{
  static const char *const names[PL_N_SENSITIVITIES] = { "fewer", "balanced", "more" };

  *sensitivity = PL_SENSITIVITY_BALANCED;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    {
      if (g_str_equal (name, names[i]))
        {
          *sensitivity = i;
          return TRUE;
        }
    }
  fprintf (stderr, "porchlightctl: --sensitivity is one of fewer, balanced and more\n");

  return FALSE;
}

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (_("[FILE…] — score messages, one JSON object a line"));
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_("Use this model instead of the installed one"), N_("FILE") },
    { "sensitivity", 's', 0, G_OPTION_ARG_STRING, &options->sensitivity, N_("fewer, balanced or more"), N_("STEP") },
    { "caps", 0, 0, G_OPTION_ARG_NONE, &options->caps, N_("Apply the caps on how often a prompt is shown, by the time of each line"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  fprintf (stderr, "porchlightctl: %s\n", error->message);

  return FALSE;
}

static gboolean
open_scorer (Scorer        *self,
             const Options *options,
             PlSensitivity  sensitivity)
{
  const PlPromptPolicySettings settings = { .quiet_hours = FALSE };
  g_autofree char *path = options->model != NULL ? g_strdup (options->model) : pl_engine_locate (PL_PKGDATADIR, PL_STATEDIR);
  g_autoptr (GError) error = NULL;

  self->engine = pl_engine_open (path, &error);
  if (self->engine == NULL)
    {
      fprintf (stderr, "porchlightctl: %s\n", error->message);
      return FALSE;
    }
  self->table = pl_conversation_table_new (pl_engine_get_evidence (self->engine), sensitivity, PL_CONVERSATION_TABLE_CAPACITY);
  if (options->caps)
    self->policy = pl_prompt_policy_new (&settings);

  return TRUE;
}

int
pl_ctl_score (int    argc,
              char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (Scorer) scorer = { .line = g_string_new (NULL), .answer = g_string_new (NULL) };
  PlSensitivity sensitivity;
  gboolean read = TRUE;

  if (!parse_options (&options, argc, argv) || !read_sensitivity (options.sensitivity, &sensitivity))
    return 2;
  if (!open_scorer (&scorer, &options, sensitivity))
    return 1;

  if (options.files == NULL)
    score_stream (&scorer, stdin);
  for (char **file = options.files; file != NULL && *file != NULL; file++)
    read &= score_file (&scorer, *file);

  return scorer.failed || !read || fflush (stdout) != 0 ? 1 : 0;
}
