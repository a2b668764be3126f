// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-draft-check.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const kind_names[] = {
  [PL_PROBLEM_NO_SOURCE] = "no-source",
  [PL_PROBLEM_NO_DATE] = "no-date",
  [PL_PROBLEM_NUMBER] = "number",
  [PL_PROBLEM_WORD_NUMBER] = "word-number",
  [PL_PROBLEM_ADDRESS] = "address",
  [PL_PROBLEM_DUPLICATE] = "duplicate",
  [PL_PROBLEM_UNVERIFIED] = "unverified",
  [PL_PROBLEM_STALE] = "stale",
  [PL_PROBLEM_NO_WORDS] = "no-words",
  [PL_PROBLEM_WORDING] = "wording",
  [PL_PROBLEM_UNKNOWN_NAME] = "unknown-name",
  [PL_PROBLEM_INCOMPLETE] = "incomplete",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == PL_N_PROBLEM_KINDS);

/* Fields whose words people read before contact: said plainly in each of these languages. */
static const char *const worded_fields[] = { "audience", "ages", "privacy", "shares", "hours", "languages", "cost", "authority", "warning", "region", NULL };
static const char *const worded_languages[] = { "en", "es" };

/* wording.md, section 5; in the words for people only: an official name may hold one. */
static const char *const unsaid[] = { "victim", "víctima", "predator", "depredador", "trafficker", "traficante", "pimp", "rescue", "rescate", "risky", "illegal" };

static const char *const topics[] = {
  "emergency", "trafficking", "labor-trafficking", "sextortion", "online-exploitation", "missing-runaway-youth", "crisis", "crisis-suicide",
  "child-abuse", "domestic-dating-violence", "sexual-assault", "lgbtq-youth", "native-tribal", "legal-help", "image-removal", "reporting",
  "parents", "shelters", "providers", "rhy-providers", "information", NULL
};

typedef struct
{
  /* Borrowed */
  PlDraft *draft;
  const char *today;

  /* Owned */
  GPtrArray *problems;
  GHashTable *sources; /* (element-type utf8): keys */
  GHashTable *words;   /* (element-type utf8): language, field and value */
  GHashTable *ids;     /* (element-type utf8): of services and contacts */
  GHashTable *ways;    /* (element-type utf8): country, kind, value and keyword */
} Check;

static void
add (Check         *check,
     PlProblemKind  kind,
     const char    *place,
     const char    *line)
{
  PlProblem *problem = g_new0 (PlProblem, 1);

  problem->kind = kind;
  problem->place = g_strdup (place);
  problem->line = g_strdup (line);
  g_ptr_array_add (check->problems, problem);
}

/* "2026", "2026-01", "2026-01-31" */
static gboolean
is_date (const char *text,
         gboolean    whole)
{
  gsize length = strlen (text);
  int month = length >= 7 ? atoi (text + 5) : 1;
  int day = length >= 10 ? atoi (text + 8) : 1;

  if (length != 10 && (whole || (length != 4 && length != 7)))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) atoi (text)) && month >= 1 && month <= 12;
}

static void
check_sources (Check       *check,
               PlDraftFact *fact)
{
  g_auto (GStrv) keys = g_strsplit (fact->sources, " ", -1);

  if (*fact->sources == '\0')
    add (check, PL_PROBLEM_NO_SOURCE, fact->place, _("a fact without a source"));
  for (guint i = 0; *fact->sources != '\0' && keys[i] != NULL; i++)
    {
      if (!g_hash_table_contains (check->sources, keys[i]))
        add (check, PL_PROBLEM_NO_SOURCE, fact->place, _("a source that does not stand among the sources"));
    }
}

static void
check_dates (Check       *check,
             PlDraftFact *fact)
{
  if (!g_str_equal (fact->date, "undated") && !is_date (fact->date, FALSE))
    add (check, PL_PROBLEM_NO_DATE, fact->place, _("a fact without the date of its source"));
  if (!is_date (fact->checked, TRUE) || strcmp (fact->checked, check->today) > 0)
    add (check, PL_PROBLEM_NO_DATE, fact->place, _("a fact without the day on which its source was read"));
  if (!is_date (fact->recheck, TRUE))
    add (check, PL_PROBLEM_NO_DATE, fact->place, _("a fact without the day on which it must be looked at again"));
  else if (g_str_equal (fact->state, "yes") && strcmp (fact->recheck, check->today) < 0)
    add (check, PL_PROBLEM_STALE, fact->place, _("past its recheck date, and not marked as not re-confirmed"));
}

static void
check_grade (Check       *check,
             PlDraftFact *fact)
{
  const char *grades = check->draft->local ? "ABCL" : "ABC";

  if (strlen (fact->grade) != 1 || strchr (grades, fact->grade[0]) == NULL)
    add (check, PL_PROBLEM_UNVERIFIED, fact->place, _("a grade that may not be shown"));
  if (!g_str_equal (fact->state, "yes") && !g_str_equal (fact->state, "check"))
    add (check, PL_PROBLEM_UNVERIFIED, fact->place, _("a state that may not be shown"));
}

static gboolean
has_words (Check       *check,
           const char  *language,
           const char  *field,
           const char  *value)
{
  g_autofree char *key = g_strdup_printf ("%s\t%s\t%s", language, field, value);

  return g_hash_table_contains (check->words, key);
}

static void
check_words (Check       *check,
             PlDraftFact *fact)
{
  /* An overlay is written in the words of its place. */
  if (check->draft->local || !g_strv_contains (worded_fields, fact->field))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (worded_languages); i++)
    {
      if (!has_words (check, worded_languages[i], fact->field, fact->value))
        add (check, PL_PROBLEM_NO_WORDS, fact->place, _("a sentence that is not yet said plainly in English and Spanish"));
    }
}

static void
check_value (Check       *check,
             PlDraftFact *fact)
{
  PlAuthority authority;

  if (*fact->value == '\0')
    add (check, PL_PROBLEM_INCOMPLETE, fact->place, _("a fact without a value"));
  if (g_str_equal (fact->field, "authority") && !pl_authority_from_names (fact->value, &authority))
    add (check, PL_PROBLEM_UNKNOWN_NAME, fact->place, _("an authority that does not exist"));
  if (g_str_equal (fact->field, "website") && !pl_address_is_well_formed (fact->value))
    add (check, PL_PROBLEM_ADDRESS, fact->place, _("an address that cannot be one"));
  if (g_str_equal (fact->field, "age_min") || g_str_equal (fact->field, "age_max"))
    {
      if (strspn (fact->value, "0123456789") != strlen (fact->value) || strlen (fact->value) > 3)
        add (check, PL_PROBLEM_INCOMPLETE, fact->place, _("an age that is not whole years"));
    }
}

static void
check_fact (Check       *check,
            PlDraftFact *fact)
{
  check_sources (check, fact);
  check_dates (check, fact);
  check_grade (check, fact);
  check_value (check, fact);
  check_words (check, fact);
}

/**
 * pl_number_is_well_formed:
 * @numbering: (nullable): how numbers of the country are made
 * @number: international with +, or as dialled inside the country, or a short code
 *
 * Returns: whether it can be a number of that country
 */
gboolean
pl_number_is_well_formed (const PlDraftNumbering *numbering,
                          const char             *number)
{
  const char *digits = number + (number[0] == '+');
  gsize n = strlen (digits);

  if (numbering == NULL || strspn (digits, "0123456789") != n)
    return FALSE;
  if (digits == number)
    return (n >= numbering->codes[0] && n <= numbering->codes[1]) || (n >= numbering->inside[0] && n <= numbering->inside[1]);
  if (!g_str_has_prefix (digits, numbering->calling_code))
    return FALSE;
  n -= strlen (numbering->calling_code);

  return n >= numbering->after[0] && n <= numbering->after[1];
}

/**
 * pl_address_is_well_formed:
 * @url: an address of the web
 *
 * Returns: whether it is a plain https address of a public host: no password, no port, no space
 */
gboolean
pl_address_is_well_formed (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *dot = host != NULL ? strrchr (host, '.') : NULL;

  if (dot == NULL || dot == host || strlen (dot) < 3 || !g_str_equal (g_uri_get_scheme (uri), "https"))
    return FALSE;
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_port (uri) != -1 || strstr (host, "..") != NULL)
    return FALSE;

  return strspn (dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (dot + 1) && strpbrk (url, " <>\"\\") == NULL;
}

/**
 * pl_mailbox_is_well_formed:
 * @mailbox: an address of mail
 *
 * Returns: whether it is one plain mailbox at a public host
 */
gboolean
pl_mailbox_is_well_formed (const char *mailbox)
{
  const char *at = strchr (mailbox, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  if (at == NULL || at == mailbox || dot == NULL || dot == at + 1 || strlen (dot) < 3 || strchr (at + 1, '@') != NULL)
    return FALSE;

  return strpbrk (mailbox, " <>,;:\"\\/?&%") == NULL;
}

/* Letters as on a phone's keys (ITU-T E.161), digits as they are, nothing else. */
static char *
spell_on_keypad (const char *text)
{
  static const char keys[] = "22233344455566677778889999";
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
      else if (g_ascii_isalpha (*c))
        g_string_append_c (digits, keys[g_ascii_toupper (*c) - 'A']);
    }

  return g_strdup (digits->str);
}

/* A place near a border, or a county's list, may give a number of another country; in international form it is told by itself. */
static gboolean
number_fits (Check          *check,
             PlDraftService *service,
             const char     *number)
{
  GHashTableIter iter;
  gpointer numbering;

  if (pl_number_is_well_formed (g_hash_table_lookup (check->draft->numbering, service->country), number))
    return TRUE;
  if (!check->draft->local || number[0] != '+')
    return FALSE;

  g_hash_table_iter_init (&iter, check->draft->numbering);
  while (g_hash_table_iter_next (&iter, NULL, &numbering))
    {
      if (*((PlDraftNumbering *) numbering)->calling_code != '\0' && pl_number_is_well_formed (numbering, number))
        return TRUE;
    }

  return FALSE;
}

#define SPELT_DIGITS 7

static void
check_word_number (Check       *check,
                   PlDraftFact *fact)
{
  g_autofree char *spelt = spell_on_keypad (fact->display);
  gsize n = strlen (fact->value);
  const char *end = n > SPELT_DIGITS ? fact->value + n - SPELT_DIGITS : fact->value;

  if (*fact->display != '\0' && strstr (spelt, end + (*end == '+')) == NULL)
    add (check, PL_PROBLEM_WORD_NUMBER, fact->place, _("the form for people is another number"));
}

static void
check_way (Check          *check,
           PlDraftService *service,
           PlDraftContact *contact,
           PlDraftFact    *fact)
{
  PlContactKind kind;

  if (!pl_contact_kind_from_name (contact->kind, &kind))
    {
      add (check, PL_PROBLEM_UNKNOWN_NAME, fact->place, _("a kind of contact that does not exist"));
      return;
    }

  switch (kind)
    {
    case PL_CONTACT_VOICE:
    case PL_CONTACT_SMS:
    case PL_CONTACT_WHATSAPP:
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      if (!number_fits (check, service, fact->value))
        add (check, PL_PROBLEM_NUMBER, fact->place, _("a number that cannot be one of its country"));
      check_word_number (check, fact);
      break;
    case PL_CONTACT_EMAIL:
      if (!pl_mailbox_is_well_formed (fact->value))
        add (check, PL_PROBLEM_ADDRESS, fact->place, _("an address that cannot be one"));
      break;
    case PL_CONTACT_IN_APP:
      break;
    default:
      if (!pl_address_is_well_formed (fact->value))
        add (check, PL_PROBLEM_ADDRESS, fact->place, _("an address that cannot be one"));
      break;
    }
}

static void
check_id (Check      *check,
          const char *id,
          const char *place)
{
  if (!g_hash_table_add (check->ids, (gpointer) id))
    add (check, PL_PROBLEM_DUPLICATE, place, _("the same id twice"));
}

static void
check_contact (Check          *check,
               PlDraftService *service,
               PlDraftContact *contact)
{
  PlDraftFact *fact = pl_draft_get_fact (contact->facts, "value");
  char *way;

  check_id (check, contact->slug, fact != NULL ? fact->place : service->place);
  for (guint i = 0; i < contact->facts->len; i++)
    check_fact (check, g_ptr_array_index (contact->facts, i));
  if (fact == NULL)
    {
      add (check, PL_PROBLEM_INCOMPLETE, service->place, _("a way without a number or address"));
      return;
    }

  check_way (check, service, contact, fact);
  way = g_strdup_printf ("%s\t%s\t%s\t%s", service->country, contact->kind, fact->value, pl_draft_get_value (contact->facts, "keyword"));
  if (!g_hash_table_add (check->ways, way))
    add (check, PL_PROBLEM_DUPLICATE, fact->place, _("the same way twice in a country"));
}

static void
check_names (Check          *check,
             PlDraftService *service)
{
  if (!g_hash_table_contains (check->draft->numbering, service->country))
    add (check, PL_PROBLEM_UNKNOWN_NAME, service->place, _("a country that is not in the table of countries"));
  for (guint i = 0; service->areas[i] != NULL; i++)
    {
      if (!g_hash_table_contains (check->draft->numbering, service->areas[i]))
        add (check, PL_PROBLEM_UNKNOWN_NAME, service->place, _("a country that is not in the table of countries"));
    }
  for (guint i = 0; service->topics[i] != NULL; i++)
    {
      if (!g_strv_contains (topics, service->topics[i]))
        add (check, PL_PROBLEM_UNKNOWN_NAME, service->place, _("a topic that does not exist"));
    }
}

static void
check_service (Check          *check,
               PlDraftService *service)
{
  check_id (check, service->slug, service->place);
  check_names (check, service);
  if (*pl_draft_get_value (service->facts, "name") == '\0')
    add (check, PL_PROBLEM_INCOMPLETE, service->place, _("an entry without a name"));
  if (service->contacts->len == 0)
    add (check, PL_PROBLEM_INCOMPLETE, service->place, _("an entry without any way to reach it"));
  if (service->audiences == 0 || service->areas[0] == NULL || service->topics[0] == NULL)
    add (check, PL_PROBLEM_INCOMPLETE, service->place, _("an entry without an audience, country or topic"));
  if (pl_draft_get_fact (service->facts, "authority") == NULL && !check->draft->local)
    {
      for (guint i = 0; i < service->contacts->len; i++)
        {
          if (pl_draft_get_fact (((PlDraftContact *) g_ptr_array_index (service->contacts, i))->facts, "authority") == NULL)
            add (check, PL_PROBLEM_INCOMPLETE, service->place, _("an entry that does not say whether it is police"));
        }
    }

  for (guint i = 0; i < service->facts->len; i++)
    check_fact (check, g_ptr_array_index (service->facts, i));
  for (guint i = 0; i < service->contacts->len; i++)
    check_contact (check, service, g_ptr_array_index (service->contacts, i));
}

static void
check_phrase (Check         *check,
              PlDraftPhrase *phrase)
{
  g_autofree char *folded = g_utf8_casefold (phrase->text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (unsaid); i++)
    {
      if (strstr (folded, unsaid[i]) != NULL)
        add (check, PL_PROBLEM_WORDING, phrase->place, _("a word that we do not say"));
    }
}

/**
 * pl_problem_free:
 * @problem: (transfer full): a problem
 */
void
pl_problem_free (PlProblem *problem)
{
  g_free (problem->place);
  g_free (problem->line);
  g_free (problem);
}

/**
 * pl_problem_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
pl_problem_kind_get_name (PlProblemKind kind)
{
  g_return_val_if_fail ((guint) kind < PL_N_PROBLEM_KINDS, NULL);

  return kind_names[kind];
}

/**
 * pl_draft_check:
 * @draft: a directory
 * @today: "2026-11-22"
 *
 * Returns: (transfer full) (element-type PlProblem): what keeps it from being released; empty when it may be
 */
GPtrArray *
pl_draft_check (PlDraft    *draft,
                const char *today)
{
  Check check = { .draft = draft, .today = today };

  check.problems = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_problem_free);
  check.sources = g_hash_table_new (g_str_hash, g_str_equal);
  check.words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check.ids = g_hash_table_new (g_str_hash, g_str_equal);
  check.ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < draft->sources->len; i++)
    g_hash_table_add (check.sources, ((PlDraftSource *) g_ptr_array_index (draft->sources, i))->id);
  for (guint i = 0; i < draft->phrases->len; i++)
    {
      PlDraftPhrase *phrase = g_ptr_array_index (draft->phrases, i);

      g_hash_table_add (check.words, g_strdup_printf ("%s\t%s\t%s", phrase->language, phrase->field, phrase->value));
      check_phrase (&check, phrase);
    }
  for (guint i = 0; i < draft->services->len; i++)
    check_service (&check, g_ptr_array_index (draft->services, i));

  g_hash_table_unref (check.sources);
  g_hash_table_unref (check.words);
  g_hash_table_unref (check.ids);
  g_hash_table_unref (check.ways);

  return check.problems;
}
