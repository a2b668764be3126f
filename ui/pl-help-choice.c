// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-help-choice.h"

#include "pl-closures.h"

static char *
dup_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * pl_help_choice_new:
 * @country: (nullable): what the person chose, "" or %NULL for nothing yet
 * @region: (nullable): what the person chose
 * @language: (nullable): what the person chose
 * @audience: (nullable): "youth", "parent" or "provider"
 * @locales: (array zero-terminated=1): languages of the session, the best first
 * @now: the day
 *
 * The country is the person's choice. Until there is one it is guessed from the session's language, never from the network.
 *
 * Returns: (transfer full): the choice
 */
PlHelpChoice *
pl_help_choice_new (const char        *country,
                    const char        *region,
                    const char        *language,
                    const char        *audience,
                    const char *const *locales,
                    GDateTime         *now)
{
  PlHelpChoice *self = g_new0 (PlHelpChoice, 1);

  self->country = dup_filled (country);
  self->region = dup_filled (region);
  self->language = dup_filled (language);
  self->today = g_date_time_format (now, "%Y-%m-%d");

  if (self->country == NULL)
    {
      self->country = pl_closure_country_of_locale (locales);
      self->guessed = self->country != NULL;
    }
  if (self->language == NULL)
    self->language = pl_closure_language_of_locale (locales);
  if (audience == NULL || !pl_audience_from_name (audience, &self->audience))
    self->audience = PL_AUDIENCE_YOUTH;

  return self;
}

/**
 * pl_help_choice_load:
 * @settings: the settings of the person
 * @now: the day
 *
 * Returns: (transfer full): the choice as it stands in @settings, with guesses from the session's languages
 */
PlHelpChoice *
pl_help_choice_load (GSettings *settings,
                     GDateTime *now)
{
  g_autofree char *country = g_settings_get_string (settings, "country");
  g_autofree char *region = g_settings_get_string (settings, "region");
  g_autofree char *language = g_settings_get_string (settings, "language");
  g_autofree char *audience = g_settings_get_string (settings, "audience");

  return pl_help_choice_new (country, region, language, audience, g_get_language_names (), now);
}

/**
 * pl_help_choice_free:
 * @self: (transfer full): a choice
 */
void
pl_help_choice_free (PlHelpChoice *self)
{
  g_free (self->country);
  g_free (self->region);
  g_free (self->language);
  g_free (self->today);
  g_free (self);
}

/**
 * pl_help_choice_query:
 * @self: a choice; lives longer than the query
 *
 * Returns: a query of the directory for this person, with no topic
 */
PlDirectoryQuery
pl_help_choice_query (const PlHelpChoice *self)
{
  PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;

  query.country = self->country;
  query.region = self->region;
  query.language = self->language;
  query.audience = self->audience;
  query.today = self->today;

  return query;
}
