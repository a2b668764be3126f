// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Stands where a file was not UTF-8; no character, so that nobody writes it. */
#define PL_RECORDING_BROKEN "\xEF\xB7\x90"

GVariant *pl_recording_build_body (JsonObject *event);

G_END_DECLS
