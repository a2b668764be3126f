// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-notifier.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

/* libnotify 0.8.1 brings none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NotifyNotification, g_object_unref)

/* The id of the one notice that is no prompt. */
#define NOTICE_ID "notice"

/* And of the one that leads to notes from another account. */
#define NOTE_ID "note"

/* Desktop Notifications Specification 1.2. */
#define SERVER_NAME "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

/* Of a notification: the bus on which it can be closed without waiting. */
#define SESSION_KEY "session"

/* libnotify waits for the server's answer, up to 25 seconds, and nothing is heard meanwhile. So a server is asked first, without waiting,
 * and shown nothing unless it answers; after this many seconds it is taken for hung. */
#define PATIENCE 1

/* PlNotifier: our pop-ups, the same for every topic. The only user of libnotify. */
struct _PlNotifier
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session; /* (nullable): NULL in a sandbox, where libnotify speaks to the portal, which answers for itself */
  GHashTable *shown;        /* (element-type utf8 NotifyNotification): by prompt id */
  GCancellable *question;   /* (nullable): while the server has not answered */
  guint patience_source;

  /* State */
  gboolean notice_waits;    /* until the server answers */
  gboolean note_waits;
};

enum
{
  SIGNAL_ANSWERED,
  SIGNAL_OPENED,
  SIGNAL_NOT_NOW,
  SIGNAL_PAUSE,
  SIGNAL_LOOK,
  SIGNAL_NOTE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlNotifier, pl_notifier, G_TYPE_OBJECT)

/* What an action needs to know; libnotify frees it with the action. */
typedef struct
{
  PlNotifier *notifier; /* borrowed: the notifier holds the notification */
  char *id;
  guint signal;
} ActionTarget;

static void
action_target_free (gpointer data)
{
  ActionTarget *target = data;

  g_free (target->id);
  g_free (target);
}

/* Closed by a message of our own: libnotify would wait for the answer. */
static void
close_quietly (gpointer data)
{
  NotifyNotification *notification = data;
  GDBusConnection *session = g_object_get_data (G_OBJECT (notification), SESSION_KEY);
  int id = 0;

  g_signal_handlers_disconnect_matched (notification, G_SIGNAL_MATCH_ID, g_signal_lookup ("closed", NOTIFY_TYPE_NOTIFICATION), 0, NULL, NULL, NULL);
  g_object_get (notification, "id", &id, NULL);
  if (session != NULL)
    g_dbus_connection_call (session, SERVER_NAME, SERVER_PATH, SERVER_NAME, "CloseNotification", g_variant_new ("(u)", (guint) id), NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  else
    notify_notification_close (notification, NULL);
  g_object_unref (notification);
}

static gboolean
is_other_notification (gpointer key,
                       gpointer value,
                       gpointer notification)
{
  return value == notification;
}

static void
closed_cb (NotifyNotification *notification,
           PlNotifier         *self)
{
  g_autoptr (NotifyNotification) kept = g_object_ref (notification);

  g_hash_table_foreach_remove (self->shown, is_other_notification, notification);
}

static void
action_cb (NotifyNotification *notification,
           char               *action,
           gpointer            data)
{
  ActionTarget *target = data;
  g_autoptr (PlNotifier) self = g_object_ref (target->notifier);
  g_autoptr (NotifyNotification) kept = g_object_ref (notification);
  g_autofree char *id = g_strdup (target->id);
  g_autofree char *token = notify_notification_get_activation_token (notification) != NULL
                             ? g_strdup (notify_notification_get_activation_token (notification)) : NULL;

  g_signal_emit (self, signals[target->signal], 0, id, token);
  pl_notifier_withdraw (self, id);
}

static void
add_action (PlNotifier         *self,
            NotifyNotification *notification,
            const char         *key,
            const char         *label,
            const char         *id,
            guint               signal)
{
  ActionTarget *target = g_new0 (ActionTarget, 1);

  target->notifier = self;
  target->id = g_strdup (id);
  target->signal = signal;
  notify_notification_add_action (notification, key, label, action_cb, target, action_target_free);
}

static gboolean
show (PlNotifier         *self,
      NotifyNotification *notification,
      const char         *id)
{
  g_autoptr (NotifyNotification) owned = notification;

  notify_notification_set_app_name (notification, "Porchlight");
  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (PL_APPLICATION_ID));
  notify_notification_set_hint (notification, "transient", g_variant_new_boolean (TRUE));
  notify_notification_set_hint (notification, "suppress-sound", g_variant_new_boolean (TRUE));
  g_signal_connect_object (notification, "closed", G_CALLBACK (closed_cb), self, 0);

  if (!notify_notification_show (notification, NULL))
    return FALSE;

  if (self->session != NULL)
    g_object_set_data_full (G_OBJECT (notification), SESSION_KEY, g_object_ref (self->session), g_object_unref);
  g_hash_table_replace (self->shown, g_strdup (id), g_steal_pointer (&owned));

  return TRUE;
}

static void
show_notice (PlNotifier *self)
{
  NotifyNotification *notification = notify_notification_new (_("Porchlight is on"), _("You can pause it here."), PL_APPLICATION_ID "-symbolic");

  notify_notification_set_urgency (notification, NOTIFY_URGENCY_LOW);
  add_action (self, notification, "default", _("Open"), NOTICE_ID, SIGNAL_LOOK);
  add_action (self, notification, "open", _("Open"), NOTICE_ID, SIGNAL_LOOK);
  add_action (self, notification, "pause", _("Pause"), NOTICE_ID, SIGNAL_PAUSE);
  show (self, notification, NOTICE_ID);
}

static void
show_note (PlNotifier *self)
{
  NotifyNotification *notification = notify_notification_new (_("A note for you"), _("Open when you have a moment."), PL_APPLICATION_ID "-symbolic");

  add_action (self, notification, "default", _("Open"), NOTE_ID, SIGNAL_NOTE);
  add_action (self, notification, "open", _("Open"), NOTE_ID, SIGNAL_NOTE);
  show (self, notification, NOTE_ID);
}

/* What waited for the answer comes first. Without a server it waits no longer. */
static void
take_answer (PlNotifier *self,
             gboolean    answers)
{
  gboolean notice = self->notice_waits;
  gboolean note = self->note_waits;

  self->notice_waits = FALSE;
  self->note_waits = FALSE;
  if (answers && notice)
    show_notice (self);
  if (answers && note)
    show_note (self);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, answers);
}

static gboolean
patience_cb (gpointer data)
{
  PlNotifier *self = data;

  self->patience_source = 0;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, FALSE);

  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  PlNotifier *self = data;

  /* Then the notifier is gone, or asks anew. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->question);
  g_clear_handle_id (&self->patience_source, g_source_remove);
  take_answer (self, reply != NULL || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD));
}

static void
pl_notifier_dispose (GObject *object)
{
  PlNotifier *self = PL_NOTIFIER (object);

  g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
  g_clear_handle_id (&self->patience_source, g_source_remove);

  G_OBJECT_CLASS (pl_notifier_parent_class)->dispose (object);
}

static void
pl_notifier_finalize (GObject *object)
{
  PlNotifier *self = PL_NOTIFIER (object);

  g_hash_table_unref (self->shown);
  /* To the bus, not to the server: what was closed is closed also where the program ends now. */
  if (self->session != NULL)
    g_dbus_connection_flush_sync (self->session, NULL, NULL);
  g_clear_object (&self->session);
  notify_uninit ();

  G_OBJECT_CLASS (pl_notifier_parent_class)->finalize (object);
}

static void
pl_notifier_class_init (PlNotifierClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_notifier_dispose;
  object_class->finalize = pl_notifier_finalize;

  /* PlNotifier::answered: (whether it does) what pl_notifier_ask () asked the server; once more where the answer came late. */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  /* PlNotifier::opened: (id, activation token or NULL) the person chose Open. */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /* PlNotifier::not-now: (id, activation token or NULL) the person chose Not now. */
  signals[SIGNAL_NOT_NOW] = g_signal_new ("not-now", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /* PlNotifier::pause: (id, activation token or NULL) the person chose Pause on the notice that we are on. */
  signals[SIGNAL_PAUSE] = g_signal_new ("pause", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /* PlNotifier::look: (id, activation token or NULL) the person chose Open on that notice. */
  signals[SIGNAL_LOOK] = g_signal_new ("look", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /* PlNotifier::note: (id, activation token or NULL) the person chose Open on the pop-up about a note. */
  signals[SIGNAL_NOTE] = g_signal_new ("note", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pl_notifier_init (PlNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_quietly);
}

/**
 * pl_notifier_new:
 * @session: the session bus that libnotify uses too
 *
 * Returns: (transfer full): a notifier
 */
PlNotifier *
pl_notifier_new (GDBusConnection *session)
{
  PlNotifier *self = g_object_new (PL_TYPE_NOTIFIER, NULL);

  notify_init ("Porchlight");
  /* How libnotify tells a sandbox. */
  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    self->session = g_object_ref (session);

  return self;
}

/**
 * pl_notifier_ask:
 * @self: a notifier
 *
 * Asks the notification server for a sign of life. PlNotifier::answered follows, within about a second.
 */
void
pl_notifier_ask (PlNotifier *self)
{
  if (self->patience_source != 0)
    return;
  if (self->session == NULL)
    {
      take_answer (self, TRUE);
      return;
    }

  g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
  self->question = g_cancellable_new ();
  self->patience_source = g_timeout_add_seconds (PATIENCE, patience_cb, self);
  /* Without an end of its own: a server that wakes up late answers this one. */
  g_dbus_connection_call (self->session, SERVER_NAME, SERVER_PATH, SERVER_NAME, "GetServerInformation", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, self->question, answered_cb, self);
}

/**
 * pl_notifier_get_prompt_title:
 *
 * Returns: (transfer none): the title of every prompt
 */
const char *
pl_notifier_get_prompt_title (void)
{
  return _("A quick check-in");
}

/**
 * pl_notifier_get_prompt_body:
 *
 * Returns: (transfer none): the body of every prompt
 */
const char *
pl_notifier_get_prompt_body (void)
{
  return _("Open when you have a moment.");
}

/**
 * pl_notifier_show_prompt:
 * @self: a notifier
 * @id: the id that PlNotifier::opened will carry
 *
 * Shows the neutral pop-up: byte for byte the same for every concern. Waits for the server: only after PlNotifier::answered.
 *
 * Returns: whether a notification server took it
 */
gboolean
pl_notifier_show_prompt (PlNotifier *self,
                         const char *id)
{
  NotifyNotification *notification = notify_notification_new (pl_notifier_get_prompt_title (), pl_notifier_get_prompt_body (),
                                                              PL_APPLICATION_ID "-symbolic");

  notify_notification_set_urgency (notification, NOTIFY_URGENCY_NORMAL);
  /* "default" is what a click beside the buttons does, on servers that draw none. */
  add_action (self, notification, "default", _("Open"), id, SIGNAL_OPENED);
  add_action (self, notification, "open", _("Open"), id, SIGNAL_OPENED);
  add_action (self, notification, "not-now", _("Not now"), id, SIGNAL_NOT_NOW);

  return show (self, notification, id);
}

/**
 * pl_notifier_show_notice:
 * @self: a notifier
 *
 * Where no tray shows that we are on, says so once, with a way to pause and one to look; as soon as the server answers.
 */
void
pl_notifier_show_notice (PlNotifier *self)
{
  self->notice_waits = TRUE;
  pl_notifier_ask (self);
}

/**
 * pl_notifier_withdraw_notice:
 * @self: a notifier
 *
 * We are not on any more.
 */
void
pl_notifier_withdraw_notice (PlNotifier *self)
{
  self->notice_waits = FALSE;
  pl_notifier_withdraw (self, NOTICE_ID);
}

/**
 * pl_notifier_show_note:
 * @self: a notifier
 *
 * There is a note for a parent: byte for byte the same for every kind; as soon as the server answers.
 */
void
pl_notifier_show_note (PlNotifier *self)
{
  self->note_waits = TRUE;
  pl_notifier_ask (self);
}

/**
 * pl_notifier_withdraw:
 * @self: a notifier
 * @id: a prompt's id
 *
 * Takes the pop-up back, where it is still shown.
 */
void
pl_notifier_withdraw (PlNotifier *self,
                      const char *id)
{
  g_hash_table_remove (self->shown, id);
}

/**
 * pl_notifier_withdraw_all:
 * @self: a notifier
 *
 * Takes every pop-up back.
 */
void
pl_notifier_withdraw_all (PlNotifier *self)
{
  self->notice_waits = FALSE;
  self->note_waits = FALSE;
  g_hash_table_remove_all (self->shown);
}
