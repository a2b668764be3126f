// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

/* More of a string than intake looks at is not worth a place in the queue; bytes. */
#define MAX_STRING (64 * 1024)
#define MAX_ENTRIES 64

/* Pictures can be hundreds of kilobytes. Only what intake reads is kept. */
static const char *const kept[] = {
  "desktop-entry", "category", "x-kde-eventId", "x-kde-origin-name", "x-kde-display-appname", "x-shell-sender",
  "x-shell-sender-pid", "title", "body", "markup-body", "default-action", "default-action-target", "buttons", NULL,
};

static GVariant *
slim_string (const char *string)
{
  gsize length = strlen (string);

  if (length <= MAX_STRING)
    return g_variant_new_string (string);

  for (length = MAX_STRING + 1; ((guchar) string[length] & 0xC0) == 0x80; length--)
    ;
  return g_variant_new_take_string (g_strndup (string, length));
}

/* A string is cut; anything else that large says nothing to us. */
static GVariant *
slim_value (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return slim_string (g_variant_get_string (value, NULL));

  return g_variant_get_size (value) <= MAX_STRING ? value : g_variant_new_boolean (TRUE);
}

static GVariant *
slim_actions (GVariant *actions)
{
  return g_variant_get_size (actions) <= MAX_STRING ? actions : g_variant_new_strv (NULL, 0);
}

static GVariant *
slim_dictionary (GVariant *dictionary)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key;
  GVariant *value;
  guint n = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, dictionary);
  while (n < MAX_ENTRIES && g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      if (!g_strv_contains (kept, key))
        continue;
      g_variant_builder_add (&builder, "{sv}", key, slim_value (value));
      n++;
    }
  if (n == MAX_ENTRIES)
    g_variant_unref (value);

  return g_variant_builder_end (&builder);
}

static GVariant *
slim_notify (GVariant *body)
{
  g_autoptr (GVariant) actions = NULL;
  g_autoptr (GVariant) hints = NULL;
  const char *name;
  const char *summary;
  const char *text;
  guint32 replaces;
  gint32 timeout;

  g_variant_get (body, "(&su&s&s&s@as@a{sv}i)", &name, &replaces, NULL, &summary, &text, &actions, &hints, &timeout);

  return g_variant_new ("(@sus@s@s@as@a{sv}i)", slim_string (name), replaces, "", slim_string (summary), slim_string (text),
                        slim_actions (actions), slim_dictionary (hints), timeout);
}

static GVariant *
slim_add (GVariant *body)
{
  g_autoptr (GVariant) dictionary = NULL;
  const char *application;
  const char *id;

  g_variant_get (body, "(&s&s@a{sv})", &application, &id, &dictionary);

  return g_variant_new ("(@s@s@a{sv})", slim_string (application), slim_string (id), slim_dictionary (dictionary));
}

/**
 * pl_intake_slim:
 * @event: an event that pl_intake_wants ()
 *
 * Leaves out pictures and whatever else intake does not read, so that a queue of these stays small. Safe to call from any thread.
 *
 * Returns: (transfer full) (nullable): the arguments for pl_intake_read (); %NULL, which counts as malformed, where they have
 *   the wrong type
 */
GVariant *
pl_intake_slim (const PlBusEvent *event)
{
  GVariant *body = event->body;

  if (body == NULL)
    return NULL;
  if (g_variant_is_of_type (body, G_VARIANT_TYPE ("(susssasa{sv}i)")))
    return g_variant_ref_sink (slim_notify (body));
  if (g_variant_is_of_type (body, G_VARIANT_TYPE ("(ssa{sv})")))
    return g_variant_ref_sink (slim_add (body));

  return event->type == PL_BUS_EVENT_SIGNAL && g_variant_is_of_type (body, G_VARIANT_TYPE ("(sss)")) ? g_variant_ref (body) : NULL;
}
