// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* A phone application that neither the id nor a field names. */
#define UNKNOWN_PACKAGE "unknown"

#define MAX_TITLE 256

/**
 * pl_intake_is_bridge:
 * @draft: a draft with its program
 *
 * Returns: whether it mirrors the notifications of a phone
 */
gboolean
pl_intake_is_bridge (const PlDraft *draft)
{
  return draft->program != NULL && (draft->program->kind == PL_PROGRAM_KDECONNECT
                                    || draft->program->kind == PL_PROGRAM_GSCONNECT
                                    || draft->program->kind == PL_PROGRAM_VALENT);
}

/* --- which application of the phone ----------------------------------------------------------------------------------- */

static gboolean
is_package_character (char character)
{
  return g_ascii_isalnum (character) || character == '.' || character == '_';
}

/* An Android notification key is "user|package|id|tag|uid" (StatusBarNotification.key). */
static char *
find_package (const char *id)
{
  for (const char *bar = strchr (id, '|'); bar != NULL; bar = strchr (bar + 1, '|'))
    {
      const char *at = bar + 1;
      gsize length = 0;

      while (is_package_character (at[length]))
        length++;
      if (length < MAX_TITLE && at[length] == '|' && g_ascii_isalpha (*at) && memchr (at, '.', length) != NULL)
        return g_strndup (at, length);
    }

  return NULL;
}

/* Through the fallback of GLib the id is lost, but a reply action carries it. */
static char *
find_package_anywhere (const PlNotice *notice)
{
  char *package = find_package (notice->notification_id);

  for (guint i = 0; package == NULL && i < notice->n_targets; i++)
    package = find_package (notice->targets[i]);
  for (guint i = 0; package == NULL && i < notice->n_actions; i++)
    package = find_package (notice->actions[i]);

  return package;
}

static gboolean
offers_reply (const PlNotice *notice)
{
  for (guint i = 0; i < notice->n_actions; i++)
    {
      if (strstr (notice->actions[i], "inline-reply") != NULL || strstr (notice->actions[i], "replyNotification") != NULL
          || strstr (notice->actions[i], "notification.reply") != NULL)
        return TRUE;
    }
  for (guint i = 0; i < notice->n_targets; i++)
    {
      if (strstr (notice->targets[i], "replyNotification") != NULL || strstr (notice->targets[i], "notification.reply") != NULL)
        return TRUE;
    }

  return FALSE;
}

/* An application that lets people reply is a messenger, known or not. */
static PlMessageKind
judge_phone (const PlDraft *draft)
{
  if (draft->program == NULL)
    return offers_reply (draft->notice) ? PL_MESSAGE_TEXT : PL_MESSAGE_OTHER;

  switch (draft->program->kind)
    {
    case PL_PROGRAM_CHAT:
    case PL_PROGRAM_SMS:
      return PL_MESSAGE_TEXT;
    case PL_PROGRAM_MAIL:
      return PL_MESSAGE_MAIL;
    case PL_PROGRAM_CALLS:
      return PL_MESSAGE_CALL;
    default:
      return PL_MESSAGE_OTHER;
    }
}

static void
set_phone (PlIntake   *self,
           PlDraft    *draft,
           const char *package,
           const char *name)
{
  g_autoptr (PlClearedText) plain = NULL;

  draft->host = draft->program;
  draft->program = package != NULL ? pl_table_find_phone (self->table, package) : NULL;
  if (draft->program == NULL && name != NULL && *name != '\0')
    draft->program = pl_table_find_phone (self->table, name);
  plain = pl_text_decode_name (package != NULL ? package : name != NULL && *name != '\0' ? name : UNKNOWN_PACKAGE, -1, draft->form);
  draft->channel = g_strconcat ("phone:", plain, NULL);
}

/* --- title and text in one ---------------------------------------------------------------------------------------------- */

/* "title: text": where the text starts. In a group the title itself may be "Class group: Robin". */
static const char *
find_text (PlIntake      *self,
           const PlDraft *draft,
           const char    *joined)
{
  const PlWords *words = pl_table_get_words (self->table);
  const char *colon = strstr (joined, ": ");
  const char *second;

  if (colon == NULL || colon == joined || (gsize) (colon - joined) > MAX_TITLE
      || memchr (joined, '\n', (gsize) (colon - joined)) != NULL)
    return NULL;

  second = draft->program != NULL && draft->program->kind == PL_PROGRAM_CHAT ? strstr (colon + 2, ": ") : NULL;
  if (second != NULL && pl_words_is_name (words, joined, (gsize) (colon - joined))
      && pl_words_is_name (words, colon + 2, (gsize) (second - colon - 2)))
    return second + 2;

  return colon + 2;
}

static void
read_joined (PlIntake *self,
             PlDraft  *draft)
{
  const char *text = find_text (self, draft, draft->body);
  PlTextForm form = draft->form;

  if (text != NULL)
    draft->sender = pl_text_decode_name (draft->body, text - 2 - draft->body, form);
  draft->text = pl_text_decode (text != NULL ? text : draft->body, -1, form, &draft->truncated);
}

static void
judge (PlIntake *self,
       PlDraft  *draft)
{
  PlMessageKind kind = judge_phone (draft);
  gboolean settled = draft->settled;

  if (kind == PL_MESSAGE_TEXT)
    pl_draft_judge_words (draft, self);
  else if (!settled || kind == PL_MESSAGE_OTHER)
    draft->kind = kind;
}

/* --- the three bridges ------------------------------------------------------------------------------------------------------ */

/* KNotification with the event id "notification"; pairing requests and the like have others. */
static void
read_kdeconnect (PlIntake *self,
                 PlDraft  *draft)
{
  const PlNotice *notice = draft->notice;

  if (!g_str_equal (notice->event_id, "notification"))
    {
      draft->channel = g_strconcat ("app:", *notice->id != '\0' ? notice->id : draft->program->key, NULL);
      draft->text = pl_text_decode (draft->body, -1, draft->form, &draft->truncated);
      draft->kind = PL_MESSAGE_OTHER;
      return;
    }

  set_phone (self, draft, NULL, *notice->display_name != '\0' ? notice->display_name : draft->title);
  if (*notice->display_name != '\0' && g_ascii_strcasecmp (draft->title, draft->host->name) != 0)
    pl_draft_read_layout (draft, self);
  else
    read_joined (self, draft);
  judge (self, draft);
}

/* The title is the application, and "title: text" the body; short messages and missed calls have the contact as title. */
static void
read_gsconnect (PlIntake *self,
                PlDraft  *draft)
{
  g_autofree char *package = find_package_anywhere (draft->notice);
  const PlProgram *by_title = pl_table_find_phone (self->table, draft->title);

  set_phone (self, draft, package, package == NULL ? draft->title : NULL);
  if (by_title == NULL && draft->program != NULL
      && (draft->program->kind == PL_PROGRAM_SMS || draft->program->kind == PL_PROGRAM_CALLS))
    pl_draft_read_layout (draft, self);
  else
    read_joined (self, draft);
  judge (self, draft);
}

/* Title and text as on the phone; the application is only in the id. */
static void
read_valent (PlIntake *self,
             PlDraft  *draft)
{
  g_autofree char *package = find_package_anywhere (draft->notice);

  set_phone (self, draft, package, NULL);
  pl_draft_read_layout (draft, self);
  judge (self, draft);
}

/**
 * pl_intake_read_phone:
 * @self: an intake
 * @draft: a draft with the notification of a bridge
 *
 * Reads a notification of a phone: the conversation belongs to the application on the phone, whatever bridge brought it.
 */
void
pl_intake_read_phone (PlIntake *self,
                      PlDraft  *draft)
{
  if (draft->program->kind == PL_PROGRAM_KDECONNECT)
    read_kdeconnect (self, draft);
  else if (draft->program->kind == PL_PROGRAM_GSCONNECT)
    read_gsconnect (self, draft);
  else
    read_valent (self, draft);
}
