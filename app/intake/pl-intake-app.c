// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

#define MAX_CATEGORIES 256

/* --- is it a messaging program? ------------------------------------------------------------------------------------- */

/* The categories of the Desktop Notifications Specification; a made-up one says nothing. */
static gboolean
judge_category (const char    *category,
                PlMessageKind *kind)
{
  static const struct { const char *prefix; PlMessageKind kind; } categories[] = {
    { "im.error", PL_MESSAGE_OTHER }, { "im", PL_MESSAGE_TEXT },
    { "email.bounced", PL_MESSAGE_OTHER }, { "email", PL_MESSAGE_MAIL },
    { "call", PL_MESSAGE_CALL }, { "presence", PL_MESSAGE_OTHER }, { "transfer", PL_MESSAGE_OTHER },
    { "network", PL_MESSAGE_OTHER }, { "device", PL_MESSAGE_OTHER }, { "calendar", PL_MESSAGE_OTHER },
    { "alarm", PL_MESSAGE_OTHER }, { "weather", PL_MESSAGE_OTHER }, { "battery", PL_MESSAGE_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      gsize length = strlen (categories[i].prefix);

      if (g_ascii_strncasecmp (category, categories[i].prefix, length) == 0
          && (category[length] == '\0' || category[length] == '.' || category[length] == '-'))
        {
          *kind = categories[i].kind;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
contains_any (const char *const *fields,
              guint              n_fields,
              const char *const *needles,
              gboolean           whole)
{
  for (guint i = 0; i < n_fields; i++)
    {
      for (guint j = 0; needles[j] != NULL; j++)
        {
          if (whole ? g_ascii_strcasecmp (fields[i], needles[j]) == 0 : strstr (fields[i], needles[j]) != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* An invitation, a contact request or a ringing call asks for yes or no. */
static gboolean
asks_yes_or_no (const PlNotice *notice)
{
  static const char *const answers[] = { "accept", "deny", "decline", "reject", "hangup", NULL };

  return contains_any (notice->actions, notice->n_actions, answers, TRUE);
}

static gboolean
is_no_message (const PlNotice  *notice,
               const PlProgram *program)
{
  const char *event[] = { notice->event_id, NULL };

  if (asks_yes_or_no (notice))
    return TRUE;
  if (program == NULL)
    return FALSE;
  if (program->other_actions != NULL && contains_any (notice->actions, notice->n_actions, (const char *const *) program->other_actions, TRUE))
    return TRUE;
  if (program->message_actions != NULL
      && !contains_any (notice->actions, notice->n_actions, (const char *const *) program->message_actions, FALSE)
      && !contains_any (notice->targets, notice->n_targets, (const char *const *) program->message_actions, FALSE))
    return TRUE;

  return program->message_events != NULL && *notice->event_id != '\0'
         && !contains_any ((const char *const *) program->message_events, g_strv_length (program->message_events), event, TRUE);
}

static PlMessageKind
judge_kind (PlProgramKind kind)
{
  switch (kind)
    {
    case PL_PROGRAM_MAIL:
      return PL_MESSAGE_MAIL;
    case PL_PROGRAM_CALLS:
      return PL_MESSAGE_CALL;
    case PL_PROGRAM_OTHER:
      return PL_MESSAGE_OTHER;
    default:
      return PL_MESSAGE_TEXT;
    }
}

static gboolean
is_extra (PlIntake       *self,
          const PlNotice *notice)
{
  const char *names[] = { notice->id, notice->name, notice->process != NULL ? notice->process : "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folded = g_utf8_casefold (names[i], -1);

      if (*folded != '\0' && g_hash_table_contains (self->extra, folded))
        return TRUE;
    }

  return FALSE;
}

static PlMessageKind
judge_desktop_categories (const char *categories)
{
  g_auto (GStrv) names = categories != NULL ? g_strsplit (categories, ";", 64) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], "InstantMessaging") || g_str_equal (names[i], "Chat") || g_str_equal (names[i], "IRCClient"))
        return PL_MESSAGE_TEXT;
      if (g_str_equal (names[i], "Email"))
        return PL_MESSAGE_MAIL;
    }

  return PL_MESSAGE_OTHER;
}

/* Asked once per application: reading a file for each notification of a flood would be slow. */
static PlMessageKind
ask_desktop_file (PlIntake       *self,
                  const PlNotice *notice)
{
  g_autofree char *categories = NULL;
  gpointer known;
  PlMessageKind kind;

  if (*notice->id == '\0' || self->categories_func == NULL || strlen (notice->id) > 255)
    return PL_MESSAGE_OTHER;
  if (g_hash_table_lookup_extended (self->categories, notice->id, NULL, &known))
    return GPOINTER_TO_UINT (known);

  categories = self->categories_func (notice->id, self->categories_data);
  kind = judge_desktop_categories (categories);
  if (g_hash_table_size (self->categories) >= MAX_CATEGORIES)
    g_hash_table_remove_all (self->categories);
  g_hash_table_replace (self->categories, g_strdup (notice->id), GUINT_TO_POINTER (kind));

  return kind;
}

/**
 * pl_intake_judge_program:
 * @self: an intake
 * @draft: a draft with its notification and, where known, its program
 *
 * In this order: the category, the table, what the person added, the installed desktop file, an offer to reply.
 * Never a guess from the words.
 *
 * Returns: %PL_MESSAGE_TEXT for a chat message, %PL_MESSAGE_MAIL, %PL_MESSAGE_CALL, or %PL_MESSAGE_OTHER for no message
 */
PlMessageKind
pl_intake_judge_program (PlIntake      *self,
                         const PlDraft *draft)
{
  const PlNotice *notice = draft->notice;
  PlMessageKind kind;

  if (is_no_message (notice, draft->program))
    return PL_MESSAGE_OTHER;
  if (*notice->category != '\0' && judge_category (notice->category, &kind))
    return kind;
  if (is_extra (self, notice))
    return PL_MESSAGE_TEXT;
  if (draft->program != NULL)
    return judge_kind (draft->program->kind);

  kind = ask_desktop_file (self, notice);
  if (kind == PL_MESSAGE_OTHER && pl_notice_has_action (notice, "inline-reply"))
    return PL_MESSAGE_TEXT;

  return kind;
}

/* --- a program of the desktop ---------------------------------------------------------------------------------------- */

static char *
build_channel (const PlDraft *draft)
{
  const PlNotice *notice = draft->notice;
  const char *known = draft->program != NULL ? draft->program->key : NULL;
  const char *id = *notice->id != '\0' ? notice->id : known;
  g_autoptr (PlClearedText) name = NULL;
  char *channel;

  if (id == NULL || *id == '\0')
    id = *notice->name != '\0' ? notice->name : notice->process;
  name = pl_text_decode_name (id != NULL && *id != '\0' ? id : "unknown", -1, PL_TEXT_PLAIN);
  channel = g_strconcat ("app:", name, NULL);
  if (g_str_has_suffix (channel, ".desktop") && *notice->id != '\0' && !g_str_equal (notice->id, "org.telegram.desktop"))
    channel[strlen (channel) - strlen (".desktop")] = '\0';

  return channel;
}

/**
 * pl_intake_read_app:
 * @self: an intake
 * @draft: a draft with its notification and program
 *
 * Reads a notification of a program of the desktop.
 */
void
pl_intake_read_app (PlIntake *self,
                    PlDraft  *draft)
{
  PlMessageKind kind = pl_intake_judge_program (self, draft);

  draft->channel = build_channel (draft);
  draft->kind = kind;
  pl_draft_read_layout (draft, self);
  if (draft->settled && kind != PL_MESSAGE_OTHER)
    return;

  draft->kind = kind;
  if (kind == PL_MESSAGE_TEXT)
    pl_draft_judge_words (draft, self);
}
