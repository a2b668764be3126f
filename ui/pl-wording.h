// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-concern.h"

G_BEGIN_DECLS

/* The words of a check-in: plain data, chosen by plain functions. Translated when they are given out. */

#define PL_WORDING_MAX_STEPS 5

const char *pl_wording_get_noticed  (PlConcern   concern,
                                     guint       wording);
guint       pl_wording_count        (PlConcern   concern);
const char *pl_wording_get_feeling  (PlConcern   concern,
                                     guint       wording);
const char *pl_wording_get_step     (PlConcern   concern,
                                     guint       step);
const char *pl_wording_get_kind     (PlConcern   concern);
const char *pl_wording_get_already  (PlConcern   concern);
char       *pl_wording_dup_reasons  (guint       reasons);

G_END_DECLS
