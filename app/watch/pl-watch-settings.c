// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch-settings.h"

#include "pl-notifier.h"

static PlPromptPolicySettings
read_policy (GSettings *settings)
{
  return (PlPromptPolicySettings) {
    .quiet_hours = g_settings_get_boolean (settings, "quiet-hours-enabled"),
    .quiet_start = g_settings_get_uint (settings, "quiet-hours-start"),
    .quiet_end = g_settings_get_uint (settings, "quiet-hours-end"),
  };
}

/* The numbers of the schema are those of the enum. */
static PlSensitivity
read_sensitivity (GSettings *settings)
{
  return (PlSensitivity) g_settings_get_enum (settings, "sensitivity");
}

/**
 * pl_watch_settings_apply:
 * @settings: the person's settings
 * @pipeline: follows them from now on
 */
void
pl_watch_settings_apply (GSettings  *settings,
                         PlPipeline *pipeline)
{
  PlIntake *intake = pl_pipeline_get_intake (pipeline);
  PlPromptPolicySettings policy = read_policy (settings);
  g_auto (GStrv) muted = g_settings_get_strv (settings, "muted-applications");
  g_auto (GStrv) extra = g_settings_get_strv (settings, "extra-applications");

  pl_intake_set_muted (intake, (const char *const *) muted);
  pl_intake_set_extra (intake, (const char *const *) extra);
  pl_intake_set_unattributed_web (intake, g_settings_get_boolean (settings, "read-unattributed-web"));
  pl_pipeline_set_sensitivity (pipeline, read_sensitivity (settings));
  pl_pipeline_set_policy (pipeline, &policy);
}

/* The site's program tables over the built-in ones, the person's own over both. One that cannot be used is named and passed over. */
static void
load_tables (PlIntake *intake)
{
  g_autofree char *site = g_build_filename (PL_SYSCONFDIR, "porchlight", "applications", NULL);
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "porchlight", "applications", NULL);
  const char *const folders[] = { site, own };

  /* A program that no table knows may call itself a messenger in its desktop file. */
  pl_intake_set_categories_func (intake, pl_intake_find_categories, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;

      if (g_file_test (folders[i], G_FILE_TEST_IS_DIR) && !pl_intake_load_folder (intake, folders[i], &error))
        g_printerr ("porchlight-watch: %s\n", error->message);
    }
}

/**
 * pl_watch_settings_make_pipeline:
 * @settings: the person's settings
 * @engine: (transfer full): the classifier
 * @own_name: our unique name on the session bus
 * @func: called when a prompt is raised
 * @data: for @func
 *
 * Returns: (transfer full): a pipeline that follows the settings, and knows our own pop-ups when it hears them
 */
PlPipeline *
pl_watch_settings_make_pipeline (GSettings    *settings,
                                 PlEngine     *engine,
                                 const char   *own_name,
                                 PlPromptFunc  func,
                                 gpointer      data)
{
  const char *const texts[] = { pl_notifier_get_prompt_title (), pl_notifier_get_prompt_body (), NULL };
  PlPromptPolicySettings policy = read_policy (settings);
  PlPipeline *pipeline = pl_pipeline_new (engine, read_sensitivity (settings), &policy, func, data);
  PlIntake *intake = pl_pipeline_get_intake (pipeline);

  pl_intake_set_own_name (intake, own_name);
  pl_intake_set_own_texts (intake, texts);
  load_tables (intake);
  pl_watch_settings_apply (settings, pipeline);

  return pipeline;
}
