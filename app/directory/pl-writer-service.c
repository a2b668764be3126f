// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-writer-private.h"

#include "pl-schedule.h"
#include "pl-search-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* One service with all that belongs to it, into the tables. */

static int
age_of (PlDraftService *service,
        const char     *field,
        int             unknown)
{
  const char *value = pl_draft_get_value (service->facts, field);

  return *value != '\0' ? (int) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 150) : unknown;
}

static PlAuthority
authority_of (GPtrArray   *facts,
              PlAuthority  otherwise)
{
  PlDraftFact *fact = pl_draft_get_fact (facts, "authority");
  PlAuthority authority;

  return fact != NULL && pl_authority_from_names (fact->value, &authority) ? authority : otherwise;
}

static gboolean
is_confirmed (PlDraftContact *contact)
{
  PlDraftFact *fact = pl_draft_get_fact (contact->facts, "value");

  return fact != NULL && g_str_equal (fact->state, "yes");
}

static gboolean
write_facts (PlWriter    *writer,
             const char  *subject,
             GPtrArray   *facts,
             GError     **error)
{
  g_autofree char *service = pl_writer_number (writer->service);

  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *id = pl_writer_number (++writer->detail);

      /* What sources say against each other names wrong numbers: it stays with the rows. */
      if (g_str_equal (fact->field, "disagreement"))
        continue;
      if (!pl_writer_insert (writer, PL_INSERT_FACT, error, service, subject, fact->field, fact->value, *fact->display != '\0' ? fact->display : NULL,
                   fact->grade, fact->state, fact->date, fact->checked, fact->recheck, fact->sources, id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_language (PlWriter    *writer,
                const char  *contact,
                const char  *part,
                GError     **error)
{
  g_autofree char *service = pl_writer_number (writer->service);
  g_autofree char *name = g_strstrip (g_strndup (part, strcspn (part, "(")));
  g_autofree char *id = pl_writer_number (++writer->detail);
  g_auto (GStrv) names = NULL;
  gboolean good = TRUE;

  if (strstr (part, "interpret") != NULL || strstr (part, "others") != NULL || strstr (part, "multilingual") != NULL)
    return pl_writer_insert (writer, PL_INSERT_LANGUAGE, error, service, contact, "*", part, part, id);

  names = g_strsplit (name, " and ", -1);
  for (guint i = 0; names[i] != NULL && good; i++)
    {
      g_autofree char *first = g_strndup (names[i], strcspn (names[i], " "));
      g_autofree char *next = pl_writer_number (++writer->detail);
      const char *code = g_hash_table_lookup (writer->draft->languages, g_strstrip (names[i]));

      if (code == NULL)
        code = g_hash_table_lookup (writer->draft->languages, first);
      if (code != NULL)
        good = pl_writer_insert (writer, PL_INSERT_LANGUAGE, error, service, contact, code, names[i], strchr (part, '(') != NULL ? part : NULL, next);
    }

  return good;
}

static gboolean
write_languages (PlWriter    *writer,
                 const char  *contact,
                 GPtrArray   *facts,
                 GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (pl_draft_get_value (facts, "languages"), ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!write_language (writer, contact, g_strstrip (parts[i]), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_schedule (PlWriter    *writer,
                const char  *contact,
                GPtrArray   *facts,
                GError     **error)
{
  g_autofree char *service = pl_writer_number (writer->service);
  g_autofree char *id = pl_writer_number (++writer->detail);
  const char *hours = pl_draft_get_value (facts, "hours");
  g_autoptr (GPtrArray) spans = NULL;

  if (*hours == '\0')
    return TRUE;

  spans = pl_schedule_parse (hours);
  if (spans->len == 0)
    return pl_writer_insert (writer, PL_INSERT_SCHEDULE, error, service, contact, NULL, NULL, NULL, hours, id);
  for (guint i = 0; i < spans->len; i++)
    {
      PlScheduleSpan *span = g_ptr_array_index (spans, i);
      g_autofree char *next = pl_writer_number (++writer->detail);

      if (!pl_writer_insert (writer, PL_INSERT_SCHEDULE, error, service, contact, span->byday, span->opens_at, span->closes_at, hours, next))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_details (PlWriter    *writer,
               const char  *subject,
               const char  *contact,
               GPtrArray   *facts,
               GError     **error)
{
  return write_facts (writer, subject, facts, error) &&
         write_languages (writer, contact, facts, error) &&
         write_schedule (writer, contact, facts, error);
}

/* RFC 6350 types, as HSDS has them. */
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

static gboolean
write_contact (PlWriter        *writer,
               PlDraftService  *service,
               PlDraftContact  *contact,
               guint           *channels,
               GError         **error)
{
  g_autofree char *id = pl_writer_number (++writer->contact);
  g_autofree char *service_id = pl_writer_number (writer->service);
  g_autofree char *authority = pl_writer_number (authority_of (contact->facts, authority_of (service->facts, PL_AUTHORITY_NONE_KNOWN)));
  const char *value = pl_draft_get_value (contact->facts, "value");
  PlContactKind kind;
  gboolean good;

  if (!pl_contact_kind_from_name (contact->kind, &kind))
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: a kind of contact that does not exist"), contact->slug);
      return FALSE;
    }

  *channels |= 1u << kind;
  switch (kind)
    {
    case PL_CONTACT_VOICE:
    case PL_CONTACT_SMS:
    case PL_CONTACT_WHATSAPP:
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      good = pl_writer_insert (writer, PL_INSERT_PHONE, error, contact->slug, service_id, value, phone_type (kind), contact->kind, authority, id);
      break;
    case PL_CONTACT_EMAIL:
      good = pl_writer_insert (writer, PL_INSERT_CONTACT, error, contact->slug, service_id, value, contact->kind, authority, id);
      break;
    default:
      good = pl_writer_insert (writer, PL_INSERT_LOCATION, error, contact->slug, service_id, value, contact->kind, authority, id);
      break;
    }

  return good && write_details (writer, contact->slug, contact->slug, contact->facts, error);
}

static gboolean
write_choices (PlWriter        *writer,
               PlDraftService  *service,
               guint            channels,
               GError         **error)
{
  g_autofree char *id = pl_writer_number (writer->service);
  g_autofree char *audiences = pl_writer_number (service->audiences);
  g_autofree char *kinds = pl_writer_number (channels);
  g_autofree char *youngest = pl_writer_number (age_of (service, "age_min", 0));
  g_autofree char *oldest = pl_writer_number (age_of (service, "age_max", 150));

  for (guint i = 0; i <= g_strv_length (service->areas); i++)
    {
      const char *country = service->areas[i] != NULL ? service->areas[i] : PL_DIRECTORY_ANYWHERE;

      if (service->areas[i] != NULL &&
          !pl_writer_insert (writer, PL_INSERT_SERVICE_AREA, error, id, country, *service->region != '\0' ? service->region : country))
        return FALSE;

      /* The emergency number is a small line of its own, never an entry among the others. */
      if (service->priority > 0 && !pl_writer_insert (writer, PL_INSERT_CHOICE, error, country, "", id, audiences, kinds, youngest, oldest))
        return FALSE;

      for (guint j = 0; service->topics[j] != NULL; j++)
        {
          if (!pl_writer_insert (writer, PL_INSERT_TAXONOMY_TERM, error, service->topics[j], service->topics[j]) ||
              !pl_writer_insert (writer, PL_INSERT_CHOICE, error, country, service->topics[j], id, audiences, kinds, youngest, oldest))
            return FALSE;
        }
    }

  return TRUE;
}

static void
append_words (PlWriter   *writer,
              GString    *words,
              const char *field,
              const char *value)
{
  static const char *const languages[] = { "en", "es" };

  g_string_append_printf (words, " %s", value);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *key = g_strdup_printf ("%s\t%s\t%s", languages[i], field, value);
      PlDraftPhrase *phrase = g_hash_table_lookup (writer->words, key);

      if (phrase != NULL)
        g_string_append_printf (words, " %s", phrase->text);
    }
}

/* A number is also found as it is dialled inside its country. */
static void
append_inside (PlWriter   *writer,
               GString    *words,
               const char *country,
               const char *value)
{
  PlDraftNumbering *numbering = g_hash_table_lookup (writer->draft->numbering, country);

  if (value[0] == '+' && numbering != NULL && g_str_has_prefix (value + 1, numbering->calling_code))
    g_string_append_printf (words, " %s", value + 1 + strlen (numbering->calling_code));
}

static void
append_facts (PlWriter   *writer,
              GString    *words,
              const char *country,
              GPtrArray  *facts)
{
  static const char *const searched[] = { "operator", "region", "audience", "website", "value", "keyword", NULL };

  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);

      if (!g_strv_contains (searched, fact->field))
        continue;
      append_words (writer, words, fact->field, fact->value);
      g_string_append_printf (words, " %s", fact->display);
      append_inside (writer, words, country, fact->value);
    }
}

/* What is found in one country. */
static void
append_country (GString        *tokens,
                const char     *country,
                PlDraftService *service,
                const char     *topics,
                const char     *names,
                const char     *others)
{
  pl_search_words_append (tokens, country, PL_SEARCH_NAME, names);
  pl_search_words_append (tokens, country, PL_SEARCH_WORD, names);
  pl_search_words_append (tokens, country, PL_SEARCH_WORD, others);
  pl_search_words_append (tokens, country, PL_SEARCH_TOPIC, topics);
  for (guint i = 0; i < service->contacts->len; i++)
    pl_search_words_append (tokens, country, PL_SEARCH_CHANNEL, ((PlDraftContact *) g_ptr_array_index (service->contacts, i))->kind);
}

static gboolean
write_search (PlWriter        *writer,
              PlDraftService  *service,
              GError         **error)
{
  g_autofree char *id = pl_writer_number (writer->service);
  g_autofree char *topics = g_strjoinv (" ", service->topics);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autoptr (GString) tokens = g_string_new (NULL);

  append_words (writer, names, "name", pl_draft_get_value (service->facts, "name"));
  append_words (writer, names, "local_name", pl_draft_get_value (service->facts, "local_name"));
  for (guint i = 0; service->topics[i] != NULL; i++)
    append_words (writer, others, "topic", service->topics[i]);
  append_facts (writer, others, service->country, service->facts);
  for (guint i = 0; i < service->contacts->len; i++)
    append_facts (writer, others, service->country, ((PlDraftContact *) g_ptr_array_index (service->contacts, i))->facts);

  append_country (tokens, PL_DIRECTORY_ANYWHERE, service, topics, names->str, others->str);
  for (guint i = 0; service->areas[i] != NULL; i++)
    append_country (tokens, service->areas[i], service, topics, names->str, others->str);

  return pl_writer_insert (writer, PL_INSERT_SEARCH, error, id, tokens->str);
}

static gboolean
write_digest (PlWriter  *writer,
              GError   **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  sqlite3_stmt *seal = writer->statements[PL_SEAL_STORE];

  pl_statement_bind_int (writer->statements[PL_SEAL_DIGEST], 1, writer->service);
  if (!pl_database_digest (writer->statements[PL_SEAL_DIGEST], digest, error))
    return FALSE;

  pl_statement_bind_int (seal, 1, writer->service);
  sqlite3_bind_blob (seal, 2, digest, sizeof digest, SQLITE_TRANSIENT);

  return pl_statement_run (seal, error);
}

static gboolean
write_service_row (PlWriter        *writer,
                   PlDraftService  *service,
                   GError         **error)
{
  g_autofree char *id = pl_writer_number (writer->service);
  g_autofree char *audiences = pl_writer_number (service->audiences);
  g_autofree char *priority = pl_writer_number (service->priority);
  g_autofree char *topics = g_strjoinv (" ", service->topics);
  g_autofree char *authority = NULL;
  const char *operator = pl_draft_get_value (service->facts, "operator");
  const char *local_name = pl_draft_get_value (service->facts, "local_name");
  const char *youngest = pl_draft_get_value (service->facts, "age_min");
  const char *oldest = pl_draft_get_value (service->facts, "age_max");
  PlAuthority all = authority_of (service->facts, PL_AUTHORITY_NONE_KNOWN);
  gboolean confirmed = FALSE;

  for (guint i = 0; i < service->contacts->len; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (service->contacts, i);

      all |= authority_of (contact->facts, PL_AUTHORITY_NONE_KNOWN);
      confirmed |= is_confirmed (contact);
    }
  authority = pl_writer_number (all);

  return (*operator == '\0' || pl_writer_insert (writer, PL_INSERT_ORGANIZATION, error, operator)) &&
         pl_writer_insert (writer, PL_INSERT_SERVICE, error, id, service->slug, *operator != '\0' ? operator : NULL,
                 pl_draft_get_value (service->facts, "name"), *local_name != '\0' ? local_name : NULL, service->status,
                 *youngest != '\0' ? youngest : NULL, *oldest != '\0' ? oldest : NULL, service->country, audiences, authority, priority,
                 service->peer ? "1" : "0", confirmed ? "1" : "0", service->region, topics);
}

static gboolean
write_hsds (PlWriter        *writer,
            PlDraftService  *service,
            GError         **error)
{
  g_autofree char *id = pl_writer_number (writer->service);

  return *service->hsds == '\0' || pl_writer_insert (writer, PL_INSERT_HSDS, error, id, service->hsds);
}

/**
 * pl_writer_write_service:
 * @writer: a database in the making
 * @service: the next service in the order in which they are offered
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: whether all of it was written
 */
gboolean
pl_writer_write_service (PlWriter        *writer,
                         PlDraftService  *service,
                         GError         **error)
{
  guint channels = 0;

  writer->service++;
  if (!write_service_row (writer, service, error) || !write_details (writer, service->slug, NULL, service->facts, error))
    return FALSE;

  for (guint i = 0; i < service->contacts->len; i++)
    {
      if (!write_contact (writer, service, g_ptr_array_index (service->contacts, i), &channels, error))
        return FALSE;
    }

  return write_hsds (writer, service, error) &&
         write_choices (writer, service, channels, error) &&
         write_search (writer, service, error) &&
         write_digest (writer, error);
}
