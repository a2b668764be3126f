// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-concern.h"

typedef struct
{
  const char *name;
  PlStage stage;
} ConcernInfo;

/* The table of concerns and stages of the specification, in the order of the enum. */
static const ConcernInfo concerns[] = {
  [PL_CONCERN_FLATTERY] = { "flattery", PL_STAGE_RECRUIT },
  [PL_CONCERN_AGE_PROBE] = { "age_probe", PL_STAGE_RECRUIT },
  [PL_CONCERN_GIFT_MONEY] = { "gift_money", PL_STAGE_RECRUIT },
  [PL_CONCERN_JOB_OFFER] = { "job_offer", PL_STAGE_RECRUIT },
  [PL_CONCERN_PLATFORM_SWITCH] = { "platform_switch", PL_STAGE_RECRUIT },
  [PL_CONCERN_SECRECY] = { "secrecy", PL_STAGE_CONTROL },
  [PL_CONCERN_ISOLATION] = { "isolation", PL_STAGE_CONTROL },
  [PL_CONCERN_IMAGE_REQUEST] = { "image_request", PL_STAGE_CONTROL },
  [PL_CONCERN_MEETING_TRAVEL] = { "meeting_travel", PL_STAGE_CONTROL },
  [PL_CONCERN_ACCOUNT_REQUEST] = { "account_request", PL_STAGE_CONTROL },
  [PL_CONCERN_THREAT] = { "threat", PL_STAGE_EXPLOIT },
  [PL_CONCERN_CONTROL_DEBT] = { "control_debt", PL_STAGE_EXPLOIT },
  [PL_CONCERN_COMMERCIAL] = { "commercial", PL_STAGE_EXPLOIT },
  [PL_CONCERN_DISCLOSURE] = { "disclosure", PL_STAGE_SUPPORT },
  [PL_CONCERN_GENERAL] = { "general", PL_STAGE_NONE },
};

static const char *const stage_names[PL_N_STAGES] = {
  [PL_STAGE_NONE] = "none",
  [PL_STAGE_RECRUIT] = "recruit",
  [PL_STAGE_CONTROL] = "control",
  [PL_STAGE_EXPLOIT] = "exploit",
  [PL_STAGE_SUPPORT] = "support",
};

/**
 * pl_concern_get_name:
 * @concern: a concern, %PL_CONCERN_GENERAL included
 *
 * Returns: (transfer none) (nullable): the name used in corpus, model, command line and bus, or %NULL for %PL_CONCERN_NONE
 */
const char *
pl_concern_get_name (PlConcern concern)
{
  if ((guint) concern >= G_N_ELEMENTS (concerns))
    return NULL;

  return concerns[concern].name;
}

/**
 * pl_concern_from_name:
 * @name: (nullable): a name such as "secrecy"; "general" is one too
 * @concern: (out): the concern, untouched where @name is none
 *
 * Returns: whether @name is a concern's name
 */
gboolean
pl_concern_from_name (const char *name,
                      PlConcern  *concern)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (concerns); i++)
    {
      if (g_str_equal (name, concerns[i].name))
        {
          *concern = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_concern_get_stage:
 * @concern: a concern
 *
 * Returns: the stage that the concern belongs to; %PL_STAGE_NONE where it has none
 */
PlStage
pl_concern_get_stage (PlConcern concern)
{
  if ((guint) concern >= G_N_ELEMENTS (concerns))
    return PL_STAGE_NONE;

  return concerns[concern].stage;
}

/**
 * pl_stage_get_name:
 * @stage: a stage
 *
 * Returns: (transfer none): its name, "none" included
 */
const char *
pl_stage_get_name (PlStage stage)
{
  g_return_val_if_fail ((guint) stage < PL_N_STAGES, NULL);

  return stage_names[stage];
}

/**
 * pl_stage_from_name:
 * @name: (nullable): a name such as "control"
 * @stage: (out): the stage, untouched where @name is none
 *
 * Returns: whether @name is a stage's name
 */
gboolean
pl_stage_from_name (const char *name,
                    PlStage    *stage)
{
  for (guint i = 0; name != NULL && i < PL_N_STAGES; i++)
    {
      if (g_str_equal (name, stage_names[i]))
        {
          *stage = i;
          return TRUE;
        }
    }

  return FALSE;
}
