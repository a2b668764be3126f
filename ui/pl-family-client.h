// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_FAMILY_CLIENT (pl_family_client_get_type ())
G_DECLARE_FINAL_TYPE (PlFamilyClient, pl_family_client, PL, FAMILY_CLIENT, GObject)

PlFamilyClient *pl_family_client_new         (void);
void            pl_family_client_refresh     (PlFamilyClient *self);
gboolean        pl_family_client_is_there    (PlFamilyClient *self);
GVariant       *pl_family_client_get_asked   (PlFamilyClient *self);
GVariant       *pl_family_client_get_askers  (PlFamilyClient *self);
const char     *pl_family_client_get_asked_state (PlFamilyClient *self,
                                              guint           youth,
                                              const char     *kind);
void            pl_family_client_ask         (PlFamilyClient *self,
                                              guint           youth,
                                              const char     *kind);
void            pl_family_client_agree       (PlFamilyClient *self,
                                              guint           guardian,
                                              const char     *kind);
void            pl_family_client_stop        (PlFamilyClient *self,
                                              guint           other,
                                              const char     *kind);
void            pl_family_client_send        (PlFamilyClient *self,
                                              guint           guardian);
void            pl_family_client_hold        (PlFamilyClient *self,
                                              guint           guardian);

G_END_DECLS
