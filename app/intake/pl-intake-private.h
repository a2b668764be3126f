// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pl-intake.h"

G_BEGIN_DECLS

/* Shared by the files of this room, and by nobody else. */

typedef enum
{
  PL_DOOR_FDO,
  PL_DOOR_GTK,
  PL_DOOR_PORTAL,
} PlDoor;

/* A notification as its door hands it over, whichever door that is. Strings are borrowed from the event and not yet decoded. */
typedef struct
{
  PlDoor door;
  const char *name;            /* application name as sent, "" for none */
  const char *id;              /* desktop entry or application id, "" for none */
  const char *process;         /* (nullable) */
  const char *title;
  const char *body;
  const char *category;
  const char *notification_id; /* of the GTK and portal doors, "" for none */
  const char *event_id;        /* what KDE programs call the kind of event */
  const char *origin;          /* x-kde-origin-name: a web site, or a phone */
  const char *display_name;    /* x-kde-display-appname: the application on the phone */
  const char *actions[24];     /* keys only */
  const char *targets[24];     /* strings that the GTK and portal doors pass with the actions */
  guint n_actions;
  guint n_targets;
  gboolean has_markup;         /* the body may hold markup by its door's own rule */
  gboolean is_plain;           /* GLib sent it: the body is plain text by its door's own rule */
  gboolean replaces;           /* it takes the place of an earlier one */
  gboolean forwarded;          /* a copy made by the notification server */
} PlNotice;

gboolean    pl_intake_parse_fdo      (GVariant     *body,
                                      PlNotice     *notice);
gboolean    pl_intake_parse_gtk      (GVariant     *body,
                                      PlNotice     *notice);
gboolean    pl_intake_parse_portal   (GVariant     *body,
                                      PlNotice     *notice);

const char *pl_variant_get_string    (GVariant     *value);
const char *pl_variant_lookup_string (GVariant     *dictionary,
                                      const char   *key);
gboolean    pl_notice_has_action     (const PlNotice *notice,
                                      const char     *key);

/* How a field is to be turned into what the person would see. */
typedef enum
{
  PL_TEXT_MARKUP,  /* the server's markup: strip the known tags, decode the known entities */
  PL_TEXT_ESCAPED, /* the program escapes everything where the server asks for it, nothing where not */
  PL_TEXT_LINKED,  /* as escaped, and the program adds tags of its own, such as links */
  PL_TEXT_ANGLE,   /* the program escapes only the two angles */
  PL_TEXT_PLAIN,   /* as it is */
} PlTextForm;

char       *pl_text_decode           (const char   *raw,
                                      gssize        length,
                                      PlTextForm    form,
                                      gboolean     *truncated);
char       *pl_text_decode_name      (const char   *raw,
                                      gssize        length,
                                      PlTextForm    form);
void        pl_text_clean            (char         *text);
void        pl_text_free             (char         *text);

/* One placeholder of a pattern, and where it was found. */
typedef enum
{
  PL_SLOT_SENDER,
  PL_SLOT_MEMBER, /* as sender, but only what looks like a name */
  PL_SLOT_GROUP,
  PL_SLOT_ROOM,   /* inside the group */
  PL_SLOT_TEXT,
  PL_SLOT_NUMBER,
  PL_SLOT_SIGNS,  /* emoji: no letter and no digit */
  PL_SLOT_ANY,
  PL_N_SLOTS,
} PlSlot;

typedef struct
{
  const char *start; /* (nullable): not found */
  gsize length;
} PlStretch;

/* Which pairs of bytes stand side by side in a text. */
typedef struct
{
  guint64 bits[4];
} PlPairs;

typedef struct _PlPattern PlPattern;
typedef struct _PlWords PlWords;

PlPattern  *pl_pattern_new           (const char   *source,
                                      GError      **error);
void        pl_pattern_free          (PlPattern    *self);
gboolean    pl_pattern_has_slot      (const PlPattern *self,
                                      PlSlot        slot);
void        pl_pairs_add             (PlPairs      *self,
                                      const char   *text);
gboolean    pl_pattern_may_match     (const PlPattern *self,
                                      const PlPairs *pairs);
gboolean    pl_pattern_match         (const PlPattern *self,
                                      const PlWords *words,
                                      const char   *string,
                                      PlStretch    *stretches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPattern, pl_pattern_free)

/* What words mean in which language. */
typedef enum
{
  PL_PHRASE_HIDDEN,   /* "New message" */
  PL_PHRASE_MEDIA,    /* "Photo" */
  PL_PHRASE_REACTION, /* "reacted to your message" */
  PL_PHRASE_CALL,     /* "Missed call" */
  PL_PHRASE_SUMMARY,  /* "3 new messages" */
  PL_PHRASE_OTHER,    /* "is typing" */
  PL_PHRASE_FROM,     /* "New message from {sender}": a title */
  PL_PHRASE_COUNT,    /* "{any} (3 messages)": a title that counts */
  PL_PHRASE_NO_NAME,  /* "Note": what stands before a colon and is no name */
  PL_PHRASE_CODE,     /* "verification code" */
  PL_N_PHRASES,
  PL_PHRASE_NONE = PL_N_PHRASES,
} PlPhrase;

PlWords    *pl_words_new             (void);
void        pl_words_free            (PlWords      *self);
gboolean    pl_words_add             (PlWords      *self,
                                      const char   *group,
                                      const char   *phrase,
                                      GError      **error);
gboolean    pl_words_has             (const PlWords *self,
                                      PlPhrase      kind,
                                      const char   *text,
                                      gsize         length);
PlPhrase    pl_words_classify        (const PlWords *self,
                                      const char   *text);
gboolean    pl_words_match           (const PlWords *self,
                                      PlPhrase      kind,
                                      const char   *text,
                                      PlStretch    *stretches);
gboolean    pl_words_is_code         (const PlWords *self,
                                      const char   *text);
gboolean    pl_words_is_name         (const PlWords *self,
                                      const char   *text,
                                      gsize         length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWords, pl_words_free)

/* What sort of program it is. */
typedef enum
{
  PL_PROGRAM_CHAT,
  PL_PROGRAM_MAIL,
  PL_PROGRAM_SMS,        /* of a phone: short messages */
  PL_PROGRAM_CALLS,      /* rings, and writes nothing */
  PL_PROGRAM_CHROMIUM,   /* a browser that names the site */
  PL_PROGRAM_GECKO,      /* a browser that does not */
  PL_PROGRAM_KDECONNECT,
  PL_PROGRAM_GSCONNECT,
  PL_PROGRAM_VALENT,
  PL_PROGRAM_OTHER,      /* not chat */
} PlProgramKind;

/* One way a program lays out a notification: both patterns match, or it is not that one. */
typedef struct
{
  PlPattern *title;
  PlPattern *body;
  PlMessageKind kind;
  gboolean has_kind; /* the layout itself says what it is */
} PlLayout;

/* An entry of the table: a program, a web site or an application on a phone. */
typedef struct
{
  char *key;  /* what the table calls it */
  char *name; /* (nullable): what people call it */
  PlProgramKind kind;
  PlTextForm form;
  gboolean has_form;
  gboolean escapes_title;
  GPtrArray *layouts;     /* (element-type PlLayout) (nullable) */
  char **message_actions; /* (nullable): a message has one of these in an action */
  char **other_actions;   /* (nullable): what has one of these actions is no message */
  char **message_events;  /* (nullable): the KDE event ids that are messages */
} PlProgram;

typedef struct _PlTable PlTable;

PlTable         *pl_table_new         (void);
void             pl_table_free        (PlTable     *self);
gboolean         pl_table_load        (PlTable     *self,
                                       GBytes      *bytes,
                                       GError     **error);
gboolean         pl_table_load_trusted (PlTable   *self,
                                       GBytes      *bytes,
                                       GError     **error);
const PlWords   *pl_table_get_words   (const PlTable *self);
const PlProgram *pl_table_find_app    (const PlTable *self,
                                       const char  *name);
const PlProgram *pl_table_find_site   (const PlTable *self,
                                       const char  *host);
const PlProgram *pl_table_find_phone  (const PlTable *self,
                                       const char  *name);
PlProgram       *pl_program_load      (GKeyFile    *file,
                                       const char  *group,
                                       const char  *key,
                                       GError     **error);
void             pl_program_free      (PlProgram   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTable, pl_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProgram, pl_program_free)

/* What was heard lately, as hashes of a fixed number: no word is kept. */
typedef struct _PlRecent PlRecent;

/* A grouped summary has no more lines than this. */
#define PL_RECENT_LINES 32

PlRecent   *pl_recent_new            (void);
void        pl_recent_free           (PlRecent     *self);
gboolean    pl_recent_is_repeated    (PlRecent     *self,
                                      const char   *application,
                                      const PlMessageFields *fields);
gsize       pl_recent_get_known      (PlRecent     *self,
                                      const PlMessageFields *fields);
void        pl_recent_add            (PlRecent     *self,
                                      const char   *application,
                                      const PlMessageFields *fields);
guint       pl_recent_add_lines      (PlRecent              *self,
                                      const PlMessageFields *fields,
                                      char                 **lines,
                                      gboolean               replaces);
gboolean    pl_recent_is_same_bubble (PlRecent     *self,
                                      const PlNotice *notice);
void        pl_recent_add_chat_of_two (PlRecent    *self,
                                      const char   *channel,
                                      const char   *title);
gboolean    pl_recent_is_chat_of_two (PlRecent     *self,
                                      const char   *channel,
                                      const char   *title);

/* What is made of a notification, step by step. Strings are decoded and owned. */
typedef struct
{
  const PlNotice *notice;    /* Borrowed */
  const PlProgram *program;  /* Borrowed (nullable): what the table says of it */
  const PlProgram *host;     /* Borrowed (nullable): the browser or phone bridge that it came through */
  PlTextForm form;
  const char *title;         /* Borrowed: the part of the notification that is left to read */
  const char *body;
  char *application;
  char *channel;
  char *group;
  char *sender;
  char *text;
  char *bare_title;          /* (nullable): the title without a count */
  PlMessageKind kind;
  gboolean truncated;
  gboolean counted;          /* its title says how many messages there are */
  gboolean is_group_form;    /* each line begins with who wrote it */
  gboolean settled;          /* the kind is known, whatever the words are */
  gint64 time;
} PlDraft;

struct _PlIntake
{
  /* Owned */
  PlTable *table;
  PlRecent *recent;
  char *own_name;
  char **own_texts;
  char *server_name;
  gboolean server_is_certain; /* somebody told us, rather than that it was guessed from the traffic */
  GPtrArray *backends;        /* (element-type utf8): unique names of portal backends, the newest last */
  GHashTable *muted;          /* (element-type utf8): folded channels */
  GHashTable *extra;          /* (element-type utf8): folded ids and names */
  GHashTable *categories;     /* (element-type utf8 guint): what desktop files said of ids */

  /* State */
  gboolean reads_unattributed_web;
  PlCategoriesFunc categories_func;
  gpointer categories_data;
  GDestroyNotify categories_destroy;
};

void        pl_draft_clear           (PlDraft      *draft);
void        pl_draft_read_layout     (PlDraft      *draft,
                                      PlIntake     *intake);
void        pl_draft_judge_words     (PlDraft      *draft,
                                      PlIntake     *intake);
PlMessageKind pl_intake_judge_program (PlIntake     *self,
                                      const PlDraft *draft);
gboolean    pl_intake_is_browser     (const PlDraft *draft);
gboolean    pl_intake_is_bridge      (const PlDraft *draft);
void        pl_intake_read_web       (PlIntake     *self,
                                      PlDraft      *draft);
void        pl_intake_read_phone     (PlIntake     *self,
                                      PlDraft      *draft);
void        pl_intake_read_app       (PlIntake     *self,
                                      PlDraft      *draft);
void        pl_intake_understand     (PlIntake     *self,
                                      const PlNotice *notice,
                                      gint64        now,
                                      PlReading    *reading);
void        pl_reading_refuse        (PlReading    *self,
                                      const char   *why);

typedef char PlClearedText;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlClearedText, pl_text_free)

G_END_DECLS
