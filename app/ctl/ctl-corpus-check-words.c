// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#include <string.h>

/* Shorter beginnings than this say nothing about a word. */
#define STEM_SHORTEST 4

/* The list is kept as hashes, so that nobody has to read it; half of a SHA-256 is more than enough. */
#define HASH_LENGTH 32

/* --- explicit words ----------------------------------------------------------------------------------------------------- */

static gunichar
unmask (gunichar c)
{
  static const char masked[] = "013457@$";
  static const char plain[] = "oieastas";
  const char *found = c < 128 && c != 0 ? strchr (masked, (int) c) : NULL;

  return found != NULL ? (gunichar) plain[found - masked] : c;
}

/* The letter without its accent; Spanish tells n from ñ. */
static gunichar
strip_accent (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c == 0xf1)
    return c;
  g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));

  return parts[0];
}

/* Small letters without accents, digits that stand for letters undone, no letter more than `most` times in a row. */
static char *
bare_word (const char *word,
           gsize       length,
           guint       most)
{
  g_autofree char *composed = g_utf8_normalize (word, (gssize) length, G_NORMALIZE_NFC);
  GString *bare = g_string_new (NULL);
  gunichar last = 0;
  guint run = 0;

  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = strip_accent (unmask (g_unichar_tolower (g_utf8_get_char (p))));

      if (!g_unichar_isalpha (c))
        continue;
      run = c == last ? run + 1 : 1;
      last = c;
      if (run <= most)
        g_string_append_unichar (bare, c);
    }

  return g_string_free (bare, FALSE);
}

static char *
hash_bare (const char *bare,
           gsize       length,
           const char *kind)
{
  g_autofree char *whole = g_strdup_printf ("porchlight %s %.*s", kind, (int) length, bare);
  char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  hash[HASH_LENGTH] = '\0';

  return hash;
}

/**
 * pl_corpus_hash_stem:
 * @stem: "=word" for a whole word, "stem" for every word that begins so
 *
 * Returns: (transfer full): the line of the list that stands for it
 */
char *
pl_corpus_hash_stem (const char *stem)
{
  gboolean whole = stem[0] == '=';
  g_autofree char *bare = bare_word (stem + whole, strlen (stem + whole), 2);

  return hash_bare (bare, strlen (bare), whole ? "word" : "stem");
}

/**
 * pl_corpus_read_stems:
 * @path: a list of hashes, one a line; lines that begin with # are passed over
 * @error: a #PlCorpusError
 *
 * Returns: (transfer full) (nullable): the hashes
 */
GHashTable *
pl_corpus_read_stems (const char  *path,
                      GError     **error)
{
  g_autoptr (GHashTable) stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_UNREADABLE, "%s: cannot be read", path);
      return NULL;
    }
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (strspn (lines[i], "0123456789abcdef") != HASH_LENGTH || lines[i][HASH_LENGTH] != '\0')
        {
          g_set_error (error, PL_CORPUS_ERROR, PL_CORPUS_ERROR_FORM, "%s: line %u: not a hash", path, i + 1);
          return NULL;
        }
      g_hash_table_add (stems, g_strdup (lines[i]));
    }

  return g_steal_pointer (&stems);
}

static gboolean
is_listed (GHashTable *stems,
           const char *bare,
           gsize       length,
           const char *kind)
{
  g_autofree char *hash = hash_bare (bare, length, kind);

  return g_hash_table_contains (stems, hash);
}

static gboolean
bare_is_explicit (GHashTable *stems,
                  const char *bare)
{
  if (is_listed (stems, bare, strlen (bare), "word"))
    return TRUE;
  for (gsize length = STEM_SHORTEST; length <= strlen (bare); length++)
    {
      if (is_listed (stems, bare, length, "stem"))
        return TRUE;
    }

  return FALSE;
}

/* The answer for a word is kept: most words come many times. */
static gboolean
word_is_explicit (GHashTable *stems,
                  GHashTable *known,
                  const char *word,
                  gsize       length)
{
  g_autofree char *key = g_strndup (word, length);
  gpointer answer;

  if (!g_hash_table_lookup_extended (known, key, NULL, &answer))
    {
      g_autofree char *doubled = bare_word (word, length, 2);
      g_autofree char *single = bare_word (word, length, 1);
      gboolean stretched = strlen (doubled) < length; /* "assign" is no "as-sign": squeeze only what was stretched */

      answer = GINT_TO_POINTER (bare_is_explicit (stems, doubled) || (stretched && bare_is_explicit (stems, single)));
      g_hash_table_insert (known, g_steal_pointer (&key), answer);
    }

  return GPOINTER_TO_INT (answer);
}

static gboolean
is_word_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '@' || c == '$';
}

/* "a-b" is two words, and "ab" as well. */
static gboolean
text_is_explicit (GHashTable *stems,
                  GHashTable *known,
                  const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *start;

      while (*p != '\0' && !is_word_letter (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      start = p;
      while (*p != '\0' && is_word_letter (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > start && word_is_explicit (stems, known, start, (gsize) (p - start)))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_corpus_check_explicit:
 * @corpus: rows
 * @stems: the hashes of pl_corpus_read_stems()
 * @faults: (element-type PlFault): gets a fault for each row with a listed word
 */
void
pl_corpus_check_explicit (const PlCorpus *corpus,
                          GHashTable     *stems,
                          GPtrArray      *faults)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);

      if (text_is_explicit (stems, known, example->text))
        pl_faults_add (faults, PL_FAULT_EXPLICIT, corpus, example, "a word of the list");
    }
}

/* --- personal data ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *pattern;
  const char *what;
} Trace;

/* Sums of money and years are shorter than a telephone number; made-up invented handles go without their @. */
static const Trace traces[] = {
  { "(\\d[ ./()-]{0,2}){6,}\\d", "digits that could be a telephone number" },
  { "\\d{6,}", "a long number" },
  { "\\b\\d{3}[ .-]\\d{4}\\b", "digits that could be a telephone number" },
  { "https?:|www\\.|\\b[\\w-]+\\.(com|net|org|io|gg|me|tv|es|mx|co|app|link|ly|info)\\b", "a web address" },
  { "\\S@\\S+\\.\\w", "a mail address" },
  { "(^|[^\\w])@\\w{2,}", "a handle" },
  { "\\b[A-Z]{2}\\d{2} ?(\\w{4} ?){3,}", "a bank account" },
};

/**
 * pl_corpus_check_personal:
 * @corpus: rows
 * @faults: (element-type PlFault): gets a fault for each row with what looks like somebody's number or address
 */
void
pl_corpus_check_personal (const PlCorpus *corpus,
                          GPtrArray      *faults)
{
  for (guint t = 0; t < G_N_ELEMENTS (traces); t++)
    {
      g_autoptr (GRegex) regex = g_regex_new (traces[t].pattern, G_REGEX_OPTIMIZE, 0, NULL);

      for (guint i = 0; i < corpus->examples->len; i++)
        {
          const PlExample *example = pl_corpus_get (corpus, i);

          if (g_regex_match (regex, example->text, 0, NULL))
            pl_faults_add (faults, PL_FAULT_PERSONAL, corpus, example, "%s", traces[t].what);
        }
    }
}
