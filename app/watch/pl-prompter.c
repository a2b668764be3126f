// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-prompter.h"

#include "pl-morning.h"

/* Nobody tells us when a full screen ends: while a prompt is held, look again after this long, in seconds. */
#define LOOK_AGAIN 30

/* PlPrompter: takes raised prompts to the desk when it is free, and forgets them after their half hour. */
struct _PlPrompter
{
  GObject parent_instance;

  /* Owned */
  PlNotifier *notifier;
  PlDesk *desk;
  guint expire_source;
  guint look_source;

  /* Borrowed */
  PlPipeline *pipeline;

  /* State */
  gboolean paused;
  gboolean answers; /* the notification server did when it was asked last */
};

enum
{
  SIGNAL_SHOWN,
  SIGNAL_NOT_SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlPrompter, pl_prompter, G_TYPE_OBJECT)

/* The zone is asked for each time: a person may travel. */
static PlDeskState
look_at_desk (PlPrompter *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 now = g_get_real_time ();

  return (PlDeskState) {
    .now = now,
    .minute_of_day = pl_morning_get_minute (now, zone),
    .busy = pl_desk_is_busy (self->desk),
  };
}

static void schedule_expiry (PlPrompter *self);

static gboolean
expire_cb (gpointer data)
{
  PlPrompter *self = data;
  g_autoptr (GPtrArray) gone = pl_prompt_book_expire (pl_pipeline_get_book (self->pipeline), g_get_real_time ());

  self->expire_source = 0;
  for (guint i = 0; i < gone->len; i++)
    pl_notifier_withdraw (self->notifier, g_ptr_array_index (gone, i));
  schedule_expiry (self);

  return G_SOURCE_REMOVE;
}

/* One timer, and only while a prompt lives. */
static void
schedule_expiry (PlPrompter *self)
{
  gint64 wake = pl_prompt_book_get_next_wake (pl_pipeline_get_book (self->pipeline));
  gint64 left = wake - g_get_real_time ();

  g_clear_handle_id (&self->expire_source, g_source_remove);
  if (wake != 0)
    self->expire_source = g_timeout_add_seconds ((guint) (MAX (left, 0) / G_TIME_SPAN_SECOND + 1), expire_cb, self);
}

/* Whether a server took it. One that hangs is not tried: the watcher would hang with it. */
static gboolean
show (PlPrompter *self,
      const char *id)
{
  PlPromptBook *book = pl_pipeline_get_book (self->pipeline);
  PlPromptEntry *entry = pl_prompt_book_find (book, id, g_get_real_time ());

  if (entry == NULL)
    return FALSE;
  if (!self->answers)
    {
      g_signal_emit (self, signals[SIGNAL_NOT_SHOWN], 0);
      return FALSE;
    }

  /* Counted as shown first: while we wait for the server, the window may already ask. */
  pl_pipeline_shown (self->pipeline, entry, g_get_real_time ());
  if (pl_notifier_show_prompt (self->notifier, id))
    {
      g_signal_emit (self, signals[SIGNAL_SHOWN], 0, id);
      return TRUE;
    }

  entry = pl_prompt_book_find (book, id, g_get_real_time ());
  if (entry != NULL)
    pl_pipeline_not_shown (self->pipeline, entry);
  g_signal_emit (self, signals[SIGNAL_NOT_SHOWN], 0);

  return FALSE;
}

static gboolean
look_again_cb (gpointer data)
{
  PlPrompter *self = data;

  self->look_source = 0;
  pl_prompter_show_held (self);

  return G_SOURCE_REMOVE;
}

static void
show_held (PlPrompter *self)
{
  PlPromptBook *book = pl_pipeline_get_book (self->pipeline);
  PlPromptEntry *entry;

  while (!self->paused && (entry = pl_prompt_book_next_held (book)) != NULL)
    {
      g_autofree char *id = g_strdup (entry->id);
      PlDeskState desk = look_at_desk (self);
      PlDecision decision = pl_pipeline_decide (self->pipeline, entry, &desk);

      /* What no server takes waits as well, until one comes or the half hour is over. */
      if (decision == PL_DECISION_HOLD || (decision == PL_DECISION_SHOW && !show (self, id)))
        break;
      if (decision == PL_DECISION_DROP)
        pl_prompt_book_remove (book, id);
    }

  if (!self->paused && pl_prompt_book_next_held (book) != NULL && self->look_source == 0)
    self->look_source = g_timeout_add_seconds (LOOK_AGAIN, look_again_cb, self);
  schedule_expiry (self);
}

static void
desk_freed_cb (PlDesk     *desk,
               PlPrompter *self)
{
  pl_prompter_show_held (self);
}

static void
desk_looked_cb (PlDesk     *desk,
                PlPrompter *self)
{
  if (!self->paused && pl_prompt_book_next_held (pl_pipeline_get_book (self->pipeline)) != NULL)
    pl_notifier_ask (self->notifier);
}

static void
answered_cb (PlNotifier *notifier,
             gboolean    answers,
             PlPrompter *self)
{
  gboolean woke = answers && !self->answers;

  self->answers = answers;
  /* What was seen of the desk is old by then. */
  if (woke)
    pl_prompter_show_held (self);
  else
    show_held (self);
}

static void
pl_prompter_dispose (GObject *object)
{
  PlPrompter *self = PL_PROMPTER (object);

  g_clear_handle_id (&self->expire_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (pl_prompter_parent_class)->dispose (object);
}

static void
pl_prompter_class_init (PlPrompterClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_prompter_dispose;

  /* PlPrompter::shown: (id) a server took the pop-up. */
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", PL_TYPE_PROMPTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /* PlPrompter::not-shown: no server took it. */
  signals[SIGNAL_NOT_SHOWN] = g_signal_new ("not-shown", PL_TYPE_PROMPTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_prompter_init (PlPrompter *self)
{
  self->answers = TRUE;
}

/**
 * pl_prompter_new:
 * @pipeline: (transfer none): where prompts are raised; must outlive the prompter
 * @notifier: shows the pop-ups
 * @desk: says when nothing may be shown
 *
 * Returns: (transfer full): a prompter
 */
PlPrompter *
pl_prompter_new (PlPipeline *pipeline,
                 PlNotifier *notifier,
                 PlDesk     *desk)
{
  PlPrompter *self = g_object_new (PL_TYPE_PROMPTER, NULL);

  self->pipeline = pipeline;
  self->notifier = g_object_ref (notifier);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "freed", G_CALLBACK (desk_freed_cb), self, 0);
  g_signal_connect_object (desk, "looked", G_CALLBACK (desk_looked_cb), self, 0);
  g_signal_connect_object (notifier, "answered", G_CALLBACK (answered_cb), self, 0);

  return self;
}

/**
 * pl_prompter_show_held:
 * @self: a prompter
 *
 * Looks at the desk, then shows what may be shown, drops what the caps forbid, and leaves the rest in the book.
 */
void
pl_prompter_show_held (PlPrompter *self)
{
  schedule_expiry (self);
  if (pl_prompt_book_next_held (pl_pipeline_get_book (self->pipeline)) != NULL)
    pl_desk_look (self->desk);
}

/**
 * pl_prompter_set_paused:
 * @self: a prompter
 * @paused: whether the person paused
 *
 * Who paused is shown nothing; what waits then is shown afterwards, if its half hour is not over.
 */
void
pl_prompter_set_paused (PlPrompter *self,
                        gboolean    paused)
{
  gboolean ended = self->paused && !paused;

  self->paused = paused;
  if (paused)
    pl_notifier_withdraw_notice (self->notifier);
  if (ended)
    pl_prompter_show_held (self);
}

/**
 * pl_prompter_take:
 * @self: a prompter
 * @id: a prompt's id
 *
 * Returns: (transfer full) (nullable): the prompt, once; %NULL afterwards and where its half hour is over
 */
PlPrompt *
pl_prompter_take (PlPrompter *self,
                  const char *id)
{
  return pl_prompt_book_take (pl_pipeline_get_book (self->pipeline), id, g_get_real_time ());
}

/**
 * pl_prompter_get_wording:
 * @self: a prompter
 * @id: a prompt's id
 * @wording: (out): the number of its text
 *
 * Returns: whether the prompt still lives
 */
gboolean
pl_prompter_get_wording (PlPrompter *self,
                         const char *id,
                         guint      *wording)
{
  const PlPromptEntry *entry = pl_prompt_book_find (pl_pipeline_get_book (self->pipeline), id, g_get_real_time ());

  if (entry == NULL)
    return FALSE;

  *wording = entry->wording;

  return TRUE;
}

/**
 * pl_prompter_answer:
 * @self: a prompter
 * @id: a prompt's id
 * @answer: what the person answered
 *
 * The pop-up goes; "This is fine" lowers the concern for that conversation.
 */
void
pl_prompter_answer (PlPrompter *self,
                    const char *id,
                    PlAnswer    answer)
{
  pl_notifier_withdraw (self->notifier, id);
  pl_pipeline_answer (self->pipeline, id, answer, g_get_real_time ());
  schedule_expiry (self);
}

/**
 * pl_prompter_drop:
 * @self: a prompter
 *
 * Withdraws every pop-up and forgets every prompt that waits.
 */
void
pl_prompter_drop (PlPrompter *self)
{
  pl_notifier_withdraw_all (self->notifier);
  pl_prompt_book_clear (pl_pipeline_get_book (self->pipeline));
  schedule_expiry (self);
}
