// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Holds every sentence for people, in each language, against wording.md. */

#include "reading.h"

#include <gettext-po.h>
#include <string.h>

#define GRADE 6.0        /* sixth grade or below, by both formulas */
#define EASE 70.0        /* the same on the scale of Fernández Huerta */
#define LONG_SENTENCE 24 /* words */
#define ENOUGH 18        /* words below which no formula says anything of a single text */

static void
po_error_cb (int                severity,
             po_message_t       message,
             const char        *filename,
             size_t             line,
             size_t             column,
             int                multiline,
             const char        *text)
{
  if (severity != PO_SEVERITY_WARNING)
    g_error ("%s:%" G_GSIZE_FORMAT ": %s", filename, line, text);
}

static void
po_error2_cb (int           severity,
              po_message_t  message1,
              const char   *filename1,
              size_t        line1,
              size_t        column1,
              int           multiline1,
              const char   *text1,
              po_message_t  message2,
              const char   *filename2,
              size_t        line2,
              size_t        column2,
              int           multiline2,
              const char   *text2)
{
  po_error_cb (severity, message1, filename1, line1, column1, multiline1, text1);
}

static const struct po_xerror_handler handler = { po_error_cb, po_error2_cb };

static po_file_t
open_po (const char *variable)
{
  const char *path = g_getenv (variable);
  po_file_t file;

  g_assert_nonnull (path);
  file = po_file_read (path, &handler);
  g_assert_nonnull (file);

  return file;
}

typedef void (*Look) (po_message_t message, const char *text, gpointer data);

/* Every text of a file in its own language: the template's msgid, a translation's msgstr and its plural forms. */
static void
for_each_text (const char *variable,
               gboolean    translated,
               Look        look,
               gpointer    data)
{
  po_file_t file = open_po (variable);
  po_message_iterator_t iter = po_message_iterator (file, NULL);
  po_message_t message;
  guint n = 0;

  while ((message = po_next_message (iter)) != NULL)
    {
      if (*po_message_msgid (message) == '\0' || po_message_is_obsolete (message))
        continue;
      n++;
      if (!translated)
        look (message, po_message_msgid (message), data);
      else if (po_message_msgid_plural (message) == NULL)
        look (message, po_message_msgstr (message), data);
      else
        for (int i = 0; po_message_msgstr_plural (message, i) != NULL; i++)
          look (message, po_message_msgstr_plural (message, i), data);
    }
  g_assert_cmpuint (n, >, 300);
  po_message_iterator_free (iter);
  po_file_free (file);
}

typedef struct
{
  gboolean spanish;
  GString *faults;
  PlReading all;
} Reader;

static void
look_at_level (po_message_t  message,
               const char   *text,
               gpointer      data)
{
  Reader *reader = data;
  PlReading reading = { 0 };

  pl_reading_add (&reading, text, reader->spanish);
  if (reading.words == 0)
    return;
  if (reading.words >= 6)
    pl_reading_add (&reader->all, text, reader->spanish);
  if (reading.longest > LONG_SENTENCE)
    g_string_append_printf (reader->faults, "a sentence of %u words: %s\n", reading.longest, text);
  if (reading.words < ENOUGH)
    return;

  if (!reader->spanish && (pl_reading_flesch_kincaid (&reading) > GRADE || pl_reading_ari (&reading) > GRADE))
    g_string_append_printf (reader->faults, "grade %.1f and %.1f: %s\n", pl_reading_flesch_kincaid (&reading), pl_reading_ari (&reading), text);
  if (reader->spanish && (pl_reading_crawford (&reading) > GRADE || pl_reading_huerta (&reading) < EASE))
    g_string_append_printf (reader->faults, "grade %.1f, ease %.0f: %s\n", pl_reading_crawford (&reading), pl_reading_huerta (&reading), text);
}

static void
report (const char *what,
        GString    *faults)
{
  if (faults->len > 0)
    {
      g_test_message ("%s:\n%s", what, faults->str);
      g_test_fail ();
    }
  g_string_free (faults, TRUE);
}

static void
test_level_english (void)
{
  Reader reader = { .faults = g_string_new (NULL) };

  for_each_text ("PL_POT", FALSE, look_at_level, &reader);
  g_test_message ("all of it: Flesch-Kincaid %.1f, ARI %.1f", pl_reading_flesch_kincaid (&reader.all), pl_reading_ari (&reader.all));
  report ("too hard to read", reader.faults);
}

/* The privacy statement is read in the window too. What stands in brackets at the end of a line names tests. */
static void
for_each_promise (const char *name,
                  Look        look,
                  gpointer    data)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "doc", name, NULL);
  g_autofree char *statement = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &statement, NULL, NULL));
  lines = g_strsplit (statement, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tests = strstr (lines[i], " (`/");

      if (tests != NULL)
        *tests = '\0';
      if (g_str_has_prefix (lines[i], "- "))
        {
          look (NULL, lines[i] + 2, data);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 20);
}

static void
test_statement (void)
{
  Reader english = { .faults = g_string_new (NULL) };
  Reader spanish = { .spanish = TRUE, .faults = g_string_new (NULL) };

  for_each_promise ("privacy.md", look_at_level, &english);
  for_each_promise ("privacy.es.md", look_at_level, &spanish);
  report ("too hard to read", english.faults);
  report ("too hard to read", spanish.faults);
}

static void
test_level_spanish (void)
{
  Reader reader = { .spanish = TRUE, .faults = g_string_new (NULL) };

  for_each_text ("PL_PO_ES", TRUE, look_at_level, &reader);
  g_test_message ("all of it: Crawford %.1f, Fernández Huerta %.0f", pl_reading_crawford (&reader.all), pl_reading_huerta (&reader.all));
  report ("too hard to read", reader.faults);
}

/* Word starts that no text for people may hold, whatever it is about. */
static const char *const never_english[] = { "victim", "predator", "trafficker", "pimp", "rescu", "risky", "illegal", "we detected", "detected",
                                             "100%", "percent", "keep you safe", "you should have", "never do that", "stranger danger",
                                             "groomer", "abuser", "perpetrator", "offender", NULL };
static const char *const never_spanish[] = { "víctima", "victima", "depredador", "tratante", "proxeneta", "rescat", "ilegal", "peligros", "arriesgad",
                                             "detectado", "100 %", "100%", "por ciento", "te mantenemos a salvo", "deberías haber", "deberias haber",
                                             "agresor", "abusador", "acosador", NULL };

typedef struct
{
  const char *const *never;
  GString *faults;
} Censor;

static void
look_at_words (po_message_t  message,
               const char   *text,
               gpointer      data)
{
  Censor *censor = data;
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; censor->never[i] != NULL; i++)
    if (strstr (lower, censor->never[i]) != NULL)
      g_string_append_printf (censor->faults, "“%s” in: %s\n", censor->never[i], text);
}

static void
test_words_english (void)
{
  Censor censor = { never_english, g_string_new (NULL) };

  for_each_text ("PL_POT", FALSE, look_at_words, &censor);
  for_each_promise ("privacy.md", look_at_words, &censor);
  report ("words never to use", censor.faults);
}

static void
test_words_spanish (void)
{
  Censor censor = { never_spanish, g_string_new (NULL) };

  for_each_text ("PL_PO_ES", TRUE, look_at_words, &censor);
  for_each_promise ("privacy.es.md", look_at_words, &censor);
  report ("words never to use", censor.faults);
}

static void
look_for_capitals (po_message_t  message,
                   const char   *text,
                   gpointer      faults)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n.,:;?!“”()", -1);

  /* The line of a command has place holders in capitals, as all command lines do. */
  if (strstr (text, "porchlightctl ") != NULL)
    return;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint capitals = 0;
      guint letters = 0;

      for (const char *it = words[i]; *it != '\0'; it = g_utf8_next_char (it))
        {
          letters += g_unichar_isalpha (g_utf8_get_char (it));
          capitals += g_unichar_isupper (g_utf8_get_char (it));
        }
      /* A word in capitals by itself is a place holder of a command line. */
      if (letters > 4 && capitals == letters && words[1] != NULL)
        g_string_append_printf (faults, "%s in: %s\n", words[i], text);
    }
}

static void
test_no_shouting (void)
{
  GString *faults = g_string_new (NULL);

  for_each_text ("PL_POT", FALSE, look_for_capitals, faults);
  for_each_text ("PL_PO_ES", TRUE, look_for_capitals, faults);
  report ("all capitals", faults);
}

/* The formulas themselves, on a text that was counted by hand: 10 words, 2 sentences, 12 syllables, 36 letters. */
static void
test_formulas (void)
{
  PlReading reading = { 0 };

  pl_reading_add (&reading, "You can stay here now. It is your own choice.", FALSE);
  g_assert_cmpuint (reading.words, ==, 10);
  g_assert_cmpuint (reading.sentences, ==, 2);
  g_assert_cmpuint (reading.syllables, ==, 10);
  g_assert_cmpuint (reading.letters, ==, 34);
  g_assert_cmpfloat_with_epsilon (pl_reading_flesch_kincaid (&reading), 0.39 * 5 + 11.8 - 15.59, 0.001);
  g_assert_cmpfloat_with_epsilon (pl_reading_ari (&reading), 4.71 * 3.4 + 2.5 - 21.43, 0.001);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/wording/formulas", test_formulas);
  g_test_add_func ("/check/wording/english-is-sixth-grade-or-below", test_level_english);
  g_test_add_func ("/check/wording/english-has-no-word-of-blame-or-fear", test_words_english);
  g_test_add_func ("/check/wording/spanish-is-sixth-grade-or-below", test_level_spanish);
  g_test_add_func ("/check/wording/spanish-has-no-word-of-blame-or-fear", test_words_spanish);
  g_test_add_func ("/check/wording/privacy-statement-is-sixth-grade-or-below", test_statement);
  g_test_add_func ("/check/wording/nobody-is-shouted-at", test_no_shouting);

  return g_test_run ();
}
