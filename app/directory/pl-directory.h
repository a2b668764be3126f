// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-resource.h"
#include "pl-concern.h"

G_BEGIN_DECLS

#define PL_DIRECTORY_ERROR (pl_directory_error_quark ())

typedef enum
{
  PL_DIRECTORY_ERROR_MISSING,   /* no such file, or it may not be read */
  PL_DIRECTORY_ERROR_DAMAGED,   /* not a directory, cut short or altered */
  PL_DIRECTORY_ERROR_VERSION,   /* of another version than this program reads */
  PL_DIRECTORY_ERROR_ROW,       /* a row is malformed; the message names the place */
  PL_DIRECTORY_ERROR_SIGNATURE, /* an update is not signed by a key of this machine, or is older */
  PL_DIRECTORY_ERROR_FAILED,    /* anything else: disk full, not writable */
} PlDirectoryError;

/* Why a resource stands where it stands; bits. */
typedef enum
{
  PL_REASON_LOCAL = 1 << 0,       /* an entry of this place */
  PL_REASON_COUNTRY = 1 << 1,     /* for the country asked for */
  PL_REASON_WORLDWIDE = 1 << 2,   /* for any country, or the European Union */
  PL_REASON_TOPIC = 1 << 3,       /* for the topic or concern asked for */
  PL_REASON_LANGUAGE = 1 << 4,    /* speaks the language asked for */
  PL_REASON_INTERPRETER = 1 << 5, /* reaches the language through interpreters */
  PL_REASON_ENGLISH = 1 << 6,     /* does not list the language, but English */
  PL_REASON_PEER = 1 << 7,        /* peers answer */
  PL_REASON_CHANNEL = 1 << 8,     /* has the channel asked for */
  PL_REASON_AGE = 1 << 9,         /* names the age asked for */
  PL_REASON_TEXT = 1 << 10,       /* the words searched for stand in it */
  PL_REASON_REGION = 1 << 11,     /* names the region asked for */
  PL_REASON_OTHER_REGION = 1 << 12, /* names another region of the country: comes last */
} PlReason;

#define PL_N_REASONS 13

/* In place of a country: entries of all countries. For people who look into the directory, not for a person who needs help. */
#define PL_DIRECTORY_ANYWHERE "ALL"

/* What a person asks for. Start from PL_DIRECTORY_QUERY_INIT; strings are borrowed for the call. */
typedef struct
{
  const char *country;    /* (nullable): ISO 3166-1 alpha-2, or PL_DIRECTORY_ANYWHERE; NULL: worldwide entries only */
  const char *region;     /* (nullable) */
  const char *language;   /* (nullable): ISO 639-1 of the texts and of the help; NULL: "en" */
  const char *topic;      /* (nullable): topic id or name, "trafficking" */
  PlConcern concern;      /* PL_CONCERN_NONE for none */
  PlStage stage;          /* PL_STAGE_NONE for none */
  PlContactKind channel;  /* PL_CONTACT_ANY for any */
  PlAudience audience;
  int age;                /* whole years, -1 where not known */
  const char *text;       /* (nullable): words to look for */
  const char *today;      /* (nullable): "2026-11-22"; rows past their recheck date are then not confirmed */
  guint limit;            /* at most so many */
} PlDirectoryQuery;

#define PL_DIRECTORY_QUERY_INIT { NULL, NULL, NULL, NULL, PL_CONCERN_NONE, PL_STAGE_NONE, \
                                  PL_CONTACT_ANY, PL_AUDIENCE_YOUTH, -1, NULL, NULL, 50 }

/* A resource and why it was chosen. */
typedef struct
{
  PlResource *resource; /* (owned) */
  PlReason reasons;
} PlMatch;

/* A country or a topic that the directory knows, with its name in the language asked for. */
typedef struct
{
  char *id;    /* (owned): "US", "image-removal" */
  char *name;  /* (owned): "United States", "Getting pictures taken down" */
  guint count; /* resources */
} PlDirectoryTerm;

typedef struct _PlDirectory PlDirectory;

GQuark       pl_directory_error_quark          (void);

PlDirectory *pl_directory_open                 (const char             *path,
                                                const char *const      *overlays,
                                                GError                **error);
void         pl_directory_free                 (PlDirectory            *self);

GPtrArray   *pl_directory_find                 (PlDirectory            *self,
                                                const PlDirectoryQuery *query,
                                                GError                **error);
PlResource  *pl_directory_lookup               (PlDirectory            *self,
                                                const char             *id,
                                                const char             *language,
                                                const char             *today,
                                                GError                **error);
PlResource  *pl_directory_find_emergency       (PlDirectory            *self,
                                                const char             *country,
                                                const char             *language,
                                                GError                **error);
GPtrArray   *pl_directory_list_countries       (PlDirectory            *self,
                                                const char             *language,
                                                GError                **error);
GPtrArray   *pl_directory_list_topics          (PlDirectory            *self,
                                                const char             *language,
                                                GError                **error);

const char  *pl_directory_get_version          (PlDirectory            *self);
const char  *pl_directory_get_checked          (PlDirectory            *self);
GPtrArray   *pl_directory_get_refused_overlays (PlDirectory            *self);

const char  *pl_reason_get_name                (PlReason                single);

void         pl_match_free                     (PlMatch                *match);
void         pl_directory_term_free            (PlDirectoryTerm        *term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDirectory, pl_directory_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlMatch, pl_match_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlDirectoryTerm, pl_directory_term_free)

G_END_DECLS
