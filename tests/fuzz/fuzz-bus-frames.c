// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The stream of the bus, cut where the first byte says, and all that the wiring makes of it. */

#include "pl-bus-frames.h"
#include "pl-intake.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_message (PlIntake     *intake,
              GDBusMessage *message)
{
  PlBusEvent event = {
    .type = PL_BUS_EVENT_CALL,
    .interface = g_dbus_message_get_interface (message),
    .member = g_dbus_message_get_member (message),
    .path = g_dbus_message_get_path (message),
    .sender = g_dbus_message_get_sender (message),
    .destination = g_dbus_message_get_destination (message),
    .body = g_dbus_message_get_body (message),
  };
  g_autoptr (PlReading) reading = NULL;

  if (!pl_intake_wants (&event))
    return;
  reading = pl_intake_read (intake, &event, 0);
  g_assert_nonnull (reading);
}

/* Returns whether the stream can go on. */
static gboolean
drain (PlBusFrames *frames,
       PlIntake    *intake)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDBusMessage) message = NULL;
      gboolean skipped;

      message = pl_bus_frames_next (frames, &skipped, &error);
      if (error != NULL)
        return FALSE;
      if (message != NULL)
        read_message (intake, message);
      else if (!skipped)
        return TRUE;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static PlIntake *intake = NULL;
  PlBusFrames *frames = pl_bus_frames_new ();
  gsize step = size > 0 ? data[0] + 1u : 1;
  gboolean more = TRUE;

  if (intake == NULL)
    intake = pl_intake_new ();
  for (gsize done = MIN (size, 1); done < size && more;)
    {
      gsize room;
      guint8 *target = pl_bus_frames_reserve (frames, &room);
      gsize n = MIN (MIN (room, step), size - done);

      /* A reader that has no room left for the next byte would wait for ever. */
      g_assert_cmpuint (room, >, 0);
      memcpy (target, data + done, n);
      pl_bus_frames_commit (frames, n);
      done += n;
      more = drain (frames, intake);
    }
  pl_bus_frames_free (frames);

  return 0;
}
