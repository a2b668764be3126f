// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-message.h"

#include <string.h>

static PlMessage *
build (const char *group,
       const char *sender)
{
  const PlMessageFields fields = {
    .kind = PL_MESSAGE_TEXT,
    .application = "Gajim",
    .channel = "app:org.gajim.Gajim",
    .group = group,
    .sender = sender,
    .text = "see you at six",
    .time = 7,
  };

  return pl_message_new (&fields);
}

static void
test_keeps_what_it_was_given (void)
{
  g_autoptr (PlMessage) message = build (NULL, "Sam");

  g_assert_cmpstr (pl_message_get_text (message), ==, "see you at six");
  g_assert_cmpuint (pl_message_get_text_length (message), ==, strlen ("see you at six"));
  g_assert_cmpstr (pl_message_get_sender (message), ==, "Sam");
  g_assert_null (pl_message_get_group (message));
  g_assert_cmpint (pl_message_get_time (message), ==, 7);
}

static void
test_conversation_never_mixes_triples (void)
{
  g_autoptr (PlMessage) chat = build (NULL, "Sam");
  g_autoptr (PlMessage) same = build (NULL, "Sam");
  g_autoptr (PlMessage) group = build ("Sam", NULL);
  g_autoptr (PlMessage) joined = build ("a/1:b", "c");
  g_autoptr (PlMessage) split = build ("a", "b/1:c");

  g_assert_cmpstr (pl_message_get_conversation (chat), ==, pl_message_get_conversation (same));
  g_assert_cmpstr (pl_message_get_conversation (chat), !=, pl_message_get_conversation (group));
  g_assert_cmpstr (pl_message_get_conversation (joined), !=, pl_message_get_conversation (split));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/message/keeps-what-it-was-given", test_keeps_what_it_was_given);
  g_test_add_func ("/value/message/conversation-never-mixes-triples", test_conversation_never_mixes_triples);

  return g_test_run ();
}
