// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

/* Events as programs send them, in short. */

static inline GVariant *
build_notify (const char *name,
              guint32     replaces,
              const char *summary,
              const char *body,
              const char *action,
              GVariant   *hints)
{
  const char *actions[] = { action, action != NULL ? "" : NULL, NULL };

  return g_variant_new ("(susss^as@a{sv}i)", name, replaces, "", summary, body, actions, hints, -1);
}

static inline GVariant *
build_hints (const char *key,
             GVariant   *value)
{
  GVariantBuilder hints;

  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  if (key != NULL)
    g_variant_builder_add (&hints, "{sv}", key, value);

  return g_variant_builder_end (&hints);
}

static inline PlReading *
read_call (PlIntake   *intake,
           const char *interface,
           const char *member,
           const char *sender,
           const char *destination,
           GVariant   *body,
           gint64      now)
{
  g_autoptr (GVariant) owned = body != NULL ? g_variant_ref_sink (body) : NULL;
  const PlBusEvent event = {
    .type = PL_BUS_EVENT_CALL,
    .interface = interface,
    .member = member,
    .sender = sender,
    .destination = destination,
    .body = owned,
  };

  return pl_intake_read (intake, &event, now);
}

static inline PlReading *
read_notify (PlIntake   *intake,
             const char *sender,
             const char *destination,
             GVariant   *body,
             gint64      now)
{
  return read_call (intake, "org.freedesktop.Notifications", "Notify", sender, destination, body, now);
}

/* A chat message of a program that says so by category. */
static inline PlReading *
read_chat (PlIntake   *intake,
           guint32     replaces,
           const char *summary,
           const char *body,
           gint64      now)
{
  return read_notify (intake, ":1.5", "org.freedesktop.Notifications",
                      build_notify ("Example", replaces, summary, body, NULL, build_hints ("category", g_variant_new_string ("im"))), now);
}

static inline const PlMessage *
get_first (const PlReading *reading)
{
  g_assert_cmpuint (reading->messages->len, >, 0);

  return g_ptr_array_index (reading->messages, 0);
}

G_END_DECLS
