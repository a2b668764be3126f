// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-fact.h"

G_BEGIN_DECLS

/* How a service is reached. In the order in which wording.md wants them offered: text and chat before phone. */
typedef enum
{
  PL_CONTACT_CHAT,
  PL_CONTACT_SMS,
  PL_CONTACT_WHATSAPP,
  PL_CONTACT_IN_APP,
  PL_CONTACT_VOICE,
  PL_CONTACT_TTY,
  PL_CONTACT_RELAY,
  PL_CONTACT_WEB_FORM,
  PL_CONTACT_WEBSITE,
  PL_CONTACT_FORUM,
  PL_CONTACT_EMAIL,
  PL_CONTACT_ANY, /* of a query only */
} PlContactKind;

#define PL_N_CONTACT_KINDS 11

/* What is left behind, to be said before contact. */
typedef enum
{
  PL_TRACE_CALL, /* the phone's call list and bill */
  PL_TRACE_TEXT, /* the text stays on the phone */
  PL_TRACE_LINK, /* the browser's history */
  PL_TRACE_MAIL, /* the sent mail stays in the mailbox */
} PlTrace;

/* Who is on the other end, where it is not an independent helper; bits. Shown before contact, always. */
typedef enum
{
  PL_AUTHORITY_NONE_KNOWN = 0,
  PL_AUTHORITY_POLICE = 1 << 0,
  PL_AUTHORITY_IMMIGRATION = 1 << 1,
  PL_AUTHORITY_GOVERNMENT = 1 << 2,
} PlAuthority;

typedef struct _PlContact PlContact;

#define PL_TYPE_CONTACT (pl_contact_get_type ())

/* Builder: facts are added before the contact is given to anyone else. */
PlContact     *pl_contact_new              (const char      *id,
                                            PlContactKind    kind,
                                            PlAuthority      authority,
                                            gboolean         confirmed);
void           pl_contact_take_fact        (PlContact       *self,
                                            PlFactField      field,
                                            PlFact          *fact);

GType          pl_contact_get_type         (void);
PlContact     *pl_contact_ref              (PlContact       *self);
void           pl_contact_unref            (PlContact       *self);

const char    *pl_contact_get_id           (const PlContact *self);
PlContactKind  pl_contact_get_kind         (const PlContact *self);
PlAuthority    pl_contact_get_authority    (const PlContact *self);
gboolean       pl_contact_is_confirmed     (const PlContact *self);
const char    *pl_contact_get_value        (const PlContact *self);
const char    *pl_contact_get_display      (const PlContact *self);
const char    *pl_contact_get_text         (const PlContact *self,
                                            PlFactField      field);
PlFact        *pl_contact_get_fact         (const PlContact *self,
                                            PlFactField      field);
GPtrArray     *pl_contact_get_warnings     (const PlContact *self);
gboolean       pl_contact_works_abroad     (const PlContact *self);
PlTrace        pl_contact_get_trace        (const PlContact *self);
char          *pl_contact_dup_uri          (const PlContact *self);

const char    *pl_contact_kind_get_name    (PlContactKind    kind);
gboolean       pl_contact_kind_from_name   (const char      *name,
                                            PlContactKind   *kind);
const char    *pl_authority_get_name       (PlAuthority      single);
gboolean       pl_authority_from_names     (const char      *names,
                                            PlAuthority     *authority);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlContact, pl_contact_unref)

G_END_DECLS
