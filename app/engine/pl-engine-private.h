// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-engine.h"
#include "pl-features.h"
#include "pl-model.h"
#include "pl-network.h"

#include <string.h>

G_BEGIN_DECLS

/* PlEngine: a mapped model and the workspaces that scoring needs, so that it allocates nothing. Not for two threads at once. */
struct _PlEngine
{
  /* Owned */
  GBytes *bytes; /* the file, mapped */
  char *version;

  /* Borrowed */
  PlModel model; /* from bytes */

  /* State */
  PlText text;
  PlFeatures features;
  PlNetworkWorkspace network;
};

G_END_DECLS
