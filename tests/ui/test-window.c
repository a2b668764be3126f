// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "drive.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const general[] = { "--concern", "secrecy", "--stage", "control", "--reasons", "secrecy,image_request", NULL };
static const char *const threat[] = { "--concern", "threat", "--stage", "exploit", "--reasons", "threat", NULL };
static const char *const disclosure[] = { "--concern", "disclosure", "--stage", "support", "--reasons", "disclosure", NULL };
static const char *const by_id[] = { "--by-id", NULL };
static const char *const gone[] = { "--gone", NULL };
static const char *const heard[] = { "--heard", NULL };
static const char *const down[] = { "Down", NULL };
static const char *const enter[] = { "Return", NULL };

/* From the pop-up's Open: one click more, and a person who can help is on the page. */
static void
test_check_in_two_clicks (void)
{
  g_autofree char *log = NULL;

  drive_set_up (general);
  drive_open_action ("check-in", g_variant_new_string ("p1"));
  g_object_unref (drive_find_text ("Is this a good moment to read something private?"));
  g_assert_false (drive_shows ("secret"));
  g_assert_false (drive_shows ("Hotline"));
  drive_press ("Yes, show me");

  g_object_unref (drive_find_text ("keep a chat secret"));
  g_object_unref (drive_find_text ("People who can help"));
  g_object_unref (drive_find_text ("911"));
  drive_wait_log ("answer p1 opened");
  drive_press ("Why am I seeing this?");
  g_object_unref (drive_find_text ("asking for photos"));
  drive_press ("This is fine");
  drive_wait_log ("answer p1 fine");
  g_object_unref (drive_find_text ("Got it. We will show this less."));
  drive_tear_down ();
}

/* Nobody has to look for a way out: each answer is in view when the page opens, at the size of a new window and, in ui-window-small, on a phone's. */
static void
test_answers_in_view (void)
{
  drive_set_up (threat);
  drive_open_action ("check-in", g_variant_new_string ("p7"));
  drive_check_in_view ("Yes, show me");
  drive_check_in_view ("Not now");
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("not your fault"));
  drive_check_in_view ("This is fine");
  drive_check_in_view ("Not now");
  drive_check_in_view ("Show me people who can help");
  drive_screenshot ("check-in-answers");
  drive_tear_down ();
}

/* "Not now" at the gate tells nobody anything and leaves nothing open for whoever comes next. */
static void
test_gate_not_now (void)
{
  g_autofree char *log = NULL;

  drive_set_up (general);
  drive_open_action ("check-in", g_variant_new_string ("p2"));
  drive_press ("Not now");
  drive_wait_log ("answer p2 not-now");
  drive_wait_gone ();
  log = drive_dup_log ();
  g_assert_null (strstr (log, "get-prompt"));
  drive_tear_down ();
}

static void
test_threat (void)
{
  drive_set_up (threat);
  drive_open_action ("check-in", g_variant_new_string ("p3"));
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("not your fault"));
  g_object_unref (drive_find_text ("Stop replying"));
  g_object_unref (drive_find_text ("Keep the messages and the profile name"));
  g_object_unref (drive_find_text ("Block the account"));
  g_object_unref (drive_find_text ("988"));
  g_object_unref (drive_find_text ("Take It Down"));
  drive_screenshot ("check-in-threat");
  drive_press ("Show me people who can help");
  drive_wait_log ("answer p3 helped");
  g_object_unref (drive_find_text ("Country: United States"));
  drive_tear_down ();
}

static void
test_disclosure (void)
{
  drive_set_up (disclosure);
  drive_open_action ("check-in", g_variant_new_string ("p4"));
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("Helping a friend"));
  g_object_unref (drive_find_text ("I believe you"));
  drive_press ("More on helping a friend");
  g_object_unref (drive_find_text ("Listening is already help"));
  drive_press ("Back");
  drive_press ("Not now");
  drive_wait_log ("answer p4 not-now");
  drive_tear_down ();
}

/* An id works once: what is over is said kindly and leads to help. */
static void
test_gone (void)
{
  drive_set_up (gone);
  drive_open_action ("check-in", g_variant_new_string ("p5"));
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("That check-in is over. Help is here at any time."));
  g_object_unref (drive_find ("Get help"));
  drive_tear_down ();
}

static void
test_help (void)
{
  drive_set_up (NULL);
  drive_walk (TRUE);
  drive_open ();
  drive_press ("Get help");
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("In danger right now? Call 911."));
  drive_type ("Search help lines", "trafficking hotline");
  g_object_unref (drive_find_text ("1-888-373-7888"));
  drive_screenshot ("help-search");
  drive_press ("National Human Trafficking Hotline");
  g_object_unref (drive_find_text ("They will not call you first."));
  g_object_unref (drive_find_text ("It can show in the phone's call list or bill."));
  g_object_unref (drive_find_text ("Numbers were last checked on"));
  g_object_unref (drive_find_text ("Compass Connections"));
  drive_tear_down ();
}

/* A guess of the country is said to be one. */
static void
test_guess (void)
{
  drive_set_up (NULL);
  drive_set_setting ("country", "''");
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("No country chosen yet"));
  g_object_unref (drive_find_text ("local emergency number"));
  drive_press ("Change country");
  /* The countries stand open: the first of them. */
  drive_keys (down);
  drive_keys (down);
  drive_keys (enter);
  drive_wait_gone_text ("No country chosen yet");
  g_object_unref (drive_find_text ("Country: "));
  drive_tear_down ();
}

static gboolean
count_lines (DriveNode *node,
             gpointer   data)
{
  if (node->role == ATSPI_ROLE_LIST_ITEM)
    (*(guint *) data)++;

  return FALSE;
}

static guint
get_n_lines (void)
{
  guint n = 0;
  g_autoptr (DriveNode) none = drive_search (count_lines, &n);

  g_assert_null (none);
  return n;
}

/* Each filter is as large as a thumb, and leaves what fits. */
static void
test_filters (void)
{
  const char *const space[] = { "space", NULL };
  guint all;

  drive_set_up (NULL);
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("Country: United States."));
  drive_check_thumb ("Choose");
  drive_check_thumb ("Change country");
  drive_press ("Choose");
  drive_check_thumb ("Country");
  drive_check_thumb ("Topic");
  drive_check_thumb ("Way to reach out");
  all = get_n_lines ();
  drive_focus ("Way to reach out");
  drive_keys (space);
  drive_keys (down);
  drive_keys (down);
  drive_keys (enter);
  for (guint i = 0; i < 200 && get_n_lines () == all; i++)
    g_usleep (20 * 1000);
  g_assert_cmpuint (get_n_lines (), >, 0);
  g_assert_cmpuint (get_n_lines (), <, all);
  drive_screenshot ("filters");
  drive_tear_down ();
}

static gboolean
is_in (const char *path,
       const char *text)
{
  g_autofree char *held = NULL;

  return g_file_get_contents (path, &held, NULL, NULL) && strstr (held, text) != NULL;
}

/* P2 on disk: the name that is offered says nothing, and what is saved is the card. */
static void
test_save (void)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (g_get_home_dir (), "card.txt", NULL);
  g_autofree char *recent = g_build_filename (g_get_user_data_dir (), "recently-used.xbel", NULL);

  drive_set_up (NULL);
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  drive_type ("Search help lines", "988 Suicide");
  drive_press ("988 Suicide & Crisis Lifeline");
  drive_press ("Save as a plain card");
  /* The toolkit speaks its own button so. */
  drive_press ("_Save Save");
  for (guint i = 0; i < 400 && !g_file_get_contents (path, &text, NULL, NULL); i++)
    g_usleep (20 * 1000);
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "988"));
  /* The toolkit notes it among the recent files; it must not stay there. */
  for (guint i = 0; i < 400 && !g_file_test (recent, G_FILE_TEST_EXISTS); i++)
    g_usleep (20 * 1000);
  for (guint i = 0; i < 400 && is_in (recent, "card.txt"); i++)
    g_usleep (20 * 1000);
  g_assert_false (is_in (recent, "card.txt"));
  drive_tear_down ();
  g_assert_false (is_in (recent, "card.txt"));
  g_remove (recent);
}

static void
test_code (void)
{
  const char *argv[] = { "zbarimg", "-q", "--raw", NULL, NULL };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "code.png", NULL);
  const char *shot[] = { "import", "-window", "root", path, NULL };
  g_autofree char *read = NULL;
  g_autofree char *none = NULL;

  drive_set_up (NULL);
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  drive_type ("Search help lines", "988 Suicide");
  drive_press ("988 Suicide & Crisis Lifeline");
  drive_press ("Show a code for a phone");
  g_object_unref (drive_find_text ("Point a phone's camera at it"));
  g_usleep (600 * 1000);
  none = drive_capture (shot);
  argv[3] = path;
  read = drive_capture (argv);
  g_assert_true (g_str_has_prefix (read, "https:") || g_str_has_prefix (read, "sms:") || g_str_has_prefix (read, "tel:"));
  drive_screenshot ("code");
  drive_tear_down ();
}

static void
test_check_message (void)
{
  drive_set_up (NULL);
  drive_open_action ("check-message", NULL);
  drive_type ("Message to check", "thanks, the notes were great");
  drive_press ("Check");
  g_object_unref (drive_find_text ("Nothing stood out"));
  g_object_unref (drive_find_text ("That does not mean that all is well."));
  drive_press ("Clear");
  drive_type ("Message to check", "send me another photo or i will show everyone the first one. do not tell anyone");
  drive_press ("Check");
  drive_screenshot ("check-message");
  g_object_unref (drive_find_text ("Clear signs"));
  drive_tear_down ();
}

static void
test_pause (void)
{
  drive_set_up (heard);
  drive_open ();
  g_object_unref (drive_find_text ("Porchlight is on"));
  drive_press ("Pause for an hour");
  drive_wait_log ("pause 3600");
  g_object_unref (drive_find_text ("Porchlight is paused"));
  drive_press ("Turn back on");
  drive_wait_log ("resume");
  g_object_unref (drive_find_text ("Porchlight is on"));
  drive_tear_down ();
}

static void
test_no_watcher (void)
{
  drive_set_up (NULL);
  drive_open ();
  g_object_unref (drive_find_text ("Porchlight is not running"));
  g_object_unref (drive_find ("Start Porchlight"));
  drive_tear_down ();
}

static void
test_sight (void)
{
  drive_set_up (heard);
  drive_open_action ("can-see", NULL);
  g_object_unref (drive_find_text ("It has been running since "));
  g_object_unref (drive_find_text ("Gajim"));
  g_object_unref (drive_find_text ("Text is hidden by the program"));
  g_object_unref (drive_find_text ("What anybody was told"));
  g_object_unref (drive_find_text ("test model, 2026-11-22"));
  g_object_unref (drive_find_text ("does not mean that all is well"));
  drive_screenshot ("sight");
  drive_tear_down ();
}

/* The watcher says nothing by itself of what it heard: the page asks anew each time that it is opened. */
static void
test_sight_is_fresh (void)
{
  drive_set_up (heard);
  drive_open ();
  drive_press ("Pause for an hour");
  drive_press ("Turn back on");
  drive_wait_log ("resume");
  drive_press ("What Porchlight can see");
  g_object_unref (drive_find_text ("13 pop-ups heard"));
  drive_tear_down ();
}

static void
test_privacy (void)
{
  drive_set_up (heard);
  drive_open_action ("can-see", NULL);
  drive_press ("Your privacy");
  g_object_unref (drive_find_text ("It saves no message and no name"));
  g_object_unref (drive_find_text ("A parent or an owner who runs this computer"));
  g_assert_false (drive_shows ("/trust/"));
  drive_check_page ("privacy");
  drive_press ("Back");
  g_object_unref (drive_find_text ("What it never reads"));
  drive_press ("Menu");
  drive_press ("Your privacy");
  g_object_unref (drive_find_text ("Who could read what"));
  drive_tear_down ();
}

/* Without a mouse: from the first page to a card, key by key. */
static void
test_cards (void)
{
  drive_set_up (NULL);
  drive_walk (TRUE);
  drive_open ();
  drive_press ("Good to know");
  drive_press ("Yes, show me");
  drive_press ("Safer meetings");
  g_object_unref (drive_find_text ("Pick a busy place in the day"));
  drive_screenshot ("card");
  drive_tear_down ();
}

/* Shift three times: gone, the watcher told to drop its pop-ups, nothing in recent files, and the next start is neutral. */
static void
test_hide (const void *data)
{
  const char *const shift[] = { "Shift_L", "Shift_L", "Shift_L", NULL };
  g_autofree char *recent = g_build_filename (g_get_user_data_dir (), "recently-used.xbel", NULL);

  drive_set_up (general);
  drive_open_action ("check-in", g_variant_new_string ("p6"));
  drive_press ("Yes, show me");
  g_object_unref (drive_find_text ("keep a chat secret"));
  if (g_str_equal (data, "key"))
    drive_keys (shift);
  else
    drive_press ("Hide");
  drive_wait_log ("drop-prompts");
  drive_wait_gone ();
  g_assert_false (g_file_test (recent, G_FILE_TEST_EXISTS));

  drive_open ();
  g_object_unref (drive_find ("Check a message"));
  g_assert_false (drive_shows ("secret"));
  g_assert_false (drive_shows ("Hotline"));
  drive_tear_down ();
}

static char *
dup_title (void)
{
  const char *argv[] = { "xdotool", "search", "--onlyvisible", "--class", "porchlight", "getwindowname", NULL };

  return drive_capture (argv);
}

/* P2: the title that the task bar shows is the same byte for byte, whatever the page and the concern. */
static void
test_title (void)
{
  static const char *const concerns[] = { "flattery", "age_probe", "gift_money", "job_offer", "platform_switch", "secrecy", "isolation",
                                          "image_request", "meeting_travel", "account_request", "threat", "control_debt", "commercial",
                                          "disclosure", "general" };

  drive_set_up (by_id);
  for (guint i = 0; i < G_N_ELEMENTS (concerns); i++)
    {
      g_autofree char *gate = NULL;
      g_autofree char *page = NULL;

      drive_open_action ("check-in", g_variant_new_string (concerns[i]));
      g_object_unref (drive_find_text ("Is this a good moment"));
      gate = dup_title ();
      drive_press ("Yes, show me");
      g_object_unref (drive_find_text ("People who can help"));
      page = dup_title ();
      g_assert_cmpstr (gate, ==, "Porchlight\n");
      g_assert_cmpstr (page, ==, "Porchlight\n");
    }
  drive_tear_down ();
}

static void
test_copy (void)
{
  const char *argv[] = { "xclip", "-selection", "clipboard", "-o", NULL };
  g_autofree char *held = NULL;
  g_autofree char *after = NULL;

  drive_set_up (heard);
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  drive_type ("Search help lines", "trafficking hotline");
  drive_press ("National Human Trafficking Hotline");
  drive_press ("Copy");
  g_object_unref (drive_find_text ("It clears by itself in one minute"));
  held = drive_capture (argv);
  g_assert_cmpuint (strlen (held), >, 4);
  drive_press ("Hide");
  drive_wait_gone ();
  after = drive_capture (argv);
  g_assert_cmpstr (after, ==, "");
  drive_tear_down ();
}

/* The minute itself, on the clock: for the suite full. */
static void
test_copy_for_a_minute (void)
{
  const char *argv[] = { "xclip", "-selection", "clipboard", "-o", NULL };
  gint64 start;

  drive_set_up (heard);
  drive_open_action ("get-help", NULL);
  drive_press ("Yes, show me");
  drive_type ("Search help lines", "trafficking hotline");
  drive_press ("National Human Trafficking Hotline");
  drive_press ("Copy");
  start = g_get_monotonic_time ();
  g_object_unref (drive_find_text ("It clears by itself in one minute"));
  for (;;)
    {
      g_autofree char *held = drive_capture (argv);

      if (*held == '\0')
        break;
      g_assert_cmpint (g_get_monotonic_time () - start, <, 120 * G_TIME_SPAN_SECOND);
      g_usleep (500 * 1000);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, >, 50 * G_TIME_SPAN_SECOND);
  drive_tear_down ();
}

static void
test_first_run (const void *data)
{
  drive_set_up (heard);
  drive_set_setting ("first-run-done", "false");
  drive_open ();
  drive_press (data);
  g_object_unref (drive_find_text ("What it never does"));
  g_object_unref (drive_find_text ("Nobody."));
  drive_press ("Next");
  drive_press ("Send a test pop-up");
  drive_wait_log ("self-test 32");
  g_object_unref (drive_find_text ("It works. The test pop-up was heard"));
  drive_press ("Done");
  g_object_unref (drive_find_text ("Porchlight is on"));
  drive_tear_down ();
}

/* Somebody else set it up: this account still gets its page about what it sees and who is told. */
static void
test_set_up_by_other (void)
{
  drive_set_up (heard);
  drive_set_setting ("set-up-by-other", "true");
  drive_open ();
  g_object_unref (drive_find_text ("Somebody set this up for this account"));
  g_object_unref (drive_find_text ("You can pause it or turn it off at any time"));
  drive_screenshot ("set-up-by-other");
  drive_press ("Turn it off");
  g_object_unref (drive_find_text ("Porchlight is off"));
  drive_tear_down ();
}

static void
test_preferences (void)
{
  drive_set_up (heard);
  drive_open_action ("preferences", NULL);
  g_object_unref (drive_find_text ("Quiet hours"));
  drive_press ("Fewer");
  drive_check_page ("preferences");
  drive_screenshot ("preferences");
  drive_tear_down ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/window/check-in-in-two-clicks", test_check_in_two_clicks);
  g_test_add_func ("/ui/window/answers-are-in-view", test_answers_in_view);
  g_test_add_func ("/ui/window/not-now-at-the-gate", test_gate_not_now);
  g_test_add_func ("/ui/window/threat-shows-steps-and-lines", test_threat);
  g_test_add_func ("/ui/window/friend-has-a-page-of-its-own", test_disclosure);
  g_test_add_func ("/ui/window/check-in-that-is-over", test_gone);
  g_test_add_func ("/ui/window/find-a-line", test_help);
  g_test_add_func ("/ui/window/no-country-chosen", test_guess);
  g_test_add_func ("/ui/window/filters-for-a-thumb", test_filters);
  g_test_add_func ("/ui/window/card-is-saved-under-a-neutral-name", test_save);
  g_test_add_func ("/ui/window/code-for-a-phone", test_code);
  g_test_add_func ("/ui/window/copied-number-leaves-the-clipboard", test_copy);
  if (g_test_slow ())
    g_test_add_func ("/ui/window/copied-number-leaves-after-a-minute", test_copy_for_a_minute);
  g_test_add_func ("/ui/window/check-a-message-without-a-watcher", test_check_message);
  g_test_add_func ("/ui/window/pause-and-resume", test_pause);
  g_test_add_func ("/ui/window/no-watcher", test_no_watcher);
  g_test_add_func ("/ui/window/what-it-can-see", test_sight);
  g_test_add_func ("/ui/window/what-it-heard-is-fresh", test_sight_is_fresh);
  g_test_add_func ("/ui/window/your-privacy", test_privacy);
  g_test_add_func ("/ui/window/good-to-know", test_cards);
  g_test_add_data_func ("/ui/window/hide-button", "button", test_hide);
  g_test_add_data_func ("/ui/window/hide-key", "key", test_hide);
  g_test_add_func ("/ui/window/title-is-neutral", test_title);
  g_test_add_data_func ("/ui/window/first-run-for-me", "For me", test_first_run);
  g_test_add_data_func ("/ui/window/first-run-for-a-family", "For my family", test_first_run);
  g_test_add_data_func ("/ui/window/first-run-for-a-shared-computer", "For a shared computer", test_first_run);
  g_test_add_func ("/ui/window/set-up-by-somebody-else", test_set_up_by_other);
  g_test_add_func ("/ui/window/preferences", test_preferences);

  return g_test_run ();
}
