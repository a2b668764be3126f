// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-contact.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_CONTACT_CARD (pl_contact_card_get_type ())
G_DECLARE_FINAL_TYPE (PlContactCard, pl_contact_card, PL, CONTACT_CARD, GtkBox)

GtkWidget *pl_contact_card_new (const PlContact *contact,
                                const char      *country);

G_END_DECLS
