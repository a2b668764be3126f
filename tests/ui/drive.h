// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atspi/atspi.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Uses the window as a person with a screen reader and a keyboard does: finds things by their spoken name, presses, types, looks. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiStateSet, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)

typedef gboolean (*DriveWanted) (AtspiAccessible *node, gpointer data);

void             drive_init         (void);
void             drive_set_up       (const char *const *mock_arguments);
void             drive_tear_down    (void);
void             drive_set_setting  (const char        *key,
                                     const char        *value);
void             drive_open         (void);
void             drive_open_action  (const char        *action,
                                     GVariant          *parameter);
AtspiAccessible *drive_search       (DriveWanted        wanted,
                                     gpointer           data);
AtspiAccessible *drive_find         (const char        *name);
AtspiAccessible *drive_seek         (const char        *name,
                                     guint              milliseconds);
AtspiAccessible *drive_find_text    (const char        *part);
gboolean         drive_shows        (const char        *part);
void             drive_press        (const char        *name);
void             drive_type         (const char        *name,
                                     const char        *text);
void             drive_keys         (const char *const *keys);
void             drive_wait_gone    (void);
gboolean         drive_is_running   (void);
char            *drive_dup_all_text (void);
char            *drive_dup_log      (void);
void             drive_wait_log     (const char        *line);
char            *drive_capture      (const char *const *argv);
void             drive_screenshot   (const char        *name);
void             drive_check_fits   (const char        *page);
void             drive_check_named  (const char        *page);
void             drive_check_in_view (const char       *name);

G_END_DECLS
