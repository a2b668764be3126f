// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-hide-guard.h"

#include "pl-hide-key.h"

static gboolean
is_shift (guint key)
{
  return key == GDK_KEY_Shift_L || key == GDK_KEY_Shift_R;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                PlHideKey             *hide_key)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (pl_hide_key_press (hide_key, is_shift (key), g_get_monotonic_time ()))
    gtk_widget_activate_action (window, "app.hide", NULL);

  return GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  key,
                 guint                  code,
                 GdkModifierType        modifiers,
                 PlHideKey             *hide_key)
{
  pl_hide_key_release (hide_key, is_shift (key));
}

/**
 * pl_hide_guard_add:
 * @window: any window of the program
 *
 * Makes Shift three times within five seconds hide everything, wherever the keyboard is in @window.
 */
void
pl_hide_guard_add (GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  PlHideKey *hide_key = g_new0 (PlHideKey, 1);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_object_set_data_full (G_OBJECT (controller), "hide-key", hide_key, g_free);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), hide_key);
  g_signal_connect (controller, "key-released", G_CALLBACK (key_released_cb), hide_key);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
