// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A recording that somebody sent in. */

#include "ctl-intake.h"
#include "ctl-recording.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static PlIntake *intake = NULL;
  g_autoptr (PlRecording) recording = pl_recording_parse ((const char *) data, size, NULL);

  if (intake == NULL)
    intake = pl_intake_new ();
  for (guint i = 0; recording != NULL && i < pl_recording_get_n_events (recording); i++)
    {
      PlBusEvent event;
      gint64 time = pl_recording_get_event (recording, i, &event);
      g_autoptr (PlReading) reading = pl_intake_read (intake, &event, time);
      g_autofree char *line = pl_ctl_intake_describe (reading, i, NULL, FALSE);
      g_autoptr (JsonNode) written = pl_recording_write_event (&event, 0);

      g_assert_nonnull (line);
      g_assert_nonnull (written);
    }

  return 0;
}
