// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-self-test.h"

static void
test_short_or_wordy_nonces_are_refused (void)
{
  g_assert_false (pl_self_test_is_nonce (""));
  g_assert_false (pl_self_test_is_nonce ("abc123"));
  g_assert_false (pl_self_test_is_nonce ("meet me at the corner at 6 tonight"));
  g_assert_false (pl_self_test_is_nonce ("onlylettersandnodigits"));
  g_assert_true (pl_self_test_is_nonce ("f3c2b7aa-0d4e-4c62-9d0f-5a7f1f2b3c4d"));
}

static void
test_only_the_whole_body_matches (void)
{
  const char *nonce = "f3c2b7aa-0d4e-4c62-9d0f";
  g_autoptr (GVariant) body = g_variant_ref_sink (g_variant_new_parsed ("('a', uint32 0, '', 's', %s, @as [], @a{sv} {}, -1)", nonce));
  g_autoptr (GVariant) more = g_variant_ref_sink (g_variant_new_parsed ("('a', uint32 0, '', 's', 'x f3c2b7aa-0d4e-4c62-9d0f', @as [], @a{sv} {}, -1)"));
  g_autoptr (GVariant) broken = g_variant_ref_sink (g_variant_new_parsed ("(%s,)", nonce));
  PlBusEvent event = { .type = PL_BUS_EVENT_CALL, .member = "Notify", .body = body };

  g_assert_true (pl_self_test_matches (&event, nonce));
  event.body = more;
  g_assert_false (pl_self_test_matches (&event, nonce));
  event.body = broken;
  g_assert_false (pl_self_test_matches (&event, nonce));
  event.body = NULL;
  g_assert_false (pl_self_test_matches (&event, nonce));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/self-test/short-or-wordy-nonces-are-refused", test_short_or_wordy_nonces_are_refused);
  g_test_add_func ("/watch/self-test/only-the-whole-body-matches", test_only_the_whole_body_matches);

  return g_test_run ();
}
