// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static PlPolicy *
parse (const char *lines)
{
  g_autofree char *text = g_strconcat ("[Porchlight]\n", lines, NULL);
  g_autoptr (GError) error = NULL;
  PlPolicy *policy = pl_policy_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return policy;
}

static void
assert_setting (PlPolicy   *policy,
                const char *setting,
                const char *expected)
{
  gboolean may_change;
  g_autoptr (GVariant) value = pl_policy_dup_setting (policy, setting, &may_change);
  g_autofree char *text = value != NULL ? g_variant_print (value, FALSE) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sets_what_it_says (void)
{
  g_autoptr (PlPolicy) policy = parse ("mode=shared\nsensitivity=fewer\nquiet-hours=22:30-07:05\ncountry=MX\nlanguage=es\nlarge-text=true\n"
                                       "start-at-login=true\nidle-wipe-minutes=7\nplace-name=Harbor House\nplace-name[es]=Casa Puerto\n");
  g_autofree char *spanish = pl_policy_dup_words (policy, "place-name", "es");
  g_autofree char *french = pl_policy_dup_words (policy, "place-name", "fr");

  g_assert_cmpuint (pl_policy_get_faults (policy)->len, ==, 0);
  g_assert_true (pl_policy_is_shared (policy));
  g_assert_cmpuint (pl_policy_get_idle_minutes (policy), ==, 7);
  assert_setting (policy, "mode", "'shared'");
  assert_setting (policy, "sensitivity", "'fewer'");
  assert_setting (policy, "quiet-hours-enabled", "true");
  assert_setting (policy, "quiet-hours-start", "1350");
  assert_setting (policy, "quiet-hours-end", "425");
  assert_setting (policy, "country", "'MX'");
  assert_setting (policy, "large-text", "true");
  assert_setting (policy, "start-at-login", "true");
  assert_setting (policy, "remember", "false");
  assert_setting (policy, "enabled", NULL);
  assert_setting (policy, "region", NULL);
  g_assert_cmpstr (spanish, ==, "Casa Puerto");
  g_assert_cmpstr (french, ==, "Harbor House");
}

static void
test_is_locked_unless_left_to_the_person (void)
{
  g_autoptr (PlPolicy) policy = parse ("mode=shared\nlanguage=es\nquiet-hours=off\nmay-change=language;quiet-hours\n");

  g_assert_cmpuint (pl_policy_get_faults (policy)->len, ==, 0);
  g_assert_true (pl_policy_may_change (policy, "language"));
  g_assert_true (pl_policy_may_change (policy, "quiet-hours"));
  g_assert_true (pl_policy_may_change (policy, "country"));
  g_assert_false (pl_policy_may_change (policy, "mode"));
  assert_setting (policy, "quiet-hours-enabled", "false");
  assert_setting (policy, "quiet-hours-start", NULL);
}

/* Each alone: one that passes must not hide behind another. */
static const char *const broken_promises[] = {
  "hidden=true", "hide-icon=true", "stealth=yes", "invisible=1", "tray=false", "notice=off", "pause=false", "can-pause=false", "enabled=true",
  "force-on=true", "quit=false", "parent-note=weekly", "parent=ana", "guardian=1000", "note=sent", "alerts=true", "weekly=true", "reminder=true",
  "family-link=1000:1001", "report-to=desk", "staff-view=true", "log=true", "history=true", "record=true", "upload=true", "server=example.org",
  "block=true", "remember=true", "sound=on", "quiet-hours=00:00-00:00", "quiet-hours=07:00-06:00", "quiet-hours=06:00-21:00",
  "idle-wipe-minutes=0", "idle-wipe-minutes=600", "sign-in-words=This is 100% private.", "sign-in-words[es]=Aquí te rescatan.",
  "sign-in-words=It keeps you safe.", "sign-in-words=It finds a Predator.",
};

static void
assert_fault (const char *lines,
              int         code)
{
  g_autoptr (PlPolicy) policy = parse (lines);
  GPtrArray *faults = pl_policy_get_faults (policy);
  PlPolicyFault *fault;

  g_test_message ("%s", lines);
  g_assert_cmpuint (faults->len, ==, 1);
  fault = g_ptr_array_index (faults, 0);
  g_assert_error (fault->error, PL_POLICY_ERROR, code);
  g_assert_true (pl_policy_is_empty (policy));
}

static void
test_refuses_what_breaks_a_promise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken_promises); i++)
    assert_fault (broken_promises[i], PL_POLICY_ERROR_PROMISE);
}

static void
test_refuses_what_is_no_value (void)
{
  static const char *const values[] = { "mode=kiosk", "sensitivity=5", "quiet-hours=night", "quiet-hours=25:00-07:00", "quiet-hours=22:00-07:00x", "country=usa",
                                        "country=us", "language=ES", "large-text=1", "idle-wipe-minutes=ten", "local-entries=here",
                                        "sign-in-words=", "place-name=a\\tb\\nc" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    assert_fault (values[i], PL_POLICY_ERROR_VALUE);
  assert_fault ("colour=red", PL_POLICY_ERROR_UNKNOWN);
  assert_fault ("mode[es]=shared", PL_POLICY_ERROR_UNKNOWN);
}

static void
test_refuses_to_leave_what_is_no_taste (void)
{
  g_autoptr (PlPolicy) policy = parse ("mode=shared\nmay-change=mode;language;remember\n");

  g_assert_cmpuint (pl_policy_get_faults (policy)->len, ==, 3);
  g_assert_false (pl_policy_may_change (policy, "mode"));
}

/* What breaks a promise goes; what keeps guests apart stays. */
static void
test_a_fault_takes_nothing_else_with_it (void)
{
  g_autoptr (PlPolicy) policy = parse ("mode=shared\nremember=true\nhidden=true\n");

  g_assert_cmpuint (pl_policy_get_faults (policy)->len, ==, 2);
  g_assert_true (pl_policy_is_shared (policy));
  assert_setting (policy, "remember", "false");
}

static char *
write_policy (const char *folder,
              const char *text,
              guint       mode)
{
  char *path = g_build_filename (folder, "policy.conf", NULL);

  g_unlink (path);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, (int) mode), ==, 0);

  return path;
}

static void
assert_untrusted (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPolicy) policy = pl_policy_load (path, getuid (), &error);

  g_assert_null (policy);
  g_assert_error (error, PL_POLICY_ERROR, PL_POLICY_ERROR_UNTRUSTED);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_is_read_only_from_the_administrator (void)
{
  g_autofree char *folder = g_dir_make_tmp ("policy-XXXXXX", NULL);
  g_autofree char *path = write_policy (folder, "[Porchlight]\nmode=shared\n", 0644);
  g_autofree char *link = g_build_filename (folder, "link.conf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPolicy) policy = pl_policy_load (path, getuid (), &error);

  g_assert_no_error (error);
  g_assert_true (pl_policy_is_shared (policy));

  g_assert_cmpint (g_chmod (path, 0664), ==, 0);
  assert_untrusted (path);
  g_assert_cmpint (g_chmod (path, 0646), ==, 0);
  assert_untrusted (path);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);

  g_assert_cmpint (symlink (path, link), ==, 0);
  assert_untrusted (link);
  g_unlink (link);

  if (getuid () == 0)
    {
      g_assert_cmpint (chown (path, 65534, 65534), ==, 0);
      assert_untrusted (path);
    }

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_a_folder_of_others_is_not_trusted (void)
{
  g_autofree char *folder = g_dir_make_tmp ("policy-XXXXXX", NULL);
  g_autofree char *path = write_policy (folder, "[Porchlight]\nmode=shared\n", 0644);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  g_assert_null (pl_policy_load (path, getuid (), &error));
  g_assert_error (error, PL_POLICY_ERROR, PL_POLICY_ERROR_UNTRUSTED);

  g_unlink (path);
  g_rmdir (folder);
}

/* A slip of the keyboard must not open a shared machine. */
static void
test_a_broken_file_means_nothing_is_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("policy-XXXXXX", NULL);
  g_autofree char *path = write_policy (folder, "mode=shared\nthis is no key file", 0644);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPolicy) policy = NULL;

  if (getuid () != 0)
    {
      g_test_skip ("only root can write as the administrator");
      return;
    }

  policy = pl_policy_load_or_strict (path, &error);
  g_assert_error (error, PL_POLICY_ERROR, PL_POLICY_ERROR_SYNTAX);
  g_assert_true (pl_policy_is_shared (policy));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_no_file_sets_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlPolicy) policy = pl_policy_load ("/nonexistent/policy.conf", 0, &error);

  g_assert_no_error (error);
  g_assert_true (pl_policy_is_empty (policy));
}

static void
test_the_example_is_right (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "policy", "policy.conf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (PlPolicy) policy = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  policy = pl_policy_parse (text, length, NULL);
  g_assert_nonnull (policy);
  g_assert_cmpuint (pl_policy_get_faults (policy)->len, ==, 0);
  g_assert_true (pl_policy_is_shared (policy));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/policy/sets-what-it-says", test_sets_what_it_says);
  g_test_add_func ("/value/policy/is-locked-unless-left-to-the-person", test_is_locked_unless_left_to_the_person);
  g_test_add_func ("/value/policy/refuses-what-breaks-a-promise", test_refuses_what_breaks_a_promise);
  g_test_add_func ("/value/policy/refuses-what-is-no-value", test_refuses_what_is_no_value);
  g_test_add_func ("/value/policy/refuses-to-leave-what-is-no-taste", test_refuses_to_leave_what_is_no_taste);
  g_test_add_func ("/value/policy/a-fault-takes-nothing-else-with-it", test_a_fault_takes_nothing_else_with_it);
  g_test_add_func ("/value/policy/is-read-only-from-the-administrator", test_is_read_only_from_the_administrator);
  g_test_add_func ("/value/policy/a-folder-of-others-is-not-trusted", test_a_folder_of_others_is_not_trusted);
  g_test_add_func ("/value/policy/a-broken-file-means-nothing-is-kept", test_a_broken_file_means_nothing_is_kept);
  g_test_add_func ("/value/policy/no-file-sets-nothing", test_no_file_sets_nothing);
  g_test_add_func ("/value/policy/the-example-is-right", test_the_example_is_right);

  return g_test_run ();
}
