// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-contact-words.h"

#include "pl-directory.h"

#include <string.h>

/* Over the real directory: what is said of each line before contact is made from its own row. */
static PlDirectory *
open_directory (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "data", "directory", "directory.db", NULL);
  g_autoptr (GError) error = NULL;
  PlDirectory *directory = pl_directory_open (path, NULL, &error);

  g_assert_no_error (error);
  return directory;
}

static GPtrArray *
find (PlDirectory *directory,
      const char  *country,
      PlConcern    concern)
{
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GError) error = NULL;
  GPtrArray *matches;

  query.country = country;
  query.concern = concern;
  query.today = "2026-11-22";
  query.limit = 500;
  matches = pl_directory_find (directory, &query, &error);
  g_assert_no_error (error);

  return matches;
}

typedef void (*Look) (const PlResource *resource);

static void
for_each (Look look)
{
  g_autoptr (PlDirectory) directory = open_directory ();
  g_autoptr (GPtrArray) countries = pl_directory_list_countries (directory, "en", NULL);
  guint n = 0;

  for (guint i = 0; i < countries->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (countries, i);
      g_autoptr (GPtrArray) matches = find (directory, term->id, PL_CONCERN_NONE);

      for (guint j = 0; j < matches->len; j++, n++)
        look (((PlMatch *) g_ptr_array_index (matches, j))->resource);
    }
  g_assert_cmpuint (n, >, 100);
}

static void
look_at_shares (const PlResource *resource)
{
  const char *words = pl_contact_words_shares (resource);
  const char *fact = pl_resource_get_text (resource, PL_FACT_SHARES);
  g_autofree char *row = pl_contact_words_dup_row (resource);

  if (fact == NULL)
    g_assert_cmpstr (words, ==, "We do not know what they share. You can ask first, before you give a name.");
  else
    g_assert_cmpstr (words, ==, fact);
  g_assert_nonnull (strstr (row, words));
}

static void
test_shares (void)
{
  for_each (look_at_shares);
}

static void
look_at_contacts (const PlResource *resource)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);

  g_assert_cmpuint (contacts->len, >, 0);
  for (guint i = 0; i < contacts->len; i++)
    {
      const PlContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *way = pl_contact_words_dup_way (contact);
      g_autofree char *notes = pl_contact_words_dup_notes (contact, "Testland");
      g_autofree char *authority = pl_contact_words_dup_authority (pl_contact_get_authority (contact));

      g_assert_nonnull (strstr (way, pl_contact_get_display (contact)));
      g_assert_nonnull (strstr (notes, pl_contact_words_trace (pl_contact_get_trace (contact))));
      g_assert_cmpint (strstr (notes, "could not check this one again") != NULL, ==, !pl_contact_is_confirmed (contact));
      g_assert_cmpint (strstr (notes, "only inside this country: Testland") != NULL, ==, !pl_contact_works_abroad (contact));
      if (authority != NULL)
        g_assert_true (g_str_has_prefix (notes, authority));
    }
}

static void
test_contacts (void)
{
  for_each (look_at_contacts);
}

static void
look_at_card (const PlResource *resource)
{
  g_autofree char *card = pl_contact_words_dup_card (resource, "Testland", "2026-11-22");
  g_auto (GStrv) lines = g_strsplit (card, "\n", 2);

  g_assert_cmpstr (lines[0], ==, "Numbers to keep");
  g_assert_nonnull (strstr (card, pl_resource_get_name (resource)));
  g_assert_nonnull (strstr (card, "They will not call you first."));
  g_assert_nonnull (strstr (card, pl_contact_words_shares (resource)));
}

static void
test_card (void)
{
  for_each (look_at_card);
}

static void
test_emergency (void)
{
  g_autoptr (PlDirectory) directory = open_directory ();
  g_autoptr (PlResource) us = pl_directory_find_emergency (directory, "US", "en", NULL);
  g_autofree char *sure = pl_contact_words_dup_emergency (us, FALSE);
  g_autofree char *guess = pl_contact_words_dup_emergency (us, TRUE);
  g_autofree char *none = pl_contact_words_dup_emergency (NULL, FALSE);
  g_autofree char *disclaimer = pl_contact_words_dup_disclaimer ("2026-11-22", us);

  g_assert_cmpstr (sure, ==, "In danger right now? Call 911.");
  g_assert_nonnull (strstr (guess, "guess"));
  g_assert_nonnull (strstr (none, "local emergency number"));
  g_assert_nonnull (strstr (disclaimer, "2026-11-22"));
  g_assert_nonnull (strstr (disclaimer, "911"));
  g_assert_nonnull (strstr (disclaimer, "not an emergency service"));
}

/* 988 and Take It Down for a threat in the US, the hotline for a job: the lines that the issue names are found. */
static gboolean
offers (PlDirectory *directory,
        PlConcern    concern,
        const char  *id,
        guint        first)
{
  g_autoptr (GPtrArray) matches = find (directory, "US", concern);

  for (guint i = 0; i < matches->len && i < first; i++)
    if (g_str_equal (pl_resource_get_id (((PlMatch *) g_ptr_array_index (matches, i))->resource), id))
      return TRUE;

  return FALSE;
}

static void
test_threat_lines (void)
{
  g_autoptr (PlDirectory) directory = open_directory ();

  g_assert_true (offers (directory, PL_CONCERN_THREAT, "us-take-it-down", 3));
  g_assert_true (offers (directory, PL_CONCERN_THREAT, "us-988", 3));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/contact-words/what-is-shared-about-minors", test_shares);
  g_test_add_func ("/ui/contact-words/before-each-contact", test_contacts);
  g_test_add_func ("/ui/contact-words/plain-card-opens-neutrally", test_card);
  g_test_add_func ("/ui/contact-words/emergency-is-one-small-line", test_emergency);
  g_test_add_func ("/ui/contact-words/lines-for-a-threat", test_threat_lines);

  return g_test_run ();
}
