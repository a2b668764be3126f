// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-tray-menu.h"

static gboolean
lookup_visible (PlTrayState state,
                int         id)
{
  g_autoptr (GVariant) properties = g_variant_ref_sink (pl_tray_menu_item_properties (state, id));
  gboolean visible = FALSE;

  g_assert_true (g_variant_lookup (properties, "visible", "b", &visible));

  return visible;
}

static void
test_pause_and_resume_are_never_both_there (void)
{
  for (PlTrayState state = PL_TRAY_ON; state <= PL_TRAY_PROBLEM; state++)
    g_assert_true (lookup_visible (state, PL_TRAY_ITEM_PAUSE_HOUR) != lookup_visible (state, PL_TRAY_ITEM_RESUME));

  g_assert_true (lookup_visible (PL_TRAY_PAUSED, PL_TRAY_ITEM_RESUME));
}

static void
test_states_differ_by_words_and_icon (void)
{
  g_assert_cmpstr (pl_tray_state_get_icon (PL_TRAY_ON), !=, pl_tray_state_get_icon (PL_TRAY_PAUSED));
  g_assert_cmpstr (pl_tray_state_get_icon (PL_TRAY_ON), !=, pl_tray_state_get_icon (PL_TRAY_PROBLEM));
  g_assert_cmpstr (pl_tray_state_get_text (PL_TRAY_ON), !=, pl_tray_state_get_text (PL_TRAY_PAUSED));
  g_assert_cmpstr (pl_tray_state_get_text (PL_TRAY_ON), !=, pl_tray_state_get_text (PL_TRAY_PROBLEM));
}

static void
test_layout_has_every_item_below_the_root (void)
{
  g_autoptr (GVariant) layout = g_variant_ref_sink (pl_tray_menu_layout (PL_TRAY_ON, 0, -1));
  g_autoptr (GVariant) flat = g_variant_ref_sink (pl_tray_menu_layout (PL_TRAY_ON, 0, 0));
  g_autoptr (GVariant) children = g_variant_get_child_value (layout, 2);
  g_autoptr (GVariant) none = g_variant_get_child_value (flat, 2);

  g_assert_true (g_variant_is_of_type (layout, G_VARIANT_TYPE ("(ia{sv}av)")));
  g_assert_cmpuint (g_variant_n_children (children), ==, PL_TRAY_N_ITEMS - 1);
  g_assert_cmpuint (g_variant_n_children (none), ==, 0);
}

static void
test_foreign_ids_are_left_out (void)
{
  g_autoptr (GVariant) ids = g_variant_ref_sink (g_variant_new_parsed ("[-7, 1, 9999]"));
  g_autoptr (GVariant) properties = g_variant_ref_sink (pl_tray_menu_properties (PL_TRAY_ON, ids));
  g_autoptr (GVariant) all = g_variant_ref_sink (pl_tray_menu_properties (PL_TRAY_ON, g_variant_new ("ai", NULL)));

  g_assert_cmpuint (g_variant_n_children (properties), ==, 1);
  g_assert_cmpuint (g_variant_n_children (all), ==, PL_TRAY_N_ITEMS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/tray-menu/pause-and-resume-are-never-both-there", test_pause_and_resume_are_never_both_there);
  g_test_add_func ("/watch/tray-menu/states-differ-by-words-and-icon", test_states_differ_by_words_and_icon);
  g_test_add_func ("/watch/tray-menu/layout-has-every-item-below-the-root", test_layout_has_every_item_below_the_root);
  g_test_add_func ("/watch/tray-menu/foreign-ids-are-left-out", test_foreign_ids_are_left_out);

  return g_test_run ();
}
