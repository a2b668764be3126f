// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-draft.h"

#include "pl-database.h"
#include "pl-schedule.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

typedef enum
{
  INSERT_META,
  INSERT_SOURCE,
  INSERT_ORGANIZATION,
  INSERT_SERVICE,
  INSERT_PHONE,
  INSERT_CONTACT,
  INSERT_LOCATION,
  INSERT_SCHEDULE,
  INSERT_LANGUAGE,
  INSERT_SERVICE_AREA,
  INSERT_TAXONOMY_TERM,
  INSERT_FACT,
  INSERT_PHRASE,
  INSERT_CHOICE,
  INSERT_SEARCH,
  INSERT_NUMBERING,
  INSERT_LANGUAGE_NAME,
  INSERT_HSDS,
  QUERY_DIGEST,
  QUERY_PHRASES,
  QUERY_SEAL,
  N_STATEMENTS,
} Statement;

static const char *const statement_names[] = {
  [INSERT_META] = "insert-meta",
  [INSERT_SOURCE] = "insert-source",
  [INSERT_ORGANIZATION] = "insert-organization",
  [INSERT_SERVICE] = "insert-service",
  [INSERT_PHONE] = "insert-phone",
  [INSERT_CONTACT] = "insert-contact",
  [INSERT_LOCATION] = "insert-location",
  [INSERT_SCHEDULE] = "insert-schedule",
  [INSERT_LANGUAGE] = "insert-language",
  [INSERT_SERVICE_AREA] = "insert-service-area",
  [INSERT_TAXONOMY_TERM] = "insert-taxonomy-term",
  [INSERT_FACT] = "insert-fact",
  [INSERT_PHRASE] = "insert-phrase",
  [INSERT_CHOICE] = "insert-choice",
  [INSERT_SEARCH] = "insert-search",
  [INSERT_NUMBERING] = "insert-numbering",
  [INSERT_LANGUAGE_NAME] = "insert-language-name",
  [INSERT_HSDS] = "insert-hsds",
  [QUERY_DIGEST] = "digest",
  [QUERY_PHRASES] = "phrases",
  [QUERY_SEAL] = "seal",
};

typedef struct
{
  /* Borrowed */
  PlDraft *draft;

  /* Owned */
  sqlite3 *database;
  sqlite3_stmt *statements[N_STATEMENTS];
  GHashTable *words; /* (element-type utf8 PlDraftPhrase): borrowed phrases by field and value, English and Spanish */

  /* State */
  gint64 service;
  gint64 contact;
  gint64 detail; /* of facts, languages, schedules */
} Writer;

/* One service in the order in which it will be offered. */
typedef struct
{
  PlDraftService *service;
  guint place;
} Ranked;

/* Runs a statement with texts; NULL binds null. */
static gboolean
insert (Writer      *writer,
        Statement    which,
        GError     **error,
        ...)
{
  sqlite3_stmt *statement = writer->statements[which];
  int n = sqlite3_bind_parameter_count (statement);
  va_list texts;

  va_start (texts, error);
  for (int i = 1; i <= n; i++)
    pl_statement_bind_text (statement, i, va_arg (texts, const char *));
  va_end (texts);

  return pl_statement_run (statement, error);
}

static char *
number_text (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

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

/* Own country before the European Union before the world, then by priority, then in the order of the rows. */
static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *left = a;
  const Ranked *right = b;
  int reach_left = g_str_equal (left->service->country, "INT") ? 2 : g_str_equal (left->service->country, "EU");
  int reach_right = g_str_equal (right->service->country, "INT") ? 2 : g_str_equal (right->service->country, "EU");

  if (reach_left != reach_right)
    return reach_left - reach_right;
  if (left->service->priority != right->service->priority)
    return (int) left->service->priority - (int) right->service->priority;

  return (int) left->place - (int) right->place;
}

static gboolean
write_facts (Writer      *writer,
             const char  *subject,
             GPtrArray   *facts,
             GError     **error)
{
  g_autofree char *service = number_text (writer->service);

  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);
      g_autofree char *id = number_text (++writer->detail);

      /* What sources say against each other names wrong numbers: it stays with the rows. */
      if (g_str_equal (fact->field, "disagreement"))
        continue;
      if (!insert (writer, INSERT_FACT, error, service, subject, fact->field, fact->value, *fact->display != '\0' ? fact->display : NULL,
                   fact->grade, fact->state, fact->date, fact->checked, fact->recheck, fact->sources, id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_language (Writer      *writer,
                const char  *contact,
                const char  *part,
                GError     **error)
{
  g_autofree char *service = number_text (writer->service);
  g_autofree char *name = g_strstrip (g_strndup (part, strcspn (part, "(")));
  g_autofree char *id = number_text (++writer->detail);
  g_auto (GStrv) names = NULL;
  gboolean good = TRUE;

  if (strstr (part, "interpret") != NULL || strstr (part, "others") != NULL || strstr (part, "multilingual") != NULL)
    return insert (writer, INSERT_LANGUAGE, error, service, contact, "*", part, part, id);

  names = g_strsplit (name, " and ", -1);
  for (guint i = 0; names[i] != NULL && good; i++)
    {
      g_autofree char *first = g_strndup (names[i], strcspn (names[i], " "));
      g_autofree char *next = number_text (++writer->detail);
      const char *code = g_hash_table_lookup (writer->draft->languages, g_strstrip (names[i]));

      if (code == NULL)
        code = g_hash_table_lookup (writer->draft->languages, first);
      if (code != NULL)
        good = insert (writer, INSERT_LANGUAGE, error, service, contact, code, names[i], strchr (part, '(') != NULL ? part : NULL, next);
    }

  return good;
}

static gboolean
write_languages (Writer      *writer,
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
write_schedule (Writer      *writer,
                const char  *contact,
                GPtrArray   *facts,
                GError     **error)
{
  g_autofree char *service = number_text (writer->service);
  g_autofree char *id = number_text (++writer->detail);
  const char *hours = pl_draft_get_value (facts, "hours");
  g_autoptr (GPtrArray) spans = NULL;

  if (*hours == '\0')
    return TRUE;

  spans = pl_schedule_parse (hours);
  if (spans->len == 0)
    return insert (writer, INSERT_SCHEDULE, error, service, contact, NULL, NULL, NULL, hours, id);
  for (guint i = 0; i < spans->len; i++)
    {
      PlScheduleSpan *span = g_ptr_array_index (spans, i);
      g_autofree char *next = number_text (++writer->detail);

      if (!insert (writer, INSERT_SCHEDULE, error, service, contact, span->byday, span->opens_at, span->closes_at, hours, next))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_details (Writer      *writer,
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
write_contact (Writer          *writer,
               PlDraftService  *service,
               PlDraftContact  *contact,
               guint           *channels,
               GError         **error)
{
  g_autofree char *id = number_text (++writer->contact);
  g_autofree char *service_id = number_text (writer->service);
  g_autofree char *authority = number_text (authority_of (contact->facts, authority_of (service->facts, PL_AUTHORITY_NONE_KNOWN)));
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
      good = insert (writer, INSERT_PHONE, error, contact->slug, service_id, value, phone_type (kind), contact->kind, authority, id);
      break;
    case PL_CONTACT_EMAIL:
      good = insert (writer, INSERT_CONTACT, error, contact->slug, service_id, value, contact->kind, authority, id);
      break;
    default:
      good = insert (writer, INSERT_LOCATION, error, contact->slug, service_id, value, contact->kind, authority, id);
      break;
    }

  return good && write_details (writer, contact->slug, contact->slug, contact->facts, error);
}

static gboolean
write_choices (Writer          *writer,
               PlDraftService  *service,
               guint            channels,
               GError         **error)
{
  g_autofree char *id = number_text (writer->service);
  g_autofree char *audiences = number_text (service->audiences);
  g_autofree char *kinds = number_text (channels);
  g_autofree char *youngest = number_text (age_of (service, "age_min", 0));
  g_autofree char *oldest = number_text (age_of (service, "age_max", 150));

  for (guint i = 0; i <= g_strv_length (service->areas); i++)
    {
      const char *country = service->areas[i] != NULL ? service->areas[i] : PL_DIRECTORY_ANYWHERE;

      if (service->areas[i] != NULL &&
          !insert (writer, INSERT_SERVICE_AREA, error, id, country, *service->region != '\0' ? service->region : country))
        return FALSE;

      /* The emergency number is a small line of its own, never an entry among the others. */
      if (service->priority > 0 && !insert (writer, INSERT_CHOICE, error, country, "", id, audiences, kinds, youngest, oldest))
        return FALSE;

      for (guint j = 0; service->topics[j] != NULL; j++)
        {
          if (!insert (writer, INSERT_TAXONOMY_TERM, error, service->topics[j], service->topics[j]) ||
              !insert (writer, INSERT_CHOICE, error, country, service->topics[j], id, audiences, kinds, youngest, oldest))
            return FALSE;
        }
    }

  return TRUE;
}

static void
append_words (Writer     *writer,
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
append_inside (Writer     *writer,
               GString    *words,
               const char *country,
               const char *value)
{
  PlDraftNumbering *numbering = g_hash_table_lookup (writer->draft->numbering, country);

  if (value[0] == '+' && numbering != NULL && g_str_has_prefix (value + 1, numbering->calling_code))
    g_string_append_printf (words, " %s", value + 1 + strlen (numbering->calling_code));
}

static void
append_facts (Writer     *writer,
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

static gboolean
write_search (Writer          *writer,
              PlDraftService  *service,
              GError         **error)
{
  g_autofree char *id = number_text (writer->service);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) topics = g_string_new (NULL);
  g_autoptr (GString) description = g_string_new (NULL);
  g_autoptr (GString) place = g_string_new (NULL);

  append_words (writer, names, "name", pl_draft_get_value (service->facts, "name"));
  append_words (writer, names, "local_name", pl_draft_get_value (service->facts, "local_name"));
  for (guint i = 0; service->topics[i] != NULL; i++)
    append_words (writer, topics, "topic", service->topics[i]);
  append_facts (writer, description, service->country, service->facts);
  for (guint i = 0; i < service->contacts->len; i++)
    append_facts (writer, description, service->country, ((PlDraftContact *) g_ptr_array_index (service->contacts, i))->facts);
  for (guint i = 0; service->areas[i] != NULL; i++)
    g_string_append_printf (place, " cc%s", service->areas[i]);
  g_string_append (place, " cc" PL_DIRECTORY_ANYWHERE);

  return insert (writer, INSERT_SEARCH, error, id, names->str, topics->str, description->str, place->str);
}

static gboolean
write_digest (Writer  *writer,
              GError **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  sqlite3_stmt *seal = writer->statements[QUERY_SEAL];

  pl_statement_bind_int (writer->statements[QUERY_DIGEST], 1, writer->service);
  if (!pl_database_digest (writer->statements[QUERY_DIGEST], digest, error))
    return FALSE;

  pl_statement_bind_int (seal, 1, writer->service);
  sqlite3_bind_blob (seal, 2, digest, sizeof digest, SQLITE_TRANSIENT);

  return pl_statement_run (seal, error);
}

static gboolean
write_service_row (Writer          *writer,
                   PlDraftService  *service,
                   GError         **error)
{
  g_autofree char *id = number_text (writer->service);
  g_autofree char *audiences = number_text (service->audiences);
  g_autofree char *priority = number_text (service->priority);
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
  authority = number_text (all);

  return (*operator == '\0' || insert (writer, INSERT_ORGANIZATION, error, operator)) &&
         insert (writer, INSERT_SERVICE, error, id, service->slug, *operator != '\0' ? operator : NULL,
                 pl_draft_get_value (service->facts, "name"), *local_name != '\0' ? local_name : NULL, service->status,
                 *youngest != '\0' ? youngest : NULL, *oldest != '\0' ? oldest : NULL, service->country, audiences, authority, priority,
                 service->peer ? "1" : "0", confirmed ? "1" : "0", service->region, topics);
}

static gboolean
write_hsds (Writer          *writer,
            PlDraftService  *service,
            GError         **error)
{
  g_autofree char *id = number_text (writer->service);

  return *service->hsds == '\0' || insert (writer, INSERT_HSDS, error, id, service->hsds);
}

static gboolean
write_service (Writer          *writer,
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

static gboolean
write_services (Writer  *writer,
                GError **error)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < writer->draft->services->len; i++)
    {
      Ranked one = { g_ptr_array_index (writer->draft->services, i), i };

      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);

  for (guint i = 0; i < ranked->len; i++)
    {
      PlDraftService *service = g_array_index (ranked, Ranked, i).service;

      if (!write_service (writer, service, error))
        {
          g_prefix_error (error, "%s: ", service->place);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
write_tables (Writer  *writer,
              GError **error)
{
  PlDraft *draft = writer->draft;
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < draft->sources->len; i++)
    {
      PlDraftSource *source = g_ptr_array_index (draft->sources, i);

      if (!insert (writer, INSERT_SOURCE, error, source->id, source->publisher, source->kind, source->date, source->url))
        return g_prefix_error (error, "%s: ", source->place), FALSE;
    }
  for (guint i = 0; i < draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (draft->phrases, i);

      if (!insert (writer, INSERT_PHRASE, error, phrase->language, phrase->field, phrase->value, phrase->text))
        return g_prefix_error (error, "%s: ", phrase->place), FALSE;
    }

  g_hash_table_iter_init (&iter, draft->languages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!insert (writer, INSERT_LANGUAGE_NAME, error, key, value))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, draft->numbering);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      PlDraftNumbering *numbering = value;
      sqlite3_stmt *statement = writer->statements[INSERT_NUMBERING];

      pl_statement_bind_text (statement, 1, numbering->country);
      pl_statement_bind_text (statement, 2, numbering->calling_code);
      for (int i = 0; i < 2; i++)
        {
          pl_statement_bind_int (statement, 3 + i, numbering->after[i]);
          pl_statement_bind_int (statement, 5 + i, numbering->inside[i]);
          pl_statement_bind_int (statement, 7 + i, numbering->codes[i]);
        }
      if (!pl_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/* The oldest day on which the source of a number was read: what "last checked" may say. */
static const char *
oldest_check (PlDraft *draft)
{
  const char *oldest = NULL;

  for (guint i = 0; i < draft->services->len; i++)
    {
      PlDraftService *service = g_ptr_array_index (draft->services, i);

      for (guint j = 0; j < service->contacts->len; j++)
        {
          PlDraftFact *fact = pl_draft_get_fact (((PlDraftContact *) g_ptr_array_index (service->contacts, j))->facts, "value");

          if (fact != NULL && *fact->checked != '\0' && (oldest == NULL || strcmp (fact->checked, oldest) < 0))
            oldest = fact->checked;
        }
    }

  return oldest != NULL ? oldest : "";
}

static gboolean
write_meta (Writer  *writer,
            GError **error)
{
  guint8 digest[PL_DATABASE_DIGEST_BYTES];
  char hex[PL_DATABASE_DIGEST_BYTES * 2 + 1];

  if (!pl_database_digest (writer->statements[QUERY_PHRASES], digest, error))
    return FALSE;
  sodium_bin2hex (hex, sizeof hex, digest, sizeof digest);

  return insert (writer, INSERT_META, error, "phrases", hex) &&
         insert (writer, INSERT_META, error, "version", writer->draft->version) &&
         insert (writer, INSERT_META, error, "kind", writer->draft->local ? "local" : "shipped") &&
         insert (writer, INSERT_META, error, "checked", oldest_check (writer->draft)) &&
         insert (writer, INSERT_META, error, "licence", "CC-BY-4.0");
}

static void
index_words (Writer *writer)
{
  writer->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < writer->draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (writer->draft->phrases, i);

      g_hash_table_replace (writer->words, g_strdup_printf ("%s\t%s\t%s", phrase->language, phrase->field, phrase->value), phrase);
    }
}

static void
writer_clear (Writer *writer)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&writer->statements[i], sqlite3_finalize);
  g_clear_pointer (&writer->database, sqlite3_close);
  g_clear_pointer (&writer->words, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static gboolean
write_all (PlDraft     *draft,
           const char  *path,
           GError     **error)
{
  g_auto (Writer) writer = { .draft = draft };

  writer.database = pl_database_create (path, error);
  if (writer.database == NULL)
    return FALSE;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      writer.statements[i] = pl_statement_prepare (writer.database, statement_names[i], error);
      if (writer.statements[i] == NULL)
        return FALSE;
    }
  index_words (&writer);

  return pl_statement_execute (writer.database, "BEGIN", error) &&
         write_tables (&writer, error) &&
         write_services (&writer, error) &&
         write_meta (&writer, error) &&
         pl_statement_execute (writer.database, "COMMIT; INSERT INTO search (search) VALUES ('optimize'); ANALYZE; VACUUM", error);
}

/**
 * pl_draft_write_database:
 * @self: a draft
 * @path: where; what stands there is replaced only when all went well
 * @error: return location for an error of %PL_DIRECTORY_ERROR; its message names the row
 *
 * The same draft gives the same bytes.
 *
 * Returns: whether it went well; all or nothing
 */
gboolean
pl_draft_write_database (PlDraft     *self,
                         const char  *path,
                         GError     **error)
{
  g_autofree char *next = g_strconcat (path, ".new", NULL);

  g_unlink (next);
  if (!write_all (self, next, error))
    {
      g_unlink (next);
      return FALSE;
    }
  if (g_rename (next, path) != 0)
    {
      g_unlink (next);
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_FAILED, _("%s: the file cannot be written"), path);
      return FALSE;
    }

  return TRUE;
}
