// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

/* What the targets of the three doors share: an event out of any bytes, read and let go. */

static inline void
read_event (const char *interface,
            const char *member,
            GVariant   *body)
{
  /* The table is loaded once; what an input leaves behind in the bounded memory is part of the game. */
  static PlIntake *intake = NULL;
  g_autoptr (GVariant) owned = g_variant_ref_sink (body);
  g_autoptr (GVariant) slim = NULL;
  PlBusEvent event = { PL_BUS_EVENT_CALL, interface, member, "/", ":1.1", ":1.2", NULL, 1, 0, owned };

  if (intake == NULL)
    intake = pl_intake_new ();

  pl_reading_free (pl_intake_read (intake, &event, 0));
  slim = pl_intake_slim (&event);
  event.body = slim;
  pl_reading_free (pl_intake_read (intake, &event, G_USEC_PER_SEC));
  pl_intake_forget_bus (intake);
}

/* The next of the zero-separated fields of the input, as valid UTF-8. */
static inline char *
next_field (const guint8 **data,
            gsize         *size)
{
  const guint8 *end = *size > 0 ? memchr (*data, 0, *size) : NULL;
  gsize length = end != NULL ? (gsize) (end - *data) : *size;
  char *field = g_utf8_make_valid ((const char *) *data, (gssize) length);

  *data += MIN (length + 1, *size);
  *size -= MIN (length + 1, *size);

  return field;
}

/* Bytes as the bus would hand them over, were it as careless as it is careful. */
static inline GVariant *
parse_bytes (const guint8 *data,
             gsize         size,
             const char   *type)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE);
}

G_END_DECLS
