// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-hsds.h"
#include "pl-schedule.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Writes a page of service objects of the Human Services Data Specification 3.0, each with its organization in it. What the
   specification has no field for (who may see it, whether it is police, evidence) goes into attributes. */

/* Of the project, so that the same entry has the same id in every export: version 5 of RFC 4122 below this name space. */
static const guint8 name_space[16] = {
  0x8d, 0x2c, 0x6a, 0x51, 0x4b, 0x0e, 0x5f, 0x3a, 0x9c, 0x77, 0x50, 0x6f, 0x72, 0x63, 0x68, 0x4c,
};

#define COUNTRY_URN "urn:iso:std:iso:3166:-1:"
#define TAXONOMY "Porchlight topics"

/**
 * pl_hsds_dup_uuid:
 * @name: a slug of the directory
 *
 * Returns: (transfer full): its UUID, version 5
 */
char *
pl_hsds_dup_uuid (const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 hash[20];
  gsize size = sizeof hash;

  g_checksum_update (checksum, name_space, sizeof name_space);
  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, hash, &size);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", hash[0], hash[1], hash[2], hash[3],
                          hash[4], hash[5], hash[6], hash[7], hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14], hash[15]);
}

static void
add (JsonBuilder *builder,
     const char  *member,
     const char  *value)
{
  if (*value == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_id (JsonBuilder *builder,
        const char  *first,
        const char  *second)
{
  g_autofree char *name = g_strconcat (first, second, NULL);
  g_autofree char *id = pl_hsds_dup_uuid (name);

  add (builder, "id", id);
}

static void
add_attribute (JsonBuilder *builder,
               const char  *slug,
               const char  *entity,
               const char  *link_type,
               const char  *value)
{
  g_autofree char *name = g_strdup_printf ("/attribute/%s/%s", link_type, value);
  g_autofree char *term = g_strdup_printf ("term/%s", value);
  g_autofree char *owner = pl_hsds_dup_uuid (slug);

  if (*value == '\0')
    return;
  json_builder_begin_object (builder);
  add_id (builder, slug, name);
  add (builder, "link_id", owner);
  add (builder, "link_type", link_type);
  add (builder, "link_entity", entity);
  add (builder, "value", value);
  if (g_str_equal (link_type, "topic"))
    {
      json_builder_set_member_name (builder, "taxonomy_term");
      json_builder_begin_object (builder);
      add_id (builder, term, "");
      add (builder, "code", value);
      add (builder, "name", value);
      add (builder, "description", value);
      add (builder, "taxonomy", TAXONOMY);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_evidence (JsonBuilder *builder,
              const char  *slug,
              const char  *entity,
              GPtrArray   *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *value = NULL;

      if (g_str_equal (fact->field, "disagreement"))
        continue;
      value = g_strdup_printf ("%s; grade %s; %s; source date %s; read %s; %s", fact->field, fact->grade,
                               g_str_equal (fact->state, "yes") ? "confirmed" : "not re-confirmed", fact->date, fact->checked, fact->sources);
      add_attribute (builder, slug, entity, "evidence", value);
    }
}

static void
add_service_attributes (JsonBuilder    *builder,
                        PlDraftService *service)
{
  static const char *const fields[] = { "authority", "privacy", "shares", "ages" };
  g_autofree char *priority = g_strdup_printf ("%u", service->priority);

  json_builder_set_member_name (builder, "attributes");
  json_builder_begin_array (builder);
  add_attribute (builder, service->slug, "service", "slug", service->slug);
  for (guint i = 0; service->topics[i] != NULL; i++)
    add_attribute (builder, service->slug, "service", "topic", service->topics[i]);
  for (guint i = 0; i < PL_N_AUDIENCES; i++)
    {
      if (service->audiences & PL_AUDIENCE_BIT (i))
        add_attribute (builder, service->slug, "service", "audience", pl_audience_get_name (i));
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_attribute (builder, service->slug, "service", fields[i], pl_draft_get_value (service->facts, fields[i]));
  add_attribute (builder, service->slug, "service", "priority", priority);
  add_attribute (builder, service->slug, "service", "status", service->status);
  add_evidence (builder, service->slug, "service", service->facts);
  json_builder_end_array (builder);
}

static gboolean
is_phone (PlContactKind kind)
{
  return kind == PL_CONTACT_VOICE || kind == PL_CONTACT_SMS || kind == PL_CONTACT_WHATSAPP || kind == PL_CONTACT_TTY || kind == PL_CONTACT_RELAY;
}

/* RFC 6350, as the specification asks. */
static const char *
phone_type (PlContactKind kind)
{
  switch (kind)
    {
    case PL_CONTACT_SMS:
    case PL_CONTACT_WHATSAPP:
      return "text";
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      return "textphone";
    default:
      return "voice";
    }
}

static void
add_contact_attributes (JsonBuilder    *builder,
                        PlDraftContact *contact,
                        const char     *entity)
{
  PlDraftFact *value = pl_draft_get_fact (contact->facts, "value");

  json_builder_set_member_name (builder, "attributes");
  json_builder_begin_array (builder);
  add_attribute (builder, contact->slug, entity, "channel", contact->kind);
  add_attribute (builder, contact->slug, entity, "display", value != NULL ? value->display : "");
  add_attribute (builder, contact->slug, entity, "sms_keyword", pl_draft_get_value (contact->facts, "keyword"));
  add_evidence (builder, contact->slug, entity, contact->facts);
  json_builder_end_array (builder);
}

static void
add_phones (JsonBuilder    *builder,
            PlDraftService *service)
{
  json_builder_set_member_name (builder, "phones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < service->contacts->len; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (service->contacts, i);
      PlContactKind kind;

      if (!pl_contact_kind_from_name (contact->kind, &kind) || !is_phone (kind))
        continue;
      json_builder_begin_object (builder);
      add_id (builder, contact->slug, "");
      add (builder, "number", pl_draft_get_value (contact->facts, "value"));
      add (builder, "type", phone_type (kind));
      add (builder, "description", pl_draft_get_value (contact->facts, "hours"));
      add_contact_attributes (builder, contact, "phone");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_locations (JsonBuilder    *builder,
               PlDraftService *service)
{
  json_builder_set_member_name (builder, "service_at_locations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < service->contacts->len; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (service->contacts, i);
      PlContactKind kind;

      if (!pl_contact_kind_from_name (contact->kind, &kind) || is_phone (kind) || kind == PL_CONTACT_EMAIL)
        continue;
      json_builder_begin_object (builder);
      add_id (builder, contact->slug, "/at");
      json_builder_set_member_name (builder, "location");
      json_builder_begin_object (builder);
      add_id (builder, contact->slug, "");
      add (builder, "location_type", "virtual");
      add (builder, "url", pl_draft_get_value (contact->facts, "value"));
      add_contact_attributes (builder, contact, "location");
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_schedules (JsonBuilder    *builder,
               PlDraftService *service)
{
  const char *hours = pl_draft_get_value (service->facts, "hours");
  g_autoptr (GPtrArray) spans = pl_schedule_parse (hours);

  if (*hours == '\0')
    return;
  json_builder_set_member_name (builder, "schedules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MAX (spans->len, 1); i++)
    {
      PlScheduleSpan *span = i < spans->len ? g_ptr_array_index (spans, i) : NULL;
      g_autofree char *name = g_strdup_printf ("/schedule/%u", i);

      json_builder_begin_object (builder);
      add_id (builder, service->slug, name);
      if (span != NULL)
        {
          add (builder, "freq", "WEEKLY");
          add (builder, "byday", span->byday);
          add (builder, "opens_at", span->opens_at);
          add (builder, "closes_at", span->closes_at);
        }
      add (builder, "description", hours);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Languages of the people who answer; what goes through interpreters is a sentence, not rows. */
static void
add_languages (JsonBuilder    *builder,
               PlDraft        *draft,
               PlDraftService *service)
{
  g_auto (GStrv) parts = g_strsplit (pl_draft_get_value (service->facts, "languages"), ";", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  json_builder_set_member_name (builder, "languages");
  json_builder_begin_array (builder);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = g_strstrip (parts[i]);
      const char *code = g_hash_table_lookup (draft->languages, name);
      g_autofree char *part = g_strdup_printf ("/language/%s", name);

      if (code == NULL)
        {
          g_string_append_printf (rest, "%s%s", rest->len > 0 ? "; " : "", name);
          continue;
        }
      json_builder_begin_object (builder);
      add_id (builder, service->slug, part);
      add (builder, "name", name);
      add (builder, "code", code);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add (builder, "interpretation_services", rest->str);
}

static void
add_areas (JsonBuilder    *builder,
           PlDraftService *service)
{
  json_builder_set_member_name (builder, "service_areas");
  json_builder_begin_array (builder);
  for (guint i = 0; service->areas[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("/area/%s", service->areas[i]);
      g_autofree char *uri = g_strconcat (COUNTRY_URN, service->areas[i], NULL);

      json_builder_begin_object (builder);
      add_id (builder, service->slug, name);
      add (builder, "name", *service->region != '\0' ? service->region : service->areas[i]);
      add (builder, "uri", uri);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_organization (JsonBuilder    *builder,
                  PlDraftService *service)
{
  const char *operator = pl_draft_get_value (service->facts, "operator");
  const char *name = *operator != '\0' ? operator : pl_draft_get_value (service->facts, "name");

  json_builder_set_member_name (builder, "organization");
  json_builder_begin_object (builder);
  add_id (builder, "organization/", name);
  add (builder, "name", name);
  add (builder, "description", name);
  json_builder_end_object (builder);
}

static void
add_age (JsonBuilder    *builder,
         PlDraftService *service,
         const char     *member,
         const char     *field)
{
  const char *age = pl_draft_get_value (service->facts, field);

  if (*age == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, g_ascii_strtoll (age, NULL, 10));
}

static void
add_service (JsonBuilder    *builder,
             PlDraft        *draft,
             PlDraftService *service)
{
  PlDraftContact *mail = NULL;

  for (guint i = 0; i < service->contacts->len && mail == NULL; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (service->contacts, i);

      mail = g_str_equal (contact->kind, "email") ? contact : NULL;
    }

  json_builder_begin_object (builder);
  add_id (builder, service->slug, "");
  add (builder, "name", pl_draft_get_value (service->facts, "name"));
  add (builder, "alternate_name", pl_draft_get_value (service->facts, "local_name"));
  add (builder, "description", pl_draft_get_value (service->facts, "privacy"));
  add (builder, "status", g_str_equal (service->status, "active") ? "active" : "inactive");
  add (builder, "url", pl_draft_get_value (service->facts, "website"));
  add (builder, "email", mail != NULL ? pl_draft_get_value (mail->facts, "value") : "");
  add (builder, "eligibility_description", pl_draft_get_value (service->facts, "audience"));
  add (builder, "fees_description", pl_draft_get_value (service->facts, "cost"));
  add (builder, "alert", pl_draft_get_value (service->facts, "warning"));
  add_age (builder, service, "minimum_age", "age_min");
  add_age (builder, service, "maximum_age", "age_max");
  add_organization (builder, service);
  add_phones (builder, service);
  add_locations (builder, service);
  add_schedules (builder, service);
  add_languages (builder, draft, service);
  add_areas (builder, service);
  add_service_attributes (builder, service);
  json_builder_end_object (builder);
}

static void
add_number (JsonBuilder *builder,
            const char  *member,
            guint        number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

/**
 * pl_draft_to_hsds:
 * @self: a draft
 *
 * An entry that came from an exchange file is given back as it came, but for names of persons and hidden streets.
 *
 * Returns: (transfer full): one page of service objects, JSON
 */
char *
pl_draft_to_hsds (PlDraft *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "total_items", self->services->len);
  add_number (builder, "total_pages", 1);
  add_number (builder, "page_number", 1);
  add_number (builder, "size", self->services->len);
  json_builder_set_member_name (builder, "first_page");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "last_page");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "empty");
  json_builder_add_boolean_value (builder, self->services->len == 0);
  json_builder_set_member_name (builder, "contents");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (self->services, i);
      JsonNode *record = *service->hsds != '\0' ? json_from_string (service->hsds, NULL) : NULL;

      if (record != NULL)
        json_builder_add_value (builder, record);
      else
        add_service (builder, self, service);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}
