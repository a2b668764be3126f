// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-intake.h"
#include "ctl-recording.h"
#include "ctl-verbs.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *own_name;
  char **tables;
  char **files;
  gboolean no_text;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->own_name);
  g_strfreev (self->tables);
  g_strfreev (self->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- writing a reading -------------------------------------------------------------------------------------------------- */

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_flag (JsonBuilder *builder,
          const char  *name,
          gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_words (JsonBuilder     *builder,
           const PlMessage *message,
           gboolean         no_text)
{
  add_string (builder, "group", pl_message_get_group (message));
  add_string (builder, "sender", pl_message_get_sender (message));
  add_string (builder, "conversation", pl_message_get_conversation (message));
  if (!no_text)
    add_string (builder, "text", pl_message_get_text (message));
  if (pl_message_get_text (message) == NULL)
    add_flag (builder, "no_text", TRUE);
  if (pl_message_is_truncated (message))
    add_flag (builder, "truncated", TRUE);
}

/* A grouped summary holds several messages of one program. */
static void
add_messages (JsonBuilder     *builder,
              const PlReading *reading,
              gboolean         no_text)
{
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reading->messages->len; i++)
    {
      json_builder_begin_object (builder);
      add_words (builder, g_ptr_array_index (reading->messages, i), no_text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_used (JsonBuilder     *builder,
          const PlReading *reading,
          gboolean         no_text)
{
  const PlMessage *first = g_ptr_array_index (reading->messages, 0);

  add_flag (builder, "is_message", reading->is_message);
  add_string (builder, "kind", pl_message_kind_get_name (pl_message_get_kind (first)));
  add_string (builder, "app", pl_message_get_application (first));
  add_string (builder, "channel", pl_message_get_channel (first));
  if (reading->messages->len == 1)
    add_words (builder, first, no_text);
  else
    add_messages (builder, reading, no_text);
}

/**
 * pl_ctl_intake_describe:
 * @reading: what was made of an event
 * @number: the place of the event in its recording, from 0
 * @file: (nullable): the recording, where there are several
 * @no_text: whether to leave the texts out
 *
 * Returns: (transfer full): one JSON object on one line
 */
char *
pl_ctl_intake_describe (const PlReading *reading,
                        guint            number,
                        const char      *file,
                        gboolean         no_text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (file != NULL)
    add_string (builder, "file", file);
  json_builder_set_member_name (builder, "event");
  json_builder_add_int_value (builder, number);
  add_flag (builder, "use", reading->use);
  if (reading->use)
    add_used (builder, reading, no_text);
  else
    add_string (builder, "why", reading->why);
  if (reading->malformed)
    add_flag (builder, "malformed", TRUE);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* --- one recording --------------------------------------------------------------------------------------------------------- */

static void
load_folder (PlIntake   *intake,
             const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (!pl_intake_load_folder (intake, folder, &error))
    fprintf (stderr, "porchlightctl: %s\n", error->message);
}

static gboolean
load_tables (PlIntake *intake,
             char    **tables)
{
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "porchlight", "applications", NULL);

  load_folder (intake, PL_SYSCONFDIR "/porchlight/applications");
  load_folder (intake, own);
  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      g_autoptr (GBytes) bytes = NULL;
      gsize length;

      if (g_file_get_contents (tables[i], &contents, &length, &error))
        bytes = g_bytes_new (contents, length);
      if (bytes == NULL || !pl_intake_load_table (intake, bytes, &error))
        return fprintf (stderr, "porchlightctl: %s: %s\n", tables[i], error->message), FALSE;
    }

  return TRUE;
}

/* As the watcher has it; each recording is a session of its own. */
static PlIntake *
create_intake (const Options *options)
{
  const char *const own_texts[] = { _("A quick check-in"), _("Open when you have a moment."), NULL };
  g_autoptr (PlIntake) intake = pl_intake_new ();

  pl_intake_set_own_name (intake, options->own_name);
  pl_intake_set_own_texts (intake, own_texts);
  pl_intake_set_categories_func (intake, pl_intake_find_categories, NULL, NULL);

  return load_tables (intake, options->tables) ? g_steal_pointer (&intake) : NULL;
}

static gboolean
read_recording (const Options *options,
                const char    *bytes,
                gsize          length,
                const char    *name,
                const char    *shown)
{
  g_autoptr (PlIntake) intake = create_intake (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlRecording) recording = pl_recording_parse (bytes, length, &error);
  gint64 now = 0;

  if (recording == NULL)
    fprintf (stderr, "porchlightctl: %s: %s\n", name, error->message);
  if (recording == NULL || intake == NULL)
    return FALSE;

  for (guint i = 0; i < pl_recording_get_n_events (recording); i++)
    {
      PlBusEvent event;
      gint64 time = pl_recording_get_event (recording, i, &event);
      g_autoptr (PlReading) reading = NULL;
      g_autofree char *line = NULL;

      now = time >= 0 ? time : now;
      reading = pl_intake_read (intake, &event, now);
      line = pl_ctl_intake_describe (reading, i, shown, options->no_text);
      puts (line);
    }

  return TRUE;
}

static GString *
read_stream (FILE *stream)
{
  GString *contents = g_string_new (NULL);
  char buffer[8192];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stream)) > 0)
    g_string_append_len (contents, buffer, (gssize) n);
  explicit_bzero (buffer, sizeof buffer);

  return contents;
}

static gboolean
read_standard_input (const Options *options)
{
  GString *contents = read_stream (stdin);
  gboolean ok = read_recording (options, contents->str, contents->len, "-", NULL);

  explicit_bzero (contents->str, contents->len);
  g_string_free (contents, TRUE);

  return ok;
}

static gboolean
read_file (const Options *options,
           const char    *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  gboolean ok;

  if (g_str_equal (path, "-"))
    return read_standard_input (options);
  if (!g_file_get_contents (path, &contents, &length, &error))
    return fprintf (stderr, "porchlightctl: %s\n", error->message), FALSE;

  ok = read_recording (options, contents, length, path, g_strv_length (options->files) > 1 ? path : NULL);
  explicit_bzero (contents, length);

  return ok;
}

static gboolean
parse_options (Options *options,
               int      argc,
               char   **argv)
{
  const GOptionEntry entries[] = {
    { "no-text", 0, 0, G_OPTION_ARG_NONE, &options->no_text, N_("Leave the texts out"), NULL },
    { "own-name", 0, 0, G_OPTION_ARG_STRING, &options->own_name, N_("The bus name of our own connection, such as :1.7"), N_("NAME") },
    { "table", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->tables, N_("A table of programs to try"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, N_("[FILE…]") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _("Shows how recorded notifications are read: one JSON object an event, numbered from 0."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;

  fprintf (stderr, "porchlightctl: %s\n", error->message);
  return FALSE;
}

int
pl_ctl_intake (int    argc,
               char **argv)
{
  g_auto (Options) options = { 0 };
  gboolean ok = TRUE;

  if (!parse_options (&options, argc, argv))
    return 2;
  if (options.files == NULL)
    return read_standard_input (&options) ? 0 : 1;

  for (guint i = 0; options.files[i] != NULL; i++)
    ok &= read_file (&options, options.files[i]);

  return ok ? 0 : 1;
}
