// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-watcher.h"

#define NAME "org.porchlight.Watch"
#define PATH "/org/porchlight/Watch"
#define INTERFACE "org.porchlight.Watch1"

/* Invented, in the order in which such a chat turns; together they would make any careful reader look up. */
static const char *const pressure[PL_WATCHER_PRESSURE] = {
  "you are so mature for your age, nobody gets you like i do",
  "dont tell your mom about us, delete this chat ok",
  "send me a pic, just for me, nobody will know",
  "if you dont pay me today i will send your pictures to everyone at your school",
  "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family",
};

/* What was raised, of the one session that a test follows. */
typedef struct
{
  guint count;
  char *last;
} Prompts;

static Prompts prompts;

static void
raised_cb (GDBusConnection *connection,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *member,
           GVariant        *arguments,
           gpointer         data)
{
  g_free (prompts.last);
  g_variant_get (arguments, "(s)", &prompts.last);
  prompts.count++;
}

/* An answer that is waited for while the loop turns: the watcher may be waiting for a server in this very process. */
typedef struct
{
  gboolean done;
  GVariant *reply;
  GError *error;
} Answer;

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Answer *answer = data;

  answer->reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &answer->error);
  answer->done = TRUE;
}

static GVariant *
call_in_loop (GDBusConnection  *connection,
              const char       *interface,
              const char       *method,
              GVariant         *arguments,
              GError          **error)
{
  Answer answer = { FALSE, NULL, NULL };

  g_dbus_connection_call (connection, NAME, PATH, interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, call_cb, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);

  if (answer.error != NULL)
    g_propagate_error (error, answer.error);

  return answer.reply;
}

static gboolean
is_watching (gpointer data)
{
  g_autoptr (GVariant) value = pl_watcher_get_property (data, "Watching");

  return value != NULL && g_variant_get_boolean (value);
}

static gboolean
is_gone (gpointer data)
{
  g_autoptr (GVariant) value = pl_watcher_get_property (data, "Watching");

  return value == NULL;
}

/**
 * pl_watcher_wait_until_watching:
 * @session: a session in which a watcher was started
 *
 * Returns: whether it hears everything from now on
 */
gboolean
pl_watcher_wait_until_watching (PlSession *session)
{
  return pl_session_wait (session, is_watching, session, 30);
}

/**
 * pl_watcher_wait_until_gone:
 * @session: a session whose watcher was stopped
 *
 * Returns: whether the bus knows of none any more
 */
gboolean
pl_watcher_wait_until_gone (PlSession *session)
{
  return pl_session_wait (session, is_gone, session, 30);
}

/**
 * pl_watcher_start:
 * @session: a session
 *
 * Returns: (transfer full): the watcher, which hears everything from now on
 */
GSubprocess *
pl_watcher_start (PlSession *session)
{
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  GSubprocess *watcher = pl_session_spawn (session, program, NULL);

  g_assert_true (pl_watcher_wait_until_watching (session));
  pl_watcher_follow (session);

  return watcher;
}

/**
 * pl_watcher_follow:
 * @session: a session
 *
 * Counts its prompts from zero.
 */
void
pl_watcher_follow (PlSession *session)
{
  prompts.count = 0;
  g_clear_pointer (&prompts.last, g_free);
  g_dbus_connection_signal_subscribe (pl_session_connect (session), NAME, INTERFACE, "PromptRaised", PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                      raised_cb, NULL, NULL);
}

/**
 * pl_watcher_call:
 * @session: a session
 * @method: of org.porchlight.Watch1
 * @arguments: (nullable): a floating reference is taken
 * @error: from the watcher
 *
 * Returns: (transfer full) (nullable): its answer
 */
GVariant *
pl_watcher_call (PlSession   *session,
                 const char  *method,
                 GVariant    *arguments,
                 GError     **error)
{
  return call_in_loop (pl_session_connect (session), INTERFACE, method, arguments, error);
}

/**
 * pl_watcher_get_property:
 * @session: a session
 * @name: of org.porchlight.Watch1
 *
 * Returns: (transfer full) (nullable): its value
 */
GVariant *
pl_watcher_get_property (PlSession  *session,
                         const char *name)
{
  g_autoptr (GVariant) reply = call_in_loop (pl_session_connect (session), "org.freedesktop.DBus.Properties", "Get",
                                             g_variant_new ("(ss)", INTERFACE, name), NULL);
  GVariant *value = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);

  return value;
}

/**
 * pl_watcher_count_prompts:
 * @session: a session that is followed
 *
 * Returns: prompts raised since
 */
guint
pl_watcher_count_prompts (PlSession *session)
{
  return prompts.count;
}

/**
 * pl_watcher_last_prompt:
 * @session: a session that is followed
 *
 * Returns: (transfer none) (nullable): the id of the newest
 */
const char *
pl_watcher_last_prompt (PlSession *session)
{
  return prompts.last;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static GVariant *
notify_arguments (const char *sender,
                  const char *text)
{
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string ("org.telegram.desktop"));
  g_variant_builder_add (&hints, "{sv}", "category", g_variant_new_string ("im.received"));
  g_variant_builder_add (&hints, "{sv}", "urgency", g_variant_new_byte (0));

  return g_variant_new ("(susss@asa{sv}i)", "Telegram Desktop", 0, "", sender, text, g_variant_new ("as", NULL), &hints, -1);
}

/**
 * pl_watcher_send:
 * @session: a session
 * @sender: who writes
 * @text: what
 *
 * Sends a chat notification as messengers do, and waits for the server's answer.
 */
void
pl_watcher_send (PlSession       *session,
                 const char      *sender,
                 const char      *text)
{
  gboolean answered = FALSE;

  g_dbus_connection_call (pl_session_connect_sender (session), "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                          "Notify", notify_arguments (sender, text), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, &answered);

  /* The server may be in this very process: the loop must turn. */
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * pl_watcher_post:
 * @session: a session
 * @sender: who writes
 * @text: what
 *
 * The same without waiting: as fast as the bus takes them.
 */
void
pl_watcher_post (PlSession       *session,
                 const char      *sender,
                 const char      *text)
{
  g_dbus_connection_call (pl_session_connect_sender (session), "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                          "Notify", notify_arguments (sender, text), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/**
 * pl_watcher_flush:
 * @session: a session
 *
 * Waits until all that was posted has left, and the bus has answered once more.
 */
void
pl_watcher_flush (PlSession *session)
{
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_flush_sync (pl_session_connect_sender (session), NULL, NULL);
  reply = g_dbus_connection_call_sync (pl_session_connect_sender (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

/**
 * pl_watcher_send_pressure_message:
 * @session: a session
 * @sender: who writes
 * @number: which message of the chat, below %PL_WATCHER_PRESSURE
 */
void
pl_watcher_send_pressure_message (PlSession       *session,
                                  const char      *sender,
                                  guint            number)
{
  pl_watcher_send (session, sender, pressure[number]);
}

/**
 * pl_watcher_send_pressure:
 * @session: a session
 * @sender: who writes
 *
 * Sends a short chat that any careful reader would want to stop at.
 */
void
pl_watcher_send_pressure (PlSession       *session,
                          const char      *sender)
{
  for (guint i = 0; i < G_N_ELEMENTS (pressure); i++)
    pl_watcher_send_pressure_message (session, sender, i);
}

static gboolean
has_prompts (gpointer data)
{
  return prompts.count >= GPOINTER_TO_UINT (data);
}

/**
 * pl_watcher_wait_for_prompt:
 * @session: a session that is followed
 * @n_prompts: how many in all
 *
 * Returns: whether they came
 */
gboolean
pl_watcher_wait_for_prompt (PlSession *session,
                            guint      n_prompts)
{
  return pl_watcher_wait_for_prompts (session, n_prompts, 20);
}

/**
 * pl_watcher_open_popup:
 * @session: a session with dunst
 *
 * Does what a click on our pop-up does. Dunst has the more urgent first, and chats here are sent with low urgency.
 */
void
pl_watcher_open_popup (PlSession *session)
{
  g_autofree char *output = pl_session_run (session, "dunstctl", "action", "0", NULL);
}

/**
 * pl_watcher_wait_for_prompts:
 * @session: a session that is followed
 * @n_prompts: how many in all
 * @seconds: how long at most
 *
 * Returns: whether they came
 */
gboolean
pl_watcher_wait_for_prompts (PlSession *session,
                             guint      n_prompts,
                             guint      seconds)
{
  return pl_session_wait (session, has_prompts, GUINT_TO_POINTER (n_prompts), seconds);
}
