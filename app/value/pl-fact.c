// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-fact.h"

/* PlFact: one thing known of a service, with where it was seen, when, and how sure it is. Immutable. */
struct _PlFact
{
  gatomicrefcount ref_count;

  /* Owned */
  char *value;
  char *text;
  char *sources;
  char *source_name;
  char *source_url;
  char *source_date;
  char *checked;

  /* State */
  char grade;
  gboolean confirmed;
};

G_DEFINE_BOXED_TYPE (PlFact, pl_fact, pl_fact_ref, pl_fact_unref)

static const char *const field_names[] = {
  [PL_FACT_NAME] = "name",
  [PL_FACT_LOCAL_NAME] = "local_name",
  [PL_FACT_OPERATOR] = "operator",
  [PL_FACT_REGION] = "region",
  [PL_FACT_AUDIENCE] = "audience",
  [PL_FACT_AGES] = "ages",
  [PL_FACT_PRIVACY] = "privacy",
  [PL_FACT_SHARES] = "shares",
  [PL_FACT_WEBSITE] = "website",
  [PL_FACT_HOURS] = "hours",
  [PL_FACT_LANGUAGES] = "languages",
  [PL_FACT_COST] = "cost",
  [PL_FACT_AUTHORITY] = "authority",
  [PL_FACT_VALUE] = "value",
  [PL_FACT_KEYWORD] = "keyword",
  [PL_FACT_WARNING] = "warning",
  [PL_FACT_DISAGREEMENT] = "disagreement",
  [PL_FACT_AGE_MIN] = "age_min",
  [PL_FACT_AGE_MAX] = "age_max",
  [PL_FACT_TOPICS] = "topics",
  [PL_FACT_AREAS] = "areas",
};

G_STATIC_ASSERT (G_N_ELEMENTS (field_names) == PL_N_FACT_FIELDS);

/**
 * pl_fact_new:
 * @fields: what the fact is built from; copied
 *
 * Returns: (transfer full): the fact
 */
PlFact *
pl_fact_new (const PlFactFields *fields)
{
  PlFact *self = g_new0 (PlFact, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->value = g_strdup (fields->value);
  self->text = g_strdup (fields->text);
  self->sources = g_strdup (fields->sources);
  self->source_name = g_strdup (fields->source_name);
  self->source_url = g_strdup (fields->source_url);
  self->source_date = g_strdup (fields->source_date);
  self->checked = g_strdup (fields->checked);
  self->grade = fields->grade;
  self->confirmed = fields->confirmed;

  return self;
}

/**
 * pl_fact_ref:
 * @self: a fact
 *
 * Returns: (transfer full): @self
 */
PlFact *
pl_fact_ref (PlFact *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_fact_unref:
 * @self: (transfer full): a fact
 */
void
pl_fact_unref (PlFact *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->value);
  g_free (self->text);
  g_free (self->sources);
  g_free (self->source_name);
  g_free (self->source_url);
  g_free (self->source_date);
  g_free (self->checked);
  g_free (self);
}

/**
 * pl_fact_get_value:
 * @self: a fact
 *
 * Returns: (transfer none): what the source says, shortened: not for people where there is a text
 */
const char *
pl_fact_get_value (const PlFact *self)
{
  return self->value;
}

/**
 * pl_fact_get_text:
 * @self: a fact
 *
 * Returns: (transfer none): the words for people, in the language that was asked for
 */
const char *
pl_fact_get_text (const PlFact *self)
{
  return self->text != NULL ? self->text : self->value;
}

/**
 * pl_fact_get_sources:
 * @self: a fact
 *
 * Returns: (transfer none): keys of all its sources, separated by spaces
 */
const char *
pl_fact_get_sources (const PlFact *self)
{
  return self->sources;
}

/**
 * pl_fact_get_source_name:
 * @self: a fact
 *
 * Returns: (transfer none): publisher of its first source
 */
const char *
pl_fact_get_source_name (const PlFact *self)
{
  return self->source_name;
}

/**
 * pl_fact_get_source_url:
 * @self: a fact
 *
 * Returns: (transfer none) (nullable): where its first source was seen
 */
const char *
pl_fact_get_source_url (const PlFact *self)
{
  return self->source_url;
}

/**
 * pl_fact_get_source_date:
 * @self: a fact
 *
 * Returns: (transfer none) (nullable): newest date that one of its sources prints, as fine as it prints it; %NULL where none does
 */
const char *
pl_fact_get_source_date (const PlFact *self)
{
  return self->source_date;
}

/**
 * pl_fact_get_checked:
 * @self: a fact
 *
 * Returns: (transfer none): the day on which its sources were read; not a day on which anybody dialled
 */
const char *
pl_fact_get_checked (const PlFact *self)
{
  return self->checked;
}

/**
 * pl_fact_get_grade:
 * @self: a fact
 *
 * Returns: 'A' own page or a public authority, 'B' two publishers, 'C' one source, 'L' written by this place
 */
char
pl_fact_get_grade (const PlFact *self)
{
  return self->grade;
}

/**
 * pl_fact_is_confirmed:
 * @self: a fact
 *
 * Returns: %FALSE when it must be shown with the line that it was not re-confirmed
 */
gboolean
pl_fact_is_confirmed (const PlFact *self)
{
  return self->confirmed;
}

/**
 * pl_fact_field_get_name:
 * @field: a field
 *
 * Returns: (transfer none): its name in text rows, database and JSON
 */
const char *
pl_fact_field_get_name (PlFactField field)
{
  g_return_val_if_fail ((guint) field < PL_N_FACT_FIELDS, NULL);

  return field_names[field];
}

/**
 * pl_fact_field_from_name:
 * @name: a name
 * @field: (out): the field
 *
 * Returns: whether there is a field of this name
 */
gboolean
pl_fact_field_from_name (const char  *name,
                         PlFactField *field)
{
  for (guint i = 0; i < PL_N_FACT_FIELDS; i++)
    {
      if (g_str_equal (field_names[i], name))
        {
          *field = i;
          return TRUE;
        }
    }

  return FALSE;
}
