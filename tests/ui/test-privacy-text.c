// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-privacy-text.h"

#include <string.h>

static GPtrArray *
load (const char *language)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "doc", pl_privacy_text_get_name (language), NULL);
  g_autofree char *statement = NULL;

  g_assert_true (g_file_get_contents (path, &statement, NULL, NULL));
  return pl_privacy_text_parse (statement);
}

/* What a person reads holds no mark and no name of a test. */
static void
test_words (const void *language)
{
  g_autoptr (GPtrArray) lines = load (language);

  g_assert_cmpuint (lines->len, >, 30);
  for (guint i = 0; i < lines->len; i++)
    {
      const PlPrivacyLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpstr (line->text, !=, "");
      g_assert_null (strpbrk (line->text, "`#<>"));
      g_assert_null (strstr (line->text, "(/"));
      if (line->kind == PL_PRIVACY_POINT)
        g_assert_true (g_str_has_suffix (line->text, "."));
    }
}

static void
test_same_lines (void)
{
  g_autoptr (GPtrArray) english = load ("en");
  g_autoptr (GPtrArray) spanish = load ("es");

  g_assert_cmpuint (english->len, ==, spanish->len);
  for (guint i = 0; i < english->len; i++)
    {
      const PlPrivacyLine *one = g_ptr_array_index (english, i);
      const PlPrivacyLine *other = g_ptr_array_index (spanish, i);

      g_assert_cmpint (one->kind, ==, other->kind);
      g_assert_cmpstr (one->text, !=, other->text);
    }
}

static void
test_parts (void)
{
  g_autoptr (GPtrArray) lines = pl_privacy_text_parse ("# Title\n\nFor builders.\n\n## One\n\n### Two\n- `cmd` works. (`/a/b`, `/c`)\n- Plain (as is).");
  static const char *const texts[] = { "One", "Two", "cmd works.", "Plain (as is)." };

  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (((PlPrivacyLine *) g_ptr_array_index (lines, i))->text, ==, texts[i]);
}

static void
test_language (void)
{
  g_assert_cmpstr (pl_privacy_text_get_name ("es"), ==, "privacy.es.md");
  g_assert_cmpstr (pl_privacy_text_get_name ("en"), ==, "privacy.md");
  g_assert_cmpstr (pl_privacy_text_get_name ("xa"), ==, "privacy.md");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/ui/privacy-text/plain-words-in-english", "en", test_words);
  g_test_add_data_func ("/ui/privacy-text/plain-words-in-spanish", "es", test_words);
  g_test_add_func ("/ui/privacy-text/the-same-lines-in-both", test_same_lines);
  g_test_add_func ("/ui/privacy-text/headings-and-points", test_parts);
  g_test_add_func ("/ui/privacy-text/file-of-a-language", test_language);

  return g_test_run ();
}
