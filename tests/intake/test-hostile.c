// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Property: no value of any type in any field crashes, hangs, or leaves an invalid string. */

#include "intake-events.h"

#include <string.h>

#define ROUNDS 20000

static const char *const strings[] = {
  "", "Sam", "Chromium", "KDE Connect", "org.telegram.desktop", "Signal", "ca.andyholmes.Valent", "im.received", "notification", "settings",
  "<b>Robin</b>\nhi", "a: b: c: d", ": ", "((((((((", "))))", "(a (b) (c", "\n\n\n", "<a href=\"https://", "<a href=\"https://x.org/\">x.org</a>",
  "x.org\n\ntext", "0|com.whatsapp|1|a|1", "||||", "\u202E\u200B", "😀", "New message", "3 new messages", "in in in in", " in ", "[x] in #y",
  "Robin (#general, Study group)", "{sender}", "%s%n", "sam@host/pc (win 2)\n", "app.x", "(1)", ". . .", "=", "\t",
};

static const char *
pick (GRand *random)
{
  return strings[g_rand_int_range (random, 0, G_N_ELEMENTS (strings))];
}

static char *
build_string (GRand *random)
{
  GString *out = g_string_new (pick (random));

  while (g_rand_int_range (random, 0, 3) == 0)
    g_string_append (out, pick (random));
  if (g_rand_int_range (random, 0, 500) == 0)
    {
      while (out->len < 100000)
        g_string_append (out, " (: <b>&amp;");
    }

  return g_string_free (out, FALSE);
}

static GVariant *
build_value (GRand *random,
             guint  depth)
{
  g_autofree char *string = build_string (random);

  switch (g_rand_int_range (random, 0, depth > 3 ? 6 : 10))
    {
    case 0:
    case 1:
    case 2:
      return g_variant_new_string (string);
    case 3:
      return g_variant_new_int32 ((gint32) g_rand_int (random));
    case 4:
      return g_variant_new_byte ((guchar) g_rand_int (random));
    case 5:
      return g_variant_new_boolean (g_rand_boolean (random));
    case 6:
      return g_variant_new_variant (build_value (random, depth + 1));
    case 7:
      return g_variant_new ("(vv)", build_value (random, depth + 1), build_value (random, depth + 1));
    case 8:
      return g_variant_new_bytestring (string);
    default:
      return g_variant_new_parsed ("[{'action': %v, 'target': %v}]", build_value (random, depth + 1), build_value (random, depth + 1));
    }
}

static GVariant *
build_dictionary (GRand *random)
{
  static const char *const keys[] = { "desktop-entry", "category", "x-kde-eventId", "x-kde-origin-name", "x-kde-display-appname",
                                      "x-shell-sender", "image-data", "title", "body", "markup-body", "buttons", "default-action",
                                      "default-action-target", "priority", "" };
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gint32 n = g_rand_int_range (random, 0, 8); n > 0; n--)
    g_variant_builder_add (&builder, "{sv}", keys[g_rand_int_range (random, 0, G_N_ELEMENTS (keys))], build_value (random, 0));

  return g_variant_builder_end (&builder);
}

static GVariant *
build_body (GRand *random,
            guint  door)
{
  g_autofree char *name = build_string (random);
  g_autofree char *summary = build_string (random);
  g_autofree char *body = build_string (random);
  g_autofree char *action = build_string (random);
  const char *actions[] = { action, "", pick (random), NULL };

  if (g_rand_int_range (random, 0, 10) == 0)
    return g_variant_new ("(vv)", build_value (random, 0), build_value (random, 0));
  if (door > 0)
    return g_variant_new ("(ss@a{sv})", name, summary, build_dictionary (random));

  return g_variant_new ("(susss^as@a{sv}i)", name, g_rand_int (random), "", summary, body, actions, build_dictionary (random), -1);
}

static void
assert_valid (const char *string)
{
  g_assert_true (string == NULL || g_utf8_validate (string, -1, NULL));
}

static void
check_reading (const PlReading *reading)
{
  g_assert_cmpint (reading->use, ==, reading->why == NULL);
  g_assert_cmpint (reading->use, ==, reading->messages->len > 0);
  for (guint i = 0; i < reading->messages->len; i++)
    {
      const PlMessage *message = g_ptr_array_index (reading->messages, i);

      assert_valid (pl_message_get_application (message));
      assert_valid (pl_message_get_channel (message));
      assert_valid (pl_message_get_group (message));
      assert_valid (pl_message_get_sender (message));
      assert_valid (pl_message_get_text (message));
      g_assert_cmpuint (pl_message_get_text_length (message), <=, 8192);
      g_assert_true (pl_message_get_sender (message) == NULL || *pl_message_get_sender (message) != '\0');
    }
}

static void
test_random_values (void)
{
  static const char *const interfaces[] = { "org.freedesktop.Notifications", "org.gtk.Notifications", "org.freedesktop.impl.portal.Notification" };
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < ROUNDS; i++)
    {
      guint door = (guint) g_rand_int_range (random, 0, 3);
      g_autofree char *sender = g_strdup_printf (":1.%d", g_rand_int_range (random, 0, 1000));
      g_autoptr (PlReading) reading = read_call (intake, interfaces[door], door == 0 ? "Notify" : "AddNotification", sender,
                                                 door == 0 ? "org.freedesktop.Notifications" : ":1.2000", build_body (random, door), i);

      check_reading (reading);
    }
}

/* A title that has a thousand places to be cut must not make the matching slow: this ends, or the test never does. */
static void
test_many_ways_to_cut_end (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (GString) title = g_string_new (NULL);

  while (title->len < 60000)
    g_string_append (title, " in (#a, b) : [");
  for (guint i = 0; i < 20; i++)
    {
      static const char *const names[] = { "discord", "Slack", "Signal", "hexchat", "Evolution" };
      g_autoptr (PlReading) reading = read_notify (intake, ":1.5", "org.freedesktop.Notifications",
        build_notify (names[i % G_N_ELEMENTS (names)], 0, title->str, title->str, NULL, build_hints (NULL, NULL)), i * G_USEC_PER_SEC * 5);

      check_reading (reading);
    }
}

static GVariant *
build_room (const char *application,
            const char *title,
            const char *body)
{
  GVariantBuilder room;

  g_variant_builder_init (&room, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&room, "{sv}", "title", g_variant_new_string (title));
  g_variant_builder_add (&room, "{sv}", "body", g_variant_new_string (body));
  g_variant_builder_add (&room, "{sv}", "default-action", g_variant_new_string ("app.show-room"));
  g_variant_builder_add (&room, "{sv}", "default-action-target", g_variant_new ("(sv)", "!room", g_variant_new_string ("id")));

  return g_variant_new ("(ssa{sv})", application, "@kid:example.org//!room//$event", &room);
}

/* Names of nothing but control characters, or of nothing, by every program's form and both doors. */
static void
test_names_of_nothing (void)
{
  static const char *const programs[] = { "org.gnome.Fractal", "org.telegram.desktop", "Signal", "discord", "Slack", "Element", "hexchat",
                                          "im.dino.Dino", "org.gnome.Polari", "KDE Connect", "Chromium" };
  static const char *const names[] = { "", "\006\006", "\006\006: hi", ": hi", ": ", "\n", "Club", "3 new messages" };
  const guint n = G_N_ELEMENTS (names);
  g_autoptr (PlIntake) intake = pl_intake_new ();

  for (guint i = 0; i < G_N_ELEMENTS (programs) * n * n; i++)
    {
      const char *program = programs[i / (n * n)];
      const char *title = names[i / n % n];
      const char *body = names[i % n];
      g_autoptr (PlReading) by_room = read_call (intake, "org.gtk.Notifications", "AddNotification", ":1.6", ":1.2000",
                                                 build_room (program, title, body), i * G_USEC_PER_SEC * 5);
      g_autoptr (PlReading) by_call = read_notify (intake, ":1.5", "org.freedesktop.Notifications",
                                                   build_notify (program, 0, title, body, NULL, build_hints (NULL, NULL)), i * G_USEC_PER_SEC * 5);

      check_reading (by_room);
      check_reading (by_call);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/hostile/random-values", test_random_values);
  g_test_add_func ("/intake/hostile/many-ways-to-cut-end", test_many_ways_to_cut_end);
  g_test_add_func ("/intake/hostile/names-of-nothing", test_names_of_nothing);

  return g_test_run ();
}
