// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

/* Senders that are remembered at most. */
#define PL_SENDER_TABLE_MAX 64

#define PL_TYPE_SENDER_TABLE (pl_sender_table_get_type ())
G_DECLARE_FINAL_TYPE (PlSenderTable, pl_sender_table, PL, SENDER_TABLE, GObject)

PlSenderTable *pl_sender_table_new      (GDBusConnection  *session);
const char    *pl_sender_table_look_up  (PlSenderTable    *self,
                                         const PlBusEvent *event);
void           pl_sender_table_forget   (PlSenderTable    *self);
guint          pl_sender_table_get_size (PlSenderTable    *self);

char          *pl_sender_table_name_process (guint pid);

G_END_DECLS
