// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-idle.h"

/*
 * Who on the session bus knows for how long nobody touched a key, in the order in which they are asked: the compositor of GNOME, the
 * screen saver of KDE, our own look at an X display. Each answers in a unit of its own.
 */
static const struct
{
  const char *name;
  const char *path;
  const char *interface;
  const char *method;
  const char *type;
  guint64 units; /* a second */
} answerers[] = {
  { "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor", "GetIdletime", "(t)", 1000 },
  { "org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver", "GetSessionIdleTime", "(u)", 1000 },
  { "org.porchlight.Desk", "/org/porchlight/Desk", "org.porchlight.Desk1", "GetIdleSeconds", "(u)", 1 },
};

/* How long one may think, in milliseconds. */
#define TIMEOUT 2000

/* PlIdle: says when nobody has touched the machine for some time. One timer, which fires when that could be so at the earliest. */
struct _PlIdle
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  GCancellable *cancellable;
  guint source;

  /* State */
  guint limit;  /* seconds */
  guint asked;  /* of answerers */
  gboolean away;
};

enum
{
  SIGNAL_LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlIdle, pl_idle, G_TYPE_OBJECT)

static void ask (PlIdle *self);

static gboolean
look_cb (gpointer data)
{
  PlIdle *self = data;

  self->source = 0;
  self->asked = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
look_in (PlIdle *self,
         guint   seconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds (MAX (seconds, 1), look_cb, self);
}

static void
take_idle (PlIdle *self,
           guint64 seconds)
{
  if (seconds < self->limit)
    {
      self->away = FALSE;
      look_in (self, self->limit - (guint) seconds);
      return;
    }

  /* Said once, however long the machine then stands still. */
  if (!self->away)
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
  self->away = TRUE;
  look_in (self, self->limit);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (PlIdle) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autoptr (GVariant) time = NULL;
  guint64 units = answerers[self->asked].units;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      self->asked++;
      ask (self);
      return;
    }

  time = g_variant_get_child_value (reply, 0);
  take_idle (self, (g_variant_is_of_type (time, G_VARIANT_TYPE_UINT64) ? g_variant_get_uint64 (time) : g_variant_get_uint32 (time)) / units);
}

/* Where nobody knows, the lock of the screen is all there is; somebody may come who does. */
static void
ask (PlIdle *self)
{
  gboolean ours = self->asked == G_N_ELEMENTS (answerers) - 1;

  if (self->asked >= G_N_ELEMENTS (answerers))
    {
      look_in (self, self->limit);
      return;
    }

  g_dbus_connection_call (self->session, answerers[self->asked].name, answerers[self->asked].path, answerers[self->asked].interface,
                          answerers[self->asked].method, NULL, G_VARIANT_TYPE (answerers[self->asked].type),
                          ours ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START, TIMEOUT, self->cancellable, answered_cb, g_object_ref (self));
}

static void
pl_idle_dispose (GObject *object)
{
  PlIdle *self = PL_IDLE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_idle_parent_class)->dispose (object);
}

static void
pl_idle_class_init (PlIdleClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_idle_dispose;

  /* PlIdle::left: nobody has touched the machine for the time that was set. */
  signals[SIGNAL_LEFT] = g_signal_new ("left", PL_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_idle_init (PlIdle *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_idle_new:
 * @session: the session bus
 * @seconds: after how long somebody has left
 *
 * Returns: (transfer full): something that does not look yet
 */
PlIdle *
pl_idle_new (GDBusConnection *session,
             guint            seconds)
{
  PlIdle *self = g_object_new (PL_TYPE_IDLE, NULL);

  self->session = g_object_ref (session);
  self->limit = MAX (seconds, 1);

  return self;
}

/**
 * pl_idle_start:
 * @self: something that does not look yet
 *
 * Looks from now on, at most once in the time that was set unless somebody is there.
 */
void
pl_idle_start (PlIdle *self)
{
  look_in (self, self->limit);
}
