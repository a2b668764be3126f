// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* A sandbox as "flatpak run" makes it: bubblewrap, the filter before the buses, and what a manifest asks for. */
typedef struct _PlFlatpakBox PlFlatpakBox;

PlFlatpakBox *pl_flatpak_box_new   (PlSession    *session,
                                    const char   *manifest);
void          pl_flatpak_box_free  (PlFlatpakBox *self);
GSubprocess  *pl_flatpak_box_spawn (PlFlatpakBox *self,
                                    const char   *program,
                                    ...) G_GNUC_NULL_TERMINATED;
char         *pl_flatpak_box_run   (PlFlatpakBox *self,
                                    const char   *program,
                                    ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFlatpakBox, pl_flatpak_box_free)

G_END_DECLS
