// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-evaluation.h"

#include <json-glib/json-glib.h>

#define TEN_THOUSAND 10000.0

static const char *
get_name (PlConcern concern)
{
  return concern == PL_CONCERN_NONE ? "any" : pl_concern_get_name (concern);
}

static void
print_sources (const PlEvaluation *self,
               FILE               *stream)
{
  fprintf (stream, "False prompts per 10,000 messages, by source\n%-24s %9s %8s %7s   %s\n", "source", "messages", "prompts", "rate", "95% interval");
  for (guint i = 0; i < self->sources->len; i++)
    {
      const PlSourceRate *source = &g_array_index (self->sources, PlSourceRate, i);

      fprintf (stream, "%-24s %9u %8u %7.2f   %.2f to %.2f\n", source->name, source->rate.n, source->rate.hits,
               TEN_THOUSAND * source->rate.value, TEN_THOUSAND * source->rate.low, TEN_THOUSAND * source->rate.high);
    }
  if (self->left_out > 0)
    fprintf (stream, "(%u messages that may train the model are left out)\n", self->left_out);
  fprintf (stream, "\n");
}

static void
print_warning (const PlWarning *warning,
               const char      *title,
               FILE            *stream)
{
  fprintf (stream, "%s: %u of %u warned (%.1f%%)", title, warning->warned, warning->n, 100.0 * warning->warned / MAX (warning->n, 1));
  for (guint i = 0; i < PL_N_MARKS; i++)
    fprintf (stream, "; by message %u: %.1f%%", pl_marks[i], 100.0 * warning->warned_by[i] / MAX (warning->n, 1));
  fprintf (stream, "; median message %.1f\n", warning->median);
}

static void
print_concerns (const PlEvaluation *self,
                FILE               *stream)
{
  fprintf (stream, "\nConcerns at the value 0.5\n");
  for (guint l = 0; l < PL_N_LANGUAGES; l++)
    {
      fprintf (stream, "%-16s %6s %6s %6s %6s   %s\n", pl_languages[l], "n", "P", "R", "F1", "95% interval");
      for (guint i = 0; i <= PL_N_CONCERNS; i++)
        {
          const PlConcernQuality *q = &self->concerns[l][i];

          fprintf (stream, "%-16s %6u %6.3f %6.3f %6.3f   %.3f to %.3f\n", get_name (q->concern), q->n, q->precision, q->recall, q->f1, q->low, q->high);
        }
      fprintf (stream, "%-16s %27.3f\n", "mean of concerns", self->macro[l]);
    }
}

static void
print_conversations (const PlEvaluation *self,
                     FILE               *stream)
{
  fprintf (stream, "\nConversations\n");
  for (guint l = 0; l < PL_N_LANGUAGES; l++)
    {
      const PlConversationQuality *q = &self->conversations[l];

      fprintf (stream, "%s: warned in time %u of %u (%.1f%%, %.1f to %.1f); before the first sign %u; late %u; quiet ones prompted %u of %u (%.1f%%)\n",
               pl_languages[l], q->in_time.hits, q->in_time.n, 100 * q->in_time.value, 100 * q->in_time.low, 100 * q->in_time.high,
               q->early.hits, q->late.hits, q->quiet_prompted.hits, q->quiet_prompted.n, 100 * q->quiet_prompted.value);
    }
}

static void
print_robustness (const PlEvaluation *self,
                  FILE               *stream)
{
  fprintf (stream, "\nRecall of concerns under evasions (plain %.3f)\n", self->plain_recall);
  for (guint i = 0; i < PL_N_EVASIONS; i++)
    fprintf (stream, "%-26s %.3f, %.1f points lost\n", pl_evasion_get_name (i), self->robustness[i].recall, self->robustness[i].lost);
}

/**
 * pl_evaluation_print:
 * @self: figures
 * @stream: where the table goes
 */
void
pl_evaluation_print (const PlEvaluation *self,
                     FILE               *stream)
{
  fprintf (stream, "Model %s\n\n", self->model);
  if (self->sources != NULL)
    print_sources (self, stream);
  if (self->has_streams)
    {
      print_warning (&self->streams, "Streams", stream);
      fprintf (stream, "F1 %.3f (precision %.3f, recall %.3f; %u of %u benign streams), speed %.3f, F_latency %.3f\n", self->early.f1,
               self->early.precision, self->early.recall, self->early.false_streams, self->early.benign_streams, self->early.speed, self->early.f_latency);
    }
  if (self->has_control)
    print_warning (&self->control, "Control (decoys)", stream);
  if (self->has_labelled)
    print_concerns (self, stream);
  if (self->has_conversations)
    print_conversations (self, stream);
  if (self->has_fairness)
    fprintf (stream, "\nFairness: largest difference %.3f; %u of %u pairs beyond 0.05; %u cross the line\n", self->fairness.largest,
             self->fairness.beyond, self->fairness.pairs, self->fairness.crossing);
  if (self->has_robustness)
    print_robustness (self, stream);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           guint        value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_share (JsonBuilder   *builder,
           const char    *name,
           const PlShare *share)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_count (builder, "hits", share->hits);
  add_count (builder, "n", share->n);
  add_number (builder, "value", share->value);
  add_number (builder, "low", share->low);
  add_number (builder, "high", share->high);
  json_builder_end_object (builder);
}

static void
add_sources (JsonBuilder        *builder,
             const PlEvaluation *self)
{
  json_builder_set_member_name (builder, "false_prompts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const PlSourceRate *source = &g_array_index (self->sources, PlSourceRate, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "source");
      json_builder_add_string_value (builder, source->name);
      json_builder_set_member_name (builder, "hard");
      json_builder_add_boolean_value (builder, source->hard);
      add_count (builder, "messages", source->rate.n);
      add_count (builder, "prompts", source->rate.hits);
      add_number (builder, "per_10000", TEN_THOUSAND * source->rate.value);
      add_number (builder, "low", TEN_THOUSAND * source->rate.low);
      add_number (builder, "high", TEN_THOUSAND * source->rate.high);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_count (builder, "left_out", self->left_out);
}

static void
add_warning (JsonBuilder     *builder,
             const char      *name,
             const PlWarning *warning)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_count (builder, "n", warning->n);
  add_count (builder, "warned", warning->warned);
  add_number (builder, "median", warning->median);
  json_builder_set_member_name (builder, "share_warned_by");
  json_builder_begin_object (builder);
  for (guint i = 0; i < PL_N_MARKS; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%u", pl_marks[i]);

      add_number (builder, mark, (double) warning->warned_by[i] / MAX (warning->n, 1));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_early (JsonBuilder   *builder,
           const PlEarly *early)
{
  json_builder_set_member_name (builder, "early");
  json_builder_begin_object (builder);
  add_number (builder, "precision", early->precision);
  add_number (builder, "recall", early->recall);
  add_number (builder, "f1", early->f1);
  add_number (builder, "speed", early->speed);
  add_number (builder, "f_latency", early->f_latency);
  add_count (builder, "false_streams", early->false_streams);
  add_count (builder, "benign_streams", early->benign_streams);
  json_builder_end_object (builder);
}

static void
add_concerns (JsonBuilder        *builder,
              const PlEvaluation *self)
{
  json_builder_set_member_name (builder, "concerns");
  json_builder_begin_object (builder);
  for (guint l = 0; l < PL_N_LANGUAGES; l++)
    {
      json_builder_set_member_name (builder, pl_languages[l]);
      json_builder_begin_object (builder);
      for (guint i = 0; i <= PL_N_CONCERNS; i++)
        {
          const PlConcernQuality *q = &self->concerns[l][i];

          json_builder_set_member_name (builder, get_name (q->concern));
          json_builder_begin_object (builder);
          add_count (builder, "n", q->n);
          add_number (builder, "precision", q->precision);
          add_number (builder, "recall", q->recall);
          add_number (builder, "f1", q->f1);
          add_number (builder, "low", q->low);
          add_number (builder, "high", q->high);
          json_builder_end_object (builder);
        }
      add_number (builder, "mean_f1", self->macro[l]);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_calibration (JsonBuilder        *builder,
                 const PlEvaluation *self)
{
  json_builder_set_member_name (builder, "calibration");
  json_builder_begin_array (builder);
  for (guint i = 0; i < PL_N_BINS; i++)
    {
      json_builder_begin_object (builder);
      add_count (builder, "n", self->bins[i].n);
      add_number (builder, "mean", self->bins[i].mean);
      add_number (builder, "share", self->bins[i].share);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_conversations (JsonBuilder        *builder,
                   const PlEvaluation *self)
{
  json_builder_set_member_name (builder, "conversations");
  json_builder_begin_object (builder);
  for (guint l = 0; l < PL_N_LANGUAGES; l++)
    {
      const PlConversationQuality *q = &self->conversations[l];

      json_builder_set_member_name (builder, pl_languages[l]);
      json_builder_begin_object (builder);
      add_share (builder, "in_time", &q->in_time);
      add_share (builder, "before_first_sign", &q->early);
      add_share (builder, "late", &q->late);
      add_share (builder, "quiet_prompted", &q->quiet_prompted);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_fairness (JsonBuilder      *builder,
              const PlFairness *fairness)
{
  json_builder_set_member_name (builder, "fairness");
  json_builder_begin_object (builder);
  add_number (builder, "largest_difference", fairness->largest);
  add_count (builder, "pairs", fairness->pairs);
  add_count (builder, "beyond", fairness->beyond);
  add_count (builder, "crossing", fairness->crossing);
  json_builder_end_object (builder);
}

static void
add_robustness (JsonBuilder        *builder,
                const PlEvaluation *self)
{
  json_builder_set_member_name (builder, "robustness");
  json_builder_begin_object (builder);
  add_number (builder, "plain_recall", self->plain_recall);
  json_builder_set_member_name (builder, "points_lost");
  json_builder_begin_object (builder);
  for (guint i = 0; i < PL_N_EVASIONS; i++)
    add_number (builder, pl_evasion_get_name (i), self->robustness[i].lost);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_parts (JsonBuilder        *builder,
           const PlEvaluation *self)
{
  if (self->sources != NULL)
    add_sources (builder, self);
  if (self->has_streams)
    {
      add_warning (builder, "streams", &self->streams);
      add_early (builder, &self->early);
    }
  if (self->has_control)
    add_warning (builder, "control", &self->control);
  if (self->has_labelled)
    {
      add_concerns (builder, self);
      add_calibration (builder, self);
    }
  if (self->has_conversations)
    add_conversations (builder, self);
  if (self->has_fairness)
    add_fairness (builder, &self->fairness);
  if (self->has_robustness)
    add_robustness (builder, self);
}

/**
 * pl_evaluation_to_json:
 * @self: figures
 *
 * Returns: (transfer full): one JSON object
 */
char *
pl_evaluation_to_json (const PlEvaluation *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "model");
  json_builder_add_string_value (builder, self->model);
  add_parts (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}
