// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-hsds.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A file on its way into a draft. */
typedef struct
{
  /* Borrowed */
  PlDraft *draft;
  const char *name;
  const PlHsdsDefaults *defaults;
  GPtrArray *notes;

  /* Owned */
  GString *lines; /* what is wrong, one line each */
} PlHsdsImport;

void        pl_hsds_complain      (PlHsdsImport *import,
                                   const char   *path,
                                   const char   *reason);
void        pl_hsds_take_service  (PlHsdsImport *import,
                                   JsonObject   *object,
                                   JsonObject   *organization,
                                   const char   *path);

const char *pl_hsds_get           (JsonObject *object,
                                   const char *member);
JsonObject *pl_hsds_get_object    (JsonObject *object,
                                   const char *member);
guint       pl_hsds_get_length    (JsonObject *object,
                                   const char *member);
JsonObject *pl_hsds_get_element   (JsonObject *object,
                                   const char *member,
                                   guint       place);
const char *pl_hsds_get_attribute (JsonObject *object,
                                   const char *link_type);
char       *pl_hsds_dup_record    (JsonObject *object,
                                   JsonObject *organization);

G_END_DECLS
