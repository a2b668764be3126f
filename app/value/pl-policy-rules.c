// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy-rules.h"

#include <string.h>

/* Quiet hours that never end would be a way to switch check-ins off in silence, in hours. */
#define QUIET_LIMIT 14

/* Nothing of one guest may wait for the next for longer than this, in minutes. */
#define IDLE_LIMIT 60

/* As long as a sign-in text can be and still be read, in characters. */
#define WORDS_LIMIT 400

typedef enum
{
  VALUE_ONE_OF,
  VALUE_HOURS,
  VALUE_COUNTRY,
  VALUE_LANGUAGE,
  VALUE_REGION,
  VALUE_MINUTES,
  VALUE_FOLDER,
  VALUE_WORDS,
  VALUE_KEYS,
} ValueKind;

typedef struct
{
  const char *key;
  ValueKind kind;
  const char *choices;  /* for VALUE_ONE_OF, separated by spaces */
  gboolean changeable;  /* may stand in may-change */
} Rule;

static const Rule rules[] = {
  { "mode", VALUE_ONE_OF, "personal family shared", FALSE },
  { "sensitivity", VALUE_ONE_OF, "fewer balanced more", TRUE },
  { "quiet-hours", VALUE_HOURS, NULL, TRUE },
  { "country", VALUE_COUNTRY, NULL, TRUE },
  { "region", VALUE_REGION, NULL, TRUE },
  { "language", VALUE_LANGUAGE, NULL, TRUE },
  { "large-text", VALUE_ONE_OF, "true false", TRUE },
  { "start-at-login", VALUE_ONE_OF, "true false", FALSE },
  { "remember", VALUE_ONE_OF, "true false", FALSE },
  { "sound", VALUE_ONE_OF, "on off", FALSE },
  { "idle-wipe-minutes", VALUE_MINUTES, NULL, FALSE },
  { "place-name", VALUE_WORDS, NULL, FALSE },
  { "sign-in-words", VALUE_WORDS, NULL, FALSE },
  { "local-entries", VALUE_FOLDER, NULL, FALSE },
  { "signed-entries", VALUE_ONE_OF, "true false", FALSE },
  { "may-change", VALUE_KEYS, NULL, FALSE },
};

/* Keys that people look for and that can never be: the promise that each would break. A name that begins so is refused. */
static const struct
{
  const char *prefix;
  const char *reason;
} refusals[] = {
  { "hid", "Porchlight never runs hidden: whoever sits here sees that it runs" },
  { "stealth", "Porchlight never runs hidden: whoever sits here sees that it runs" },
  { "invisible", "Porchlight never runs hidden: whoever sits here sees that it runs" },
  { "tray", "whoever sits here always sees that it runs: the icon cannot be taken away" },
  { "notice", "whoever sits here always sees that it runs: the notice cannot be taken away" },
  { "pause", "whoever sits here can always pause it" },
  { "can-pause", "whoever sits here can always pause it" },
  { "enabled", "whoever sits here can always turn it off for this visit" },
  { "force", "whoever sits here can always turn it off for this visit" },
  { "quit", "whoever sits here can always turn it off for this visit" },
  { "parent", "a note to a parent needs the young person's own yes, given in their account" },
  { "guardian", "a note to a parent needs the young person's own yes, given in their account" },
  { "note", "a note to a parent needs the young person's own yes, given in their account" },
  { "alert", "a note to a parent needs the young person's own yes, given in their account" },
  { "weekly", "a note to a parent needs the young person's own yes, given in their account" },
  { "reminder", "a note to a parent needs the young person's own yes, given in their account" },
  { "family", "a note to a parent needs the young person's own yes, given in their account" },
  { "report", "nobody is told what was seen: there is nothing to report" },
  { "staff", "staff see that it runs and its versions, nothing else" },
  { "log", "nothing of a message, a check-in or an answer is written down" },
  { "history", "nothing of a message, a check-in or an answer is written down" },
  { "record", "nothing of a message, a check-in or an answer is written down" },
  { "upload", "Porchlight uses no network" },
  { "server", "Porchlight uses no network" },
  { "block", "Porchlight blocks nothing" },
};

/* What no text of the program says, in the languages of the window. */
static const char *const forbidden_words[] = {
  "100%", "keeps you safe", "keep you safe", "victim", "predator", "rescue", "víctima", "depredador", "rescat", "te mantiene a salvo", NULL,
};

static const Rule *
find_rule (const char *key,
           gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strlen (rules[i].key) == length && strncmp (rules[i].key, key, length) == 0)
      return &rules[i];

  return NULL;
}

static gboolean
fail (GError        **error,
      PlPolicyError   code,
      const char     *reason)
{
  g_set_error_literal (error, PL_POLICY_ERROR, (int) code, reason);

  return FALSE;
}

static gboolean
parse_time (const char  *text,
            guint       *minutes,
            const char **rest)
{
  guint hour;
  guint minute;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':' || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;

  hour = (guint) (g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]));
  minute = (guint) (g_ascii_digit_value (text[3]) * 10 + g_ascii_digit_value (text[4]));
  *minutes = hour * 60 + minute;
  *rest = text + 5;

  return hour < 24 && minute < 60;
}

/*
 * pl_policy_parse_hours:
 * @value: "22:00-07:00"
 * @start: (out): minutes after midnight
 * @end: (out): minutes after midnight
 *
 * Returns: whether @value is two times of day
 */
gboolean
pl_policy_parse_hours (const char *value,
                       guint      *start,
                       guint      *end)
{
  const char *rest;

  return parse_time (value, start, &rest) && *rest == '-' && parse_time (rest + 1, end, &rest) && *rest == '\0';
}

static gboolean
check_hours (const char  *value,
             GError     **error)
{
  guint start;
  guint end;
  guint length;

  if (g_str_equal (value, "off"))
    return TRUE;
  if (!pl_policy_parse_hours (value, &start, &end))
    return fail (error, PL_POLICY_ERROR_VALUE, "say off, or from and to, such as 22:00-07:00");

  length = (end + 24 * 60 - start) % (24 * 60);
  if (length == 0 || length > QUIET_LIMIT * 60)
    return fail (error, PL_POLICY_ERROR_PROMISE, "quiet hours last 14 hours at most: longer ones would switch check-ins off unseen");

  return TRUE;
}

static gboolean
check_letters (const char  *value,
               gboolean     upper,
               const char  *reason,
               GError     **error)
{
  gboolean good = strlen (value) == 2;

  for (guint i = 0; good && i < 2; i++)
    good = upper ? g_ascii_isupper (value[i]) : g_ascii_islower (value[i]);

  return good ? TRUE : fail (error, PL_POLICY_ERROR_VALUE, reason);
}

static gboolean
check_minutes (const char  *value,
               GError     **error)
{
  guint64 minutes;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &minutes, NULL))
    return fail (error, PL_POLICY_ERROR_VALUE, "say a number of minutes, 1 to 60");
  if (minutes == 0 || minutes > IDLE_LIMIT)
    return fail (error, PL_POLICY_ERROR_PROMISE, "1 to 60 minutes: nothing of one guest waits for the next");

  return TRUE;
}

static gboolean
check_words (const char  *value,
             GError     **error)
{
  g_autofree char *lower = NULL;

  if (!g_utf8_validate (value, -1, NULL))
    return fail (error, PL_POLICY_ERROR_VALUE, "this is not UTF-8");
  if (*value == '\0' || g_utf8_strlen (value, -1) > WORDS_LIMIT)
    return fail (error, PL_POLICY_ERROR_VALUE, "1 to 400 characters");
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return fail (error, PL_POLICY_ERROR_VALUE, "no control characters");

  lower = g_utf8_strdown (value, -1);
  for (guint i = 0; forbidden_words[i] != NULL; i++)
    if (strstr (lower, forbidden_words[i]) != NULL)
      return fail (error, PL_POLICY_ERROR_PROMISE, "it promises what no program can keep, or uses a word that Porchlight does not use about people");

  return TRUE;
}

static gboolean
check_one_of (const char  *choices,
              const char  *value,
              GError     **error)
{
  g_auto (GStrv) list = g_strsplit (choices, " ", -1);
  g_autofree char *all = NULL;

  if (g_strv_contains ((const char *const *) list, value))
    return TRUE;

  all = g_strjoinv (", ", list);
  g_set_error (error, PL_POLICY_ERROR, PL_POLICY_ERROR_VALUE, "one of %s", all);

  return FALSE;
}

static gboolean
check_value (const Rule  *rule,
             const char  *value,
             GError     **error)
{
  switch (rule->kind)
    {
    case VALUE_ONE_OF:
      return check_one_of (rule->choices, value, error);
    case VALUE_HOURS:
      return check_hours (value, error);
    case VALUE_COUNTRY:
      return check_letters (value, TRUE, "two capital letters, such as US", error);
    case VALUE_LANGUAGE:
      return check_letters (value, FALSE, "two small letters, such as es", error);
    case VALUE_MINUTES:
      return check_minutes (value, error);
    case VALUE_FOLDER:
      return g_path_is_absolute (value) ? TRUE : fail (error, PL_POLICY_ERROR_VALUE, "a full path");
    case VALUE_REGION:
    case VALUE_WORDS:
      return check_words (value, error);
    case VALUE_KEYS:
    default:
      return TRUE;
    }
}

/* What is a value by its form and would break a promise by its meaning. */
static gboolean
check_promise (const char  *key,
               const char  *value,
               GError     **error)
{
  if (g_str_equal (key, "remember") && g_str_equal (value, "true"))
    return fail (error, PL_POLICY_ERROR_PROMISE, "only the person may choose to be remembered; a policy can only say false");
  if (g_str_equal (key, "sound") && g_str_equal (value, "on"))
    return fail (error, PL_POLICY_ERROR_PROMISE, "Porchlight makes no sound: it could be heard by somebody else in the room");

  return TRUE;
}

/*
 * pl_policy_is_changeable:
 * @key: a key
 *
 * Returns: whether a policy may leave @key to the person at the keyboard
 */
gboolean
pl_policy_is_changeable (const char *key)
{
  const Rule *rule = find_rule (key, strlen (key));

  return rule != NULL && rule->changeable;
}

/*
 * pl_policy_check_key:
 * @key: a key of the file, with a language where it has one
 * @value: what stands there
 * @error: %PL_POLICY_ERROR_VALUE, %PL_POLICY_ERROR_PROMISE or %PL_POLICY_ERROR_UNKNOWN
 *
 * Returns: whether it can have an effect
 */
gboolean
pl_policy_check_key (const char  *key,
                     const char  *value,
                     GError     **error)
{
  gsize length = strcspn (key, "["); /* the language stands in brackets */
  const Rule *rule = find_rule (key, length);

  if (rule == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
        if (g_str_has_prefix (key, refusals[i].prefix))
          return fail (error, PL_POLICY_ERROR_PROMISE, refusals[i].reason);
      return fail (error, PL_POLICY_ERROR_UNKNOWN, "there is no such key");
    }

  if (key[length] != '\0' && rule->kind != VALUE_WORDS)
    return fail (error, PL_POLICY_ERROR_UNKNOWN, "only words for people have a language");

  return check_value (rule, value, error) && check_promise (rule->key, value, error);
}
