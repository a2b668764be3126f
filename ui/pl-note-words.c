// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-note-words.h"

#include <glib/gi18n.h>
#include <pwd.h>
#include <string.h>

#define TIP N_("Try this: I am glad you told me. You are not in trouble. Please do not take the computer or search it. That can make it harder to ask for help.")

/* The one that we recommend comes first. */
static const struct
{
  const char *kind;
  const char *title;
  const char *summary;
  const char *text;
  const char *tip;
} notes[PL_NOTE_WORDS_N_KINDS] = {
  { "sent", N_("A note that the teen sends"),
    N_("We would start with this one. The teen sends it, with one click, when they want to talk."),
    N_("Your teen would like to talk about something online. You do not need to know more yet. A calm talk helps most."), TIP },
  { "reminder", N_("A reminder to talk"),
    N_("Every second week, on a fixed day. It knows nothing of check-ins."),
    N_("A good week to talk. Try this: how are things with your friends online? This reminder comes on a fixed schedule. It says nothing about your teen."), NULL },
  { "weekly", N_("A note after a check-in"),
    N_("Once a week at most. The teen sees it first and can hold it for good."),
    N_("A check-in was shown on this computer lately. It may be nothing. We do not share what was said, who said it, or why. Your teen saw this note first."), TIP },
};

static guint
find (const char *kind)
{
  for (guint i = 0; i < PL_NOTE_WORDS_N_KINDS; i++)
    if (g_str_equal (notes[i].kind, kind))
      return i;

  return 0;
}

/**
 * pl_note_words_get_kind:
 * @i: below %PL_NOTE_WORDS_N_KINDS
 *
 * Returns: (transfer none): the name of a kind on the bus, the recommended one first
 */
const char *
pl_note_words_get_kind (guint i)
{
  return notes[i].kind;
}

/**
 * pl_note_words_get_title:
 * @kind: a kind
 *
 * Returns: (transfer none): its name for people
 */
const char *
pl_note_words_get_title (const char *kind)
{
  return _(notes[find (kind)].title);
}

/**
 * pl_note_words_get_summary:
 * @kind: a kind
 *
 * Returns: (transfer none): when it comes
 */
const char *
pl_note_words_get_summary (const char *kind)
{
  return _(notes[find (kind)].summary);
}

/**
 * pl_note_words_get_text:
 * @kind: a kind
 *
 * Returns: (transfer none): all that it ever says
 */
const char *
pl_note_words_get_text (const char *kind)
{
  return _(notes[find (kind)].text);
}

/**
 * pl_note_words_get_tip:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): what stands below it for the parent
 */
const char *
pl_note_words_get_tip (const char *kind)
{
  const char *tip = notes[find (kind)].tip;

  return tip != NULL ? _(tip) : NULL;
}

/**
 * pl_note_words_get_state:
 * @state: "on", "waiting" or anything else
 *
 * Returns: (transfer none): the same for a person; no answer, a no and a stop are one word
 */
const char *
pl_note_words_get_state (const char *state)
{
  if (g_str_equal (state, "on"))
    return _("On");

  return g_str_equal (state, "waiting") ? _("Waiting") : _("Off");
}

/**
 * pl_note_words_dup_account:
 * @user: a user id
 *
 * Returns: (transfer full): the name of the person at that account, as this computer has it
 */
char *
pl_note_words_dup_account (guint user)
{
  const struct passwd *entry = getpwuid (user);
  g_autofree char *name = NULL;

  if (entry == NULL)
    return g_strdup_printf (_("Account %u"), user);

  /* The first field of the comment is the full name. */
  name = g_strndup (entry->pw_gecos, strcspn (entry->pw_gecos, ","));

  return g_utf8_validate (name, -1, NULL) && *name != '\0' ? g_steal_pointer (&name) : g_strdup (entry->pw_name);
}
