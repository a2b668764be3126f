// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-bus-frames.h"

#include <string.h>

static GBytes *
encode (const char *text)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call ("org.example.Name", "/object", "org.example.Name", "Say");
  guchar *blob;
  gsize size;

  g_dbus_message_set_serial (message, 1);
  g_dbus_message_set_body (message, g_variant_new ("(s)", text));
  blob = g_dbus_message_to_blob (message, &size, G_DBUS_CAPABILITY_FLAGS_NONE, NULL);
  g_assert_nonnull (blob);

  return g_bytes_new_take (blob, size);
}

/* Feeds bytes in pieces of at most @step, and counts whole messages and skipped ones. */
static void
feed (PlBusFrames   *frames,
      const guint8  *bytes,
      gsize          size,
      gsize          step,
      guint         *n_messages,
      guint         *n_skipped)
{
  while (size > 0)
    {
      gsize room;
      guint8 *place = pl_bus_frames_reserve (frames, &room);
      gsize n = MIN (MIN (room, step), size);

      g_assert_cmpuint (room, >, 0);
      memcpy (place, bytes, n);
      pl_bus_frames_commit (frames, n);
      bytes += n;
      size -= n;

      for (;;)
        {
          g_autoptr (GError) error = NULL;
          gboolean skipped;
          g_autoptr (GDBusMessage) message = pl_bus_frames_next (frames, &skipped, &error);

          g_assert_no_error (error);
          *n_messages += message != NULL;
          *n_skipped += skipped;
          if (message == NULL && !skipped)
            break;
        }
    }
}

static void
test_any_split_gives_the_same_messages (void)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  const gsize steps[] = { 1, 2, 7, 15, 16, 17, 100, 4096, 100000 };

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strnfill (i * 37, 'x');
      g_autoptr (GBytes) blob = encode (text);

      g_byte_array_append (stream, g_bytes_get_data (blob, NULL), (guint) g_bytes_get_size (blob));
    }

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (PlBusFrames) frames = pl_bus_frames_new ();
      guint n_messages = 0;
      guint n_skipped = 0;

      feed (frames, stream->data, stream->len, steps[i], &n_messages, &n_skipped);
      g_assert_cmpuint (n_messages, ==, 20);
      g_assert_cmpuint (n_skipped, ==, 0);
    }
}

static void
test_too_large_is_passed_over (void)
{
  g_autofree char *text = g_strnfill (9 * 1024 * 1024, 'x');
  g_autoptr (GBytes) large = encode (text);
  g_autoptr (GBytes) small = encode ("after");
  g_autoptr (PlBusFrames) frames = pl_bus_frames_new ();
  guint n_messages = 0;
  guint n_skipped = 0;

  feed (frames, g_bytes_get_data (large, NULL), g_bytes_get_size (large), 65536, &n_messages, &n_skipped);
  feed (frames, g_bytes_get_data (small, NULL), g_bytes_get_size (small), 65536, &n_messages, &n_skipped);
  g_assert_cmpuint (n_messages, ==, 1);
  g_assert_cmpuint (n_skipped, ==, 1);
}

static void
test_large_text_comes_whole (void)
{
  g_autofree char *text = g_strnfill (300 * 1024, 'x');
  g_autoptr (GBytes) large = encode (text);
  g_autoptr (PlBusFrames) frames = pl_bus_frames_new ();
  guint n_messages = 0;
  guint n_skipped = 0;

  feed (frames, g_bytes_get_data (large, NULL), g_bytes_get_size (large), 5000, &n_messages, &n_skipped);
  g_assert_cmpuint (n_messages, ==, 1);
}

static void
test_noise_is_an_error (void)
{
  g_autoptr (PlBusFrames) frames = pl_bus_frames_new ();
  g_autoptr (GError) error = NULL;
  gboolean skipped;
  gsize room;

  memset (pl_bus_frames_reserve (frames, &room), '?', 64);
  pl_bus_frames_commit (frames, 64);

  g_assert_null (pl_bus_frames_next (frames, &skipped, &error));
  g_assert_nonnull (error);
}

static void
test_nothing_is_kept_once_read (void)
{
  g_autoptr (GBytes) blob = encode ("porchlight canary");
  g_autoptr (PlBusFrames) frames = pl_bus_frames_new ();
  guint n_messages = 0;
  guint n_skipped = 0;
  guint8 *place;
  gsize room;

  feed (frames, g_bytes_get_data (blob, NULL), g_bytes_get_size (blob), 65536, &n_messages, &n_skipped);
  g_assert_cmpuint (n_messages, ==, 1);

  place = pl_bus_frames_reserve (frames, &room);
  for (gsize i = 0; i < room; i++)
    g_assert_cmpuint (place[i], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/frames/any-split-gives-the-same-messages", test_any_split_gives_the_same_messages);
  g_test_add_func ("/watch/frames/too-large-is-passed-over", test_too_large_is_passed_over);
  g_test_add_func ("/watch/frames/large-text-comes-whole", test_large_text_comes_whole);
  g_test_add_func ("/watch/frames/noise-is-an-error", test_noise_is_an_error);
  g_test_add_func ("/watch/frames/nothing-is-kept-once-read", test_nothing_is_kept_once_read);

  return g_test_run ();
}
