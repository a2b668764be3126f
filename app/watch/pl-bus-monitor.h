// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

#define PL_BUS_MONITOR_ERROR (pl_bus_monitor_error_quark ())
GQuark pl_bus_monitor_error_quark (void);

typedef enum
{
  PL_BUS_MONITOR_ERROR_NO_BUS,   /* the bus cannot be reached, or hung up */
  PL_BUS_MONITOR_ERROR_REFUSED,  /* the bus does not let us listen */
  PL_BUS_MONITOR_ERROR_PROTOCOL, /* the bus said something that is no D-Bus */
} PlBusMonitorError;

#define PL_TYPE_BUS_MONITOR (pl_bus_monitor_get_type ())
G_DECLARE_FINAL_TYPE (PlBusMonitor, pl_bus_monitor, PL, BUS_MONITOR, GObject)

/* Called for each event, in the order of the bus; what @event holds is gone afterwards. */
typedef void (*PlBusEventFunc) (const PlBusEvent *event,
                                gpointer          data);

PlBusMonitor *pl_bus_monitor_new         (const char         *address,
                                          const char *const  *match_rules,
                                          PlBusEventFunc      func,
                                          gpointer            data);
void          pl_bus_monitor_name_senders (PlBusMonitor      *self,
                                          GDBusConnection    *session);
void          pl_bus_monitor_start       (PlBusMonitor       *self);
void          pl_bus_monitor_stop        (PlBusMonitor       *self);
gboolean      pl_bus_monitor_is_watching (PlBusMonitor       *self);
guint64       pl_bus_monitor_get_skipped (PlBusMonitor       *self);

G_END_DECLS
