// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the words out of what is sent in as a wrong reading, and leaves its shape. */
char *pl_veil_text   (const char *text);
char *pl_veil_body   (const char *body);
char *pl_veil_action (const char *key);
char *pl_veil_id     (const char *id);

G_END_DECLS
