// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-resource.h"

static PlFact *
fact (const char *value,
      const char *text,
      gboolean    confirmed)
{
  PlFactFields fields = {
    .value = value, .text = text, .sources = "one two", .source_name = "One", .source_date = "2026-01",
    .checked = "2026-11-22", .grade = 'A', .confirmed = confirmed,
  };

  return pl_fact_new (&fields);
}

static PlContact *
contact (PlContactKind  kind,
         const char    *value)
{
  PlContact *self = pl_contact_new ("one.contact", kind, PL_AUTHORITY_NONE_KNOWN, TRUE);

  pl_contact_take_fact (self, PL_FACT_VALUE, fact (value, NULL, TRUE));

  return self;
}

static PlResource *
resource (void)
{
  const char *const topics[] = { "crisis", "parents", NULL };
  PlResourceFields fields = {
    .id = "one", .country = "US", .topics = topics, .audiences = PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH), .priority = 1, .age_min = -1, .age_max = 17,
  };

  return pl_resource_new (&fields);
}

static void
test_fact_text (void)
{
  g_autoptr (PlFact) plain = fact ("24/7", NULL, TRUE);
  g_autoptr (PlFact) worded = fact ("24/7", "Day and night", FALSE);

  g_assert_cmpstr (pl_fact_get_text (plain), ==, "24/7");
  g_assert_cmpstr (pl_fact_get_text (worded), ==, "Day and night");
  g_assert_cmpstr (pl_fact_get_value (worded), ==, "24/7");
  g_assert_cmpstr (pl_fact_get_source_date (worded), ==, "2026-01");
  g_assert_true (pl_fact_is_confirmed (plain));
  g_assert_false (pl_fact_is_confirmed (worded));
}

static void
test_names_round_trip (void)
{
  PlFactField field;
  PlContactKind kind;
  PlAudience audience;

  for (guint i = 0; i < PL_N_FACT_FIELDS; i++)
    {
      g_assert_true (pl_fact_field_from_name (pl_fact_field_get_name (i), &field));
      g_assert_cmpint (field, ==, i);
    }
  for (guint i = 0; i < PL_N_CONTACT_KINDS; i++)
    {
      g_assert_true (pl_contact_kind_from_name (pl_contact_kind_get_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  for (guint i = 0; i < PL_N_AUDIENCES; i++)
    {
      g_assert_true (pl_audience_from_name (pl_audience_get_name (i), &audience));
      g_assert_cmpint (audience, ==, i);
    }
  g_assert_false (pl_fact_field_from_name ("kind", &field));
  g_assert_false (pl_contact_kind_from_name ("pigeon", &kind));
  g_assert_false (pl_audience_from_name ("", &audience));
}

static void
test_uris (void)
{
  static const struct
  {
    PlContactKind kind;
    const char *value;
    const char *uri;
    gboolean abroad;
  } cases[] = {
    { PL_CONTACT_VOICE, "+15550100", "tel:+15550100", TRUE },
    { PL_CONTACT_VOICE, "112", "tel:112", FALSE },
    { PL_CONTACT_SMS, "50101", "sms:50101", FALSE },
    { PL_CONTACT_WHATSAPP, "+15550100", "https://wa.me/15550100", TRUE },
    { PL_CONTACT_CHAT, "https://example.org/chat", "https://example.org/chat", TRUE },
    { PL_CONTACT_WEBSITE, "http://example.org", NULL, TRUE },
    { PL_CONTACT_WEBSITE, "javascript:alert(1)", NULL, TRUE },
    { PL_CONTACT_EMAIL, "help@example.org", "mailto:help@example.org", TRUE },
    { PL_CONTACT_IN_APP, "An app", NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlContact) one = contact (cases[i].kind, cases[i].value);
      g_autofree char *uri = pl_contact_dup_uri (one);

      g_assert_cmpstr (uri, ==, cases[i].uri);
      g_assert_cmpint (pl_contact_works_abroad (one), ==, cases[i].abroad);
    }
}

static void
test_keyword_in_uri (void)
{
  g_autoptr (PlContact) one = contact (PL_CONTACT_SMS, "741741");
  g_autoptr (PlContact) many = contact (PL_CONTACT_SMS, "233733");
  g_autofree char *plain = NULL;
  g_autofree char *choices = NULL;

  pl_contact_take_fact (one, PL_FACT_KEYWORD, fact ("HOME", NULL, TRUE));
  pl_contact_take_fact (many, PL_FACT_KEYWORD, fact ("HELP (also INFO)", NULL, TRUE));
  plain = pl_contact_dup_uri (one);
  choices = pl_contact_dup_uri (many);
  g_assert_cmpstr (plain, ==, "sms:741741?body=HOME");
  g_assert_cmpstr (choices, ==, "sms:233733");
}

static void
test_contact_inherits (void)
{
  g_autoptr (PlResource) self = resource ();
  PlContact *own = contact (PL_CONTACT_CHAT, "https://example.org");
  PlContact *other = contact (PL_CONTACT_VOICE, "112");

  pl_resource_take_fact (self, PL_FACT_HOURS, fact ("24/7", NULL, TRUE));
  pl_contact_take_fact (own, PL_FACT_HOURS, fact ("9-17", NULL, TRUE));
  pl_resource_take_contact (self, own);
  pl_resource_take_contact (self, other);

  g_assert_cmpstr (pl_contact_get_text (own, PL_FACT_HOURS), ==, "9-17");
  g_assert_cmpstr (pl_contact_get_text (other, PL_FACT_HOURS), ==, "24/7");
  g_assert_null (pl_contact_get_text (other, PL_FACT_COST));
}

static void
test_silence_is_null (void)
{
  g_autoptr (PlResource) self = resource ();

  g_assert_null (pl_resource_get_text (self, PL_FACT_SHARES));
  g_assert_null (pl_resource_get_fact (self, PL_FACT_SHARES));
  g_assert_null (pl_resource_get_checked (self));
  g_assert_false (pl_resource_is_confirmed (self));
  g_assert_cmpint (pl_resource_get_age_min (self), ==, -1);
  g_assert_true (pl_resource_has_topic (self, "crisis"));
  g_assert_false (pl_resource_has_topic (self, "cris"));
}

static void
test_warnings_add_up (void)
{
  g_autoptr (PlResource) self = resource ();

  pl_resource_take_fact (self, PL_FACT_WARNING, fact ("one", NULL, TRUE));
  pl_resource_take_fact (self, PL_FACT_WARNING, fact ("two", NULL, TRUE));
  pl_resource_take_fact (self, PL_FACT_NAME, fact ("First", NULL, TRUE));
  pl_resource_take_fact (self, PL_FACT_NAME, fact ("Second", NULL, TRUE));
  g_assert_cmpuint (pl_resource_get_warnings (self)->len, ==, 2);
  g_assert_cmpstr (pl_resource_get_name (self), ==, "Second");
}

static void
test_authority_names (void)
{
  PlAuthority authority;

  g_assert_true (pl_authority_from_names ("police;immigration", &authority));
  g_assert_cmpint (authority, ==, PL_AUTHORITY_POLICE | PL_AUTHORITY_IMMIGRATION);
  g_assert_true (pl_authority_from_names ("none known", &authority));
  g_assert_cmpint (authority, ==, PL_AUTHORITY_NONE_KNOWN);
  g_assert_false (pl_authority_from_names ("army", &authority));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value/fact/text-for-people", test_fact_text);
  g_test_add_func ("/value/resource/names-round-trip", test_names_round_trip);
  g_test_add_func ("/value/contact/uris", test_uris);
  g_test_add_func ("/value/contact/keyword-in-uri", test_keyword_in_uri);
  g_test_add_func ("/value/contact/inherits-from-resource", test_contact_inherits);
  g_test_add_func ("/value/resource/silence-is-null", test_silence_is_null);
  g_test_add_func ("/value/resource/warnings-add-up", test_warnings_add_up);
  g_test_add_func ("/value/contact/authority-names", test_authority_names);

  return g_test_run ();
}
