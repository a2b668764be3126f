// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-contact-words.h"

#include <glib/gi18n.h>

/**
 * pl_contact_words_kind:
 * @kind: how a service is reached
 *
 * Returns: (transfer none): the way as a verb or a thing
 */
const char *
pl_contact_words_kind (PlContactKind kind)
{
  switch (kind)
    {
    case PL_CONTACT_CHAT:
      return _("Chat");
    case PL_CONTACT_SMS:
      return _("Text");
    case PL_CONTACT_WHATSAPP:
      return _("WhatsApp");
    case PL_CONTACT_IN_APP:
      return _("In their app");
    case PL_CONTACT_VOICE:
      return _("Call");
    case PL_CONTACT_TTY:
      return _("TTY");
    case PL_CONTACT_RELAY:
      return _("Relay call");
    case PL_CONTACT_WEB_FORM:
      return _("Web form");
    case PL_CONTACT_FORUM:
      return _("Forum");
    case PL_CONTACT_EMAIL:
      return _("Email");
    case PL_CONTACT_WEBSITE:
    case PL_CONTACT_ANY:
    default:
      return _("Website");
    }
}

/**
 * pl_contact_words_icon:
 * @kind: how a service is reached
 *
 * Returns: (transfer none): name of an icon that every desktop has
 */
const char *
pl_contact_words_icon (PlContactKind kind)
{
  switch (kind)
    {
    case PL_CONTACT_CHAT:
    case PL_CONTACT_SMS:
    case PL_CONTACT_WHATSAPP:
      return "chat-message-new-symbolic";
    case PL_CONTACT_VOICE:
    case PL_CONTACT_TTY:
    case PL_CONTACT_RELAY:
      return "call-start-symbolic";
    case PL_CONTACT_EMAIL:
      return "mail-send-symbolic";
    case PL_CONTACT_IN_APP:
      return "phone-symbolic";
    case PL_CONTACT_WEB_FORM:
    case PL_CONTACT_WEBSITE:
    case PL_CONTACT_FORUM:
    case PL_CONTACT_ANY:
    default:
      return "web-browser-symbolic";
    }
}

/**
 * pl_contact_words_trace:
 * @trace: what is left behind
 *
 * Returns: (transfer none): the same for a person, to be read before contact
 */
const char *
pl_contact_words_trace (PlTrace trace)
{
  switch (trace)
    {
    case PL_TRACE_CALL:
      return _("It can show in the phone's call list or bill.");
    case PL_TRACE_TEXT:
      return _("The text stays on the phone until you delete it.");
    case PL_TRACE_MAIL:
      return _("The mail stays in the mailbox it is sent from.");
    case PL_TRACE_LINK:
    default:
      return _("It opens in your browser and stays in its history.");
    }
}

/**
 * pl_contact_words_dup_way:
 * @contact: a contact
 *
 * Returns: (transfer full): how to reach it in one line, "Text 233733"
 */
char *
pl_contact_words_dup_way (const PlContact *contact)
{
  const char *keyword = pl_contact_get_text (contact, PL_FACT_KEYWORD);
  const char *kind = pl_contact_words_kind (pl_contact_get_kind (contact));

  if (keyword != NULL)
    /* Translators: how to reach a text line: "Text HOME to 741741". */
    return g_strdup_printf (_("%s %s to %s"), kind, keyword, pl_contact_get_display (contact));

  /* Translators: how to reach a line: "Call 1-888-373-7888". */
  return g_strdup_printf (_("%s: %s"), kind, pl_contact_get_display (contact));
}

/**
 * pl_contact_words_dup_authority:
 * @authority: who is on the other end
 *
 * Returns: (transfer full) (nullable): one line to be read before contact, %NULL where no authority is known
 */
char *
pl_contact_words_dup_authority (PlAuthority authority)
{
  GString *line;

  if (authority == PL_AUTHORITY_NONE_KNOWN)
    return NULL;

  line = g_string_new (NULL);
  if ((authority & PL_AUTHORITY_POLICE) != 0)
    g_string_append (line, _("The police run this or see it."));
  if ((authority & PL_AUTHORITY_IMMIGRATION) != 0)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", _("Immigration officers run this or see it."));
  if ((authority & PL_AUTHORITY_GOVERNMENT) != 0)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", _("A government office runs this or sees it."));

  return g_string_free (line, FALSE);
}

static void
append_line (GString    *lines,
             const char *label,
             const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  if (label != NULL)
    g_string_append_printf (lines, "%s ", label);
  g_string_append (lines, text);
}

/**
 * pl_contact_words_dup_notes:
 * @contact: a contact
 * @country: (nullable): name of its country for people
 *
 * Returns: (transfer full): what to know before using @contact, one sentence a line: trace, reach, hours, cost, who is there
 */
char *
pl_contact_words_dup_notes (const PlContact *contact,
                            const char      *country)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *authority = pl_contact_words_dup_authority (pl_contact_get_authority (contact));
  GPtrArray *warnings = pl_contact_get_warnings (contact);

  append_line (lines, NULL, authority);
  append_line (lines, _("Hours:"), pl_contact_get_text (contact, PL_FACT_HOURS));
  append_line (lines, _("Cost:"), pl_contact_get_text (contact, PL_FACT_COST));
  append_line (lines, _("Languages:"), pl_contact_get_text (contact, PL_FACT_LANGUAGES));

  if (!pl_contact_works_abroad (contact) && country != NULL)
    {
      g_autofree char *inside = g_strdup_printf (_("It works only inside this country: %s."), country);

      append_line (lines, NULL, inside);
    }
  if (!pl_contact_is_confirmed (contact))
    append_line (lines, NULL, _("We could not check this one again. It may have changed."));

  append_line (lines, NULL, pl_contact_words_trace (pl_contact_get_trace (contact)));
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    append_line (lines, NULL, pl_fact_get_text (g_ptr_array_index (warnings, i)));

  return g_string_free (lines, FALSE);
}

/**
 * pl_contact_words_shares:
 * @resource: a help line
 *
 * Returns: (transfer none): what it shares about minors as its own row says, or that we do not know
 */
const char *
pl_contact_words_shares (const PlResource *resource)
{
  const char *shares = pl_resource_get_text (resource, PL_FACT_SHARES);

  return shares != NULL ? shares : _("We do not know what they share. You can ask first, before you give a name.");
}

/**
 * pl_contact_words_dup_summary:
 * @resource: a help line
 *
 * Returns: (transfer full): its first ways to be reached, at most three, text and chat before phone
 */
char *
pl_contact_words_dup_summary (const PlResource *resource)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  GString *summary = g_string_new (NULL);
  guint seen = 0;
  guint n = 0;

  for (guint i = 0; i < contacts->len && n < 3; i++)
    {
      const PlContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *way = NULL;

      if ((seen & (1u << pl_contact_get_kind (contact))) != 0)
        continue;

      way = pl_contact_words_dup_way (contact);
      g_string_append_printf (summary, "%s%s", n > 0 ? "\n" : "", way);
      seen |= 1u << pl_contact_get_kind (contact);
      n++;
    }

  return g_string_free (summary, FALSE);
}

/**
 * pl_contact_words_dup_row:
 * @resource: a help line
 *
 * Returns: (transfer full): what a list shows below the name: ways, who answers where it is an authority,
 *   what is shared about minors, and whether it was re-confirmed
 */
char *
pl_contact_words_dup_row (const PlResource *resource)
{
  GString *lines = g_string_new (NULL);
  g_autofree char *summary = pl_contact_words_dup_summary (resource);
  g_autofree char *authority = pl_contact_words_dup_authority (pl_resource_get_authority (resource));

  append_line (lines, NULL, summary);
  append_line (lines, NULL, authority);
  append_line (lines, NULL, pl_contact_words_shares (resource));
  if (!pl_resource_is_confirmed (resource))
    append_line (lines, NULL, _("We could not check this one again. It may have changed."));
  if (pl_resource_is_local (resource))
    append_line (lines, NULL, _("Added at this place."));

  return g_string_free (lines, FALSE);
}

static const char *
emergency_number (const PlResource *resource)
{
  GPtrArray *contacts = resource != NULL ? pl_resource_get_contacts (resource) : NULL;

  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      const PlContact *contact = g_ptr_array_index (contacts, i);

      if (pl_contact_get_kind (contact) == PL_CONTACT_VOICE)
        return pl_contact_get_display (contact);
    }

  return NULL;
}

/**
 * pl_contact_words_dup_emergency:
 * @resource: (nullable): the emergency entry of the country, %NULL where the directory has none
 * @guessed: whether the country is only a guess
 *
 * Returns: (transfer full): the one small line for "in danger right now"
 */
char *
pl_contact_words_dup_emergency (const PlResource *resource,
                                gboolean          guessed)
{
  const char *number = emergency_number (resource);

  if (number == NULL)
    return g_strdup (_("In danger right now? Call your local emergency number."));

  if (guessed)
    return g_strdup_printf (_("In danger right now? Call %s, if our guess of the country is right."), number);

  return g_strdup_printf (_("In danger right now? Call %s."), number);
}

/**
 * pl_contact_words_dup_disclaimer:
 * @checked: the day on which the numbers were last checked, "2026-11-22"
 * @emergency: (nullable): the emergency entry of the country
 *
 * Returns: (transfer full): what stands beside the numbers
 */
char *
pl_contact_words_dup_disclaimer (const char       *checked,
                                 const PlResource *emergency)
{
  const char *number = emergency_number (emergency);
  g_autofree char *danger = NULL;

  danger = number != NULL ? g_strdup_printf (_("In danger: %s."), number)
                          : g_strdup (_("In danger: your local emergency number."));

  return g_strdup_printf (_("This program is not an emergency service. It can be wrong, both ways. It reads on this computer only. "
                            "A help line can tell others when a child is in danger. Numbers were last checked on %s. %s"),
                          checked, danger);
}

/**
 * pl_contact_words_dup_card:
 * @resource: a help line
 * @country: (nullable): name of its country for people
 * @checked: the day on which the numbers were last checked
 *
 * Returns: (transfer full): all of it as plain text, to print or to keep; its first line is neutral
 */
char *
pl_contact_words_dup_card (const PlResource *resource,
                           const char       *country,
                           const char       *checked)
{
  GPtrArray *contacts = pl_resource_get_contacts (resource);
  GString *card = g_string_new (_("Numbers to keep"));

  g_string_append_printf (card, "\n\n%s\n", pl_resource_get_name (resource));
  for (guint i = 0; i < contacts->len; i++)
    {
      const PlContact *contact = g_ptr_array_index (contacts, i);
      g_autofree char *way = pl_contact_words_dup_way (contact);
      g_autofree char *notes = pl_contact_words_dup_notes (contact, country);

      g_string_append_printf (card, "\n%s\n%s\n", way, notes);
    }

  g_string_append_printf (card, "\n%s\n%s\n", pl_contact_words_shares (resource), _("They will not call you first."));
  g_string_append_printf (card, _("Numbers were last checked on %s."), checked);
  g_string_append_c (card, '\n');

  return g_string_free (card, FALSE);
}
