// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* Everything that is sent over a session's bus while it runs, whoever sends it. */
typedef struct _PlBusTape PlBusTape;

/* One message of the bus; NULL for what it does not have. */
typedef struct
{
  char *sender;
  char *destination;
  char *interface;
  char *member;
  GBytes *bytes; /* the whole message on the wire */
} PlBusTapeEntry;

PlBusTape *pl_bus_tape_new  (PlSession *session);
void       pl_bus_tape_free (PlBusTape *self);
GPtrArray *pl_bus_tape_list (PlBusTape *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusTape, pl_bus_tape_free)

G_END_DECLS
