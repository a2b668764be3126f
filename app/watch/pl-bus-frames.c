// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-bus-frames.h"

#include <string.h>

/* Enough for nearly every notification without a picture. */
#define BUFFER_SIZE (64 * 1024)

/* A larger message is passed over unread: no chat text is that long, and memory stays bounded. */
#define MESSAGE_LIMIT (8 * 1024 * 1024)

/* The fixed part of a D-Bus message header that tells its whole length (D-Bus specification, "Message Format"). */
#define HEADER_SIZE 16

struct _PlBusFrames
{
  /* Owned */
  guint8 *buffer; /* (size) */

  /* State */
  gsize size;
  gsize filled;
  gsize taken;     /* bytes at the start that were given out already */
  gsize pass_over; /* bytes of a too large message still to come */
};

/**
 * pl_bus_frames_new:
 *
 * Returns: (transfer full): an empty stream
 */
PlBusFrames *
pl_bus_frames_new (void)
{
  PlBusFrames *self = g_new0 (PlBusFrames, 1);

  self->size = BUFFER_SIZE;
  self->buffer = g_malloc0 (self->size);

  return self;
}

/**
 * pl_bus_frames_free:
 * @self: (transfer full): a stream
 */
void
pl_bus_frames_free (PlBusFrames *self)
{
  explicit_bzero (self->buffer, self->size);
  g_free (self->buffer);
  g_free (self);
}

static void
resize (PlBusFrames *self,
        gsize        size)
{
  guint8 *buffer = g_malloc0 (size);

  memcpy (buffer, self->buffer, self->filled);
  explicit_bzero (self->buffer, self->size);
  g_free (self->buffer);
  self->buffer = buffer;
  self->size = size;
}

/* Moves what is left to the front and clears the rest, so that no message outlives its reading. */
static void
compact (PlBusFrames *self)
{
  gsize left = self->filled - self->taken;

  if (self->taken == 0)
    return;

  memmove (self->buffer, self->buffer + self->taken, left);
  explicit_bzero (self->buffer + left, self->filled - left);
  self->filled = left;
  self->taken = 0;

  if (self->size > BUFFER_SIZE && left <= BUFFER_SIZE / 2)
    resize (self, BUFFER_SIZE);
}

/**
 * pl_bus_frames_reserve:
 * @self: a stream
 * @room: (out): how many bytes may be written
 *
 * Returns: (transfer none): where the next bytes belong; say how many came with pl_bus_frames_commit ()
 */
guint8 *
pl_bus_frames_reserve (PlBusFrames *self,
                       gsize       *room)
{
  compact (self);
  *room = self->size - self->filled;

  return self->buffer + self->filled;
}

/**
 * pl_bus_frames_commit:
 * @self: a stream
 * @n_bytes: how many bytes were written at pl_bus_frames_reserve ()
 */
void
pl_bus_frames_commit (PlBusFrames *self,
                      gsize        n_bytes)
{
  g_return_if_fail (n_bytes <= self->size - self->filled);

  self->filled += n_bytes;
}

static void
pass_over (PlBusFrames *self)
{
  gsize n = MIN (self->pass_over, self->filled - self->taken);

  self->taken += n;
  self->pass_over -= n;
}

/* Returns the length of the message that begins the rest, 0 where its header is not here yet, -1 where it is none. */
static gssize
measure (PlBusFrames  *self,
         GError      **error)
{
  if (self->filled - self->taken < HEADER_SIZE)
    return 0;

  return g_dbus_message_bytes_needed (self->buffer + self->taken, HEADER_SIZE, error);
}

/**
 * pl_bus_frames_next:
 * @self: a stream
 * @skipped: (out): whether a message was passed over as too large or as broken
 * @error: set where the stream is no D-Bus at all; nothing more can be read from it
 *
 * Returns: (transfer full) (nullable): the next whole message; %NULL without @error and without @skipped where more bytes must come first
 */
GDBusMessage *
pl_bus_frames_next (PlBusFrames  *self,
                    gboolean     *skipped,
                    GError      **error)
{
  GDBusMessage *message;
  gssize length;

  *skipped = FALSE;
  pass_over (self);
  length = measure (self, error);
  if (length <= 0)
    {
      compact (self);
      return NULL;
    }

  if (length > MESSAGE_LIMIT)
    {
      self->pass_over = (gsize) length;
      pass_over (self);
      *skipped = TRUE;
      return NULL;
    }

  if ((gsize) length > self->filled - self->taken)
    {
      compact (self);
      if ((gsize) length > self->size)
        resize (self, (gsize) length);
      return NULL;
    }

  message = g_dbus_message_new_from_blob (self->buffer + self->taken, (gsize) length, G_DBUS_CAPABILITY_FLAGS_UNIX_FD_PASSING, NULL);
  self->taken += (gsize) length;
  *skipped = message == NULL;

  return message;
}
