// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-notes.h"

#include "pl-window-link.h"

#define FAMILY_NAME "org.porchlight.Family"
#define FAMILY_PATH "/org/porchlight/Family"
#define FAMILY_INTERFACE "org.porchlight.Family1"

/* A parent's notes are looked for once a day. */
#define DAY_SECONDS (24 * 60 * 60)

/*
 * PlNotes: what the session has to do with notes between accounts. The same two calls come from every session, asked or not, so that they tell
 * nothing. It holds no connection to the system bus between calls.
 */
struct _PlNotes
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  PlNotifier *notifier;
  char *address;        /* (nullable): of the system bus; %NULL where there is none */
  GVariant *waiting;    /* (nullable): a(us), notes that nobody has looked at yet */
  GCancellable *cancellable;
  guint source;
};

G_DEFINE_FINAL_TYPE (PlNotes, pl_notes, G_TYPE_OBJECT)

/* One call on a connection of its own. */
typedef struct
{
  PlNotes *notes;
  const char *method;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->notes);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
keep (PlNotes  *self,
      GVariant *notes)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(us)"));
  GVariant *both[] = { self->waiting, notes };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (gsize j = 0; both[i] != NULL && j < g_variant_n_children (both[i]); j++)
      {
        g_autoptr (GVariant) note = g_variant_get_child_value (both[i], j);

        g_variant_builder_add_value (&builder, note);
      }

  g_clear_pointer (&self->waiting, g_variant_unref);
  self->waiting = g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  g_autoptr (GVariant) notes = NULL;

  g_dbus_connection_close (G_DBUS_CONNECTION (object), NULL, NULL, NULL);
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a(us))")))
    return;

  notes = g_variant_get_child_value (reply, 0);
  if (g_variant_n_children (notes) == 0)
    return;

  keep (call->notes, notes);
  pl_notifier_show_note (call->notes->notifier);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GDBusConnection) system = g_dbus_connection_new_for_address_finish (result, NULL);
  GCancellable *cancellable = call->notes->cancellable;
  const char *method = call->method;

  /* No system bus, or no service on it: then nobody is told anything. */
  if (system == NULL)
    return;

  g_dbus_connection_set_exit_on_close (system, FALSE);
  g_dbus_connection_call (system, FAMILY_NAME, FAMILY_PATH, FAMILY_INTERFACE, method, NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          cancellable, answered_cb, g_steal_pointer (&call));
}

static void
send_call (PlNotes    *self,
           const char *method)
{
  Call *call;

  if (self->address == NULL)
    return;

  call = g_new0 (Call, 1);
  call->notes = g_object_ref (self);
  call->method = method;
  g_dbus_connection_new_for_address (self->address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, connected_cb, call);
}

static gboolean
day_cb (gpointer data)
{
  send_call (data, "Collect");

  return G_SOURCE_CONTINUE;
}

static void
pl_notes_dispose (GObject *object)
{
  PlNotes *self = PL_NOTES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (pl_notes_parent_class)->dispose (object);
}

static void
pl_notes_finalize (GObject *object)
{
  PlNotes *self = PL_NOTES (object);

  g_clear_pointer (&self->waiting, g_variant_unref);
  g_object_unref (self->notifier);
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_free (self->address);

  G_OBJECT_CLASS (pl_notes_parent_class)->finalize (object);
}

static void
pl_notes_class_init (PlNotesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_notes_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_notes_finalize;
}

static void
pl_notes_init (PlNotes *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
opened_cb (PlNotifier *notifier,
           const char *id,
           const char *token,
           PlNotes    *self)
{
  if (self->waiting != NULL)
    pl_window_link_action (self->session, "notes", self->waiting, token);
  g_clear_pointer (&self->waiting, g_variant_unref);
}

/**
 * pl_notes_new:
 * @session: the session bus
 * @notifier: shows that there is a note
 * @address: (nullable): of the system bus; %NULL where there is none
 *
 * Returns: (transfer full): nothing asked yet
 */
PlNotes *
pl_notes_new (GDBusConnection *session,
              PlNotifier      *notifier,
              const char      *address)
{
  PlNotes *self = g_object_new (PL_TYPE_NOTES, NULL);

  self->session = g_object_ref (session);
  self->notifier = g_object_ref (notifier);
  self->address = g_strdup (address);
  g_signal_connect_object (notifier, "note", G_CALLBACK (opened_cb), self, 0);

  return self;
}

/**
 * pl_notes_start:
 * @self: notes
 *
 * Looks for notes now and once a day.
 */
void
pl_notes_start (PlNotes *self)
{
  if (self->address == NULL)
    return;

  send_call (self, "Collect");
  self->source = g_timeout_add_seconds (DAY_SECONDS, day_cb, self);
}

/**
 * pl_notes_check_in:
 * @self: notes
 *
 * A check-in was shown here. Says neither which nor to whom; it has an effect only where both accounts switched the weekly note on.
 */
void
pl_notes_check_in (PlNotes *self)
{
  send_call (self, "CheckInShown");
}
