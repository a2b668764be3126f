// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch.h"

#include "pl-bus-monitor.h"
#include "pl-desk.h"
#include "pl-memory.h"
#include "pl-notes.h"
#include "pl-notifier.h"
#include "pl-pause.h"
#include "pl-policy-settings.h"
#include "pl-prompter.h"
#include "pl-tray.h"
#include "pl-visit.h"
#include "pl-watch-service.h"
#include "pl-watch-items.h"
#include "pl-watch-settings.h"
#include "pl-window-link.h"

#include <glib/gi18n.h>

#define SERVER_NAME "org.freedesktop.Notifications"

/* Seconds until the bus is tried again: doubled up to the second figure. */
#define RETRY_FIRST 1
#define RETRY_LAST 60

/* Panels start after us; only when none has come by then is the notice shown, in seconds. */
#define NOTICE_DELAY 20

/* PlWatch: the running watcher. It wires the pipeline to the bus, the tray, the pop-ups and the settings. */
struct _PlWatch
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  PlBusMonitor *monitor;
  PlPipeline *pipeline;
  PlNotifier *notifier;
  PlTray *tray;
  PlDesk *desk;
  PlPrompter *prompter;
  PlWatchService *service;
  GSettings *settings;
  PlMemory *memory;
  PlVisit *visit;
  PlNotes *notes;
  char *model;
  char *pause_path;    /* (nullable) */
  const char *problem; /* a constant, translated; empty for none */
  guint server_watch;
  guint retry_source;
  guint pause_source;
  guint notice_source;

  /* State */
  PlPause pause;
  gint64 since;
  guint retry_delay;
};

enum
{
  SIGNAL_QUIT,
  SIGNAL_RESTART,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlWatch, pl_watch, G_TYPE_OBJECT)

static gboolean
is_off (PlWatch *self)
{
  return self->pause.on || !g_settings_get_boolean (self->settings, "enabled");
}

static PlTrayState
tray_state (PlWatch *self)
{
  if (is_off (self))
    return PL_TRAY_PAUSED;

  return pl_bus_monitor_is_watching (self->monitor) && *self->problem == '\0' ? PL_TRAY_ON : PL_TRAY_PROBLEM;
}

static void
tell_status (PlWatch *self)
{
  const PlWatchStatus status = {
    .paused = is_off (self),
    .paused_until = self->pause.until,
    .watching = pl_bus_monitor_is_watching (self->monitor),
    .problem = self->problem,
    .tray_shown = self->tray != NULL && pl_tray_is_shown (self->tray),
    .since = self->since,
    .model = self->model,
    .remembers = pl_memory_is_on (self->memory),
  };

  pl_watch_service_set_status (self->service, &status);
  if (self->tray != NULL)
    pl_tray_set_state (self->tray, tray_state (self));
}

static void
set_problem (PlWatch    *self,
             const char *problem)
{
  self->problem = problem;
  tell_status (self);
}

static void
prompt_raised (PlPromptEntry *entry,
               gpointer       data)
{
  PlWatch *self = data;

  pl_prompter_show_held (self->prompter);
}

static void
prompt_shown_cb (PlPrompter *prompter,
                 const char *id,
                 PlWatch    *self)
{
  pl_watch_service_raise (self->service, id);
  pl_notes_check_in (self->notes);
  if (pl_bus_monitor_is_watching (self->monitor))
    set_problem (self, "");
}

static void
prompt_not_shown_cb (PlPrompter *prompter,
                     PlWatch    *self)
{
  set_problem (self, _("No notification server answers: a check-in could not be shown"));
}

static void
event_heard (const PlBusEvent *event,
             gpointer          data)
{
  PlWatch *self = data;

  pl_watch_service_hear (self->service, event);
  pl_pipeline_handle (self->pipeline, event, g_get_real_time ());
}

static gboolean
retry_cb (gpointer data)
{
  PlWatch *self = data;

  self->retry_source = 0;
  pl_bus_monitor_start (self->monitor);

  return G_SOURCE_REMOVE;
}

static void
watching_cb (PlBusMonitor *monitor,
             PlWatch      *self)
{
  self->retry_delay = RETRY_FIRST;
  set_problem (self, "");
}

static void
failed_cb (PlBusMonitor *monitor,
           const GError *error,
           PlWatch      *self)
{
  /* A refusal does not change by asking again; Resume asks again. */
  if (g_error_matches (error, PL_BUS_MONITOR_ERROR, PL_BUS_MONITOR_ERROR_REFUSED))
    {
      set_problem (self, _("The session bus does not let Porchlight hear notifications. Run porchlightctl doctor to see how to fix it"));
      return;
    }

  set_problem (self, _("The session bus closed the connection. Porchlight tries again"));
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_source = g_timeout_add_seconds (self->retry_delay, retry_cb, self);
  self->retry_delay = MIN (self->retry_delay * 2, RETRY_LAST);
}

/* Listens or not, as pause and settings say. */
static void
apply_listening (PlWatch *self)
{
  if (!is_off (self))
    pl_bus_monitor_start (self->monitor);
  else
    {
      g_clear_handle_id (&self->retry_source, g_source_remove);
      pl_bus_monitor_stop (self->monitor);
    }

  pl_prompter_set_paused (self->prompter, is_off (self));
  tell_status (self);
}

static void
settings_changed_cb (GSettings  *settings,
                     const char *key,
                     PlWatch    *self)
{
  pl_watch_settings_apply (settings, self->pipeline);
  pl_prompter_show_held (self->prompter);
  apply_listening (self);
}

static gboolean
pause_over_cb (gpointer data)
{
  PlWatch *self = data;

  self->pause_source = 0;
  pl_watch_resume (self);

  return G_SOURCE_REMOVE;
}

static void
set_pause (PlWatch *self,
           PlPause  pause)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->pause = pause;
  if (pause.seconds > 0)
    self->pause_source = pl_pause_add_timer (pause.seconds, pause_over_cb, self);
  pl_pause_keep (&pause, self->pause_path);

  apply_listening (self);
}

static void
tray_activated_cb (PlTray     *tray,
                   int         item,
                   const char *token,
                   PlWatch    *self)
{
  pl_watch_choose_item (self, self->session, (PlTrayItem) item, token);
}

static void
memory_restart_cb (PlMemory *memory,
                   PlWatch  *self)
{
  g_signal_emit (self, signals[SIGNAL_RESTART], 0);
}

/* The next guest starts as the first one did: nothing is known, and it is on. */
static void
visit_ended_cb (PlVisit *visit,
                PlWatch *self)
{
  pl_prompter_drop (self->prompter);
  pl_pipeline_forget (self->pipeline);
  pl_watch_resume (self);
}

static void
opened_cb (PlNotifier *notifier,
           const char *id,
           const char *token,
           PlWatch    *self)
{
  pl_window_link_action (self->session, "check-in", g_variant_new_string (id), token);
}

static void
not_now_cb (PlNotifier *notifier,
            const char *id,
            const char *token,
            PlWatch    *self)
{
  pl_prompter_answer (self->prompter, id, PL_ANSWER_NOT_NOW);
}

static void
notice_pause_cb (PlNotifier *notifier,
                 const char *id,
                 const char *token,
                 PlWatch    *self)
{
  pl_watch_pause (self, 60 * 60);
}

static void
notice_look_cb (PlNotifier *notifier,
                const char *id,
                const char *token,
                PlWatch    *self)
{
  pl_window_link_activate (self->session, token);
}

static gboolean
notice_cb (gpointer data)
{
  PlWatch *self = data;

  self->notice_source = 0;
  if ((self->tray == NULL || !pl_tray_is_shown (self->tray)) && tray_state (self) != PL_TRAY_PAUSED)
    pl_notifier_show_notice (self->notifier);

  return G_SOURCE_REMOVE;
}

static void
server_appeared_cb (GDBusConnection *connection,
                    const char      *name,
                    const char      *owner,
                    gpointer         data)
{
  PlWatch *self = data;

  pl_intake_set_server_name (pl_pipeline_get_intake (self->pipeline), owner);
  pl_desk_refresh (self->desk);
  pl_prompter_show_held (self->prompter);
  if (pl_bus_monitor_is_watching (self->monitor))
    set_problem (self, "");
}

static void
server_vanished_cb (GDBusConnection *connection,
                    const char      *name,
                    gpointer         data)
{
  PlWatch *self = data;

  pl_intake_set_server_name (pl_pipeline_get_intake (self->pipeline), NULL);
}

static void
pl_watch_dispose (GObject *object)
{
  PlWatch *self = PL_WATCH (object);

  g_clear_handle_id (&self->server_watch, g_bus_unwatch_name);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_handle_id (&self->notice_source, g_source_remove);
  if (self->monitor != NULL)
    pl_bus_monitor_stop (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->service);
  g_clear_object (&self->tray);
  g_clear_object (&self->prompter);
  g_clear_object (&self->desk);
  g_clear_object (&self->notifier);
  g_clear_object (&self->memory);
  g_clear_object (&self->visit);
  g_clear_object (&self->notes);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->pipeline, pl_pipeline_free);

  G_OBJECT_CLASS (pl_watch_parent_class)->dispose (object);
}

static void
pl_watch_finalize (GObject *object)
{
  PlWatch *self = PL_WATCH (object);

  g_free (self->model);
  g_free (self->pause_path);

  G_OBJECT_CLASS (pl_watch_parent_class)->finalize (object);
}

static void
pl_watch_class_init (PlWatchClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_watch_dispose;
  object_class->finalize = pl_watch_finalize;

  /* PlWatch::quit: the person asked to end it for this session. */
  signals[SIGNAL_QUIT] = g_signal_new ("quit", PL_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* PlWatch::restart: a choice of the person takes another process to carry out. */
  signals[SIGNAL_RESTART] = g_signal_new ("restart", PL_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_watch_init (PlWatch *self)
{
  self->problem = "";
  self->retry_delay = RETRY_FIRST;
  self->since = g_get_real_time () / G_USEC_PER_SEC;
}

static void
connect_parts (PlWatch *self)
{
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  g_signal_connect_object (self->monitor, "watching", G_CALLBACK (watching_cb), self, 0);
  g_signal_connect_object (self->monitor, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->prompter, "shown", G_CALLBACK (prompt_shown_cb), self, 0);
  g_signal_connect_object (self->prompter, "not-shown", G_CALLBACK (prompt_not_shown_cb), self, 0);
  g_signal_connect_object (self->notifier, "opened", G_CALLBACK (opened_cb), self, 0);
  g_signal_connect_object (self->notifier, "not-now", G_CALLBACK (not_now_cb), self, 0);
  g_signal_connect_object (self->notifier, "pause", G_CALLBACK (notice_pause_cb), self, 0);
  g_signal_connect_object (self->notifier, "look", G_CALLBACK (notice_look_cb), self, 0);
  g_signal_connect_object (self->visit, "ended", G_CALLBACK (visit_ended_cb), self, 0);
  g_signal_connect_object (self->memory, "changed", G_CALLBACK (tell_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory, "restart", G_CALLBACK (memory_restart_cb), self, 0);

  if (self->tray == NULL)
    return;
  g_signal_connect_object (self->tray, "activated", G_CALLBACK (tray_activated_cb), self, 0);
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (tell_status), self, G_CONNECT_SWAPPED);
}

/**
 * pl_watch_new:
 * @session: the session bus
 * @engine: (transfer full): the classifier
 * @options: folders and addresses
 * @error: from the bus
 *
 * Returns: (transfer full) (nullable): a watcher that does not listen yet
 */
PlWatch *
pl_watch_new (GDBusConnection       *session,
              PlEngine              *engine,
              const PlWatchOptions  *options,
              GError               **error)
{
  g_autoptr (PlWatch) self = g_object_new (PL_TYPE_WATCH, NULL);
  g_autofree char *icons = g_build_filename (options->data_folder, "..", "icons", NULL);

  self->session = g_object_ref (session);
  self->settings = pl_policy_settings_new (pl_policy_settings_get_path ());
  self->notifier = pl_notifier_new (session);
  self->model = g_strdup (pl_engine_get_version (engine));
  self->pause_path = options->runtime_folder != NULL ? g_build_filename (options->runtime_folder, "porchlight-paused", NULL) : NULL;
  self->pipeline = pl_watch_settings_make_pipeline (self->settings, engine, g_dbus_connection_get_unique_name (session), prompt_raised, self);
  self->memory = pl_memory_new (self->settings, self->pipeline, options->vault);
  self->monitor = pl_bus_monitor_new (options->bus_address, pl_intake_get_match_rules (), event_heard, self);
  pl_bus_monitor_name_senders (self->monitor, session);
  self->desk = pl_desk_new (session);
  self->visit = pl_visit_new (session, self->settings, self->desk);
  self->notes = pl_notes_new (session, self->notifier, pl_visit_is_shared (self->visit) ? NULL : options->system_address);
  self->prompter = pl_prompter_new (self->pipeline, self->notifier, self->desk);
  self->service = pl_watch_service_new (session, self, error);
  if (self->service == NULL)
    return NULL;

  self->tray = pl_tray_new (session, icons, NULL);
  connect_parts (self);

  return g_steal_pointer (&self);
}

/**
 * pl_watch_start:
 * @self: a watcher
 *
 * Listens, unless the settings say not to.
 */
void
pl_watch_start (PlWatch *self)
{
  self->server_watch = g_bus_watch_name_on_connection (self->session, SERVER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                       server_appeared_cb, server_vanished_cb, self, NULL);
  self->notice_source = g_timeout_add_seconds (NOTICE_DELAY, notice_cb, self);
  pl_visit_start (self->visit);
  pl_notes_start (self->notes);

  /* Who crashed while paused stays paused; a guest that comes next is not the one who paused. */
  set_pause (self, pl_pause_recall (pl_visit_is_shared (self->visit) ? NULL : self->pause_path, g_get_real_time () / G_USEC_PER_SEC));
}

/**
 * pl_watch_end_visit:
 * @self: a watcher
 *
 * A guest is done. Nothing where no guests come.
 */
void
pl_watch_end_visit (PlWatch *self)
{
  pl_visit_end (self->visit);
}

/**
 * pl_watch_finish:
 * @self: a watcher
 * @comes_back: whether another process follows at once
 *
 * The session ends, or the person ended the watcher for it: what is to be written or forgotten is. A pause ends with it.
 */
void
pl_watch_finish (PlWatch *self,
                 gboolean comes_back)
{
  const PlPause none = { 0 };

  if (!comes_back)
    pl_pause_keep (&none, self->pause_path);
  pl_visit_finish (self->visit);
  pl_memory_finish (self->memory);
}

/**
 * pl_watch_pause:
 * @self: a watcher
 * @seconds: for how long; 0 until pl_watch_resume ()
 *
 * A watcher that follows on this one's crash is paused until the same time.
 */
void
pl_watch_pause (PlWatch *self,
                guint    seconds)
{
  set_pause (self, pl_pause_new (seconds, g_get_real_time () / G_USEC_PER_SEC));
}

/**
 * pl_watch_resume:
 * @self: a watcher
 *
 * Listens again; after a refusal by the bus, asks it once more.
 */
void
pl_watch_resume (PlWatch *self)
{
  set_pause (self, (PlPause) { 0 });
}

/**
 * pl_watch_get_memory:
 * @self: a watcher
 *
 * Returns: (transfer none): what it remembers between sessions; to be started and finished by the program
 */
PlMemory *
pl_watch_get_memory (PlWatch *self)
{
  return self->memory;
}

/**
 * pl_watch_get_prompter:
 * @self: a watcher
 *
 * Returns: (transfer none): who shows its prompts
 */
PlPrompter *
pl_watch_get_prompter (PlWatch *self)
{
  return self->prompter;
}

/**
 * pl_watch_list_sources:
 * @self: a watcher
 *
 * Returns: (transfer floating): a(ssuu), as org.porchlight.Watch1.Sources
 */
GVariant *
pl_watch_list_sources (PlWatch *self)
{
  return pl_sources_to_variant (pl_pipeline_get_sources (self->pipeline));
}

/**
 * pl_watch_get_skipped:
 * @self: a watcher
 *
 * Returns: notifications since start that were broken or too large and were skipped
 */
guint64
pl_watch_get_skipped (PlWatch *self)
{
  return pl_pipeline_get_malformed (self->pipeline) + pl_bus_monitor_get_skipped (self->monitor);
}

/**
 * pl_watch_quit:
 * @self: a watcher
 *
 * Emits PlWatch::quit, for the program to end.
 */
void
pl_watch_quit (PlWatch *self)
{
  g_signal_emit (self, signals[SIGNAL_QUIT], 0);
}
