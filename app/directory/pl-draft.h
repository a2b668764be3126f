// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-directory.h"

G_BEGIN_DECLS

/* A directory in the making: between text rows, exchange files and the database. All strings are owned and never NULL, empty where not known. */
typedef struct
{
  char *field;   /* a name of PlFactField */
  char *value;   /* as the source has it */
  char *display; /* the form for people of a number or address */
  char *grade;   /* A, B, C; L written by this place; U from memory: never shown */
  char *state;   /* yes, check: shown as not re-confirmed */
  char *date;    /* newest printed by a source, or "undated" */
  char *checked; /* when the sources were read */
  char *recheck; /* until when that is good enough */
  char *sources; /* keys, separated by spaces */
  char *place;   /* file and line, for errors */
} PlDraftFact;

typedef struct
{
  char *slug;
  char *kind;       /* a name of PlContactKind, or unknown: found by the check */
  GPtrArray *facts; /* (element-type PlDraftFact) */
} PlDraftContact;

typedef struct
{
  char *slug;
  char *country;
  char **areas;        /* countries in which it is offered */
  char **topics;       /* topic ids */
  guint audiences;     /* bits */
  guint priority;
  char *status;        /* active, uncertain */
  gboolean peer;
  char *region;        /* the part of the country, empty for all of it */
  char *hsds;          /* the exchange record it came from, whole, empty for none */
  GPtrArray *facts;    /* (element-type PlDraftFact) */
  GPtrArray *contacts; /* (element-type PlDraftContact) */
  char *place;
} PlDraftService;

typedef struct
{
  char *id;
  char *publisher;
  char *kind;
  char *date;
  char *url;
  char *place;
} PlDraftSource;

typedef struct
{
  char *language;
  char *field;
  char *value;
  char *text;
  char *place;
} PlDraftPhrase;

/* How numbers of a country are made; lowest and highest count of digits. */
typedef struct
{
  char *country;
  char *calling_code;
  guint after[2];
  guint inside[2];
  guint codes[2];
} PlDraftNumbering;

typedef struct
{
  GPtrArray *services;     /* (element-type PlDraftService): in the order in which they are offered */
  GPtrArray *sources;      /* (element-type PlDraftSource) */
  GPtrArray *phrases;      /* (element-type PlDraftPhrase) */
  GHashTable *numbering;   /* (element-type utf8 PlDraftNumbering) */
  GHashTable *languages;   /* (element-type utf8 utf8): name to code */
  char *version;
  gboolean local;          /* an overlay: entries of this place */
} PlDraft;

PlDraft        *pl_draft_new              (void);
void            pl_draft_free             (PlDraft         *self);

PlDraftService *pl_draft_add_service      (PlDraft         *self,
                                           const char      *slug,
                                           const char      *country,
                                           const char      *place);
PlDraftSource  *pl_draft_add_source       (PlDraft         *self,
                                           const char      *id,
                                           const char      *publisher,
                                           const char      *kind,
                                           const char      *date,
                                           const char      *url);
PlDraftService *pl_draft_find_service     (PlDraft         *self,
                                           const char      *slug);
PlDraftContact *pl_draft_service_add_contact (PlDraftService *service,
                                           const char      *slug,
                                           const char      *kind);
PlDraftContact *pl_draft_service_find_contact (PlDraftService *service,
                                           const char      *slug);
PlDraftFact    *pl_draft_fact_new         (const char      *field,
                                           const char      *value,
                                           const char      *place);
const char     *pl_draft_get_value        (GPtrArray       *facts,
                                           const char      *field);
PlDraftFact    *pl_draft_get_fact         (GPtrArray       *facts,
                                           const char      *field);
void            pl_draft_fact_set_local   (PlDraftFact     *fact,
                                           const char      *source,
                                           const char      *checked);

/* Where it comes from and where it goes. */
PlDraft        *pl_draft_read_rows        (const char      *folder,
                                           GError         **error);
PlDraft        *pl_draft_read_database    (const char      *path,
                                           GError         **error);
gboolean        pl_draft_write_database   (PlDraft         *self,
                                           const char      *path,
                                           GError         **error);
gboolean        pl_draft_add_csv          (PlDraft         *self,
                                           const char      *text,
                                           const char      *name,
                                           const char      *today,
                                           GError         **error);
char           *pl_draft_to_csv           (PlDraft         *self);
gboolean        pl_draft_read_tables      (PlDraft         *self,
                                           const char      *folder,
                                           GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDraft, pl_draft_free)

G_END_DECLS
