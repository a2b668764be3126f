// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* The channel of a browser that does not say which site it is. */
#define UNKNOWN_SITE "unknown-site"

#define MAX_HOST 255

/* Chromium's ways to say where a web notification comes from; see notification_platform_bridge_linux.cc there. */
typedef struct
{
  char *host;       /* (nullable): with its port, where that is not the usual one */
  const char *body; /* what is left of the body */
} Origin;

static gboolean
is_host_character (const char *at)
{
  return g_ascii_isalnum (*at) || strchr ("-._:[]", *at) != NULL || (*at & 0x80) != 0;
}

/* A name with a dot or a port, or the machine itself; a word of a sentence has neither. */
static gboolean
is_host (const char *at,
         gsize       length)
{
  gboolean has_mark = length == strlen ("localhost") && strncmp (at, "localhost", length) == 0;

  if (length == 0 || length > MAX_HOST || at[length - 1] == '.' || at[length - 1] == ':' || *at == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!is_host_character (at + i))
        return FALSE;
      has_mark |= at[i] == '.' || at[i] == ':';
    }

  return has_mark;
}

/* The host of "https://host/", or of a plain host. */
static char *
parse_host (const char *at,
            gsize       length)
{
  const char *scheme = g_strstr_len (at, (gssize) length, "://");
  const char *slash;
  char *host;

  if (scheme != NULL)
    {
      length -= (gsize) (scheme + 3 - at);
      at = scheme + 3;
    }
  slash = memchr (at, '/', length);
  length = slash != NULL ? (gsize) (slash - at) : length;
  if (!is_host (at, length) && (scheme == NULL || length == 0 || length > MAX_HOST || memchr (at, ' ', length) != NULL))
    return NULL;

  host = g_ascii_strdown (at, (gssize) length);
  if (g_str_has_suffix (host, ":443") || g_str_has_suffix (host, ":80"))
    *strrchr (host, ':') = '\0';

  return host;
}

static const char *
skip_line_breaks (const char *at)
{
  while (*at == '\n' || *at == '\r')
    at++;

  return at;
}

/* <a href="https://host/">host</a>, for servers with body-hyperlinks. The text may be shortened, the address is not. */
static gboolean
parse_link (const char *body,
            Origin     *origin)
{
  static const char opening[] = "<a href=\"";
  const char *address = body + strlen (opening);
  const char *quote;
  const char *closing;

  if (!g_str_has_prefix (body, opening))
    return FALSE;

  quote = strchr (address, '"');
  closing = quote != NULL ? strstr (quote, "</a>") : NULL;
  if (closing == NULL || (closing[4] != '\0' && closing[4] != '\n' && closing[4] != '\r'))
    return FALSE;

  origin->host = parse_host (address, (gsize) (quote - address));
  origin->body = skip_line_breaks (closing + 4);

  return origin->host != NULL;
}

/* The host alone on the first line, for servers without. */
static gboolean
parse_line (const PlNotice *notice,
            Origin         *origin)
{
  const char *body = notice->body;
  gsize length = strcspn (body, "\r\n");
  const char *rest = body + length;
  const char *after = skip_line_breaks (rest);

  /* A blank line follows, or nothing; "report.pdf" of the browser's own looks like a host too, but has no settings. */
  if (*rest != '\0' ? after - rest < 2 : !pl_notice_has_action (notice, "settings"))
    return FALSE;

  origin->host = memchr (body, ' ', length) == NULL ? parse_host (body, length) : NULL;
  origin->body = after;

  return origin->host != NULL;
}

static gboolean
parse_origin (const PlNotice *notice,
              Origin         *origin)
{
  if (*notice->origin != '\0')
    {
      origin->host = parse_host (notice->origin, strlen (notice->origin));
      origin->body = notice->body;
      if (origin->host != NULL)
        return TRUE;
    }

  return parse_link (notice->body, origin) || parse_line (notice, origin);
}

/**
 * pl_intake_is_browser:
 * @draft: a draft with its notification and, where known, its program
 *
 * A browser that the table does not know shows itself by the "settings" action of a web notification and a site.
 *
 * Returns: whether it came from a browser
 */
gboolean
pl_intake_is_browser (const PlDraft *draft)
{
  Origin origin = { 0 };
  gboolean named;

  if (draft->program != NULL)
    return draft->program->kind == PL_PROGRAM_CHROMIUM || draft->program->kind == PL_PROGRAM_GECKO;
  if (draft->notice->door != PL_DOOR_FDO || !pl_notice_has_action (draft->notice, "settings"))
    return FALSE;

  named = parse_origin (draft->notice, &origin);
  g_free (origin.host);

  return named;
}

/* An extension of the browser has an id in the place of a host. */
static gboolean
is_extension (const char *channel)
{
  const char *host = channel + strlen ("web:");

  return !is_host (host, strlen (host)) && !g_str_equal (host, UNKNOWN_SITE);
}

/* A site that the table does not know may be a chat; with a title and nothing else it more likely is not. */
static PlMessageKind
judge_site (PlIntake *self,
            PlDraft  *draft)
{
  if (draft->program != NULL && draft->program->kind != PL_PROGRAM_CHAT)
    return draft->program->kind == PL_PROGRAM_MAIL ? PL_MESSAGE_MAIL : PL_MESSAGE_OTHER;
  if (draft->program == NULL && (*draft->body == '\0' || is_extension (draft->channel)))
    return PL_MESSAGE_OTHER;

  return PL_MESSAGE_TEXT;
}

static void
read_site (PlIntake   *self,
           PlDraft    *draft,
           const char *host)
{
  PlMessageKind kind;

  draft->channel = g_strconcat ("web:", host, NULL);
  draft->host = draft->program;
  draft->program = pl_table_find_site (self->table, host);
  draft->form = PL_TEXT_ESCAPED;
  kind = judge_site (self, draft);
  draft->kind = kind;
  pl_draft_read_layout (draft, self);
  if (kind == PL_MESSAGE_TEXT)
    pl_draft_judge_words (draft, self);
  else
    draft->kind = kind;
}

/* A download, an update: the browser speaks for itself. */
static void
read_browser_itself (PlIntake *self,
                     PlDraft  *draft)
{
  const PlProgram *browser = draft->program;

  draft->program = NULL;
  draft->channel = g_strconcat ("app:", *draft->notice->id != '\0' ? draft->notice->id : browser->key, NULL);
  pl_draft_read_layout (draft, self);
  draft->program = browser;
  draft->kind = PL_MESSAGE_OTHER;
}

/**
 * pl_intake_read_web:
 * @self: an intake
 * @draft: a draft with the notification of a browser
 *
 * Reads a web notification: the conversation belongs to the site, whatever browser showed it.
 */
void
pl_intake_read_web (PlIntake *self,
                    PlDraft  *draft)
{
  Origin origin = { 0 };

  if (draft->program != NULL && draft->program->kind == PL_PROGRAM_GECKO)
    {
      read_site (self, draft, UNKNOWN_SITE);
      return;
    }

  if (!parse_origin (draft->notice, &origin))
    {
      read_browser_itself (self, draft);
      return;
    }

  draft->body = origin.body;
  read_site (self, draft, origin.host);
  g_free (origin.host);
}
