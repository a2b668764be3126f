// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-text.h"

#include "pl-fold.h"

#include <string.h>

/* Where the reader stands: the word that is being put together. */
typedef struct
{
  PlText *text;
  const PlWords *words;
  PlToken word;        /* length 0: none */
  guint core_length;   /* of the word without symbols at its end */
  guint32 core_end;
  guint singles;       /* words of one letter so far */
  guint leet;          /* words with digits read as letters so far */
} Reader;

/* What a byte of plain ASCII is to the reader. */
enum
{
  SEPARATOR,
  LETTER,     /* and digit */
  APOSTROPHE, /* within a word it is dropped */
  SYMBOL,     /* may stand for a letter */
  QUESTION,
};

static const guint8 ascii_class[128] = {
  ['a' ... 'z'] = LETTER, ['A' ... 'Z'] = LETTER, ['0' ... '9'] = LETTER,
  ['\''] = APOSTROPHE, ['`'] = APOSTROPHE,
  ['@'] = SYMBOL, ['$'] = SYMBOL, ['!'] = SYMBOL, ['|'] = SYMBOL, ['+'] = SYMBOL,
  ['?'] = QUESTION,
};

static inline gboolean
is_symbol (char c)
{
  return (guchar) c < 128 && ascii_class[(guchar) c] == SYMBOL;
}

static inline void
begin_word (Reader *reader,
            gsize   start)
{
  PlToken *word = &reader->word;

  word->start = (guint32) start;
  word->offset = (guint16) reader->text->n_bytes;
  word->hash = PL_HASH_START;
}

static inline void
append_byte (Reader *reader,
             char    byte,
             guint32 start,
             guint32 end)
{
  PlToken *word = &reader->word;

  if (word->length == 0)
    begin_word (reader, start);
  word->end = end;
  if (word->length >= PL_TEXT_WORD)
    return;
  reader->text->bytes[word->offset + word->length++] = byte;
  word->hash = pl_hash_byte (word->hash, (guint8) byte);
  if (!is_symbol (byte))
    {
      reader->core_length = word->length;
      reader->core_end = end;
    }
}

static void
append_mark (Reader  *reader,
             guint32  start,
             guint32  hash,
             guint32  end,
             guint8   kind)
{
  PlText *text = reader->text;
  PlToken token = { .hash = hash, .start = start, .end = end, .offset = (guint16) text->n_bytes, .kind = kind, .known = PL_TOKEN_KNOWN };

  if (text->n_tokens < PL_TEXT_TOKENS)
    text->tokens[text->n_tokens++] = token;
}

/* Symbols at the end of a word are punctuation, as is one on its own. */
static void
trim_symbols (Reader *reader)
{
  PlToken *word = &reader->word;

  if (reader->core_length == word->length)
    return;

  word->end = reader->core_end;
  word->length = (guint8) reader->core_length;
  word->hash = pl_hash_bytes (reader->text->bytes + word->offset, word->length);
}

static void
finish_word (Reader *reader)
{
  PlText *text = reader->text;
  PlToken *word = &reader->word;

  if (word->length == 0)
    return;
  trim_symbols (reader);
  if (word->length > 0 && text->n_tokens < PL_TEXT_TOKENS)
    {
      int slot = reader->words != NULL ? pl_words_find (reader->words, word->hash) : -1;

      text->n_bytes += word->length;
      reader->singles += word->length == 1;
      word->kind = PL_TOKEN_WORD;
      word->known = PL_TOKEN_UNKNOWN;
      word->concept = 0;
      word->leet = 0;
      if (slot >= 0)
        pl_repair_take (word, reader->words, slot);
      else
        pl_repair_word (text, reader->words, word);
      reader->leet += word->leet;
      text->tokens[text->n_tokens++] = *word;
    }
  word->length = 0;
  reader->core_length = 0;
}

static void
append_picture (Reader   *reader,
                gunichar  c,
                guint32   start,
                guint32   end)
{
  const char *name = pl_picture_get_name (c);

  finish_word (reader);
  if (name == NULL)
    {
      append_mark (reader, start, pl_hash_mix (c), end, PL_TOKEN_PICTURE);
      return;
    }
  for (const char *p = name; *p != '\0'; p++)
    append_byte (reader, *p, start, end);
  finish_word (reader);
}

static void
append_code_point (Reader   *reader,
                   gunichar  c,
                   guint32   start,
                   guint32   end)
{
  char utf8[6];
  int n = g_unichar_to_utf8 (c, utf8);

  for (int i = 0; i < n; i++)
    append_byte (reader, utf8[i], start, end);
}

/* A run of plain letters at once, most of what there is to read; where it ends is returned. */
static inline gsize
append_letters (Reader     *reader,
                const char *text,
                gsize       at,
                gsize       length)
{
  PlToken *word = &reader->word;
  char *bytes;
  guint32 hash;
  guint n;
  gsize end = at;

  if (word->length == 0)
    begin_word (reader, at);
  bytes = reader->text->bytes + word->offset;
  hash = word->hash;
  n = word->length;
  for (; end < length && (guchar) text[end] < 128 && ascii_class[(guchar) text[end]] == LETTER && n < PL_TEXT_WORD; end++)
    {
      guchar c = (guchar) text[end];
      guchar lower = c >= 'A' && c <= 'Z' ? c + 32 : c;

      bytes[n++] = (char) lower;
      hash = pl_hash_byte (hash, lower);
    }
  word->hash = hash;
  word->length = (guint8) n;
  word->end = (guint32) end;
  reader->core_length = n;
  reader->core_end = (guint32) end;

  return end;
}

static inline void
append_ascii (Reader *reader,
              guchar  c,
              guint32 start,
              guint32 end)
{
  switch (ascii_class[c])
    {
    case LETTER:
      append_byte (reader, (char) (c >= 'A' && c <= 'Z' ? c + 32 : c), start, end);
      break;
    case SYMBOL:
      append_byte (reader, (char) c, start, end);
      break;
    case APOSTROPHE:
      break;
    case QUESTION:
      finish_word (reader);
      append_mark (reader, start, '?', end, PL_TOKEN_MARK);
      break;
    default:
      finish_word (reader);
    }
}

static void
append_other (Reader   *reader,
              gunichar  c,
              guint32   start,
              guint32   end)
{
  guint16 entry = pl_fold_code_point (c);

  if (entry < 0x80)
    append_ascii (reader, (guchar) entry, start, end);
  else if (entry == PL_FOLD_PICTOGRAPH)
    append_picture (reader, c, start, end);
  else if (entry == PL_FOLD_SAME)
    append_code_point (reader, c, start, end);
  else if (entry >= PL_FOLD_EXPANSION)
    {
      for (const char *p = pl_fold_get_expansion (entry); *p != '\0'; p++)
        append_byte (reader, *p, start, end);
    }
  else if (entry == PL_FOLD_IDEOGRAPH)
    {
      finish_word (reader);
      append_code_point (reader, c, start, end);
      finish_word (reader);
    }
  else if (entry != PL_FOLD_IGNORE)
    append_code_point (reader, entry, start, end);
}

/* "no no no no" says no more than "no no": what is drawn out word by word is cut as what is drawn out letter by letter. */
static void
cut_repeats (PlText *self)
{
  guint kept = MIN (self->n_tokens, 2);

  for (guint i = 2; i < self->n_tokens; i++)
    {
      const PlToken *token = &self->tokens[i];
      PlToken *last = &self->tokens[kept - 1];

      if (token->hash == last->hash && token->hash == last[-1].hash && token->kind == last->kind && token->kind == last[-1].kind)
        last->end = token->end;
      else
        self->tokens[kept++] = *token;
    }
  self->n_tokens = kept;
}

/**
 * pl_text_read:
 * @self: a workspace; what it held is gone
 * @words: (nullable): the words that the model knows; %NULL repairs nothing
 * @text: (array length=length): valid UTF-8
 * @length: in bytes
 * @start: where to begin, a byte offset
 *
 * Reads one stretch of a message: at most %PL_TEXT_TOKENS words.
 *
 * Returns: the byte offset at which the next stretch begins; @length when this was the last
 */
gsize
pl_text_read (PlText        *self,
              const PlWords *words,
              const char    *text,
              gsize          length,
              gsize          start)
{
  Reader reader = { .text = self, .words = words };
  gsize at = start;

  self->n_tokens = 0;
  self->n_bytes = 0;
  while (at < length)
    {
      guchar c = (guchar) text[at];
      gsize next = at + 1;

      if (c < 0x80 && ascii_class[c] == LETTER && reader.word.length < PL_TEXT_WORD)
        next = append_letters (&reader, text, at, length);
      else if (c < 0x80)
        append_ascii (&reader, c, (guint32) at, (guint32) next);
      else
        {
          gunichar other = g_utf8_get_char_validated (text + at, (gssize) (length - at));

          if (other > 0x10FFFF)
            finish_word (&reader); /* broken bytes part words */
          else
            append_other (&reader, other, (guint32) at, (guint32) (next = at + (gsize) g_utf8_skip[c]));
        }
      at = next;
      /* Room for two more words and what repairing them writes. */
      if (self->n_tokens + 2 > PL_TEXT_TOKENS || self->n_bytes + 4 * PL_TEXT_WORD > PL_TEXT_BYTES)
        break;
    }
  finish_word (&reader);
  if (reader.leet >= 2 && words != NULL)
    pl_repair_numbers (self, words);
  if (reader.singles >= 3)
    pl_repair_spacing (self, words, text);
  cut_repeats (self);

  return at;
}

/**
 * pl_text_clear:
 * @self: a workspace
 *
 * Wipes the letters of the last message.
 */
void
pl_text_clear (PlText *self)
{
  explicit_bzero (self->bytes, self->n_bytes);
  self->n_bytes = 0;
  self->n_tokens = 0;
}
