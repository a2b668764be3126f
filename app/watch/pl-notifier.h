// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_NOTIFIER (pl_notifier_get_type ())
G_DECLARE_FINAL_TYPE (PlNotifier, pl_notifier, PL, NOTIFIER, GObject)

PlNotifier *pl_notifier_new             (GDBusConnection *session);
void        pl_notifier_ask             (PlNotifier      *self);
gboolean    pl_notifier_show_prompt     (PlNotifier      *self,
                                         const char      *id);
void        pl_notifier_show_notice     (PlNotifier      *self);
void        pl_notifier_withdraw_notice (PlNotifier      *self);
void        pl_notifier_show_note       (PlNotifier      *self);
void        pl_notifier_withdraw        (PlNotifier      *self,
                                         const char      *id);
void        pl_notifier_withdraw_all    (PlNotifier      *self);

const char *pl_notifier_get_prompt_title (void);
const char *pl_notifier_get_prompt_body  (void);

G_END_DECLS
