// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* The ways by which a message gets onto the bus, each with somebody behind it who answers. */
typedef struct _PlDoors PlDoors;

typedef enum
{
  PL_DOOR_OF_FREEDESKTOP,
  PL_DOOR_OF_GTK,
  PL_DOOR_OF_PORTAL,
  PL_N_DOORS,
} PlDoorKind;

/* How many broken notifications pl_doors_send_malformed () sends. */
#define PL_DOORS_MALFORMED 4

PlDoors *pl_doors_new            (PlSession       *session);
void     pl_doors_free           (PlDoors         *self);
void     pl_doors_own_notifications (PlDoors      *self);
void     pl_doors_send           (PlDoors         *self,
                                  PlDoorKind       door,
                                  const char      *sender,
                                  const char      *text);
void     pl_doors_send_large     (PlDoors         *self,
                                  const char      *sender,
                                  const char      *text);
void     pl_doors_send_malformed (PlDoors         *self,
                                  const char      *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDoors, pl_doors_free)

G_END_DECLS
