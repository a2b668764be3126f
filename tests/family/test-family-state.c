// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-state.h"

#define PARENT 1000
#define TEEN 1001
#define OTHER 1002

#define DAY G_TIME_SPAN_DAY

/* A Wednesday: 2026-11-18 12:00 UTC. */
#define WEDNESDAY (G_GINT64_CONSTANT (1795003200) * G_USEC_PER_SEC)
#define MONDAY (WEDNESDAY + 5 * DAY - DAY / 2)

static PlFamilyState *
agreed (PlNoteKind kind)
{
  PlFamilyState *state = pl_family_state_new ();

  g_assert_true (pl_family_state_ask (state, PARENT, TEEN, kind, NULL));
  g_assert_true (pl_family_state_agree (state, TEEN, PARENT, kind, NULL));

  return state;
}

static char *
print (GVariant *floating)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (floating);

  return g_variant_print (variant, FALSE);
}

static void
assert_asked (PlFamilyState *state,
              const char    *expected)
{
  g_autofree char *text = print (pl_family_state_list_asked (state, PARENT));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_collected (PlFamilyState *state,
                  gint64         now,
                  const char    *expected)
{
  g_autofree char *text = print (pl_family_state_collect (state, PARENT, now));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_one_key_opens_nothing (void)
{
  g_autoptr (PlFamilyState) state = pl_family_state_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_family_state_agree (state, TEEN, PARENT, PL_NOTE_SENT, &error));
  g_assert_error (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_true (pl_family_state_ask (state, PARENT, TEEN, PL_NOTE_SENT, NULL));
  assert_asked (state, "[(1001, 'sent', 'waiting')]");
  g_assert_false (pl_family_state_send (state, TEEN, PARENT, WEDNESDAY, &error));
  g_assert_error (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED);

  pl_family_state_check_in (state, TEEN, WEDNESDAY);
  assert_collected (state, MONDAY + 7 * DAY, "[]");
}

static void
test_nobody_holds_the_others_key (void)
{
  g_autoptr (PlFamilyState) state = pl_family_state_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_family_state_ask (state, PARENT, TEEN, PL_NOTE_SENT, NULL));

  /* The parent, and a third account, try the young person's key. */
  g_assert_false (pl_family_state_agree (state, PARENT, PARENT, PL_NOTE_SENT, NULL));
  g_assert_false (pl_family_state_agree (state, PARENT, TEEN, PL_NOTE_SENT, NULL));
  g_assert_false (pl_family_state_agree (state, OTHER, PARENT, PL_NOTE_SENT, NULL));
  assert_asked (state, "[(1001, 'sent', 'waiting')]");

  g_assert_false (pl_family_state_ask (state, PARENT, PARENT, PL_NOTE_SENT, &error));
  g_assert_error (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED);
}

static void
test_no_answer_a_no_and_a_stop_look_the_same (void)
{
  g_autoptr (PlFamilyState) silent = pl_family_state_new ();
  g_autoptr (PlFamilyState) refused = pl_family_state_new ();
  g_autoptr (PlFamilyState) stopped = agreed (PL_NOTE_WEEKLY);
  g_autoptr (PlFamilyState) held = agreed (PL_NOTE_WEEKLY);

  g_assert_true (pl_family_state_ask (silent, PARENT, TEEN, PL_NOTE_WEEKLY, NULL));
  g_assert_true (pl_family_state_ask (refused, PARENT, TEEN, PL_NOTE_WEEKLY, NULL));
  pl_family_state_stop (refused, TEEN, PARENT, PL_NOTE_WEEKLY);
  pl_family_state_check_in (stopped, TEEN, WEDNESDAY);
  pl_family_state_stop (stopped, TEEN, PARENT, PL_NOTE_WEEKLY);
  pl_family_state_check_in (held, TEEN, WEDNESDAY);
  pl_family_state_hold (held, TEEN, PARENT, WEDNESDAY + DAY);

  assert_asked (silent, "[(1001, 'weekly', 'waiting')]");
  assert_asked (refused, "[(1001, 'weekly', 'waiting')]");
  assert_asked (stopped, "[(1001, 'weekly', 'waiting')]");
  assert_collected (silent, MONDAY + DAY, "[]");
  assert_collected (refused, MONDAY + DAY, "[]");
  assert_collected (stopped, MONDAY + DAY, "[]");
  assert_collected (held, MONDAY + DAY, "[]");
}

static void
test_a_sent_note_arrives_once (void)
{
  g_autoptr (PlFamilyState) state = agreed (PL_NOTE_SENT);

  g_assert_true (pl_family_state_send (state, TEEN, PARENT, WEDNESDAY, NULL));
  assert_collected (state, WEDNESDAY + 1, "[(1001, 'sent')]");
  assert_collected (state, WEDNESDAY + 2, "[]");

  /* Again in the same week says nothing new; in the next it does. */
  g_assert_true (pl_family_state_send (state, TEEN, PARENT, WEDNESDAY + DAY, NULL));
  assert_collected (state, WEDNESDAY + DAY, "[]");
  g_assert_true (pl_family_state_send (state, TEEN, PARENT, WEDNESDAY + 7 * DAY, NULL));
  assert_collected (state, WEDNESDAY + 7 * DAY, "[(1001, 'sent')]");
}

static void
test_a_weekly_note_waits_for_its_day (void)
{
  g_autoptr (PlFamilyState) once = agreed (PL_NOTE_WEEKLY);
  g_autoptr (PlFamilyState) often = agreed (PL_NOTE_WEEKLY);

  pl_family_state_check_in (once, TEEN, WEDNESDAY);
  for (guint i = 0; i < 20; i++)
    pl_family_state_check_in (often, TEEN, WEDNESDAY + i * DAY / 10);

  /* Neither when nor how often can be told from what arrives. */
  assert_collected (once, MONDAY - 1, "[]");
  assert_collected (often, MONDAY - 1, "[]");
  assert_collected (once, MONDAY, "[(1001, 'weekly')]");
  assert_collected (often, MONDAY, "[(1001, 'weekly')]");
  assert_collected (often, MONDAY + 7 * DAY, "[]");
}

static void
test_there_is_always_a_day_to_hold (void)
{
  g_autoptr (PlFamilyState) state = agreed (PL_NOTE_WEEKLY);

  /* Sunday evening: not tomorrow, but a week from tomorrow. */
  pl_family_state_check_in (state, TEEN, MONDAY - DAY / 4);
  assert_collected (state, MONDAY + DAY, "[]");
  assert_collected (state, MONDAY + 7 * DAY, "[(1001, 'weekly')]");
}

static void
test_reminders_know_nothing (void)
{
  g_autoptr (PlFamilyState) quiet = agreed (PL_NOTE_REMINDER);
  g_autoptr (PlFamilyState) busy = agreed (PL_NOTE_REMINDER);

  for (guint day = 0; day < 60; day++)
    {
      g_autofree char *left = NULL;
      g_autofree char *right = NULL;

      pl_family_state_check_in (busy, TEEN, WEDNESDAY + day * DAY);
      left = print (pl_family_state_collect (quiet, PARENT, WEDNESDAY + day * DAY));
      right = print (pl_family_state_collect (busy, PARENT, WEDNESDAY + day * DAY));
      g_assert_cmpstr (left, ==, right);
    }
}

static void
test_either_side_stops (void)
{
  g_autoptr (PlFamilyState) by_parent = agreed (PL_NOTE_SENT);
  g_autoptr (PlFamilyState) by_teen = agreed (PL_NOTE_SENT);

  pl_family_state_stop (by_parent, PARENT, TEEN, PL_NOTE_SENT);
  pl_family_state_stop (by_teen, TEEN, PARENT, PL_NOTE_SENT);
  g_assert_false (pl_family_state_send (by_parent, TEEN, PARENT, WEDNESDAY, NULL));
  g_assert_false (pl_family_state_send (by_teen, TEEN, PARENT, WEDNESDAY, NULL));

  /* Asking again does not bring the young person's yes back. */
  g_assert_true (pl_family_state_ask (by_parent, PARENT, TEEN, PL_NOTE_SENT, NULL));
  g_assert_true (pl_family_state_ask (by_teen, PARENT, TEEN, PL_NOTE_SENT, NULL));
  g_assert_false (pl_family_state_send (by_parent, TEEN, PARENT, WEDNESDAY, NULL));
  g_assert_false (pl_family_state_send (by_teen, TEEN, PARENT, WEDNESDAY, NULL));
}

static void
test_survives_being_written (void)
{
  g_autoptr (PlFamilyState) state = agreed (PL_NOTE_WEEKLY);
  g_autoptr (PlFamilyState) back = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (GError) error = NULL;

  pl_family_state_check_in (state, TEEN, WEDNESDAY);
  variant = g_variant_ref_sink (pl_family_state_to_variant (state));
  back = pl_family_state_from_variant (variant, &error);
  g_assert_no_error (error);
  again = g_variant_ref_sink (pl_family_state_to_variant (back));
  g_assert_true (g_variant_equal (variant, again));
  assert_collected (back, MONDAY, "[(1001, 'weekly')]");
}

static void
test_damage_is_no_agreement (void)
{
  const char *const damaged[] = {
    "(uint32 2, @a(uusbbuu) [])",
    "(uint32 1, [(uint32 1, uint32 2, 'everything', true, true, uint32 0, uint32 0)])",
    "(uint32 1, [(uint32 1, uint32 1, 'sent', true, true, uint32 0, uint32 0)])",
    "'yes'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GVariant) variant = g_variant_parse (NULL, damaged[i], NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PlFamilyState) state = NULL;

      g_assert_nonnull (variant);
      state = pl_family_state_from_variant (variant, &error);
      g_assert_null (state);
      g_assert_error (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_DAMAGED);
    }
}

static void
test_requests_are_bounded (void)
{
  g_autoptr (PlFamilyState) state = pl_family_state_new ();
  g_autoptr (GError) error = NULL;
  guint accepted = 0;

  for (guint i = 0; i < 1000; i++)
    accepted += pl_family_state_ask (state, 2000 + i, TEEN, PL_NOTE_SENT, i == 999 ? &error : NULL);

  g_assert_cmpuint (accepted, <, 100);
  g_assert_error (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_FULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/family/state/one-key-opens-nothing", test_one_key_opens_nothing);
  g_test_add_func ("/family/state/nobody-holds-the-others-key", test_nobody_holds_the_others_key);
  g_test_add_func ("/family/state/no-answer-a-no-and-a-stop-look-the-same", test_no_answer_a_no_and_a_stop_look_the_same);
  g_test_add_func ("/family/state/a-sent-note-arrives-once", test_a_sent_note_arrives_once);
  g_test_add_func ("/family/state/a-weekly-note-waits-for-its-day", test_a_weekly_note_waits_for_its_day);
  g_test_add_func ("/family/state/there-is-always-a-day-to-hold", test_there_is_always_a_day_to_hold);
  g_test_add_func ("/family/state/reminders-know-nothing", test_reminders_know_nothing);
  g_test_add_func ("/family/state/either-side-stops", test_either_side_stops);
  g_test_add_func ("/family/state/survives-being-written", test_survives_being_written);
  g_test_add_func ("/family/state/damage-is-no-agreement", test_damage_is_no_agreement);
  g_test_add_func ("/family/state/requests-are-bounded", test_requests_are_bounded);

  return g_test_run ();
}
