// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-jsonl.h"

#include <string.h>

static void
test_all_fields_are_read (void)
{
  static const char line[] = "{\"conversation\": \"c1\", \"text\": \"h\\u00e9\", \"sender\": \"Alex\", \"app\": \"org.example\", \"time\": \"2026-01-31T18:00:00Z\"}";
  g_auto (PlJsonlMessage) message = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_jsonl_parse (&message, line, strlen (line), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (message.conversation, ==, "c1");
  g_assert_cmpstr (message.text, ==, "hé");
  g_assert_cmpstr (message.sender, ==, "Alex");
  g_assert_cmpstr (message.application, ==, "org.example");
  g_assert_cmpint (message.time, ==, G_GINT64_CONSTANT (1769882400) * G_USEC_PER_SEC);
}

static void
test_optional_fields_may_be_missing (void)
{
  static const char line[] = "{\"text\": \"\", \"conversation\": \"\", \"sender\": null}";
  g_auto (PlJsonlMessage) message = { 0 };

  g_assert_true (pl_jsonl_parse (&message, line, strlen (line), NULL));
  g_assert_null (message.sender);
  g_assert_cmpint (message.time, ==, -1);
}

typedef struct
{
  const char *line;
  int code;
} Broken;

static void
test_broken_lines_are_refused (void)
{
  static const Broken broken[] = {
    { "", PL_JSONL_ERROR_SYNTAX },
    { "canary", PL_JSONL_ERROR_SYNTAX },
    { "[\"canary\"]", PL_JSONL_ERROR_SYNTAX },
    { "{\"text\": \"canary\"", PL_JSONL_ERROR_SYNTAX },
    { "{\"text\": \"canary\"}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": \"canary\"}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": 5, \"text\": \"canary\"}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": \"c\", \"text\": [\"canary\"]}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": \"c\", \"text\": null}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": \"c\", \"text\": \"canary\", \"time\": \"canary\"}", PL_JSONL_ERROR_FIELD },
    { "{\"conversation\": \"c\", \"text\": \"canary\\u0000x\"}", PL_JSONL_ERROR_SYNTAX },
    { "{\"conversation\": \"c\", \"text\": \"canary\xff\"}", PL_JSONL_ERROR_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_auto (PlJsonlMessage) message = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (pl_jsonl_parse (&message, broken[i].line, strlen (broken[i].line), &error));
      g_assert_error (error, PL_JSONL_ERROR, broken[i].code);
      g_assert_null (strstr (error->message, "canary"));
      g_assert_null (message.text);
    }
}

static void
test_too_long_text_is_refused (void)
{
  for (gsize length = PL_JSONL_TEXT_LIMIT; length <= PL_JSONL_TEXT_LIMIT + 1; length++)
    {
      g_autofree char *text = g_strnfill (length, 'a');
      g_autofree char *line = g_strdup_printf ("{\"conversation\": \"c\", \"text\": \"%s\"}", text);
      g_auto (PlJsonlMessage) message = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (pl_jsonl_parse (&message, line, strlen (line), &error) == (length == PL_JSONL_TEXT_LIMIT));
    }
}

static void
test_deep_lines_are_refused (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *line = g_strdup_printf ("{\"x\": %s", open);
  g_auto (PlJsonlMessage) message = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_jsonl_parse (&message, line, strlen (line), &error));
  g_assert_error (error, PL_JSONL_ERROR, PL_JSONL_ERROR_LIMIT);
}

static void
test_lines_are_read_one_by_one (void)
{
  g_autoptr (GString) input = g_string_new ("one\n\n");
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean too_long;
  FILE *stream;

  for (guint i = 0; i < PL_JSONL_LINE_LIMIT + 1; i++)
    g_string_append_c (input, 'x');
  g_string_append (input, "\nlast");
  stream = fmemopen (input->str, input->len, "r");
  g_assert_true (pl_jsonl_read_line (stream, line, &too_long));
  g_assert_cmpstr (line->str, ==, "one");
  g_assert_true (pl_jsonl_read_line (stream, line, &too_long));
  g_assert_cmpstr (line->str, ==, "");
  g_assert_true (pl_jsonl_read_line (stream, line, &too_long));
  g_assert_true (too_long);
  g_assert_true (pl_jsonl_read_line (stream, line, &too_long));
  g_assert_false (too_long);
  g_assert_cmpstr (line->str, ==, "last");
  g_assert_false (pl_jsonl_read_line (stream, line, &too_long));
  fclose (stream);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/jsonl/all-fields-are-read", test_all_fields_are_read);
  g_test_add_func ("/intake/jsonl/optional-fields-may-be-missing", test_optional_fields_may_be_missing);
  g_test_add_func ("/intake/jsonl/broken-lines-are-refused", test_broken_lines_are_refused);
  g_test_add_func ("/intake/jsonl/too-long-text-is-refused", test_too_long_text_is_refused);
  g_test_add_func ("/intake/jsonl/deep-lines-are-refused", test_deep_lines_are_refused);
  g_test_add_func ("/intake/jsonl/lines-are-read-one-by-one", test_lines_are_read_one_by_one);

  return g_test_run ();
}
