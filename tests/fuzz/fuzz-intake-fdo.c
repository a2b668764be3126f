// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Notify: the first byte says whether the rest is the wire form or zero-separated fields. */

#include <string.h>

#include "intake-door.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static GVariant *
build (const guint8 *data,
       gsize         size)
{
  g_autofree char *name = next_field (&data, &size);
  g_autofree char *entry = next_field (&data, &size);
  g_autofree char *category = next_field (&data, &size);
  g_autofree char *origin = next_field (&data, &size);
  g_autofree char *action = next_field (&data, &size);
  g_autofree char *summary = next_field (&data, &size);
  g_autofree char *body = next_field (&data, &size);
  const char *actions[] = { action, "", "default", "", NULL };
  GVariantBuilder hints;

  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (entry));
  g_variant_builder_add (&hints, "{sv}", "category", g_variant_new_string (category));
  g_variant_builder_add (&hints, "{sv}", "x-kde-origin-name", g_variant_new_string (origin));
  g_variant_builder_add (&hints, "{sv}", "x-kde-eventId", g_variant_new_string ("notification"));

  return g_variant_new ("(susss^asa{sv}i)", name, (guint32) size, "", summary, body, actions, &hints, -1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size == 0)
    return 0;

  read_event ("org.freedesktop.Notifications", "Notify",
              data[0] % 2 == 0 ? parse_bytes (data + 1, size - 1, "(susssasa{sv}i)") : build (data + 1, size - 1));

  return 0;
}
