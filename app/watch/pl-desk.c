// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-desk.h"

/* Lockers that say so on the session bus, each with the same signal and method. */
static const char *const lockers[][3] = {
  { "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver" },
  { "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver" },
  { "org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver" },
  { "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver" },
  { "org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver" },
};

/* "Do Not Disturb" as servers tell it: property and interface, all on the notification server's object. */
static const char *const silencers[][2] = {
  { "org.freedesktop.Notifications", "Inhibited" },
  { "org.dunstproject.cmd0", "paused" },
};

/* Our own program that looks at the display; how long it may take in milliseconds, and how long its answer holds. */
#define DESK_NAME "org.porchlight.Desk"
#define DESK_PATH "/org/porchlight/Desk"
#define DESK_INTERFACE "org.porchlight.Desk1"
#define LOOK_TIMEOUT 1000
#define LOOK_HOLDS (2 * G_TIME_SPAN_SECOND)

#define NOTIFICATIONS_NAME "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"

/* The person's own switch in GNOME, which has no bus interface of its own. */
#define GNOME_SCHEMA "org.gnome.desktop.notifications"
#define GNOME_KEY "show-banners"

/* PlDesk: whether this is a moment to show anything: not while the screen is locked or Do Not Disturb is on. */
struct _PlDesk
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  GArray *subscriptions; /* (element-type guint) */
  GSettings *gnome;      /* (nullable) */
  GCancellable *cancellable;

  /* State */
  guint locked;   /* a bit for each locker that says so */
  guint silenced; /* a bit for each silencer that says so */
  gboolean full_screen;
  gboolean looking;
  gint64 looked;  /* monotonic, microseconds */
};

enum
{
  SIGNAL_FREED,
  SIGNAL_LOCKED,
  SIGNAL_LOOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlDesk, pl_desk, G_TYPE_OBJECT)

static void
set_bit (PlDesk   *self,
         guint    *bits,
         guint     number,
         gboolean  on)
{
  gboolean was_busy = pl_desk_is_busy (self);
  gboolean was_locked = self->locked != 0;

  if (on)
    *bits |= 1u << number;
  else
    *bits &= ~(1u << number);

  if (!was_locked && self->locked != 0)
    g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
  if (was_busy && !pl_desk_is_busy (self))
    g_signal_emit (self, signals[SIGNAL_FREED], 0);
}

static guint
find_locker (const char *interface)
{
  for (guint i = 0; i < G_N_ELEMENTS (lockers); i++)
    {
      if (g_str_equal (lockers[i][2], interface))
        return i;
    }

  return 0;
}

static void
locker_signal_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *member,
                  GVariant        *arguments,
                  gpointer         data)
{
  PlDesk *self = data;
  gboolean active;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (arguments, "(b)", &active);
  set_bit (self, &self->locked, find_locker (interface), active);
}

static guint
find_silencer (const char *interface)
{
  for (guint i = 0; i < G_N_ELEMENTS (silencers); i++)
    {
      if (g_str_equal (silencers[i][0], interface))
        return i;
    }

  return G_N_ELEMENTS (silencers);
}

static void
silencer_signal_cb (GDBusConnection *connection,
                    const char      *sender,
                    const char      *path,
                    const char      *interface,
                    const char      *member,
                    GVariant        *arguments,
                    gpointer         data)
{
  PlDesk *self = data;
  g_autoptr (GVariant) changed = NULL;
  const char *changed_interface;
  gboolean silent;
  guint i;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  g_variant_get (arguments, "(&s@a{sv}as)", &changed_interface, &changed, NULL);
  i = find_silencer (changed_interface);
  if (i < G_N_ELEMENTS (silencers) && g_variant_lookup (changed, silencers[i][1], "b", &silent))
    set_bit (self, &self->silenced, i, silent);
}

/* A question whose answer sets one bit. */
typedef struct
{
  PlDesk *desk;
  guint *bits;
  guint number;
} Question;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Question *question = data;
  g_autoptr (PlDesk) self = question->desk;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  g_autoptr (GVariant) inner = NULL;
  gboolean on = FALSE;

  if (reply == NULL)
    return;
  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(b)")))
    g_variant_get (reply, "(b)", &on);
  else if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(v)")))
    {
      g_variant_get (reply, "(v)", &inner);
      on = g_variant_is_of_type (inner, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (inner);
    }

  set_bit (self, question->bits, question->number, on);
}

static void
ask (PlDesk     *self,
     const char *name,
     const char *path,
     const char *interface,
     const char *member,
     GVariant   *arguments,
     guint      *bits,
     guint       number)
{
  Question *question = g_new0 (Question, 1);

  question->desk = g_object_ref (self);
  question->bits = bits;
  question->number = number;
  g_dbus_connection_call (self->session, name, path, interface, member, arguments, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, answered_cb, question);
}

static void
subscribe (PlDesk              *self,
           const char          *interface,
           const char          *member,
           const char          *path,
           GDBusSignalCallback  callback)
{
  guint id = g_dbus_connection_signal_subscribe (self->session, NULL, interface, member, path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                 callback, self, NULL);

  g_array_append_val (self->subscriptions, id);
}

static void
follow_lockers (PlDesk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lockers); i++)
    {
      subscribe (self, lockers[i][2], "ActiveChanged", NULL, locker_signal_cb);
      ask (self, lockers[i][0], lockers[i][1], lockers[i][2], "GetActive", NULL, &self->locked, i);
    }
}

static void
ask_silencers (PlDesk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (silencers); i++)
    ask (self, NOTIFICATIONS_NAME, NOTIFICATIONS_PATH, "org.freedesktop.DBus.Properties", "Get",
         g_variant_new ("(ss)", silencers[i][0], silencers[i][1]), &self->silenced, i);
}

static void
gnome_changed_cb (GSettings  *settings,
                  const char *key,
                  PlDesk     *self)
{
  set_bit (self, &self->silenced, G_N_ELEMENTS (silencers), !g_settings_get_boolean (settings, GNOME_KEY));
}

static void
follow_gnome (PlDesk *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, GNOME_SCHEMA, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, GNOME_KEY))
    return;

  self->gnome = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->gnome, "changed::" GNOME_KEY, G_CALLBACK (gnome_changed_cb), self, 0);
  gnome_changed_cb (self->gnome, GNOME_KEY, self);
}

static void
pl_desk_dispose (GObject *object)
{
  PlDesk *self = PL_DESK (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->subscriptions->len; i++)
    g_dbus_connection_signal_unsubscribe (self->session, g_array_index (self->subscriptions, guint, i));
  g_array_set_size (self->subscriptions, 0);
  g_clear_object (&self->gnome);

  G_OBJECT_CLASS (pl_desk_parent_class)->dispose (object);
}

static void
pl_desk_finalize (GObject *object)
{
  PlDesk *self = PL_DESK (object);

  g_array_unref (self->subscriptions);
  g_object_unref (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_desk_parent_class)->finalize (object);
}

static void
pl_desk_class_init (PlDeskClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_desk_dispose;
  object_class->finalize = pl_desk_finalize;

  /* PlDesk::freed: it was busy and is not any more. */
  signals[SIGNAL_FREED] = g_signal_new ("freed", PL_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* PlDesk::locked: a screen saver came on, or the person locked the screen. */
  signals[SIGNAL_LOCKED] = g_signal_new ("locked", PL_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* PlDesk::looked: pl_desk_is_busy () knows about the display now. */
  signals[SIGNAL_LOOKED] = g_signal_new ("looked", PL_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_desk_init (PlDesk *self)
{
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_desk_new:
 * @session: the session bus
 *
 * Returns: (transfer full): a desk that follows lockers and "Do Not Disturb" by their signals, without polling
 */
PlDesk *
pl_desk_new (GDBusConnection *session)
{
  PlDesk *self = g_object_new (PL_TYPE_DESK, NULL);

  self->session = g_object_ref (session);
  follow_lockers (self);
  subscribe (self, "org.freedesktop.DBus.Properties", "PropertiesChanged", NOTIFICATIONS_PATH, silencer_signal_cb);
  follow_gnome (self);

  return self;
}

/**
 * pl_desk_refresh:
 * @self: a desk
 *
 * Asks a notification server that has just come whether it is silenced; what the last one said counts no more.
 */
void
pl_desk_refresh (PlDesk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (silencers); i++)
    set_bit (self, &self->silenced, i, FALSE);

  ask_silencers (self);
}

/**
 * pl_desk_is_busy:
 * @self: a desk
 *
 * Returns: whether the screen is locked, the person asked not to be disturbed, or something filled the screen at the last look
 */
gboolean
pl_desk_is_busy (PlDesk *self)
{
  return self->locked != 0 || self->silenced != 0 || self->full_screen;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (PlDesk) self = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  self->looking = FALSE;
  self->looked = g_get_monotonic_time ();
  self->full_screen = FALSE;
  if (reply != NULL)
    g_variant_get (reply, "(b)", &self->full_screen);

  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
}

/**
 * pl_desk_look:
 * @self: a desk
 *
 * Asks whether something fills the screen, and emits PlDesk::looked when the answer is there; at once where it was asked a
 * moment ago or there is no display to ask about.
 */
void
pl_desk_look (PlDesk *self)
{
  if (self->looking)
    return;

  if (g_getenv ("DISPLAY") == NULL || (self->looked != 0 && g_get_monotonic_time () - self->looked < LOOK_HOLDS))
    {
      g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
      return;
    }

  self->looking = TRUE;
  g_dbus_connection_call (self->session, DESK_NAME, DESK_PATH, DESK_INTERFACE, "IsFullScreen", NULL, G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NONE, LOOK_TIMEOUT, self->cancellable, looked_cb, g_object_ref (self));
}
