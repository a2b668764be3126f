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

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const known[] = { "dont", "tell", "your", "mom", "send", "me", "secret", "photo", "please", "so", "hello", "meet", "a", "i", "we", "manana" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      char bare[PL_TEXT_WORD];
      guint length = (guint) strlen (known[i]);
      guint n = pl_repair_bare (known[i], length, bare);
      guint32 hash = pl_hash_bytes (known[i], length);

      add_key (fixture, hash, hash);
      if (n >= 2 && n < length)
        add_key (fixture, pl_hash_bytes (bare, n) ^ PL_WORDS_BARE_SALT, hash);
    }
  fixture->words = (PlWords) { fixture->keys, fixture->targets, fixture->ranks, fixture->concepts, SLOTS };
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
}

static void
test_digits_for_letters_are_read (Fixture       *fixture,
                                  gconstpointer  data)
{
  assert_reads (fixture, "s3cr3t ph0t0 t311 m0m $ecret", "secret photo tell mom secret");
  assert_reads (fixture, "p!ease", "piease");
}

static void
test_drawn_out_letters_are_cut (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "sooooo pleeeease hellllooo", "so please hello");
}

static void
test_left_out_vowels_are_found (Fixture       *fixture,
                                gconstpointer  data)
{
  assert_reads (fixture, "scrt pht snd", "secret photo send");
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
    g_string_append (text, "secret ");
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
  ADD ("/engine/text/digits-for-letters-are-read", test_digits_for_letters_are_read);
  ADD ("/engine/text/drawn-out-letters-are-cut", test_drawn_out_letters_are_cut);
  ADD ("/engine/text/left-out-vowels-are-found", test_left_out_vowels_are_found);
  ADD ("/engine/text/pictures-are-words", test_pictures_are_words);
  ADD ("/engine/text/numbers-are-kinds", test_numbers_are_kinds);
  ADD ("/engine/text/offsets-are-those-of-the-message", test_offsets_are_those_of_the_message);
  ADD ("/engine/text/long-text-is-read-in-stretches", test_long_text_is_read_in_stretches);

  return g_test_run ();
}
