// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void pl_window_link_activate (GDBusConnection *session,
                              const char      *token);
void pl_window_link_action   (GDBusConnection *session,
                              const char      *action,
                              GVariant        *parameter,
                              const char      *token);

G_END_DECLS
