// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* What stands for a program that nothing names: outside a sandbox the portal knows no application id. */
#define UNKNOWN_APPLICATION "(unsandboxed: unknown)"

/* A summary that is split has no more lines than this. */
#define MAX_LINES PL_RECENT_LINES

/* --- finding the program ------------------------------------------------------------------------------------------- */

static const PlProgram *
find_program (PlIntake       *self,
              const PlNotice *notice)
{
  const PlProgram *program = pl_table_find_app (self->table, notice->id);

  if (program == NULL)
    program = pl_table_find_app (self->table, notice->name);
  /* A process name is a guess: several programs run in one interpreter. It counts only where nothing else is said. */
  if (program == NULL && *notice->id == '\0' && *notice->name == '\0' && notice->process != NULL)
    program = pl_table_find_app (self->table, notice->process);

  return program;
}

static char *
build_application (const PlNotice  *notice,
                   const PlProgram *program)
{
  const char *name = notice->name;

  if (*name == '\0' && program != NULL)
    name = program->name != NULL ? program->name : program->key;
  if (*name == '\0')
    name = notice->id;
  if (*name == '\0' && notice->process != NULL)
    name = notice->process;

  return pl_text_decode_name (*name != '\0' ? name : UNKNOWN_APPLICATION, -1, PL_TEXT_PLAIN);
}

static PlTextForm
get_form (const PlNotice  *notice,
          const PlProgram *program)
{
  if (notice->has_markup && notice->door == PL_DOOR_PORTAL)
    return PL_TEXT_MARKUP;
  if (program != NULL && program->has_form)
    return program->form;

  return notice->is_plain ? PL_TEXT_PLAIN : PL_TEXT_MARKUP;
}

/* --- out of the draft ------------------------------------------------------------------------------------------------ */

static gboolean
is_message_kind (PlMessageKind kind)
{
  return kind == PL_MESSAGE_TEXT || kind == PL_MESSAGE_HIDDEN || kind == PL_MESSAGE_MEDIA || kind == PL_MESSAGE_SUMMARY
         || kind == PL_MESSAGE_MAIL;
}

static void
add_message (PlReading             *reading,
             const PlMessageFields *fields)
{
  g_ptr_array_add (reading->messages, pl_message_new (fields));
  reading->is_message |= is_message_kind (fields->kind);
}

static const char *
get_key (const PlDraft *draft)
{
  return draft->program != NULL ? draft->program->key : draft->channel;
}

static void
clear_lines (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    pl_text_free (lines[i]);
  g_free (lines);
}

/* A title that counts stands over several messages of one person, a line each. */
static void
add_each_line (PlReading             *reading,
               const PlMessageFields *fields)
{
  char **lines = g_strsplit (fields->text, "\n", MAX_LINES);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      PlMessageFields line = *fields;

      line.text = lines[i];
      if (*line.text != '\0')
        add_message (reading, &line);
    }
  clear_lines (lines);
}

/* A bubble that holds what it held before is no news; of one that was filled up, only what was added is. */
static void
add_counted (PlIntake        *self,
             const PlDraft   *draft,
             PlMessageFields *fields,
             gboolean         replaces,
             PlReading       *reading)
{
  gsize length = fields->text != NULL ? strlen (fields->text) : 0;
  gsize known = replaces ? pl_recent_get_known (self->recent, fields) : 0;
  const char *key = get_key (draft);

  if (known > 0 && known == length)
    {
      pl_reading_refuse (reading, "an earlier notification shown again with the same text");
      return;
    }
  if (pl_recent_is_repeated (self->recent, key, fields))
    {
      pl_reading_refuse (reading, "the same notification a moment ago: counted once");
      return;
    }

  pl_recent_add (self->recent, key, fields);
  if (known > 0)
    fields->text += known + 1;
  reading->use = TRUE;
  if (draft->counted && fields->kind == PL_MESSAGE_TEXT)
    add_each_line (reading, fields);
  else
    add_message (reading, fields);
}

/* --- several lines in one ---------------------------------------------------------------------------------------------- */

/* Each line of a grouped summary begins with who wrote it; one that does not makes it one speech. */
static gboolean
is_line_by_line (char         **lines,
                 const PlWords *words)
{
  guint n = g_strv_length (lines);

  for (guint i = 0; i < n; i++)
    {
      const char *colon = strstr (lines[i], ": ");

      if (colon == NULL || !pl_words_is_name (words, lines[i], (gsize) (colon - lines[i])))
        return FALSE;
    }

  return n > 1 && n <= MAX_LINES;
}

static void
add_lines (PlIntake              *self,
           const PlDraft         *draft,
           const PlMessageFields *fields,
           char                 **lines,
           PlReading             *reading)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");
      PlMessageFields line = *fields;
      PlReading one = { .messages = reading->messages };

      *colon = '\0';
      line.sender = lines[i];
      line.text = colon + 2;
      line.kind = PL_MESSAGE_TEXT;
      if (fields->group == NULL && draft->title != NULL && *draft->title != '\0' && fields->sender != NULL)
        line.group = fields->sender;
      if (pl_words_classify (pl_table_get_words (self->table), line.text) != PL_PHRASE_NONE)
        line.kind = PL_MESSAGE_MEDIA;
      add_counted (self, draft, &line, FALSE, &one);
      reading->use |= one.use;
      reading->is_message |= one.is_message;
    }
}

/*
 * Only where the program is known to put names before words: elsewhere two lines are one person's two lines. Of a bubble that grows, only
 * the lines that it did not hold are new.
 */
static gboolean
split_lines (PlIntake              *self,
             const PlDraft         *draft,
             const PlMessageFields *fields,
             gboolean               replaces,
             PlReading             *reading)
{
  g_autoptr (PlClearedText) whole = NULL;
  gboolean is_named = draft->is_group_form && fields->sender != NULL;
  guint n_known = 0;
  char **lines;
  gboolean splits;

  if (draft->kind != PL_MESSAGE_TEXT || fields->text == NULL || (!is_named && !draft->counted))
    return FALSE;

  whole = is_named ? g_strconcat (fields->sender, ": ", fields->text, NULL) : g_strdup (fields->text);
  lines = g_strsplit (whole, "\n", MAX_LINES + 1);
  splits = is_line_by_line (lines, pl_table_get_words (self->table));
  if (splits || lines[1] == NULL)
    n_known = pl_recent_add_lines (self->recent, fields, lines, replaces);
  if (splits)
    add_lines (self, draft, fields, lines + n_known, reading);
  clear_lines (lines);
  if (splits && !reading->use)
    pl_reading_refuse (reading, "an earlier notification shown again with the same text");

  return splits;
}

static gboolean
is_muted (PlIntake   *self,
          const char *channel)
{
  g_autofree char *folded = g_utf8_casefold (channel, -1);

  return g_hash_table_contains (self->muted, folded);
}

static void
conclude (PlIntake  *self,
          PlDraft   *draft,
          PlReading *reading)
{
  gboolean hides = draft->kind == PL_MESSAGE_HIDDEN || draft->kind == PL_MESSAGE_SUMMARY;
  gboolean replaces = is_message_kind (draft->kind) && pl_recent_is_same_bubble (self->recent, draft->notice);
  PlMessageFields fields = {
    .kind = draft->kind,
    .application = draft->application,
    .channel = draft->channel,
    .group = draft->group,
    .sender = draft->sender,
    .text = hides ? NULL : draft->text,
    .time = draft->time,
    .truncated = draft->truncated,
  };

  if (draft->kind == PL_MESSAGE_TEXT && draft->group == NULL && !draft->is_group_form)
    pl_recent_add_chat_of_two (self->recent, draft->channel, draft->title);
  if (!is_message_kind (draft->kind))
    {
      reading->use = TRUE;
      add_message (reading, &fields);
    }
  else if (!split_lines (self, draft, &fields, replaces, reading))
    add_counted (self, draft, &fields, replaces, reading);
}

static void
read_draft (PlIntake *self,
            PlDraft  *draft)
{
  if (pl_intake_is_browser (draft))
    pl_intake_read_web (self, draft);
  else if (pl_intake_is_bridge (draft))
    pl_intake_read_phone (self, draft);
  else
    pl_intake_read_app (self, draft);
}

/* A mirror or a logger that repeats our pop-up says little beside it. */
static gboolean
quotes_us (PlIntake   *self,
           const char *text)
{
  gsize own = 0;

  for (guint i = 0; text != NULL && self->own_texts != NULL && self->own_texts[i] != NULL; i++)
    own += strlen (self->own_texts[i]) >= 8 && strstr (text, self->own_texts[i]) != NULL ? strlen (self->own_texts[i]) : 0;

  return own > 0 && strlen (text) <= own + 64;
}

/**
 * pl_intake_understand:
 * @self: an intake
 * @notice: a notification that came by the door that counts
 * @now: when it was heard, in microseconds since 1970
 * @reading: what is made of it
 */
void
pl_intake_understand (PlIntake       *self,
                      const PlNotice *notice,
                      gint64          now,
                      PlReading      *reading)
{
  PlDraft draft = { .notice = notice, .title = notice->title, .body = notice->body, .time = now };

  draft.program = find_program (self, notice);
  draft.form = get_form (notice, draft.program);
  draft.application = build_application (notice, draft.program);
  read_draft (self, &draft);

  if (is_muted (self, draft.channel))
    pl_reading_refuse (reading, "muted in the settings");
  else if (g_str_equal (draft.channel, "web:unknown-site") && !self->reads_unattributed_web)
    pl_reading_refuse (reading, "a web notification that names no site: switched off in the settings");
  else if (quotes_us (self, draft.text) || quotes_us (self, draft.sender))
    pl_reading_refuse (reading, "it repeats our own pop-up");
  else
    conclude (self, &draft, reading);

  pl_draft_clear (&draft);
}
