// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake-events.h"

#include <string.h>

#define SERVER "org.freedesktop.Notifications"
#define LATER (10 * G_TIME_SPAN_SECOND)

static GVariant *
build_simple (const char *text)
{
  return build_notify ("Example", 0, "Sam", text, NULL, build_hints ("category", g_variant_new_string ("im.received")));
}

static GVariant *
build_addition (const char *application,
                const char *id,
                const char *text)
{
  GVariantBuilder dictionary;

  g_variant_builder_init (&dictionary, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&dictionary, "{sv}", "title", g_variant_new_string ("Sam"));
  g_variant_builder_add (&dictionary, "{sv}", "body", g_variant_new_string (text));

  return g_variant_new ("(ssa{sv})", application, id, &dictionary);
}

static PlReading *
read_backend (PlIntake   *intake,
              const char *destination,
              const char *application,
              const char *text,
              gint64      now)
{
  return read_call (intake, "org.freedesktop.impl.portal.Notification", "AddNotification", ":1.3", destination,
                    build_addition (application, text, text), now);
}

static void
assert_refused (PlReading  *reading,
                const char *word)
{
  g_autoptr (PlReading) owned = reading;

  g_assert_false (owned->use);
  g_assert_cmpuint (owned->messages->len, ==, 0);
  g_assert_nonnull (strstr (owned->why, word));
}

static void
assert_used (PlReading  *reading,
             const char *text)
{
  g_autoptr (PlReading) owned = reading;

  g_assert_true (owned->use);
  g_assert_cmpstr (pl_message_get_text (get_first (owned)), ==, text);
}

static void
test_own_pop_ups_are_dropped (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  GVariant *hints = build_hints ("desktop-entry", g_variant_new_string ("org.porchlight.Porchlight"));

  pl_intake_set_own_name (intake, ":1.7");
  assert_refused (read_notify (intake, ":1.7", SERVER, build_simple ("a"), 0), "our own");
  assert_used (read_notify (intake, ":1.70", SERVER, build_simple ("b"), 0), "b");
  assert_refused (read_notify (intake, ":1.8", SERVER, build_notify ("x", 0, "a", "b", NULL, hints), 0), "our own");
  assert_refused (read_backend (intake, ":1.6", "org.porchlight.Porchlight", "c", 0), "our own");
}

static void
test_portal_counts_once (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  assert_refused (read_call (intake, "org.freedesktop.portal.Notification", "AddNotification", ":1.2", "x",
                             g_variant_new ("(sa{sv})", "id", NULL), 0), "application side");
  assert_used (read_backend (intake, ":1.6", "org.signal.Signal", "hello", 0), "hello");
  assert_refused (read_notify (intake, ":1.6", SERVER, build_simple ("hello"), LATER), "re-sent");
  assert_refused (read_call (intake, "org.gtk.Notifications", "AddNotification", ":1.6", "org.gtk.Notifications",
                             build_addition ("org.signal.Signal", "2", "hello"), LATER), "re-sent");
  assert_used (read_notify (intake, ":1.60", SERVER, build_simple ("hello"), LATER), "hello");
}

static void
test_a_new_bus_gives_names_out_anew (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  assert_used (read_backend (intake, ":1.6", "org.signal.Signal", "hello", 0), "hello");
  pl_intake_forget_bus (intake);
  assert_used (read_notify (intake, ":1.6", SERVER, build_simple ("other"), 0), "other");
}

static void
test_forwarded_copies_are_dropped (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  GVariant *hints = build_hints ("x-shell-sender", g_variant_new_string (":1.8"));

  pl_intake_set_server_name (intake, ":1.30");
  assert_refused (read_notify (intake, ":1.30", "org.gnome.Shell", build_simple ("a"), 0), "forwarded");
  assert_refused (read_notify (intake, ":1.31", SERVER, build_notify ("x", 0, "a", "b", NULL, hints), 0), "forwarded");
}

static void
test_only_what_the_server_gets_counts (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  assert_used (read_notify (intake, ":1.5", ":1.9", build_simple ("a"), 0), "a");
  pl_intake_set_server_name (intake, ":1.9");
  assert_used (read_notify (intake, ":1.5", ":1.9", build_simple ("b"), 0), "b");
  assert_used (read_notify (intake, ":1.5", SERVER, build_simple ("c"), 0), "c");
  assert_refused (read_notify (intake, ":1.5", ":1.10", build_simple ("d"), 0), "not addressed");
  assert_refused (read_notify (intake, ":1.5", "org.example.Logger", build_simple ("e"), 0), "not addressed");
}

static PlReading *
read_owner_change (PlIntake   *intake,
                   const char *sender,
                   const char *owner)
{
  g_autoptr (GVariant) body = g_variant_ref_sink (g_variant_new ("(sss)", SERVER, "", owner));
  const PlBusEvent event = { PL_BUS_EVENT_SIGNAL, "org.freedesktop.DBus", "NameOwnerChanged", "/", sender, NULL, NULL, 0, 0, body };

  return pl_intake_read (intake, &event, 0);
}

static void
test_the_server_may_change (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  pl_intake_set_server_name (intake, ":1.9");
  assert_refused (read_owner_change (intake, ":1.66", ":1.66"), "server");
  assert_used (read_notify (intake, ":1.5", ":1.9", build_simple ("a"), 0), "a");
  assert_refused (read_owner_change (intake, "org.freedesktop.DBus", ":1.40"), "server");
  assert_refused (read_notify (intake, ":1.5", ":1.9", build_simple ("b"), 0), "not addressed");
  assert_used (read_notify (intake, ":1.5", ":1.40", build_simple ("c"), 0), "c");
}

static void
test_a_double_send_counts_once (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  assert_used (read_notify (intake, ":1.5", SERVER, build_simple ("a"), 0), "a");
  assert_refused (read_notify (intake, ":1.5", SERVER, build_simple ("a"), G_TIME_SPAN_SECOND), "moment ago");
  assert_used (read_notify (intake, ":1.5", SERVER, build_simple ("a"), LATER), "a");
}

static void
test_a_replacement_counts_where_it_is_new (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  assert_used (read_chat (intake, 0, "Sam", "one", 0), "one");
  assert_refused (read_chat (intake, 7, "Sam", "one", LATER), "same text");
  assert_used (read_chat (intake, 7, "Sam", "one\ntwo", 2 * LATER), "two");
  assert_used (read_chat (intake, 7, "Sam", "three", 3 * LATER), "three");
  assert_used (read_chat (intake, 7, "Robin", "three", 4 * LATER), "three");
}

static void
test_broken_calls_are_counted (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (PlReading) none = read_notify (intake, ":1.5", SERVER, NULL, 0);
  g_autoptr (PlReading) wrong = read_notify (intake, ":1.5", SERVER, g_variant_new ("(s)", "x"), 0);
  g_autoptr (PlReading) number = read_notify (intake, ":1.5", SERVER,
    g_variant_new ("(susi^asa{sv}i)", "x", 0, "", 7, (const char *[]) { NULL }, NULL, 0), 0);

  g_assert_true (none->malformed && wrong->malformed && number->malformed);
  g_assert_false (none->use || wrong->use || number->use);
}

static void
test_hints_of_any_type_are_tolerated (void)
{
  static const char *const keys[] = { "desktop-entry", "category", "x-kde-eventId", "x-kde-origin-name", "urgency", "image-data" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (PlIntake) intake = pl_intake_new ();

      assert_used (read_notify (intake, ":1.5", SERVER, build_notify ("Signal", 0, "Sam", "hi", NULL,
                                build_hints (keys[i], g_variant_new ("(iu)", 1, 2))), 0), "hi");
    }
}

static void
test_slim_changes_no_reading (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autofree char *bytes = g_malloc0 (300 * 1024);
  GVariant *picture = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, 300 * 1024, 1);
  g_autoptr (GVariant) body = g_variant_ref_sink (build_notify ("Signal", 0, "Sam", "hi", NULL, build_hints ("image-data", picture)));
  PlBusEvent event = { PL_BUS_EVENT_CALL, SERVER, "Notify", "/", ":1.5", SERVER, NULL, 1, 0, body };
  g_autoptr (GVariant) slim = pl_intake_slim (&event);

  g_assert_cmpuint (g_variant_get_size (slim), <, 1024);
  event.body = slim;
  assert_used (pl_intake_read (intake, &event, 0), "hi");
}

static void
test_rules_want_what_the_doors_want (void)
{
  const char *const *rules = pl_intake_get_match_rules ();
  const PlBusEvent reply = { .type = PL_BUS_EVENT_RETURN };
  const PlBusEvent close = { .type = PL_BUS_EVENT_CALL, .interface = SERVER, .member = "CloseNotification" };
  const PlBusEvent notify = { .type = PL_BUS_EVENT_CALL, .interface = SERVER, .member = "Notify" };

  for (guint i = 0; rules[i] != NULL; i++)
    g_assert_nonnull (strstr (rules[i], "member='"));
  g_assert_false (pl_intake_wants (&reply));
  g_assert_false (pl_intake_wants (&close));
  g_assert_true (pl_intake_wants (&notify));
}

static void
test_mirrors_of_our_prompt_are_dropped (void)
{
  static const char *const texts[] = { "A quick check-in", "Open when you have a moment.", NULL };
  g_autoptr (PlIntake) intake = pl_intake_new ();

  pl_intake_set_own_texts (intake, texts);
  assert_refused (read_chat (intake, 0, "Desktop", "Porchlight: A quick check-in Open when you have a moment.", 0), "our own");
  assert_used (read_chat (intake, 0, "Sam", "Open when you have a moment. And then, when nobody else is at home, send me the "
                          "picture that we talked about", 0),
               "Open when you have a moment. And then, when nobody else is at home, send me the picture that we talked about");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/doors/own-pop-ups-are-dropped", test_own_pop_ups_are_dropped);
  g_test_add_func ("/intake/doors/portal-counts-once", test_portal_counts_once);
  g_test_add_func ("/intake/doors/a-new-bus-gives-names-out-anew", test_a_new_bus_gives_names_out_anew);
  g_test_add_func ("/intake/doors/forwarded-copies-are-dropped", test_forwarded_copies_are_dropped);
  g_test_add_func ("/intake/doors/only-what-the-server-gets-counts", test_only_what_the_server_gets_counts);
  g_test_add_func ("/intake/doors/the-server-may-change", test_the_server_may_change);
  g_test_add_func ("/intake/doors/a-double-send-counts-once", test_a_double_send_counts_once);
  g_test_add_func ("/intake/doors/a-replacement-counts-where-it-is-new", test_a_replacement_counts_where_it_is_new);
  g_test_add_func ("/intake/doors/broken-calls-are-counted", test_broken_calls_are_counted);
  g_test_add_func ("/intake/doors/hints-of-any-type-are-tolerated", test_hints_of_any_type_are_tolerated);
  g_test_add_func ("/intake/doors/slim-changes-no-reading", test_slim_changes_no_reading);
  g_test_add_func ("/intake/doors/rules-want-what-the-doors-want", test_rules_want_what_the_doors_want);
  g_test_add_func ("/intake/doors/mirrors-of-our-prompt-are-dropped", test_mirrors_of_our_prompt_are_dropped);

  return g_test_run ();
}
