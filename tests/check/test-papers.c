// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The papers for staff, for whoever sets it up and for young people, by the same measure as the words of the window. */

#include "reading.h"

#include <string.h>

#define GRADE 6.0        /* sixth grade or below, by both formulas */
#define EASE 70.0        /* the same on the scale of Fernández Huerta */
#define LONG_SENTENCE 24 /* words */
#define SENTENCE 6       /* words from which a block is more than a label */

typedef struct
{
  const char *name;
  gboolean spanish;
} Paper;

static const Paper papers[] = {
  { "staff-sheet.html", FALSE }, { "set-up-guide.html", FALSE }, { "plan.html", FALSE }, { "plan.es.html", TRUE }, { "privacy.md", FALSE },
};

static char *
replace (char       *text,
         const char *pattern,
         const char *with)
{
  g_autofree char *before = text;
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DOTALL | G_REGEX_MULTILINE | G_REGEX_CASELESS, 0, NULL);

  g_assert_nonnull (regex);

  return g_regex_replace_literal (regex, before, -1, 0, with, 0, NULL);
}

/* What a person reads: commands and names of tests are not held against a sentence; each block is a line. */
static char *
read_html (char *text)
{
  text = replace (text, "<!--.*?-->|<head>.*?</head>|<code[^>]*>.*?</code>|<pre[^>]*>.*?</pre>", " ");
  text = replace (text, "\\s+", " ");
  text = replace (text, "</?(b|i|em|strong|a|span|small|q)( [^>]*)?>", "");
  text = replace (text, "<[^>]+>", "\n");
  text = replace (text, "&(nbsp|#160);", " ");

  return replace (text, "&amp;", "&");
}

static char *
read_markdown (char *text)
{
  text = replace (text, "<!--.*?-->", " ");
  text = replace (text, "\\((`[^`]*`(, )?)+\\)|`[^`]*`", "");
  text = replace (text, "\\[([^]]*)\\]\\([^)]*\\)", " ");
  text = replace (text, "(?<=[^\\n])\\n(?=[^\\n#|-])", " ");

  return replace (text, "^[#|*-]+", "");
}

static void
find_long_sentences (const char *text,
                     gboolean    spanish,
                     GString    *faults)
{
  g_autoptr (GRegex) ends = g_regex_new ("(?<=[.?!:])\\s|\\n", 0, 0, NULL);
  g_auto (GStrv) sentences = g_regex_split (ends, text, 0);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      PlReading reading = { 0 };

      pl_reading_add (&reading, sentences[i], spanish);
      if (reading.longest > LONG_SENTENCE)
        g_string_append_printf (faults, "%u words: %s\n", reading.longest, g_strstrip (sentences[i]));
    }
}

/* A heading or a label is short, and would make any paper easy. */
static void
add_blocks (PlReading  *sum,
            const char *text,
            gboolean    spanish)
{
  g_auto (GStrv) blocks = g_strsplit (text, "\n", -1);

  for (guint i = 0; blocks[i] != NULL; i++)
    {
      PlReading reading = { 0 };

      pl_reading_add (&reading, blocks[i], spanish);
      if (reading.words >= SENTENCE)
        pl_reading_add (sum, blocks[i], spanish);
    }
}

static void
test_paper (gconstpointer data)
{
  const Paper *paper = data;
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "doc", paper->name, NULL);
  g_autoptr (GString) faults = g_string_new (NULL);
  char *source = NULL;
  g_autofree char *text = NULL;
  PlReading reading = { 0 };

  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  text = g_str_has_suffix (paper->name, ".html") ? read_html (source) : read_markdown (source);
  add_blocks (&reading, text, paper->spanish);
  g_assert_cmpuint (reading.words, >, 50);
  find_long_sentences (text, paper->spanish, faults);

  if (paper->spanish)
    g_test_message ("%u words, Crawford %.1f, Fernández Huerta %.0f", reading.words, pl_reading_crawford (&reading), pl_reading_huerta (&reading));
  else
    g_test_message ("%u words, Flesch-Kincaid %.1f, ARI %.1f", reading.words, pl_reading_flesch_kincaid (&reading), pl_reading_ari (&reading));
  if (faults->len > 0)
    g_test_message ("long sentences:\n%s", faults->str);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (paper->spanish ? pl_reading_crawford (&reading) <= GRADE && pl_reading_huerta (&reading) >= EASE
                                : pl_reading_flesch_kincaid (&reading) <= GRADE && pl_reading_ari (&reading) <= GRADE);
}

/* The stripping itself: what is no sentence is gone, and what is stays. */
static void
test_what_is_read (void)
{
  g_autofree char *html = read_html (g_strdup ("<head><title>No</title></head><h1>A <b>plan</b></h1>\n<p>Stay\nsafe. <code>run this</code></p><!-- no -->"));
  g_autofree char *markdown = read_markdown (g_strdup ("# A plan\n\n- Stay\nhere. (`/a/test`, `/b/test`)\n- Go.\n"));

  g_assert_cmpstr (g_strstrip (html), ==, "A plan\n \nStay safe.");
  g_assert_cmpstr (markdown, ==, " A plan\n\n Stay here. \n Go.\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/papers/what-is-read", test_what_is_read);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autofree char *base = g_strdelimit (g_strdup (papers[i].name), ".", '-');
      g_autofree char *path = g_strconcat ("/check/papers/", base, NULL);

      g_test_add_data_func (path, &papers[i], test_paper);
    }

  return g_test_run ();
}
