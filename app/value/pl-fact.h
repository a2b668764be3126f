// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What can be known of a service or of one of its contacts. The names stand in the text rows and in the database: only ever append. */
typedef enum
{
  PL_FACT_NAME,            /* of the service */
  PL_FACT_LOCAL_NAME,      /* official name in the language of the place */
  PL_FACT_OPERATOR,        /* who runs it, who answers */
  PL_FACT_REGION,          /* the part of the country or the reach, in words */
  PL_FACT_AUDIENCE,        /* whom it is for */
  PL_FACT_AGES,            /* ages, in words */
  PL_FACT_PRIVACY,         /* what it says on privacy */
  PL_FACT_SHARES,          /* what it passes on, about minors above all */
  PL_FACT_WEBSITE,         /* front page */
  PL_FACT_HOURS,
  PL_FACT_LANGUAGES,
  PL_FACT_COST,
  PL_FACT_AUTHORITY,       /* police, immigration, government: to be said before contact */
  PL_FACT_VALUE,           /* of a contact: number, short code or address; its text is the form for people */
  PL_FACT_KEYWORD,         /* of a text line: the first word to send */
  PL_FACT_WARNING,         /* what to mind before contact */
  PL_FACT_DISAGREEMENT,    /* what sources say against each other; for people who check, not for the list */
  PL_FACT_AGE_MIN,         /* whole years, included */
  PL_FACT_AGE_MAX,         /* whole years, included */
  PL_FACT_TOPICS,
  PL_FACT_AREAS,           /* countries in which it is offered */
} PlFactField;

#define PL_N_FACT_FIELDS 21

/* What a fact is built from; copied by pl_fact_new (). */
typedef struct
{
  const char *value;       /* (not nullable): as its source has it */
  const char *text;        /* (nullable): for people, in the language asked for; NULL where value reads well as it is */
  const char *sources;     /* (not nullable): keys of all sources, separated by spaces */
  const char *source_name; /* (not nullable): publisher of the first source */
  const char *source_url;  /* (nullable): where it was seen */
  const char *source_date; /* (nullable): newest date that a source prints, "2026-01" or finer; NULL where none prints one */
  const char *checked;     /* (not nullable): when the sources were read, "2026-11-22" */
  char grade;              /* 'A' own page or authority, 'B' two publishers, 'C' one source, 'L' written here */
  gboolean confirmed;      /* FALSE: must be shown with the line that it was not re-confirmed */
} PlFactFields;

typedef struct _PlFact PlFact;

#define PL_TYPE_FACT (pl_fact_get_type ())

GType       pl_fact_get_type        (void);
PlFact     *pl_fact_new             (const PlFactFields *fields);
PlFact     *pl_fact_ref             (PlFact             *self);
void        pl_fact_unref           (PlFact             *self);

const char *pl_fact_get_value       (const PlFact       *self);
const char *pl_fact_get_text        (const PlFact       *self);
const char *pl_fact_get_sources     (const PlFact       *self);
const char *pl_fact_get_source_name (const PlFact       *self);
const char *pl_fact_get_source_url  (const PlFact       *self);
const char *pl_fact_get_source_date (const PlFact       *self);
const char *pl_fact_get_checked     (const PlFact       *self);
char        pl_fact_get_grade       (const PlFact       *self);
gboolean    pl_fact_is_confirmed    (const PlFact       *self);

const char *pl_fact_field_get_name  (PlFactField         field);
gboolean    pl_fact_field_from_name (const char         *name,
                                     PlFactField        *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFact, pl_fact_unref)

G_END_DECLS
