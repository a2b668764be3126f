// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-hide-key.h"

#define SECOND G_TIME_SPAN_SECOND

static gboolean
tap (PlHideKey *key,
     gint64     now)
{
  gboolean hide = pl_hide_key_press (key, TRUE, now);

  pl_hide_key_release (key, TRUE);
  return hide;
}

static void
test_three (void)
{
  PlHideKey key = { .n_pressed = 0 };

  g_assert_false (tap (&key, 0));
  g_assert_false (tap (&key, 2 * SECOND));
  g_assert_true (tap (&key, 5 * SECOND));
}

static void
test_too_slow (void)
{
  PlHideKey key = { .n_pressed = 0 };

  g_assert_false (tap (&key, 0));
  g_assert_false (tap (&key, 3 * SECOND));
  g_assert_false (tap (&key, 5 * SECOND + 1));
  /* The last two still count. */
  g_assert_true (tap (&key, 6 * SECOND));
}

static void
test_other_key (void)
{
  PlHideKey key = { .n_pressed = 0 };

  g_assert_false (tap (&key, 0));
  g_assert_false (tap (&key, 1));
  g_assert_false (pl_hide_key_press (&key, FALSE, 2));
  g_assert_false (tap (&key, 3));
  g_assert_false (tap (&key, 4));
  g_assert_true (tap (&key, 5));
}

static void
test_held (void)
{
  PlHideKey key = { .n_pressed = 0 };

  for (int i = 0; i < 20; i++)
    g_assert_false (pl_hide_key_press (&key, TRUE, i));
  pl_hide_key_release (&key, FALSE);
  g_assert_false (pl_hide_key_press (&key, TRUE, 30));
}

/* Property: over any stream of keys it fires exactly when the last three presses were Shift, apart, within the span. */
static void
test_any_stream (void)
{
  for (int round = 0; round < 2000; round++)
    {
      PlHideKey key = { .n_pressed = 0 };
      gint64 shifts[3] = { G_MININT64, G_MININT64, G_MININT64 };
      guint run = 0;
      gint64 now = 0;

      for (int i = 0; i < 40; i++)
        {
          gboolean shift = g_test_rand_int_range (0, 4) > 0;
          gboolean fired;

          now += g_test_rand_int_range (1, 3 * SECOND);
          fired = pl_hide_key_press (&key, shift, now);
          pl_hide_key_release (&key, shift);

          run = shift ? run + 1 : 0;
          shifts[0] = shifts[1];
          shifts[1] = shifts[2];
          shifts[2] = now;
          g_assert_cmpint (fired, ==, run >= 3 && shifts[2] - shifts[0] <= PL_HIDE_KEY_SPAN);
          if (fired)
            run = 0;
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/hide-key/three-within-five-seconds", test_three);
  g_test_add_func ("/ui/hide-key/too-slow-starts-again", test_too_slow);
  g_test_add_func ("/ui/hide-key/another-key-starts-again", test_other_key);
  g_test_add_func ("/ui/hide-key/held-counts-once", test_held);
  g_test_add_func ("/ui/hide-key/any-stream-of-keys", test_any_stream);

  return g_test_run ();
}
