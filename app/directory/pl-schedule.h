// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days and times as HSDS writes them; a day without an end stands as 00:00 to 23:59. */
typedef struct
{
  char *byday;    /* "MO,TU,WE" after RFC 5545 */
  char *opens_at; /* "09:00" */
  char *closes_at;
} PlScheduleSpan;

GPtrArray *pl_schedule_parse (const char *hours);

G_END_DECLS
