// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-visit.h"

#include "pl-idle.h"
#include "pl-policy-settings.h"
#include "pl-window-link.h"

/* Where the person chose shared mode and no policy says how long: in minutes. */
#define IDLE_DEFAULT 10

/*
 * PlVisit: on a machine with guests, when one visit ends and the next begins. It ends when nobody touched the machine for a while, when the
 * screen is locked, when the guest says so, and with the session.
 */
struct _PlVisit
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  GSettings *settings;
  PlIdle *idle; /* (nullable): where no guests come */
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlVisit, pl_visit, G_TYPE_OBJECT)

static guint
idle_seconds (PlVisit *self)
{
  PlPolicy *policy = pl_policy_settings_get_policy (self->settings);

  return 60 * (policy != NULL ? pl_policy_get_idle_minutes (policy) : IDLE_DEFAULT);
}

static void
follow_idle (PlVisit *self)
{
  if (!pl_visit_is_shared (self))
    {
      g_clear_object (&self->idle);
      return;
    }
  if (self->idle != NULL)
    return;

  self->idle = pl_idle_new (self->session, idle_seconds (self));
  g_signal_connect_object (self->idle, "left", G_CALLBACK (pl_visit_end), self, G_CONNECT_SWAPPED);
  pl_idle_start (self->idle);
}

static void
pl_visit_dispose (GObject *object)
{
  PlVisit *self = PL_VISIT (object);

  g_clear_object (&self->idle);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_visit_parent_class)->dispose (object);
}

static void
pl_visit_class_init (PlVisitClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_visit_dispose;

  /* PlVisit::ended: whatever is known of this guest is to be forgotten. */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", PL_TYPE_VISIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_visit_init (PlVisit *self)
{
}

/**
 * pl_visit_new:
 * @session: the session bus
 * @settings: the settings, with the machine's policy over them
 * @desk: says when the screen is locked
 *
 * Returns: (transfer full): a visit that has not begun
 */
PlVisit *
pl_visit_new (GDBusConnection *session,
              GSettings       *settings,
              PlDesk          *desk)
{
  PlVisit *self = g_object_new (PL_TYPE_VISIT, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (desk, "locked", G_CALLBACK (pl_visit_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::mode", G_CALLBACK (follow_idle), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * pl_visit_is_shared:
 * @self: a visit
 *
 * Returns: whether guests come and go here
 */
gboolean
pl_visit_is_shared (PlVisit *self)
{
  g_autofree char *mode = g_settings_get_string (self->settings, "mode");

  return g_str_equal (mode, "shared");
}

/**
 * pl_visit_start:
 * @self: a visit
 *
 * With the session. What a guest before set is taken back, should their session have ended by a power cut; then the sign-in page is shown.
 */
void
pl_visit_start (PlVisit *self)
{
  if (pl_visit_is_shared (self))
    {
      pl_policy_settings_reset (self->settings);
      pl_window_link_action (self->session, "new-visit", NULL, NULL);
    }

  follow_idle (self);
}

/**
 * pl_visit_finish:
 * @self: a visit
 *
 * With the session: emits PlVisit::ended and takes back what the guest set. The window goes with the session. Nothing where no guests come.
 */
void
pl_visit_finish (PlVisit *self)
{
  if (!pl_visit_is_shared (self))
    return;

  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
  pl_policy_settings_reset (self->settings);
  g_settings_sync ();
}

/**
 * pl_visit_end:
 * @self: a visit
 *
 * As pl_visit_finish (), and the session goes on: the window forgets too and shows the sign-in page to whoever comes next.
 */
void
pl_visit_end (PlVisit *self)
{
  if (!pl_visit_is_shared (self))
    return;

  pl_visit_finish (self);
  pl_window_link_action (self->session, "new-visit", NULL, NULL);
}
