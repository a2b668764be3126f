// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "drive-tree.h"

G_BEGIN_DECLS

/* Uses the window as a person with a screen reader and a keyboard does: finds things by their spoken name, presses, types, looks. */


typedef gboolean (*DriveWanted) (DriveNode *node, gpointer data);

void             drive_set_up       (const char *const *mock_arguments);
void             drive_tear_down    (void);
void             drive_check_silence (void);
void             drive_set_setting  (const char        *key,
                                     const char        *value);
void             drive_open         (void);
void             drive_open_action  (const char        *action,
                                     GVariant          *parameter);
DriveNode       *drive_search       (DriveWanted        wanted,
                                     gpointer           data);
DriveNode       *drive_find         (const char        *name);
DriveNode       *drive_seek         (const char        *name,
                                     guint              milliseconds);
DriveNode       *drive_find_text    (const char        *part);
void             drive_wait_gone_text (const char      *part);
gboolean         drive_shows        (const char        *part);
void             drive_turn         (void);
void             drive_walk         (gboolean           walk);
void             drive_press        (const char        *name);
void             drive_type         (const char        *name,
                                     const char        *text);
void             drive_focus        (const char        *name);
void             drive_keys         (const char *const *keys);
void             drive_wait_gone    (void);
gboolean         drive_is_running   (void);
char            *drive_dup_all_text (void);
char            *drive_dup_log      (void);
void             drive_wait_log     (const char        *line);
char            *drive_capture      (const char *const *argv);
void             drive_screenshot   (const char        *name);
void             drive_check_page   (const char        *page);
void             drive_check_in_view (const char       *name);
void             drive_check_thumb  (const char        *name);

G_END_DECLS
