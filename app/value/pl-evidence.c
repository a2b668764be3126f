// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-evidence.h"

/**
 * pl_concern_is_weak_alone:
 * @concern: a concern
 *
 * Praise, a question about age and a new app are common in honest chats: without something stronger beside them they never
 * raise a prompt.
 *
 * Returns: whether @concern is such a sign
 */
gboolean
pl_concern_is_weak_alone (PlConcern concern)
{
  return concern == PL_CONCERN_FLATTERY || concern == PL_CONCERN_AGE_PROBE || concern == PL_CONCERN_PLATFORM_SWITCH;
}
