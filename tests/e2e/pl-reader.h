// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-session.h"

#include <atspi/atspi.h>

G_BEGIN_DECLS

/* Reads and presses the window as a screen reader does. One session a process: the library keeps its connection. */
void              pl_reader_start           (PlSession       *session);
AtspiAccessible  *pl_reader_find            (const char      *role,
                                             const char      *name);
gboolean          pl_reader_wait_for        (PlSession       *session,
                                             const char      *role,
                                             const char      *name,
                                             guint            seconds);
gboolean          pl_reader_wait_for_text   (PlSession       *session,
                                             const char      *text,
                                             guint            seconds);
gboolean          pl_reader_press           (PlSession       *session,
                                             const char      *name);
GPtrArray        *pl_reader_list_texts      (void);
void              pl_reader_print_tree      (void);

G_END_DECLS
