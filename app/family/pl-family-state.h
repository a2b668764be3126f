// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who agreed to which kind of note with whom. Pure: callers and time are arguments. */

#define PL_FAMILY_ERROR (pl_family_error_quark ())
GQuark pl_family_error_quark (void);

typedef enum
{
  PL_FAMILY_ERROR_REFUSED, /* both keys are needed, and the caller holds one */
  PL_FAMILY_ERROR_FULL,    /* more links than any family has */
  PL_FAMILY_ERROR_DAMAGED, /* the stored state cannot be read */
} PlFamilyError;

typedef enum
{
  PL_NOTE_REMINDER,
  PL_NOTE_SENT,
  PL_NOTE_WEEKLY,
} PlNoteKind;

#define PL_N_NOTE_KINDS 3

/* One kind between two accounts. Weeks are counted since 1970, 0 for none. */
typedef struct
{
  guint guardian;        /* user id */
  guint youth;           /* user id */
  PlNoteKind kind;
  gboolean guardian_yes;
  gboolean youth_yes;
  guint waiting_week;    /* the week whose fixed day a note waits for */
  guint last_week;       /* the week of the last note, sent or held */
} PlFamilyLink;

typedef struct _PlFamilyState PlFamilyState;

PlFamilyState      *pl_family_state_new        (void);
void                pl_family_state_free       (PlFamilyState       *self);

gboolean            pl_family_state_ask        (PlFamilyState       *self,
                                                guint                caller,
                                                guint                youth,
                                                PlNoteKind           kind,
                                                GError             **error);
gboolean            pl_family_state_agree      (PlFamilyState       *self,
                                                guint                caller,
                                                guint                guardian,
                                                PlNoteKind           kind,
                                                GError             **error);
void                pl_family_state_stop       (PlFamilyState       *self,
                                                guint                caller,
                                                guint                other,
                                                PlNoteKind           kind);
gboolean            pl_family_state_send       (PlFamilyState       *self,
                                                guint                caller,
                                                guint                guardian,
                                                gint64               now,
                                                GError             **error);
void                pl_family_state_check_in   (PlFamilyState       *self,
                                                guint                caller,
                                                gint64               now);
void                pl_family_state_hold       (PlFamilyState       *self,
                                                guint                caller,
                                                guint                guardian,
                                                gint64               now);
GVariant           *pl_family_state_list_asked (PlFamilyState       *self,
                                                guint                caller);
GVariant           *pl_family_state_list_askers (PlFamilyState      *self,
                                                guint                caller,
                                                gint64               now);
GVariant           *pl_family_state_collect    (PlFamilyState       *self,
                                                guint                caller,
                                                gint64               now);

GVariant           *pl_family_state_to_variant (PlFamilyState       *self);
PlFamilyState      *pl_family_state_from_variant (GVariant          *variant,
                                                GError             **error);

const char         *pl_note_kind_get_name      (PlNoteKind           kind);
gboolean            pl_note_kind_from_name     (const char          *name,
                                                PlNoteKind          *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFamilyState, pl_family_state_free)

G_END_DECLS
