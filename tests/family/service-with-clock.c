// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The service as it is, with a clock that the test sets: weeks pass between two calls. */

#include "pl-family-service.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static gint64
read_clock (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (g_getenv ("PORCHLIGHT_TEST_CLOCK"), &text, NULL, NULL))
    return g_get_real_time ();

  return g_ascii_strtoll (text, NULL, 10) * G_USEC_PER_SEC;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) system = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_autofree char *path = g_build_filename (g_getenv ("STATE_DIRECTORY"), "agreements", NULL);
  g_autoptr (PlFamilyService) service = NULL;

  umask (0077);
  g_assert_no_error (error);
  service = pl_family_service_new (system, path, read_clock, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (system, "org.porchlight.Family", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  g_main_loop_run (loop);

  return 0;
}
