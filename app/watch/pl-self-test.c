// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-self-test.h"

#include <string.h>

#define NONCE_MINIMUM 16
#define NONCE_MAXIMUM 64

/**
 * pl_self_test_is_nonce:
 * @nonce: a text from the bus
 *
 * Letters, digits and hyphens, 16 to 64 of them: long enough that nobody can ask whether a guessed message came by.
 *
 * Returns: whether @nonce may be listened for
 */
gboolean
pl_self_test_is_nonce (const char *nonce)
{
  gsize length = strlen (nonce);

  if (length < NONCE_MINIMUM || length > NONCE_MAXIMUM)
    return FALSE;

  return strspn (nonce, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == length && strpbrk (nonce, "0123456789") != NULL;
}

/**
 * pl_self_test_matches:
 * @event: one event of the bus
 * @nonce: what the caller of SelfTest brought
 *
 * Returns: whether @event is a freedesktop notification whose body is exactly @nonce
 */
gboolean
pl_self_test_matches (const PlBusEvent *event,
                      const char       *nonce)
{
  const char *body;

  if (event->type != PL_BUS_EVENT_CALL || g_strcmp0 (event->member, "Notify") != 0)
    return FALSE;
  if (event->body == NULL || !g_variant_is_of_type (event->body, G_VARIANT_TYPE ("(susssasa{sv}i)")))
    return FALSE;

  g_variant_get_child (event->body, 4, "&s", &body);

  return g_str_equal (body, nonce);
}
