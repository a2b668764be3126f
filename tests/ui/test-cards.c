// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-cards.h"

#include <string.h>

/* The cards that the product promises. */
static void
test_all_there (void)
{
  static const char *const ids[] = { "start", "control", "used", "kinds", "meeting", "images", "money", "friend", "talk", "staff", "hide" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_nonnull (pl_card_lookup (ids[i]));
  g_assert_null (pl_card_get (G_N_ELEMENTS (ids)));
  g_assert_null (pl_card_lookup ("none"));
}

/* Strengths first: a card opens with a sentence to the person, not with a list of dangers. */
static void
test_opens_with_text (void)
{
  for (guint i = 0; pl_card_get (i) != NULL; i++)
    {
      const PlCard *card = pl_card_get (i);
      PlCardLineKind kind;

      pl_card_get_line (card, 0, &kind);
      g_assert_cmpint (kind, ==, PL_CARD_TEXT);
      g_assert_cmpuint (pl_card_count_lines (card), >=, 8);
      g_assert_cmpuint (pl_card_count_lines (card), <, PL_CARD_MAX_LINES);
    }
}

static void
test_lines_end (void)
{
  for (guint i = 0; pl_card_get (i) != NULL; i++)
    for (guint line = 0; line < pl_card_count_lines (pl_card_get (i)); line++)
      {
        PlCardLineKind kind;
        const char *text = pl_card_get_line (pl_card_get (i), line, &kind);

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_null (strpbrk (text, "\n#"));
        if (kind != PL_CARD_HEADING)
          g_assert_true (strchr (".?”!", text[strlen (text) - 1]) != NULL || g_str_has_suffix (text, "”"));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/cards/all-are-there", test_all_there);
  g_test_add_func ("/ui/cards/each-opens-with-a-sentence", test_opens_with_text);
  g_test_add_func ("/ui/cards/lines-are-whole", test_lines_end);

  return g_test_run ();
}
