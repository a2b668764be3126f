// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-policy-dconf.h"
#include "ctl-verbs.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Runs "policy check" as the command line does, in a process of its own. */
static void
check_policy (const char *lines,
              guint       mode,
              int         expected_status,
              const char *expected_output,
              const char *expected_error)
{
  g_autofree char *folder = g_dir_make_tmp ("policy-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "policy.conf", NULL);
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "ctl", "porchlightctl", NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  const char *const arguments[] = { program, "policy", "check", "--file", file, "--dconf", folder, NULL };
  int status;

  g_assert_true (g_file_set_contents (file, lines, -1, NULL));
  g_assert_cmpint (g_chmod (file, (int) mode), ==, 0);
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, NULL));
  g_test_message ("%s%s", output, errors);
  g_assert_true (g_spawn_check_wait_status (status, NULL) == (expected_status == 0));
  g_assert_nonnull (g_strstr_len (output, -1, expected_output));
  g_assert_nonnull (g_strstr_len (errors, -1, expected_error));
  g_unlink (file);
  g_rmdir (folder);
}

static gboolean
is_root (void)
{
  if (getuid () != 0)
    g_test_skip ("only root can write as the administrator");

  return getuid () == 0;
}

static void
test_explains_what_is_set (void)
{
  if (!is_root ())
    return;

  check_policy ("[Porchlight]\nmode=shared\nlanguage=es\nmay-change=language\n", 0644, 0, "mode=shared: set and locked", "");
  check_policy ("[Porchlight]\nmode=shared\nlanguage=es\nmay-change=language\n", 0644, 0, "language=es: set, and left to the person", "");
  check_policy ("[Porchlight]\nmode=shared\n", 0644, 0, "remember=false", "");
  check_policy ("[Porchlight]\nmode=shared\n", 0644, 0, "cannot keep an administrator", "");
}

static void
test_refuses_by_name_and_reason (void)
{
  if (!is_root ())
    return;

  check_policy ("[Porchlight]\nhidden=true\n", 0644, 1, "", "hidden: refused, it would break a promise: Porchlight never runs hidden");
  check_policy ("[Porchlight]\nparent-note=on\n", 0644, 1, "", "parent-note: refused, it would break a promise");
  check_policy ("[Porchlight]\nmode=shared\nremember=true\n", 0644, 1, "mode=shared", "remember: refused");
  check_policy ("[Porchlight]\npause=false\n", 0644, 1, "", "pause: refused");
}

static void
test_says_what_it_does_not_trust (void)
{
  if (!is_root ())
    return;

  check_policy ("[Porchlight]\nmode=shared\n", 0666, 1, "", "others than the administrator can write to it");
  check_policy ("[Porchlight]\nsigned-entries=true\n", 0644, 1, "signed-entries=true: set and locked", "there is no key");
  check_policy ("no key file", 0644, 1, "", "until it is mended, nothing is kept between guests");
  check_policy ("[Porchlight]\nlocal-entries=/tmp\n", 0644, 1, "", "local-entries");
}

static void
say_nothing (const char *words)
{
}

static void
test_reads_dconf (void)
{
  /* What it says belongs to a person's terminal, not among the test's own words. */
  GPrintFunc own = g_set_print_handler (say_nothing);
  g_autofree char *folder = g_dir_make_tmp ("dconf-XXXXXX", NULL);
  g_autofree char *locks = g_build_filename (folder, "local.d", "locks", NULL);
  g_autofree char *lock = g_build_filename (locks, "porchlight", NULL);
  g_autofree char *values = g_build_filename (folder, "local.d", "porchlight", NULL);
  g_autofree char *shipped = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "policy", "dconf", "db", NULL);

  g_assert_cmpint (g_mkdir_with_parents (locks, 0700), ==, 0);
  g_assert_cmpuint (ctl_policy_check_dconf (folder), ==, 0);
  g_file_set_contents (lock, "/org/porchlight/Porchlight/country\n# /org/porchlight/Porchlight/enabled\n", -1, NULL);
  g_assert_cmpuint (ctl_policy_check_dconf (folder), ==, 0);
  g_file_set_contents (lock, "/org/porchlight/Porchlight/enabled\n", -1, NULL);
  g_assert_cmpuint (ctl_policy_check_dconf (folder), ==, 1);
  g_file_set_contents (lock, "/org/porchlight/\n", -1, NULL);
  g_assert_cmpuint (ctl_policy_check_dconf (folder), ==, 1);
  g_file_set_contents (values, "[org/porchlight/Porchlight]\nremember=true\n", -1, NULL);
  g_assert_cmpuint (ctl_policy_check_dconf (folder), ==, 2);
  g_assert_cmpuint (ctl_policy_check_dconf (shipped), ==, 0);
  g_set_print_handler (own);

  g_unlink (values);
  g_unlink (lock);
  g_rmdir (locks);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/policy/explains-what-is-set", test_explains_what_is_set);
  g_test_add_func ("/ctl/policy/refuses-by-name-and-reason", test_refuses_by_name_and_reason);
  g_test_add_func ("/ctl/policy/says-what-it-does-not-trust", test_says_what_it_does_not_trust);
  g_test_add_func ("/ctl/policy/reads-dconf", test_reads_dconf);

  return g_test_run ();
}
