// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Undoes letters that are set apart: "s e c r e t", "s.e.c.r.e.t". */

#include "pl-text.h"

#include <string.h>

#define MAX_SPACED 96

static gboolean
is_single (const PlText  *text,
           const PlToken *token)
{
  return token->kind == PL_TOKEN_WORD && token->length == 1 && g_ascii_islower (text->bytes[token->offset]);
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
  guint narrow; /* the narrowest gap stands before this letter */
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
  PlSpelling spelling;

  token->kind = PL_TOKEN_WORD;
  token->concept = 0;
  token->leet = 0;
  token->start = spaced->starts[begin];
  token->end = spaced->ends[end - 1];
  spelling.length = MIN (end - begin, PL_TEXT_WORD);
  memcpy (spelling.bytes, spaced->letters + begin, spelling.length);
  pl_repair_set (text, words, token, &spelling);
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

static guint32
get_gap (const Spaced *spaced,
         guint         i)
{
  return spaced->starts[i] - spaced->ends[i - 1];
}

/* "d o n ' t" is one word. */
static gboolean
is_apostrophe (const char *text,
               guint32     from,
               guint32     to)
{
  while (from < to && text[from] == ' ')
    from++;
  while (from < to && text[to - 1] == ' ')
    to--;

  return (to - from == 1 && text[from] == '\'') || (to - from == 3 && memcmp (text + from, "\u2019", 3) == 0);
}

/* A gap that is not like the narrowest one parts words. */
static gboolean
is_wide (const Spaced *spaced,
         const char   *text,
         guint         i)
{
  guint32 gap = get_gap (spaced, i);

  if (is_apostrophe (text, spaced->ends[i - 1], spaced->starts[i]))
    return FALSE;

  return gap != get_gap (spaced, spaced->narrow) || (gap > 0 && text[spaced->ends[i - 1]] != text[spaced->ends[spaced->narrow - 1]]);
}

static void
join_run (PlText        *text,
          const PlWords *words,
          const char    *source,
          guint          first,
          guint          n,
          guint         *out)
{
  Spaced spaced = { .length = n, .narrow = 1 };
  guint begin = 0;

  for (guint i = 0; i < n; i++)
    {
      const PlToken *token = &text->tokens[first + i];

      spaced.letters[i] = text->bytes[token->offset];
      spaced.starts[i] = token->start;
      spaced.ends[i] = token->end;
      if (i > 1 && get_gap (&spaced, i) < get_gap (&spaced, spaced.narrow))
        spaced.narrow = i;
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

/* Three letters may be three words, "i c u", unless what is beside them stands further off. */
static gboolean
stands_apart (const PlText *text,
              guint         first,
              guint         n)
{
  const PlToken *tokens = text->tokens;
  guint after = first + n;
  guint32 gap;

  if (n != 3)
    return FALSE;
  gap = tokens[first + 1].start - tokens[first].end;
  if (tokens[first + 2].start - tokens[first + 1].end != gap)
    return FALSE;

  return (first > 0 && tokens[first].start - tokens[first - 1].end > gap) ||
         (after < text->n_tokens && tokens[after].start - tokens[after - 1].end > gap);
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
      if ((n >= 4 || stands_apart (self, i, n)) && self->n_bytes + 2 * n < PL_TEXT_BYTES)
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
