// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-verbs.h"
#include "ctl-watch-client.h"
#include "pl-policy-settings.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static void
print_state (GVariant *watch)
{
  g_autofree char *problem = pl_ctl_lookup_string (watch, "Problem");
  g_autofree char *since = format_time (pl_ctl_lookup_int64 (watch, "Since"));
  gint64 until = pl_ctl_lookup_int64 (watch, "PausedUntil");

  g_print (_("Running since: %s\n"), since);
  if (pl_ctl_lookup_boolean (watch, "Paused") && until != 0)
    {
      g_autofree char *end = format_time (until);

      g_print (_("State: paused until %s\n"), end);
    }
  else if (pl_ctl_lookup_boolean (watch, "Paused"))
    g_print ("%s\n", _("State: paused"));
  else if (*problem != '\0')
    g_print (_("State: not watching. %s\n"), problem);
  else
    g_print ("%s\n", _("State: watching"));
}

static const char *
describe_source (const char *kind)
{
  if (g_str_equal (kind, "seen"))
    return _("text seen");
  if (g_str_equal (kind, "hidden"))
    return _("text hidden by the program");

  return _("no text seen");
}

static void
print_sources (GVariant *watch)
{
  g_autoptr (GVariant) sources = g_variant_lookup_value (watch, "Sources", G_VARIANT_TYPE ("a(ssuu)"));
  g_autofree char *skipped = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_ctl_lookup_uint64 (watch, "Skipped"));
  g_autofree char *dropped = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_ctl_lookup_uint64 (watch, "Dropped"));
  const char *name;
  const char *kind;
  GVariantIter iter;
  guint heard;
  guint seen;

  g_print ("%s\n", _("Programs heard since then:"));
  if (sources == NULL || g_variant_n_children (sources) == 0)
    g_print ("  %s\n", _("none yet"));

  g_variant_iter_init (&iter, sources);
  while (sources != NULL && g_variant_iter_next (&iter, "(&s&suu)", &name, &kind, &heard, &seen))
    g_print (_("  %s: %s (%u heard, %u read)\n"), name, describe_source (kind), heard, seen);

  g_print (_("Broken and skipped: %s; lost: %s\n"), skipped, dropped);
}

/* Whoever else sits down here, staff too, sees that it runs and its versions, and nothing of what a guest uses. */
static gboolean
is_shared (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, PL_APPLICATION_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = schema != NULL ? pl_policy_settings_new (pl_policy_settings_get_path ()) : NULL;
  g_autofree char *mode = settings != NULL ? g_settings_get_string (settings, "mode") : NULL;

  return g_strcmp0 (mode, "shared") == 0;
}

static GVariant *
keep_versions (GVariant *watch)
{
  static const char *const shown[] = { "ModelVersion", "Version" };
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *value = pl_ctl_lookup_string (watch, shown[i]);

      g_variant_builder_add (&builder, "{sv}", shown[i], g_variant_new_string (value));
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
print_text (GVariant *watch,
            gboolean  shared)
{
  g_autofree char *model = pl_ctl_lookup_string (watch, "ModelVersion");
  g_autofree char *version = pl_ctl_lookup_string (watch, "Version");

  if (shared)
    g_print ("%s\n", _("Running"));
  else
    {
      print_state (watch);
      print_sources (watch);
    }
  g_print (_("Model: %s\n"), model);
  g_print (_("Version: %s\n"), version);
  g_print ("%s\n", _("What anybody was told: nothing"));
}

static void
print_json (GVariant *watch)
{
  g_autoptr (JsonNode) node = json_gvariant_serialize (watch);
  g_autofree char *text = json_to_string (node, FALSE);

  g_print ("%s\n", text);
}

/**
 * pl_ctl_status:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * Prints what the watcher hears, by program, and versions. Nothing about content.
 *
 * Returns: 0; 1 where no watcher runs
 */
int
pl_ctl_status (int    argc,
               char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) watch = NULL;
  g_autoptr (GVariant) shown = NULL;
  gboolean shared;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "porchlightctl: status: %s\n", error->message);
      return 2;
    }

  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (session == NULL)
    {
      fprintf (stderr, "porchlightctl: %s\n", _("there is no session bus; run this in a desktop session"));
      return 1;
    }

  watch = pl_ctl_get_watch (session);
  if (watch == NULL)
    {
      fprintf (stderr, "porchlightctl: %s\n", _("the watcher is not running; start it with porchlight-watch"));
      return 1;
    }

  shared = is_shared ();
  shown = shared ? keep_versions (watch) : g_variant_ref (watch);
  if (json)
    print_json (shown);
  else
    print_text (shown, shared);

  return 0;
}
