// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sender-table.h"

#include <unistd.h>

#define OWN_PROCESS "test-watch-sender-table"

/* How long an answer of a busy machine's bus is waited for, in seconds; it only bounds a failure. */
#define PATIENCE 20

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *session;
  GDBusConnection *sender; /* of this very process */
  PlSenderTable *table;
} Fixture;

static GDBusConnection *
open_connection (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (fixture->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->session = open_connection (fixture);
  fixture->sender = open_connection (fixture);
  fixture->table = pl_sender_table_new (fixture->session);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->table);
  g_dbus_connection_close_sync (fixture->sender, NULL, NULL);
  g_dbus_connection_close_sync (fixture->session, NULL, NULL);
  g_object_unref (fixture->sender);
  g_object_unref (fixture->session);
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static const char *
look_up (Fixture    *fixture,
         const char *sender)
{
  const PlBusEvent event = { .type = PL_BUS_EVENT_CALL, .sender = sender };

  return pl_sender_table_look_up (fixture->table, &event);
}

/* The bus answers in order: once it has answered this, it has answered all that was asked before. */
static void
ponged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  g_assert_nonnull (reply);
  *(gboolean *) data = TRUE;
}

static void
wait_for_answers (Fixture *fixture)
{
  gboolean answered = FALSE;

  g_dbus_connection_call (fixture->session, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, PATIENCE * 1000, NULL, ponged_cb, &answered);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_the_second_notification_knows_the_program (Fixture       *fixture,
                                                gconstpointer  data)
{
  const char *sender = g_dbus_connection_get_unique_name (fixture->sender);

  g_assert_null (look_up (fixture, sender));
  wait_for_answers (fixture);
  g_assert_cmpstr (look_up (fixture, sender), ==, OWN_PROCESS);
  g_assert_cmpuint (pl_sender_table_get_size (fixture->table), ==, 1);
}

static void
test_who_has_left_stays_unknown (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_assert_null (look_up (fixture, ":1.4000"));
  wait_for_answers (fixture);
  g_assert_null (look_up (fixture, ":1.4000"));
}

static void
test_only_calls_of_unique_names_are_asked_for (Fixture       *fixture,
                                               gconstpointer  data)
{
  const PlBusEvent reply = { .type = PL_BUS_EVENT_RETURN, .sender = g_dbus_connection_get_unique_name (fixture->sender) };

  g_assert_null (pl_sender_table_look_up (fixture->table, &reply));
  g_assert_null (look_up (fixture, NULL));
  g_assert_null (look_up (fixture, "org.example.Chat"));
  g_assert_cmpuint (pl_sender_table_get_size (fixture->table), ==, 0);
}

static void
test_nothing_of_a_lost_bus_is_kept (Fixture       *fixture,
                                    gconstpointer  data)
{
  const char *sender = g_dbus_connection_get_unique_name (fixture->sender);

  /* Forgotten while the answer is on its way, which then must not be taken for the next bus's sender of that name. */
  g_assert_null (look_up (fixture, sender));
  pl_sender_table_forget (fixture->table);
  g_assert_cmpuint (pl_sender_table_get_size (fixture->table), ==, 0);
  wait_for_answers (fixture);
  g_assert_cmpuint (pl_sender_table_get_size (fixture->table), ==, 0);

  g_assert_null (look_up (fixture, sender));
  wait_for_answers (fixture);
  g_assert_cmpstr (look_up (fixture, sender), ==, OWN_PROCESS);
}

static void
test_strangers_cannot_fill_it (Fixture       *fixture,
                               gconstpointer  data)
{
  const char *sender = g_dbus_connection_get_unique_name (fixture->sender);

  for (guint i = 0; i < 10 * PL_SENDER_TABLE_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf (":1.%u", 1000 + i);

      look_up (fixture, name);
      if (i % 8 == 7)
        wait_for_answers (fixture);
      g_assert_cmpuint (pl_sender_table_get_size (fixture->table), <=, PL_SENDER_TABLE_MAX);
    }
  g_assert_cmpuint (pl_sender_table_get_size (fixture->table), ==, PL_SENDER_TABLE_MAX);

  /* The oldest made room, and the newest is known as ever. */
  g_assert_null (look_up (fixture, sender));
  wait_for_answers (fixture);
  g_assert_cmpstr (look_up (fixture, sender), ==, OWN_PROCESS);
}

static void
test_processes_are_named (void)
{
  g_autofree char *own = pl_sender_table_name_process ((guint) getpid ());
  g_autofree char *nobody = pl_sender_table_name_process (G_MAXINT32);

  g_assert_cmpstr (own, ==, OWN_PROCESS);
  g_assert_null (nobody);
}

#define add(name, test) g_test_add ("/watch/sender-table/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("the-second-notification-knows-the-program", test_the_second_notification_knows_the_program);
  add ("who-has-left-stays-unknown", test_who_has_left_stays_unknown);
  add ("only-calls-of-unique-names-are-asked-for", test_only_calls_of_unique_names_are_asked_for);
  add ("nothing-of-a-lost-bus-is-kept", test_nothing_of_a_lost_bus_is_kept);
  add ("strangers-cannot-fill-it", test_strangers_cannot_fill_it);
  g_test_add_func ("/watch/sender-table/processes-are-named", test_processes_are_named);

  return g_test_run ();
}
