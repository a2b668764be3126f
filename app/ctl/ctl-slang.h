// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A short form of chat, and the word that it stands for; both folded. */
typedef struct
{
  const char *word;
  const char *meaning;
} PlSlang;

const PlSlang *pl_slang_get (void);

G_END_DECLS
