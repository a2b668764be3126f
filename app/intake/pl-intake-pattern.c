// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* "{sender} ({group})": literal text and placeholders. A placeholder takes as little as it can. */
#define MAX_PARTS 16
#define MAX_SLOT 256
#define MAX_STEPS 512

typedef struct
{
  guint8 slot;    /* a PlSlot; PL_N_SLOTS for literal text */
  guint8 length;  /* of the literal */
  guint16 offset; /* of the literal in the pattern's text, where it ends with a zero */
} Part;

/* Hundreds of these stay in memory: one block each. */
struct _PlPattern
{
  PlPairs pairs; /* of the literals: a field without them cannot match */
  guint8 n_parts;
  Part parts[];  /* (array length=n_parts), and after them the text */
};

typedef struct
{
  const PlPattern *pattern;
  const PlWords *words;
  PlStretch *stretches;
  guint steps; /* a hostile title must not make matching slow */
} Match;

static const char *const slot_names[PL_N_SLOTS] = {
  [PL_SLOT_SENDER] = "{sender}",
  [PL_SLOT_MEMBER] = "{member}",
  [PL_SLOT_GROUP] = "{group}",
  [PL_SLOT_ROOM] = "{room}",
  [PL_SLOT_TEXT] = "{text}",
  [PL_SLOT_NUMBER] = "{n}",
  [PL_SLOT_SIGNS] = "{emoji}",
  [PL_SLOT_ANY] = "{any}",
};

static PlSlot
find_slot (const char *at)
{
  guint slot = 0;

  while (slot < PL_N_SLOTS && !g_str_has_prefix (at, slot_names[slot]))
    slot++;

  return slot;
}

static const char *
get_literal (const PlPattern *self,
             const Part      *part)
{
  return (const char *) (self->parts + self->n_parts) + part->offset;
}

static gsize
get_literal_length (const char *at)
{
  gsize length = 0;

  while (at[length] != '\0' && find_slot (at + length) == PL_N_SLOTS)
    length++;

  return length;
}

static gboolean
parse_part (const char **at,
            Part        *part,
            GString     *text)
{
  gsize length;

  part->slot = (guint8) find_slot (*at);
  length = part->slot == PL_N_SLOTS ? get_literal_length (*at) : strlen (slot_names[part->slot]);
  part->length = (guint8) length;
  part->offset = (guint16) text->len;
  if (part->slot == PL_N_SLOTS)
    {
      g_string_append_len (text, *at, (gssize) length);
      g_string_append_c (text, '\0');
    }
  *at += length;

  return length <= G_MAXUINT8;
}

/**
 * pl_pairs_add:
 * @self: pairs
 * @text: a text
 *
 * Marks each pair of neighbouring bytes of @text, in a filter that may say yes too often and never no.
 */
void
pl_pairs_add (PlPairs    *self,
              const char *text)
{
  for (; text[0] != '\0' && text[1] != '\0'; text++)
    {
      guint bit = ((guchar) text[0] * 31u + (guchar) text[1] * 7u) % (64 * G_N_ELEMENTS (self->bits));

      self->bits[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
    }
}

static PlPattern *
build (const Part    *parts,
       guint          n_parts,
       const GString *text)
{
  PlPattern *self = g_malloc0 (sizeof *self + n_parts * sizeof *parts + text->len);

  self->n_parts = (guint8) n_parts;
  memcpy (self->parts, parts, n_parts * sizeof *parts);
  memcpy (self->parts + n_parts, text->str, text->len);
  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i].slot == PL_N_SLOTS)
        pl_pairs_add (&self->pairs, get_literal (self, &parts[i]));
    }

  return self;
}

/**
 * pl_pattern_new:
 * @source: the pattern as the table has it
 * @error: (out): %PL_INTAKE_ERROR_TABLE when it has too many parts, or two placeholders side by side
 *
 * Returns: (transfer full) (nullable): the pattern
 */
PlPattern *
pl_pattern_new (const char *source,
                GError    **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Part parts[MAX_PARTS] = { 0 };
  guint n_parts = 0;
  gboolean good = TRUE;

  while (good && *source != '\0')
    {
      good = n_parts < MAX_PARTS && parse_part (&source, &parts[n_parts], text)
             && (n_parts == 0 || parts[n_parts].slot == PL_N_SLOTS || parts[n_parts - 1].slot == PL_N_SLOTS);
      n_parts++;
    }
  if (good)
    return build (parts, n_parts, text);

  g_set_error_literal (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE,
                       "a pattern has too many or too long parts, or two placeholders with nothing between them");
  return NULL;
}

/**
 * pl_pattern_free:
 * @self: (transfer full) (nullable): a pattern
 */
void
pl_pattern_free (PlPattern *self)
{
  g_free (self);
}

/**
 * pl_pattern_may_match:
 * @self: a pattern
 * @pairs: the pairs of a field
 *
 * A quick look before the slow one: most of the many phrases have letters side by side that a field has not.
 *
 * Returns: whether pl_pattern_match () is worth a try
 */
gboolean
pl_pattern_may_match (const PlPattern *self,
                      const PlPairs   *pairs)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs->bits); i++)
    {
      if ((self->pairs.bits[i] & ~pairs->bits[i]) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_pattern_has_slot:
 * @self: a pattern
 * @slot: a placeholder
 *
 * Returns: whether the pattern has it
 */
gboolean
pl_pattern_has_slot (const PlPattern *self,
                     PlSlot           slot)
{
  for (guint i = 0; i < self->n_parts; i++)
    {
      if (self->parts[i].slot == slot)
        return TRUE;
    }

  return FALSE;
}

/* "Robin (she/her) (Class group)" must not be cut inside a pair. */
static gboolean
is_balanced (const char *start,
             gsize       length)
{
  int depth = 0;

  for (gsize i = 0; i < length && depth >= 0; i++)
    depth += (start[i] == '(') - (start[i] == ')');

  return depth == 0;
}

static gboolean
is_number (const char *start,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (start[i]))
        return FALSE;
    }

  return length > 0 && length < 7;
}

static gboolean
is_signs (const char *start,
          gsize       length)
{
  for (const char *at = start; at < start + length; at = g_utf8_next_char (at))
    {
      if (g_unichar_isalnum (g_utf8_get_char (at)) || *at == ' ')
        return FALSE;
    }

  return length > 0 && length <= 64;
}

/* A phrase was folded: capitals no longer tell a name from a sentence, but a name has three words at most. */
static gboolean
is_short_name (const char *start,
               gsize       length)
{
  guint n_words = 1;

  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("?!;,/\\\"<>[]{}=|:", start[i]) != NULL)
        return FALSE;
      n_words += start[i] == ' ';
    }

  return n_words <= 3;
}

static gboolean
accepts (const Match *match,
         PlSlot       slot,
         const char  *start,
         gsize        length)
{
  if (slot == PL_SLOT_TEXT || slot == PL_SLOT_ANY)
    return TRUE;
  if (slot == PL_SLOT_NUMBER)
    return is_number (start, length);
  if (slot == PL_SLOT_SIGNS)
    return is_signs (start, length);
  if (length == 0 || length > MAX_SLOT || memchr (start, '\n', length) != NULL || !is_balanced (start, length))
    return FALSE;

  if (slot != PL_SLOT_MEMBER)
    return TRUE;

  return match->words != NULL ? pl_words_is_name (match->words, start, length) : is_short_name (start, length);
}

/* Past this many bytes a placeholder can only grow further out of its bounds. */
static gsize
get_limit (PlSlot slot)
{
  return slot == PL_SLOT_TEXT || slot == PL_SLOT_ANY ? G_MAXSIZE : MAX_SLOT;
}

static gboolean match_from (Match *match, guint index, const char *at);

/* A placeholder at the end takes all that is left; else it ends before some place where the literal after it stands. */
static gboolean
match_slot (Match      *match,
            guint       index,
            const char *at)
{
  const Part *part = &match->pattern->parts[index];
  gboolean is_last = index + 1 == match->pattern->n_parts;
  const char *next = is_last ? NULL : get_literal (match->pattern, part + 1);
  const char *end = is_last ? at + strlen (at) : strstr (at, next);
  PlStretch *stretch = &match->stretches[part->slot];

  for (; end != NULL; end = is_last || *end == '\0' ? NULL : strstr (end + 1, next))
    {
      if (++match->steps > MAX_STEPS || (gsize) (end - at) > get_limit (part->slot))
        return FALSE;
      if (accepts (match, part->slot, at, (gsize) (end - at)) && match_from (match, index + 1, end))
        {
          *stretch = (PlStretch) { at, (gsize) (end - at) };
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
match_from (Match      *match,
            guint       index,
            const char *at)
{
  const Part *part = match->pattern->parts + index;

  if (index == match->pattern->n_parts)
    return *at == '\0';
  if (part->slot != PL_N_SLOTS)
    return match_slot (match, index, at);

  return strncmp (at, get_literal (match->pattern, part), part->length) == 0 && match_from (match, index + 1, at + part->length);
}

/**
 * pl_pattern_match:
 * @self: a pattern
 * @words: (nullable): what looks like a name and what does not; %NULL for text that was folded
 * @string: a field
 * @stretches: (inout) (array fixed-size=PL_N_SLOTS): where each placeholder was found; others are left as they are
 *
 * Takes at most a fixed number of steps; a field that asks for more does not match.
 *
 * Returns: whether the whole field has that shape
 */
gboolean
pl_pattern_match (const PlPattern *self,
                  const PlWords   *words,
                  const char      *string,
                  PlStretch       *stretches)
{
  Match match = { self, words, stretches, 0 };

  return match_from (&match, 0, string);
}
