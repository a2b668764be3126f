// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* GTK's AddNotification: the first byte says whether the rest is the wire form or zero-separated fields. */

#include <string.h>

#include "intake-door.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static GVariant *
build (const guint8 *data,
       gsize         size)
{
  g_autofree char *application = next_field (&data, &size);
  g_autofree char *id = next_field (&data, &size);
  g_autofree char *action = next_field (&data, &size);
  g_autofree char *target = next_field (&data, &size);
  g_autofree char *category = next_field (&data, &size);
  g_autofree char *title = next_field (&data, &size);
  g_autofree char *body = next_field (&data, &size);
  GVariantBuilder dictionary;

  g_variant_builder_init (&dictionary, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&dictionary, "{sv}", "title", g_variant_new_string (title));
  g_variant_builder_add (&dictionary, "{sv}", size % 2 == 0 ? "body" : "markup-body", g_variant_new_string (body));
  g_variant_builder_add (&dictionary, "{sv}", "category", g_variant_new_string (category));
  g_variant_builder_add (&dictionary, "{sv}", "default-action", g_variant_new_string (action));
  g_variant_builder_add (&dictionary, "{sv}", "default-action-target", g_variant_new ("(sv)", target, g_variant_new_string (id)));

  return g_variant_new ("(ssa{sv})", application, id, &dictionary);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size == 0)
    return 0;

  read_event ("org.gtk.Notifications", "AddNotification",
              data[0] % 2 == 0 ? parse_bytes (data + 1, size - 1, "(ssa{sv})") : build (data + 1, size - 1));

  return 0;
}
