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

/* PlNotifier: our pop-ups, the same for every topic. The only user of libnotify. */
struct _PlNotifier
{
  GObject parent_instance;

  /* Owned */
  GHashTable *shown; /* (element-type utf8 NotifyNotification): by prompt id */
};

enum
{
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

static void
close_quietly (gpointer data)
{
  NotifyNotification *notification = data;

  g_signal_handlers_disconnect_matched (notification, G_SIGNAL_MATCH_ID, g_signal_lookup ("closed", NOTIFY_TYPE_NOTIFICATION), 0, NULL, NULL, NULL);
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

  g_hash_table_replace (self->shown, g_strdup (id), g_steal_pointer (&owned));

  return TRUE;
}

static void
pl_notifier_finalize (GObject *object)
{
  PlNotifier *self = PL_NOTIFIER (object);

  g_hash_table_unref (self->shown);
  notify_uninit ();

  G_OBJECT_CLASS (pl_notifier_parent_class)->finalize (object);
}

static void
pl_notifier_class_init (PlNotifierClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = pl_notifier_finalize;

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
 *
 * Returns: (transfer full): a notifier
 */
PlNotifier *
pl_notifier_new (void)
{
  notify_init ("Porchlight");

  return g_object_new (PL_TYPE_NOTIFIER, NULL);
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
 * Shows the neutral pop-up: byte for byte the same for every concern. Waits for the server's answer.
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
 * Where no tray shows that we are on, says so once, with a way to pause and one to look.
 *
 * Returns: whether a notification server took it
 */
gboolean
pl_notifier_show_notice (PlNotifier *self)
{
  NotifyNotification *notification = notify_notification_new (_("Porchlight is on"), _("You can pause it here."), PL_APPLICATION_ID "-symbolic");

  notify_notification_set_urgency (notification, NOTIFY_URGENCY_LOW);
  add_action (self, notification, "default", _("Open"), NOTICE_ID, SIGNAL_LOOK);
  add_action (self, notification, "open", _("Open"), NOTICE_ID, SIGNAL_LOOK);
  add_action (self, notification, "pause", _("Pause"), NOTICE_ID, SIGNAL_PAUSE);

  return show (self, notification, NOTICE_ID);
}

/**
 * pl_notifier_show_note:
 * @self: a notifier
 *
 * There is a note for a parent: byte for byte the same for every kind.
 *
 * Returns: whether a notification server took it
 */
gboolean
pl_notifier_show_note (PlNotifier *self)
{
  NotifyNotification *notification = notify_notification_new (_("A note for you"), _("Open when you have a moment."), PL_APPLICATION_ID "-symbolic");

  add_action (self, notification, "default", _("Open"), NOTE_ID, SIGNAL_NOTE);
  add_action (self, notification, "open", _("Open"), NOTE_ID, SIGNAL_NOTE);

  return show (self, notification, NOTE_ID);
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
  g_hash_table_remove_all (self->shown);
}
