// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-hsds-private.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* One service of an exchange file becomes one entry of this place. */

/**
 * pl_hsds_complain:
 * @import: an import
 * @path: where in the file
 * @reason: what is wrong there, never the text
 */
void
pl_hsds_complain (PlHsdsImport *import,
                  const char   *path,
                  const char   *reason)
{
  g_string_append_printf (import->lines, "%s%s: %s: %s", import->lines->len > 0 ? "\n" : "", import->name, path, reason);
}

static void
note (PlHsdsImport *import,
      const char   *path,
      const char   *reason)
{
  if (import->notes != NULL)
    g_ptr_array_add (import->notes, g_strdup_printf ("%s: %s: %s", import->name, path, reason));
}

/* Printable on one line: what a person will read, and what goes into text rows. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_iscntrl (letter) || g_unichar_isspace (letter))
        letter = ' ';
      if (letter != ' ' || (line->len > 0 && line->str[line->len - 1] != ' '))
        g_string_append_unichar (line, letter);
    }

  return g_strdup (g_strstrip (line->str));
}

static gboolean
is_day (const char *text)
{
  return strlen (text) == 10 && text[4] == '-' && text[7] == '-';
}

static void
add_fact (PlHsdsImport   *import,
          PlDraftService *service,
          GPtrArray      *facts,
          const char     *field,
          const char     *value,
          const char     *display,
          const char     *checked)
{
  g_autofree char *plain = clean (value);
  PlDraftFact *fact;

  if (*plain == '\0')
    return;
  fact = pl_draft_fact_new (field, plain, service->place);
  g_free (fact->display);
  fact->display = clean (display);
  pl_draft_fact_set_local (fact, "local", is_day (checked) ? checked : import->defaults->today);
  g_ptr_array_add (facts, fact);
}

/* "+44 (0)20 7946-0123" as it can be dialled; the literal quotes of the official samples fall away. */
static char *
dup_number (const char *text)
{
  g_autoptr (GString) number = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (text, "(0)", -1);
  g_autofree char *joined = g_strjoinv (strchr (text, '+') != NULL ? "" : "0", parts);

  for (const char *c = joined; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) || (*c == '+' && number->len == 0))
        g_string_append_c (number, *c);
    }

  return g_strdup (number->str);
}

static const char *
kind_of_phone (const char *type)
{
  if (g_str_equal (type, "text"))
    return "sms";
  if (g_str_equal (type, "textphone"))
    return "tty";
  if (g_str_equal (type, "voice") || g_str_equal (type, "cell") || *type == '\0')
    return "voice";

  return NULL;
}

static PlDraftContact *
add_contact (PlHsdsImport   *import,
             PlDraftService *service,
             const char     *kind,
             const char     *value,
             const char     *display,
             const char     *keyword,
             const char     *checked)
{
  guint n = 1;
  g_autofree char *slug = g_strdup_printf ("%s.%s", service->slug, kind);
  PlDraftContact *contact;

  for (guint i = 0; i < service->contacts->len; i++)
    {
      contact = g_ptr_array_index (service->contacts, i);
      if (g_str_equal (contact->kind, kind) && g_str_equal (pl_draft_get_value (contact->facts, "value"), value) &&
          g_str_equal (pl_draft_get_value (contact->facts, "keyword"), keyword))
        return contact;
    }
  while (pl_draft_service_find_contact (service, slug) != NULL)
    {
      g_free (slug);
      slug = g_strdup_printf ("%s.%s.%u", service->slug, kind, ++n);
    }
  contact = pl_draft_service_add_contact (service, slug, kind);
  add_fact (import, service, contact->facts, "value", value, g_strcmp0 (value, display) != 0 ? display : "", checked);
  add_fact (import, service, contact->facts, "keyword", keyword, "", checked);

  return contact;
}

static void
take_phones (PlHsdsImport   *import,
             JsonObject     *object,
             const char     *path,
             PlDraftService *service,
             const char     *checked)
{
  for (guint i = 0; i < pl_hsds_get_length (object, "phones"); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.phones[%u]", path, i);
      JsonObject *phone = pl_hsds_get_element (object, "phones", i);
      const char *channel = pl_hsds_get_attribute (phone, "channel");
      const char *kind = *channel != '\0' ? channel : kind_of_phone (pl_hsds_get (phone, "type"));
      g_autofree char *number = dup_number (pl_hsds_get (phone, "number"));
      const char *display = pl_hsds_get_attribute (phone, "display");
      PlContactKind known;

      if (*number == '\0')
        {
          pl_hsds_complain (import, place, _("number: it is missing or holds no digit"));
          continue;
        }
      if (kind == NULL || !pl_contact_kind_from_name (kind, &known))
        {
          note (import, place, _("left out: neither a voice nor a text number"));
          continue;
        }
      add_contact (import, service, kind, number, *display != '\0' ? display : pl_hsds_get (phone, "number"), pl_hsds_get_attribute (phone, "sms_keyword"), checked);
    }
}

static void
take_address_of_web (PlHsdsImport   *import,
                     PlDraftService *service,
                     const char     *kind,
                     const char     *url,
                     const char     *path,
                     const char     *checked)
{
  if (*url == '\0')
    return;
  if (g_str_has_prefix (url, "https://") || g_str_equal (kind, "in_app"))
    add_contact (import, service, kind, url, "", "", checked);
  else
    note (import, path, _("left out: a web address without https"));
}

static void
take_locations (PlHsdsImport   *import,
                JsonObject     *owner,
                const char     *list,
                const char     *path,
                PlDraftService *service,
                const char     *checked)
{
  for (guint i = 0; i < pl_hsds_get_length (owner, list); i++)
    {
      JsonObject *element = pl_hsds_get_element (owner, list, i);
      JsonObject *location = g_str_equal (list, "locations") ? element : pl_hsds_get_object (element, "location");
      g_autofree char *place = g_strdup_printf ("%s.%s[%u]", path, list, i);
      const char *channel = pl_hsds_get_attribute (location, "channel");

      take_phones (import, element, place, service, checked);
      if (location == NULL)
        continue;
      if (location != element)
        take_phones (import, location, place, service, checked);
      if (g_str_equal (pl_hsds_get (location, "location_type"), "virtual"))
        take_address_of_web (import, service, *channel != '\0' ? channel : "website", pl_hsds_get (location, "url"), place, checked);
    }
}

static void
take_languages (PlHsdsImport   *import,
                JsonObject     *object,
                PlDraftService *service,
                const char     *checked)
{
  g_autoptr (GString) languages = g_string_new (NULL);

  for (guint i = 0; i < pl_hsds_get_length (object, "languages"); i++)
    {
      JsonObject *language = pl_hsds_get_element (object, "languages", i);

      if (*pl_hsds_get (language, "name") != '\0')
        g_string_append_printf (languages, "%s%s", languages->len > 0 ? "; " : "", pl_hsds_get (language, "name"));
    }
  if (*pl_hsds_get (object, "interpretation_services") != '\0')
    g_string_append_printf (languages, "%s%s", languages->len > 0 ? "; " : "", pl_hsds_get (object, "interpretation_services"));
  add_fact (import, service, service->facts, "languages", languages->str, "", checked);
}

static void
take_hours (PlHsdsImport   *import,
            JsonObject     *object,
            PlDraftService *service,
            const char     *checked)
{
  g_autoptr (GString) hours = g_string_new (NULL);

  for (guint i = 0; i < pl_hsds_get_length (object, "schedules"); i++)
    {
      JsonObject *schedule = pl_hsds_get_element (object, "schedules", i);
      const char *valid_to = pl_hsds_get (schedule, "valid_to");

      /* A span that has ended says nothing about today, not even that it is closed. */
      if (schedule == NULL || (is_day (valid_to) && strcmp (valid_to, import->defaults->today) < 0))
        continue;
      if (*pl_hsds_get (schedule, "description") != '\0')
        {
          if (strstr (hours->str, pl_hsds_get (schedule, "description")) == NULL)
            g_string_append_printf (hours, "%s%s", hours->len > 0 ? "; " : "", pl_hsds_get (schedule, "description"));
        }
      else if (*pl_hsds_get (schedule, "opens_at") != '\0')
        g_string_append_printf (hours, "%s%s %s-%s", hours->len > 0 ? "; " : "", pl_hsds_get (schedule, "byday"), pl_hsds_get (schedule, "opens_at"), pl_hsds_get (schedule, "closes_at"));
    }
  add_fact (import, service, service->facts, "hours", hours->str, "", checked);
}

static void
take_age (PlHsdsImport   *import,
          JsonObject     *object,
          const char     *member,
          const char     *field,
          PlDraftService *service,
          const char     *checked)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *age = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING)
    return;
  age = g_strdup_printf ("%d", (int) CLAMP (json_node_get_double (node), 0, 150));
  add_fact (import, service, service->facts, field, age, "", checked);
}

static void
take_terms (PlDraftService       *service,
            JsonObject           *object,
            const PlHsdsDefaults *defaults)
{
  g_autoptr (GStrvBuilder) topics = g_strv_builder_new ();
  const char *const fallback[] = { "information", NULL };
  PlAudience audience;

  for (guint i = 0; i < pl_hsds_get_length (object, "attributes"); i++)
    {
      JsonObject *attribute = pl_hsds_get_element (object, "attributes", i);

      if (g_str_equal (pl_hsds_get (attribute, "link_type"), "topic"))
        g_strv_builder_add (topics, pl_hsds_get (attribute, "value"));
      if (g_str_equal (pl_hsds_get (attribute, "link_type"), "audience") && pl_audience_from_name (pl_hsds_get (attribute, "value"), &audience))
        service->audiences |= PL_AUDIENCE_BIT (audience);
    }
  g_strfreev (service->topics);
  service->topics = g_strv_builder_end (topics);
  if (service->topics[0] == NULL)
    {
      g_strfreev (service->topics);
      service->topics = g_strdupv ((char **) (defaults->topics != NULL ? defaults->topics : fallback));
    }
  if (service->audiences == 0)
    service->audiences = defaults->audiences != 0 ? defaults->audiences
                         : PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH) | PL_AUDIENCE_BIT (PL_AUDIENCE_PARENT) | PL_AUDIENCE_BIT (PL_AUDIENCE_PROVIDER);
  /* What is for adults alone is not for youth, whoever says so. */
  if (atoi (pl_draft_get_value (service->facts, "age_min")) >= 18)
    service->audiences &= ~PL_AUDIENCE_BIT (PL_AUDIENCE_YOUTH);
}

#define COUNTRY_URN "urn:iso:std:iso:3166:-1:"

/* Our own export says it in the area's uri; others leave it to the person who imports, or to an address. */
static char *
dup_country (JsonObject *object,
             const char *otherwise)
{
  for (guint i = 0; i < pl_hsds_get_length (object, "service_areas"); i++)
    {
      const char *uri = pl_hsds_get (pl_hsds_get_element (object, "service_areas", i), "uri");

      if (g_str_has_prefix (uri, COUNTRY_URN))
        return g_strdup (uri + strlen (COUNTRY_URN));
    }
  if (otherwise != NULL)
    return g_ascii_strup (otherwise, -1);
  for (guint i = 0; i < pl_hsds_get_length (object, "service_at_locations"); i++)
    {
      JsonObject *location = pl_hsds_get_object (pl_hsds_get_element (object, "service_at_locations", i), "location");

      for (guint j = 0; j < pl_hsds_get_length (location, "addresses"); j++)
        {
          const char *country = pl_hsds_get (pl_hsds_get_element (location, "addresses", j), "country");

          if (strlen (country) == 2)
            return g_ascii_strup (country, -1);
        }
    }

  return NULL;
}

static void
take_areas (PlDraftService *service,
            JsonObject     *object)
{
  g_autoptr (GStrvBuilder) areas = g_strv_builder_new ();

  for (guint i = 0; i < pl_hsds_get_length (object, "service_areas"); i++)
    {
      const char *uri = pl_hsds_get (pl_hsds_get_element (object, "service_areas", i), "uri");

      if (g_str_has_prefix (uri, COUNTRY_URN))
        g_strv_builder_add (areas, uri + strlen (COUNTRY_URN));
    }
  g_strfreev (service->areas);
  service->areas = g_strv_builder_end (areas);
  if (service->areas[0] == NULL)
    {
      const char *own[] = { service->country, NULL };

      g_strfreev (service->areas);
      service->areas = g_strdupv ((char **) own);
    }
}

static gboolean
is_active (PlHsdsImport *import,
           JsonObject   *object,
           const char   *path)
{
  const char *status = pl_hsds_get (object, "status");

  if (g_str_equal (status, "active") || (g_str_equal (status, "inactive") && *pl_hsds_get_attribute (object, "status") != '\0'))
    return TRUE;
  if (g_str_equal (status, "inactive") || g_str_equal (status, "defunct") || g_str_equal (status, "temporarily closed"))
    note (import, path, _("left out: it is not active"));
  else
    pl_hsds_complain (import, path, _("status: it must be active, inactive, defunct or temporarily closed"));

  return FALSE;
}

static void
take_facts (PlHsdsImport   *import,
            JsonObject     *object,
            JsonObject     *organization,
            PlDraftService *service)
{
  const char *checked = pl_hsds_get (object, "assured_date");
  static const struct
  {
    const char *member;
    const char *field;
  } plain[] = {
    { "name", "name" }, { "alternate_name", "local_name" }, { "eligibility_description", "audience" }, { "fees_description", "cost" }, { "alert", "warning" },
  };
  static const char *const own[] = { "authority", "privacy", "shares", "ages" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    add_fact (import, service, service->facts, plain[i].field, pl_hsds_get (object, plain[i].member), "", checked);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    add_fact (import, service, service->facts, own[i], pl_hsds_get_attribute (object, own[i]), "", checked);
  add_fact (import, service, service->facts, "operator", pl_hsds_get (organization, "name"), "", checked);
  if (g_str_has_prefix (pl_hsds_get (object, "url"), "https://"))
    add_fact (import, service, service->facts, "website", pl_hsds_get (object, "url"), "", checked);
  take_age (import, object, "minimum_age", "age_min", service, checked);
  take_age (import, object, "maximum_age", "age_max", service, checked);
  take_languages (import, object, service, checked);
  take_hours (import, object, service, checked);
}

static void
take_contacts (PlHsdsImport   *import,
               JsonObject     *object,
               JsonObject     *organization,
               const char     *path,
               PlDraftService *service)
{
  const char *checked = pl_hsds_get (object, "assured_date");

  take_phones (import, object, path, service, checked);
  take_locations (import, object, "service_at_locations", path, service, checked);
  if (service->contacts->len == 0)
    {
      take_phones (import, organization, path, service, checked);
      take_locations (import, organization, "locations", path, service, checked);
    }
  if (*pl_hsds_get (object, "email") != '\0')
    add_contact (import, service, "email", pl_hsds_get (object, "email"), "", "", checked);
  if (service->contacts->len == 0)
    take_address_of_web (import, service, "website", pl_hsds_get (object, "url"), path, checked);
}

static char *
dup_slug (JsonObject *object)
{
  const char *slug = pl_hsds_get_attribute (object, "slug");

  if (*slug != '\0' && strspn (slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (slug))
    return g_strdup (slug);

  return g_strconcat ("hsds-", pl_hsds_get (object, "id"), NULL);
}

static gboolean
check_service (PlHsdsImport *import,
               JsonObject   *object,
               const char   *path)
{
  if (object == NULL)
    return pl_hsds_complain (import, path, _("it is not an object")), FALSE;
  if (!g_uuid_string_is_valid (pl_hsds_get (object, "id")))
    return pl_hsds_complain (import, path, _("id: it is missing or not a UUID")), FALSE;
  if (*pl_hsds_get (object, "name") == '\0')
    return pl_hsds_complain (import, path, _("name: it is missing")), FALSE;

  return is_active (import, object, path);
}

/**
 * pl_hsds_take_service:
 * @import: an import
 * @object: (nullable): a service
 * @organization: (nullable): whose it is, where the service does not say
 * @path: where in the file
 *
 * Adds the service to the draft, or a line on what is wrong with it.
 */
void
pl_hsds_take_service (PlHsdsImport *import,
                      JsonObject   *object,
                      JsonObject   *organization,
                      const char   *path)
{
  g_autofree char *slug = NULL;
  g_autofree char *country = NULL;
  g_autofree char *place = g_strdup_printf ("%s: %s", import->name, path);
  PlDraftService *service;

  if (!check_service (import, object, path))
    return;
  organization = pl_hsds_get_object (object, "organization") != NULL ? pl_hsds_get_object (object, "organization") : organization;
  slug = dup_slug (object);
  country = dup_country (object, import->defaults->country);
  if (country == NULL)
    {
      pl_hsds_complain (import, path, _("no country: name one with --country"));
      return;
    }
  if (pl_draft_find_service (import->draft, slug) != NULL)
    {
      note (import, path, _("left out: the same service again"));
      return;
    }

  service = pl_draft_add_service (import->draft, slug, country, place);
  take_facts (import, object, organization, service);
  take_contacts (import, object, organization, path, service);
  take_terms (service, object, import->defaults);
  take_areas (service, object);
  g_free (service->hsds);
  service->hsds = pl_hsds_dup_record (object, organization);
  if (service->contacts->len == 0)
    {
      note (import, path, _("left out: no phone, mail or web address to reach it"));
      g_ptr_array_remove (import->draft->services, service);
    }
}
