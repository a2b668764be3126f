// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-directory.h"

#include <string.h>

/* The directory that ships. */
static PlDirectory *
open_shipped (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "data", "directory", "directory.db", NULL);
  g_autoptr (GError) error = NULL;
  PlDirectory *directory = pl_directory_open (path, NULL, &error);

  g_assert_no_error (error);

  return directory;
}

static GPtrArray *
find (PlDirectory            *directory,
      const PlDirectoryQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *matches = pl_directory_find (directory, query, &error);

  g_assert_no_error (error);

  return matches;
}

static PlResource *
get (GPtrArray *matches,
     guint      place)
{
  g_assert_cmpuint (place, <, matches->len);

  return ((PlMatch *) g_ptr_array_index (matches, place))->resource;
}

static int
place_of (GPtrArray  *matches,
          const char *id)
{
  for (guint i = 0; i < matches->len; i++)
    {
      if (g_str_equal (pl_resource_get_id (get (matches, i)), id))
        return (int) i;
    }

  return -1;
}

static void
test_hotline_in_spanish (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;
  GPtrArray *contacts;
  gboolean found = FALSE;

  query.country = "US";
  query.language = "es";
  query.topic = "trafficking";
  matches = find (directory, &query);
  g_assert_cmpstr (pl_resource_get_id (get (matches, 0)), ==, "us-nhth");
  g_assert_cmpint (place_of (matches, "us-polaris"), >, 0);
  g_assert_true (((PlMatch *) g_ptr_array_index (matches, 0))->reasons & PL_REASON_LANGUAGE);

  contacts = pl_resource_get_contacts (get (matches, 0));
  for (guint i = 0; i < contacts->len; i++)
    found |= g_str_equal (pl_contact_get_value (g_ptr_array_index (contacts, i)), "+18883737888");
  g_assert_true (found);
  g_assert_nonnull (strstr (pl_resource_get_text (get (matches, 0), PL_FACT_OPERATOR), "Compass"));
  g_assert_null (strstr (pl_resource_get_text (get (matches, 0), PL_FACT_OPERATOR), "Polaris"));
}

/* Whatever is asked, in every country. */
static void
test_youth_never_see_adult_lines (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;

  query.country = PL_DIRECTORY_ANYWHERE;
  query.limit = 1000;
  matches = find (directory, &query);
  g_assert_cmpuint (matches->len, >, 100);
  for (guint i = 0; i < matches->len; i++)
    g_assert_true (pl_resource_get_audiences (get (matches, i)) & PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH));
  g_assert_cmpint (place_of (matches, "int-stopncii"), ==, -1);
  g_assert_cmpint (place_of (matches, "se-jam"), ==, -1);
  g_assert_cmpint (place_of (matches, "us-hsi"), ==, -1);
  g_assert_cmpint (place_of (matches, "us-stop-it-now"), ==, -1);
}

static void
test_threat_leads_to_removal_and_crisis (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;

  query.country = "US";
  query.concern = PL_CONCERN_THREAT;
  query.stage = PL_STAGE_EXPLOIT;
  matches = find (directory, &query);
  g_assert_cmpstr (pl_resource_get_id (get (matches, 0)), ==, "us-take-it-down");
  g_assert_true (pl_resource_has_topic (get (matches, 1), "crisis-suicide"));
}

static void
test_every_concern_and_country_finds_help (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  g_autoptr (GPtrArray) countries = pl_directory_list_countries (directory, "en", NULL);

  g_assert_cmpuint (countries->len, >=, 44);
  for (guint i = 0; i < countries->len; i++)
    {
      for (guint concern = 0; concern <= PL_CONCERN_GENERAL; concern++)
        {
          PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
          g_autoptr (GPtrArray) matches = NULL;

          query.country = ((PlDirectoryTerm *) g_ptr_array_index (countries, i))->id;
          query.concern = concern;
          query.limit = 10;
          matches = find (directory, &query);
          if (matches->len == 0)
            g_test_message ("%s %s", query.country, pl_concern_get_name (concern));
          g_assert_cmpuint (matches->len, >, 0);
        }
    }
}

static void
test_peers_are_among_first_three (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;
  gboolean peer = FALSE;

  query.country = "US";
  matches = find (directory, &query);
  for (guint i = 0; i < 3; i++)
    peer |= pl_resource_is_peer (get (matches, i));
  g_assert_true (peer);
}

static void
test_emergency_is_of_the_country (void)
{
  static const struct
  {
    const char *country;
    const char *number;
  } cases[] = {
    { "US", "911" }, { "CA", "911" }, { "GB", "999" }, { "AU", "000" }, { "IN", "112" }, { "DE", "112" }, { "ES", "112" },
    { "JP", NULL }, { "XX", NULL },
  };
  g_autoptr (PlDirectory) directory = open_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PlResource) emergency = pl_directory_find_emergency (directory, cases[i].country, "en", &error);
      gboolean found = FALSE;

      g_assert_no_error (error);
      g_assert_cmpint (emergency != NULL, ==, cases[i].number != NULL);
      for (guint j = 0; emergency != NULL && j < pl_resource_get_contacts (emergency)->len; j++)
        found |= g_str_equal (pl_contact_get_value (g_ptr_array_index (pl_resource_get_contacts (emergency), j)), cases[i].number);
      g_assert_cmpint (found, ==, cases[i].number != NULL);
    }
}

static void
test_emergency_stands_apart (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (GPtrArray) asked = NULL;

  query.country = "US";
  matches = find (directory, &query);
  g_assert_cmpint (place_of (matches, "us-911"), ==, -1);
  query.topic = "emergency";
  asked = find (directory, &query);
  g_assert_cmpint (place_of (asked, "us-911"), ==, 0);
}

static void
test_words_fold_accents (void)
{
  static const char *const words[] = { "linea nacional trata", "LÍNEA NACIONAL TRATA", "Línea  nacional, trat", "hotline trafficking", "8883737888" };
  g_autoptr (PlDirectory) directory = open_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
      g_autoptr (GPtrArray) matches = NULL;

      query.country = "US";
      query.text = words[i];
      matches = find (directory, &query);
      g_assert_cmpint (place_of (matches, "us-nhth"), >=, 0);
    }
}

static void
test_words_are_never_syntax (void)
{
  static const char *const words[] = { "\"", "* OR *", "name:", "^a NEAR(b, 2)", "a\" AND \"b", "()", "-", "place : ccGB", "\xff\xfe", "'; DROP TABLE" };
  g_autoptr (PlDirectory) directory = open_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
      g_autoptr (GPtrArray) matches = NULL;

      query.country = "US";
      query.text = words[i];
      matches = find (directory, &query);
      g_assert_nonnull (matches);
      for (guint j = 0; j < matches->len; j++)
        g_assert_cmpstr (pl_resource_get_country (get (matches, j)), !=, "GB");
    }
}

static void
test_age_keeps_lines_out (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) young = NULL;
  g_autoptr (GPtrArray) grown = NULL;

  query.country = "GB";
  query.age = 15;
  young = find (directory, &query);
  g_assert_cmpint (place_of (young, "gb-childline"), >=, 0);
  query.age = 30;
  grown = find (directory, &query);
  g_assert_cmpint (place_of (grown, "gb-childline"), ==, -1);
}

static void
test_channel_is_kept_to (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;

  query.country = "US";
  query.channel = PL_CONTACT_SMS;
  matches = find (directory, &query);
  g_assert_cmpuint (matches->len, >, 5);
  for (guint i = 0; i < matches->len; i++)
    {
      GPtrArray *contacts = pl_resource_get_contacts (get (matches, i));
      gboolean found = FALSE;

      for (guint j = 0; j < contacts->len; j++)
        found |= pl_contact_get_kind (g_ptr_array_index (contacts, j)) == PL_CONTACT_SMS;
      g_assert_true (found);
    }
}

static void
test_text_and_chat_stand_before_phone (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  g_autoptr (PlResource) line = pl_directory_lookup (directory, "us-nrs", "en", NULL, NULL);
  GPtrArray *contacts = pl_resource_get_contacts (line);

  for (guint i = 1; i < contacts->len; i++)
    g_assert_cmpint (pl_contact_get_kind (g_ptr_array_index (contacts, i - 1)), <=, pl_contact_get_kind (g_ptr_array_index (contacts, i)));
  g_assert_cmpint (pl_contact_get_kind (g_ptr_array_index (contacts, 0)), ==, PL_CONTACT_CHAT);
}

static void
test_past_recheck_is_not_confirmed (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  g_autoptr (PlResource) now = pl_directory_lookup (directory, "us-988", "en", "2026-11-22", NULL);
  g_autoptr (PlResource) later = pl_directory_lookup (directory, "us-988", "en", "2028-01-01", NULL);

  g_assert_true (pl_resource_is_confirmed (now));
  g_assert_false (pl_resource_is_confirmed (later));
}

static void
test_language_falls_back_to_english (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  g_autoptr (PlResource) spanish = pl_directory_lookup (directory, "us-988", "es", NULL, NULL);
  g_autoptr (PlResource) none = pl_directory_lookup (directory, "us-988", "xx", NULL, NULL);

  g_assert_cmpstr (pl_resource_get_text (spanish, PL_FACT_HOURS), ==, "Día y noche, todos los días");
  g_assert_cmpstr (pl_resource_get_text (none, PL_FACT_HOURS), ==, "Day and night, every day");
}

static void
test_unknown_entry_is_null (void)
{
  g_autoptr (PlDirectory) directory = open_shipped ();
  g_autoptr (GError) error = NULL;

  g_assert_null (pl_directory_lookup (directory, "us-victimconnect", "en", NULL, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/find/hotline-in-spanish", test_hotline_in_spanish);
  g_test_add_func ("/directory/find/youth-never-see-adult-lines", test_youth_never_see_adult_lines);
  g_test_add_func ("/directory/find/threat-leads-to-removal-and-crisis", test_threat_leads_to_removal_and_crisis);
  g_test_add_func ("/directory/find/every-concern-and-country-finds-help", test_every_concern_and_country_finds_help);
  g_test_add_func ("/directory/find/peers-are-among-first-three", test_peers_are_among_first_three);
  g_test_add_func ("/directory/find/emergency-is-of-the-country", test_emergency_is_of_the_country);
  g_test_add_func ("/directory/find/emergency-stands-apart", test_emergency_stands_apart);
  g_test_add_func ("/directory/find/words-fold-accents", test_words_fold_accents);
  g_test_add_func ("/directory/find/words-are-never-syntax", test_words_are_never_syntax);
  g_test_add_func ("/directory/find/age-keeps-lines-out", test_age_keeps_lines_out);
  g_test_add_func ("/directory/find/channel-is-kept-to", test_channel_is_kept_to);
  g_test_add_func ("/directory/find/text-and-chat-stand-before-phone", test_text_and_chat_stand_before_phone);
  g_test_add_func ("/directory/find/past-recheck-is-not-confirmed", test_past_recheck_is_not_confirmed);
  g_test_add_func ("/directory/find/language-falls-back-to-english", test_language_falls_back_to_english);
  g_test_add_func ("/directory/find/unknown-entry-is-null", test_unknown_entry_is_null);

  return g_test_run ();
}
