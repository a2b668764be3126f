// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-trainer.h"

G_BEGIN_DECLS

/* From sums of weights to log-odds: where one half stands, and what one concern says beside the others. */

void pl_weights_calibrate (PlWeights       *self,
                           const PlCorpus  *corpus,
                           PlRaw           *raw,
                           const gboolean  *use);
void pl_weights_read      (const PlWeights *self,
                           guint            n,
                           PlRaw           *raw);
void pl_weights_weigh     (const PlWeights *self,
                           guint            n,
                           PlRaw           *alone,
                           PlRaw           *weighed);

G_END_DECLS
