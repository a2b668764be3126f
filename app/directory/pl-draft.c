// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-draft.h"

#include <string.h>

static void
fact_free (PlDraftFact *fact)
{
  g_free (fact->field);
  g_free (fact->value);
  g_free (fact->display);
  g_free (fact->grade);
  g_free (fact->state);
  g_free (fact->date);
  g_free (fact->checked);
  g_free (fact->recheck);
  g_free (fact->sources);
  g_free (fact->place);
  g_free (fact);
}

static void
contact_free (PlDraftContact *contact)
{
  g_free (contact->slug);
  g_free (contact->kind);
  g_ptr_array_unref (contact->facts);
  g_free (contact);
}

static void
service_free (PlDraftService *service)
{
  g_free (service->slug);
  g_free (service->country);
  g_strfreev (service->areas);
  g_strfreev (service->topics);
  g_free (service->status);
  g_free (service->region);
  g_free (service->hsds);
  g_ptr_array_unref (service->facts);
  g_ptr_array_unref (service->contacts);
  g_free (service->place);
  g_free (service);
}

static void
source_free (PlDraftSource *source)
{
  g_free (source->id);
  g_free (source->publisher);
  g_free (source->kind);
  g_free (source->date);
  g_free (source->url);
  g_free (source->place);
  g_free (source);
}

static void
phrase_free (PlDraftPhrase *phrase)
{
  g_free (phrase->language);
  g_free (phrase->field);
  g_free (phrase->value);
  g_free (phrase->text);
  g_free (phrase->place);
  g_free (phrase);
}

static void
numbering_free (PlDraftNumbering *numbering)
{
  g_free (numbering->country);
  g_free (numbering->calling_code);
  g_free (numbering);
}

/**
 * pl_draft_new:
 *
 * Returns: (transfer full): an empty directory in the making
 */
PlDraft *
pl_draft_new (void)
{
  PlDraft *self = g_new0 (PlDraft, 1);

  self->services = g_ptr_array_new_with_free_func ((GDestroyNotify) service_free);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  self->phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) phrase_free);
  self->numbering = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) numbering_free);
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->version = g_strdup ("");

  return self;
}

/**
 * pl_draft_free:
 * @self: (transfer full): a draft
 */
void
pl_draft_free (PlDraft *self)
{
  g_ptr_array_unref (self->services);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->phrases);
  g_hash_table_unref (self->numbering);
  g_hash_table_unref (self->languages);
  g_free (self->version);
  g_free (self);
}

/**
 * pl_draft_add_service:
 * @self: a draft
 * @slug: its identifier
 * @country: ISO 3166-1 alpha-2, or "EU", "INT"
 * @place: file and line, for errors
 *
 * Returns: (transfer none): a service offered in its own country, to nobody yet
 */
PlDraftService *
pl_draft_add_service (PlDraft    *self,
                      const char *slug,
                      const char *country,
                      const char *place)
{
  PlDraftService *service = g_new0 (PlDraftService, 1);
  const char *areas[] = { country, NULL };
  const char *topics[] = { NULL };

  service->slug = g_strdup (slug);
  service->country = g_strdup (country);
  service->areas = g_strdupv ((char **) areas);
  service->topics = g_strdupv ((char **) topics);
  service->priority = 1;
  service->status = g_strdup ("active");
  service->region = g_strdup ("");
  service->hsds = g_strdup ("");
  service->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  service->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) contact_free);
  service->place = g_strdup (place);
  g_ptr_array_add (self->services, service);

  return service;
}

/**
 * pl_draft_add_source:
 * @self: a draft
 * @id: key
 * @publisher: who says it
 * @kind: provider, authority, press, directory, other, local
 * @date: what it prints, or "undated"
 * @url: where it was seen, empty for none
 *
 * Returns: (transfer none): the source
 */
PlDraftSource *
pl_draft_add_source (PlDraft    *self,
                     const char *id,
                     const char *publisher,
                     const char *kind,
                     const char *date,
                     const char *url)
{
  PlDraftSource *source = g_new0 (PlDraftSource, 1);

  source->id = g_strdup (id);
  source->publisher = g_strdup (publisher);
  source->kind = g_strdup (kind);
  source->date = g_strdup (date);
  source->url = g_strdup (url);
  source->place = g_strdup (id);
  g_ptr_array_add (self->sources, source);

  return source;
}

/**
 * pl_draft_find_service:
 * @self: a draft
 * @slug: an identifier
 *
 * Returns: (transfer none) (nullable): the newest service of this identifier
 */
PlDraftService *
pl_draft_find_service (PlDraft    *self,
                       const char *slug)
{
  for (guint i = self->services->len; i > 0; i--)
    {
      PlDraftService *service = g_ptr_array_index (self->services, i - 1);

      if (g_str_equal (service->slug, slug))
        return service;
    }

  return NULL;
}

/**
 * pl_draft_service_add_contact:
 * @service: a service
 * @slug: the contact's identifier
 * @kind: how it is reached
 *
 * Returns: (transfer none): a contact without facts
 */
PlDraftContact *
pl_draft_service_add_contact (PlDraftService *service,
                              const char     *slug,
                              const char     *kind)
{
  PlDraftContact *contact = g_new0 (PlDraftContact, 1);

  contact->slug = g_strdup (slug);
  contact->kind = g_strdup (kind);
  contact->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);
  g_ptr_array_add (service->contacts, contact);

  return contact;
}

/**
 * pl_draft_service_find_contact:
 * @service: a service
 * @slug: an identifier
 *
 * Returns: (transfer none) (nullable): its contact
 */
PlDraftContact *
pl_draft_service_find_contact (PlDraftService *service,
                               const char     *slug)
{
  for (guint i = 0; i < service->contacts->len; i++)
    {
      PlDraftContact *contact = g_ptr_array_index (service->contacts, i);

      if (g_str_equal (contact->slug, slug))
        return contact;
    }

  return NULL;
}

/**
 * pl_draft_fact_new:
 * @field: name of a field
 * @value: as the source has it
 * @place: file and line, for errors
 *
 * Returns: (transfer full): a fact that nobody vouches for yet, to be added to a service or contact
 */
PlDraftFact *
pl_draft_fact_new (const char *field,
                   const char *value,
                   const char *place)
{
  PlDraftFact *fact = g_new0 (PlDraftFact, 1);

  fact->field = g_strdup (field);
  fact->value = g_strdup (value);
  fact->display = g_strdup ("");
  fact->grade = g_strdup ("");
  fact->state = g_strdup ("");
  fact->date = g_strdup ("");
  fact->checked = g_strdup ("");
  fact->recheck = g_strdup ("");
  fact->sources = g_strdup ("");
  fact->place = g_strdup (place);

  return fact;
}

static void
set (char       **string,
     const char  *value)
{
  g_free (*string);
  *string = g_strdup (value);
}

/**
 * pl_draft_fact_set_local:
 * @fact: a fact
 * @source: key of the source that vouches for it
 * @checked: when that was said, "2026-11-22"
 *
 * Marks what this place wrote itself: never confirmed by anyone else.
 */
void
pl_draft_fact_set_local (PlDraftFact *fact,
                         const char  *source,
                         const char  *checked)
{
  set (&fact->grade, "L");
  set (&fact->state, "check");
  set (&fact->date, checked);
  set (&fact->checked, checked);
  set (&fact->recheck, checked);
  set (&fact->sources, source);
}

/**
 * pl_draft_get_fact:
 * @facts: (element-type PlDraftFact): facts of a service or contact
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): the first of this field
 */
PlDraftFact *
pl_draft_get_fact (GPtrArray  *facts,
                   const char *field)
{
  for (guint i = 0; i < facts->len; i++)
    {
      PlDraftFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->field, field))
        return fact;
    }

  return NULL;
}

/**
 * pl_draft_get_value:
 * @facts: (element-type PlDraftFact): facts of a service or contact
 * @field: name of a field
 *
 * Returns: (transfer none): the value of the first of this field, empty where there is none
 */
const char *
pl_draft_get_value (GPtrArray  *facts,
                    const char *field)
{
  PlDraftFact *fact = pl_draft_get_fact (facts, field);

  return fact != NULL ? fact->value : "";
}
