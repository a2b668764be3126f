// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-family-state.h"

/* A young person is never asked by more than this many accounts and kinds together, nor is an account's asking unbounded. */
#define LINKS_PER_ACCOUNT 24

#define DAY G_TIME_SPAN_DAY
#define WEEK (7 * G_TIME_SPAN_DAY)

/* 1 January 1970 was a Thursday: weeks counted from the Monday before begin on Mondays, which are the fixed day. */
#define EPOCH_OFFSET (3 * G_TIME_SPAN_DAY)

/* A talk reminder comes every second week, whatever happened. */
#define REMINDER_WEEKS 2

struct _PlFamilyState
{
  /* Owned */
  GArray *links; /* (element-type PlFamilyLink) */
};

G_DEFINE_QUARK (pl-family-error-quark, pl_family_error)

static const char *const kind_names[PL_N_NOTE_KINDS] = {
  [PL_NOTE_REMINDER] = "reminder",
  [PL_NOTE_SENT] = "sent",
  [PL_NOTE_WEEKLY] = "weekly",
};

static guint
week_of (gint64 now)
{
  return (guint) ((now + EPOCH_OFFSET) / WEEK);
}

static gint64
start_of_week (guint week)
{
  return (gint64) week * WEEK - EPOCH_OFFSET;
}

/**
 * pl_note_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name on the bus
 */
const char *
pl_note_kind_get_name (PlNoteKind kind)
{
  g_return_val_if_fail ((guint) kind < PL_N_NOTE_KINDS, NULL);

  return kind_names[kind];
}

/**
 * pl_note_kind_from_name:
 * @name: a name from the bus
 * @kind: (out): the kind, untouched where @name is none
 *
 * Returns: whether @name is a kind's name
 */
gboolean
pl_note_kind_from_name (const char *name,
                        PlNoteKind *kind)
{
  for (guint i = 0; i < PL_N_NOTE_KINDS; i++)
    {
      if (g_str_equal (name, kind_names[i]))
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_family_state_new:
 *
 * Returns: (transfer full): a state in which nobody agreed to anything
 */
PlFamilyState *
pl_family_state_new (void)
{
  PlFamilyState *self = g_new0 (PlFamilyState, 1);

  self->links = g_array_new (FALSE, TRUE, sizeof (PlFamilyLink));

  return self;
}

/**
 * pl_family_state_free:
 * @self: (transfer full): a state
 */
void
pl_family_state_free (PlFamilyState *self)
{
  g_array_unref (self->links);
  g_free (self);
}

static PlFamilyLink *
link_at (PlFamilyState *self,
         guint          i)
{
  return &g_array_index (self->links, PlFamilyLink, i);
}

static PlFamilyLink *
find (PlFamilyState *self,
      guint          guardian,
      guint          youth,
      PlNoteKind     kind)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      PlFamilyLink *link = link_at (self, i);

      if (link->guardian == guardian && link->youth == youth && link->kind == kind)
        return link;
    }

  return NULL;
}

static gboolean
is_on (const PlFamilyLink *link)
{
  return link->guardian_yes && link->youth_yes;
}

static guint
count_of (PlFamilyState *self,
          guint          account)
{
  guint n = 0;

  for (guint i = 0; i < self->links->len; i++)
    n += link_at (self, i)->guardian == account || link_at (self, i)->youth == account;

  return n;
}

/**
 * pl_family_state_ask:
 * @self: a state
 * @caller: who calls, as the bus tells
 * @youth: the other account
 * @kind: what is asked for
 * @error: %PL_FAMILY_ERROR_REFUSED or %PL_FAMILY_ERROR_FULL
 *
 * The parent's key. Asking again changes nothing, and never the other's answer.
 *
 * Returns: whether it stands
 */
gboolean
pl_family_state_ask (PlFamilyState  *self,
                     guint           caller,
                     guint           youth,
                     PlNoteKind      kind,
                     GError        **error)
{
  PlFamilyLink *link = find (self, caller, youth, kind);
  const PlFamilyLink fresh = { .guardian = caller, .youth = youth, .kind = kind, .guardian_yes = TRUE };

  if (caller == youth)
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED, "a note goes from one account to another");
      return FALSE;
    }

  if (link != NULL)
    {
      link->guardian_yes = TRUE;
      return TRUE;
    }

  if (count_of (self, caller) >= LINKS_PER_ACCOUNT || count_of (self, youth) >= LINKS_PER_ACCOUNT)
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_FULL, "there are too many such requests on this computer");
      return FALSE;
    }

  g_array_append_val (self->links, fresh);

  return TRUE;
}

/**
 * pl_family_state_agree:
 * @self: a state
 * @caller: who calls, as the bus tells
 * @guardian: who asked
 * @kind: what was asked for
 * @error: %PL_FAMILY_ERROR_REFUSED
 *
 * The young person's key. It turns only where the parent's was turned before: nobody agrees to what was not asked.
 *
 * Returns: whether the kind is on now
 */
gboolean
pl_family_state_agree (PlFamilyState  *self,
                       guint           caller,
                       guint           guardian,
                       PlNoteKind      kind,
                       GError        **error)
{
  PlFamilyLink *link = find (self, guardian, caller, kind);

  if (link == NULL || !link->guardian_yes)
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED, "nobody asked for this");
      return FALSE;
    }

  link->youth_yes = TRUE;

  return TRUE;
}

static void
remove_link (PlFamilyState      *self,
             const PlFamilyLink *link)
{
  g_array_remove_index (self->links, (guint) (link - link_at (self, 0)));
}

/**
 * pl_family_state_stop:
 * @self: a state
 * @caller: who calls, as the bus tells
 * @other: the other account
 * @kind: what stops
 *
 * Takes the caller's key out, on whichever side it was. What a parent stops is forgotten whole; what a young person stops looks to the
 * parent like an answer that has not come.
 */
void
pl_family_state_stop (PlFamilyState *self,
                      guint          caller,
                      guint          other,
                      PlNoteKind     kind)
{
  PlFamilyLink *as_youth = find (self, other, caller, kind);
  PlFamilyLink *as_guardian;

  if (as_youth != NULL)
    {
      as_youth->youth_yes = FALSE;
      as_youth->waiting_week = 0;
    }

  as_guardian = find (self, caller, other, kind);
  if (as_guardian != NULL)
    remove_link (self, as_guardian);
}

/**
 * pl_family_state_send:
 * @self: a state
 * @caller: the young person, as the bus tells
 * @guardian: the parent
 * @now: microseconds since 1970
 * @error: %PL_FAMILY_ERROR_REFUSED
 *
 * The note that a young person sends goes out at once. Once a week: a second one says nothing new, and is quietly the same.
 *
 * Returns: whether it will be given to the parent
 */
gboolean
pl_family_state_send (PlFamilyState  *self,
                      guint           caller,
                      guint           guardian,
                      gint64          now,
                      GError        **error)
{
  PlFamilyLink *link = find (self, guardian, caller, PL_NOTE_SENT);

  if (link == NULL || !is_on (link))
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_REFUSED, "this note is not switched on by both");
      return FALSE;
    }

  link->waiting_week = week_of (now);

  return TRUE;
}

/* The first fixed day that leaves the young person a whole day to hold the note. */
static guint
next_week (gint64 now)
{
  guint week = week_of (now) + 1;

  return start_of_week (week) - now >= DAY ? week : week + 1;
}

/**
 * pl_family_state_check_in:
 * @self: a state
 * @caller: the young person whose watcher showed a check-in
 * @now: microseconds since 1970
 *
 * Weekly notes that are on will go out on their fixed day, whenever in the week this was and however often: neither the time nor the
 * number of check-ins can be read from them.
 */
void
pl_family_state_check_in (PlFamilyState *self,
                          guint          caller,
                          gint64         now)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      PlFamilyLink *link = link_at (self, i);
      guint week = next_week (now);

      if (link->youth == caller && link->kind == PL_NOTE_WEEKLY && is_on (link) && link->waiting_week == 0 && link->last_week < week)
        link->waiting_week = week;
    }
}

static gboolean
can_hold (const PlFamilyLink *link,
          gint64              now)
{
  return link->kind == PL_NOTE_WEEKLY && link->waiting_week != 0 && now < start_of_week (link->waiting_week);
}

/**
 * pl_family_state_hold:
 * @self: a state
 * @caller: the young person, as the bus tells
 * @guardian: the parent
 * @now: microseconds since 1970
 *
 * The weekly note that waits never goes out, nor does another in its week.
 */
void
pl_family_state_hold (PlFamilyState *self,
                      guint          caller,
                      guint          guardian,
                      gint64         now)
{
  PlFamilyLink *link = find (self, guardian, caller, PL_NOTE_WEEKLY);

  if (link == NULL || !can_hold (link, now))
    return;

  link->last_week = link->waiting_week;
  link->waiting_week = 0;
}

/**
 * pl_family_state_list_asked:
 * @self: a state
 * @caller: a parent, as the bus tells
 *
 * Returns: (transfer floating): a(uss): young person, kind, "on" or "waiting"
 */
GVariant *
pl_family_state_list_asked (PlFamilyState *self,
                            guint          caller)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uss)"));

  for (guint i = 0; i < self->links->len; i++)
    {
      const PlFamilyLink *link = link_at (self, i);

      if (link->guardian == caller)
        g_variant_builder_add (&builder, "(uss)", link->youth, kind_names[link->kind], is_on (link) ? "on" : "waiting");
    }

  return g_variant_builder_end (&builder);
}

/**
 * pl_family_state_list_askers:
 * @self: a state
 * @caller: a young person, as the bus tells
 * @now: microseconds since 1970
 *
 * Returns: (transfer floating): a(ussb): parent, kind, "on" or "off", whether a weekly note waits and can be held
 */
GVariant *
pl_family_state_list_askers (PlFamilyState *self,
                             guint          caller,
                             gint64         now)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ussb)"));

  for (guint i = 0; i < self->links->len; i++)
    {
      const PlFamilyLink *link = link_at (self, i);

      if (link->youth == caller)
        g_variant_builder_add (&builder, "(ussb)", link->guardian, kind_names[link->kind], is_on (link) ? "on" : "off", can_hold (link, now));
    }

  return g_variant_builder_end (&builder);
}

static gboolean
is_due (const PlFamilyLink *link,
        gint64              now)
{
  guint week = week_of (now);

  if (!is_on (link))
    return FALSE;
  if (link->kind == PL_NOTE_REMINDER)
    return week % REMINDER_WEEKS == 0 && link->last_week < week;

  return link->waiting_week != 0 && link->waiting_week <= week && link->last_week < link->waiting_week;
}

/**
 * pl_family_state_collect:
 * @self: a state
 * @caller: a parent, as the bus tells
 * @now: microseconds since 1970
 *
 * Gives each note that is due, once.
 *
 * Returns: (transfer floating): a(us): young person, kind
 */
GVariant *
pl_family_state_collect (PlFamilyState *self,
                         guint          caller,
                         gint64         now)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(us)"));

  for (guint i = 0; i < self->links->len; i++)
    {
      PlFamilyLink *link = link_at (self, i);

      if (link->guardian != caller || !is_due (link, now))
        continue;

      g_variant_builder_add (&builder, "(us)", link->youth, kind_names[link->kind]);
      link->last_week = week_of (now);
      link->waiting_week = 0;
    }

  return g_variant_builder_end (&builder);
}

/**
 * pl_family_state_to_variant:
 * @self: a state
 *
 * Returns: (transfer floating): (ua(uusbbuu)): version, then guardian, youth, kind, both keys, waiting week, last week
 */
GVariant *
pl_family_state_to_variant (PlFamilyState *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uusbbuu)"));

  for (guint i = 0; i < self->links->len; i++)
    {
      const PlFamilyLink *link = link_at (self, i);

      g_variant_builder_add (&builder, "(uusbbuu)", link->guardian, link->youth, kind_names[link->kind], link->guardian_yes, link->youth_yes,
                             link->waiting_week, link->last_week);
    }

  return g_variant_new ("(u@a(uusbbuu))", 1, g_variant_builder_end (&builder));
}

static gboolean
read_link (GVariantIter *iter,
           PlFamilyLink *link,
           gboolean     *more)
{
  const char *kind = NULL;

  *more = g_variant_iter_next (iter, "(uu&sbbuu)", &link->guardian, &link->youth, &kind, &link->guardian_yes, &link->youth_yes,
                               &link->waiting_week, &link->last_week);

  return !*more || (pl_note_kind_from_name (kind, &link->kind) && link->guardian != link->youth);
}

/**
 * pl_family_state_from_variant:
 * @variant: any variant
 * @error: %PL_FAMILY_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the state that pl_family_state_to_variant () wrote
 */
PlFamilyState *
pl_family_state_from_variant (GVariant  *variant,
                              GError   **error)
{
  g_autoptr (PlFamilyState) self = pl_family_state_new ();
  g_autoptr (GVariantIter) iter = NULL;
  guint version = 0;
  gboolean more = TRUE;

  if (g_variant_is_of_type (variant, G_VARIANT_TYPE ("(ua(uusbbuu))")) && g_variant_is_normal_form (variant))
    g_variant_get (variant, "(ua(uusbbuu))", &version, &iter);

  while (version == 1 && more)
    {
      PlFamilyLink link = { 0 };

      if (!read_link (iter, &link, &more) || self->links->len > 10000)
        version = 0;
      else if (more)
        g_array_append_val (self->links, link);
    }

  if (version != 1)
    {
      g_set_error_literal (error, PL_FAMILY_ERROR, PL_FAMILY_ERROR_DAMAGED, "the stored agreements cannot be read");
      return NULL;
    }

  return g_steal_pointer (&self);
}
