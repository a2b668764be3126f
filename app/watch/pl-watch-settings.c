// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch-settings.h"

/**
 * pl_watch_settings_read_policy:
 * @settings: the person's settings
 *
 * Returns: their quiet hours
 */
PlPromptPolicySettings
pl_watch_settings_read_policy (GSettings *settings)
{
  return (PlPromptPolicySettings) {
    .quiet_hours = g_settings_get_boolean (settings, "quiet-hours-enabled"),
    .quiet_start = g_settings_get_uint (settings, "quiet-hours-start"),
    .quiet_end = g_settings_get_uint (settings, "quiet-hours-end"),
  };
}

/**
 * pl_watch_settings_read_sensitivity:
 * @settings: the person's settings
 *
 * Returns: how readily a prompt is raised; the numbers of the schema are those of the enum
 */
PlSensitivity
pl_watch_settings_read_sensitivity (GSettings *settings)
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
  PlPromptPolicySettings policy = pl_watch_settings_read_policy (settings);
  g_auto (GStrv) muted = g_settings_get_strv (settings, "muted-applications");
  g_auto (GStrv) extra = g_settings_get_strv (settings, "extra-applications");

  pl_intake_set_muted (intake, (const char *const *) muted);
  pl_intake_set_extra (intake, (const char *const *) extra);
  pl_intake_set_unattributed_web (intake, g_settings_get_boolean (settings, "read-unattributed-web"));
  pl_pipeline_set_sensitivity (pipeline, pl_watch_settings_read_sensitivity (settings));
  pl_pipeline_set_policy (pipeline, &policy);
}

/**
 * pl_watch_settings_load_tables:
 * @intake: gets them
 *
 * The site's program tables over the built-in ones, the person's own over both. One that cannot be used is named and passed over.
 */
void
pl_watch_settings_load_tables (PlIntake *intake)
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
