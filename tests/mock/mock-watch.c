// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A watcher for tests of the window: it gives out prompts as told and writes down what it was asked, one word list a line. */

#include "pl-watch1.h"

#include <stdio.h>

typedef struct
{
  GMainLoop *loop;
  PlWatch1 *skeleton;
  FILE *log;
  char *concern;
  char *stage;
  char **reasons;
  int wording;
  gboolean heard;
  gboolean gone;
  gboolean by_id;
  GHashTable *used; /* ids that were got */
} Mock;

static void
write_line (Mock       *mock,
            const char *word,
            const char *first,
            const char *second)
{
  fprintf (mock->log, "%s %s %s\n", word, first != NULL ? first : "", second != NULL ? second : "");
  fflush (mock->log);
}

static gboolean
get_prompt_cb (PlWatch1              *skeleton,
               GDBusMethodInvocation *invocation,
               const char            *id,
               Mock                  *mock)
{
  write_line (mock, "get-prompt", id, NULL);
  if (mock->gone || !g_hash_table_add (mock->used, g_strdup (id)))
    g_dbus_method_invocation_return_dbus_error (invocation, "org.porchlight.Watch1.Error.NoPrompt", "No such prompt");
  else
    pl_watch1_complete_get_prompt (skeleton, invocation, mock->by_id ? id : mock->concern, mock->stage, (const char *const *) mock->reasons, "now");

  return TRUE;
}

static gboolean
get_wording_cb (PlWatch1              *skeleton,
                GDBusMethodInvocation *invocation,
                const char            *id,
                Mock                  *mock)
{
  pl_watch1_complete_get_wording (skeleton, invocation, (guint) mock->wording);
  return TRUE;
}

static gboolean
answer_cb (PlWatch1              *skeleton,
           GDBusMethodInvocation *invocation,
           const char            *id,
           const char            *answer,
           Mock                  *mock)
{
  write_line (mock, "answer", id, answer);
  pl_watch1_complete_answer (skeleton, invocation);
  return TRUE;
}

static gboolean
drop_cb (PlWatch1              *skeleton,
         GDBusMethodInvocation *invocation,
         Mock                  *mock)
{
  write_line (mock, "drop-prompts", NULL, NULL);
  pl_watch1_complete_drop_prompts (skeleton, invocation);
  return TRUE;
}

static gboolean
self_test_cb (PlWatch1              *skeleton,
              GDBusMethodInvocation *invocation,
              const char            *nonce,
              Mock                  *mock)
{
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, strlen (nonce));

  write_line (mock, "self-test", length, NULL);
  pl_watch1_complete_self_test (skeleton, invocation, mock->heard);
  return TRUE;
}

static gboolean
pause_cb (PlWatch1              *skeleton,
          GDBusMethodInvocation *invocation,
          guint                  seconds,
          Mock                  *mock)
{
  g_autofree char *text = g_strdup_printf ("%u", seconds);

  write_line (mock, "pause", text, NULL);
  pl_watch1_set_paused (skeleton, TRUE);
  pl_watch1_set_watching (skeleton, FALSE);
  pl_watch1_set_paused_until (skeleton, seconds > 0 ? g_get_real_time () / G_USEC_PER_SEC + seconds : 0);
  pl_watch1_complete_pause (skeleton, invocation);
  return TRUE;
}

static GVariant *
new_sources (guint heard)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssuu)"));
  g_variant_builder_add (&builder, "(ssuu)", "Gajim", "seen", heard, heard);
  g_variant_builder_add (&builder, "(ssuu)", "Signal", "hidden", 4, 0);
  g_variant_builder_add (&builder, "(ssuu)", "Telegram Desktop", "not-seen", 1, 0);

  return g_variant_builder_end (&builder);
}

static gboolean
resume_cb (PlWatch1              *skeleton,
           GDBusMethodInvocation *invocation,
           Mock                  *mock)
{
  write_line (mock, "resume", NULL, NULL);
  pl_watch1_set_sources (skeleton, new_sources (13));
  pl_watch1_set_paused (skeleton, FALSE);
  pl_watch1_set_watching (skeleton, TRUE);
  pl_watch1_complete_resume (skeleton, invocation);
  return TRUE;
}

static void
bus_cb (GDBusConnection *connection,
        const char      *name,
        gpointer         data)
{
  Mock *mock = data;
  g_autoptr (GError) error = NULL;

  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (mock->skeleton), connection, "/org/porchlight/Watch", &error))
    g_error ("%s", error->message);
}

static void
name_cb (GDBusConnection *connection,
         const char      *name,
         gpointer         data)
{
  write_line (data, "ready", NULL, NULL);
}

static void
set_up (Mock *mock)
{
  PlWatch1 *skeleton = pl_watch1_skeleton_new ();

  mock->skeleton = skeleton;
  pl_watch1_set_watching (skeleton, TRUE);
  pl_watch1_set_problem (skeleton, "");
  pl_watch1_set_tray_shown (skeleton, TRUE);
  pl_watch1_set_sources (skeleton, new_sources (12));
  pl_watch1_set_since (skeleton, g_get_real_time () / G_USEC_PER_SEC);
  pl_watch1_set_model_version (skeleton, "test model, 2026-11-22");
  pl_watch1_set_version (skeleton, "0");
  g_signal_connect (skeleton, "handle-get-prompt", G_CALLBACK (get_prompt_cb), mock);
  g_signal_connect (skeleton, "handle-get-wording", G_CALLBACK (get_wording_cb), mock);
  g_signal_connect (skeleton, "handle-answer", G_CALLBACK (answer_cb), mock);
  g_signal_connect (skeleton, "handle-drop-prompts", G_CALLBACK (drop_cb), mock);
  g_signal_connect (skeleton, "handle-self-test", G_CALLBACK (self_test_cb), mock);
  g_signal_connect (skeleton, "handle-pause", G_CALLBACK (pause_cb), mock);
  g_signal_connect (skeleton, "handle-resume", G_CALLBACK (resume_cb), mock);
}

int
main (int    argc,
      char **argv)
{
  Mock mock = { .concern = NULL };
  g_autofree char *log = NULL;
  g_autofree char *reasons = NULL;
  GOptionEntry entries[] = {
    { "concern", 0, 0, G_OPTION_ARG_STRING, &mock.concern, "Concern of each prompt", "NAME" },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &mock.stage, "Its stage", "NAME" },
    { "reasons", 0, 0, G_OPTION_ARG_STRING, &reasons, "Its kinds of reason, separated by commas", "NAMES" },
    { "wording", 0, 0, G_OPTION_ARG_INT, &mock.wording, "Which text", "N" },
    { "heard", 0, 0, G_OPTION_ARG_NONE, &mock.heard, "What the self-test answers", NULL },
    { "by-id", 0, 0, G_OPTION_ARG_NONE, &mock.by_id, "The id of a prompt is its concern", NULL },
    { "gone", 0, 0, G_OPTION_ARG_NONE, &mock.gone, "Every prompt is over", NULL },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &log, "Where to write what was asked", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  mock.log = log != NULL ? fopen (log, "a") : stdout;
  mock.reasons = g_strsplit (reasons != NULL ? reasons : "", ",", -1);
  mock.used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mock.loop = g_main_loop_new (NULL, FALSE);
  if (mock.concern == NULL)
    mock.concern = g_strdup ("general");
  if (mock.stage == NULL)
    mock.stage = g_strdup ("recruit");
  set_up (&mock);
  g_bus_own_name (G_BUS_TYPE_SESSION, "org.porchlight.Watch", G_BUS_NAME_OWNER_FLAGS_NONE, bus_cb, name_cb, NULL, &mock, NULL);
  g_main_loop_run (mock.loop);

  return 0;
}
