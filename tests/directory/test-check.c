// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-draft-check.h"

#include <string.h>

#define TODAY "2026-11-22"

static PlDraft *
read_shipped (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autoptr (GError) error = NULL;
  PlDraft *draft = pl_draft_read_rows (rows, &error);

  g_assert_no_error (error);

  return draft;
}

static void
set (char       **string,
     const char  *value)
{
  g_free (*string);
  *string = g_strdup (value);
}

static PlDraftContact *
get_contact (PlDraft    *draft,
             const char *service,
             const char *contact)
{
  return pl_draft_service_find_contact (pl_draft_find_service (draft, service), contact);
}

static PlDraftFact *
get_number (PlDraft *draft)
{
  return pl_draft_get_fact (get_contact (draft, "us-nhth", "us-nhth.voice")->facts, "value");
}

/* Ways to spoil one thing. */
static void drop_source (PlDraft *draft) { set (&get_number (draft)->sources, ""); }
static void name_unknown_source (PlDraft *draft) { set (&get_number (draft)->sources, "us-911 nobody"); }
static void drop_date (PlDraft *draft) { set (&get_number (draft)->date, ""); }
static void misprint_date (PlDraft *draft) { set (&get_number (draft)->date, "2026-13"); }
static void drop_reading (PlDraft *draft) { set (&get_number (draft)->checked, ""); }
static void read_tomorrow (PlDraft *draft) { set (&get_number (draft)->checked, "2026-11-23"); }
static void drop_recheck (PlDraft *draft) { set (&get_number (draft)->recheck, "soon"); }
static void shorten_number (PlDraft *draft) { set (&get_number (draft)->value, "+1888373788"); }
static void lengthen_number (PlDraft *draft) { set (&get_number (draft)->value, "+188837378880"); }
static void use_other_country (PlDraft *draft) { set (&get_number (draft)->value, "+448883737888"); }
static void put_letters_in_number (PlDraft *draft) { set (&get_number (draft)->value, "+1888373788O"); }
static void lengthen_code (PlDraft *draft) { set (&pl_draft_get_fact (get_contact (draft, "us-nhth", "us-nhth.sms")->facts, "value")->value, "2337331"); }
static void misspell_number (PlDraft *draft) { set (&get_number (draft)->display, "1-888-373-7889"); }
static void misspell_word (PlDraft *draft)
{
  set (&pl_draft_get_fact (get_contact (draft, "us-nrs", "us-nrs.voice")->facts, "value")->display, "1-800-RUNAWEY");
}
static void break_address (PlDraft *draft) { set (&pl_draft_get_fact (get_contact (draft, "us-nhth", "us-nhth.chat")->facts, "value")->value, "humantraffickinghotline.org"); }
static void open_address (PlDraft *draft) { set (&pl_draft_get_fact (get_contact (draft, "us-nhth", "us-nhth.chat")->facts, "value")->value, "http://humantraffickinghotline.org"); }
static void break_website (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-nhth")->facts, "website")->value, "https://a b"); }
static void break_mailbox (PlDraft *draft) { set (&pl_draft_get_fact (get_contact (draft, "us-nhth", "us-nhth.email")->facts, "value")->value, "help@@hotline.org"); }
static void repeat_service (PlDraft *draft) { set (&pl_draft_find_service (draft, "us-ncmec")->slug, "us-nhth"); }
static void repeat_contact (PlDraft *draft) { set (&get_contact (draft, "us-nhth", "us-nhth.chat")->slug, "us-nhth.voice"); }
static void repeat_way (PlDraft *draft)
{
  set (&pl_draft_get_fact (get_contact (draft, "us-ncmec", "us-ncmec.voice")->facts, "value")->value, "+18883737888");
  set (&pl_draft_get_fact (get_contact (draft, "us-ncmec", "us-ncmec.voice")->facts, "value")->display, "1-888-373-7888");
}
static void remember_value (PlDraft *draft) { set (&get_number (draft)->grade, "U"); }
static void unverify_value (PlDraft *draft) { set (&get_number (draft)->state, "UNVERIFIED"); }
static void let_go_stale (PlDraft *draft) { set (&get_number (draft)->recheck, "2026-11-21"); }
static void add_sentence (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-nhth")->facts, "hours")->value, "after lunch"); }
static void blame (PlDraft *draft) { set (&((PlDraftPhrase *) g_ptr_array_index (draft->phrases, 0))->text, "For Victims"); }
static void invent_kind (PlDraft *draft) { set (&get_contact (draft, "us-nhth", "us-nhth.chat")->kind, "pigeon"); }
static void invent_country (PlDraft *draft) { set (&pl_draft_find_service (draft, "us-nhth")->areas[0], "XX"); }
static void invent_topic (PlDraft *draft) { set (&pl_draft_find_service (draft, "us-nhth")->topics[0], "weather"); }
static void invent_authority (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-911")->facts, "authority")->value, "army"); }
static void drop_name (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-nhth")->facts, "name")->field, "region"); }
static void drop_ways (PlDraft *draft) { g_ptr_array_set_size (pl_draft_find_service (draft, "us-nhth")->contacts, 0); }
static void drop_authority (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-911")->facts, "authority")->field, "region"); }
static void spell_age (PlDraft *draft) { set (&pl_draft_get_fact (pl_draft_find_service (draft, "us-nrs")->facts, "age_min")->value, "twelve"); }

static const struct
{
  const char *name;
  void (*spoil) (PlDraft *);
  PlProblemKind kind;
} cases[] = {
  { "no-source", drop_source, PL_PROBLEM_NO_SOURCE },
  { "unknown-source", name_unknown_source, PL_PROBLEM_NO_SOURCE },
  { "no-date", drop_date, PL_PROBLEM_NO_DATE },
  { "misprinted-date", misprint_date, PL_PROBLEM_NO_DATE },
  { "no-reading", drop_reading, PL_PROBLEM_NO_DATE },
  { "read-tomorrow", read_tomorrow, PL_PROBLEM_NO_DATE },
  { "no-recheck", drop_recheck, PL_PROBLEM_NO_DATE },
  { "short-number", shorten_number, PL_PROBLEM_NUMBER },
  { "long-number", lengthen_number, PL_PROBLEM_NUMBER },
  { "number-of-other-country", use_other_country, PL_PROBLEM_NUMBER },
  { "letters-in-number", put_letters_in_number, PL_PROBLEM_NUMBER },
  { "long-short-code", lengthen_code, PL_PROBLEM_NUMBER },
  { "number-shown-wrong", misspell_number, PL_PROBLEM_WORD_NUMBER },
  { "word-spelt-wrong", misspell_word, PL_PROBLEM_WORD_NUMBER },
  { "address-without-scheme", break_address, PL_PROBLEM_ADDRESS },
  { "address-in-the-open", open_address, PL_PROBLEM_ADDRESS },
  { "broken-website", break_website, PL_PROBLEM_ADDRESS },
  { "broken-mailbox", break_mailbox, PL_PROBLEM_ADDRESS },
  { "service-twice", repeat_service, PL_PROBLEM_DUPLICATE },
  { "contact-twice", repeat_contact, PL_PROBLEM_DUPLICATE },
  { "way-twice", repeat_way, PL_PROBLEM_DUPLICATE },
  { "value-from-memory", remember_value, PL_PROBLEM_UNVERIFIED },
  { "value-unverified", unverify_value, PL_PROBLEM_UNVERIFIED },
  { "past-recheck", let_go_stale, PL_PROBLEM_STALE },
  { "sentence-without-words", add_sentence, PL_PROBLEM_NO_WORDS },
  { "words-that-blame", blame, PL_PROBLEM_WORDING },
  { "unknown-kind", invent_kind, PL_PROBLEM_UNKNOWN_NAME },
  { "unknown-country", invent_country, PL_PROBLEM_UNKNOWN_NAME },
  { "unknown-topic", invent_topic, PL_PROBLEM_UNKNOWN_NAME },
  { "unknown-authority", invent_authority, PL_PROBLEM_UNKNOWN_NAME },
  { "no-name", drop_name, PL_PROBLEM_INCOMPLETE },
  { "no-way", drop_ways, PL_PROBLEM_INCOMPLETE },
  { "no-authority", drop_authority, PL_PROBLEM_INCOMPLETE },
  { "age-in-words", spell_age, PL_PROBLEM_INCOMPLETE },
};

static void
test_shipped_rows_are_clean (void)
{
  g_autoptr (PlDraft) draft = read_shipped ();
  g_autoptr (GPtrArray) problems = pl_draft_check (draft, TODAY);

  g_assert_cmpuint (draft->services->len, ==, 141);
  for (guint i = 0; i < problems->len; i++)
    {
      PlProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%s: %s", problem->place, problem->line);
    }
  g_assert_cmpuint (problems->len, ==, 0);
}

/* One thing spoilt is found, as what it is, and with its place. */
static void
test_spoilt (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (PlDraft) draft = read_shipped ();
  g_autoptr (GPtrArray) problems = NULL;
  gboolean found = FALSE;

  cases[which].spoil (draft);
  problems = pl_draft_check (draft, TODAY);
  for (guint i = 0; i < problems->len; i++)
    {
      PlProblem *problem = g_ptr_array_index (problems, i);

      found |= problem->kind == cases[which].kind;
      g_assert_cmpstr (problem->place, !=, "");
    }
  g_assert_true (found);
}

/* A row that says that it was not re-confirmed may be old. */
static void
test_old_row_with_its_line_passes (void)
{
  g_autoptr (PlDraft) draft = read_shipped ();
  g_autoptr (GPtrArray) problems = NULL;

  let_go_stale (draft);
  set (&get_number (draft)->state, "check");
  problems = pl_draft_check (draft, TODAY);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_time_makes_rows_stale (void)
{
  g_autoptr (PlDraft) draft = read_shipped ();
  g_autoptr (GPtrArray) problems = pl_draft_check (draft, "2028-01-01");

  g_assert_cmpuint (problems->len, >, 100);
  for (guint i = 0; i < problems->len; i++)
    g_assert_cmpint (((PlProblem *) g_ptr_array_index (problems, i))->kind, ==, PL_PROBLEM_STALE);
}

/* Memory stays out of the build, whatever the rows hold: not one word of it in the file. */
static void
test_nothing_from_memory (void)
{
  static const char *const numbers[] = { "855-484-2846", "839863", "18008528336", "0801722", "1-866-373-7888", "8774447", "nofiltr.org", "6607320" };
  g_autofree char *path = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "data", "directory", "directory.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_null (memmem (bytes, size, numbers[i], strlen (numbers[i])));
  g_assert_nonnull (memmem (bytes, size, "+18883737888", 12));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/check/shipped-rows-are-clean", test_shipped_rows_are_clean);
  g_test_add_func ("/directory/check/old-row-with-its-line-passes", test_old_row_with_its_line_passes);
  g_test_add_func ("/directory/check/time-makes-rows-stale", test_time_makes_rows_stale);
  g_test_add_func ("/directory/check/nothing-from-memory", test_nothing_from_memory);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/directory/check/finds/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_spoilt);
    }

  return g_test_run ();
}
