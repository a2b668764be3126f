// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Undoes spellings that hide a word: letters drawn out, digits for letters, letters left out, slips of the hand. */

#include "pl-text.h"

#include <string.h>

#define MAX_RUNS 4

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
               const PlSpelling *spelling)
{
  if (words == NULL || spelling->length == 0)
    return -1;

  return pl_words_find (words, pl_hash_bytes (spelling->bytes, spelling->length));
}

/**
 * pl_repair_take:
 * @token: a word
 * @words: the words that the model knows
 * @slot: where it stands among them
 */
void
pl_repair_take (PlToken       *token,
                const PlWords *words,
                int            slot)
{
  token->known = words->targets[slot] == words->keys[slot] ? PL_TOKEN_KNOWN : PL_TOKEN_OTHER;
  token->hash = words->targets[slot];
  token->concept = words->concepts[slot];
}

/**
 * pl_repair_set:
 * @text: the workspace
 * @words: (nullable): the words that the model knows
 * @token: one of its words
 * @spelling: what it reads as
 *
 * Puts a spelling in place of what the token held.
 */
void
pl_repair_set (PlText         *text,
              const PlWords  *words,
              PlToken        *token,
              const PlSpelling *spelling)
{
  int slot = find_spelling (words, spelling);

  if (text->n_bytes + spelling->length > PL_TEXT_BYTES)
    return;

  memcpy (text->bytes + text->n_bytes, spelling->bytes, spelling->length);
  token->offset = (guint16) text->n_bytes;
  token->length = (guint8) spelling->length;
  text->n_bytes += spelling->length;
  token->known = PL_TOKEN_UNKNOWN;
  token->hash = pl_hash_bytes (spelling->bytes, spelling->length);
  token->concept = 0;
  if (slot >= 0)
    pl_repair_take (token, words, slot);
}

/* Writes the word with each run of one letter kept at one or two, as the bits of @doubles say; returns the number of runs. */
static guint
squeeze (const char *bytes,
         guint       length,
         guint       shortest,
         guint       doubles,
         PlSpelling   *out)
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
             PlSpelling      *best)
{
  PlSpelling spelling;
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
  token->known = PL_TOKEN_KNOWN;
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
             PlSpelling   *out)
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
             PlSpelling      *out)
{
  for (guint reading = 0; reading < 2; reading++)
    {
      PlSpelling squeezed;

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
 * @keep_last: whether the last letter stays even where it is a vowel
 * @bare: (out caller-allocates): room for @length bytes
 *
 * Writes the word without its vowels; the first letter stays.
 *
 * Returns: the length of what is left
 */
guint
pl_repair_bare (const char *word,
                guint       length,
                gboolean    keep_last,
                char       *bare)
{
  guint n = 0;

  for (guint i = 0; i < length; i++)
    {
      if (i == 0 || !is_vowel (word[i]) || (keep_last && i == length - 1))
        bare[n++] = word[i];
    }

  return n;
}

static int
follow_bare (const PlWords *words,
             const char    *bytes,
             guint          length,
             gboolean       keep_last)
{
  char bare[PL_TEXT_WORD];
  guint n = pl_repair_bare (bytes, length, keep_last, bare);

  return pl_words_follow (words, pl_hash_bytes (bare, n) ^ PL_WORDS_BARE_SALT);
}

/* A word that is not known and has few vowels: perhaps they were left out, all of them or all but the last letter: "hme" is rather
 * "home" than "him". */
static gboolean
repair_vowels (const PlWords *words,
               PlToken       *token,
               const char    *bytes)
{
  guint vowels = 0;
  int slot = -1;

  for (guint i = 0; i < token->length; i++)
    {
      if (!is_letter (bytes[i]))
        return FALSE;
      vowels += i > 0 && is_vowel (bytes[i]);
    }
  if (token->length < vowels + 2 || vowels > (token->length - vowels) / 2)
    return FALSE;
  if (is_vowel (bytes[token->length - 1]))
    slot = follow_bare (words, bytes, token->length, TRUE);
  if (slot < 0)
    slot = follow_bare (words, bytes, token->length, FALSE);
  if (slot < 0)
    return FALSE;

  pl_repair_take (token, words, slot);
  token->known = PL_TOKEN_OTHER;

  return TRUE;
}

/**
 * pl_find_concept:
 * @words: the words that the model knows
 * @word: (array length=length): a word that is not among them
 * @length: in bytes
 *
 * Returns: the number of its meaning, by the whole word or the longest beginning that has one; 0 for none
 */
guint8
pl_find_concept (const PlWords *words,
                 const char    *word,
                 guint          length)
{
  guint32 hashes[9] = { 0 };
  guint longest = MIN (length, 8);
  guint32 hash = PL_HASH_START;
  int slot = pl_words_find (words, pl_hash_bytes (word, length) ^ PL_WORDS_STEM_SALT ^ 1);

  if (slot >= 0)
    return words->concepts[slot];
  for (guint i = 0; i < longest; i++)
    hashes[i + 1] = hash = pl_hash_byte (hash, (guint8) word[i]);
  for (guint n = longest; n >= PL_WORDS_SHORTEST_STEM; n--)
    {
      slot = pl_words_find (words, hashes[n] ^ PL_WORDS_STEM_SALT);
      if (slot >= 0)
        return words->concepts[slot];
    }

  return 0;
}

static gboolean
take_edit (const PlWords *words,
           PlToken       *token,
           int            slot)
{
  if (slot < 0)
    return FALSE;
  pl_repair_take (token, words, slot);
  token->known = PL_TOKEN_OTHER;

  return TRUE;
}

/* A word that is not known, but by one letter left out, put in, changed or swapped with the next: two words are that near when
 * they are equal with one letter left out of either or both (Garbe's symmetric deletion). */
static gboolean
repair_edit (const PlWords *words,
             PlToken       *token,
             const char    *bytes)
{
  char shorter[PL_TEXT_WORD];
  guint length = token->length;

  if (length < PL_REPAIR_SHORTEST || length >= PL_TEXT_WORD || !has_only_letters (bytes, length))
    return FALSE;
  if (take_edit (words, token, pl_words_follow (words, pl_hash_bytes (bytes, length) ^ PL_WORDS_EDIT_SALT)))
    return TRUE;
  for (guint skip = 0; skip < length; skip++)
    {
      guint32 hash;

      memcpy (shorter, bytes, skip);
      memcpy (shorter + skip, bytes + skip + 1, length - skip - 1);
      hash = pl_hash_bytes (shorter, length - 1);
      if (take_edit (words, token, pl_words_find (words, hash)) || take_edit (words, token, pl_words_follow (words, hash ^ PL_WORDS_EDIT_SALT)))
        return TRUE;
    }

  return FALSE;
}

static void
repair_unknown (PlText        *text,
                const PlWords *words,
                PlToken       *token)
{
  if (token->known || words == NULL || repair_vowels (words, token, text->bytes + token->offset) ||
      repair_edit (words, token, text->bytes + token->offset))
    return;
  token->concept = pl_find_concept (words, text->bytes + token->offset, token->length);
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
  PlSpelling spelling = { .length = 0 };

  if (has_only_letters (bytes, token->length))
    {
      if (repair_runs (words, bytes, token->length, &spelling))
        pl_repair_set (text, words, token, &spelling);
      repair_unknown (text, words, token);
      return;
    }
  if (read_number (text, token))
    return;
  if (drop_number (bytes, token->length, &spelling))
    pl_repair_set (text, words, token, &spelling);
  else if (repair_leet (words, bytes, token->length, &spelling))
    {
      pl_repair_set (text, words, token, &spelling);
      token->leet = token->known != PL_TOKEN_UNKNOWN;
    }
  repair_unknown (text, words, token);
}

/**
 * pl_repair_numbers:
 * @self: a text with several words in which digits stand for letters
 * @words: the words that the model knows
 *
 * In such a text a number may be a word too.
 */
void
pl_repair_numbers (PlText        *self,
                   const PlWords *words)
{
  for (guint i = 0; i < self->n_tokens; i++)
    {
      PlToken *token = &self->tokens[i];
      PlSpelling spelling = { .length = 0 };

      if (token->kind != PL_TOKEN_NUMBER || self->n_bytes + 2 * PL_TEXT_WORD > PL_TEXT_BYTES)
        continue;
      repair_leet (words, self->bytes + token->offset, token->length, &spelling);
      if (find_spelling (words, &spelling) < 0)
        continue;
      token->kind = PL_TOKEN_WORD;
      pl_repair_set (self, words, token, &spelling);
    }
}
