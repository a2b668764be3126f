// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-contact.h"

#include <string.h>

/* PlContact: one way to reach a service. Immutable once its builder has let go of it. */
struct _PlContact
{
  gatomicrefcount ref_count;

  /* Owned */
  char *id;
  PlFact *facts[PL_N_FACT_FIELDS]; /* (PL_N_FACT_FIELDS) (nullable each); never the warnings */
  GPtrArray *warnings;             /* (element-type PlFact) */

  /* State */
  PlContactKind kind;
  PlAuthority authority;
  gboolean confirmed;
};

G_DEFINE_BOXED_TYPE (PlContact, pl_contact, pl_contact_ref, pl_contact_unref)

static const char *const kind_names[] = {
  [PL_CONTACT_CHAT] = "chat",
  [PL_CONTACT_SMS] = "sms",
  [PL_CONTACT_WHATSAPP] = "whatsapp",
  [PL_CONTACT_IN_APP] = "in_app",
  [PL_CONTACT_VOICE] = "voice",
  [PL_CONTACT_TTY] = "tty",
  [PL_CONTACT_RELAY] = "relay",
  [PL_CONTACT_WEB_FORM] = "web_form",
  [PL_CONTACT_WEBSITE] = "website",
  [PL_CONTACT_FORUM] = "forum",
  [PL_CONTACT_EMAIL] = "email",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == PL_N_CONTACT_KINDS);

/* What a person types for a kind, besides its name. */
static const struct
{
  const char *alias;
  PlContactKind kind;
} kind_aliases[] = {
  { "call", PL_CONTACT_VOICE },
  { "phone", PL_CONTACT_VOICE },
  { "text", PL_CONTACT_SMS },
  { "web", PL_CONTACT_WEBSITE },
  { "form", PL_CONTACT_WEB_FORM },
  { "e-mail", PL_CONTACT_EMAIL },
};

/**
 * pl_contact_new:
 * @id: its identifier, "us-nhth.voice"
 * @kind: how it is reached
 * @authority: who is on the other end
 * @confirmed: %FALSE when it was not re-confirmed
 *
 * Returns: (transfer full): a contact without facts, to be filled with pl_contact_take_fact ()
 */
PlContact *
pl_contact_new (const char    *id,
                PlContactKind  kind,
                PlAuthority    authority,
                gboolean       confirmed)
{
  PlContact *self = g_new0 (PlContact, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_fact_unref);
  self->kind = kind;
  self->authority = authority;
  self->confirmed = confirmed;

  return self;
}

/**
 * pl_contact_take_fact:
 * @self: a contact that nobody else holds yet
 * @field: what it is
 * @fact: (transfer full): the fact; takes the place of an earlier one, only warnings add up
 */
void
pl_contact_take_fact (PlContact   *self,
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
 * pl_contact_ref:
 * @self: a contact
 *
 * Returns: (transfer full): @self
 */
PlContact *
pl_contact_ref (PlContact *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * pl_contact_unref:
 * @self: (transfer full): a contact
 */
void
pl_contact_unref (PlContact *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < PL_N_FACT_FIELDS; i++)
    g_clear_pointer (&self->facts[i], pl_fact_unref);
  g_ptr_array_unref (self->warnings);
  g_free (self->id);
  g_free (self);
}

/**
 * pl_contact_get_id:
 * @self: a contact
 *
 * Returns: (transfer none): its identifier
 */
const char *
pl_contact_get_id (const PlContact *self)
{
  return self->id;
}

/**
 * pl_contact_get_kind:
 * @self: a contact
 *
 * Returns: how it is reached
 */
PlContactKind
pl_contact_get_kind (const PlContact *self)
{
  return self->kind;
}

/**
 * pl_contact_get_authority:
 * @self: a contact
 *
 * Returns: bits: who is on the other end; to be said before contact
 */
PlAuthority
pl_contact_get_authority (const PlContact *self)
{
  return self->authority;
}

/**
 * pl_contact_is_confirmed:
 * @self: a contact
 *
 * Returns: %FALSE when it must be shown with the line that it was not re-confirmed
 */
gboolean
pl_contact_is_confirmed (const PlContact *self)
{
  return self->confirmed;
}

/**
 * pl_contact_get_value:
 * @self: a contact
 *
 * Returns: (transfer none): number, short code or address for programs
 */
const char *
pl_contact_get_value (const PlContact *self)
{
  return self->facts[PL_FACT_VALUE] != NULL ? pl_fact_get_value (self->facts[PL_FACT_VALUE]) : "";
}

/**
 * pl_contact_get_display:
 * @self: a contact
 *
 * Returns: (transfer none): number, short code or address as a person reads it
 */
const char *
pl_contact_get_display (const PlContact *self)
{
  return self->facts[PL_FACT_VALUE] != NULL ? pl_fact_get_text (self->facts[PL_FACT_VALUE]) : "";
}

/**
 * pl_contact_get_text:
 * @self: a contact
 * @field: what to ask for
 *
 * Returns: (transfer none) (nullable): the words for people; %NULL: not known, which is never "none"
 */
const char *
pl_contact_get_text (const PlContact *self,
                     PlFactField      field)
{
  PlFact *fact = pl_contact_get_fact (self, field);

  return fact != NULL ? pl_fact_get_text (fact) : NULL;
}

/**
 * pl_contact_get_fact:
 * @self: a contact
 * @field: what to ask for, but not %PL_FACT_WARNING
 *
 * Returns: (transfer none) (nullable): the fact with its source; hours, languages and cost are the service's where the contact has none of its own
 */
PlFact *
pl_contact_get_fact (const PlContact *self,
                     PlFactField      field)
{
  g_return_val_if_fail ((guint) field < PL_N_FACT_FIELDS, NULL);

  return self->facts[field];
}

/**
 * pl_contact_get_warnings:
 * @self: a contact
 *
 * Returns: (transfer none) (element-type PlFact): what to mind with this contact alone
 */
GPtrArray *
pl_contact_get_warnings (const PlContact *self)
{
  return self->warnings;
}

static gboolean
is_dialled (PlContactKind kind)
{
  return kind == PL_CONTACT_VOICE || kind == PL_CONTACT_SMS || kind == PL_CONTACT_WHATSAPP ||
         kind == PL_CONTACT_TTY || kind == PL_CONTACT_RELAY;
}

/**
 * pl_contact_works_abroad:
 * @self: a contact
 *
 * A number without + is a short code or a freephone number: it works only inside its country.
 *
 * Returns: whether it may work from another country, where the carrier allows it
 */
gboolean
pl_contact_works_abroad (const PlContact *self)
{
  return !is_dialled (self->kind) || pl_contact_get_value (self)[0] == '+';
}

/**
 * pl_contact_get_trace:
 * @self: a contact
 *
 * Returns: what is left behind when it is used
 */
PlTrace
pl_contact_get_trace (const PlContact *self)
{
  switch (self->kind)
    {
    case PL_CONTACT_VOICE:
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      return PL_TRACE_CALL;
    case PL_CONTACT_SMS:
    case PL_CONTACT_WHATSAPP:
    case PL_CONTACT_IN_APP:
      return PL_TRACE_TEXT;
    case PL_CONTACT_EMAIL:
      return PL_TRACE_MAIL;
    default:
      return PL_TRACE_LINK;
    }
}

/* The first word of a text line where it is one plain word: a sentence of choices is for the person to read. */
static const char *
plain_keyword (const PlContact *self)
{
  PlFact *fact = self->facts[PL_FACT_KEYWORD];
  const char *keyword = fact != NULL ? pl_fact_get_value (fact) : "";

  for (const char *c = keyword; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c))
        return "";
    }

  return keyword;
}

/**
 * pl_contact_dup_uri:
 * @self: a contact
 *
 * Schemes: tel (RFC 3966), sms (RFC 5724), mailto (RFC 6068), https; WhatsApp by its public wa.me address.
 *
 * Returns: (transfer full) (nullable): what a button opens or a phone reads from a QR code; %NULL for a contact inside another program
 */
char *
pl_contact_dup_uri (const PlContact *self)
{
  const char *value = pl_contact_get_value (self);
  const char *keyword = plain_keyword (self);

  switch (self->kind)
    {
    case PL_CONTACT_VOICE:
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      return g_strconcat ("tel:", value, NULL);
    case PL_CONTACT_SMS:
      return g_strconcat ("sms:", value, *keyword != '\0' ? "?body=" : "", keyword, NULL);
    case PL_CONTACT_WHATSAPP:
      return value[0] == '+' ? g_strconcat ("https://wa.me/", value + 1, NULL) : NULL;
    case PL_CONTACT_EMAIL:
      return g_strconcat ("mailto:", value, NULL);
    case PL_CONTACT_IN_APP:
      return NULL;
    default:
      return g_str_has_prefix (value, "https://") ? g_strdup (value) : NULL;
    }
}

/**
 * pl_contact_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in text rows, database and JSON; "any" for %PL_CONTACT_ANY
 */
const char *
pl_contact_kind_get_name (PlContactKind kind)
{
  return (guint) kind < PL_N_CONTACT_KINDS ? kind_names[kind] : "any";
}

/**
 * pl_contact_kind_from_name:
 * @name: a name, or what a person says: text, call
 * @kind: (out): the kind
 *
 * Returns: whether there is a kind of this name
 */
gboolean
pl_contact_kind_from_name (const char    *name,
                           PlContactKind *kind)
{
  for (guint i = 0; i < PL_N_CONTACT_KINDS; i++)
    {
      if (g_str_equal (kind_names[i], name))
        return *kind = i, TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kind_aliases); i++)
    {
      if (g_str_equal (kind_aliases[i].alias, name))
        return *kind = kind_aliases[i].kind, TRUE;
    }

  return FALSE;
}

/**
 * pl_authority_get_name:
 * @single: one bit
 *
 * Returns: (transfer none): its name; "none known" for no bit
 */
const char *
pl_authority_get_name (PlAuthority single)
{
  switch (single)
    {
    case PL_AUTHORITY_POLICE:
      return "police";
    case PL_AUTHORITY_IMMIGRATION:
      return "immigration";
    case PL_AUTHORITY_GOVERNMENT:
      return "government";
    default:
      return "none known";
    }
}

/**
 * pl_authority_from_names:
 * @names: "none known", or names separated by semicolons
 * @authority: (out): the bits
 *
 * Returns: whether every name is known
 */
gboolean
pl_authority_from_names (const char  *names,
                         PlAuthority *authority)
{
  g_auto (GStrv) parts = g_strsplit (names, ";", -1);

  *authority = PL_AUTHORITY_NONE_KNOWN;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = g_strstrip (parts[i]);

      if (g_str_equal (name, "police"))
        *authority |= PL_AUTHORITY_POLICE;
      else if (g_str_equal (name, "immigration"))
        *authority |= PL_AUTHORITY_IMMIGRATION;
      else if (g_str_equal (name, "government"))
        *authority |= PL_AUTHORITY_GOVERNMENT;
      else if (*name != '\0' && !g_str_equal (name, "none known"))
        return FALSE;
    }

  return TRUE;
}
