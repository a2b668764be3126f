// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-service.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define NAME "org.porchlight.Family"
#define STATE_FOLDER "/var/lib/porchlight-family"

/* Started by the bus when somebody calls, gone when nobody does, in seconds. */
#define LINGER 60

typedef struct
{
  GMainLoop *loop;
  guint leave;
} Run;

static gboolean
leave_cb (gpointer data)
{
  Run *run = data;

  run->leave = 0;
  g_main_loop_quit (run->loop);

  return G_SOURCE_REMOVE;
}

static void
linger (Run *run)
{
  g_clear_handle_id (&run->leave, g_source_remove);
  run->leave = g_timeout_add_seconds (LINGER, leave_cb, run);
}

static void
called_cb (PlFamilyService *service,
           Run             *run)
{
  linger (run);
}

static void
name_lost_cb (GDBusConnection *connection,
              const char      *name,
              gpointer         data)
{
  Run *run = data;

  g_main_loop_quit (run->loop);
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
  const char *folder = g_getenv ("STATE_DIRECTORY") != NULL ? g_getenv ("STATE_DIRECTORY") : STATE_FOLDER;
  g_autofree char *path = g_build_filename (folder, "agreements", NULL);
  Run run = { loop, 0 };
  guint owner;

  umask (0077);
  if (system != NULL)
    service = open_service (system, path, &error);
  if (service == NULL)
    {
      g_printerr ("porchlight-family: %s\n", error->message);
      return 1;
    }

  g_signal_connect (service, "called", G_CALLBACK (called_cb), &run);
  owner = g_bus_own_name_on_connection (system, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, name_lost_cb, &run, NULL);
  linger (&run);
  g_main_loop_run (loop);
  g_bus_unown_name (owner);
  g_clear_handle_id (&run.leave, g_source_remove);

  return 0;
}
