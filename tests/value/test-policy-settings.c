// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy-settings.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  GSettings *settings;
  guint changes;
} Fixture;

static void
count_cb (GSettings  *settings,
          const char *key,
          Fixture    *fixture)
{
  fixture->changes++;
}

static void
set_up (Fixture    *fixture,
        const char *lines)
{
  g_autofree char *text = g_strconcat ("[Porchlight]\n", lines, NULL);

  fixture->folder = g_dir_make_tmp ("policy-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "policy.conf", NULL);
  fixture->changes = 0;
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  fixture->settings = pl_policy_settings_new (fixture->path);
  pl_policy_settings_reset (fixture->settings);
  g_signal_connect (fixture->settings, "changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->settings);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* The backend of these tests is "memory": the very variable that opens dconf's locks. */
static void
test_a_variable_of_the_environment_unlocks_nothing (void)
{
  Fixture fixture;
  g_autofree char *mode = NULL;

  set_up (&fixture, "mode=shared\ncountry=MX\n");
  g_assert_cmpstr (g_getenv ("GSETTINGS_BACKEND"), ==, "memory");
  g_assert_false (g_settings_is_writable (fixture.settings, "mode"));
  g_assert_false (g_settings_set_string (fixture.settings, "mode", "personal"));
  mode = g_settings_get_string (fixture.settings, "mode");
  g_assert_cmpstr (mode, ==, "shared");
  g_assert_false (g_settings_is_writable (fixture.settings, "remember"));
  g_assert_false (g_settings_set_boolean (fixture.settings, "remember", TRUE));
  g_assert_false (g_settings_get_boolean (fixture.settings, "remember"));
  g_assert_true (g_settings_is_writable (fixture.settings, "enabled"));
  tear_down (&fixture);
}

static void
test_what_may_change_is_a_default (void)
{
  Fixture fixture;

  set_up (&fixture, "quiet-hours=22:00-07:00\nmay-change=quiet-hours\n");
  g_assert_true (g_settings_get_boolean (fixture.settings, "quiet-hours-enabled"));
  g_assert_true (g_settings_is_writable (fixture.settings, "quiet-hours-enabled"));
  g_assert_true (g_settings_set_boolean (fixture.settings, "quiet-hours-enabled", FALSE));
  g_assert_false (g_settings_get_boolean (fixture.settings, "quiet-hours-enabled"));
  g_assert_cmpuint (fixture.changes, ==, 1);

  pl_policy_settings_reset (fixture.settings);
  g_assert_true (g_settings_get_boolean (fixture.settings, "quiet-hours-enabled"));
  tear_down (&fixture);
}

static void
test_what_is_not_set_passes_through (void)
{
  Fixture fixture;
  g_autoptr (GSettings) other = g_settings_new ("org.porchlight.Porchlight");

  set_up (&fixture, "mode=shared\n");
  g_assert_true (g_settings_get_boolean (fixture.settings, "enabled"));
  g_settings_set_boolean (other, "enabled", FALSE);
  g_assert_false (g_settings_get_boolean (fixture.settings, "enabled"));
  g_assert_cmpuint (fixture.changes, >=, 1);

  pl_policy_settings_reset (fixture.settings);
  g_assert_true (g_settings_get_boolean (other, "enabled"));
  tear_down (&fixture);
}

static void
test_a_reset_keeps_who_the_computer_is_for (void)
{
  Fixture fixture;
  g_autofree char *mode = NULL;

  set_up (&fixture, "country=US\nmay-change=country\n");
  g_settings_set_string (fixture.settings, "mode", "shared");
  g_settings_set_string (fixture.settings, "country", "MX");
  pl_policy_settings_reset (fixture.settings);
  mode = g_settings_get_string (fixture.settings, "mode");
  g_assert_cmpstr (mode, ==, "shared");
  {
    g_autofree char *country = g_settings_get_string (fixture.settings, "country");

    g_assert_cmpstr (country, ==, "US");
  }
  g_settings_reset (fixture.settings, "mode");
  tear_down (&fixture);
}

static void
test_a_policy_of_somebody_else_has_no_effect (void)
{
  Fixture fixture;
  g_autofree char *mode = NULL;

  if (getuid () != 0)
    {
      g_test_skip ("only root can give a file away");
      return;
    }

  set_up (&fixture, "mode=shared\n");
  g_clear_object (&fixture.settings);
  g_assert_cmpint (chown (fixture.path, 65534, 65534), ==, 0);
  fixture.settings = pl_policy_settings_new (fixture.path);
  mode = g_settings_get_string (fixture.settings, "mode");
  g_assert_cmpstr (mode, ==, "personal");
  g_assert_true (pl_policy_is_empty (pl_policy_settings_get_policy (fixture.settings)));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/policy-settings/a-variable-of-the-environment-unlocks-nothing", test_a_variable_of_the_environment_unlocks_nothing);
  g_test_add_func ("/value/policy-settings/what-may-change-is-a-default", test_what_may_change_is_a_default);
  g_test_add_func ("/value/policy-settings/what-is-not-set-passes-through", test_what_is_not_set_passes_through);
  g_test_add_func ("/value/policy-settings/a-reset-keeps-who-the-computer-is-for", test_a_reset_keeps_who_the_computer_is_for);
  g_test_add_func ("/value/policy-settings/a-policy-of-somebody-else-has-no-effect", test_a_policy_of_somebody_else_has_no_effect);

  return g_test_run ();
}
