// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* What is looked at of a field, and what is kept of a text and of a name; bytes. */
#define MAX_RAW (64 * 1024)
#define MAX_TEXT (8 * 1024)
#define MAX_NAME 256

typedef struct
{
  const char *at;
  const char *end;
} Source;

/* Tags of the Desktop Notifications Specification, and the line break. Only <a> and <img> have attributes there. */
static gboolean
is_known_tag (const char *name,
              gsize       length,
              gboolean    has_attributes)
{
  static const char *const bare[] = { "b", "i", "u", "br", "a" };
  static const char *const attributed[] = { "a", "img" };
  const char *const *names = has_attributes ? attributed : bare;
  gsize n = has_attributes ? G_N_ELEMENTS (attributed) : G_N_ELEMENTS (bare);

  for (gsize i = 0; i < n; i++)
    {
      if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], name, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The end of the tag that starts at @at, or NULL. A '>' inside quotes does not end it; a '<' outside of them spoils it. */
static const char *
find_tag_end (const char *at,
              const char *end)
{
  char quote = '\0';

  for (; at < end; at++)
    {
      if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (*at == '>')
        return at + 1;
      else if (*at == '<')
        return NULL;
    }

  return NULL;
}

static gboolean
skip_tag (Source *source,
          char  **out)
{
  const char *name = source->at + 1;
  const char *tail;
  const char *end = find_tag_end (name, source->end);
  gsize length = 0;

  if (end == NULL)
    return FALSE;

  if (*name == '/')
    name++;
  while (g_ascii_isalpha (name[length]))
    length++;
  for (tail = name + length; *tail == ' ' || *tail == '/'; tail++)
    ;
  if (*tail != '>' && name[length] != ' ')
    return FALSE;
  if (!is_known_tag (name, length, *tail != '>'))
    return FALSE;

  if (length == 2)
    *(*out)++ = '\n';
  source->at = end;

  return TRUE;
}

static gunichar
parse_reference (const char *at,
                 const char *end,
                 const char **after)
{
  gboolean hexadecimal = at < end && (*at == 'x' || *at == 'X');
  char *stop = NULL;
  guint64 code;

  at += hexadecimal;
  if (at >= end || !(hexadecimal ? g_ascii_isxdigit (*at) : g_ascii_isdigit (*at)))
    return 0;

  code = g_ascii_strtoull (at, &stop, hexadecimal ? 16 : 10);
  if (stop >= end || *stop != ';' || code == 0 || code > 0x10FFFF || !g_unichar_validate ((gunichar) code))
    return 0;

  *after = stop + 1;
  return (gunichar) code;
}

/* The character that the entity at @at stands for, 0 for none of the five of XML and no numeric reference. */
static gunichar
parse_entity (const char  *at,
              const char  *end,
              const char **after)
{
  static const struct { const char *name; gunichar character; } entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      gsize length = strlen (entities[i].name);

      if ((gsize) (end - at) >= length && strncmp (at, entities[i].name, length) == 0)
        {
          *after = at + length;
          return entities[i].character;
        }
    }

  return end - at > 3 && at[1] == '#' ? parse_reference (at + 2, end, after) : 0;
}

static gboolean
decode_entity (Source    *source,
               PlTextForm form,
               char     **out)
{
  const char *after = NULL;
  gunichar character = parse_entity (source->at, source->end, &after);

  if (character == 0 || (form == PL_TEXT_ANGLE && character != '<' && character != '>'))
    return FALSE;

  *out += g_unichar_to_utf8 (character, *out);
  source->at = after;

  return TRUE;
}

/* A text that was escaped holds no bare angle and no bare ampersand: one that does was not. */
static gboolean
was_escaped (Source     source,
             PlTextForm form)
{
  char line_break[2];

  while (source.at < source.end)
    {
      const char *after;
      char *out = line_break;

      if (form == PL_TEXT_LINKED && *source.at == '<' && skip_tag (&source, &out))
        continue;
      if (*source.at == '<' || (*source.at == '&' && parse_entity (source.at, source.end, &after) == 0))
        return FALSE;
      source.at++;
    }

  return TRUE;
}

/* Never longer than what it was made from: each entity and each tag is longer than what replaces it. */
static void
decode (Source     source,
        PlTextForm form,
        char      *out)
{
  if ((form == PL_TEXT_ESCAPED || form == PL_TEXT_LINKED) && !was_escaped (source, form))
    form = PL_TEXT_PLAIN;

  while (source.at < source.end)
    {
      if ((form == PL_TEXT_MARKUP || form == PL_TEXT_LINKED) && *source.at == '<' && skip_tag (&source, &out))
        continue;
      if (form != PL_TEXT_PLAIN && *source.at == '&' && decode_entity (&source, form, &out))
        continue;
      *out++ = *source.at++;
    }

  *out = '\0';
}

static gboolean
cut (char *text,
     gsize limit)
{
  gsize length = strlen (text);

  if (length <= limit)
    return FALSE;

  while (limit > 0 && ((guchar) text[limit] & 0xC0) == 0x80)
    limit--;
  explicit_bzero (text + limit, length - limit);

  return TRUE;
}

static char *
decode_field (const char *raw,
              gssize      length,
              PlTextForm  form,
              gsize       limit,
              gboolean   *truncated)
{
  gsize size = length < 0 ? strlen (raw) : (gsize) length;
  gboolean is_long = size > MAX_RAW;
  char *text;

  for (size = MIN (size, MAX_RAW); is_long && size > 0 && ((guchar) raw[size] & 0xC0) == 0x80; size--)
    ;
  text = g_malloc (size + 1);
  decode ((Source) { raw, raw + size }, form, text);
  pl_text_clean (text);
  g_strstrip (text);
  is_long |= cut (text, limit);
  /* What stood behind the shorter result is a stranger's too. */
  explicit_bzero (text + strlen (text), size - strlen (text));
  if (truncated != NULL)
    *truncated = is_long;

  return text;
}

/**
 * pl_text_decode:
 * @raw: valid UTF-8
 * @length: its bytes, -1 when it ends with a zero
 * @form: how it was escaped
 * @truncated: (out) (optional): whether the text was longer than what is kept, 8 KiB
 *
 * What a person would see: without markup, entities, bidirectional and zero-width controls; emoji stay.
 *
 * Returns: (transfer full): the text, to be freed with pl_text_free ()
 */
char *
pl_text_decode (const char *raw,
                gssize      length,
                PlTextForm  form,
                gboolean   *truncated)
{
  return decode_field (raw, length, form, MAX_TEXT, truncated);
}

/**
 * pl_text_decode_name:
 * @raw: valid UTF-8
 * @length: its bytes, -1 when it ends with a zero
 * @form: how it was escaped
 *
 * As pl_text_decode (), on one line and of at most 256 bytes.
 *
 * Returns: (transfer full): the name, to be freed with pl_text_free ()
 */
char *
pl_text_decode_name (const char *raw,
                     gssize      length,
                     PlTextForm  form)
{
  char *name = decode_field (raw, length, form, MAX_NAME, NULL);

  g_strdelimit (name, "\n\t", ' ');

  return name;
}

/**
 * pl_text_free:
 * @text: (transfer full) (nullable): a stranger's words
 *
 * Clears the memory before it is given back.
 */
void
pl_text_free (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));

  g_free (text);
}
