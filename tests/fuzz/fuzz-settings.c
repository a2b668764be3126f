// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The settings as a stranger may have written them into their file: whatever is in it, each key has a value that the schema allows. */

#define G_SETTINGS_ENABLE_BACKEND

#include "pl-watch-settings.h"

#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

#define SCHEMA "org.porchlight.Porchlight"
#define ROOT "/org/porchlight/Porchlight/"

static void
ignore_prompt (PlPromptEntry *entry,
               gpointer       data)
{
}

static GSettings *
open_file (const char *path)
{
  g_autoptr (GSettingsBackend) backend = g_keyfile_settings_backend_new (path, "/", NULL);

  return g_settings_new_with_backend (SCHEMA, backend);
}

static void
check_keys (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (keys), >, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, keys[i]);
      g_autoptr (GVariant) value = g_settings_get_value (settings, keys[i]);

      g_assert_true (g_settings_schema_key_range_check (key, value));
    }
}

/* The watcher takes them all in. */
static void
apply (GSettings *settings)
{
  static PlPipeline *pipeline;

  if (pipeline == NULL)
    {
      g_autofree char *model = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "porchlight.plm", NULL);
      PlEngine *engine = pl_engine_open (model, NULL);
      const PlPromptPolicySettings always = { 0 };

      g_assert_nonnull (engine);
      pipeline = pl_pipeline_new (engine, PL_SENSITIVITY_BALANCED, &always, ignore_prompt, NULL);
    }
  pl_watch_settings_apply (settings, pipeline);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static char *path;
  g_autoptr (GSettings) settings = NULL;

  /* GLib complains of text that is no UTF-8, and goes on with the default. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  if (path == NULL)
    path = g_strdup_printf ("%s/porchlight-settings-%d", g_get_tmp_dir (), (int) getpid ());
  if (size > 65536 || !g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return 0;

  settings = open_file (path);
  check_keys (settings);
  apply (settings);
  g_clear_object (&settings);
  g_unlink (path);

  return 0;
}
