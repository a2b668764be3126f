// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-directory.h"

#include "pl-directory-choose.h"
#include "pl-layer.h"

#include <glib/gi18n.h>
#include <string.h>

/* PlDirectory: the shipped directory under the overlays of this place. Asks each, ranks what they answer. Reads only. */
struct _PlDirectory
{
  /* Owned */
  GPtrArray *layers;  /* (element-type PlLayer): overlays first, the shipped one last */
  GPtrArray *refused; /* (element-type utf8): a line for each overlay that could not be read */
};

G_DEFINE_QUARK (pl-directory-error-quark, pl_directory_error)

static const char *const reason_names[] = {
  "local", "country", "worldwide", "topic", "language", "interpreter", "english",
  "peer", "channel", "age", "text", "region", "other-region",
};

G_STATIC_ASSERT (G_N_ELEMENTS (reason_names) == PL_N_REASONS);

/**
 * pl_directory_open:
 * @path: the shipped directory
 * @overlays: (nullable) (array zero-terminated=1): databases of this place
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * An overlay that cannot be read does not keep a person from help: it is left out and noted.
 *
 * Returns: (transfer full) (nullable): the directory
 */
PlDirectory *
pl_directory_open (const char         *path,
                   const char *const  *overlays,
                   GError            **error)
{
  g_autoptr (PlDirectory) self = g_new0 (PlDirectory, 1);
  PlLayer *shipped;

  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_layer_free);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; overlays != NULL && overlays[i] != NULL; i++)
    {
      g_autoptr (GError) refusal = NULL;
      PlLayer *layer = pl_layer_open (overlays[i], TRUE, &refusal);

      if (layer != NULL)
        g_ptr_array_add (self->layers, layer);
      else
        g_ptr_array_add (self->refused, g_strdup_printf ("%s: %s", overlays[i], refusal->message));
    }

  shipped = pl_layer_open (path, FALSE, error);
  if (shipped == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  g_ptr_array_add (self->layers, shipped);

  return g_steal_pointer (&self);
}

/**
 * pl_directory_free:
 * @self: (transfer full): a directory
 */
void
pl_directory_free (PlDirectory *self)
{
  g_ptr_array_unref (self->layers);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

static const char *
language_of (const char *language)
{
  return language != NULL && *language != '\0' ? language : "en";
}

static guint
hash_candidate (gconstpointer data)
{
  const PlCandidate *candidate = data;

  return g_direct_hash (candidate->layer) ^ g_int64_hash (&candidate->id);
}

static gboolean
same_candidate (gconstpointer a,
                gconstpointer b)
{
  const PlCandidate *left = a;
  const PlCandidate *right = b;

  return left->layer == right->layer && left->id == right->id;
}

typedef struct
{
  /* Borrowed */
  const PlDirectoryQuery *query;
  const char *country;
  const char *const *topics;
  GPtrArray *candidates; /* (element-type PlCandidate) */
  GHashTable *known;     /* (element-type PlCandidate): the same ones */

  /* State */
  guint n_topics;
} Search;

/* The same service is a candidate once: the topic that fits best came first. */
static void
take_candidate (Search      *search,
                PlCandidate *candidate,
                guint        place,
                gboolean     worded,
                gboolean     names_only)
{
  PlLanguageFit fit;

  g_hash_table_add (search->known, candidate);
  fit = pl_candidate_fit_language (candidate, language_of (search->query->language));
  candidate->reasons = worded ? PL_REASON_TEXT : 0;
  pl_directory_rate (candidate, search->query, fit, place, search->n_topics);
  candidate->score += worded && names_only ? 20 : 0;
  g_ptr_array_add (search->candidates, candidate);
}

static gboolean
add_found (Search      *search,
           PlLayer     *layer,
           guint        place,
           gboolean     names_only,
           gboolean     any_beginning,
           GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_candidate_free);
  const char *term = place < search->n_topics ? search->topics[place] : "";
  g_autofree char *words = pl_directory_dup_words (search->query, search->country, term, names_only, any_beginning);

  if (!pl_layer_choose (layer, search->query, search->country, term, words, found, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      PlCandidate *candidate = g_ptr_array_index (found, i);

      if (g_hash_table_contains (search->known, candidate))
        continue;
      found->pdata[i] = NULL;
      take_candidate (search, candidate, place, words != NULL, names_only);
    }

  return TRUE;
}

static gboolean
add_country (Search   *search,
             PlLayer  *layer,
             GError  **error)
{
  /* A topic that was asked for is kept to; a concern only says what comes first. */
  guint n = search->n_topics + (search->n_topics == 0 || search->query->topic == NULL);

  for (guint i = 0; i < n; i++)
    {
      gboolean worded = search->query->text != NULL;
      guint before = search->candidates->len;

      if (worded && !add_found (search, layer, i, TRUE, FALSE, error))
        return FALSE;
      /* Names are enough where they fill the list. */
      if (search->candidates->len - before < search->query->limit && !add_found (search, layer, i, FALSE, FALSE, error))
        return FALSE;
      /* A long word that is not whole yet. */
      if (worded && search->candidates->len == before && !add_found (search, layer, i, FALSE, TRUE, error))
        return FALSE;
    }

  return TRUE;
}

/* The id of a topic, or its name: "Domestic violence" finds no id, "image removal" finds image-removal. */
static char *
dup_topic_id (const char *topic)
{
  g_autofree char *lower = g_ascii_strdown (topic, -1);
  g_autoptr (GString) id = g_string_new (NULL);

  for (const char *c = lower; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (id, *c);
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }

  return g_strdup (id->str);
}

static gboolean
gather (PlDirectory             *self,
        const PlDirectoryQuery  *query,
        GPtrArray               *candidates,
        GError                 **error)
{
  g_autofree char *topic = query->topic != NULL && *query->topic != '\0' ? dup_topic_id (query->topic) : NULL;
  const char *one_topic[] = { topic, NULL };
  g_autofree char *country = query->country != NULL ? g_ascii_strup (query->country, -1) : NULL;
  const char *countries[] = { country, "INT" };
  g_autoptr (GHashTable) known = g_hash_table_new (hash_candidate, same_candidate);
  Search search = { .query = query, .candidates = candidates, .known = known, .topics = topic != NULL ? one_topic : pl_directory_get_concern_topics (query->concern) };

  search.n_topics = search.topics != NULL ? g_strv_length ((char **) search.topics) : 0;
  for (guint i = 0; i < self->layers->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (countries); j++)
        {
          search.country = countries[j];
          if (search.country == NULL || (j == 1 && (g_strcmp0 (country, "INT") == 0 || g_strcmp0 (country, PL_DIRECTORY_ANYWHERE) == 0)))
            continue;
          if (!add_country (&search, g_ptr_array_index (self->layers, i), error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * pl_match_free:
 * @match: (transfer full): a match
 */
void
pl_match_free (PlMatch *match)
{
  pl_resource_unref (match->resource);
  g_free (match);
}

/**
 * pl_directory_find:
 * @self: a directory
 * @query: what a person asks for
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Nothing that is for adults or providers alone comes to youth, whatever else is asked. Emergency numbers stand apart, see
 * pl_directory_find_emergency (), unless their topic is asked for.
 *
 * Returns: (transfer full) (nullable) (element-type PlMatch): best first, each with its reasons
 */
GPtrArray *
pl_directory_find (PlDirectory             *self,
                   const PlDirectoryQuery  *query,
                   GError                 **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_candidate_free);
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_match_free);

  g_return_val_if_fail ((guint) query->audience < PL_N_AUDIENCES, NULL);

  if (!gather (self, query, candidates, error))
    return NULL;

  pl_directory_rank (candidates, query);
  for (guint i = 0; i < candidates->len && i < query->limit; i++)
    {
      PlCandidate *candidate = g_ptr_array_index (candidates, i);
      PlResource *resource = pl_layer_read (candidate->layer, candidate->id, language_of (query->language), query->today, error);
      PlMatch *match;

      if (resource == NULL)
        return NULL;
      match = g_new0 (PlMatch, 1);
      match->resource = resource;
      match->reasons = candidate->reasons;
      if (query->age >= 0 && (pl_resource_get_age_min (resource) >= 0 || pl_resource_get_age_max (resource) >= 0))
        match->reasons |= PL_REASON_AGE;
      g_ptr_array_add (matches, match);
    }

  return g_steal_pointer (&matches);
}

/**
 * pl_directory_lookup:
 * @self: a directory
 * @id: identifier of a resource
 * @language: (nullable): ISO 639-1 of the words for people
 * @today: (nullable): rows past their recheck date are then not confirmed
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the resource; %NULL without @error where there is none
 */
PlResource *
pl_directory_lookup (PlDirectory  *self,
                     const char   *id,
                     const char   *language,
                     const char   *today,
                     GError      **error)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      PlLayer *layer = g_ptr_array_index (self->layers, i);
      g_autoptr (GError) inner = NULL;
      gint64 service = pl_layer_find_slug (layer, id, &inner);

      if (inner != NULL)
        return g_propagate_error (error, g_steal_pointer (&inner)), NULL;
      if (service != 0)
        return pl_layer_read (layer, service, language_of (language), today, error);
    }

  return NULL;
}

/**
 * pl_directory_find_emergency:
 * @self: a directory
 * @country: (nullable): ISO 3166-1 alpha-2
 * @language: (nullable): ISO 639-1 of the words for people
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable): the emergency service of a country; %NULL without @error where the directory has none:
 *   then say "your local emergency number" and never one of another country
 */
PlResource *
pl_directory_find_emergency (PlDirectory  *self,
                             const char   *country,
                             const char   *language,
                             GError      **error)
{
  g_autofree char *code = g_ascii_strup (country != NULL ? country : "", -1);

  for (guint i = self->layers->len; i > 0; i--)
    {
      PlLayer *layer = g_ptr_array_index (self->layers, i - 1);
      g_autoptr (GError) inner = NULL;
      gint64 service = pl_layer_find_emergency (layer, code, &inner);

      if (inner != NULL)
        return g_propagate_error (error, g_steal_pointer (&inner)), NULL;
      if (service != 0)
        return pl_layer_read (layer, service, language_of (language), NULL, error);
    }

  return NULL;
}

/**
 * pl_directory_term_free:
 * @term: (transfer full): a term
 */
void
pl_directory_term_free (PlDirectoryTerm *term)
{
  g_free (term->id);
  g_free (term->name);
  g_free (term);
}

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  const PlDirectoryTerm *left = *(const PlDirectoryTerm *const *) a;
  const PlDirectoryTerm *right = *(const PlDirectoryTerm *const *) b;

  return g_utf8_collate (left->name, right->name);
}

static GPtrArray *
list_terms (PlDirectory  *self,
            gboolean      countries,
            const char   *language,
            GError      **error)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_directory_term_free);

  /* From the shipped one, which knows the names, to the overlays. */
  for (guint i = self->layers->len; i > 0; i--)
    {
      if (!pl_layer_add_terms (g_ptr_array_index (self->layers, i - 1), countries, language_of (language), terms, error))
        return NULL;
    }
  g_ptr_array_sort (terms, compare_terms);

  return g_steal_pointer (&terms);
}

/**
 * pl_directory_list_countries:
 * @self: a directory
 * @language: (nullable): ISO 639-1 of the names
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type PlDirectoryTerm): countries with entries, "EU" and "INT" among them, by name
 */
GPtrArray *
pl_directory_list_countries (PlDirectory  *self,
                             const char   *language,
                             GError      **error)
{
  return list_terms (self, TRUE, language, error);
}

/**
 * pl_directory_list_topics:
 * @self: a directory
 * @language: (nullable): ISO 639-1 of the names
 * @error: return location for an error of %PL_DIRECTORY_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type PlDirectoryTerm): topics, by name
 */
GPtrArray *
pl_directory_list_topics (PlDirectory  *self,
                          const char   *language,
                          GError      **error)
{
  return list_terms (self, FALSE, language, error);
}

static PlLayer *
get_shipped (PlDirectory *self)
{
  return g_ptr_array_index (self->layers, self->layers->len - 1);
}

/**
 * pl_directory_get_version:
 * @self: a directory
 *
 * Returns: (transfer none): version of the shipped directory
 */
const char *
pl_directory_get_version (PlDirectory *self)
{
  return pl_layer_get_version (get_shipped (self));
}

/**
 * pl_directory_get_checked:
 * @self: a directory
 *
 * Returns: (transfer none): the oldest day on which the source of a shipped number was read: "Numbers were last checked on"
 */
const char *
pl_directory_get_checked (PlDirectory *self)
{
  return pl_layer_get_checked (get_shipped (self));
}

/**
 * pl_directory_get_refused_overlays:
 * @self: a directory
 *
 * Returns: (transfer none) (element-type utf8): one clear line for each overlay that could not be read
 */
GPtrArray *
pl_directory_get_refused_overlays (PlDirectory *self)
{
  return self->refused;
}

/**
 * pl_reason_get_name:
 * @single: one bit
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
pl_reason_get_name (PlReason single)
{
  for (guint i = 0; i < PL_N_REASONS; i++)
    {
      if (single == 1u << i)
        return reason_names[i];
    }

  return "";
}
