// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atspi/atspi.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* What a screen reader is told, as one picture of the whole tree. All questions of a level go out before the first answer is waited for. */

#define DRIVE_TYPE_NODE (drive_node_get_type ())
G_DECLARE_FINAL_TYPE (DriveNode, drive_node, DRIVE, NODE, GObject)

struct _DriveNode
{
  GObject parent_instance;

  char *bus;           /* whose it is */
  char *path;
  char *name;          /* as it is spoken, "" for none */
  AtspiRole role;
  guint64 states;      /* a bit (1 << AtspiStateType) for each */
  AtspiRect box;       /* within the window; empty where it has no place */
  GPtrArray *children; /* (element-type DriveNode) */
};

DriveNode *drive_node_new   (const char         *bus,
                             const char         *path);
void       drive_node_read  (DriveNode          *self,
                             guint               depth);
gboolean   drive_node_is    (DriveNode          *self,
                             AtspiStateType      state);
GVariant  *drive_node_call  (DriveNode          *self,
                             const char         *interface,
                             const char         *method,
                             GVariant           *arguments);
DriveNode *drive_tree_find_application (void);

G_END_DECLS
