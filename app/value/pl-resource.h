// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-contact.h"

G_BEGIN_DECLS

/* Who asks; also bits of who may see a row. Youth is 0, so that what is not said is the safest. */
typedef enum
{
  PL_AUDIENCE_YOUTH,
  PL_AUDIENCE_PARENT,
  PL_AUDIENCE_PROVIDER,
} PlAudience;

#define PL_N_AUDIENCES 3
#define PL_AUDIENCE_BIT(audience) (1u << (audience))

typedef struct _PlResource PlResource;

#define PL_TYPE_RESOURCE (pl_resource_get_type ())

/* What a resource is built from besides its facts and contacts; copied by pl_resource_new (). */
typedef struct
{
  const char *id;             /* (not nullable): "us-nhth" */
  const char *country;        /* (not nullable): ISO 3166-1 alpha-2, or "EU", "INT" */
  const char *const *topics;  /* (not nullable): topic ids, "image-removal" */
  guint audiences;            /* bits: PL_AUDIENCE_BIT of who may see it */
  PlAuthority authority;
  guint priority;             /* 0 emergency, 1 first for its topic, to 6 */
  int age_min;                /* whole years, included; -1 where not known */
  int age_max;                /* whole years, included; -1 where not known */
  gboolean local;             /* from an overlay of this machine or person, not from the shipped directory */
  gboolean peer;              /* people of the same kind answer */
} PlResourceFields;

/* Builder: facts and contacts are added before the resource is given to anyone else. */
PlResource  *pl_resource_new           (const PlResourceFields *fields);
void         pl_resource_take_fact     (PlResource             *self,
                                        PlFactField             field,
                                        PlFact                 *fact);
void         pl_resource_take_contact  (PlResource             *self,
                                        PlContact              *contact);

GType        pl_resource_get_type      (void);
PlResource  *pl_resource_ref           (PlResource             *self);
void         pl_resource_unref         (PlResource             *self);

const char  *pl_resource_get_id        (const PlResource       *self);
const char  *pl_resource_get_name      (const PlResource       *self);
const char  *pl_resource_get_country   (const PlResource       *self);
const char *const *pl_resource_get_topics (const PlResource    *self);
gboolean     pl_resource_has_topic     (const PlResource       *self,
                                        const char             *topic);
guint        pl_resource_get_audiences (const PlResource       *self);
PlAuthority  pl_resource_get_authority (const PlResource       *self);
guint        pl_resource_get_priority  (const PlResource       *self);
int          pl_resource_get_age_min   (const PlResource       *self);
int          pl_resource_get_age_max   (const PlResource       *self);
gboolean     pl_resource_is_local      (const PlResource       *self);
gboolean     pl_resource_is_peer       (const PlResource       *self);
gboolean     pl_resource_is_confirmed  (const PlResource       *self);
const char  *pl_resource_get_checked   (const PlResource       *self);
const char  *pl_resource_get_text      (const PlResource       *self,
                                        PlFactField             field);
PlFact      *pl_resource_get_fact      (const PlResource       *self,
                                        PlFactField             field);
GPtrArray   *pl_resource_get_warnings  (const PlResource       *self);
GPtrArray   *pl_resource_get_contacts  (const PlResource       *self);

const char  *pl_audience_get_name      (PlAudience              audience);
gboolean     pl_audience_from_name     (const char             *name,
                                        PlAudience             *audience);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlResource, pl_resource_unref)

G_END_DECLS
