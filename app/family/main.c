// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-service.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define NAME "org.porchlight.Family"
#define STATE_FOLDER "/var/lib/porchlight-family"

/*
 * A folder in the folder: its time of change, which tells when somebody answered or was shown a check-in, is seen by nobody else. Of the outer
 * one, every account may ask when it changed; it changes once.
 */
#define INNER_FOLDER "kept"

/*
 * Started by the bus with the first session, and there from then on. A service that came and went with each call would tell every account on
 * the system bus, which announces both, when somebody else's check-in was.
 */
static void
name_lost_cb (GDBusConnection *connection,
              const char      *name,
              gpointer         data)
{
  g_main_loop_quit (data);
}

static char *
make_place (void)
{
  const char *outer = g_getenv ("STATE_DIRECTORY") != NULL ? g_getenv ("STATE_DIRECTORY") : STATE_FOLDER;
  g_autofree char *inner = g_build_filename (outer, INNER_FOLDER, NULL);

  g_mkdir (inner, 0700);

  return g_build_filename (inner, "agreements", NULL);
}

/* Nobody's yes is guessed: what cannot be read is put aside, and both keys are needed again. */
static PlFamilyService *
open_service (GDBusConnection  *system,
              const char       *path,
              GError          **error)
{
  g_autoptr (GError) first = NULL;
  PlFamilyService *service = pl_family_service_new (system, path, g_get_real_time, &first);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

  if (service != NULL)
    return service;

  if (g_error_matches (first, PL_FAMILY_ERROR, PL_FAMILY_ERROR_DAMAGED) && g_rename (path, aside) == 0)
    {
      g_printerr ("porchlight-family: %s; they stand in %s now and nothing is switched on\n", first->message, aside);
      return pl_family_service_new (system, path, g_get_real_time, error);
    }

  g_propagate_error (error, g_steal_pointer (&first));

  return NULL;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) system = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_autoptr (PlFamilyService) service = NULL;
  g_autofree char *path = NULL;
  guint owner;

  umask (0077);
  path = make_place ();
  if (system != NULL)
    service = open_service (system, path, &error);
  if (service == NULL)
    {
      g_printerr ("porchlight-family: %s\n", error->message);
      return 1;
    }

  owner = g_bus_own_name_on_connection (system, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, name_lost_cb, loop, NULL);
  g_main_loop_run (loop);
  g_bus_unown_name (owner);

  return 0;
}
