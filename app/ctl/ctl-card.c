// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-card.h"

static const char *const step_names[PL_N_SENSITIVITIES] = { "fewer", "balanced (default)", "more" };

static guint
count_messages (const PlCorpus *corpus,
                const char     *language,
                const char     *source,
                gboolean        positive)
{
  guint n = 0;

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      n += (language == NULL || g_str_equal (example->language, language)) && (source == NULL || g_str_equal (example->source, source)) &&
           (!positive || example->concerns != 0);
    }

  return n;
}

static void
append_data (GString      *out,
             const PlCard *self)
{
  g_string_append (out, "## What trained it\n\n");
  g_string_append_printf (out, "- Text written for this project (`data/corpus`, GPL-3.0-or-later): %u messages in English (%u with a concern), %u in Spanish (%u).\n",
                          count_messages (self->corpus, "en", NULL, FALSE), count_messages (self->corpus, "en", NULL, TRUE),
                          count_messages (self->corpus, "es", NULL, FALSE), count_messages (self->corpus, "es", NULL, TRUE));
  if (count_messages (self->negatives, NULL, "irc", FALSE) > 0)
    g_string_append_printf (out, "- Ubuntu IRC logs (CC BY 4.0), conversations of even number: %u messages, as examples of plain talk.\n",
                            count_messages (self->negatives, NULL, "irc", FALSE));
  if (count_messages (self->negatives, NULL, "tc", FALSE) > 0)
    g_string_append_printf (out, "- Topical-Chat (Amazon.com, CDLA-Sharing 1.0), conversations of even number: %u messages, as examples of plain talk.\n",
                            count_messages (self->negatives, NULL, "tc", FALSE));
  g_string_append (out, "\nNo chat of a real person who was harmed, and no decoy chat, trained it.\n\n");
}

static void
append_concerns (GString      *out,
                 const PlCard *self)
{
  static const char *const languages[] = { "en", "es" };

  g_string_append (out, "## Cross-validation on the corpus, each file held out\n\n"
                        "| concern | n en | P | R | F1 | n es | P | R | F1 |\n|---|---|---|---|---|---|---|---|---|\n");
  for (guint head = 0; head < PL_N_CONCERNS; head++)
    {
      g_string_append_printf (out, "| `%s`", pl_concern_get_name (head));
      for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
        {
          PlQuality q = pl_measure_head (self->corpus, self->raw, head, languages[l]);

          g_string_append_printf (out, " | %u | %.3f | %.3f | %.3f", q.n, q.precision, q.recall, q.f1);
        }
      g_string_append (out, " |\n");
    }
  g_string_append (out, "\nHalf of the corpus is hard on purpose: harmless messages that stand beside a concern. These figures rest on written text.\n\n");
}

static void
append_steps (GString      *out,
              const PlCard *self,
              const PlShown *benign)
{
  g_string_append (out, "## Sensitivity\n\nFalse prompts per 10,000 messages on the worst of the benign sources, with the conversation state on\n\n"
                        "| step | threshold | worst source | messages | rate | 95% interval |\n|---|---|---|---|---|---|\n");
  for (guint i = 0; i < PL_N_SENSITIVITIES; i++)
    {
      PlSourceRate worst = { 0 };

      pl_evidence_get_worst (self->evidence, i, benign, FALSE, &worst);
      g_string_append_printf (out, "| %s | %.4f | %s | %u | %.2f | %.2f to %.2f |\n", step_names[i], (double) self->evidence->threshold[i],
                              worst.name != NULL ? worst.name : "none", worst.rate.n, 1e4 * worst.rate.value, 1e4 * worst.rate.low, 1e4 * worst.rate.high);
      g_free (worst.name);
    }
  g_string_append (out, "\nBudget of the default step: at most 3, one false prompt in 14 days at 237 notifications a day.\n\n");
}

/**
 * pl_card_write:
 * @self: facts
 *
 * Returns: (transfer full): the model card, in Markdown
 */
char *
pl_card_write (const PlCard *self)
{
  GString *out = g_string_new ("<!-- SPDX-FileCopyrightText: The Porchlight authors -->\n<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# Model card\n\n");
  g_autoptr (PlEngine) engine = pl_engine_new (self->model, NULL);
  g_autofree PlScore *scores = pl_replay_score (engine, self->benign);
  const PlShown benign = { self->benign, scores, NULL };

  g_string_append_printf (out, "`porchlight.plm`, version %s, %zu bytes. Written by `porchlightctl train`; the same text gives the same bytes.\n\n",
                          pl_engine_get_version (engine), g_bytes_get_size (self->model));
  g_string_append (out, "Two readings. The first is a linear classifier over hashed words, word pairs, letters and meanings: one weight vector of eight-bit\n"
                        "numbers a concern, of which those that say most are kept. Where it finds something the message is read again, by a small\n"
                        "convolutional network over its words and marks, and both are summed; the network also says whether the conversation that a message is\n"
                        "from looks like one to warn of, and now. Five numbers a concern weigh it against the loudest other one, and a small learnt combination\n"
                        "sums up the signs of a conversation; what came before what is read by a gated recurrent unit.\n"
                        "It reads English and Spanish.\n\n");
  append_data (out, self);
  append_concerns (out, self);
  if (self->benign->examples->len > 0)
    append_steps (out, self, &benign);
  g_string_append (out, "## Limits\n\nIt reads words, not people: a sign proves nothing, and silence is not safety. Names, pronouns and words for who somebody is are read\n"
                        "as one, so that no weight can tell them apart. Pictures, calls, other languages and a person's own replies are not read.\n"
                        "How often it is right on real chats of young people is not known: no such text may be used.\n");

  return g_string_free (out, FALSE);
}
