// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-hide-key.h"

/**
 * pl_hide_key_press:
 * @self: the state; all zero at the start
 * @shift: whether the key is Shift, left or right
 * @now: microseconds of any steady clock
 *
 * A key that repeats while it is held counts once, and any other key starts the count again: a capital letter is no sign.
 * The three presses and the five seconds are those of the GOV.UK Design System's "Exit a page quickly".
 *
 * Returns: whether the window has to go now
 */
gboolean
pl_hide_key_press (PlHideKey *self,
                   gboolean   shift,
                   gint64     now)
{
  if (!shift)
    {
      self->n_pressed = 0;
      return FALSE;
    }

  if (self->down)
    return FALSE;

  self->down = TRUE;
  while (self->n_pressed > 0 && now - self->pressed[0] > PL_HIDE_KEY_SPAN)
    {
      self->n_pressed--;
      for (guint i = 0; i < self->n_pressed; i++)
        self->pressed[i] = self->pressed[i + 1];
    }

  self->pressed[self->n_pressed++] = now;
  if (self->n_pressed < PL_HIDE_KEY_PRESSES)
    return FALSE;

  self->n_pressed = 0;
  return TRUE;
}

/**
 * pl_hide_key_release:
 * @self: the state
 * @shift: whether the key is Shift, left or right
 */
void
pl_hide_key_release (PlHideKey *self,
                     gboolean   shift)
{
  if (shift)
    self->down = FALSE;
}
