// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reading.h"

#include <string.h>

static gboolean
is_vowel (gunichar letter)
{
  static const char vowels[] = "aeiouyáéíóúü";

  return g_utf8_strchr (vowels, -1, g_unichar_tolower (letter)) != NULL;
}

static gboolean
is_strong (gunichar letter)
{
  static const char strong[] = "aeoáéíóú";

  return g_utf8_strchr (strong, -1, g_unichar_tolower (letter)) != NULL;
}

/* English: a syllable a group of vowels, a silent e at the end left out. Spanish: two strong vowels side by side are two. */
static guint
count_syllables (const char *word,
                 gsize       length,
                 gboolean    spanish)
{
  gunichar before = 0;
  gunichar last = 0;
  guint n = 0;

  for (const char *it = word; it < word + length; it = g_utf8_next_char (it))
    {
      gunichar letter = g_utf8_get_char (it);

      if (!g_unichar_isalpha (letter))
        continue;
      if (is_vowel (letter) && (!is_vowel (before) || (spanish && is_strong (letter) && is_strong (before))))
        n++;
      before = last = letter;
    }
  if (!spanish && n > 1 && last == 'e')
    n--;

  return MAX (n, 1);
}

static gboolean
is_in_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || letter == '\'' || letter == '-' || letter == 0x2019;
}

static void
end_sentence (PlReading *self,
              guint     *words)
{
  if (*words == 0)
    return;
  self->sentences++;
  self->longest = MAX (self->longest, *words);
  *words = 0;
}

/**
 * pl_reading_add:
 * @self: the sums; all zero at the start
 * @text: a text, UTF-8
 * @spanish: whether it is Spanish
 *
 * Counts letters, words, sentences and syllables of @text. A colon and a line end close a sentence too.
 */
void
pl_reading_add (PlReading  *self,
                const char *text,
                gboolean    spanish)
{
  const char *it = text;
  guint words = 0;

  while (*it != '\0')
    {
      gunichar letter = g_utf8_get_char (it);
      const char *start = it;

      if (!g_unichar_isalnum (letter))
        {
          if (letter == '.' || letter == '?' || letter == '!' || letter == ':' || letter == '\n')
            end_sentence (self, &words);
          it = g_utf8_next_char (it);
          continue;
        }
      while (*it != '\0' && is_in_word (g_utf8_get_char (it)))
        {
          self->letters++;
          it = g_utf8_next_char (it);
        }
      self->words++;
      words++;
      self->syllables += count_syllables (start, (gsize) (it - start), spanish);
    }
  end_sentence (self, &words);
}

/**
 * pl_reading_flesch_kincaid:
 * @self: the sums
 *
 * Kincaid and others, "Derivation of new readability formulas", 1975.
 *
 * Returns: the school grade of an English text
 */
double
pl_reading_flesch_kincaid (const PlReading *self)
{
  return 0.39 * self->words / self->sentences + 11.8 * self->syllables / self->words - 15.59;
}

/**
 * pl_reading_ari:
 * @self: the sums
 *
 * Automated Readability Index, in the same report.
 *
 * Returns: the school grade of an English text
 */
double
pl_reading_ari (const PlReading *self)
{
  return 4.71 * self->letters / self->words + 0.5 * self->words / self->sentences - 21.43;
}

/**
 * pl_reading_huerta:
 * @self: the sums
 *
 * Fernández Huerta, "Medidas sencillas de lecturabilidad", 1959: 70 and above is "fairly easy", sixth grade and below.
 *
 * Returns: the ease of a Spanish text, from 0 to about 100
 */
double
pl_reading_huerta (const PlReading *self)
{
  return 206.84 - 60.0 * self->syllables / self->words - 1.02 * self->words / self->sentences;
}

/**
 * pl_reading_crawford:
 * @self: the sums
 *
 * Crawford, "Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario en castellano", 1984.
 *
 * Returns: the years of school for a Spanish text
 */
double
pl_reading_crawford (const PlReading *self)
{
  return -0.205 * 100.0 * self->sentences / self->words + 0.049 * 100.0 * self->syllables / self->words - 3.407;
}
