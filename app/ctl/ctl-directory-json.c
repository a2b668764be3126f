// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const PlFactField service_fields[] = {
  PL_FACT_NAME, PL_FACT_LOCAL_NAME, PL_FACT_OPERATOR, PL_FACT_AUTHORITY, PL_FACT_REGION, PL_FACT_AUDIENCE, PL_FACT_AGES, PL_FACT_AGE_MIN,
  PL_FACT_AGE_MAX, PL_FACT_HOURS, PL_FACT_LANGUAGES, PL_FACT_COST, PL_FACT_PRIVACY, PL_FACT_SHARES, PL_FACT_WEBSITE,
};

static const PlFactField contact_fields[] = {
  PL_FACT_VALUE, PL_FACT_KEYWORD, PL_FACT_AUTHORITY, PL_FACT_HOURS, PL_FACT_LANGUAGES, PL_FACT_COST,
};

static const char *const trace_names[] = {
  [PL_TRACE_CALL] = "call",
  [PL_TRACE_TEXT] = "text",
  [PL_TRACE_LINK] = "link",
  [PL_TRACE_MAIL] = "mail",
};

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *name,
             gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_sources (JsonBuilder *builder,
             const char  *keys)
{
  g_auto (GStrv) sources = g_strsplit (keys, " ", -1);

  json_builder_set_member_name (builder, "sources");
  json_builder_begin_array (builder);
  for (guint i = 0; sources[i] != NULL; i++)
    json_builder_add_string_value (builder, sources[i]);
  json_builder_end_array (builder);
}

/* Each fact with where and when it was seen; date is null where no source prints one. */
static void
add_fact (JsonBuilder *builder,
          PlFact      *fact)
{
  const char grade[] = { pl_fact_get_grade (fact), '\0' };

  json_builder_begin_object (builder);
  add_string (builder, "value", pl_fact_get_value (fact));
  add_string (builder, "text", pl_fact_get_text (fact));
  add_string (builder, "source", pl_fact_get_source_name (fact));
  add_string (builder, "source_url", pl_fact_get_source_url (fact));
  add_string (builder, "source_date", pl_fact_get_source_date (fact));
  add_string (builder, "checked", pl_fact_get_checked (fact));
  add_string (builder, "grade", grade);
  add_boolean (builder, "confirmed", pl_fact_is_confirmed (fact));
  add_sources (builder, pl_fact_get_sources (fact));
  json_builder_end_object (builder);
}

static void
add_warnings (JsonBuilder *builder,
              GPtrArray   *warnings)
{
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < warnings->len; i++)
    add_fact (builder, g_ptr_array_index (warnings, i));
  json_builder_end_array (builder);
}

static void
add_authority (JsonBuilder *builder,
               PlAuthority  authority)
{
  static const PlAuthority all[] = { PL_AUTHORITY_POLICE, PL_AUTHORITY_IMMIGRATION, PL_AUTHORITY_GOVERNMENT };

  json_builder_set_member_name (builder, "authorities");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (authority & all[i])
        json_builder_add_string_value (builder, pl_authority_get_name (all[i]));
    }
  json_builder_end_array (builder);
}

static void
add_contact (JsonBuilder *builder,
             PlContact   *contact)
{
  g_autofree char *uri = pl_contact_dup_uri (contact);

  json_builder_begin_object (builder);
  add_string (builder, "id", pl_contact_get_id (contact));
  add_string (builder, "channel", pl_contact_kind_get_name (pl_contact_get_kind (contact)));
  add_string (builder, "number_or_address", pl_contact_get_value (contact));
  add_string (builder, "display", pl_contact_get_display (contact));
  add_string (builder, "uri", uri);
  add_boolean (builder, "confirmed", pl_contact_is_confirmed (contact));
  add_string (builder, "note", pl_contact_is_confirmed (contact) ? NULL : _("This was not re-confirmed."));
  add_boolean (builder, "only_inside_country", !pl_contact_works_abroad (contact));
  add_string (builder, "trace", trace_names[pl_contact_get_trace (contact)]);
  add_authority (builder, pl_contact_get_authority (contact));

  json_builder_set_member_name (builder, "facts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (contact_fields); i++)
    {
      PlFact *fact = pl_contact_get_fact (contact, contact_fields[i]);

      if (fact == NULL)
        continue;
      json_builder_set_member_name (builder, pl_fact_field_get_name (contact_fields[i]));
      add_fact (builder, fact);
    }
  json_builder_end_object (builder);
  add_warnings (builder, pl_contact_get_warnings (contact));
  json_builder_end_object (builder);
}

static void
add_lists (JsonBuilder *builder,
           PlResource  *resource)
{
  const char *const *topics = pl_resource_get_topics (resource);

  json_builder_set_member_name (builder, "topics");
  json_builder_begin_array (builder);
  for (guint i = 0; topics[i] != NULL; i++)
    json_builder_add_string_value (builder, topics[i]);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "for");
  json_builder_begin_array (builder);
  for (guint i = 0; i < PL_N_AUDIENCES; i++)
    {
      if (pl_resource_get_audiences (resource) & PL_AUDIENCE_BIT (i))
        json_builder_add_string_value (builder, pl_audience_get_name (i));
    }
  json_builder_end_array (builder);
}

/**
 * pl_ctl_directory_add_resource:
 * @builder: inside an object
 * @resource: a resource
 *
 * Adds the members of a resource; every fact says its source and date.
 */
void
pl_ctl_directory_add_resource (JsonBuilder *builder,
                               PlResource  *resource)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  const char *shares = pl_resource_get_text (resource, PL_FACT_SHARES);

  add_string (builder, "id", pl_resource_get_id (resource));
  add_string (builder, "name", pl_resource_get_name (resource));
  add_string (builder, "country", pl_resource_get_country (resource));
  add_lists (builder, resource);
  add_authority (builder, pl_resource_get_authority (resource));
  add_boolean (builder, "confirmed", pl_resource_is_confirmed (resource));
  add_string (builder, "checked", pl_resource_get_checked (resource));
  add_boolean (builder, "local", pl_resource_is_local (resource));
  add_string (builder, "shares_about_minors",
              shares != NULL ? shares : _("We do not know what they share. You can ask first, before you give a name."));

  json_builder_set_member_name (builder, "facts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (service_fields); i++)
    {
      PlFact *fact = pl_resource_get_fact (resource, service_fields[i]);

      if (fact == NULL)
        continue;
      json_builder_set_member_name (builder, pl_fact_field_get_name (service_fields[i]));
      add_fact (builder, fact);
    }
  json_builder_end_object (builder);
  add_warnings (builder, pl_resource_get_warnings (resource));

  json_builder_set_member_name (builder, "contacts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < contacts->len; i++)
    add_contact (builder, g_ptr_array_index (contacts, i));
  json_builder_end_array (builder);
}

/**
 * pl_ctl_directory_print_json:
 * @builder: with one whole value
 *
 * Writes it to standard output, with a line's end.
 */
void
pl_ctl_directory_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  printf ("%s\n", text);
}

/**
 * pl_ctl_directory_dup_disclaimer:
 * @directory: the directory
 * @emergency: (nullable): the emergency service of the country
 *
 * Returns: (transfer full): the short disclaimer that stands beside the numbers, always
 */
char *
pl_ctl_directory_dup_disclaimer (PlDirectory *directory,
                                 PlResource  *emergency)
{
  GPtrArray *contacts = emergency != NULL ? pl_resource_get_contacts (emergency) : NULL;
  const char *number = _("your local emergency number");

  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      if (pl_contact_get_kind (g_ptr_array_index (contacts, i)) == PL_CONTACT_VOICE)
        number = pl_contact_get_display (g_ptr_array_index (contacts, i));
    }

  /* Translators: %1$s is a date, %2$s an emergency number */
  return g_strdup_printf (_("This program is not an emergency service and can be wrong, both ways. It reads on this computer only. "
                            "A help line can tell others when a child is in danger. Numbers were last checked on %1$s. In danger: %2$s."),
                          pl_directory_get_checked (directory), number);
}
