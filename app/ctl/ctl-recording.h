// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Recorded bus events: {"events": [{"type", "interface", "member", "sender", "destination", "args", "hint_types"}]}. */

#define PL_RECORDING_ERROR (pl_recording_error_quark ())
GQuark pl_recording_error_quark (void);

typedef enum
{
  PL_RECORDING_ERROR_SYNTAX, /* not JSON */
  PL_RECORDING_ERROR_SHAPE,  /* JSON, but not a recording */
} PlRecordingError;

typedef struct _PlRecording PlRecording;

PlRecording *pl_recording_parse        (const char        *bytes,
                                        gsize              length,
                                        GError           **error);
void         pl_recording_free         (PlRecording       *self);
guint        pl_recording_get_n_events (const PlRecording *self);
gint64       pl_recording_get_event    (const PlRecording *self,
                                        guint              index,
                                        PlBusEvent        *event);


JsonNode    *pl_recording_write_event  (const PlBusEvent  *event,
                                        double             seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRecording, pl_recording_free)

G_END_DECLS
