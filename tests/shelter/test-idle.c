// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-idle.h"
#include "pl-session.h"

/* A compositor that tells how long nobody touched a key, as a test wants it. */
typedef struct
{
  PlSession *session;
  guint64 idle; /* milliseconds */
  guint asked;
  guint left;
} Stage;

static void
method_call_cb (GDBusConnection       *connection,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *arguments,
                GDBusMethodInvocation *invocation,
                gpointer               data)
{
  Stage *stage = data;

  stage->asked++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(t)", stage->idle));
}

static void
left_cb (PlIdle *idle,
         Stage  *stage)
{
  stage->left++;
}

static gboolean
was_asked_twice (gpointer data)
{
  return ((Stage *) data)->asked >= 2;
}

static gboolean
was_asked_thrice (gpointer data)
{
  return ((Stage *) data)->asked >= 3;
}

static void
serve (Stage *stage)
{
  static const GDBusInterfaceVTable table = { method_call_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.gnome.Mutter.IdleMonitor'><method name='GetIdletime'><arg type='t' direction='out'/></method></interface></node>", NULL);
  g_autoptr (GVariant) reply = NULL;

  g_assert_cmpuint (g_dbus_connection_register_object (pl_session_connect (stage->session), "/org/gnome/Mutter/IdleMonitor/Core", node->interfaces[0], &table,
                                                       stage, NULL, NULL), >, 0);
  reply = g_dbus_connection_call_sync (pl_session_connect (stage->session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.gnome.Mutter.IdleMonitor", 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
}

static void
test_somebody_is_there (void)
{
  Stage stage = { 0 };
  g_autoptr (PlIdle) idle = NULL;

  stage.session = pl_session_new (PL_SESSION_BARE);
  serve (&stage);
  idle = pl_idle_new (pl_session_connect_sender (stage.session), 1);
  g_signal_connect (idle, "left", G_CALLBACK (left_cb), &stage);
  pl_idle_start (idle);
  g_assert_true (pl_session_wait (stage.session, was_asked_twice, &stage, 20));
  g_assert_cmpuint (stage.left, ==, 0);
  g_clear_object (&idle);
  pl_session_free (stage.session);
}

static void
test_somebody_left_is_said_once (void)
{
  Stage stage = { 0 };
  g_autoptr (PlIdle) idle = NULL;

  stage.session = pl_session_new (PL_SESSION_BARE);
  stage.idle = 5000;
  serve (&stage);
  idle = pl_idle_new (pl_session_connect_sender (stage.session), 1);
  g_signal_connect (idle, "left", G_CALLBACK (left_cb), &stage);
  pl_idle_start (idle);
  g_assert_true (pl_session_wait (stage.session, was_asked_thrice, &stage, 20));
  g_assert_cmpuint (stage.left, ==, 1);

  /* The next guest comes and leaves. */
  stage.idle = 0;
  stage.asked = 0;
  g_assert_true (pl_session_wait (stage.session, was_asked_twice, &stage, 20));
  stage.idle = 5000;
  stage.asked = 0;
  g_assert_true (pl_session_wait (stage.session, was_asked_thrice, &stage, 20));
  g_assert_cmpuint (stage.left, ==, 2);
  g_clear_object (&idle);
  pl_session_free (stage.session);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelter/idle/somebody-is-there", test_somebody_is_there);
  g_test_add_func ("/shelter/idle/somebody-left-is-said-once", test_somebody_left_is_said_once);

  return g_test_run ();
}
