// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* Longer than any phrase of a program; what is longer is somebody's own words. */
#define MAX_PHRASE 200
#define MAX_NAME_LENGTH 60
#define MAX_NAME_WORDS 5

struct _PlWords
{
  /* Owned */
  GArray *exact[PL_N_PHRASES];        /* (element-type guint64): hashes of folded phrases without placeholders, in order */
  GPtrArray *codes;                   /* (element-type utf8): folded words that stand beside a code */
  GPtrArray *patterns[PL_N_PHRASES];  /* (element-type PlPattern): the others; folded unless a name is to be taken out */
};

static const char *const phrase_names[PL_N_PHRASES] = {
  [PL_PHRASE_HIDDEN] = "hidden",
  [PL_PHRASE_MEDIA] = "media",
  [PL_PHRASE_REACTION] = "reaction",
  [PL_PHRASE_CALL] = "call",
  [PL_PHRASE_SUMMARY] = "summary",
  [PL_PHRASE_OTHER] = "other",
  [PL_PHRASE_FROM] = "from",
  [PL_PHRASE_COUNT] = "count",
  [PL_PHRASE_NO_NAME] = "no-name",
  [PL_PHRASE_CODE] = "code",
};

/**
 * pl_words_new:
 *
 * Returns: (transfer full): no words yet
 */
PlWords *
pl_words_new (void)
{
  PlWords *self = g_new0 (PlWords, 1);

  for (guint i = 0; i < PL_N_PHRASES; i++)
    {
      self->exact[i] = g_array_new (FALSE, FALSE, sizeof (guint64));
      self->patterns[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_pattern_free);
    }

  self->codes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * pl_words_free:
 * @self: (transfer full): words
 */
void
pl_words_free (PlWords *self)
{
  for (guint i = 0; i < PL_N_PHRASES; i++)
    {
      g_array_unref (self->exact[i]);
      g_ptr_array_unref (self->patterns[i]);
    }

  g_ptr_array_unref (self->codes);
  g_free (self);
}

/* FNV-1a, 64 bits: over a thousand phrases stay in memory, and eight bytes each are enough to know one again. */
static guint64
hash_phrase (const char *phrase)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *phrase != '\0'; phrase++)
    hash = (hash ^ (guchar) *phrase) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

/* Where @hash is, or would be. */
static guint
find_hash (const GArray *hashes,
           guint64       hash)
{
  guint low = 0;
  guint high = hashes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hashes, guint64, middle) < hash)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
has_phrase (const GArray *hashes,
            const char   *phrase)
{
  guint64 hash = hash_phrase (phrase);
  guint index = find_hash (hashes, hash);

  return index < hashes->len && g_array_index (hashes, guint64, index) == hash;
}

static void
add_phrase (PlWords    *self,
            PlPhrase    kind,
            const char *phrase)
{
  guint64 hash = hash_phrase (phrase);

  if (!has_phrase (self->exact[kind], phrase))
    g_array_insert_val (self->exact[kind], find_hash (self->exact[kind], hash), hash);
  if (kind == PL_PHRASE_CODE)
    g_ptr_array_add (self->codes, g_strdup (phrase));
}

/* Titles keep their letters: a name is taken out of them. */
static gboolean
keeps_case (PlPhrase kind)
{
  return kind == PL_PHRASE_FROM || kind == PL_PHRASE_COUNT;
}

/**
 * pl_words_add:
 * @self: words
 * @group: the kind of phrase, as the table names it
 * @phrase: the phrase, perhaps with placeholders
 * @error: (out): %PL_INTAKE_ERROR_TABLE
 *
 * Returns: whether there is such a kind, and the phrase is well-formed
 */
gboolean
pl_words_add (PlWords    *self,
              const char *group,
              const char *phrase,
              GError    **error)
{
  g_autofree char *folded = NULL;
  PlPattern *pattern;
  guint kind = 0;

  while (kind < PL_N_PHRASES && !g_str_equal (group, phrase_names[kind]))
    kind++;
  if (kind == PL_N_PHRASES)
    {
      g_set_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "there are no words of the kind \"%s\"", group);
      return FALSE;
    }

  folded = keeps_case (kind) ? g_strdup (phrase) : g_utf8_casefold (phrase, -1);
  if (strchr (phrase, '{') == NULL)
    return add_phrase (self, kind, folded), TRUE;

  pattern = pl_pattern_new (folded, error);
  if (pattern != NULL)
    g_ptr_array_add (self->patterns[kind], pattern);

  return pattern != NULL;
}

/* Folded, and without the marks that languages put around the same phrase. */
static char *
fold (const char *text,
      gsize       length)
{
  g_autoptr (PlClearedText) folded = g_utf8_casefold (text, (gssize) length);
  char *start = folded;
  char *end = folded + strlen (folded);

  while (end > start && (strchr (" .!\t\n\"", end[-1]) != NULL || g_str_has_suffix (start, "…")))
    {
      end = g_utf8_prev_char (end);
      *end = '\0';
    }
  while (*start == ' ' || *start == '"')
    start++;

  return g_strdup (start);
}

static gboolean
match_any (const PlWords *self,
           PlPhrase       kind,
           const PlWords *words,
           const char    *text,
           PlStretch     *stretches)
{
  PlPairs pairs = { 0 };

  pl_pairs_add (&pairs, text);
  for (guint i = 0; i < self->patterns[kind]->len; i++)
    {
      const PlPattern *pattern = g_ptr_array_index (self->patterns[kind], i);

      if (pl_pattern_may_match (pattern, &pairs) && pl_pattern_match (pattern, words, text, stretches))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_folded (const PlWords *self,
            PlPhrase       kind,
            const char    *folded)
{
  PlStretch stretches[PL_N_SLOTS] = { 0 };

  return has_phrase (self->exact[kind], folded) || match_any (self, kind, NULL, folded, stretches);
}

/**
 * pl_words_has:
 * @self: words
 * @kind: a kind
 * @text: a field
 * @length: its bytes
 *
 * Returns: whether the field says that, in any language that the table knows
 */
gboolean
pl_words_has (const PlWords *self,
              PlPhrase       kind,
              const char    *text,
              gsize          length)
{
  g_autoptr (PlClearedText) folded = NULL;

  if (length == 0 || length > MAX_PHRASE)
    return FALSE;

  folded = fold (text, length);
  return has_folded (self, kind, folded);
}

/* A picture sign or an arrow before a word belongs to the program: "📷 Photo". */
static const char *
skip_signs (const char *folded)
{
  while (*folded != '\0' && !g_unichar_isalnum (g_utf8_get_char (folded)) && *folded != '{')
    folded = g_utf8_next_char (folded);

  return folded;
}

/**
 * pl_words_classify:
 * @self: words
 * @text: a text
 *
 * Returns: what the text stands for when it is not somebody's words, %PL_PHRASE_NONE when it is
 */
PlPhrase
pl_words_classify (const PlWords *self,
                   const char    *text)
{
  static const PlPhrase order[] = { PL_PHRASE_HIDDEN, PL_PHRASE_SUMMARY, PL_PHRASE_CALL, PL_PHRASE_REACTION,
                                    PL_PHRASE_MEDIA, PL_PHRASE_OTHER };
  gsize length = strlen (text);
  g_autoptr (PlClearedText) folded = NULL;

  if (length == 0 || length > MAX_PHRASE)
    return PL_PHRASE_NONE;

  folded = fold (text, length);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *bare = skip_signs (folded);

      if (has_folded (self, order[i], folded) || (bare != folded && *bare != '\0' && has_folded (self, order[i], bare)))
        return order[i];
    }

  return PL_PHRASE_NONE;
}

/**
 * pl_words_match:
 * @self: words
 * @kind: %PL_PHRASE_FROM or %PL_PHRASE_COUNT
 * @text: a title
 * @stretches: (inout) (array fixed-size=PL_N_SLOTS): where the placeholders were found
 *
 * Returns: whether the title has one of those shapes
 */
gboolean
pl_words_match (const PlWords *self,
                PlPhrase       kind,
                const char    *text,
                PlStretch     *stretches)
{
  return match_any (self, kind, self, text, stretches);
}

static gboolean
has_code (const char *text)
{
  guint digits = 0;

  for (;; text++)
    {
      if (g_ascii_isdigit (*text))
        digits++;
      else if (*text != '-' && *text != ' ')
        {
          if (digits >= 4 && digits <= 8)
            return TRUE;
          digits = 0;
        }
      if (*text == '\0')
        return FALSE;
    }
}

/**
 * pl_words_is_code:
 * @self: words
 * @text: a text
 *
 * A machine's one-time code: a run of four to eight digits and the word for it, and nothing asked.
 *
 * Returns: whether the text is one
 */
gboolean
pl_words_is_code (const PlWords *self,
                  const char    *text)
{
  g_autoptr (PlClearedText) folded = NULL;

  if (!has_code (text) || strlen (text) > 2 * MAX_PHRASE || strchr (text, '?') != NULL)
    return FALSE;

  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < self->codes->len; i++)
    {
      if (strstr (folded, g_ptr_array_index (self->codes, i)) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_name_letters (const char *text,
                  gsize       length,
                  guint      *n_words)
{
  const char *end = text + length;

  *n_words = 1;
  for (; text < end; text = g_utf8_next_char (text))
    {
      if (strchr ("?!;,/\\\"<>[]{}=|:", *text) != NULL)
        return FALSE;
      *n_words += *text == ' ';
    }

  return TRUE;
}

/**
 * pl_words_is_name:
 * @self: words
 * @text: what stands before a colon
 * @length: its bytes
 *
 * Returns: whether it looks like somebody's name, nickname or number, rather than like the start of a sentence
 */
gboolean
pl_words_is_name (const PlWords *self,
                  const char    *text,
                  gsize          length)
{
  gunichar first = g_utf8_get_char (text);
  const char *last;
  guint n_words;

  if (length == 0 || length > MAX_NAME_LENGTH || g_unichar_isspace (first) || text[length - 1] == ' ')
    return FALSE;
  if (!has_name_letters (text, length, &n_words) || n_words > MAX_NAME_WORDS)
    return FALSE;
  if (n_words > 1 && g_unichar_islower (first))
    return FALSE;

  last = g_strrstr_len (text, (gssize) length, " ");
  return !pl_words_has (self, PL_PHRASE_NO_NAME, text, length)
         && (last == NULL || !pl_words_has (self, PL_PHRASE_NO_NAME, last + 1, length - (gsize) (last + 1 - text)));
}
