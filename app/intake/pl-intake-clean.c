// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER 0x200D

static gboolean
is_emoji (gunichar character)
{
  return (character >= 0x1F000 && character <= 0x1FAFF) || (character >= 0x2190 && character <= 0x2BFF)
         || character == 0xFE0F || character == 0x2764;
}

/* The joiners shape words in these scripts (Arabic up to the Khmer block and beyond) and build emoji; elsewhere they only hide. */
static gboolean
joins (gunichar before,
       gunichar character,
       gunichar after)
{
  if (character == ZERO_WIDTH_JOINER && is_emoji (before) && is_emoji (after))
    return TRUE;

  return g_unichar_isalpha (after) && before >= 0x0600 && before <= 0x18AF
         && (g_unichar_isalpha (before) || g_unichar_ismark (before));
}

static gboolean
is_hidden (gunichar character)
{
  return (character >= 0x202A && character <= 0x202E)    /* embeddings and overrides */
         || (character >= 0x2066 && character <= 0x2069) /* isolates */
         || (character >= 0x200B && character <= 0x200F)
         || (character >= 0x2060 && character <= 0x2064)
         || (character >= 0x206A && character <= 0x206F)
         || character == 0x061C || character == 0xFEFF || character == 0x00AD || character == 0x034F
         || character == 0x180E || character == 0x115F || character == 0x1160 || character == 0x3164
         || (character >= 0xFFF9 && character <= 0xFFFB)
         || (character >= 0x7F && character <= 0x9F && character != 0x85)
         || (character < 0x20 && character != '\n' && character != '\t' && character != '\r');
}

/* Tag characters spell the flags of regions after a black flag, and nothing else that anybody sees. */
static gboolean
is_stray_tag (gunichar  character,
              gunichar  before,
              gboolean *in_flag)
{
  gboolean is_tag = character >= 0xE0000 && character <= 0xE007F;

  *in_flag = is_tag ? (*in_flag || before == 0x1F3F4) : FALSE;

  return is_tag && !*in_flag;
}

static gunichar
get_line_break (gunichar character,
                gunichar after)
{
  if (character == '\r' && after != '\n')
    return '\n';

  return character == 0x2028 || character == 0x2029 || character == 0x85 ? '\n' : character;
}

/**
 * pl_text_clean:
 * @text: (inout): valid UTF-8
 *
 * Takes out in place what is not there for the eye: controls, bidirectional controls, zero-width characters.
 * Joiners stay where they shape a word or build an emoji. Line breaks become "\n".
 */
void
pl_text_clean (char *text)
{
  const char *in = text;
  char *out = text;
  gunichar before = 0;
  gboolean in_flag = FALSE;

  while (*in != '\0')
    {
      const char *next = g_utf8_next_char (in);
      gunichar after = g_utf8_get_char (next);
      gunichar character = get_line_break (g_utf8_get_char (in), after);
      gboolean joiner = character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
      gboolean drop = joiner ? !joins (before, character, after) : is_hidden (character) || character == '\r';

      if (!is_stray_tag (character, before, &in_flag) && !drop)
        {
          out += g_unichar_to_utf8 (character, out);
          before = character;
        }
      in = next;
    }

  *out = '\0';
}
