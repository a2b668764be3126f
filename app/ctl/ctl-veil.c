// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-veil.h"

#include <string.h>

static void
append_veiled (GString    *out,
               const char *at,
               const char *end)
{
  for (; at < end; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isdigit (character))
        g_string_append_c (out, '0');
      else if (g_unichar_isupper (character))
        g_string_append_c (out, 'X');
      else if (g_unichar_isalpha (character))
        g_string_append_c (out, 'x');
      else
        g_string_append_unichar (out, character);
    }
}

/* The end of a tag or an entity at @at, NULL where there is none. */
static const char *
find_markup_end (const char *at)
{
  static const char *const entities[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
  static const char *const tags[] = { "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "</a>", "<br>", "<br/>" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (g_str_has_prefix (at, entities[i]))
        return at + strlen (entities[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      if (g_str_has_prefix (at, tags[i]))
        return at + strlen (tags[i]);
    }

  return NULL;
}

static void
append_veiled_markup (GString    *out,
                      const char *at)
{
  while (*at != '\0')
    {
      const char *end = find_markup_end (at);

      if (end != NULL)
        {
          g_string_append_len (out, at, end - at);
          at = end;
          continue;
        }
      append_veiled (out, at, g_utf8_next_char (at));
      at = g_utf8_next_char (at);
    }
}

/**
 * pl_veil_text:
 * @text: a stranger's words
 *
 * Returns: (transfer full): as many characters, every letter an "x" or "X" and every digit a "0"; signs and emoji stay
 */
char *
pl_veil_text (const char *text)
{
  GString *out = g_string_new (NULL);

  append_veiled_markup (out, text);

  return g_string_free (out, FALSE);
}

/* A browser's first line names the site: without it nobody could tell what was read wrongly. */
static gsize
get_origin_length (const char *body)
{
  gsize length = strcspn (body, "\n");

  if (g_str_has_prefix (body, "<a href=\"http"))
    return length;
  if (strlen (body) > length && body[length + 1] != '\n')
    return 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (body[i]) && strchr (".-:", body[i]) == NULL)
        return 0;
    }

  return memchr (body, '.', length) != NULL ? length : 0;
}

/**
 * pl_veil_body:
 * @body: the body of a notification
 *
 * Returns: (transfer full): as pl_veil_text (), with the line that names a web site kept
 */
char *
pl_veil_body (const char *body)
{
  GString *out = g_string_new (NULL);
  gsize origin = get_origin_length (body);

  g_string_append_len (out, body, (gssize) origin);
  append_veiled_markup (out, body + origin);

  return g_string_free (out, FALSE);
}

/* 'incoming-message': what kind of event it is, never whose. */
static gboolean
is_identifier (const char *at,
               gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_islower (at[i]) && at[i] != '-')
        return FALSE;
    }

  return memchr (at, '-', length) != NULL;
}

/* Quoted pieces of an action's target hold accounts and addresses. */
static void
append_veiled_target (GString    *out,
                      const char *at)
{
  while (*at != '\0')
    {
      gsize length = strcspn (at, "'");

      if (is_identifier (at, length))
        g_string_append_len (out, at, (gssize) length);
      else
        append_veiled (out, at, at + length);
      at += length;
      if (*at == '\'')
        g_string_append_c (out, *at++);
    }
}

/**
 * pl_veil_action:
 * @key: the key of an action
 *
 * Returns: (transfer full): short keys as they are; in detailed ones what may name an account is replaced
 */
char *
pl_veil_action (const char *key)
{
  GString *out;

  if (strpbrk (key, "(:<@|") == NULL)
    return g_strdup (key);

  out = g_string_new (NULL);
  if (g_str_has_prefix (key, "app."))
    g_string_append (out, "app.");
  append_veiled_target (out, key + out->len);

  return g_string_free (out, FALSE);
}

static gboolean
is_package (const char *part)
{
  for (const char *at = part; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '.' && *at != '_')
        return FALSE;
    }

  return strchr (part, '.') != NULL && g_ascii_isalpha (*part);
}

/**
 * pl_veil_id:
 * @id: the id of a notification
 *
 * Returns: (transfer full): the id with its letters replaced, but for the package of a phone's application
 */
char *
pl_veil_id (const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *veiled = i > 0 && is_package (parts[i]) ? g_strdup (parts[i]) : pl_veil_text (parts[i]);

      g_free (parts[i]);
      parts[i] = veiled;
    }

  return g_strjoinv ("|", parts);
}
