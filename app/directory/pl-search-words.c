// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-search-words.h"

/* Letters of a country. The schema knows the length too: beginnings stand behind the mark. */
#define COUNTRY_LETTERS 3

/*
 * The tokens of the index of words. Each is a word behind a mark: three letters of the country ("us0", "int", "all") and the kind of word.
 * So the list of services behind a token is of one country and one kind from the start, and a common word costs no more than that country has.
 */

static gboolean
is_of_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

/**
 * pl_search_words_split:
 * @text: any text
 *
 * Returns: (transfer full) (array zero-terminated=1): its words: letters, digits and marks of any script, nothing else
 */
char **
pl_search_words_split (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = valid; ; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter != 0 && is_of_word (letter))
        {
          g_string_append_unichar (word, letter);
          continue;
        }
      if (word->len > 0)
        g_strv_builder_add (words, word->str);
      g_string_truncate (word, 0);
      if (letter == 0)
        break;
    }

  return g_strv_builder_end (words);
}

static void
append_mark (GString      *tokens,
             const char   *country,
             PlSearchKind  kind)
{
  gsize end = tokens->len + COUNTRY_LETTERS;

  for (const char *c = country; *c != '\0' && tokens->len < end; c++)
    g_string_append_c (tokens, g_ascii_isalnum (*c) ? g_ascii_tolower (*c) : '0');
  while (tokens->len < end)
    g_string_append_c (tokens, '0');
  g_string_append_c (tokens, (char) ('0' + kind));
}

static void
append_token (GString      *tokens,
              const char   *country,
              PlSearchKind  kind,
              const char   *word)
{
  g_string_append_c (tokens, ' ');
  append_mark (tokens, country, kind);
  g_string_append (tokens, word);
}

/**
 * pl_search_words_dup_identifier:
 * @identifier: of a topic or a kind of contact, "child-abuse"
 *
 * Returns: (transfer full): the one word that stands for it in the index, "childabuse"
 */
char *
pl_search_words_dup_identifier (const char *identifier)
{
  g_auto (GStrv) parts = pl_search_words_split (identifier);

  return g_strjoinv (NULL, parts);
}

/**
 * pl_search_words_append:
 * @tokens: where to add, each token behind a space
 * @country: in which country, "INT" for worldwide
 * @kind: what the words say
 * @text: words; for a topic or a channel identifiers parted by spaces
 */
void
pl_search_words_append (GString      *tokens,
                        const char   *country,
                        PlSearchKind  kind,
                        const char   *text)
{
  gboolean identifiers = kind == PL_SEARCH_TOPIC || kind == PL_SEARCH_CHANNEL;
  g_auto (GStrv) words = identifiers ? g_strsplit (text, " ", -1) : pl_search_words_split (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = identifiers ? pl_search_words_dup_identifier (words[i]) : g_strdup (words[i]);

      append_token (tokens, country, kind, word);
    }
}

/**
 * pl_search_words_dup_token:
 * @country: in which country
 * @kind: what the word says
 * @word: a word as pl_search_words_split () gives it
 *
 * Returns: (transfer full): its token
 */
char *
pl_search_words_dup_token (const char   *country,
                           PlSearchKind  kind,
                           const char   *word)
{
  GString *token = g_string_new (NULL);

  append_mark (token, country, kind);
  g_string_append (token, word);

  return g_string_free (token, FALSE);
}
