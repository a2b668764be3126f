// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <gio/gio.h>
#include <string.h>

/* The command line speaks the language of the session. */

static char *
run (const char *language,
     const char *verb)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *program = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "app", "ctl", "porchlightctl", NULL);
  g_autofree char *locales = g_build_filename (g_getenv ("PL_BUILD_ROOT"), "po", NULL);
  const char *argv[] = { program, verb, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_subprocess_launcher_setenv (launcher, "LANGUAGE", language, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "PORCHLIGHT_LOCALES", locales, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);

  return text;
}

static void
test_doctor (void)
{
  g_autofree char *english = run ("en", "doctor");
  g_autofree char *spanish = run ("es", "doctor");

  g_assert_nonnull (strstr (english, "wrong  session bus"));
  g_assert_nonnull (strstr (spanish, "mal    canal de la sesión"));
  g_assert_null (strstr (spanish, "session bus"));
}

static void
test_status (void)
{
  g_autofree char *spanish = run ("es", "status");

  g_assert_nonnull (strstr (spanish, "no hay canal de sesión"));
}

static void
test_help (void)
{
  g_autofree char *spanish = run ("es", "--help");

  g_assert_nonnull (strstr (spanish, "Uso: porchlightctl VERBO"));
  g_assert_nonnull (strstr (spanish, "Buscar, revisar, armar"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/language/doctor", test_doctor);
  g_test_add_func ("/ctl/language/status", test_status);
  g_test_add_func ("/ctl/language/help", test_help);

  return g_test_run ();
}
