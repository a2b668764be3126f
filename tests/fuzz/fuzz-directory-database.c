// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-directory.h"

#include <glib/gstdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A database of strangers: an overlay on a stick, a file that a disk spoilt. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  char path[] = "/tmp/pl-fuzz-XXXXXX";
  int file = g_mkstemp (path);
  PlDirectory *directory;

  if (file < 0)
    return 0;
  if (write (file, data, size) == (gssize) size && (directory = pl_directory_open (path, NULL, NULL)) != NULL)
    {
      static const char *const texts[] = { NULL, "door", "li" };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          PlDirectoryQuery query = PL_DIRECTORY_QUERY_INIT;
          g_autoptr (GPtrArray) matches = NULL;

          query.country = "US";
          query.text = texts[i];
          matches = pl_directory_find (directory, &query, NULL);
        }
      g_clear_pointer (&directory, pl_directory_free);
    }
  close (file);
  g_unlink (path);

  return 0;
}
