// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The contract of `porchlightctl score`, on the program itself with the model of the tree. */

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static GSubprocess *
start (const char *option)
{
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "ctl", "porchlightctl", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                           program, "score", option, NULL);

  g_assert_no_error (error);

  return process;
}

/* Runs it to its end; @errors is what it wrote on standard error. */
static GStrv
score (const char *option,
       const char *input,
       char      **errors,
       int        *status)
{
  g_autoptr (GSubprocess) process = start (option);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, input, NULL, &output, errors, &error);
  g_assert_no_error (error);
  *status = g_subprocess_get_exit_status (process);
  g_strchomp (output);

  return g_strsplit (output, "\n", -1);
}

static JsonObject *
parse (const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (line, &error);

  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (node));
}

static void
test_answers_have_all_members (void)
{
  static const char input[] = "{\"conversation\": \"a \\\"b\\\"\", \"text\": \"dont tell your mom, its our secret. send me a pic\"}\n";
  g_autofree char *errors = NULL;
  int status;
  g_auto (GStrv) lines = score (NULL, input, &errors, &status);
  g_autoptr (JsonObject) answer = parse (lines[0]);
  JsonObject *concerns = json_object_get_object_member (answer, "concerns");
  JsonArray *because = json_object_get_array_member (answer, "because");
  static const char text[] = "dont tell your mom, its our secret. send me a pic";
  double largest = 0;

  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (json_object_get_int_member (answer, "line"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (answer, "conversation"), ==, "a \"b\"");
  for (GList *names = json_object_get_members (concerns), *link = names; link != NULL; link = link->next)
    {
      double value = json_object_get_double_member (concerns, link->data);

      g_assert_cmpfloat (value, >=, 0.01);
      largest = MAX (largest, value);
      if (link->next == NULL)
        g_list_free (names);
    }
  g_assert_cmpfloat (json_object_get_double_member (answer, "score"), ==, largest);
  g_assert_cmpuint (json_array_get_length (because), >, 0);
  for (guint i = 0; i < json_array_get_length (because); i++)
    {
      JsonObject *span = json_array_get_object_element (because, i);
      gint64 from = json_object_get_int_member (span, "start");
      gint64 to = json_object_get_int_member (span, "end");
      g_autofree char *part = g_strndup (text + from, (gsize) (to - from));

      g_assert_cmpint (to, <=, (gint64) strlen (text));
      g_assert_cmpstr (json_object_get_string_member (span, "text"), ==, part);
      g_assert_cmpfloat (json_object_get_double_member (concerns, json_object_get_string_member (span, "concern")), >=, 0.5);
    }
  g_assert_true (json_object_has_member (json_object_get_object_member (answer, "state"), "stage"));
  g_assert_true (json_object_has_member (answer, "prompt"));
}

static void
test_plain_talk_says_little (void)
{
  g_autofree char *errors = NULL;
  int status;
  g_auto (GStrv) lines = score (NULL, "{\"conversation\": \"a\", \"text\": \"the bus is late again\"}\n", &errors, &status);
  g_autoptr (JsonObject) answer = parse (lines[0]);

  g_assert_cmpfloat (json_object_get_double_member (answer, "score"), <, 0.5);
  g_assert_true (json_object_get_null_member (answer, "prompt"));
}

static void
test_bad_lines_are_named_and_the_others_answered (void)
{
  static const char input[] = "canary\n{\"conversation\": \"a\", \"text\": \"hello\"}\n{\"text\": \"canary\"}\n{\"conversation\": \"a\", \"text\": \"bye\"}\n";
  g_autofree char *errors = NULL;
  int status;
  g_auto (GStrv) lines = score (NULL, input, &errors, &status);
  g_autoptr (JsonObject) first = parse (lines[0]);
  g_autoptr (JsonObject) second = parse (lines[1]);

  g_assert_cmpint (status, ==, 1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpint (json_object_get_int_member (first, "line"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (second, "line"), ==, 4);
  g_assert_cmpstr (errors, ==, "porchlightctl: line 1: is not a JSON object\nporchlightctl: line 3: has no \"conversation\"\n");
}

/* The answer is there while the pipe is still open. */
static void
test_each_answer_comes_before_the_next_line (void)
{
  g_autoptr (GSubprocess) process = start (NULL);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      static const char line[] = "{\"conversation\": \"a\", \"text\": \"hello\"}\n";
      g_autofree char *answer = NULL;

      g_output_stream_write_all (input, line, strlen (line), NULL, NULL, &error);
      g_output_stream_flush (input, NULL, &error);
      answer = g_data_input_stream_read_line (output, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (answer);
    }
  g_output_stream_close (input, NULL, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static guint
count_prompts (GStrv lines)
{
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    n += strstr (*line, "\"prompt\": null") == NULL;

  return n;
}

static void
test_caps_limit_prompts (void)
{
  g_autoptr (GString) input = g_string_new (NULL);
  g_autofree char *errors = NULL;
  int status;
  g_auto (GStrv) all = NULL;
  g_auto (GStrv) capped = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (input, "{\"conversation\": \"c%u\", \"time\": \"2026-01-31T18:%02u:00Z\", \"text\": \"%s %u\"}\n", i / 10, i,
                            "send me more pics tonight or i post the ones i have, i know your school. dont tell your mom, you have", i);
  all = score (NULL, input->str, &errors, &status);
  g_clear_pointer (&errors, g_free);
  capped = score ("--caps", input->str, &errors, &status);
  g_assert_cmpuint (count_prompts (all), >, 4);
  g_assert_cmpuint (count_prompts (capped), <=, 8); /* two a day, and a direct threat once a chat, over four chats */
  g_assert_cmpuint (count_prompts (capped), >, 0);
}

static void
test_a_missing_model_is_one_clear_line (void)
{
  g_autofree char *errors = NULL;
  int status;
  g_auto (GStrv) lines = score ("--model=/nonexistent/model.plm", "", &errors, &status);

  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (errors, ==, "porchlightctl: /nonexistent/model.plm: the model cannot be read\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/score/answers-have-all-members", test_answers_have_all_members);
  g_test_add_func ("/ctl/score/plain-talk-says-little", test_plain_talk_says_little);
  g_test_add_func ("/ctl/score/bad-lines-are-named-and-the-others-answered", test_bad_lines_are_named_and_the_others_answered);
  g_test_add_func ("/ctl/score/each-answer-comes-before-the-next-line", test_each_answer_comes_before_the_next_line);
  g_test_add_func ("/ctl/score/caps-limit-prompts", test_caps_limit_prompts);
  g_test_add_func ("/ctl/score/a-missing-model-is-one-clear-line", test_a_missing_model_is_one_clear_line);

  return g_test_run ();
}
