// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-directory-choose.h"

#include "pl-search-words.h"

#include <string.h>

/* Which help fits which concern, best first. The image-removal and crisis lines lead where there is a threat (wording.md, sample 4). */
static const char *const concern_topics[][6] = {
  [PL_CONCERN_FLATTERY] = { "online-exploitation", "child-abuse", "crisis", "crisis-suicide" },
  [PL_CONCERN_AGE_PROBE] = { "online-exploitation", "child-abuse", "crisis", "crisis-suicide" },
  [PL_CONCERN_GIFT_MONEY] = { "trafficking", "online-exploitation", "missing-runaway-youth", "child-abuse" },
  [PL_CONCERN_JOB_OFFER] = { "labor-trafficking", "trafficking", "legal-help", "missing-runaway-youth" },
  [PL_CONCERN_PLATFORM_SWITCH] = { "online-exploitation", "child-abuse", "crisis", "crisis-suicide" },
  [PL_CONCERN_SECRECY] = { "child-abuse", "online-exploitation", "crisis", "crisis-suicide" },
  [PL_CONCERN_ISOLATION] = { "child-abuse", "domestic-dating-violence", "crisis", "crisis-suicide" },
  [PL_CONCERN_IMAGE_REQUEST] = { "image-removal", "sextortion", "online-exploitation", "child-abuse", "crisis-suicide" },
  [PL_CONCERN_MEETING_TRAVEL] = { "trafficking", "missing-runaway-youth", "online-exploitation", "child-abuse" },
  [PL_CONCERN_ACCOUNT_REQUEST] = { "online-exploitation", "sextortion", "child-abuse", "crisis" },
  [PL_CONCERN_THREAT] = { "image-removal", "sextortion", "crisis-suicide", "crisis", "child-abuse" },
  [PL_CONCERN_CONTROL_DEBT] = { "trafficking", "labor-trafficking", "domestic-dating-violence", "shelters", "child-abuse" },
  [PL_CONCERN_COMMERCIAL] = { "trafficking", "missing-runaway-youth", "sexual-assault", "crisis-suicide", "child-abuse" },
  [PL_CONCERN_DISCLOSURE] = { "child-abuse", "crisis-suicide", "trafficking", "missing-runaway-youth", "crisis" },
  [PL_CONCERN_GENERAL] = { "trafficking", "crisis", "child-abuse", "crisis-suicide", "online-exploitation" },
};

/* Points. A line that cannot be spoken to is worth less than one that stands a little lower; a local entry stands before all. */
enum
{
  POINTS_LOCAL = 1000,
  POINTS_OTHER_REGION = -1000,
  POINTS_OWN_REGION = 20,
  POINTS_TOPIC_STEP = 12,
  POINTS_NAME = 30,
  POINTS_SPOKEN = 10,
  POINTS_INTERPRETER = 7,
  POINTS_NOT_LISTED = -6,
  POINTS_PRIORITY_STEP = -4,
  POINTS_CONFIRMED = 2,
  POINTS_AWAY = -3,
  POINTS_FOR_AUDIENCE = 8,
};

/* Places, from 0, which these help lines get at the least. */
#define PLACE_OF_CRISIS 1
#define PLACE_OF_PEER 2

/**
 * pl_directory_get_concern_topics:
 * @concern: a concern, %PL_CONCERN_NONE for none
 *
 * Returns: (transfer none) (nullable): topic ids that fit it, best first, %NULL-terminated; %NULL for no concern
 */
const char *const *
pl_directory_get_concern_topics (PlConcern concern)
{
  return (guint) concern < G_N_ELEMENTS (concern_topics) ? concern_topics[concern] : NULL;
}

/* A longer word is taken for whole first, and for a beginning only in need. */
#define SHORTEST_BEGINNING 2
#define LONGEST_BEGINNING 4

/* Not of one letter, nor of a number. */
static gboolean
may_be_begun (const char *word,
              gboolean    any_beginning)
{
  glong n = g_utf8_strlen (word, -1);

  return n >= SHORTEST_BEGINNING && (n <= LONGEST_BEGINNING || any_beginning) && strspn (word, "0123456789") != strlen (word);
}

/* While a person is still typing, the last word has no end yet. */
static gboolean
ends_in_word (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *last;

  g_strchomp (valid);
  last = g_utf8_find_prev_char (valid, valid + strlen (valid));

  return last != NULL && (g_unichar_isalnum (g_utf8_get_char (last)) || g_unichar_ismark (g_utf8_get_char (last)));
}

static void
append_token (GString      *expression,
              const char   *country,
              PlSearchKind  kind,
              const char   *word,
              gboolean      begins)
{
  g_autofree char *token = pl_search_words_dup_token (country, kind, word);

  g_string_append_printf (expression, "%s\"%s\"%s", expression->len > 0 ? " AND " : "", token, begins ? "*" : "");
}

static void
append_identifier (GString      *expression,
                   const char   *country,
                   PlSearchKind  kind,
                   const char   *identifier)
{
  g_autofree char *word = pl_search_words_dup_identifier (identifier);

  append_token (expression, country, kind, word, FALSE);
}

/**
 * pl_directory_dup_words:
 * @query: what a person asks for: text and channel are used
 * @country: in which country
 * @term: topic id, empty for any
 * @names_only: whether only names are searched
 * @any_beginning: whether a long last word may be the beginning of another
 *
 * The beginning of the last word is enough, so that the list follows while a person types.
 * Only letters and digits of any script go into the expression: nothing that a person types is FTS5 syntax.
 *
 * Returns: (transfer full) (nullable): an expression of FTS5; %NULL where there is no word
 */
char *
pl_directory_dup_words (const PlDirectoryQuery *query,
                        const char             *country,
                        const char             *term,
                        gboolean                names_only,
                        gboolean                any_beginning)
{
  g_auto (GStrv) words = pl_search_words_split (query->text != NULL ? query->text : "");
  g_autoptr (GString) expression = g_string_new (NULL);

  if (words[0] == NULL)
    return NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean begins = words[i + 1] == NULL && ends_in_word (query->text) && may_be_begun (words[i], any_beginning);

      append_token (expression, country, names_only ? PL_SEARCH_NAME : PL_SEARCH_WORD, words[i], begins);
    }
  if (*term != '\0')
    append_identifier (expression, country, PL_SEARCH_TOPIC, term);
  if (query->channel != PL_CONTACT_ANY)
    append_identifier (expression, country, PL_SEARCH_CHANNEL, pl_contact_kind_get_name (query->channel));

  return g_strdup (expression->str);
}

static gboolean
names_region (const char *region,
              const char *asked)
{
  g_autofree char *left = g_utf8_casefold (region, -1);
  g_autofree char *right = g_utf8_casefold (asked, -1);

  return strstr (left, right) != NULL || strstr (right, left) != NULL;
}

static void
rate_region (PlCandidate *candidate,
             const char  *asked)
{
  if (asked == NULL || *asked == '\0' || *candidate->region == '\0')
    return;
  if (names_region (candidate->region, asked))
    {
      candidate->reasons |= PL_REASON_REGION;
      candidate->score += POINTS_OWN_REGION;
      return;
    }
  candidate->reasons |= PL_REASON_OTHER_REGION;
  candidate->score += POINTS_OTHER_REGION;
}

static void
rate_language (PlCandidate   *candidate,
               PlLanguageFit  fit)
{
  switch (fit)
    {
    case PL_LANGUAGE_SPOKEN:
      candidate->reasons |= PL_REASON_LANGUAGE;
      candidate->score += POINTS_SPOKEN;
      break;
    case PL_LANGUAGE_INTERPRETER:
      candidate->reasons |= PL_REASON_INTERPRETER;
      candidate->score += POINTS_INTERPRETER;
      break;
    case PL_LANGUAGE_ENGLISH:
      candidate->reasons |= PL_REASON_ENGLISH;
      break;
    case PL_LANGUAGE_NOT_LISTED:
      candidate->score += POINTS_NOT_LISTED;
      break;
    case PL_LANGUAGE_UNKNOWN:
    default:
      break;
    }
}

static gboolean
has_topic (const PlCandidate *candidate,
           const char        *topic)
{
  g_autofree char *padded = g_strdup_printf (" %s ", topic);

  return strstr (candidate->topics, padded) != NULL;
}

static gboolean
is_for_audience (const PlCandidate *candidate,
                 PlAudience         audience)
{
  if (audience == PL_AUDIENCE_PARENT)
    return has_topic (candidate, "parents");
  if (audience == PL_AUDIENCE_PROVIDER)
    return has_topic (candidate, "providers") || has_topic (candidate, "rhy-providers") || has_topic (candidate, "shelters");

  return FALSE;
}

/**
 * pl_directory_rate:
 * @candidate: a candidate; its reasons and score are set
 * @query: what a person asks for
 * @fit: how well it reaches the language
 * @topic_place: place of its best topic among those that fit, @n_topics where none does
 * @n_topics: how many topics fit, 0 where none was asked for
 */
void
pl_directory_rate (PlCandidate            *candidate,
                   const PlDirectoryQuery *query,
                   PlLanguageFit           fit,
                   guint                   topic_place,
                   guint                   n_topics)
{
  gboolean anywhere = g_strcmp0 (query->country, PL_DIRECTORY_ANYWHERE) == 0;

  if (!anywhere)
    candidate->reasons |= candidate->own_country ? PL_REASON_COUNTRY : PL_REASON_WORLDWIDE;
  candidate->score += (candidate->own_country || anywhere ? 0 : POINTS_AWAY) + (int) candidate->priority * POINTS_PRIORITY_STEP;
  candidate->score += candidate->confirmed ? POINTS_CONFIRMED : 0;
  if (topic_place < n_topics)
    {
      candidate->reasons |= PL_REASON_TOPIC;
      candidate->score += (int) (n_topics - topic_place) * POINTS_TOPIC_STEP;
    }
  if (pl_layer_is_local (candidate->layer))
    {
      candidate->reasons |= PL_REASON_LOCAL;
      candidate->score += POINTS_LOCAL;
    }
  if (candidate->peer)
    candidate->reasons |= PL_REASON_PEER;
  if (query->channel != PL_CONTACT_ANY)
    candidate->reasons |= PL_REASON_CHANNEL;
  if (candidate->reasons & PL_REASON_TEXT)
    candidate->score += POINTS_NAME;
  if (is_for_audience (candidate, query->audience))
    candidate->score += POINTS_FOR_AUDIENCE;
  rate_region (candidate, query->region);
  rate_language (candidate, fit);
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const PlCandidate *left = *(const PlCandidate *const *) a;
  const PlCandidate *right = *(const PlCandidate *const *) b;

  if (left->score != right->score)
    return right->score - left->score;

  return left->id < right->id ? -1 : left->id > right->id;
}

static gboolean
is_crisis (const PlCandidate *candidate)
{
  return has_topic (candidate, "crisis-suicide") || has_topic (candidate, "crisis");
}

static gboolean
is_peer (const PlCandidate *candidate)
{
  return candidate->peer;
}

/* Moves the first that fits up to a place, where none stands at or before it. */
static void
lift (GPtrArray  *candidates,
      gboolean  (*fits) (const PlCandidate *),
      guint       place)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      PlCandidate *candidate = g_ptr_array_index (candidates, i);

      if (!fits (candidate))
        continue;
      if (i > place)
        g_ptr_array_insert (candidates, (int) place, g_ptr_array_steal_index (candidates, i));
      return;
    }
}

/**
 * pl_directory_rank:
 * @candidates: (element-type PlCandidate): rated; sorted in place
 * @query: what a person asks for
 *
 * By score; then, where a threat or exploitation is the concern, a crisis line among the first two, and a line of peers,
 * where there is one, among the first three (wording.md, section 4).
 */
void
pl_directory_rank (GPtrArray              *candidates,
                   const PlDirectoryQuery *query)
{
  g_ptr_array_sort (candidates, compare_candidates);
  if (query->concern == PL_CONCERN_THREAT || query->stage == PL_STAGE_EXPLOIT)
    lift (candidates, is_crisis, PLACE_OF_CRISIS);
  if (query->text == NULL || *query->text == '\0')
    lift (candidates, is_peer, PLACE_OF_PEER);
}
