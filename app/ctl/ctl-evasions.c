// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-evasions.h"

#include <string.h>

static const char *const names[PL_N_EVASIONS] = {
  [PL_EVASION_LEETSPEAK] = "leetspeak",
  [PL_EVASION_SPACED] = "spaced letters",
  [PL_EVASION_ZERO_WIDTH] = "zero-width characters",
  [PL_EVASION_HOMOGLYPHS] = "homoglyphs",
  [PL_EVASION_ELONGATION] = "elongation",
  [PL_EVASION_VOWELS] = "dropped vowels",
  [PL_EVASION_EMOJI] = "emoji for words",
  [PL_EVASION_TYPOS_5] = "typos in 5% of letters",
  [PL_EVASION_TYPOS_10] = "typos in 10% of letters",
};

/* A word and the emoji that stands in for it. */
static const char *const pictures[][2] = {
  { "photo", "📷" }, { "photos", "📷" }, { "pic", "📸" }, { "pics", "📸" }, { "picture", "📷" }, { "selfie", "🤳" }, { "video", "📹" },
  { "money", "💰" }, { "cash", "💵" }, { "dollars", "💵" }, { "gift", "🎁" }, { "phone", "📱" }, { "call", "📞" }, { "home", "🏠" },
  { "house", "🏠" }, { "car", "🚗" }, { "hotel", "🏨" }, { "school", "🏫" }, { "mom", "👩" }, { "dad", "👨" }, { "family", "👪" },
  { "police", "👮" }, { "secret", "🤫" }, { "love", "❤️" }, { "kiss", "💋" }, { "ticket", "🎫" }, { "plane", "✈️" }, { "flight", "✈️" },
  { "work", "💼" }, { "job", "💼" }, { "password", "🔑" }, { "girl", "👧" }, { "boy", "👦" }, { "bed", "🛏️" }, { "beautiful", "😍" },
  { "foto", "📷" }, { "fotos", "📸" }, { "dinero", "💰" }, { "regalo", "🎁" }, { "celular", "📱" }, { "teléfono", "📱" }, { "casa", "🏠" },
  { "carro", "🚗" }, { "coche", "🚗" }, { "escuela", "🏫" }, { "mamá", "👩" }, { "papá", "👨" }, { "familia", "👪" }, { "policía", "👮" },
  { "secreto", "🤫" }, { "amor", "❤️" }, { "beso", "💋" }, { "boleto", "🎫" }, { "vuelo", "✈️" }, { "trabajo", "💼" }, { "contraseña", "🔑" },
};

typedef void (*LetterFunc) (GString *out, gunichar c, GRand *random);

/**
 * pl_evasion_get_name:
 * @evasion: an evasion
 *
 * Returns: (transfer none): what it is called in tables
 */
const char *
pl_evasion_get_name (PlEvasion evasion)
{
  g_return_val_if_fail ((guint) evasion < PL_N_EVASIONS, NULL);

  return names[evasion];
}

static void
draw_leetspeak (GString  *out,
                gunichar  c,
                GRand    *random)
{
  static const char letters[] = "aeiost";
  static const char digits[] = "431057";
  const char *found = c < 0x80 && c != 0 ? strchr (letters, g_ascii_tolower ((char) c)) : NULL;

  g_string_append_unichar (out, found != NULL ? (gunichar) digits[found - letters] : c);
}

static void
draw_homoglyph (GString  *out,
                gunichar  c,
                GRand    *random)
{
  static const char letters[] = "aceiopsxyj";
  static const char *const glyphs[] = { "а", "с", "е", "і", "о", "р", "ѕ", "х", "у", "ј" };
  const char *found = c < 0x80 && c != 0 ? strchr (letters, (char) c) : NULL;

  if (found != NULL)
    g_string_append (out, glyphs[found - letters]);
  else
    g_string_append_unichar (out, c);
}

static void
draw_zero_width (GString  *out,
                 gunichar  c,
                 GRand    *random)
{
  g_string_append_unichar (out, c);
  if (g_unichar_isalpha (c) && g_rand_boolean (random))
    g_string_append_unichar (out, 0x200B);
}

static void
draw_long (GString  *out,
           gunichar  c,
           GRand    *random)
{
  gboolean is_vowel = c < 0x80 && c != 0 && strchr ("aeiouAEIOU", (int) c) != NULL;
  int n = is_vowel && g_rand_int_range (random, 0, 3) == 0 ? g_rand_int_range (random, 3, 6) : 1;

  while (n-- > 0)
    g_string_append_unichar (out, c);
}

static void
draw_typo (GString  *out,
           gunichar  c,
           GRand    *random)
{
  gunichar other = (gunichar) ('a' + g_rand_int_range (random, 0, 26));

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0: /* left out */
      break;
    case 1: /* another */
      g_string_append_unichar (out, other);
      break;
    case 2: /* one more */
      g_string_append_unichar (out, c);
      g_string_append_unichar (out, other);
      break;
    default: /* before the last */
      if (out->len > 0 && (guchar) out->str[out->len - 1] < 0x80)
        {
          char last = out->str[out->len - 1];

          g_string_truncate (out, out->len - 1);
          g_string_append_unichar (out, c);
          g_string_append_c (out, last);
        }
      else
        g_string_append_unichar (out, c);
    }
}

static void
draw_typo_5 (GString  *out,
             gunichar  c,
             GRand    *random)
{
  if (g_unichar_isalpha (c) && g_rand_double (random) < 0.05)
    draw_typo (out, c, random);
  else
    g_string_append_unichar (out, c);
}

static void
draw_typo_10 (GString  *out,
              gunichar  c,
              GRand    *random)
{
  if (g_unichar_isalpha (c) && g_rand_double (random) < 0.10)
    draw_typo (out, c, random);
  else
    g_string_append_unichar (out, c);
}

static char *
draw_letters (const char *text,
              LetterFunc  draw,
              GRand      *random)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    draw (out, g_utf8_get_char (p), random);

  return g_string_free (out, FALSE);
}

static void
space_word (GString    *out,
            const char *word)
{
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (p != word)
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
}

/* The first and the last letter stay. */
static void
drop_vowels (GString    *out,
             const char *word)
{
  for (const char *p = word; *p != '\0'; p++)
    {
      if (p == word || p[1] == '\0' || strchr ("aeiouAEIOU", *p) == NULL)
        g_string_append_c (out, *p);
    }
}

static void
draw_picture (GString    *out,
              const char *word)
{
  g_autofree char *folded = g_utf8_strdown (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      if (g_str_equal (pictures[i][0], folded))
        {
          g_string_append (out, pictures[i][1]);
          return;
        }
    }
  g_string_append (out, word);
}

/* Half of the words are set apart; of the others all are changed. */
static char *
draw_words (PlEvasion   evasion,
            const char *text,
            GRand      *random)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *out = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      if (word != words)
        g_string_append (out, evasion == PL_EVASION_SPACED ? "  " : " ");
      if (evasion == PL_EVASION_SPACED && g_utf8_strlen (*word, -1) > 2 && g_rand_boolean (random))
        space_word (out, *word);
      else if (evasion == PL_EVASION_VOWELS && strlen (*word) > 3)
        drop_vowels (out, *word);
      else if (evasion == PL_EVASION_EMOJI)
        draw_picture (out, *word);
      else
        g_string_append (out, *word);
    }

  return g_string_free (out, FALSE);
}

/**
 * pl_evasion_apply:
 * @evasion: which
 * @text: UTF-8
 * @random: where chance comes from
 *
 * Returns: (transfer full): the text as somebody who evades, or types badly, would write it
 */
char *
pl_evasion_apply (PlEvasion   evasion,
                  const char *text,
                  GRand      *random)
{
  static const LetterFunc letters[PL_N_EVASIONS] = {
    [PL_EVASION_LEETSPEAK] = draw_leetspeak,
    [PL_EVASION_ZERO_WIDTH] = draw_zero_width,
    [PL_EVASION_HOMOGLYPHS] = draw_homoglyph,
    [PL_EVASION_ELONGATION] = draw_long,
    [PL_EVASION_TYPOS_5] = draw_typo_5,
    [PL_EVASION_TYPOS_10] = draw_typo_10,
  };

  g_return_val_if_fail ((guint) evasion < PL_N_EVASIONS, NULL);

  return letters[evasion] != NULL ? draw_letters (text, letters[evasion], random) : draw_words (evasion, text, random);
}
