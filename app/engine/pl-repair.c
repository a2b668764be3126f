// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Undoes spellings that hide a word: letters drawn out, digits for letters, letters left out, letters set apart. */

#include "pl-text.h"

#include <string.h>

#define MAX_RUNS 4
#define MAX_SPACED 96

typedef struct
{
  char bytes[PL_TEXT_WORD];
  guint length;
} Spelling;

static gboolean
is_letter (char c)
{
  return c >= 'a' && c <= 'z';
}

static gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_vowel (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* What a digit or symbol stands for; one and the bar have two readings. */
static char
read_leet (char     c,
           gboolean one_is_l)
{
  switch (c)
    {
    case '0': return 'o';
    case '1': case '|': return one_is_l ? 'l' : 'i';
    case '!': return 'i';
    case '2': return 'z';
    case '3': return 'e';
    case '4': case '@': return 'a';
    case '5': case '$': return 's';
    case '6': return 'g';
    case '7': case '+': return 't';
    case '8': return 'b';
    case '9': return 'g';
    default: return c;
    }
}

static int
find_spelling (const PlWords  *words,
               const Spelling *spelling)
{
  if (words == NULL || spelling->length == 0)
    return -1;

  return pl_words_find (words, pl_hash_bytes (spelling->bytes, spelling->length));
}

/* Puts a spelling in place of what the token held. */
static void
set_spelling (PlText         *text,
              const PlWords  *words,
              PlToken        *token,
              const Spelling *spelling)
{
  int slot = find_spelling (words, spelling);

  if (text->n_bytes + spelling->length > PL_TEXT_BYTES)
    return;

  memcpy (text->bytes + text->n_bytes, spelling->bytes, spelling->length);
  token->offset = (guint16) text->n_bytes;
  token->length = (guint8) spelling->length;
  text->n_bytes += spelling->length;
  token->known = slot >= 0;
  token->hash = slot >= 0 ? words->targets[slot] : pl_hash_bytes (spelling->bytes, spelling->length);
}

/* Writes the word with each run of one letter kept at one or two, as the bits of @doubles say; returns the number of runs. */
static guint
squeeze (const char *bytes,
         guint       length,
         guint       shortest,
         guint       doubles,
         Spelling   *out)
{
  guint runs = 0;

  out->length = 0;
  for (guint i = 0; i < length;)
    {
      guint n = 1;

      while (i + n < length && bytes[i + n] == bytes[i])
        n++;
      if (n >= shortest && is_letter (bytes[i]))
        {
          guint keep = doubles & (1u << MIN (runs, MAX_RUNS)) ? 2 : 1;

          runs++;
          for (guint k = 0; k < keep; k++)
            out->bytes[out->length++] = bytes[i];
        }
      else
        {
          for (guint k = 0; k < n; k++)
            out->bytes[out->length++] = bytes[i];
        }
      i += n;
    }

  return runs;
}

/* Of all ways to shorten drawn-out letters, the most frequent known word. */
static gboolean
repair_runs (const PlWords *words,
             const char    *bytes,
             guint          length,
             Spelling      *best)
{
  Spelling spelling;
  guint shortest = 3;
  guint runs = squeeze (bytes, length, 3, 0, &spelling);
  int rank = 0;

  if (runs == 0)
    runs = squeeze (bytes, length, shortest = 2, 0, &spelling);
  if (runs == 0)
    return FALSE;

  for (guint doubles = 0; doubles < 1u << MIN (runs, MAX_RUNS); doubles++)
    {
      int slot;

      squeeze (bytes, length, shortest, doubles, &spelling);
      slot = find_spelling (words, &spelling);
      if (slot >= 0 && words->ranks[slot] > rank)
        {
          rank = words->ranks[slot];
          *best = spelling;
        }
    }
  if (rank == 0 && shortest == 3)
    squeeze (bytes, length, 3, 0, best);

  return rank > 0 || shortest == 3;
}

static guint
count_digits (const char *bytes,
              guint       length,
              gboolean    from_start)
{
  guint n = 0;

  while (n < length && is_digit (bytes[from_start ? n : length - 1 - n]))
    n++;

  return n;
}

/* A number says how long it is, and whether it may be an age. */
static void
set_number (PlToken    *token,
            const char *digits,
            guint       n,
            gboolean    money)
{
  gboolean age = n == 2 && digits[0] == '1';
  char class[4] = { '#', money ? '$' : age ? 'a' : 'n', (char) ('0' + MIN (n, 6)), '\0' };

  token->kind = PL_TOKEN_NUMBER;
  token->known = 1;
  token->hash = n <= 3 && !money ? pl_hash_bytes (digits, n) : pl_hash_bytes (class, 3);
}

static gboolean
read_number (PlText  *text,
             PlToken *token)
{
  const char *bytes = text->bytes + token->offset;
  guint length = token->length;
  gboolean money = bytes[0] == '$';
  guint n;

  if (money)
    {
      bytes++;
      length--;
    }
  n = count_digits (bytes, length, TRUE);
  if (n == 0 || length - n > 2)
    return FALSE;
  /* "5pm", "16f", "2nd", "10k" are numbers; "l8", "m8", "4u" are not. */
  if (length > n && (n > 2 || length - n > 1 || (n == 1 && length == 2)) && !money)
    {
      if (length - n != 2 || n > 4)
        return FALSE;
    }
  set_number (token, bytes, n, money);

  return TRUE;
}

/* A name with a number behind it is the name. */
static gboolean
drop_number (const char *bytes,
             guint       length,
             Spelling   *out)
{
  guint n = count_digits (bytes, length, FALSE);

  if (n < 2 || n + 2 > length || is_digit (bytes[0]))
    return FALSE;
  for (guint i = 0; i < length - n; i++)
    {
      if (!is_letter (bytes[i]))
        return FALSE;
    }
  memcpy (out->bytes, bytes, length - n);
  out->length = length - n;

  return TRUE;
}

static gboolean
repair_leet (const PlWords *words,
             const char    *bytes,
             guint          length,
             Spelling      *out)
{
  for (guint reading = 0; reading < 2; reading++)
    {
      Spelling squeezed;

      for (guint i = 0; i < length; i++)
        out->bytes[i] = read_leet (bytes[i], reading == 1);
      out->length = length;
      if (find_spelling (words, out) >= 0)
        return TRUE;
      if (repair_runs (words, out->bytes, length, &squeezed) && find_spelling (words, &squeezed) >= 0)
        {
          *out = squeezed;
          return TRUE;
        }
    }
  for (guint i = 0; i < length; i++)
    out->bytes[i] = read_leet (bytes[i], FALSE);

  return TRUE;
}

/**
 * pl_repair_bare:
 * @word: (array length=length): a word's letters
 * @length: at most %PL_TEXT_WORD
 * @bare: (out caller-allocates): room for @length bytes
 *
 * Writes the word without its vowels; the first letter stays.
 *
 * Returns: the length of what is left
 */
guint
pl_repair_bare (const char *word,
                guint       length,
                char       *bare)
{
  guint n = 0;

  for (guint i = 0; i < length; i++)
    {
      if (i == 0 || !is_vowel (word[i]))
        bare[n++] = word[i];
    }

  return n;
}

/* A word that is not known and has few vowels: perhaps they were left out. */
static gboolean
repair_vowels (const PlWords *words,
               PlToken       *token,
               const char    *bytes)
{
  char bare[PL_TEXT_WORD];
  guint n;
  guint vowels = 0;
  int slot;

  for (guint i = 0; i < token->length; i++)
    {
      if (!is_letter (bytes[i]))
        return FALSE;
      vowels += i > 0 && is_vowel (bytes[i]);
    }
  n = pl_repair_bare (bytes, token->length, bare);
  if (n < 2 || vowels > n / 3)
    return FALSE;
  slot = pl_words_find (words, pl_hash_bytes (bare, n) ^ PL_WORDS_BARE_SALT);
  if (slot < 0)
    return FALSE;

  token->hash = words->targets[slot];
  token->known = 1;

  return TRUE;
}

static gboolean
has_only_letters (const char *bytes,
                  guint       length)
{
  for (guint i = 0; i < length; i++)
    {
      if ((guchar) bytes[i] < 0x80 && !is_letter (bytes[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_repair_word:
 * @text: the workspace that holds the token's letters
 * @words: (nullable): the words that the model knows
 * @token: a word that is not among them; changed in place, its source offsets stay
 */
void
pl_repair_word (PlText        *text,
                const PlWords *words,
                PlToken       *token)
{
  const char *bytes = text->bytes + token->offset;
  Spelling spelling = { .length = 0 };

  if (has_only_letters (bytes, token->length))
    {
      if (repair_runs (words, bytes, token->length, &spelling))
        set_spelling (text, words, token, &spelling);
      if (!token->known && words != NULL)
        repair_vowels (words, token, text->bytes + token->offset);
      return;
    }
  if (read_number (text, token))
    return;
  if (drop_number (bytes, token->length, &spelling) || repair_leet (words, bytes, token->length, &spelling))
    set_spelling (text, words, token, &spelling);
  if (!token->known && words != NULL)
    repair_vowels (words, token, text->bytes + token->offset);
}

static gboolean
is_single (const PlText  *text,
           const PlToken *token)
{
  return token->kind == PL_TOKEN_WORD && token->length == 1 && is_letter (text->bytes[token->offset]);
}

/* The most likely division of letters into known words (Viterbi over word ranks); ends[i] is where the word that ends at i begins. */
static gboolean
divide (const PlWords *words,
        const char    *letters,
        guint          length,
        guint8        *begins)
{
  float best[MAX_SPACED + 1];

  best[0] = 0;
  for (guint end = 1; end <= length; end++)
    {
      best[end] = -1e9f;
      for (guint begin = end > 16 ? end - 16 : 0; begin < end; begin++)
        {
          int slot = pl_words_find (words, pl_hash_bytes (letters + begin, end - begin));
          /* Ranks are on a logarithmic scale; a short word has to be frequent. */
          float cost = slot < 0 ? 40.0f * (float) (end - begin) : 20.0f - (float) words->ranks[slot] / 16.0f;

          if (end - begin == 1 && slot >= 0)
            cost += 6;
          if (best[begin] - cost > best[end])
            {
              best[end] = best[begin] - cost;
              begins[end] = (guint8) begin;
            }
        }
    }

  return best[length] > -12.0f * (float) length;
}

typedef struct
{
  char letters[MAX_SPACED];
  guint32 starts[MAX_SPACED];
  guint32 ends[MAX_SPACED];
  guint length;
} Spaced;

static void
add_joined (PlText        *text,
            const PlWords *words,
            const Spaced  *spaced,
            guint          begin,
            guint          end,
            guint         *out)
{
  PlToken *token = &text->tokens[(*out)++];
  Spelling spelling;

  token->kind = PL_TOKEN_WORD;
  token->start = spaced->starts[begin];
  token->end = spaced->ends[end - 1];
  spelling.length = MIN (end - begin, PL_TEXT_WORD);
  memcpy (spelling.bytes, spaced->letters + begin, spelling.length);
  set_spelling (text, words, token, &spelling);
  if (!token->known)
    pl_repair_word (text, words, token);
}

/* One piece without a wider gap in it: a known word, or several. */
static void
join_piece (PlText        *text,
            const PlWords *words,
            const Spaced  *spaced,
            guint          begin,
            guint          end,
            guint         *out)
{
  guint8 begins[MAX_SPACED + 1];
  guint8 cuts[MAX_SPACED + 1];
  guint n = 0;

  if (words == NULL || pl_words_find (words, pl_hash_bytes (spaced->letters + begin, end - begin)) >= 0 ||
      !divide (words, spaced->letters + begin, end - begin, begins))
    {
      add_joined (text, words, spaced, begin, end, out);
      return;
    }
  for (guint at = end - begin; at > 0; at = begins[at])
    cuts[n++] = (guint8) at;
  while (n > 0)
    {
      n--;
      add_joined (text, words, spaced, begin + begins[cuts[n]], begin + cuts[n], out);
    }
}

/* A gap that is not the usual one parts words. */
static gboolean
is_wide (const Spaced *spaced,
         const char   *text,
         guint         i)
{
  guint32 gap = spaced->starts[i] - spaced->ends[i - 1];
  guint32 usual = spaced->starts[1] - spaced->ends[0];

  return gap != usual || (gap > 0 && text[spaced->ends[i - 1]] != text[spaced->ends[0]]);
}

static void
join_run (PlText        *text,
          const PlWords *words,
          const char    *source,
          guint          first,
          guint          n,
          guint         *out)
{
  Spaced spaced = { .length = n };
  guint begin = 0;

  for (guint i = 0; i < n; i++)
    {
      const PlToken *token = &text->tokens[first + i];

      spaced.letters[i] = text->bytes[token->offset];
      spaced.starts[i] = token->start;
      spaced.ends[i] = token->end;
    }
  for (guint i = 1; i <= n; i++)
    {
      if (i == n || is_wide (&spaced, source, i))
        {
          join_piece (text, words, &spaced, begin, i, out);
          begin = i;
        }
    }
}

/**
 * pl_repair_spacing:
 * @self: a text that has just been read
 * @words: (nullable): the words that the model knows
 * @text: the message
 *
 * Joins letters that were set apart with spaces or dots, and parts them into words again.
 */
void
pl_repair_spacing (PlText        *self,
                   const PlWords *words,
                   const char    *text)
{
  guint out = 0;

  for (guint i = 0; i < self->n_tokens;)
    {
      guint n = 0;

      while (i + n < self->n_tokens && n < MAX_SPACED && is_single (self, &self->tokens[i + n]))
        n++;
      if (n >= 4 && self->n_bytes + 2 * n < PL_TEXT_BYTES)
        join_run (self, words, text, i, n, &out);
      else if (n == 0)
        self->tokens[out++] = self->tokens[i], n = 1;
      else
        {
          for (guint k = 0; k < n; k++)
            self->tokens[out++] = self->tokens[i + k];
        }
      i += n;
    }
  self->n_tokens = out;
}
