// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The clock on the wall: time and zone are arguments. */
guint pl_morning_get_seconds (GDateTime *now);
guint pl_morning_get_minute  (gint64     now,
                              GTimeZone *zone);

G_END_DECLS
