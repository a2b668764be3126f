// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-resource.h"

#include <string.h>

/* PlResource: a service that can help, with its facts and the ways to reach it. Immutable once its builder has let go of it. */
struct _PlResource
{
  gatomicrefcount ref_count;

  /* Owned */
  char *id;
  char *country;
  char **topics;
  PlFact *facts[PL_N_FACT_FIELDS]; /* (PL_N_FACT_FIELDS) (nullable each); never the warnings */
  GPtrArray *warnings;             /* (element-type PlFact) */
  GPtrArray *contacts;             /* (element-type PlContact): in the order in which they are offered */

  /* State */
  guint audiences;
  PlAuthority authority;
  guint priority;
  int age_min;
  int age_max;
  gboolean local;
  gboolean peer;
};

G_DEFINE_BOXED_TYPE (PlResource, pl_resource, pl_resource_ref, pl_resource_unref)

static const char *const audience_names[] = {
  [PL_AUDIENCE_YOUTH] = "youth",
  [PL_AUDIENCE_PARENT] = "parent",
  [PL_AUDIENCE_PROVIDER] = "provider",
};

G_STATIC_ASSERT (G_N_ELEMENTS (audience_names) == PL_N_AUDIENCES);

/* A contact says hours, languages, cost of the service where it has none of its own. */
static const PlFactField inherited[] = { PL_FACT_HOURS, PL_FACT_LANGUAGES, PL_FACT_COST, PL_FACT_AUTHORITY };

/**
 * pl_resource_new:
 * @fields: what the resource is built from; copied
 *
 * Returns: (transfer full): a resource without facts and contacts, to be filled
 */
PlResource *
pl_resource_new (const PlResourceFields *fields)
{
  PlResource *self = g_new0 (PlResource, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (fields->id);
  self->country = g_strdup (fields->country);
  self->topics = g_strdupv ((char **) fields->topics);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_fact_unref);
  self->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_contact_unref);
  self->audiences = fields->audiences;
  self->authority = fields->authority;
  self->priority = fields->priority;
  self->age_min = fields->age_min;
  self->age_max = fields->age_max;
  self->local = fields->local;
  self->peer = fields->peer;

  return self;
}

/**
 * pl_resource_take_fact:
 * @self: a resource that nobody else holds yet
 * @field: what it is
 * @fact: (transfer full): the fact; takes the place of an earlier one, only warnings add up
 */
void
pl_resource_take_fact (PlResource  *self,
                       PlFactField  field,
                       PlFact      *fact)
{
  g_return_if_fail (g_atomic_ref_count_compare (&self->ref_count, 1));

  if (field == PL_FACT_WARNING)
    {
      g_ptr_array_add (self->warnings, fact);
      return;
    }

  g_clear_pointer (&self->facts[field], pl_fact_unref);
  self->facts[field] = fact;
}

/**
 * pl_resource_take_contact:
 * @self: a resource that nobody else holds yet, with its own facts taken
 * @contact: (transfer full): a contact that nobody else holds yet; gets the resource's hours, languages and cost where it has none
 */
void
pl_resource_take_contact (PlResource *self,
                          PlContact  *contact)
{
  g_return_if_fail (g_atomic_ref_count_compare (&self->ref_count, 1));

  for (guint i = 0; i < G_N_ELEMENTS (inherited); i++)
    {
      PlFact *own = self->facts[inherited[i]];

      if (own != NULL && pl_contact_get_fact (contact, inherited[i]) == NULL)
        pl_contact_take_fact (contact, inherited[i], pl_fact_ref (own));
    }

  g_ptr_array_add (self->contacts, contact);
}

/**
 * pl_resource_ref:
 * @self: a resource
 *
 * Returns: (transfer full): @self
 */
PlResource *
pl_resource_ref (PlResource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_resource_unref:
 * @self: (transfer full): a resource
 */
void
pl_resource_unref (PlResource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < PL_N_FACT_FIELDS; i++)
    g_clear_pointer (&self->facts[i], pl_fact_unref);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->contacts);
  g_strfreev (self->topics);
  g_free (self->country);
  g_free (self->id);
  g_free (self);
}

/**
 * pl_resource_get_id:
 * @self: a resource
 *
 * Returns: (transfer none): its identifier, stable over versions of the directory
 */
const char *
pl_resource_get_id (const PlResource *self)
{
  return self->id;
}

/**
 * pl_resource_get_name:
 * @self: a resource
 *
 * Returns: (transfer none): its name, in the language asked for where it has one
 */
const char *
pl_resource_get_name (const PlResource *self)
{
  const char *name = pl_resource_get_text (self, PL_FACT_NAME);

  return name != NULL ? name : self->id;
}

/**
 * pl_resource_get_country:
 * @self: a resource
 *
 * Returns: (transfer none): ISO 3166-1 alpha-2, or "EU", "INT"
 */
const char *
pl_resource_get_country (const PlResource *self)
{
  return self->country;
}

/**
 * pl_resource_get_topics:
 * @self: a resource
 *
 * Returns: (transfer none): topic ids
 */
const char *const *
pl_resource_get_topics (const PlResource *self)
{
  return (const char *const *) self->topics;
}

/**
 * pl_resource_has_topic:
 * @self: a resource
 * @topic: a topic id
 *
 * Returns: whether it is for this topic
 */
gboolean
pl_resource_has_topic (const PlResource *self,
                       const char       *topic)
{
  return g_strv_contains ((const char *const *) self->topics, topic);
}

/**
 * pl_resource_get_audiences:
 * @self: a resource
 *
 * Returns: bits of who may see it, see PL_AUDIENCE_BIT ()
 */
guint
pl_resource_get_audiences (const PlResource *self)
{
  return self->audiences;
}

/**
 * pl_resource_get_authority:
 * @self: a resource
 *
 * Returns: bits: who is on the other end of at least one contact; to be said before contact
 */
PlAuthority
pl_resource_get_authority (const PlResource *self)
{
  return self->authority;
}

/**
 * pl_resource_get_priority:
 * @self: a resource
 *
 * Returns: 0 emergency, 1 first for its topic, to 6
 */
guint
pl_resource_get_priority (const PlResource *self)
{
  return self->priority;
}

/**
 * pl_resource_get_age_min:
 * @self: a resource
 *
 * Returns: youngest age in whole years, -1 where not known
 */
int
pl_resource_get_age_min (const PlResource *self)
{
  return self->age_min;
}

/**
 * pl_resource_get_age_max:
 * @self: a resource
 *
 * Returns: oldest age in whole years, included; -1 where not known
 */
int
pl_resource_get_age_max (const PlResource *self)
{
  return self->age_max;
}

/**
 * pl_resource_is_local:
 * @self: a resource
 *
 * Returns: whether this place or person added it: shown as such
 */
gboolean
pl_resource_is_local (const PlResource *self)
{
  return self->local;
}

/**
 * pl_resource_is_peer:
 * @self: a resource
 *
 * Returns: whether peers answer
 */
gboolean
pl_resource_is_peer (const PlResource *self)
{
  return self->peer;
}

/**
 * pl_resource_is_confirmed:
 * @self: a resource
 *
 * Returns: whether at least one of its contacts needs no "not re-confirmed" line
 */
gboolean
pl_resource_is_confirmed (const PlResource *self)
{
  for (guint i = 0; i < self->contacts->len; i++)
    {
      if (pl_contact_is_confirmed (g_ptr_array_index (self->contacts, i)))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_resource_get_checked:
 * @self: a resource
 *
 * Returns: (transfer none) (nullable): the day on which the sources of its oldest contact were read
 */
const char *
pl_resource_get_checked (const PlResource *self)
{
  const char *oldest = NULL;

  for (guint i = 0; i < self->contacts->len; i++)
    {
      PlFact *fact = pl_contact_get_fact (g_ptr_array_index (self->contacts, i), PL_FACT_VALUE);

      if (fact != NULL && (oldest == NULL || strcmp (pl_fact_get_checked (fact), oldest) < 0))
        oldest = pl_fact_get_checked (fact);
    }

  return oldest;
}

/**
 * pl_resource_get_text:
 * @self: a resource
 * @field: what to ask for
 *
 * Returns: (transfer none) (nullable): the words for people; %NULL: not known, which is never "none"
 */
const char *
pl_resource_get_text (const PlResource *self,
                      PlFactField       field)
{
  PlFact *fact = pl_resource_get_fact (self, field);

  return fact != NULL ? pl_fact_get_text (fact) : NULL;
}

/**
 * pl_resource_get_fact:
 * @self: a resource
 * @field: what to ask for, but not %PL_FACT_WARNING
 *
 * Returns: (transfer none) (nullable): the fact with its source
 */
PlFact *
pl_resource_get_fact (const PlResource *self,
                      PlFactField       field)
{
  g_return_val_if_fail ((guint) field < PL_N_FACT_FIELDS, NULL);

  return self->facts[field];
}

/**
 * pl_resource_get_warnings:
 * @self: a resource
 *
 * Returns: (transfer none) (element-type PlFact): what to mind before any contact with it
 */
GPtrArray *
pl_resource_get_warnings (const PlResource *self)
{
  return self->warnings;
}

/**
 * pl_resource_get_contacts:
 * @self: a resource
 *
 * Returns: (transfer none) (element-type PlContact): ways to reach it, text and chat before phone
 */
GPtrArray *
pl_resource_get_contacts (const PlResource *self)
{
  return self->contacts;
}

/**
 * pl_audience_get_name:
 * @audience: an audience
 *
 * Returns: (transfer none): its name
 */
const char *
pl_audience_get_name (PlAudience audience)
{
  g_return_val_if_fail ((guint) audience < PL_N_AUDIENCES, NULL);

  return audience_names[audience];
}

/**
 * pl_audience_from_name:
 * @name: a name
 * @audience: (out): the audience
 *
 * Returns: whether there is an audience of this name
 */
gboolean
pl_audience_from_name (const char *name,
                       PlAudience *audience)
{
  for (guint i = 0; i < PL_N_AUDIENCES; i++)
    {
      if (g_str_equal (audience_names[i], name))
        {
          *audience = i;
          return TRUE;
        }
    }

  return FALSE;
}
