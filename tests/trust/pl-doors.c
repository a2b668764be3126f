// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-doors.h"

#include <string.h>

/* A picture of this many bytes makes the message larger than any buffer that is kept ready. */
#define PICTURE_SIZE (300 * 1024)

typedef struct
{
  const char *name;
  const char *path;
  const char *interface;
  const char *method;
} Door;

static const Door doors[PL_N_DOORS] = {
  [PL_DOOR_OF_FREEDESKTOP] = { "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "Notify" },
  [PL_DOOR_OF_GTK] = { "org.gtk.Notifications", "/org/gtk/Notifications", "org.gtk.Notifications", "AddNotification" },
  [PL_DOOR_OF_PORTAL] = { "org.freedesktop.impl.portal.desktop.gtk", "/org/freedesktop/portal/desktop", "org.freedesktop.impl.portal.Notification",
                          "AddNotification" },
};

struct _PlDoors
{
  /* Owned */
  GDBusConnection *answering; /* behind the GTK and the portal door: a third party, as on a real desktop */

  /* Borrowed */
  PlSession *session;

  /* State */
  guint number; /* of the last notification */
};

/* Answers every call; runs in GDBus's own thread. */
static GDBusMessage *
answer (GDBusConnection *connection,
        GDBusMessage    *message,
        gboolean         incoming,
        gpointer         data)
{
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  reply = g_dbus_message_new_method_reply (message);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);

  return NULL;
}

static void
own (PlDoors    *self,
     const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (self->answering, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                                            g_variant_new ("(su)", name, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/**
 * pl_doors_new:
 * @session: (transfer none): a session; its notification server is somebody else's
 *
 * Returns: (transfer full): its doors
 */
PlDoors *
pl_doors_new (PlSession *session)
{
  PlDoors *self = g_new0 (PlDoors, 1);
  g_autoptr (GError) error = NULL;

  self->session = session;
  self->answering = g_dbus_connection_new_for_address_sync (pl_session_get_address (session),
                                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                            NULL, NULL, &error);
  g_assert_no_error (error);
  own (self, doors[PL_DOOR_OF_GTK].name);
  own (self, doors[PL_DOOR_OF_PORTAL].name);
  g_dbus_connection_add_filter (self->answering, answer, self, NULL);

  return self;
}

/**
 * pl_doors_free:
 * @self: (transfer full): doors
 */
void
pl_doors_free (PlDoors *self)
{
  g_dbus_connection_close_sync (self->answering, NULL, NULL);
  g_object_unref (self->answering);
  g_free (self);
}

static void
called_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  *(gboolean *) data = TRUE;
}

/* An error is an answer too: that of a server to what is broken. */
static void
call (PlDoors    *self,
      PlDoorKind  door,
      GVariant   *arguments)
{
  gboolean done = FALSE;

  g_dbus_connection_call (pl_session_connect_sender (self->session), doors[door].name, doors[door].path, doors[door].interface, doors[door].method,
                          arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static GVariant *
freedesktop_arguments (const char *sender,
                       const char *text,
                       GVariant   *picture)
{
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string ("org.telegram.desktop"));
  if (picture != NULL)
    g_variant_builder_add (&hints, "{sv}", "image-data", picture);

  return g_variant_new ("(susss@asa{sv}i)", "Telegram Desktop", 0, "", sender, text, g_variant_new ("as", NULL), &hints, -1);
}

static GVariant *
dictionary_arguments (PlDoors    *self,
                      const char *application,
                      const char *sender,
                      const char *text)
{
  g_auto (GVariantBuilder) fields = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *id = g_strdup_printf ("message-%u", ++self->number);

  g_variant_builder_add (&fields, "{sv}", "title", g_variant_new_string (sender));
  g_variant_builder_add (&fields, "{sv}", "body", g_variant_new_string (text));

  return g_variant_new ("(ssa{sv})", application, id, &fields);
}

/**
 * pl_doors_own_notifications:
 * @self: doors
 *
 * Answers the freedesktop door too, for a test that needs no list of what was shown.
 */
void
pl_doors_own_notifications (PlDoors *self)
{
  own (self, doors[PL_DOOR_OF_FREEDESKTOP].name);
}

/**
 * pl_doors_send:
 * @self: doors
 * @door: by which
 * @sender: who writes
 * @text: what
 *
 * Waits for the answer.
 */
void
pl_doors_send (PlDoors    *self,
               PlDoorKind  door,
               const char *sender,
               const char *text)
{
  switch (door)
    {
    case PL_DOOR_OF_FREEDESKTOP:
      call (self, door, freedesktop_arguments (sender, text, NULL));
      break;
    case PL_DOOR_OF_GTK:
      call (self, door, dictionary_arguments (self, "org.gnome.Fractal", sender, text));
      break;
    case PL_DOOR_OF_PORTAL:
      call (self, door, dictionary_arguments (self, "im.dino.Dino", sender, text));
      break;
    case PL_N_DOORS:
    default:
      g_assert_not_reached ();
    }
}

/* A picture whose pixels hold the words, as a screenshot of a chat would. */
static GVariant *
make_picture (const char *text)
{
  g_autofree guint8 *pixels = g_malloc0 (PICTURE_SIZE);
  gsize length = strlen (text);

  for (gsize i = 0; i + length < PICTURE_SIZE; i += length + 1)
    memcpy (pixels + i, text, length);

  return g_variant_new ("(iiibii@ay)", 320, 320, 960, FALSE, 8, 3, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels, PICTURE_SIZE, 1));
}

/**
 * pl_doors_send_large:
 * @self: doors
 * @sender: who writes
 * @text: what
 *
 * Sends one message with a picture, both with the words.
 */
void
pl_doors_send_large (PlDoors    *self,
                     const char *sender,
                     const char *text)
{
  g_autofree char *words = g_strdup_printf ("look at this one %s", text);

  call (self, PL_DOOR_OF_FREEDESKTOP, freedesktop_arguments (sender, words, make_picture (text)));
}

/**
 * pl_doors_send_malformed:
 * @self: doors
 * @text: words somewhere in each
 *
 * Sends %PL_DOORS_MALFORMED notifications of a wrong form.
 */
void
pl_doors_send_malformed (PlDoors    *self,
                         const char *text)
{
  call (self, PL_DOOR_OF_FREEDESKTOP, g_variant_new ("(sss)", text, text, text));
  call (self, PL_DOOR_OF_FREEDESKTOP, g_variant_new ("(v)", g_variant_new ("(sas)", text, NULL)));
  call (self, PL_DOOR_OF_GTK, g_variant_new ("(ssas)", "org.gnome.Fractal", text, NULL));
  call (self, PL_DOOR_OF_PORTAL, g_variant_new ("(ay)", NULL));
}
