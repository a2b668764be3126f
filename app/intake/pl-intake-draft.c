// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/**
 * pl_draft_clear:
 * @draft: a draft
 *
 * Clears and frees the strings that it owns.
 */
void
pl_draft_clear (PlDraft *draft)
{
  g_clear_pointer (&draft->application, pl_text_free);
  g_clear_pointer (&draft->channel, pl_text_free);
  g_clear_pointer (&draft->group, pl_text_free);
  g_clear_pointer (&draft->sender, pl_text_free);
  g_clear_pointer (&draft->text, pl_text_free);
  g_clear_pointer (&draft->bare_title, pl_text_free);
}

/* --- where sender, group and text are ----------------------------------------------------------------------------- */

static PlTextForm
get_title_form (const PlDraft *draft)
{
  const PlProgram *sender = draft->host != NULL ? draft->host : draft->program;

  return sender != NULL && sender->escapes_title ? PL_TEXT_ESCAPED : PL_TEXT_PLAIN;
}

static gboolean
is_within (const PlStretch *stretch,
           const char      *field)
{
  return stretch->start >= field && stretch->start <= field + strlen (field);
}

static char *
take_name (const PlDraft   *draft,
           const PlStretch *stretch)
{
  PlTextForm form = is_within (stretch, draft->title) ? get_title_form (draft) : draft->form;
  g_autoptr (PlClearedText) name = stretch->start != NULL
    ? pl_text_decode_name (stretch->start, (gssize) stretch->length, form) : NULL;

  return name != NULL && *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* A room inside a group: "Study group #general". */
static char *
take_group (const PlDraft   *draft,
            const PlStretch *stretches)
{
  PlStretch room_stretch = stretches[PL_SLOT_ROOM];
  g_autoptr (PlClearedText) group = take_name (draft, &stretches[PL_SLOT_GROUP]);
  g_autoptr (PlClearedText) room = NULL;

  /* The sign before a room's name may stand in the layout, to tell rooms from other things; it is part of the name. */
  if (room_stretch.start != NULL && room_stretch.start > draft->title && room_stretch.start[-1] == '#')
    room_stretch = (PlStretch) { room_stretch.start - 1, room_stretch.length + 1 };
  room = take_name (draft, &room_stretch);

  if (group != NULL && room != NULL)
    return g_strconcat (group, " ", room, NULL);

  return group != NULL ? g_steal_pointer (&group) : g_steal_pointer (&room);
}

/* "Class group (3 messages): Robin": the count may stand inside the title too. */
static char *
take_bare_group (PlDraft         *draft,
                 const PlWords   *words,
                 const PlStretch *stretches)
{
  g_autoptr (PlClearedText) group = take_group (draft, stretches);
  PlStretch counted[PL_N_SLOTS] = { 0 };

  if (group == NULL || !pl_words_match (words, PL_PHRASE_COUNT, group, counted))
    return g_steal_pointer (&group);

  draft->counted = TRUE;
  return g_strndup (counted[PL_SLOT_SENDER].start, counted[PL_SLOT_SENDER].length);
}

static void
take_layout (PlDraft         *draft,
             const PlWords   *words,
             const PlLayout  *layout,
             const PlStretch *stretches)
{
  const PlStretch *text = &stretches[PL_SLOT_TEXT];

  draft->group = take_bare_group (draft, words, stretches);
  draft->sender = take_name (draft, stretches[PL_SLOT_SENDER].start != NULL ? &stretches[PL_SLOT_SENDER]
                                                                             : &stretches[PL_SLOT_MEMBER]);
  draft->text = text->start != NULL ? pl_text_decode (text->start, (gssize) text->length, draft->form, &draft->truncated)
                                    : g_strdup ("");
  draft->is_group_form = stretches[PL_SLOT_MEMBER].start != NULL;
  /* A chat of two may carry the same name twice. */
  if (g_strcmp0 (draft->group, draft->sender) == 0)
    g_clear_pointer (&draft->group, pl_text_free);
  draft->settled = layout->has_kind;
  if (layout->has_kind)
    draft->kind = layout->kind;
}

/* A group whose members stand in front of their words cannot be told from a chat of two in which somebody writes
 * "Note: ..."; what was seen under that title before can. */
static gboolean
applies (const PlDraft  *draft,
         const PlLayout *layout,
         PlIntake       *intake)
{
  return !pl_pattern_has_slot (layout->body, PL_SLOT_MEMBER)
         || !pl_recent_is_chat_of_two (intake->recent, draft->channel, draft->title);
}

static gboolean
try_layouts (PlDraft  *draft,
             PlIntake *intake)
{
  const PlWords *words = pl_table_get_words (intake->table);

  const GPtrArray *layouts = draft->program != NULL ? draft->program->layouts : NULL;

  for (guint i = 0; layouts != NULL && i < layouts->len; i++)
    {
      const PlLayout *layout = g_ptr_array_index (layouts, i);
      PlStretch stretches[PL_N_SLOTS] = { 0 };

      if (applies (draft, layout, intake) && pl_pattern_match (layout->title, words, draft->title, stretches)
          && pl_pattern_match (layout->body, words, draft->body, stretches))
        {
          take_layout (draft, words, layout, stretches);
          return TRUE;
        }
    }

  return FALSE;
}

/* Programs of the desktop that no table knows word their titles as others do, once it is known that they chat. Sites are free to say anything. */
static gboolean
is_chat (const PlDraft *draft)
{
  return draft->program != NULL || (draft->kind == PL_MESSAGE_TEXT && g_str_has_prefix (draft->channel, "app:"));
}

/* "Class group (3 messages)" is the same conversation as "Class group". */
static void
drop_count (PlDraft  *draft,
            PlIntake *intake)
{
  PlStretch stretches[PL_N_SLOTS] = { 0 };

  if (!is_chat (draft) || !pl_words_match (pl_table_get_words (intake->table), PL_PHRASE_COUNT, draft->title, stretches))
    return;

  draft->bare_title = g_strndup (stretches[PL_SLOT_SENDER].start, stretches[PL_SLOT_SENDER].length);
  draft->title = draft->bare_title;
  draft->counted = TRUE;
}

static gboolean
names_program (const PlDraft  *draft,
               PlIntake       *intake,
               const char     *name)
{
  const PlProgram *known;

  if (draft->program == NULL)
    return g_ascii_strcasecmp (name, draft->notice->name) == 0;

  known = pl_table_find_app (intake->table, name);
  if (known == NULL)
    known = pl_table_find_phone (intake->table, name);

  return (known != NULL && (known == draft->program || g_strcmp0 (known->name, draft->program->name) == 0))
         || (draft->program->name != NULL && g_ascii_strcasecmp (name, draft->program->name) == 0);
}

/* Where no layout fits: the title is who wrote, unless it says so in words or is the program's own name. */
static void
take_default (PlDraft  *draft,
              PlIntake *intake)
{
  PlStretch stretches[PL_N_SLOTS] = { 0 };
  PlStretch whole = { draft->title, strlen (draft->title) };

  if (is_chat (draft) && pl_words_match (pl_table_get_words (intake->table), PL_PHRASE_FROM, draft->title, stretches)
      && stretches[PL_SLOT_SENDER].start != NULL)
    {
      whole = stretches[PL_SLOT_SENDER];
      draft->counted |= stretches[PL_SLOT_NUMBER].start != NULL;
      draft->group = take_group (draft, stretches);
    }
  draft->sender = take_name (draft, &whole);
  draft->text = pl_text_decode (draft->body, -1, draft->form, &draft->truncated);
  if (draft->sender != NULL && draft->program != NULL && names_program (draft, intake, draft->sender))
    g_clear_pointer (&draft->sender, pl_text_free);
}

/**
 * pl_draft_read_layout:
 * @draft: a draft with program, channel, form, title and body
 * @intake: the intake
 *
 * Finds sender, group and text by the layouts of the program, and by the title where none fits.
 */
void
pl_draft_read_layout (PlDraft  *draft,
                      PlIntake *intake)
{
  drop_count (draft, intake);
  if (!try_layouts (draft, intake))
    take_default (draft, intake);
}

/* --- what the words are -------------------------------------------------------------------------------------------- */

static PlMessageKind
get_kind (PlPhrase phrase)
{
  static const PlMessageKind kinds[PL_N_PHRASES] = {
    [PL_PHRASE_HIDDEN] = PL_MESSAGE_HIDDEN,
    [PL_PHRASE_MEDIA] = PL_MESSAGE_MEDIA,
    [PL_PHRASE_REACTION] = PL_MESSAGE_REACTION,
    [PL_PHRASE_CALL] = PL_MESSAGE_CALL,
    [PL_PHRASE_SUMMARY] = PL_MESSAGE_SUMMARY,
    [PL_PHRASE_OTHER] = PL_MESSAGE_OTHER,
  };

  return phrase < PL_PHRASE_FROM ? kinds[phrase] : PL_MESSAGE_TEXT;
}

/* The body may be the phrase itself, with the name of who wrote in it. */
static gboolean
says_who_wrote (PlDraft       *draft,
                const PlWords *words)
{
  PlStretch stretches[PL_N_SLOTS] = { 0 };

  if (!pl_words_match (words, PL_PHRASE_FROM, draft->text, stretches))
    return FALSE;

  draft->kind = PL_MESSAGE_HIDDEN;
  if (draft->sender == NULL && stretches[PL_SLOT_SENDER].start != NULL)
    draft->sender = g_strndup (stretches[PL_SLOT_SENDER].start, stretches[PL_SLOT_SENDER].length);

  return TRUE;
}

/* Only among short messages, where machines write: elsewhere a code and the word for it are somebody's. */
static gboolean
is_code (const PlDraft *draft,
         const PlWords *words)
{
  return draft->program != NULL && draft->program->kind == PL_PROGRAM_SMS && pl_words_is_code (words, draft->text);
}

/**
 * pl_draft_judge_words:
 * @draft: a draft of a messaging program, with its text
 * @intake: the intake
 *
 * Tells somebody's words from what the program says in their place: a hidden preview, a picture, a call, a count.
 */
void
pl_draft_judge_words (PlDraft  *draft,
                      PlIntake *intake)
{
  const PlWords *words = pl_table_get_words (intake->table);
  PlPhrase phrase;

  if (draft->settled)
    return;

  phrase = pl_words_classify (words, draft->text);
  /* "Missed call" and the like may stand in the title, with the name below it. */
  if (phrase == PL_PHRASE_NONE && draft->sender != NULL)
    {
      phrase = pl_words_classify (words, draft->sender);
      if (phrase == PL_PHRASE_HIDDEN || phrase == PL_PHRASE_MEDIA)
        phrase = PL_PHRASE_NONE;
    }

  draft->kind = get_kind (phrase);
  if (*draft->text == '\0')
    draft->kind = phrase == PL_PHRASE_NONE ? PL_MESSAGE_HIDDEN : draft->kind;
  else if (draft->kind == PL_MESSAGE_TEXT && !says_who_wrote (draft, words) && is_code (draft, words))
    draft->kind = PL_MESSAGE_OTHER;
}
