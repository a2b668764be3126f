// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompt-book.h"

#define NOW (G_TIME_SPAN_DAY * 20000)

static const PlAssessment assessment = { 0.8f, PL_STAGE_CONTROL, PL_CONCERN_SECRECY, FALSE };

static void
test_an_id_works_once (void)
{
  g_autoptr (PlPromptBook) book = pl_prompt_book_new ();
  g_autoptr (PlPrompt) first = NULL;
  g_autoptr (PlPrompt) second = NULL;

  pl_prompt_book_add (book, "a", "chat", &assessment, 1u << PL_CONCERN_SECRECY, NOW);
  first = pl_prompt_book_take (book, "a", NOW + 1);
  second = pl_prompt_book_take (book, "a", NOW + 2);

  g_assert_nonnull (first);
  g_assert_null (second);
  g_assert_cmpuint (pl_prompt_get_concern (first), ==, PL_CONCERN_SECRECY);
  g_assert_cmpuint (pl_prompt_get_time_bucket (first), ==, PL_TIME_BUCKET_NOW);
}

static void
test_lives_half_an_hour (void)
{
  g_autoptr (PlPromptBook) book = pl_prompt_book_new ();
  g_autoptr (PlPrompt) late = NULL;
  g_autoptr (PlPrompt) in_time = NULL;

  pl_prompt_book_add (book, "a", "chat", &assessment, 0, NOW);
  late = pl_prompt_book_take (book, "a", NOW + PL_PROMPT_LIFETIME);
  g_assert_null (late);

  in_time = pl_prompt_book_take (book, "a", NOW + PL_PROMPT_LIFETIME - 1);
  g_assert_nonnull (in_time);
  g_assert_cmpuint (pl_prompt_get_time_bucket (in_time), ==, PL_TIME_BUCKET_EARLIER);
}

static void
test_expiry_names_what_is_gone (void)
{
  g_autoptr (PlPromptBook) book = pl_prompt_book_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  g_assert_cmpint (pl_prompt_book_get_next_wake (book), ==, 0);
  pl_prompt_book_add (book, "a", "chat", &assessment, 0, NOW);
  pl_prompt_book_add (book, "b", "chat", &assessment, 0, NOW + G_TIME_SPAN_MINUTE);
  g_assert_cmpint (pl_prompt_book_get_next_wake (book), ==, NOW + PL_PROMPT_LIFETIME);

  none = pl_prompt_book_expire (book, NOW + PL_PROMPT_LIFETIME - 1);
  g_assert_cmpuint (none->len, ==, 0);
  gone = pl_prompt_book_expire (book, NOW + PL_PROMPT_LIFETIME);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (gone, 0), ==, "a");
}

static void
test_a_clock_set_back_keeps_nothing_forever (void)
{
  g_autoptr (PlPromptBook) book = pl_prompt_book_new ();
  g_autoptr (GPtrArray) gone = NULL;

  pl_prompt_book_add (book, "a", "chat", &assessment, 0, NOW);
  gone = pl_prompt_book_expire (book, NOW - G_TIME_SPAN_DAY);
  g_assert_cmpuint (gone->len, ==, 1);
}

static void
test_held_ones_come_oldest_first (void)
{
  g_autoptr (PlPromptBook) book = pl_prompt_book_new ();
  PlPromptEntry *first = pl_prompt_book_add (book, "a", "chat", &assessment, 0, NOW);

  pl_prompt_book_add (book, "b", "other", &assessment, 0, NOW + 1);
  g_assert_true (pl_prompt_book_next_held (book) == first);
  first->shown = TRUE;
  g_assert_cmpstr (pl_prompt_book_next_held (book)->id, ==, "b");

  pl_prompt_book_clear (book);
  g_assert_null (pl_prompt_book_next_held (book));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/prompt-book/an-id-works-once", test_an_id_works_once);
  g_test_add_func ("/watch/prompt-book/lives-half-an-hour", test_lives_half_an_hour);
  g_test_add_func ("/watch/prompt-book/expiry-names-what-is-gone", test_expiry_names_what_is_gone);
  g_test_add_func ("/watch/prompt-book/a-clock-set-back-keeps-nothing-forever", test_a_clock_set_back_keeps_nothing_forever);
  g_test_add_func ("/watch/prompt-book/held-ones-come-oldest-first", test_held_ones_come_oldest_first);

  return g_test_run ();
}
