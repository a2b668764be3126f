// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-family-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_FAMILY_SERVICE (pl_family_service_get_type ())
G_DECLARE_FINAL_TYPE (PlFamilyService, pl_family_service, PL, FAMILY_SERVICE, GObject)

/* Microseconds since 1970: tests bring a clock of their own. */
typedef gint64 (*PlClockFunc) (void);

PlFamilyService *pl_family_service_new (GDBusConnection  *system,
                                        const char       *path,
                                        PlClockFunc       clock,
                                        GError          **error);

G_END_DECLS
