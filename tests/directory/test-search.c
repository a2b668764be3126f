// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-database.h"
#include "pl-directory-choose.h"
#include "pl-generated.h"
#include "pl-search-words.h"

#include <glib/gstdio.h>
#include <string.h>

/* The index beside the plain, slow way: every service is looked at, every word of it compared. Same services, same order. */

#define N_SERVICES 1000
#define N_QUERIES 1000

typedef struct
{
  PlDraftService *service;
  gint64 id;
  GHashTable *names; /* (element-type utf8): folded words of its name */
  GHashTable *words; /* (element-type utf8): of all that is searched */
} Plain;

typedef struct
{
  PlDraft *draft;
  PlLayer *layer;
  GPtrArray *services; /* (element-type Plain): best first */
} Both;

static void
plain_free (Plain *plain)
{
  g_hash_table_unref (plain->names);
  g_hash_table_unref (plain->words);
  g_free (plain);
}

/* Without case and accents. */
static char *
dup_folded (const char *word)
{
  g_autofree char *parts = g_utf8_normalize (word, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *c = parts; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (!g_unichar_ismark (g_utf8_get_char (c)))
        g_string_append_unichar (bare, g_utf8_get_char (c));
    }

  return g_utf8_strdown (bare->str, -1);
}

static char **
split (const char *text)
{
  g_autoptr (GRegex) between = g_regex_new ("[^\\p{L}\\p{N}\\p{M}]+", 0, 0, NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = g_regex_split (between, text, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = dup_folded (parts[i]);

      if (*folded != '\0')
        g_strv_builder_add (words, folded);
    }

  return g_strv_builder_end (words);
}

static void
add_words (GHashTable *set,
           const char *text)
{
  g_auto (GStrv) words = split (text);

  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (words[i]));
}

/* A value, and what it is called in the two languages. */
static void
add_value (Both       *both,
           GHashTable *set,
           const char *field,
           const char *value)
{
  add_words (set, value);
  for (guint i = 0; i < both->draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (both->draft->phrases, i);

      if (g_str_equal (phrase->field, field) && g_str_equal (phrase->value, value))
        add_words (set, phrase->text);
    }
}

static void
add_facts (Both           *both,
           Plain          *plain,
           GPtrArray      *facts,
           gboolean        of_service)
{
  PlDraftNumbering *numbering = g_hash_table_lookup (both->draft->numbering, plain->service->country);

  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);

      if (of_service && (g_str_equal (fact->field, "name") || g_str_equal (fact->field, "local_name")))
        {
          add_value (both, plain->names, fact->field, fact->value);
          add_value (both, plain->words, fact->field, fact->value);
        }
      if (g_str_equal (fact->field, "operator") || g_str_equal (fact->field, "region") || g_str_equal (fact->field, "audience") ||
          g_str_equal (fact->field, "website") || g_str_equal (fact->field, "value") || g_str_equal (fact->field, "keyword"))
        {
          add_value (both, plain->words, fact->field, fact->value);
          add_words (plain->words, fact->display);
          if (numbering != NULL && fact->value[0] == '+' && g_str_has_prefix (fact->value + 1, numbering->calling_code))
            add_words (plain->words, fact->value + 1 + strlen (numbering->calling_code));
        }
    }
}

static int
compare_plain (gconstpointer a,
               gconstpointer b)
{
  const Plain *left = *(const Plain *const *) a;
  const Plain *right = *(const Plain *const *) b;

  return left->id < right->id ? -1 : left->id > right->id;
}

static void
read_plain (Both *both)
{
  both->services = g_ptr_array_new_with_free_func ((GDestroyNotify) plain_free);
  for (guint i = 0; i < both->draft->services->len; i++)
    {
      Plain *plain = g_new0 (Plain, 1);

      plain->service = g_ptr_array_index (both->draft->services, i);
      plain->id = pl_layer_find_slug (both->layer, plain->service->slug, NULL);
      g_assert_cmpint (plain->id, >, 0);
      plain->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      plain->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_facts (both, plain, plain->service->facts, TRUE);
      for (guint j = 0; j < plain->service->contacts->len; j++)
        add_facts (both, plain, ((PlDraftContact *) g_ptr_array_index (plain->service->contacts, j))->facts, FALSE);
      for (guint j = 0; plain->service->topics[j] != NULL; j++)
        add_value (both, plain->words, "topic", plain->service->topics[j]);
      g_ptr_array_add (both->services, plain);
    }
  g_ptr_array_sort (both->services, compare_plain);
}

static void
both_clear (Both *both)
{
  g_ptr_array_unref (both->services);
  pl_layer_free (both->layer);
  pl_draft_free (both->draft);
}

static gboolean
has_word (GHashTable *set,
          const char *word,
          gboolean    begun)
{
  GHashTableIter iter;
  gpointer one;

  if (g_hash_table_contains (set, word))
    return TRUE;

  g_hash_table_iter_init (&iter, set);
  while (begun && g_hash_table_iter_next (&iter, &one, NULL))
    {
      if (g_str_has_prefix (one, word))
        return TRUE;
    }

  return FALSE;
}

static int
age_of (Plain      *plain,
        const char *field,
        int         otherwise)
{
  const char *value = pl_draft_get_value (plain->service->facts, field);

  return *value != '\0' ? atoi (value) : otherwise;
}

static gboolean
has_channel (Plain         *plain,
             PlContactKind  channel)
{
  for (guint i = 0; i < plain->service->contacts->len; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (plain->service->contacts, i);

      if (g_str_equal (contact->kind, pl_contact_kind_get_name (channel)))
        return TRUE;
    }

  return channel == PL_CONTACT_ANY && plain->service->contacts->len > 0;
}

static gboolean
fits (Plain                  *plain,
      const PlDirectoryQuery *query,
      const char             *term)
{
  PlDraftService *service = plain->service;

  return (g_str_equal (query->country, PL_DIRECTORY_ANYWHERE) || g_strv_contains ((const char *const *) service->areas, query->country)) &&
         (*term == '\0' ? service->priority > 0 : g_strv_contains ((const char *const *) service->topics, term)) &&
         (service->audiences & PL_AUDIENCE_BIT (query->audience)) && has_channel (plain, query->channel) &&
         (query->age < 0 || (age_of (plain, "age_min", 0) <= query->age && query->age <= age_of (plain, "age_max", 150)));
}

/* From two letters on, the last word may be only begun; one of five or more is taken for whole unless @any. */
static gboolean
is_begun (const char *text,
          const char *last,
          gboolean    any)
{
  glong n = g_utf8_strlen (last, -1);

  return n >= 2 && (n <= 4 || any) && !g_regex_match_simple ("^[0-9]+$", last, 0, 0) && g_regex_match_simple ("[\\p{L}\\p{N}\\p{M}]\\s*$", text, 0, 0);
}

static GArray *
choose_plainly (Both                   *both,
                const PlDirectoryQuery *query,
                const char             *term,
                gboolean                names_only,
                gboolean                any)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) words = split (query->text);

  for (guint i = 0; i < both->services->len && ids->len < query->limit; i++)
    {
      Plain *plain = g_ptr_array_index (both->services, i);
      gboolean found = fits (plain, query, term);

      for (guint j = 0; words[j] != NULL && found; j++)
        found = has_word (names_only ? plain->names : plain->words, words[j], words[j + 1] == NULL && is_begun (query->text, words[j], any));
      if (found)
        g_array_append_val (ids, plain->id);
    }

  return ids;
}

static guint
compare (Both                   *both,
         const PlDirectoryQuery *query,
         const char             *term,
         gboolean                names_only,
         gboolean                any)
{
  g_autoptr (GArray) expected = choose_plainly (both, query, term, names_only, any);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_candidate_free);
  g_autofree char *words = pl_directory_dup_words (query, query->country, term, names_only, any);
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_layer_choose (both->layer, query, query->country, term, words, found, &error));
  g_assert_no_error (error);
  if (found->len != expected->len)
    g_test_message ("%s, %s, %s, limit %u", query->text, query->country, term, query->limit);
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpint (((PlCandidate *) g_ptr_array_index (found, i))->id, ==, g_array_index (expected, gint64, i));

  return found->len;
}

/* Some words of an entry, as a person has them half in mind. */
static char *
dup_words_of (Both  *both,
              GRand *random)
{
  Plain *plain = g_ptr_array_index (both->services, g_rand_int_range (random, 0, (gint32) both->services->len));
  g_autofree char **words = (char **) g_hash_table_get_keys_as_array (g_rand_boolean (random) ? plain->names : plain->words, NULL);
  guint n = g_strv_length (words);
  const char *one = n > 0 ? words[g_rand_int_range (random, 0, (gint32) n)] : "";
  const char *other = n > 0 ? words[g_rand_int_range (random, 0, (gint32) n)] : "";
  glong letters = g_utf8_strlen (other, -1);
  g_autofree char *begun = g_utf8_substring (other, 0, letters > 1 ? g_rand_int_range (random, 1, (gint32) letters + 1) : letters);

  return g_rand_boolean (random) ? g_strdup (begun) : g_strdup_printf ("%s %s", one, begun);
}

/* Whatever is asked: all of it, or the first few. */
static void
compare_many (Both *both)
{
  static const char *const topics[] = { "", "", "crisis", "trafficking", "child-abuse", "image-removal", "shelters", "no-such-topic" };
  static const PlContactKind channels[] = { PL_CONTACT_ANY, PL_CONTACT_ANY, PL_CONTACT_CHAT, PL_CONTACT_SMS, PL_CONTACT_VOICE };
  static const char *const others[] = { PL_DIRECTORY_ANYWHERE, "INT", "AT", "XX" };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint found = 0;

  for (guint i = 0; i < N_QUERIES; i++)
    {
      PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
      const char *term = topics[g_rand_int_range (random, 0, G_N_ELEMENTS (topics))];
      g_autofree char *text = g_rand_boolean (random) ? pl_generated_dup_typed (random) : dup_words_of (both, random);

      query.text = text;
      query.country = g_rand_int_range (random, 0, 3) > 0 ? pl_generated_pick_country (random) : others[g_rand_int_range (random, 0, G_N_ELEMENTS (others))];
      query.channel = channels[g_rand_int_range (random, 0, G_N_ELEMENTS (channels))];
      query.audience = (PlAudience) g_rand_int_range (random, 0, PL_N_AUDIENCES);
      query.age = g_rand_boolean (random) ? g_rand_int_range (random, 5, 40) : -1;
      query.limit = g_rand_boolean (random) ? (guint) g_rand_int_range (random, 1, 30) : 100000;
      found += compare (both, &query, term, TRUE, FALSE);
      found += compare (both, &query, term, FALSE, FALSE);
      found += compare (both, &query, term, FALSE, TRUE);
    }
  /* Two empty lists are alike too: most searches find something. */
  g_test_message ("%u found", found);
  g_assert_cmpuint (found, >, N_QUERIES / 4);
}

static void
test_generated_is_searched_as_plainly (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autofree char *folder = g_dir_make_tmp ("pl-search-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "directory.db", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  Both both = { .draft = pl_draft_new () };

  g_assert_true (pl_draft_read_tables (both.draft, rows, &error));
  pl_generated_add_services (both.draft, random, N_SERVICES);
  g_assert_true (pl_draft_write_database (both.draft, path, &error));
  both.layer = pl_layer_open (path, FALSE, &error);
  g_assert_no_error (error);
  read_plain (&both);
  compare_many (&both);
  both_clear (&both);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_shipped_is_searched_as_plainly (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "data", "directory", "directory.db", NULL);
  g_autoptr (GError) error = NULL;
  Both both = { .draft = pl_draft_read_rows (rows, &error) };

  g_assert_no_error (error);
  both.layer = pl_layer_open (path, FALSE, &error);
  g_assert_no_error (error);
  read_plain (&both);
  compare_many (&both);
  both_clear (&both);
}

static char *
dup_found (const char    *path,
           const char    *country,
           const char    *text,
           PlContactKind  channel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, &error);
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (GPtrArray) matches = NULL;
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  query.country = country;
  query.text = text;
  query.channel = channel;
  query.audience = PL_AUDIENCE_PARENT;
  query.topic = "crisis";
  matches = pl_directory_find (directory, &query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < matches->len; i++)
    g_string_append_printf (found, "%s ", pl_resource_get_id (((PlMatch *) g_ptr_array_index (matches, i))->resource));

  return g_string_free (found, FALSE);
}

/* The index of a stored old version is made again: what its rows hold is found as in a new one. */
static void
test_old_versions_are_searched_alike (void)
{
  static const struct
  {
    const char *country;
    const char *text;
    PlContactKind channel;
    const char *found;
  } cases[] = {
    { "US", "open door", PL_CONTACT_ANY, "xx-door " }, { "US", "the", PL_CONTACT_ANY, "xx-door xx-old " }, { "US", "the ol", PL_CONTACT_ANY, "xx-old " },
    { "US", "momento dif", PL_CONTACT_ANY, "xx-door xx-old " }, { "US", "+1 202 5550123", PL_CONTACT_ANY, "" }, { "US", "2025550123", PL_CONTACT_ANY, "xx-door " },
    { "US", "friend", PL_CONTACT_SMS, "xx-door " }, { "US", "friend", PL_CONTACT_CHAT, "" }, { "ALL", "line", PL_CONTACT_EMAIL, "xx-old " }, { "GB", "line", PL_CONTACT_ANY, "" },
    { "US", "us00line", PL_CONTACT_ANY, "" },
  };

  for (guint version = 1; version < PL_DATABASE_VERSION; version++)
    {
      g_autofree char *name = g_strdup_printf ("directory-%u.db", version);
      g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "tests", "fixtures", "directory", "old", name, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autofree char *found = dup_found (path, cases[i].country, cases[i].text, cases[i].channel);

          g_assert_cmpstr (found, ==, cases[i].found);
        }
    }
}

/* Letters and marks of any script stay together; a mark of the index cannot be typed. */
static void
test_words_are_split (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "" }, { " - ", "" }, { "Línea 24/7", "Línea|24|7" }, { "don't", "don|t" }, { "हिन्दी भाषा", "हिन्दी|भाषा" }, { "a\xff" "b", "a|b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = pl_search_words_split (cases[i].text);
      g_autofree char *joined = g_strjoinv ("|", words);

      g_assert_cmpstr (joined, ==, cases[i].words);
    }
}

static void
test_tokens_stand_behind_country_and_kind (void)
{
  g_autoptr (GString) tokens = g_string_new (NULL);
  g_autofree char *odd = pl_search_words_dup_token ("é\"*", PL_SEARCH_NAME, "door");

  pl_search_words_append (tokens, "US", PL_SEARCH_WORD, "Open Door");
  pl_search_words_append (tokens, "INT", PL_SEARCH_TOPIC, "child-abuse crisis");
  g_assert_cmpstr (tokens->str, ==, " us00Open us00Door int2childabuse int2crisis");
  g_assert_cmpstr (odd, ==, "0001door");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/search/words-are-split", test_words_are_split);
  g_test_add_func ("/directory/search/tokens-stand-behind-country-and-kind", test_tokens_stand_behind_country_and_kind);
  g_test_add_func ("/directory/search/generated-is-searched-as-plainly", test_generated_is_searched_as_plainly);
  g_test_add_func ("/directory/search/shipped-is-searched-as-plainly", test_shipped_is_searched_as_plainly);
  g_test_add_func ("/directory/search/old-versions-are-searched-alike", test_old_versions_are_searched_alike);

  return g_test_run ();
}
