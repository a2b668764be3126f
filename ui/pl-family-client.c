// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-client.h"

#define FAMILY_NAME "org.porchlight.Family"
#define FAMILY_PATH "/org/porchlight/Family"
#define FAMILY_INTERFACE "org.porchlight.Family1"

struct _PlFamilyClient
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *system; /* (nullable): until it is there */
  GVariant *asked;         /* (nullable): a(uss) */
  GVariant *askers;        /* (nullable): a(ussb) */
  GCancellable *cancellable;
};

/**
 * PlFamilyClient:
 *
 * What this account asked for and what it is asked, from the service between accounts. Signal "changed".
 */
G_DEFINE_FINAL_TYPE (PlFamilyClient, pl_family_client, G_TYPE_OBJECT)

static guint changed_signal;

static void
take (PlFamilyClient *self,
      GVariant      **place,
      GObject        *source,
      GAsyncResult   *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (place, g_variant_unref);
  if (reply != NULL)
    *place = g_variant_get_child_value (reply, 0);
  g_signal_emit (self, changed_signal, 0);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (PlFamilyClient) self = data;

  take (self, &self->asked, source, result);
}

static void
askers_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (PlFamilyClient) self = data;

  take (self, &self->askers, source, result);
}

static void
call (PlFamilyClient      *self,
      const char          *method,
      GVariant            *arguments,
      const char          *type,
      GAsyncReadyCallback  callback)
{
  g_dbus_connection_call (self->system, FAMILY_NAME, FAMILY_PATH, FAMILY_INTERFACE, method, arguments, G_VARIANT_TYPE (type),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, callback, g_object_ref (self));
}

static void
refresh (PlFamilyClient *self)
{
  call (self, "ListAsked", NULL, "(a(uss))", asked_cb);
  call (self, "ListAskers", NULL, "(a(ussb))", askers_cb);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (PlFamilyClient) self = data;

  self->system = g_bus_get_finish (result, NULL);
  if (self->system != NULL)
    refresh (self);
  else
    g_signal_emit (self, changed_signal, 0);
}

/* Whatever the answer: what stands is asked for again. */
static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (PlFamilyClient) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refresh (self);
}

static void
change (PlFamilyClient *self,
        const char     *method,
        GVariant       *arguments)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (arguments);

  if (self->system != NULL)
    call (self, method, held, "()", done_cb);
}

static void
pl_family_client_dispose (GObject *object)
{
  PlFamilyClient *self = PL_FAMILY_CLIENT (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (pl_family_client_parent_class)->dispose (object);
}

static void
pl_family_client_finalize (GObject *object)
{
  PlFamilyClient *self = PL_FAMILY_CLIENT (object);

  g_clear_object (&self->system);
  g_clear_pointer (&self->asked, g_variant_unref);
  g_clear_pointer (&self->askers, g_variant_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (pl_family_client_parent_class)->finalize (object);
}

static void
pl_family_client_class_init (PlFamilyClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_family_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_family_client_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_family_client_init (PlFamilyClient *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_family_client_new:
 *
 * Returns: (transfer full): a client that has asked nothing yet
 */
PlFamilyClient *
pl_family_client_new (void)
{
  return g_object_new (PL_TYPE_FAMILY_CLIENT, NULL);
}

/**
 * pl_family_client_refresh:
 * @self: a client
 *
 * Asks what stands; "changed" follows.
 */
void
pl_family_client_refresh (PlFamilyClient *self)
{
  if (self->system != NULL)
    refresh (self);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, connected_cb, g_object_ref (self));
}

/**
 * pl_family_client_is_there:
 * @self: a client
 *
 * Returns: whether the service answered
 */
gboolean
pl_family_client_is_there (PlFamilyClient *self)
{
  return self->asked != NULL && self->askers != NULL;
}

/**
 * pl_family_client_get_asked:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): a(uss) of ListAsked
 */
GVariant *
pl_family_client_get_asked (PlFamilyClient *self)
{
  return self->asked;
}

/**
 * pl_family_client_get_askers:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): a(ussb) of ListAskers
 */
GVariant *
pl_family_client_get_askers (PlFamilyClient *self)
{
  return self->askers;
}

/**
 * pl_family_client_get_asked_state:
 * @self: a client
 * @youth: another account
 * @kind: a kind
 *
 * Returns: (transfer none): "on", "waiting" or "off"
 */
const char *
pl_family_client_get_asked_state (PlFamilyClient *self,
                                  guint           youth,
                                  const char     *kind)
{
  GVariantIter iter;
  const char *link_kind;
  const char *state;
  guint link_youth;

  if (self->asked == NULL)
    return "off";

  g_variant_iter_init (&iter, self->asked);
  while (g_variant_iter_next (&iter, "(u&s&s)", &link_youth, &link_kind, &state))
    if (link_youth == youth && g_str_equal (link_kind, kind))
      return state;

  return "off";
}

/**
 * pl_family_client_ask:
 * @self: a client
 * @youth: another account
 * @kind: a kind
 *
 * As a parent.
 */
void
pl_family_client_ask (PlFamilyClient *self,
                      guint           youth,
                      const char     *kind)
{
  change (self, "Ask", g_variant_new ("(us)", youth, kind));
}

/**
 * pl_family_client_agree:
 * @self: a client
 * @guardian: who asked
 * @kind: a kind
 *
 * As a young person.
 */
void
pl_family_client_agree (PlFamilyClient *self,
                        guint           guardian,
                        const char     *kind)
{
  change (self, "Agree", g_variant_new ("(us)", guardian, kind));
}

/**
 * pl_family_client_stop:
 * @self: a client
 * @other: the other account
 * @kind: a kind
 *
 * As either.
 */
void
pl_family_client_stop (PlFamilyClient *self,
                       guint           other,
                       const char     *kind)
{
  change (self, "Stop", g_variant_new ("(us)", other, kind));
}

/**
 * pl_family_client_send:
 * @self: a client
 * @guardian: a parent
 *
 * "I would like to talk", as a young person.
 */
void
pl_family_client_send (PlFamilyClient *self,
                       guint           guardian)
{
  change (self, "Send", g_variant_new ("(u)", guardian));
}

/**
 * pl_family_client_hold:
 * @self: a client
 * @guardian: a parent
 *
 * The weekly note that waits never goes out.
 */
void
pl_family_client_hold (PlFamilyClient *self,
                       guint           guardian)
{
  change (self, "Hold", g_variant_new ("(u)", guardian));
}
