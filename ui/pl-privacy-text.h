// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The privacy statement as a person reads it in the window: the words without the marks and the names of tests. */

typedef enum
{
  PL_PRIVACY_HEADING,
  PL_PRIVACY_SUBHEADING,
  PL_PRIVACY_POINT,
} PlPrivacyKind;

typedef struct
{
  PlPrivacyKind kind;
  char *text;
} PlPrivacyLine;

const char *pl_privacy_text_get_name (const char *language);
GPtrArray  *pl_privacy_text_parse    (const char *statement);

G_END_DECLS
