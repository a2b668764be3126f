// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt.h"

/* PlPrompt: what the window may know of a check-in. It has no room for a word of any message, by design. */
struct _PlPrompt
{
  gatomicrefcount ref_count;

  /* State */
  PlConcern concern;
  PlStage stage;
  guint reasons; /* bit (1 << concern) for each kind of reason */
  guint wording; /* which of the rotating texts to show */
  PlTimeBucket bucket;
};

G_DEFINE_BOXED_TYPE (PlPrompt, pl_prompt, pl_prompt_ref, pl_prompt_unref)

static const char *const answer_names[] = {
  [PL_ANSWER_OPENED] = "opened",
  [PL_ANSWER_NOT_NOW] = "not-now",
  [PL_ANSWER_FINE] = "fine",
  [PL_ANSWER_HELPED] = "helped",
};

static const char *const bucket_names[] = {
  [PL_TIME_BUCKET_NOW] = "now",
  [PL_TIME_BUCKET_EARLIER] = "earlier",
};

/**
 * pl_prompt_new:
 * @concern: what leads, %PL_CONCERN_GENERAL where nothing does
 * @stage: how far it has come
 * @reasons: a bit (1 << concern) for each kind of reason
 * @wording: which of the rotating texts to show
 * @bucket: when, coarsely
 *
 * Returns: (transfer full): the prompt
 */
PlPrompt *
pl_prompt_new (PlConcern    concern,
               PlStage      stage,
               guint        reasons,
               guint        wording,
               PlTimeBucket bucket)
{
  PlPrompt *self = g_new0 (PlPrompt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->concern = concern;
  self->stage = stage;
  self->reasons = reasons & ((1u << PL_N_CONCERNS) - 1);
  self->wording = wording;
  self->bucket = bucket;

  return self;
}

/**
 * pl_prompt_ref:
 * @self: a prompt
 *
 * Returns: (transfer full): @self
 */
PlPrompt *
pl_prompt_ref (PlPrompt *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_prompt_unref:
 * @self: (transfer full): a prompt
 */
void
pl_prompt_unref (PlPrompt *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * pl_prompt_get_concern:
 * @self: a prompt
 *
 * Returns: the concern that leads, or %PL_CONCERN_GENERAL
 */
PlConcern
pl_prompt_get_concern (const PlPrompt *self)
{
  return self->concern;
}

/**
 * pl_prompt_get_stage:
 * @self: a prompt
 *
 * Returns: the stage of the evidence
 */
PlStage
pl_prompt_get_stage (const PlPrompt *self)
{
  return self->stage;
}

/**
 * pl_prompt_has_reason:
 * @self: a prompt
 * @concern: one of the %PL_N_CONCERNS concerns
 *
 * Returns: whether @concern was among what was noticed
 */
gboolean
pl_prompt_has_reason (const PlPrompt *self,
                      PlConcern       concern)
{
  g_return_val_if_fail ((guint) concern < PL_N_CONCERNS, FALSE);

  return (self->reasons & (1u << concern)) != 0;
}

/**
 * pl_prompt_get_reasons:
 * @self: a prompt
 *
 * Returns: a bit (1 << concern) for each kind of reason
 */
guint
pl_prompt_get_reasons (const PlPrompt *self)
{
  return self->reasons;
}

/**
 * pl_prompt_get_wording:
 * @self: a prompt
 *
 * Returns: the number of the rotating text; take it modulo how many there are
 */
guint
pl_prompt_get_wording (const PlPrompt *self)
{
  return self->wording;
}

/**
 * pl_prompt_get_time_bucket:
 * @self: a prompt
 *
 * Returns: when, coarsely
 */
PlTimeBucket
pl_prompt_get_time_bucket (const PlPrompt *self)
{
  return self->bucket;
}

/**
 * pl_prompt_equal:
 * @self: a prompt
 * @other: another
 *
 * Returns: whether the two say the same
 */
gboolean
pl_prompt_equal (const PlPrompt *self,
                 const PlPrompt *other)
{
  return self->concern == other->concern && self->stage == other->stage && self->reasons == other->reasons &&
         self->wording == other->wording && self->bucket == other->bucket;
}

static GVariant *
reasons_to_variant (guint reasons)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (reasons & (1u << i))
        g_variant_builder_add (&builder, "s", pl_concern_get_name (i));
    }

  return g_variant_builder_end (&builder);
}

/**
 * pl_prompt_to_variant:
 * @self: a prompt
 *
 * Returns: (transfer floating): (ssass): concern, stage, reasons, time bucket, as GetPrompt answers
 */
GVariant *
pl_prompt_to_variant (const PlPrompt *self)
{
  return g_variant_new ("(ss@ass)", pl_concern_get_name (self->concern), pl_stage_get_name (self->stage),
                        reasons_to_variant (self->reasons), bucket_names[self->bucket]);
}

static gboolean
reasons_from_strings (const char *const *names,
                      guint             *reasons)
{
  *reasons = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      PlConcern concern;

      if (!pl_concern_from_name (names[i], &concern) || concern >= PL_N_CONCERNS)
        return FALSE;
      *reasons |= 1u << concern;
    }

  return TRUE;
}

static gboolean
bucket_from_name (const char   *name,
                  PlTimeBucket *bucket)
{
  for (guint i = 0; i < G_N_ELEMENTS (bucket_names); i++)
    {
      if (g_str_equal (name, bucket_names[i]))
        {
          *bucket = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_prompt_from_variant:
 * @variant: any variant
 * @wording: the answer of GetWording, which travels apart
 *
 * Returns: (transfer full) (nullable): the prompt, %NULL where @variant is not one of pl_prompt_to_variant ()
 */
PlPrompt *
pl_prompt_from_variant (GVariant *variant,
                        guint     wording)
{
  g_autofree const char **names = NULL;
  const char *concern_name;
  const char *stage_name;
  const char *bucket_name;
  PlConcern concern;
  PlStage stage;
  PlTimeBucket bucket;
  guint reasons;

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE ("(ssass)")))
    return NULL;

  g_variant_get (variant, "(&s&s^a&s&s)", &concern_name, &stage_name, &names, &bucket_name);
  if (!pl_concern_from_name (concern_name, &concern) || !pl_stage_from_name (stage_name, &stage))
    return NULL;
  if (!reasons_from_strings (names, &reasons) || !bucket_from_name (bucket_name, &bucket))
    return NULL;

  return pl_prompt_new (concern, stage, reasons, wording, bucket);
}

/**
 * pl_answer_get_name:
 * @answer: an answer
 *
 * Returns: (transfer none): its name on the bus
 */
const char *
pl_answer_get_name (PlAnswer answer)
{
  g_return_val_if_fail ((guint) answer < G_N_ELEMENTS (answer_names), NULL);

  return answer_names[answer];
}

/**
 * pl_answer_from_name:
 * @name: a name from the bus
 * @answer: (out): the answer, untouched where @name is none
 *
 * Returns: whether @name is an answer's name
 */
gboolean
pl_answer_from_name (const char *name,
                     PlAnswer   *answer)
{
  for (guint i = 0; i < G_N_ELEMENTS (answer_names); i++)
    {
      if (g_str_equal (name, answer_names[i]))
        {
          *answer = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_time_bucket_get_name:
 * @bucket: a bucket
 *
 * Returns: (transfer none): its name on the bus
 */
const char *
pl_time_bucket_get_name (PlTimeBucket bucket)
{
  g_return_val_if_fail ((guint) bucket < G_N_ELEMENTS (bucket_names), NULL);

  return bucket_names[bucket];
}
