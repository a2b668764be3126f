// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-hsds.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* Human Services Data Specification 3.0 (3.1 is a superset), openreferral/specification. JSON: a service, an organization with its services, an array, or a page of them. */

/* Deeper than any object of the specification; a file that nests more is not one of its files. */
#define DEEPEST 64
#define LARGEST_FILE (64 * 1024 * 1024)

typedef struct
{
  /* Borrowed */
  PlDraft *draft;
  const char *name;
  const PlHsdsDefaults *defaults;
  GPtrArray *notes;

  /* Owned */
  GString *lines; /* what is wrong, one line each */
} Import;

static void
complain (Import     *import,
          const char *path,
          const char *reason)
{
  g_string_append_printf (import->lines, "%s%s: %s: %s", import->lines->len > 0 ? "\n" : "", import->name, path, reason);
}

static void
note (Import     *import,
      const char *path,
      const char *reason)
{
  if (import->notes != NULL)
    g_ptr_array_add (import->notes, g_strdup_printf ("%s: %s: %s", import->name, path, reason));
}

/* Text of a member, empty where it is missing or no text. Tabular files turn ages into text, so numbers are taken too. */
static const char *
get (JsonObject *object,
     const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";

  return json_node_get_string (node);
}

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
get_length (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
}

static JsonObject *
get_element (JsonObject *object,
             const char *member,
             guint       place)
{
  JsonNode *node = json_array_get_element (json_object_get_array_member (object, member), place);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
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
add_fact (Import         *import,
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

/* A value of ours that an export put beside the object: topic, audience, channel and the like. */
static const char *
get_attribute (JsonObject *object,
               const char *link_type)
{
  for (guint i = 0; i < get_length (object, "attributes"); i++)
    {
      JsonObject *attribute = get_element (object, "attributes", i);

      if (attribute != NULL && g_str_equal (get (attribute, "link_type"), link_type))
        return get (attribute, "value");
    }

  return "";
}

static PlDraftContact *
add_contact (Import         *import,
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
take_phones (Import         *import,
             JsonObject     *object,
             const char     *path,
             PlDraftService *service,
             const char     *checked)
{
  for (guint i = 0; i < get_length (object, "phones"); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.phones[%u]", path, i);
      JsonObject *phone = get_element (object, "phones", i);
      const char *channel = get_attribute (phone, "channel");
      const char *kind = *channel != '\0' ? channel : kind_of_phone (get (phone, "type"));
      g_autofree char *number = dup_number (get (phone, "number"));
      const char *display = get_attribute (phone, "display");
      PlContactKind known;

      if (*number == '\0')
        {
          complain (import, place, _("number: it is missing or holds no digit"));
          continue;
        }
      if (kind == NULL || !pl_contact_kind_from_name (kind, &known))
        {
          note (import, place, _("left out: neither a voice nor a text number"));
          continue;
        }
      add_contact (import, service, kind, number, *display != '\0' ? display : get (phone, "number"), get_attribute (phone, "sms_keyword"), checked);
    }
}

static void
take_address_of_web (Import         *import,
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
take_locations (Import         *import,
                JsonObject     *owner,
                const char     *list,
                const char     *path,
                PlDraftService *service,
                const char     *checked)
{
  for (guint i = 0; i < get_length (owner, list); i++)
    {
      JsonObject *element = get_element (owner, list, i);
      JsonObject *location = g_str_equal (list, "locations") ? element : get_object (element, "location");
      g_autofree char *place = g_strdup_printf ("%s.%s[%u]", path, list, i);
      const char *channel = get_attribute (location, "channel");

      take_phones (import, element, place, service, checked);
      if (location == NULL)
        continue;
      if (location != element)
        take_phones (import, location, place, service, checked);
      if (g_str_equal (get (location, "location_type"), "virtual"))
        take_address_of_web (import, service, *channel != '\0' ? channel : "website", get (location, "url"), place, checked);
    }
}

static void
take_languages (Import         *import,
                JsonObject     *object,
                PlDraftService *service,
                const char     *checked)
{
  g_autoptr (GString) languages = g_string_new (NULL);

  for (guint i = 0; i < get_length (object, "languages"); i++)
    {
      JsonObject *language = get_element (object, "languages", i);

      if (*get (language, "name") != '\0')
        g_string_append_printf (languages, "%s%s", languages->len > 0 ? "; " : "", get (language, "name"));
    }
  if (*get (object, "interpretation_services") != '\0')
    g_string_append_printf (languages, "%s%s", languages->len > 0 ? "; " : "", get (object, "interpretation_services"));
  add_fact (import, service, service->facts, "languages", languages->str, "", checked);
}

static void
take_hours (Import         *import,
            JsonObject     *object,
            PlDraftService *service,
            const char     *checked)
{
  g_autoptr (GString) hours = g_string_new (NULL);

  for (guint i = 0; i < get_length (object, "schedules"); i++)
    {
      JsonObject *schedule = get_element (object, "schedules", i);
      const char *valid_to = get (schedule, "valid_to");

      /* A span that has ended says nothing about today, not even that it is closed. */
      if (schedule == NULL || (is_day (valid_to) && strcmp (valid_to, import->defaults->today) < 0))
        continue;
      if (*get (schedule, "description") != '\0')
        {
          if (strstr (hours->str, get (schedule, "description")) == NULL)
            g_string_append_printf (hours, "%s%s", hours->len > 0 ? "; " : "", get (schedule, "description"));
        }
      else if (*get (schedule, "opens_at") != '\0')
        g_string_append_printf (hours, "%s%s %s-%s", hours->len > 0 ? "; " : "", get (schedule, "byday"), get (schedule, "opens_at"), get (schedule, "closes_at"));
    }
  add_fact (import, service, service->facts, "hours", hours->str, "", checked);
}

static void
take_age (Import         *import,
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
take_terms (PlDraftService *service,
            JsonObject     *object,
            const PlHsdsDefaults *defaults)
{
  g_autoptr (GStrvBuilder) topics = g_strv_builder_new ();
  const char *const fallback[] = { "information", NULL };
  PlAudience audience;

  for (guint i = 0; i < get_length (object, "attributes"); i++)
    {
      JsonObject *attribute = get_element (object, "attributes", i);

      if (g_str_equal (get (attribute, "link_type"), "topic"))
        g_strv_builder_add (topics, get (attribute, "value"));
      if (g_str_equal (get (attribute, "link_type"), "audience") && pl_audience_from_name (get (attribute, "value"), &audience))
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
  for (guint i = 0; i < get_length (object, "service_areas"); i++)
    {
      const char *uri = get (get_element (object, "service_areas", i), "uri");

      if (g_str_has_prefix (uri, COUNTRY_URN))
        return g_strdup (uri + strlen (COUNTRY_URN));
    }
  if (otherwise != NULL)
    return g_ascii_strup (otherwise, -1);
  for (guint i = 0; i < get_length (object, "service_at_locations"); i++)
    {
      JsonObject *location = get_object (get_element (object, "service_at_locations", i), "location");

      for (guint j = 0; j < get_length (location, "addresses"); j++)
        {
          const char *country = get (get_element (location, "addresses", j), "country");

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

  for (guint i = 0; i < get_length (object, "service_areas"); i++)
    {
      const char *uri = get (get_element (object, "service_areas", i), "uri");

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

/* Safety rules that the specification does not have: nobody's name, and no street where people may be hiding. */
static gboolean
is_sensitive (JsonObject *service,
              JsonObject *organization)
{
  static const char *const words[] = { "shelter", "refuge", "domestic", "traffick", "safe house", "abuse", "violence", "albergue", "refugio", "trata" };
  g_autofree char *all = g_strjoin (" ", get (service, "name"), get (service, "description"), get (organization, "name"), get (organization, "description"), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (folded, words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void redact_node (JsonNode   *node,
                         const char *name,
                         gboolean    sensitive);

static void
redact_object (JsonObject *object,
               const char *list,
               gboolean    sensitive)
{
  g_autoptr (GList) members = json_object_get_members (object);

  if (g_strcmp0 (list, "contacts") == 0)
    json_object_remove_member (object, "name");
  if (g_strcmp0 (list, "metadata") == 0)
    json_object_remove_member (object, "updated_by");
  if (g_strcmp0 (list, "addresses") == 0)
    json_object_remove_member (object, "attention");
  for (GList *l = members; l != NULL; l = l->next)
    {
      if (sensitive && (g_str_equal (l->data, "addresses") || g_str_equal (l->data, "latitude") || g_str_equal (l->data, "longitude")))
        json_object_remove_member (object, l->data);
      else if (json_object_has_member (object, l->data))
        redact_node (json_object_get_member (object, l->data), l->data, sensitive);
    }
}

static void
redact_node (JsonNode   *node,
             const char *name,
             gboolean    sensitive)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    redact_object (json_node_get_object (node), name, sensitive);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        redact_node (json_array_get_element (array, i), name, sensitive);
    }
}

/* The whole record, to be given back on export, with the organization in it. */
static char *
dup_record (JsonObject *object,
            JsonObject *organization)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonNode) copy = NULL;
  JsonObject *record;

  json_node_init_object (node, object);
  {
    g_autofree char *text = json_to_string (node, FALSE);

    copy = json_from_string (text, NULL);
  }
  record = json_node_get_object (copy);
  if (organization != NULL && !json_object_has_member (record, "organization"))
    {
      g_autoptr (JsonNode) owner = json_node_alloc ();
      g_autofree char *text = NULL;
      JsonNode *inner;

      json_node_init_object (owner, organization);
      text = json_to_string (owner, FALSE);
      inner = json_from_string (text, NULL);
      json_object_remove_member (json_node_get_object (inner), "services");
      json_object_set_member (record, "organization", inner);
    }
  redact_object (record, NULL, is_sensitive (object, organization));

  return json_to_string (copy, FALSE);
}

static gboolean
is_active (Import     *import,
           JsonObject *object,
           const char *path)
{
  const char *status = get (object, "status");

  if (g_str_equal (status, "active") || (g_str_equal (status, "inactive") && *get_attribute (object, "status") != '\0'))
    return TRUE;
  if (g_str_equal (status, "inactive") || g_str_equal (status, "defunct") || g_str_equal (status, "temporarily closed"))
    note (import, path, _("left out: it is not active"));
  else
    complain (import, path, _("status: it must be active, inactive, defunct or temporarily closed"));

  return FALSE;
}

static void
take_facts (Import         *import,
            JsonObject     *object,
            JsonObject     *organization,
            PlDraftService *service)
{
  const char *checked = get (object, "assured_date");
  static const struct
  {
    const char *member;
    const char *field;
  } plain[] = {
    { "name", "name" }, { "alternate_name", "local_name" }, { "eligibility_description", "audience" }, { "fees_description", "cost" }, { "alert", "warning" },
  };
  static const char *const own[] = { "authority", "privacy", "shares", "ages" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    add_fact (import, service, service->facts, plain[i].field, get (object, plain[i].member), "", checked);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    add_fact (import, service, service->facts, own[i], get_attribute (object, own[i]), "", checked);
  add_fact (import, service, service->facts, "operator", get (organization, "name"), "", checked);
  if (g_str_has_prefix (get (object, "url"), "https://"))
    add_fact (import, service, service->facts, "website", get (object, "url"), "", checked);
  take_age (import, object, "minimum_age", "age_min", service, checked);
  take_age (import, object, "maximum_age", "age_max", service, checked);
  take_languages (import, object, service, checked);
  take_hours (import, object, service, checked);
}

static void
take_contacts (Import         *import,
               JsonObject     *object,
               JsonObject     *organization,
               const char     *path,
               PlDraftService *service)
{
  const char *checked = get (object, "assured_date");

  take_phones (import, object, path, service, checked);
  take_locations (import, object, "service_at_locations", path, service, checked);
  if (service->contacts->len == 0)
    {
      take_phones (import, organization, path, service, checked);
      take_locations (import, organization, "locations", path, service, checked);
    }
  if (*get (object, "email") != '\0')
    add_contact (import, service, "email", get (object, "email"), "", "", checked);
  if (service->contacts->len == 0)
    take_address_of_web (import, service, "website", get (object, "url"), path, checked);
}

static char *
dup_slug (JsonObject *object)
{
  const char *slug = get_attribute (object, "slug");

  if (*slug != '\0' && strspn (slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (slug))
    return g_strdup (slug);

  return g_strconcat ("hsds-", get (object, "id"), NULL);
}

static gboolean
check_service (Import     *import,
               JsonObject *object,
               const char *path)
{
  if (object == NULL)
    return complain (import, path, _("it is not an object")), FALSE;
  if (!g_uuid_string_is_valid (get (object, "id")))
    return complain (import, path, _("id: it is missing or not a UUID")), FALSE;
  if (*get (object, "name") == '\0')
    return complain (import, path, _("name: it is missing")), FALSE;

  return is_active (import, object, path);
}

static void
take_service (Import     *import,
              JsonObject *object,
              JsonObject *organization,
              const char *path)
{
  g_autofree char *slug = NULL;
  g_autofree char *country = NULL;
  g_autofree char *place = g_strdup_printf ("%s: %s", import->name, path);
  PlDraftService *service;

  if (!check_service (import, object, path))
    return;
  organization = get_object (object, "organization") != NULL ? get_object (object, "organization") : organization;
  slug = dup_slug (object);
  country = dup_country (object, import->defaults->country);
  if (country == NULL)
    {
      complain (import, path, _("no country: name one with --country"));
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
  service->hsds = dup_record (object, organization);
  if (service->contacts->len == 0)
    {
      note (import, path, _("left out: no phone, mail or web address to reach it"));
      g_ptr_array_remove (import->draft->services, service);
    }
}

static void take_node (Import     *import,
                       JsonNode   *node,
                       const char *path);

static void
take_list (Import     *import,
           JsonArray  *array,
           const char *path)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);

      take_node (import, json_array_get_element (array, i), place);
    }
}

static void
take_organization (Import     *import,
                   JsonObject *object,
                   const char *path)
{
  if (!g_uuid_string_is_valid (get (object, "id")))
    complain (import, path, _("id: it is missing or not a UUID"));
  if (*get (object, "name") == '\0')
    complain (import, path, _("name: it is missing"));
  for (guint i = 0; i < get_length (object, "services"); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.services[%u]", path, i);

      take_service (import, get_element (object, "services", i), object, place);
    }
}

/* Told apart by what each must have: a page has contents, a service a status, an organization its services. */
static void
take_object (Import     *import,
             JsonObject *object,
             const char *path)
{
  if (json_object_has_member (object, "contents"))
    {
      g_autofree char *place = g_strdup_printf ("%s.contents", path);
      JsonNode *contents = json_object_get_member (object, "contents");

      if (JSON_NODE_HOLDS_ARRAY (contents))
        take_list (import, json_node_get_array (contents), place);
      else
        complain (import, place, _("it is not a list"));
    }
  else if (json_object_has_member (object, "status"))
    take_service (import, object, NULL, path);
  else if (get_object (object, "service") != NULL)
    take_service (import, get_object (object, "service"), get_object (object, "organization"), path);
  else if (json_object_has_member (object, "services") || json_object_has_member (object, "description"))
    take_organization (import, object, path);
  else
    complain (import, path, _("neither a service, an organization nor a page of them (HSDS 3.0)"));
}

static void
take_node (Import     *import,
           JsonNode   *node,
           const char *path)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    take_object (import, json_node_get_object (node), path);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    take_list (import, json_node_get_array (node), path);
  else
    complain (import, path, _("neither a service, an organization nor a page of them (HSDS 3.0)"));
}

/* Before the parser recurses into it. */
static gboolean
is_shallow (const char *text,
            gsize       size)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > DEEPEST)
        return FALSE;
      else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

static JsonParser *
parse (const char  *text,
       gsize        size,
       const char  *name,
       GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) foreign = NULL;
  const char *reason = NULL;

  if (size > LARGEST_FILE)
    reason = _("the file is too large");
  else if (memchr (text, '\0', size) != NULL || !g_utf8_validate (text, (gssize) size, NULL))
    reason = _("the file is not UTF-8");
  else if (!is_shallow (text, size))
    reason = _("objects are nested too deeply");
  if (reason != NULL)
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, "%s: %s", name, reason);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) size, &foreign) || json_parser_get_root (parser) == NULL)
    {
      guint line = 1;

      /* The parser's own message, "<data>:LINE:COLUMN: ...", may quote the text; the line is enough. */
      if (foreign == NULL || sscanf (foreign->message, "<data>:%u:", &line) != 1)
        line = 1;
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: line %u: not JSON"), name, line);
      return NULL;
    }

  return g_steal_pointer (&parser);
}

/**
 * pl_draft_add_hsds:
 * @self: a draft with the table of countries
 * @text: the file
 * @size: bytes
 * @name: of the file, for errors
 * @defaults: what the file may not say
 * @notes: (nullable) (element-type utf8): where to add a line for each thing that was left out
 * @error: return location for an error of %PL_DIRECTORY_ERROR; one line for each bad record, with its place and reason
 *
 * Adds the services of an exchange file as entries of this place, none of them confirmed. Names of persons are never kept,
 * streets not where people may be hiding. All or nothing: after an error the draft is of no use.
 *
 * Returns: whether every record is good
 */
gboolean
pl_draft_add_hsds (PlDraft               *self,
                   const char            *text,
                   gsize                  size,
                   const char            *name,
                   const PlHsdsDefaults  *defaults,
                   GPtrArray             *notes,
                   GError               **error)
{
  g_autoptr (JsonParser) parser = parse (text, size, name, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  Import import = { .draft = self, .name = name, .defaults = defaults, .notes = notes, .lines = lines };

  if (parser == NULL)
    return FALSE;

  take_node (&import, json_parser_get_root (parser), "$");
  if (lines->len == 0 && self->services->len == 0)
    complain (&import, "$", _("there is no service in it that could be reached"));
  if (lines->len == 0)
    return TRUE;

  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, lines->str);

  return FALSE;
}
