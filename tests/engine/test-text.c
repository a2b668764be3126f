// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-text.h"

#include <string.h>

/* A small table of known words, so that no test depends on the model. */
#define SLOTS 512u

typedef struct
{
  guint32 keys[SLOTS];
  guint32 targets[SLOTS];
  guint8 ranks[SLOTS];
  guint8 concepts[SLOTS];
  guint32 ways[SLOTS];
  PlWords words;
  PlText text;
} Fixture;

static void
add_key (Fixture *fixture,
         guint32  key,
         guint32  target)
{
  guint32 slot = pl_words_start (key, SLOTS);

  while (fixture->keys[slot] != 0 && fixture->keys[slot] != key)
    slot = (slot + 1) % SLOTS;
  fixture->keys[slot] = key;
  fixture->targets[slot] = target;
  fixture->ranks[slot] = 200;
}

/* The first way of a key stays. */
static void
add_way (Fixture *fixture,
         guint32  key,
         guint32  hash)
{
  guint32 at = pl_words_start (key, SLOTS);

  if (pl_words_follow (&fixture->words, key) >= 0)
    return;
  while (fixture->ways[at] != 0)
    at = (at + 1) % SLOTS;
  fixture->ways[at] = (guint32) pl_words_find (&fixture->words, hash) << 16 | pl_words_shorten (key);
}

static void
add_ways (Fixture    *fixture,
          const char *word)
{
  char shorter[PL_TEXT_WORD];
  guint length = (guint) strlen (word);
  guint32 hash = pl_hash_bytes (word, length);

  for (guint keep_last = 0; keep_last < 2; keep_last++)
    {
      guint n = pl_repair_bare (word, length, keep_last, shorter);

      if (n >= 2 && n < length)
        add_way (fixture, pl_hash_bytes (shorter, n) ^ PL_WORDS_BARE_SALT, hash);
    }
  for (guint skip = 0; length >= PL_REPAIR_SHORTEST && skip < length; skip++)
    {
      memcpy (shorter, word, skip);
      memcpy (shorter + skip, word + skip + 1, length - skip - 1);
      add_way (fixture, pl_hash_bytes (shorter, length - 1) ^ PL_WORDS_EDIT_SALT, hash);
    }
}

/* The more frequent before the others. */
static const char *const known[] = { "dont", "tell", "your", "mom", "send", "me", "secret", "photo", "please", "so", "hello", "meet", "a", "i", "we", "manana", "him", "home" };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->words = (PlWords) { fixture->keys, fixture->targets, fixture->ranks, fixture->concepts, fixture->ways, SLOTS, SLOTS };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint32 hash = pl_hash_bytes (known[i], strlen (known[i]));

      add_key (fixture, hash, hash);
    }
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    add_ways (fixture, known[i]);
}

static void
read_text (Fixture    *fixture,
           const char *text)
{
  g_assert_cmpuint (pl_text_read (&fixture->text, &fixture->words, text, strlen (text), 0), ==, strlen (text));
}

/* The words, as the hashes of what they should read as. */
static void
assert_reads (Fixture    *fixture,
              const char *text,
              const char *expected)
{
  g_auto (GStrv) words = g_strsplit (expected, " ", -1);

  read_text (fixture, text);
  g_assert_cmpuint (fixture->text.n_tokens, ==, g_strv_length (words));
  for (guint i = 0; i < fixture->text.n_tokens; i++)
    g_assert_cmphex (fixture->text.tokens[i].hash, ==, pl_hash_bytes (words[i], strlen (words[i])));
}

static void
test_plain_words_are_folded (Fixture       *fixture,
                             gconstpointer  data)
{
  assert_reads (fixture, "DON'T tell, Your MOM!", "dont tell your mom");
  assert_reads (fixture, "Mañana", "manana");
  assert_reads (fixture, "manãna", "manana");
}

static void
test_look_alikes_are_undone (Fixture       *fixture,
                             gconstpointer  data)
{
  assert_reads (fixture, "ѕесrеt рhоtо", "secret photo");
  assert_reads (fixture, "ｓｅｃｒｅｔ 𝐩𝐡𝐨𝐭𝐨 ⓢⓔⓒⓡⓔⓣ", "secret photo secret");
  assert_reads (fixture, "🅂🄴🄲🅁🄴🅃", "secret");
}

static void
test_invisible_letters_vanish (Fixture       *fixture,
                               gconstpointer  data)
{
  assert_reads (fixture, "se\u200bcr\u200det p\u00adho\u2060to", "secret photo");
  assert_reads (fixture, "s\u0336e\u0336c\u0336r\u0336e\u0336t\u0336", "secret");
}

static void
test_spaced_letters_are_joined (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "s e c r e t", "secret");
  assert_reads (fixture, "s.e.c.r.e.t photo", "secret photo");
  assert_reads (fixture, "d o n t  t e l l  y o u r  m o m", "dont tell your mom");
  assert_reads (fixture, "d o n t t e l l y o u r m o m", "dont tell your mom");
  assert_reads (fixture, "i  t e l l  y o u r  m o m", "i tell your mom");
  assert_reads (fixture, "tell  your  m o m", "tell your mom");
  assert_reads (fixture, "d o n ' t  tell  m o m  please", "dont tell mom please");
  assert_reads (fixture, "d o n \u2019 t  tell", "dont tell");
}

static void
test_single_letters_stay_apart (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "m o m", "m o m");
  assert_reads (fixture, "tell m o m", "tell m o m");
  assert_reads (fixture, "tell, m o  m", "tell m o m");
}

static void
test_digits_for_letters_are_read (Fixture       *fixture,
                                  gconstpointer  data)
{
  assert_reads (fixture, "s3cr3t ph0t0 t311 m0m $ecret", "secret photo tell mom secret");
  assert_reads (fixture, "p!ease h!m", "please him");
}

static void
test_drawn_out_letters_are_cut (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "sooooo pleeeease hellllooo", "so please hello");
}

static void
test_repeated_words_are_cut (Fixture       *fixture,
                             gconstpointer  data)
{
  assert_reads (fixture, "please please, PLEASE!! pleeease please send send me", "please please send send me");
  g_assert_cmpuint (fixture->text.tokens[1].end, ==, strlen ("please please, PLEASE!! pleeease please"));
  read_text (fixture, "\360\237\246\221\360\237\246\221\360\237\246\221\360\237\246\221");
  g_assert_cmpuint (fixture->text.n_tokens, <=, 2);
}

static void
test_left_out_vowels_are_found (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "scrt pht snd", "secret photo send");
  assert_reads (fixture, "hm hme", "him home");
}

static void
test_slips_of_the_hand_are_read (Fixture       *fixture,
                                 gconstpointer  data)
{
  assert_reads (fixture, "secrte me sevret me secet me secxret", "secret me secret me secret me secret");
  assert_reads (fixture, "tlel snd qvarkp", "tell send qvarkp");
}

static char *
slip (const char *word,
      guint       at)
{
  GString *out = g_string_new (word);
  char other = (char) g_test_rand_int_range ('a', 'z' + 1);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_string_erase (out, at, 1);
      break;
    case 1:
      out->str[at] = other;
      break;
    case 2:
      g_string_insert_c (out, at, other);
      break;
    default:
      if (at > 0)
        {
          out->str[at] = word[at - 1];
          out->str[at - 1] = word[at];
        }
    }

  return g_string_free (out, FALSE);
}

/* Three of a letter in a row are shortened first. */
static gboolean
is_drawn_out (const char *word)
{
  for (guint i = 2; word[i] != '\0'; i++)
    {
      if (word[i] == word[i - 1] && word[i] == word[i - 2])
        return TRUE;
    }

  return FALSE;
}

/* Property: one letter left out, changed, put in or swapped anywhere in a longer word leaves it the same word. */
static void
test_any_one_slip_is_read (Fixture       *fixture,
                           gconstpointer  data)
{
  for (guint round = 0; round < 5000; round++)
    {
      const char *word = known[g_test_rand_int_range (0, G_N_ELEMENTS (known))];
      gsize length = strlen (word);
      g_autofree char *slipped = NULL;

      if (length < 5)
        continue;
      slipped = slip (word, (guint) g_test_rand_int_range (0, (gint32) length));
      if (!is_drawn_out (slipped))
        assert_reads (fixture, slipped, word);
    }
}

static void
test_a_damaged_way_leads_nowhere (Fixture       *fixture,
                                  gconstpointer  data)
{
  for (guint i = 0; i < SLOTS; i++)
    {
      if (fixture->ways[i] != 0)
        fixture->ways[i] |= 0xFFFF0000u;
    }
  read_text (fixture, "secrte scrt");
  for (guint i = 0; i < fixture->text.n_tokens; i++)
    g_assert_cmpuint (fixture->text.tokens[i].known, ==, PL_TOKEN_UNKNOWN);
}

static void
test_pictures_are_words (Fixture       *fixture,
                         gconstpointer  data)
{
  assert_reads (fixture, "send 💰", "send money");
  read_text (fixture, "hello 🦑 mom");
  g_assert_cmpuint (fixture->text.n_tokens, ==, 3);
  g_assert_cmpuint (fixture->text.tokens[1].kind, ==, PL_TOKEN_PICTURE);
}

static void
test_numbers_are_kinds (Fixture       *fixture,
                        gconstpointer  data)
{
  read_text (fixture, "14 5pm $500 123456");
  g_assert_cmpuint (fixture->text.n_tokens, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (fixture->text.tokens[i].kind, ==, PL_TOKEN_NUMBER);
}

static void
test_offsets_are_those_of_the_message (Fixture       *fixture,
                                       gconstpointer  data)
{
  const char *text = "¿sеcret? 📸 s e n d ｐhoto!！";

  read_text (fixture, text);
  for (guint i = 0; i < fixture->text.n_tokens; i++)
    {
      const PlToken *token = &fixture->text.tokens[i];

      g_assert_cmpuint (token->start, <, token->end);
      g_assert_cmpuint (token->end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + token->start, token->end - token->start, NULL));
    }
  g_assert_cmpuint (fixture->text.tokens[0].start, ==, 2);
  g_assert_cmpuint (fixture->text.tokens[0].end, ==, 9);
  g_assert_cmpuint (fixture->text.tokens[3].start, ==, 16);
  g_assert_cmpuint (fixture->text.tokens[3].end, ==, 23);
  g_assert_cmpuint (fixture->text.tokens[4].end, ==, strlen ("¿sеcret? 📸 s e n d ｐhoto"));
}

static void
test_long_text_is_read_in_stretches (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;
  guint n = 0;
  guint stretches = 0;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, i % 2 == 0 ? "secret " : "photo ");
  for (; at < text->len; stretches++)
    {
      at = pl_text_read (&fixture->text, &fixture->words, text->str, text->len, at);
      n += fixture->text.n_tokens;
    }
  g_assert_cmpuint (n, ==, 1000);
  g_assert_cmpuint (stretches, >, 3);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, NULL)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/engine/text/plain-words-are-folded", test_plain_words_are_folded);
  ADD ("/engine/text/look-alikes-are-undone", test_look_alikes_are_undone);
  ADD ("/engine/text/invisible-letters-vanish", test_invisible_letters_vanish);
  ADD ("/engine/text/spaced-letters-are-joined", test_spaced_letters_are_joined);
  ADD ("/engine/text/single-letters-stay-apart", test_single_letters_stay_apart);
  ADD ("/engine/text/digits-for-letters-are-read", test_digits_for_letters_are_read);
  ADD ("/engine/text/drawn-out-letters-are-cut", test_drawn_out_letters_are_cut);
  ADD ("/engine/text/repeated-words-are-cut", test_repeated_words_are_cut);
  ADD ("/engine/text/left-out-vowels-are-found", test_left_out_vowels_are_found);
  ADD ("/engine/text/slips-of-the-hand-are-read", test_slips_of_the_hand_are_read);
  ADD ("/engine/text/any-one-slip-is-read", test_any_one_slip_is_read);
  ADD ("/engine/text/a-damaged-way-leads-nowhere", test_a_damaged_way_leads_nowhere);
  ADD ("/engine/text/pictures-are-words", test_pictures_are_words);
  ADD ("/engine/text/numbers-are-kinds", test_numbers_are_kinds);
  ADD ("/engine/text/offsets-are-those-of-the-message", test_offsets_are_those_of_the_message);
  ADD ("/engine/text/long-text-is-read-in-stretches", test_long_text_is_read_in_stretches);

  return g_test_run ();
}
