// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

typedef struct
{
  PlTextForm form;
  const char *raw;
  const char *seen;
} Case;

static void
check (const Case *cases,
       guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (PlClearedText) text = pl_text_decode (cases[i].raw, -1, cases[i].form, NULL);

      g_assert_cmpstr (text, ==, cases[i].seen);
    }
}

static void
test_markup_is_shown_as_the_server_would (void)
{
  static const Case cases[] = {
    { PL_TEXT_MARKUP, "see <b>you</b> <I>at</I> <u>four</u>", "see you at four" },
    { PL_TEXT_MARKUP, "one<br>two<br/>three<br />four", "one\ntwo\nthree\nfour" },
    { PL_TEXT_MARKUP, "<a href=\"https://example.org/?a>b\">here</a>", "here" },
    { PL_TEXT_MARKUP, "<img src=\"x\" alt='a > b'/>after", "after" },
    { PL_TEXT_MARKUP, "i <3 you", "i <3 you" },
    { PL_TEXT_MARKUP, "a < b and c > d", "a < b and c > d" },
    { PL_TEXT_MARKUP, "a<b and c>d", "a<b and c>d" },
    { PL_TEXT_MARKUP, "<script>x</script>", "<script>x</script>" },
    { PL_TEXT_MARKUP, "<b", "<b" },
    { PL_TEXT_MARKUP, "<", "<" },
    { PL_TEXT_MARKUP, "</", "</" },
    { PL_TEXT_MARKUP, "<a href=\"never closed", "<a href=\"never closed" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_entities_are_decoded_leniently (void)
{
  static const Case cases[] = {
    { PL_TEXT_MARKUP, "a &amp; b &lt;3 &gt; &quot;c&quot; &apos;d&apos;", "a & b <3 > \"c\" 'd'" },
    { PL_TEXT_MARKUP, "&#39;x&#x27; &#128512; &#x1F600;", "'x' 😀 😀" },
    { PL_TEXT_MARKUP, "tom & jerry &copy; &nbsp; &amp", "tom & jerry &copy; &nbsp; &amp" },
    { PL_TEXT_MARKUP, "&#0; &#xD800; &#x110000; &#; &#x; &#12", "&#0; &#xD800; &#x110000; &#; &#x; &#12" },
    { PL_TEXT_MARKUP, "&amp;lt;", "&lt;" },
    { PL_TEXT_MARKUP, "&", "&" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_escaping_depends_on_the_program (void)
{
  static const Case cases[] = {
    { PL_TEXT_ESCAPED, "&lt;b&gt;4&lt;/b&gt; &amp; on", "<b>4</b> & on" },
    { PL_TEXT_ESCAPED, "<b>4</b> & on", "<b>4</b> & on" },
    { PL_TEXT_ESCAPED, "fish &amp chips", "fish &amp chips" },
    { PL_TEXT_ANGLE, "a &lt;3 & &amp; b", "a <3 & &amp; b" },
    { PL_TEXT_PLAIN, "<b>4</b> &amp; on", "<b>4</b> &amp; on" },
    { PL_TEXT_LINKED, "look: <a href=\"https://example.org\">example.org</a> &lt;3", "look: example.org <3" },
    { PL_TEXT_LINKED, "i <3 & &lt; you", "i <3 & &lt; you" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_hidden_characters_go_and_emoji_stay (void)
{
  static const Case cases[] = {
    { PL_TEXT_PLAIN, "a\u202Eb\u202Cc \u2066d\u2069 \u200Ee\u200F", "abc d e" },
    { PL_TEXT_PLAIN, "s\u200Be\u200Cc\u200Dr\u2060e\uFEFFt\u00AD", "secret" },
    { PL_TEXT_PLAIN, "👩‍👩‍👧 ❤️‍🔥 👍🏽", "👩‍👩‍👧 ❤️‍🔥 👍🏽" },
    { PL_TEXT_PLAIN, "می‌خواهم क्‍ष", "می‌خواهم क्‍ष" },
    { PL_TEXT_PLAIN, "🏴\U000E0067\U000E0062\U000E0065\U000E007F a\U000E0067b", "🏴\U000E0067\U000E0062\U000E0065\U000E007F ab" },
    { PL_TEXT_PLAIN, "one\r\ntwo\rthree\u2028four\xC2\x85" "five\x07\x1b[0m", "one\ntwo\nthree\nfour\nfive[0m" },
    { PL_TEXT_PLAIN, "  \n text \t\n", "text" },
    { PL_TEXT_PLAIN, "\u200B\u202E", "" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_long_text_is_cut_at_a_character (void)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  gboolean truncated = FALSE;
  g_autoptr (PlClearedText) text = NULL;
  g_autoptr (PlClearedText) huge = NULL;
  g_autoptr (PlClearedText) name = NULL;

  g_string_append (raw, "x");
  while (raw->len < 200000)
    g_string_append (raw, "é😀");
  text = pl_text_decode (raw->str, -1, PL_TEXT_MARKUP, &truncated);
  g_assert_true (truncated);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, 8192);
  g_assert_cmpuint (strlen (text), >, 8180);
  name = pl_text_decode_name (raw->str, -1, PL_TEXT_PLAIN);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), <=, 256);

  huge = pl_text_decode ("short", -1, PL_TEXT_MARKUP, &truncated);
  g_assert_false (truncated);
}

/* Whatever comes in, what goes out is valid, no longer, and the same when it is cleaned again. */
static void
test_any_bytes_stay_valid (void)
{
  static const char *const pieces[] = { "<b>", "</b>", "<a href=\"", "\">", "</a>", "&amp;", "&#", "x41;", "&lt", ";", "<3", "é", "😀", "\u200D",
                                        "\u202E", "\n", "\r", " ", "a", "<img ", "/>", "'", "\"", "<br", "&", "\U000E0067", "🏴" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) raw = g_string_new (NULL);
      PlTextForm form = (PlTextForm) g_rand_int_range (random, PL_TEXT_MARKUP, PL_TEXT_PLAIN + 1);
      g_autoptr (PlClearedText) once = NULL;
      g_autoptr (PlClearedText) twice = NULL;

      for (gint32 n = g_rand_int_range (random, 0, 12); n > 0; n--)
        g_string_append (raw, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      once = pl_text_decode (raw->str, -1, form, NULL);
      g_assert_true (g_utf8_validate (once, -1, NULL));
      g_assert_cmpuint (strlen (once), <=, raw->len);
      twice = pl_text_decode (once, -1, PL_TEXT_PLAIN, NULL);
      g_assert_cmpstr (once, ==, twice);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/text/markup-is-shown-as-the-server-would", test_markup_is_shown_as_the_server_would);
  g_test_add_func ("/intake/text/entities-are-decoded-leniently", test_entities_are_decoded_leniently);
  g_test_add_func ("/intake/text/escaping-depends-on-the-program", test_escaping_depends_on_the_program);
  g_test_add_func ("/intake/text/hidden-characters-go-and-emoji-stay", test_hidden_characters_go_and_emoji_stay);
  g_test_add_func ("/intake/text/long-text-is-cut-at-a-character", test_long_text_is_cut_at_a_character);
  g_test_add_func ("/intake/text/any-bytes-stay-valid", test_any_bytes_stay_valid);

  return g_test_run ();
}
