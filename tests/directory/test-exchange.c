// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-csv.h"
#include "pl-draft-check.h"
#include "pl-hsds.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define TODAY "2026-11-22"
#define HEADER "name,country,topics,for,channel,number_or_address\n"

static const PlHsdsDefaults defaults = { .country = "US", .today = TODAY };

static char *
read_fixture (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "tests", "fixtures", "directory", "exchange", name, NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

/* An overlay in the making, as an import begins one. */
static PlDraft *
new_overlay (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  PlDraft *draft = pl_draft_new ();
  g_autoptr (GError) error = NULL;

  pl_draft_read_tables (draft, rows, &error);
  g_assert_no_error (error);
  draft->local = TRUE;
  pl_draft_add_source (draft, "local", "This place", "local", TODAY, "");

  return draft;
}

static void
assert_clean (PlDraft *draft)
{
  g_autoptr (GPtrArray) problems = pl_draft_check (draft, TODAY);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s: %s", ((PlProblem *) g_ptr_array_index (problems, i))->place, ((PlProblem *) g_ptr_array_index (problems, i))->line);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_csv_cells (void)
{
  static const char text[] = "\xef\xbb\xbf" "a,b\r\n\"x, \"\"y\"\"\nz\",\r\n\n1,2";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = pl_csv_parse (text, strlen (text), "f", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (pl_csv_get_cell (g_ptr_array_index (rows, 0), g_ptr_array_index (rows, 1), "a"), ==, "x, \"y\"\nz");
  g_assert_cmpstr (pl_csv_get_cell (g_ptr_array_index (rows, 0), g_ptr_array_index (rows, 1), "b"), ==, "");
  g_assert_cmpuint (((PlCsvRow *) g_ptr_array_index (rows, 2))->line, ==, 5);
}

static void
test_csv_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "line 1" }, { "a,b\n1", "line 2" }, { "a\n\"open", "line 2" }, { "a\n\"x\"y", "line 2" }, { "a\nx\"y", "line 2" }, { "a\n\xff", "line 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pl_csv_parse (cases[i].text, strlen (cases[i].text), "f.csv", &error));
      g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

/* Whatever is written can be read again. */
static void
test_csv_round_trip (void)
{
  static const char *const pieces[] = { "a", ",", "\"", "\n", "é", " ", "", "\r\n", "\t" };

  for (guint run = 0; run < 500; run++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (GString) cell = g_string_new ("x");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
        g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      pl_csv_append_cell (line, "");
      pl_csv_append_cell (line, cell->str);
      rows = pl_csv_parse (line->str, line->len, "f", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_ptr_array_index (((PlCsvRow *) g_ptr_array_index (rows, 0))->cells, 1), ==, cell->str);
    }
}

static void
test_template_is_good (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", "template.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (PlDraft) draft = new_overlay ();
  g_autoptr (GError) error = NULL;
  PlDraftService *service;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  pl_draft_add_csv (draft, text, "template.csv", TODAY, &error);
  g_assert_no_error (error);
  assert_clean (draft);
  g_assert_cmpuint (draft->services->len, ==, 1);
  service = g_ptr_array_index (draft->services, 0);
  g_assert_cmpuint (service->contacts->len, ==, 2);
  g_assert_cmpstr (service->region, ==, "Example County");
}

static void
test_bad_rows_name_line_and_reason (void)
{
  static const struct
  {
    const char *row;
    const char *place;
  } cases[] = {
    { ",US,crisis,youth,voice,+12025550123\n", "f.csv: line 2:" },
    { "Door,US,,youth,voice,+12025550123\n", "f.csv: line 2:" },
    { "Door,US,crisis,,voice,+12025550123\n", "f.csv: line 2:" },
    { "Door,US,crisis,everyone,voice,+12025550123\n", "f.csv: line 2:" },
    { "Door,US,crisis,youth,voice,+12025550123\n,US,crisis,youth,sms,55501\n", "f.csv: line 3:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlDraft) draft = new_overlay ();
      g_autofree char *text = g_strconcat (HEADER, cases[i].row, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (pl_draft_add_csv (draft, text, "f.csv", TODAY, &error));
      g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW);
      g_assert_nonnull (strstr (error->message, cases[i].place));
      g_assert_null (strstr (error->message, "Door"));
    }
}

/* What only the check can see: a number of no country, an address in the open. */
static void
test_check_sees_rows (void)
{
  static const char *const bad[] = {
    "Door,US,crisis,youth,voice,+1202555\n", "Door,US,crisis,youth,voice,call us\n", "Door,US,crisis,youth,chat,http://example.org\n",
    "Door,XX,crisis,youth,voice,112\n", "Door,US,weather,youth,voice,+12025550123\n", "Door,US,crisis,youth,pigeon,+12025550123\n",
    "Door,US,crisis,youth,voice,\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (PlDraft) draft = new_overlay ();
      g_autofree char *text = g_strconcat (HEADER, bad[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = NULL;

      pl_draft_add_csv (draft, text, "f.csv", TODAY, &error);
      g_assert_no_error (error);
      problems = pl_draft_check (draft, TODAY);
      g_assert_cmpuint (problems->len, >, 0);
      g_assert_nonnull (strstr (((PlProblem *) g_ptr_array_index (problems, 0))->place, "line 2"));
    }
}

static void
test_csv_of_all_comes_back (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDraft) shipped = pl_draft_read_rows (rows, &error);
  g_autofree char *first = pl_draft_to_csv (shipped);
  g_autoptr (PlDraft) again = new_overlay ();
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  pl_draft_add_csv (again, first, "all.csv", TODAY, &error);
  g_assert_no_error (error);
  assert_clean (again);
  second = pl_draft_to_csv (again);
  g_assert_cmpstr (first, ==, second);
}

static PlDraft *
import_county (GPtrArray *notes)
{
  g_autofree char *text = read_fixture ("county.json");
  PlDraft *draft = new_overlay ();
  g_autoptr (GError) error = NULL;

  pl_draft_add_hsds (draft, text, strlen (text), "county.json", &defaults, notes, &error);
  g_assert_no_error (error);

  return draft;
}

static void
test_hsds_is_read (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PlDraft) draft = import_county (notes);
  PlDraftService *service = g_ptr_array_index (draft->services, 0);
  PlDraftContact *voice = pl_draft_service_find_contact (service, "hsds-11111111-1111-4111-8111-111111111111.voice");

  assert_clean (draft);
  g_assert_cmpuint (draft->services->len, ==, 2);
  g_assert_cmpuint (notes->len, ==, 1); /* the fax */
  g_assert_cmpstr (pl_draft_get_value (service->facts, "operator"), ==, "Example Friends");
  g_assert_cmpstr (pl_draft_get_value (service->facts, "age_min"), ==, "12");
  g_assert_cmpstr (pl_draft_get_value (service->facts, "languages"), ==, "Spanish");
  g_assert_cmpstr (pl_draft_get_value (service->facts, "hours"), ==, "MO,TU 10:00-18:00");
  g_assert_cmpstr (pl_draft_get_value (voice->facts, "value"), ==, "2025550123");
  g_assert_cmpstr (pl_draft_get_fact (voice->facts, "value")->display, ==, "(202) 555-0123");
  g_assert_cmpstr (pl_draft_get_fact (voice->facts, "value")->checked, ==, "2026-05-01");
}

static void
test_hsds_starts_unconfirmed (void)
{
  g_autoptr (PlDraft) draft = import_county (NULL);

  for (guint i = 0; i < draft->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (draft->services, i);

      for (guint j = 0; j < service->contacts->len; j++)
        g_assert_cmpstr (pl_draft_get_fact (((PlDraftContact *) g_ptr_array_index (service->contacts, j))->facts, "value")->state, ==, "check");
    }
}

static void
test_adults_only_is_kept_from_youth (void)
{
  g_autoptr (PlDraft) draft = import_county (NULL);
  PlDraftService *first = g_ptr_array_index (draft->services, 0);
  PlDraftService *second = g_ptr_array_index (draft->services, 1);

  g_assert_true (first->audiences & PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH));
  g_assert_false (second->audiences & PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH));
}

/* No name of a person anywhere; no street of a shelter. */
static void
test_names_and_hidden_streets_are_dropped (void)
{
  g_autoptr (PlDraft) draft = import_county (NULL);
  g_autofree char *json = pl_draft_to_hsds (draft);

  g_assert_null (strstr (json, "Pat Example"));
  g_assert_nonnull (strstr (json, "Coordinator"));
  g_assert_null (strstr (json, "Hidden Road"));
  g_assert_null (strstr (json, "latitude"));
  g_assert_nonnull (strstr (json, "1 Example Street"));
}

static void
test_hsds_refuses (void)
{
  static const struct
  {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "line" },
    { "{", "line 1" },
    { "[\n{\"id\": }]", "line 2" },
    { "7", "$" },
    { "{}", "$" },
    { "{\"contents\": 3}", "$.contents" },
    { "[{\"id\":\"x\",\"name\":\"n\",\"status\":\"active\"}]", "$[0]: id" },
    { "[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"status\":\"active\"}]", "$[0]: name" },
    { "[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"name\":\"n\",\"status\":\"open\"}]", "$[0]: status" },
    { "[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"name\":\"n\",\"status\":\"active\",\"phones\":[{},{\"number\":\"none\"}]}]", "phones[1]: number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlDraft) draft = new_overlay ();
      g_autoptr (GError) error = NULL;

      g_assert_false (pl_draft_add_hsds (draft, cases[i].text, strlen (cases[i].text), "f.json", &defaults, NULL, &error));
      g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].place));
    }
}

static void
test_deep_nesting_is_refused (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PlDraft) draft = new_overlay ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  g_assert_false (pl_draft_add_hsds (draft, text->str, text->len, "f.json", &defaults, NULL, &error));
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW);
}

/* The shipped directory goes out as HSDS and comes back with the same names, numbers, topics and audiences. */
static void
test_hsds_of_all_comes_back (void)
{
  g_autofree char *rows = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "directory", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlDraft) shipped = pl_draft_read_rows (rows, &error);
  g_autofree char *json = pl_draft_to_hsds (shipped);
  g_autoptr (PlDraft) again = new_overlay ();

  g_assert_no_error (error);
  pl_draft_add_hsds (again, json, strlen (json), "all.json", &defaults, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->services->len, ==, shipped->services->len);
  for (guint i = 0; i < shipped->services->len; i++)
    {
      PlDraftService *one = g_ptr_array_index (shipped->services, i);
      PlDraftService *other = pl_draft_find_service (again, one->slug);

      g_assert_nonnull (other);
      g_assert_cmpstr (pl_draft_get_value (one->facts, "name"), ==, pl_draft_get_value (other->facts, "name"));
      g_assert_cmpstr (pl_draft_get_value (one->facts, "shares"), ==, pl_draft_get_value (other->facts, "shares"));
      g_assert_cmpstrv (one->topics, other->topics);
      g_assert_cmpstrv (one->areas, other->areas);
      g_assert_cmpuint (other->audiences & ~one->audiences, ==, 0);
      g_assert_cmpuint (one->contacts->len, ==, other->contacts->len);
      for (guint j = 0; j < one->contacts->len; j++)
        {
          PlDraftContact *contact = g_ptr_array_index (one->contacts, j);
          gboolean found = FALSE;

          for (guint k = 0; k < other->contacts->len; k++)
            {
              PlDraftContact *twin = g_ptr_array_index (other->contacts, k);

              found |= g_str_equal (twin->kind, contact->kind) &&
                       g_str_equal (pl_draft_get_value (twin->facts, "value"), pl_draft_get_value (contact->facts, "value"));
            }
          g_assert_true (found);
        }
    }
}

static void
test_uuids_are_stable (void)
{
  g_autofree char *one = pl_hsds_dup_uuid ("us-nhth");
  g_autofree char *again = pl_hsds_dup_uuid ("us-nhth");
  g_autofree char *other = pl_hsds_dup_uuid ("us-988");

  g_assert_true (g_uuid_string_is_valid (one));
  g_assert_cmpint (one[14], ==, '5');
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
}

/* Tables out and in again give the same entries. */
static void
test_tables_come_back (void)
{
  g_autoptr (PlDraft) draft = import_county (NULL);
  g_autofree char *json = pl_draft_to_hsds (draft);
  g_autofree char *folder = g_dir_make_tmp ("pl-tables-XXXXXX", NULL);
  g_autoptr (PlDraft) again = new_overlay ();
  g_autoptr (GError) error = NULL;
  g_autofree char *nested = NULL;

  pl_hsds_json_to_tables (json, folder, &error);
  g_assert_no_error (error);
  nested = pl_hsds_tables_to_json (folder, &error);
  g_assert_no_error (error);
  pl_draft_add_hsds (again, nested, strlen (nested), "tables", &defaults, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->services->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      PlDraftService *one = g_ptr_array_index (draft->services, i);
      PlDraftService *other = pl_draft_find_service (again, one->slug);

      g_assert_nonnull (other);
      g_assert_cmpuint (one->contacts->len, ==, other->contacts->len);
      g_assert_cmpstr (pl_draft_get_value (one->facts, "hours"), ==, pl_draft_get_value (other->facts, "hours"));
      g_assert_cmpstr (pl_draft_get_value (one->facts, "age_min"), ==, pl_draft_get_value (other->facts, "age_min"));
    }
}

static void
test_old_tables_are_named (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pl-tables-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "regular_schedules.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "id\n", -1, NULL));
  g_assert_null (pl_hsds_tables_to_json (folder, &error));
  g_assert_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_VERSION);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/csv/cells", test_csv_cells);
  g_test_add_func ("/directory/csv/refuses", test_csv_refuses);
  g_test_add_func ("/directory/csv/round-trip", test_csv_round_trip);
  g_test_add_func ("/directory/csv/template-is-good", test_template_is_good);
  g_test_add_func ("/directory/csv/bad-rows-name-line-and-reason", test_bad_rows_name_line_and_reason);
  g_test_add_func ("/directory/csv/check-sees-rows", test_check_sees_rows);
  g_test_add_func ("/directory/csv/all-comes-back", test_csv_of_all_comes_back);
  g_test_add_func ("/directory/hsds/is-read", test_hsds_is_read);
  g_test_add_func ("/directory/hsds/starts-unconfirmed", test_hsds_starts_unconfirmed);
  g_test_add_func ("/directory/hsds/adults-only-is-kept-from-youth", test_adults_only_is_kept_from_youth);
  g_test_add_func ("/directory/hsds/names-and-hidden-streets-are-dropped", test_names_and_hidden_streets_are_dropped);
  g_test_add_func ("/directory/hsds/refuses", test_hsds_refuses);
  g_test_add_func ("/directory/hsds/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func ("/directory/hsds/all-comes-back", test_hsds_of_all_comes_back);
  g_test_add_func ("/directory/hsds/uuids-are-stable", test_uuids_are_stable);
  g_test_add_func ("/directory/hsds/tables-come-back", test_tables_come_back);
  g_test_add_func ("/directory/hsds/old-tables-are-named", test_old_tables_are_named);

  return g_test_run ();
}
