// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-generated.h"

#include <string.h>

/* Each word of a name stands in one of twelve entries: commoner than in any true directory, so that common words are hard. */
static const char *const countries[] = { "US", "US", "US", "US", "GB", "CA", "ES", "MX", "DE", "FR", "IN", "AU", "PL", "RO", "ZA" };
static const char *const topics[] = { "crisis", "crisis-suicide", "trafficking", "child-abuse", "shelters", "parents", "legal-help", "image-removal" };
static const char *const first[] = { "Open", "Night", "Safe", "Green", "River", "Línea", "Casa", "Young", "North", "City", "Harbor", "Ayuda" };
static const char *const second[] = { "Door", "House", "Line", "Place", "Bridge", "Friends", "Abierta", "Voices", "Support", "Center", "Light", "Joven" };
static const char *const languages[] = { "English", "English; Spanish", "Spanish", "French", "German", "English; 200+ by interpreter" };

/* Names of places, from common to rare: a few of them in thousands of entries, most in a handful. */
static const char *const begin[] = { "Mon", "Val", "San", "Peñ", "Brook", "Lake", "Ald", "Cór", "Mar", "Win", "Gua", "Tor", "Ash", "Bel", "Río", "Fair", "Nor", "Cas", "Hol", "Zú" };
static const char *const middle[] = { "ti", "do", "ta", "al", "fi", "ver", "ma", "ri", "go", "lan", "se", "na" };
static const char *const end[] = { "ña", "ria", "ville", "ford", "lón", "dale", "ción", "burg", "res", "tán", "ton", "ba" };

#define PICK(random, list) ((list)[g_rand_int_range ((random), 0, G_N_ELEMENTS (list))])

const char *
pl_generated_pick_country (GRand *random)
{
  return PICK (random, countries);
}

const char *
pl_generated_pick_topic (GRand *random)
{
  return PICK (random, topics);
}

static char *
dup_place (GRand *random)
{
  double share = g_rand_double (random);
  guint place = (guint) (share * share * share * G_N_ELEMENTS (begin) * G_N_ELEMENTS (middle) * G_N_ELEMENTS (end));

  return g_strconcat (begin[place % G_N_ELEMENTS (begin)], middle[place / G_N_ELEMENTS (begin) % G_N_ELEMENTS (middle)],
                      end[place / G_N_ELEMENTS (begin) / G_N_ELEMENTS (middle)], NULL);
}

static void
add_fact (GPtrArray  *facts,
          const char *field,
          const char *value)
{
  PlDraftFact *fact = pl_draft_fact_new (field, value, "generated");

  pl_draft_fact_set_local (fact, "generated", "2026-11-22");
  g_ptr_array_add (facts, fact);
}

static void
add_contact (PlDraftService *service,
             const char     *kind,
             const char     *value)
{
  g_autofree char *slug = g_strdup_printf ("%s.%s", service->slug, kind);
  PlDraftContact *contact = pl_draft_service_add_contact (service, slug, kind);

  add_fact (contact->facts, "value", value);
}

static void
add_areas (PlDraftService *service,
           GRand          *random)
{
  const char *other = PICK (random, countries);
  const char *const areas[] = { service->country, other, NULL };

  if (g_rand_int_range (random, 0, 20) > 0 || g_str_equal (other, service->country))
    return;
  g_strfreev (service->areas);
  service->areas = g_strdupv ((char **) areas);
}

static void
add_service (PlDraft *draft,
             GRand   *random,
             guint    i)
{
  g_autofree char *slug = g_strdup_printf ("generated-%u", i);
  g_autofree char *place = dup_place (random);
  g_autofree char *seat = dup_place (random);
  g_autofree char *name = g_strdup_printf ("%s %s %s %u", PICK (random, first), PICK (random, second), place, i);
  g_autofree char *operator = g_strdup_printf ("%s %s", PICK (random, second), seat);
  g_autofree char *number = g_strdup_printf ("+1202555%04u", i % 10000);
  g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);
  gboolean worldwide = g_rand_int_range (random, 0, 100) == 0;
  PlDraftService *service = pl_draft_add_service (draft, slug, worldwide ? "INT" : PICK (random, countries), "generated");
  const char *const own[] = { PICK (random, topics), PICK (random, topics), NULL };

  g_strfreev (service->topics);
  service->topics = g_strdupv ((char **) own);
  if (g_str_equal (own[0], own[1]))
    g_clear_pointer (&service->topics[1], g_free);
  add_areas (service, random);
  service->audiences = g_rand_int_range (random, 0, 10) == 0 ? 6 : 7;
  service->priority = (guint) g_rand_int_range (random, 1, 5);
  add_fact (service->facts, "name", name);
  add_fact (service->facts, "operator", operator);
  add_fact (service->facts, "authority", "none known");
  add_fact (service->facts, "audience", "young people");
  add_fact (service->facts, "hours", "24/7");
  add_fact (service->facts, "languages", PICK (random, languages));
  add_fact (service->facts, "cost", "free");
  if (g_rand_int_range (random, 0, 3) == 0)
    add_fact (service->facts, "age_max", "17");
  add_contact (service, "voice", number);
  if (g_rand_int_range (random, 0, 3) > 0)
    add_contact (service, "chat", url);
}

/**
 * pl_generated_add_services:
 * @draft: where to add; has the tables of the true directory, so that its phrases are searched too
 * @random: a source of chance
 * @n: how many
 */
void
pl_generated_add_services (PlDraft *draft,
                           GRand   *random,
                           guint    n)
{
  pl_draft_add_source (draft, "generated", "Generated", "other", "undated", "");
  for (guint i = 0; i < n; i++)
    add_service (draft, random, i);
}

/* Some letters in: what stands in the field while a person is still typing. */
static void
cut_last_word (GString *text,
               GRand   *random)
{
  char *last = strrchr (text->str, ' ') != NULL ? strrchr (text->str, ' ') + 1 : text->str;
  glong letters = g_utf8_strlen (last, -1);

  if (letters > 1)
    g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (last, g_rand_int_range (random, 1, (gint32) letters + 1)) - text->str));
}

static char *
dup_words (GRand *random)
{
  static const char *const everywhere[] = { "young people", "jóvenes", "example.org", "a place to stay", "ayuda legal", "un momento difícil", "help", "casa" };
  g_autofree char *place = dup_place (random);

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      return g_strdup (PICK (random, first));
    case 1:
      return g_strdup_printf ("%s %s", PICK (random, first), PICK (random, second));
    case 2: /* never in one name together, each in thousands */
      return g_strdup_printf ("%s %s", PICK (random, first), PICK (random, first));
    case 3:
      return g_strdup (place);
    case 4:
      return g_strdup_printf ("%s %s %s", PICK (random, first), PICK (random, second), place);
    case 5:
      return g_strdup (PICK (random, everywhere));
    case 6:
      return g_strdup_printf ("%s %s", PICK (random, everywhere), place);
    default:
      return g_strdup_printf ("%s %u", PICK (random, second), g_rand_int_range (random, 0, 1000));
    }
}

/**
 * pl_generated_dup_typed:
 * @random: a source of chance
 *
 * Common words and rare ones, words of both languages with their accents or without, one after the other, whole or only begun;
 * a number, and what is found nowhere.
 *
 * Returns: (transfer full): what a person has in the field of the search
 */
char *
pl_generated_dup_typed (GRand *random)
{
  static const char *const fixed[] = { "open door", "casa", "linea ayuda", "nig", "river bridge", "s", "harbor light 77", "friends", "2025550", "zzz",
                                       "+1 202 555 0123", "12025550123", "frends", "suport center", "asdfgh" };
  g_autoptr (GString) text = NULL;
  g_autofree char *words = NULL;

  if (g_rand_int_range (random, 0, 4) == 0)
    return g_strdup (PICK (random, fixed));

  words = dup_words (random);
  text = g_string_new (words);
  if (g_rand_boolean (random))
    cut_last_word (text, random);
  if (g_rand_boolean (random))
    return g_str_to_ascii (text->str, "C");

  return g_rand_boolean (random) ? g_utf8_strdown (text->str, -1) : g_strdup (text->str);
}
