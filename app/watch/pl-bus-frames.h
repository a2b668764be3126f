// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Cuts a byte stream of the bus into messages. Owns the only buffer that raw bytes ever stand in, and clears it. */
typedef struct _PlBusFrames PlBusFrames;

PlBusFrames  *pl_bus_frames_new         (void);
void          pl_bus_frames_free        (PlBusFrames   *self);
guint8       *pl_bus_frames_reserve     (PlBusFrames   *self,
                                         gsize         *room);
void          pl_bus_frames_commit      (PlBusFrames   *self,
                                         gsize          n_bytes);
GDBusMessage *pl_bus_frames_next        (PlBusFrames   *self,
                                         gboolean      *skipped,
                                         GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusFrames, pl_bus_frames_free)

G_END_DECLS
