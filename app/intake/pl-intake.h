// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The contract of the intake room: a bus event in, messages out. No bus connection, no clock. */

typedef enum
{
  PL_BUS_EVENT_CALL,
  PL_BUS_EVENT_RETURN,
  PL_BUS_EVENT_SIGNAL,
} PlBusEventType;

/* One message of the bus as a monitor hears it. Every string is borrowed; any may be NULL. */
typedef struct
{
  PlBusEventType type;
  const char *interface;
  const char *member;
  const char *path;
  const char *sender;      /* unique name */
  const char *destination; /* unique or well-known name */
  const char *process;     /* base name of the sender's program, where somebody knows it */
  guint32 serial;
  guint32 reply_serial;    /* of a return */
  GVariant *body;          /* the arguments, as one tuple; NULL for none */
} PlBusEvent;

/* What became of an event. */
typedef struct
{
  gboolean use;          /* whether it came by the door that counts */
  const char *why;       /* (nullable): where not used, why, in plain words; a constant, never a stranger's text */
  gboolean malformed;    /* it was broken; count it */
  gboolean is_message;   /* somebody wrote, whether or not the words can be read */
  GPtrArray *messages;   /* (element-type PlMessage): one where used, several for a grouped summary, none where not */
} PlReading;

/* Answers with the Categories of an installed desktop file, "Network;InstantMessaging;", or NULL. */
typedef char *(*PlCategoriesFunc) (const char *application, gpointer user_data);

#define PL_INTAKE_ERROR (pl_intake_error_quark ())
typedef enum
{
  PL_INTAKE_ERROR_TABLE, /* a program table that cannot be used */
} PlIntakeError;

typedef struct _PlIntake PlIntake;

GQuark     pl_intake_error_quark          (void);
PlIntake  *pl_intake_new                  (void);
void       pl_intake_free                 (PlIntake          *self);
gboolean   pl_intake_load_table           (PlIntake          *self,
                                           GBytes            *table,
                                           GError           **error);
gboolean   pl_intake_load_folder          (PlIntake          *self,
                                           const char        *folder,
                                           GError           **error);
void       pl_intake_set_own_name         (PlIntake          *self,
                                           const char        *unique_name);
void       pl_intake_set_own_texts        (PlIntake          *self,
                                           const char *const *texts);
void       pl_intake_set_server_name      (PlIntake          *self,
                                           const char        *unique_name);
void       pl_intake_set_muted            (PlIntake          *self,
                                           const char *const *channels);
void       pl_intake_set_extra            (PlIntake          *self,
                                           const char *const *applications);
void       pl_intake_set_unattributed_web (PlIntake          *self,
                                           gboolean           read);
void       pl_intake_set_categories_func  (PlIntake          *self,
                                           PlCategoriesFunc   func,
                                           gpointer           user_data,
                                           GDestroyNotify     destroy);
void       pl_intake_forget_bus           (PlIntake          *self);
PlReading *pl_intake_read                 (PlIntake          *self,
                                           const PlBusEvent  *event,
                                           gint64             now);
void       pl_reading_free                (PlReading         *self);

const char *const *pl_intake_get_match_rules (void);
gboolean   pl_intake_wants                (const PlBusEvent  *event);
GVariant  *pl_intake_slim                 (const PlBusEvent  *event);
char      *pl_intake_find_categories      (const char        *application,
                                           gpointer           user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlIntake, pl_intake_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlReading, pl_reading_free)

G_END_DECLS
