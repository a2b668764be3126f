// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Words of the command line that a query is made of. */
typedef struct
{
  char *country;
  char *region;
  char *topic;
  char *channel;
  char *audience;
  char *concern;
  int age;
  int limit;
} FindOptions;

static void
find_options_clear (FindOptions *options)
{
  g_free (options->country);
  g_free (options->region);
  g_free (options->topic);
  g_free (options->channel);
  g_free (options->audience);
  g_free (options->concern);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FindOptions, find_options_clear)

static gboolean
complain (const char *value,
          const char *line)
{
  fprintf (stderr, "porchlightctl: %s: %s\n", value, line);

  return FALSE;
}

static gboolean
fill_query (FindOptions      *find,
            PlDirectoryQuery *query)
{
  query->country = find->country != NULL ? find->country : PL_DIRECTORY_ANYWHERE;
  query->region = find->region;
  query->topic = find->topic;
  query->age = find->age;
  query->limit = (guint) CLAMP (find->limit, 1, 10000);
  if (find->country != NULL && (strlen (find->country) < 2 || strlen (find->country) > 3))
    return complain (find->country, _("a country is two letters, as US"));
  if (find->channel != NULL && !pl_contact_kind_from_name (find->channel, &query->channel))
    return complain (find->channel, _("there is no such channel: chat, sms, whatsapp, in_app, voice, tty, relay, web_form, website, forum, email"));
  if (find->audience != NULL && !pl_audience_from_name (find->audience, &query->audience))
    return complain (find->audience, _("it is for youth, parent or provider"));
  if (find->concern != NULL && !pl_concern_from_name (find->concern, &query->concern))
    return complain (find->concern, _("there is no such concern"));

  return TRUE;
}

/* A topic that nobody knows would silently find nothing. */
static gboolean
topic_exists (PlDirectory *directory,
              const char  *topic)
{
  g_autoptr (GPtrArray) topics = pl_directory_list_topics (directory, NULL, NULL);
  g_autofree char *wanted = g_ascii_strdown (topic, -1);

  g_strdelimit (wanted, " /_", '-');
  for (guint i = 0; topics != NULL && i < topics->len; i++)
    {
      if (g_str_equal (((PlDirectoryTerm *) g_ptr_array_index (topics, i))->id, wanted))
        return TRUE;
    }

  return complain (topic, _("there is no such topic; porchlightctl directory topics lists them"));
}

static void
add_reasons (JsonBuilder *builder,
             PlReason     reasons)
{
  json_builder_set_member_name (builder, "because");
  json_builder_begin_array (builder);
  for (guint i = 0; i < PL_N_REASONS; i++)
    {
      if (reasons & 1u << i)
        json_builder_add_string_value (builder, pl_reason_get_name (1u << i));
    }
  json_builder_end_array (builder);
}

static void
add_member (JsonBuilder *builder,
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
print_json (PlDirectory            *directory,
            const PlDirectoryQuery *query,
            PlResource             *emergency,
            GPtrArray              *matches)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *disclaimer = pl_ctl_directory_dup_disclaimer (directory, emergency);

  json_builder_begin_object (builder);
  add_member (builder, "version", pl_directory_get_version (directory));
  add_member (builder, "checked", pl_directory_get_checked (directory));
  add_member (builder, "country", query->country);
  add_member (builder, "language", query->language);
  add_member (builder, "topic", query->topic);
  add_member (builder, "for", pl_audience_get_name (query->audience));
  add_member (builder, "disclaimer", disclaimer);
  json_builder_set_member_name (builder, "emergency");
  if (emergency != NULL)
    {
      json_builder_begin_object (builder);
      pl_ctl_directory_add_resource (builder, emergency);
      json_builder_end_object (builder);
    }
  else
    json_builder_add_null_value (builder);

  json_builder_set_member_name (builder, "resources");
  json_builder_begin_array (builder);
  for (guint i = 0; i < matches->len; i++)
    {
      PlMatch *match = g_ptr_array_index (matches, i);

      json_builder_begin_object (builder);
      pl_ctl_directory_add_resource (builder, match->resource);
      add_reasons (builder, match->reasons);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  pl_ctl_directory_print_json (builder);
}

static void
print_contact (PlContact *contact)
{
  const char *keyword = pl_contact_get_text (contact, PL_FACT_KEYWORD);
  GPtrArray *warnings = pl_contact_get_warnings (contact);

  printf ("    %-9s %s", pl_contact_kind_get_name (pl_contact_get_kind (contact)), pl_contact_get_display (contact));
  if (keyword != NULL)
    printf (" (%s)", keyword);
  if (!pl_contact_works_abroad (contact))
    printf ("; %s", _("works only inside the country"));
  if (!pl_contact_is_confirmed (contact))
    printf ("; %s", _("not re-confirmed"));
  printf ("\n");
  for (guint i = 0; i < warnings->len; i++)
    printf ("              %s\n", pl_fact_get_text (g_ptr_array_index (warnings, i)));
}

static void
print_fact (const char *label,
            PlFact     *fact)
{
  if (fact == NULL)
    return;
  printf ("    %s %s (%s, %s)\n", label, pl_fact_get_text (fact), pl_fact_get_source_name (fact),
          pl_fact_get_source_date (fact) != NULL ? pl_fact_get_source_date (fact) : _("undated"));
}

static void
print_resource (PlResource *resource)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  GPtrArray *warnings = pl_resource_get_warnings (resource);
  const char *shares = pl_resource_get_text (resource, PL_FACT_SHARES);

  printf ("%s%s  [%s]\n", pl_resource_get_name (resource), pl_resource_is_local (resource) ? _(" (entry of this place)") : "",
          pl_resource_get_id (resource));
  for (guint i = 0; i < contacts->len; i++)
    print_contact (g_ptr_array_index (contacts, i));
  print_fact (_("Who answers:"), pl_resource_get_fact (resource, PL_FACT_OPERATOR));
  if (pl_resource_get_authority (resource) != PL_AUTHORITY_NONE_KNOWN)
    print_fact (_("Authority:"), pl_resource_get_fact (resource, PL_FACT_AUTHORITY));
  print_fact (_("For:"), pl_resource_get_fact (resource, PL_FACT_AUDIENCE));
  print_fact (_("Hours:"), pl_resource_get_fact (resource, PL_FACT_HOURS));
  print_fact (_("Languages:"), pl_resource_get_fact (resource, PL_FACT_LANGUAGES));
  print_fact (_("Cost:"), pl_resource_get_fact (resource, PL_FACT_COST));
  print_fact (_("Privacy:"), pl_resource_get_fact (resource, PL_FACT_PRIVACY));
  printf ("    %s\n", shares != NULL ? shares : _("We do not know what they share. You can ask first, before you give a name."));
  for (guint i = 0; i < warnings->len; i++)
    printf ("    %s\n", pl_fact_get_text (g_ptr_array_index (warnings, i)));
  /* Translators: %s is a date */
  printf ("    ");
  printf (_("Sources read on %s."), pl_resource_get_checked (resource));
  printf ("\n");
}

static void
print_text (PlDirectory *directory,
            PlResource  *emergency,
            GPtrArray   *matches)
{
  g_autofree char *disclaimer = pl_ctl_directory_dup_disclaimer (directory, emergency);

  for (guint i = 0; i < matches->len; i++)
    {
      print_resource (((PlMatch *) g_ptr_array_index (matches, i))->resource);
      printf ("\n");
    }
  if (matches->len == 0)
    printf ("%s\n\n", _("There is no entry like this. Try another country, topic or language."));
  printf ("%s\n%s\n", _("They will not call you first."), disclaimer);
}

static int
run_find (PlCtlDirectoryOptions *options,
          FindOptions           *find,
          const char            *text)
{
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
  g_autoptr (PlDirectory) directory = NULL;
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (PlResource) emergency = NULL;
  g_autoptr (GError) error = NULL;

  query.language = options->language != NULL ? options->language : "en";
  query.today = pl_ctl_directory_get_today (options);
  query.text = text;
  if (!fill_query (find, &query))
    return 2;

  directory = pl_ctl_directory_open (options);
  if (directory == NULL)
    return 1;
  if (query.topic != NULL && !topic_exists (directory, query.topic))
    return 2;

  matches = pl_directory_find (directory, &query, &error);
  if (matches == NULL)
    return pl_ctl_directory_fail (error);
  emergency = pl_directory_find_emergency (directory, find->country, query.language, &error);
  if (error != NULL)
    return pl_ctl_directory_fail (error);

  if (options->json)
    print_json (directory, &query, emergency, matches);
  else
    print_text (directory, emergency, matches);

  return 0;
}

/**
 * pl_ctl_directory_find:
 * @argc: arguments
 * @argv: arguments, from "find"
 *
 * Returns: the exit status: 0 also where nothing fits, 2 where the words of the command line make no sense
 */
int
pl_ctl_directory_find (int    argc,
                       char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_auto (FindOptions) find = { .age = -1, .limit = 50 };
  const GOptionEntry own[] = {
    { "country", 0, 0, G_OPTION_ARG_STRING, &find.country, N_("Country, as US; all of them where none is given"), N_("CC") },
    { "region", 0, 0, G_OPTION_ARG_STRING, &find.region, N_("Part of the country"), N_("REGION") },
    { "topic", 0, 0, G_OPTION_ARG_STRING, &find.topic, N_("Topic, as trafficking"), N_("TOPIC") },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &find.channel, N_("Channel, as sms or chat"), N_("CHANNEL") },
    { "for", 0, 0, G_OPTION_ARG_STRING, &find.audience, N_("youth (where none is given), parent or provider"), N_("WHO") },
    { "concern", 0, 0, G_OPTION_ARG_STRING, &find.concern, N_("Concern of a check-in, as threat"), N_("CONCERN") },
    { "age", 0, 0, G_OPTION_ARG_INT, &find.age, N_("Age in whole years"), N_("YEARS") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &find.limit, N_("At most so many"), N_("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *text = NULL;

  if (!pl_ctl_directory_parse (own, &options, _("[TEXT]"), &argc, &argv))
    return 2;
  text = argc > 1 ? g_strjoinv (" ", argv + 1) : NULL;

  return run_find (&options, &find, text);
}

/**
 * pl_ctl_directory_show:
 * @argc: arguments
 * @argv: arguments, from "show"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_show (int    argc,
                       char **argv)
{
  const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_autoptr (PlDirectory) directory = NULL;
  g_autoptr (PlResource) resource = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_ctl_directory_parse (none, &options, _("ID"), &argc, &argv))
    return 2;
  if (argc != 2)
    return complain ("show", _("name one entry, as us-nhth")), 2;

  directory = pl_ctl_directory_open (&options);
  if (directory == NULL)
    return 1;
  resource = pl_directory_lookup (directory, argv[1], options.language, pl_ctl_directory_get_today (&options), &error);
  if (error != NULL)
    return pl_ctl_directory_fail (error);
  if (resource == NULL)
    return complain (argv[1], _("there is no such entry")), 1;

  if (options.json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      pl_ctl_directory_add_resource (builder, resource);
      json_builder_end_object (builder);
      pl_ctl_directory_print_json (builder);
    }
  else
    print_resource (resource);

  return 0;
}

static int
list_terms (int         argc,
            char      **argv,
            GPtrArray *(*list) (PlDirectory *, const char *, GError **))
{
  const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (PlDirectory) directory = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_ctl_directory_parse (none, &options, "", &argc, &argv))
    return 2;
  directory = pl_ctl_directory_open (&options);
  if (directory == NULL)
    return 1;
  terms = list (directory, options.language, &error);
  if (terms == NULL)
    return pl_ctl_directory_fail (error);

  json_builder_begin_array (builder);
  for (guint i = 0; i < terms->len; i++)
    {
      PlDirectoryTerm *term = g_ptr_array_index (terms, i);

      json_builder_begin_object (builder);
      add_member (builder, "id", term->id);
      add_member (builder, "name", term->name);
      json_builder_set_member_name (builder, "count");
      json_builder_add_int_value (builder, term->count);
      json_builder_end_object (builder);
      if (!options.json)
        printf ("%-26s %-4u %s\n", term->id, term->count, term->name);
    }
  json_builder_end_array (builder);
  if (options.json)
    pl_ctl_directory_print_json (builder);

  return 0;
}

/**
 * pl_ctl_directory_countries:
 * @argc: arguments
 * @argv: arguments, from "countries"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_countries (int    argc,
                            char **argv)
{
  return list_terms (argc, argv, pl_directory_list_countries);
}

/**
 * pl_ctl_directory_topics:
 * @argc: arguments
 * @argv: arguments, from "topics"
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_topics (int    argc,
                         char **argv)
{
  return list_terms (argc, argv, pl_directory_list_topics);
}
