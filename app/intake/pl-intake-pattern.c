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
  PlSlot slot;   /* PL_N_SLOTS for literal text */
  char *literal; /* (nullable) */
  gsize length;  /* of the literal */
} Part;

struct _PlPattern
{
  Part parts[MAX_PARTS];
  guint n_parts;
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

static gsize
parse_part (const char *at,
            Part       *part)
{
  part->slot = find_slot (at);
  if (part->slot != PL_N_SLOTS)
    return strlen (slot_names[part->slot]);

  while (at[part->length] != '\0' && find_slot (at + part->length) == PL_N_SLOTS)
    part->length++;
  part->literal = g_strndup (at, part->length);

  return part->length;
}

static PlPattern *
refuse (GError **error)
{
  g_set_error_literal (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE,
                       "a pattern has too many parts, or two placeholders with nothing between them");

  return NULL;
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
  g_autoptr (PlPattern) self = g_new0 (PlPattern, 1);

  while (*source != '\0')
    {
      Part *part = &self->parts[self->n_parts];

      if (self->n_parts == MAX_PARTS)
        return refuse (error);
      source += parse_part (source, part);
      self->n_parts++;
      if (self->n_parts > 1 && part->slot != PL_N_SLOTS && part[-1].slot != PL_N_SLOTS)
        return refuse (error);
    }

  return g_steal_pointer (&self);
}

/**
 * pl_pattern_free:
 * @self: (transfer full) (nullable): a pattern
 */
void
pl_pattern_free (PlPattern *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < MAX_PARTS; i++)
    g_free (self->parts[i].literal);
  g_free (self);
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
  const char *end = at + strlen (at);
  PlStretch *stretch = &match->stretches[part->slot];

  if (index + 1 < match->pattern->n_parts)
    end = strstr (at, part[1].literal);

  for (; end != NULL; end = *end != '\0' ? strstr (end + 1, part[1].literal) : NULL)
    {
      if (++match->steps > MAX_STEPS || (gsize) (end - at) > get_limit (part->slot))
        return FALSE;
      if (accepts (match, part->slot, at, (gsize) (end - at)) && match_from (match, index + 1, end))
        {
          *stretch = (PlStretch) { at, (gsize) (end - at) };
          return TRUE;
        }
      if (index + 1 == match->pattern->n_parts)
        return FALSE;
    }

  return FALSE;
}

static gboolean
match_from (Match      *match,
            guint       index,
            const char *at)
{
  const Part *part = &match->pattern->parts[index];

  if (index == match->pattern->n_parts)
    return *at == '\0';
  if (part->slot != PL_N_SLOTS)
    return match_slot (match, index, at);

  return strncmp (at, part->literal, part->length) == 0 && match_from (match, index + 1, at + part->length);
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
