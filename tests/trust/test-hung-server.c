// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A notification server that takes what it is sent and answers nothing: the watcher says so, and hears on. */

#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <signal.h>

#define OURS "Porchlight"

/* Sent while the server hangs. */
#define MESSAGES 20

static const char *const capabilities[] = { "actions", "body", NULL };

static gboolean
has_problem (gpointer session)
{
  g_autoptr (GVariant) problem = pl_watcher_get_property (session, "Problem");

  return problem != NULL && *g_variant_get_string (problem, NULL) != '\0';
}

static gboolean
has_no_problem (gpointer session)
{
  g_autoptr (GVariant) problem = pl_watcher_get_property (session, "Problem");

  return problem != NULL && *g_variant_get_string (problem, NULL) == '\0';
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

/* The one that is due for a check-in, and those after it. */
static gboolean
has_heard_all (gpointer session)
{
  g_autoptr (GVariant) sources = pl_watcher_get_property (session, "Sources");
  GVariantIter iter;
  guint heard;
  guint sum = 0;

  if (sources == NULL)
    return FALSE;
  g_variant_iter_init (&iter, sources);
  while (g_variant_iter_next (&iter, "(&s&suu)", NULL, NULL, &heard, NULL))
    sum += heard;

  return sum == MESSAGES + 1;
}

static void
post_others (PlSession *session)
{
  for (guint i = 0; i < MESSAGES; i++)
    {
      g_autofree char *text = g_strdup_printf ("see you at practice number %u, bring water", i);

      pl_watcher_post (session, "Robin", text);
    }
  pl_watcher_flush (session);
}

/* Nothing of this waits as long as a call that is never answered: 25 seconds. */
static void
assert_hears_on (PlSession *session)
{
  pl_watcher_post (session, "Alex", "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");
  pl_watcher_flush (session);
  g_assert_true (pl_session_wait (session, has_problem, session, 10));
  post_others (session);
  g_assert_true (pl_session_wait (session, has_heard_all, session, 10));
  g_assert_cmpuint (pl_watcher_count_prompts (session), ==, 0);
}

static void
test_it_hears_on (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  pl_mock_server_hang (server, TRUE);
  assert_hears_on (session);
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 0);

  /* What waited is shown as soon as the server wakes up, once. */
  pl_mock_server_hang (server, FALSE);
  g_assert_true (pl_session_wait (session, popup_shown, server, 20));
  g_assert_true (pl_session_wait (session, has_no_problem, session, 20));
  g_assert_cmpuint (pl_mock_server_count (server, OURS), ==, 1);
}

/* The same with a real one that is stopped, and goes on. */
static void
test_it_hears_on_beside_dunst (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_DISPLAY);
  g_autoptr (GSubprocess) dunst = pl_session_start_dunst (session);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);

  g_subprocess_send_signal (dunst, SIGSTOP);
  assert_hears_on (session);

  g_subprocess_send_signal (dunst, SIGCONT);
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
  g_assert_true (pl_session_wait (session, has_no_problem, session, 20));
}

/* Another takes the place of one that hangs without giving it up: what waits is shown by that one. */
static void
test_another_takes_its_place (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  PlMockServer *hung = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (PlMockServer) other = NULL;

  pl_mock_server_hang (hung, TRUE);
  assert_hears_on (session);
  pl_mock_server_free (hung);

  other = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_assert_true (pl_session_wait (session, popup_shown, other, 20));
  g_assert_true (pl_session_wait (session, has_no_problem, session, 20));
}

/* A pop-up that the server does not take back any more keeps nobody waiting either. */
static void
test_a_popup_is_taken_back (void)
{
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  g_autoptr (GSubprocess) watcher = pl_watcher_start (session);
  g_autoptr (GVariant) answered = NULL;
  g_autoptr (GError) error = NULL;

  pl_watcher_post (session, "Alex", "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");
  g_assert_true (pl_watcher_wait_for_prompt (session, 1));
  pl_mock_server_hang (server, TRUE);
  answered = pl_watcher_call (session, "Answer", g_variant_new ("(ss)", pl_watcher_last_prompt (session), "not-now"), &error);
  g_assert_no_error (error);
  post_others (session);
  g_assert_true (pl_session_wait (session, has_heard_all, session, 10));

  pl_mock_server_hang (server, FALSE);
  g_assert_true (pl_mock_server_last (server, OURS)->closed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/hung-server/it-hears-on", test_it_hears_on);
  g_test_add_func ("/trust/hung-server/it-hears-on-beside-dunst", test_it_hears_on_beside_dunst);
  g_test_add_func ("/trust/hung-server/another-takes-its-place", test_another_takes_its_place);
  g_test_add_func ("/trust/hung-server/a-popup-is-taken-back", test_a_popup_is_taken_back);

  return g_test_run ();
}
