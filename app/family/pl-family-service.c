// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-service.h"

#include "pl-family-generated.h"
#include "pl-family-store.h"

#define OBJECT_PATH "/org/porchlight/Family"
#define ERROR_PREFIX "org.porchlight.Family1.Error."

/* PlFamilyService: org.porchlight.Family1 on the system bus. Who calls is what the bus says, never what the caller says. */
struct _PlFamilyService
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *system;
  PlFamily1 *skeleton;
  PlFamilyState *state;
  char *path;

  /* Borrowed */
  PlClockFunc clock;
};

G_DEFINE_FINAL_TYPE (PlFamilyService, pl_family_service, G_TYPE_OBJECT)

static void
refuse (GDBusMethodInvocation *invocation,
        const char            *name,
        const char            *reason)
{
  g_autofree char *full_name = g_strconcat (ERROR_PREFIX, name, NULL);

  g_dbus_method_invocation_return_dbus_error (invocation, full_name, reason);
}

/* Asked of the bus for every call; a caller that is gone by then gets nothing done. */
static gboolean
find_caller (PlFamilyService       *self,
             GDBusMethodInvocation *invocation,
             guint                 *caller)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (self->system, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                                            "GetConnectionUnixUser", g_variant_new ("(s)", g_dbus_method_invocation_get_sender (invocation)),
                                                            G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  if (reply == NULL)
    {
      refuse (invocation, "Refused", "the caller is gone");
      return FALSE;
    }

  g_variant_get (reply, "(u)", caller);

  return TRUE;
}

static gboolean
find_kind (GDBusMethodInvocation *invocation,
           const char            *name,
           PlNoteKind            *kind)
{
  if (pl_note_kind_from_name (name, kind))
    return TRUE;

  refuse (invocation, "Refused", "a kind is reminder, sent or weekly");

  return FALSE;
}

/* Every change is on the disk before it is answered. */
static gboolean
keep (PlFamilyService       *self,
      GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;

  if (pl_family_store_save (self->path, self->state, &error))
    return TRUE;

  refuse (invocation, "NotKept", "the agreement could not be stored");

  return FALSE;
}

static gboolean
ask_cb (PlFamily1             *skeleton,
        GDBusMethodInvocation *invocation,
        guint                  youth,
        const char            *name,
        PlFamilyService       *self)
{
  g_autoptr (GError) error = NULL;
  PlNoteKind kind;
  guint caller;

  if (!find_caller (self, invocation, &caller) || !find_kind (invocation, name, &kind))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  if (!pl_family_state_ask (self->state, caller, youth, kind, &error))
    refuse (invocation, "Refused", error->message);
  else if (keep (self, invocation))
    pl_family1_complete_ask (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
agree_cb (PlFamily1             *skeleton,
          GDBusMethodInvocation *invocation,
          guint                  guardian,
          const char            *name,
          PlFamilyService       *self)
{
  g_autoptr (GError) error = NULL;
  PlNoteKind kind;
  guint caller;

  if (!find_caller (self, invocation, &caller) || !find_kind (invocation, name, &kind))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  if (!pl_family_state_agree (self->state, caller, guardian, kind, &error))
    refuse (invocation, "Refused", error->message);
  else if (keep (self, invocation))
    pl_family1_complete_agree (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
stop_cb (PlFamily1             *skeleton,
         GDBusMethodInvocation *invocation,
         guint                  other,
         const char            *name,
         PlFamilyService       *self)
{
  PlNoteKind kind;
  guint caller;

  if (!find_caller (self, invocation, &caller) || !find_kind (invocation, name, &kind))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  pl_family_state_stop (self->state, caller, other, kind);
  if (keep (self, invocation))
    pl_family1_complete_stop (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
list_asked_cb (PlFamily1             *skeleton,
               GDBusMethodInvocation *invocation,
               PlFamilyService       *self)
{
  guint caller;

  if (find_caller (self, invocation, &caller))
    pl_family1_complete_list_asked (skeleton, invocation, pl_family_state_list_asked (self->state, caller));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
list_askers_cb (PlFamily1             *skeleton,
                GDBusMethodInvocation *invocation,
                PlFamilyService       *self)
{
  guint caller;

  if (find_caller (self, invocation, &caller))
    pl_family1_complete_list_askers (skeleton, invocation, pl_family_state_list_askers (self->state, caller, self->clock ()));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
send_cb (PlFamily1             *skeleton,
         GDBusMethodInvocation *invocation,
         guint                  guardian,
         PlFamilyService       *self)
{
  g_autoptr (GError) error = NULL;
  guint caller;

  if (!find_caller (self, invocation, &caller))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  if (!pl_family_state_send (self->state, caller, guardian, self->clock (), &error))
    refuse (invocation, "Refused", error->message);
  else if (keep (self, invocation))
    pl_family1_complete_send (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
check_in_shown_cb (PlFamily1             *skeleton,
                   GDBusMethodInvocation *invocation,
                   PlFamilyService       *self)
{
  guint caller;

  if (!find_caller (self, invocation, &caller))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  pl_family_state_check_in (self->state, caller, self->clock ());
  if (keep (self, invocation))
    pl_family1_complete_check_in_shown (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
hold_cb (PlFamily1             *skeleton,
         GDBusMethodInvocation *invocation,
         guint                  guardian,
         PlFamilyService       *self)
{
  guint caller;

  if (!find_caller (self, invocation, &caller))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  pl_family_state_hold (self->state, caller, guardian, self->clock ());
  if (keep (self, invocation))
    pl_family1_complete_hold (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
collect_cb (PlFamily1             *skeleton,
            GDBusMethodInvocation *invocation,
            PlFamilyService       *self)
{
  g_autoptr (GVariant) notes = NULL;
  guint caller;

  if (!find_caller (self, invocation, &caller))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  notes = g_variant_ref_sink (pl_family_state_collect (self->state, caller, self->clock ()));
  if (keep (self, invocation))
    pl_family1_complete_collect (skeleton, invocation, notes);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
pl_family_service_dispose (GObject *object)
{
  PlFamilyService *self = PL_FAMILY_SERVICE (object);

  if (self->skeleton != NULL && g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  g_clear_object (&self->skeleton);
  g_clear_object (&self->system);
  g_clear_pointer (&self->state, pl_family_state_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (pl_family_service_parent_class)->dispose (object);
}

static void
pl_family_service_class_init (PlFamilyServiceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_family_service_dispose;
}

static void
pl_family_service_init (PlFamilyService *self)
{
  self->skeleton = pl_family1_skeleton_new ();

  g_signal_connect (self->skeleton, "handle-ask", G_CALLBACK (ask_cb), self);
  g_signal_connect (self->skeleton, "handle-agree", G_CALLBACK (agree_cb), self);
  g_signal_connect (self->skeleton, "handle-stop", G_CALLBACK (stop_cb), self);
  g_signal_connect (self->skeleton, "handle-list-asked", G_CALLBACK (list_asked_cb), self);
  g_signal_connect (self->skeleton, "handle-list-askers", G_CALLBACK (list_askers_cb), self);
  g_signal_connect (self->skeleton, "handle-send", G_CALLBACK (send_cb), self);
  g_signal_connect (self->skeleton, "handle-check-in-shown", G_CALLBACK (check_in_shown_cb), self);
  g_signal_connect (self->skeleton, "handle-hold", G_CALLBACK (hold_cb), self);
  g_signal_connect (self->skeleton, "handle-collect", G_CALLBACK (collect_cb), self);
}

/**
 * pl_family_service_new:
 * @system: the bus that connects the accounts
 * @path: where agreements are stored
 * @clock: tells the time
 * @error: %PL_FAMILY_ERROR_DAMAGED, or from the bus
 *
 * A store that cannot be read is no agreement: the caller moves it aside and starts with nobody's yes.
 *
 * Returns: (transfer full) (nullable): the service, exported
 */
PlFamilyService *
pl_family_service_new (GDBusConnection  *system,
                       const char       *path,
                       PlClockFunc       clock,
                       GError          **error)
{
  g_autoptr (PlFamilyService) self = g_object_new (PL_TYPE_FAMILY_SERVICE, NULL);

  self->system = g_object_ref (system);
  self->path = g_strdup (path);
  self->clock = clock;
  self->state = pl_family_store_load (path, error);
  if (self->state == NULL)
    return NULL;
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), system, OBJECT_PATH, error))
    return NULL;

  return g_steal_pointer (&self);
}
