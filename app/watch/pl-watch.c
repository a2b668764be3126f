// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch.h"

#include "pl-bus-monitor.h"
#include "pl-desk.h"
#include "pl-notifier.h"
#include "pl-tray.h"
#include "pl-watch-service.h"
#include "pl-window-link.h"

#include <glib/gi18n.h>

#define SERVER_NAME "org.freedesktop.Notifications"

/* Seconds until the bus is tried again: doubled up to the second figure. */
#define RETRY_FIRST 1
#define RETRY_LAST 60

/* Panels start after us; only when none has come by then is the notice shown, in seconds. */
#define NOTICE_DELAY 20

/* "Until tomorrow" ends at six in the morning. */
#define MORNING_HOUR 6

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
  PlWatchService *service;
  GSettings *settings;
  char *data_folder;
  char *bus_address;
  char *model;
  const char *problem; /* a constant, translated; empty for none */
  guint server_watch;
  guint retry_source;
  guint pause_source;
  guint expire_source;
  guint notice_source;

  /* State */
  gboolean paused;
  gint64 paused_until; /* seconds since 1970, 0 for none */
  gint64 since;
  guint retry_delay;
};

enum
{
  SIGNAL_QUIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlWatch, pl_watch, G_TYPE_OBJECT)

static PlTrayState
tray_state (PlWatch *self)
{
  if (self->paused || !g_settings_get_boolean (self->settings, "enabled"))
    return PL_TRAY_PAUSED;

  return pl_bus_monitor_is_watching (self->monitor) && *self->problem == '\0' ? PL_TRAY_ON : PL_TRAY_PROBLEM;
}

static void
tell_status (PlWatch *self)
{
  const PlWatchStatus status = {
    .paused = self->paused || !g_settings_get_boolean (self->settings, "enabled"),
    .paused_until = self->paused_until,
    .watching = pl_bus_monitor_is_watching (self->monitor),
    .problem = self->problem,
    .tray_shown = self->tray != NULL && pl_tray_is_shown (self->tray),
    .since = self->since,
    .model = self->model,
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

static PlDeskState
look_at_desk (PlWatch *self)
{
  g_autoptr (GDateTime) local = g_date_time_new_now_local ();

  return (PlDeskState) {
    .now = g_get_real_time (),
    .minute_of_day = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)),
    .busy = pl_desk_is_busy (self->desk),
  };
}

static void schedule_expiry (PlWatch *self);

static gboolean
expire_cb (gpointer data)
{
  PlWatch *self = data;
  PlPromptBook *book = pl_pipeline_get_book (self->pipeline);
  g_autoptr (GPtrArray) gone = pl_prompt_book_expire (book, g_get_real_time ());

  self->expire_source = 0;
  for (guint i = 0; i < gone->len; i++)
    pl_notifier_withdraw (self->notifier, g_ptr_array_index (gone, i));
  schedule_expiry (self);

  return G_SOURCE_REMOVE;
}

/* One timer, and only while a prompt lives. */
static void
schedule_expiry (PlWatch *self)
{
  gint64 wake = pl_prompt_book_get_next_wake (pl_pipeline_get_book (self->pipeline));
  gint64 left = wake - g_get_real_time ();

  g_clear_handle_id (&self->expire_source, g_source_remove);
  if (wake != 0)
    self->expire_source = g_timeout_add_seconds ((guint) (MAX (left, 0) / G_TIME_SPAN_SECOND + 1), expire_cb, self);
}

static void
show_prompt (PlWatch       *self,
             PlPromptEntry *entry)
{
  /* Counted as shown first: while we wait for the server, the window may already ask. */
  pl_pipeline_shown (self->pipeline, entry, g_get_real_time ());

  if (pl_notifier_show_prompt (self->notifier, entry->id))
    {
      pl_watch_service_raise (self->service, entry->id);
      return;
    }

  set_problem (self, _("No notification server answers: a check-in could not be shown"));
}

/* Shows what may be shown now; what must wait stays in the book. */
static void
show_held (PlWatch *self)
{
  PlPromptBook *book = pl_pipeline_get_book (self->pipeline);
  PlPromptEntry *entry;

  while ((entry = pl_prompt_book_next_held (book)) != NULL)
    {
      PlDeskState desk = look_at_desk (self);
      PlDecision decision = pl_pipeline_decide (self->pipeline, entry, &desk);

      if (decision == PL_DECISION_HOLD)
        break;
      if (decision == PL_DECISION_SHOW)
        show_prompt (self, entry);
      else
        pl_prompt_book_remove (book, entry->id);
    }

  schedule_expiry (self);
}

static void
prompt_raised (PlPromptEntry *entry,
               gpointer       data)
{
  show_held (data);
}

static void
desk_freed_cb (PlDesk  *desk,
               PlWatch *self)
{
  show_held (self);
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
  pl_intake_forget_bus (pl_pipeline_get_intake (self->pipeline));

  /* A refusal does not change by asking again; Resume asks again. */
  if (g_error_matches (error, PL_BUS_MONITOR_ERROR, PL_BUS_MONITOR_ERROR_REFUSED))
    {
      set_problem (self, _("The session bus does not let Porchlight hear notifications"));
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
  if (!self->paused && g_settings_get_boolean (self->settings, "enabled"))
    pl_bus_monitor_start (self->monitor);
  else
    {
      g_clear_handle_id (&self->retry_source, g_source_remove);
      pl_bus_monitor_stop (self->monitor);
      pl_intake_forget_bus (pl_pipeline_get_intake (self->pipeline));
    }

  tell_status (self);
}

static PlPromptPolicySettings
read_policy_settings (GSettings *settings)
{
  return (PlPromptPolicySettings) {
    .quiet_hours = g_settings_get_boolean (settings, "quiet-hours-enabled"),
    .quiet_start = g_settings_get_uint (settings, "quiet-hours-start"),
    .quiet_end = g_settings_get_uint (settings, "quiet-hours-end"),
  };
}

static void
apply_settings (PlWatch *self)
{
  PlIntake *intake = pl_pipeline_get_intake (self->pipeline);
  PlPromptPolicySettings policy = read_policy_settings (self->settings);
  g_auto (GStrv) muted = g_settings_get_strv (self->settings, "muted-applications");
  g_auto (GStrv) extra = g_settings_get_strv (self->settings, "extra-applications");

  pl_intake_set_muted (intake, (const char *const *) muted);
  pl_intake_set_extra (intake, (const char *const *) extra);
  pl_intake_set_unattributed_web (intake, g_settings_get_boolean (self->settings, "read-unattributed-web"));
  pl_pipeline_set_sensitivity (self->pipeline, (PlSensitivity) g_settings_get_enum (self->settings, "sensitivity"));
  pl_pipeline_set_policy (self->pipeline, &policy);
}

static void
settings_changed_cb (GSettings  *settings,
                     const char *key,
                     PlWatch    *self)
{
  apply_settings (self);
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

static guint
seconds_until_morning (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                         g_date_time_get_day_of_month (tomorrow), MORNING_HOUR, 0, 0);

  return morning != NULL ? (guint) (g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND) : 24 * 60 * 60;
}

static void
tray_activated_cb (PlTray     *tray,
                   int         item,
                   const char *token,
                   PlWatch    *self)
{
  switch ((PlTrayItem) item)
    {
    case PL_TRAY_ITEM_PAUSE_HOUR:
      pl_watch_pause (self, 60 * 60);
      break;
    case PL_TRAY_ITEM_PAUSE_TOMORROW:
      pl_watch_pause (self, seconds_until_morning ());
      break;
    case PL_TRAY_ITEM_RESUME:
      pl_watch_resume (self);
      break;
    case PL_TRAY_ITEM_OPEN:
      pl_window_link_activate (self->session, token);
      break;
    case PL_TRAY_ITEM_CHECK:
      pl_window_link_action (self->session, "check-message", NULL, token);
      break;
    case PL_TRAY_ITEM_HELP:
      pl_window_link_action (self->session, "get-help", NULL, token);
      break;
    case PL_TRAY_ITEM_QUIT:
      pl_watch_quit (self);
      break;
    case PL_TRAY_ITEM_STATUS:
    case PL_TRAY_ITEM_FIRST_LINE:
    case PL_TRAY_ITEM_SECOND_LINE:
    case PL_TRAY_N_ITEMS:
    default:
      break;
    }
}

static void
tray_changed_cb (PlTray  *tray,
                 PlWatch *self)
{
  tell_status (self);
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
  pl_watch_answer (self, id, PL_ANSWER_NOT_NOW);
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
load_tables (PlWatch *self)
{
  PlIntake *intake = pl_pipeline_get_intake (self->pipeline);
  const char *const texts[] = { pl_notifier_get_prompt_title (), pl_notifier_get_prompt_body (), NULL };
  g_autofree char *shipped = g_build_filename (self->data_folder, "applications", NULL);
  g_autofree char *site = g_build_filename (PL_SYSCONFDIR, "porchlight", "applications", NULL);
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "porchlight", "applications", NULL);
  const char *const folders[] = { shipped, site, own };

  pl_intake_set_own_name (intake, g_dbus_connection_get_unique_name (self->session));
  pl_intake_set_own_texts (intake, texts);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;

      if (g_file_test (folders[i], G_FILE_TEST_IS_DIR) && !pl_intake_load_folder (intake, folders[i], &error))
        g_printerr ("porchlight-watch: %s\n", error->message);
    }
}

static void
pl_watch_dispose (GObject *object)
{
  PlWatch *self = PL_WATCH (object);

  if (self->server_watch != 0)
    g_bus_unwatch_name (self->server_watch);
  self->server_watch = 0;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_handle_id (&self->expire_source, g_source_remove);
  g_clear_handle_id (&self->notice_source, g_source_remove);

  if (self->monitor != NULL)
    pl_bus_monitor_stop (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->service);
  g_clear_object (&self->tray);
  g_clear_object (&self->desk);
  g_clear_object (&self->notifier);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->pipeline, pl_pipeline_free);

  G_OBJECT_CLASS (pl_watch_parent_class)->dispose (object);
}

static void
pl_watch_finalize (GObject *object)
{
  PlWatch *self = PL_WATCH (object);

  g_free (self->data_folder);
  g_free (self->bus_address);
  g_free (self->model);

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
}

static void
pl_watch_init (PlWatch *self)
{
  self->problem = "";
  self->retry_delay = RETRY_FIRST;
  self->since = g_get_real_time () / G_USEC_PER_SEC;
}

static void
build_pipeline (PlWatch  *self,
                PlEngine *engine)
{
  PlPromptPolicySettings policy = read_policy_settings (self->settings);
  PlSensitivity sensitivity = (PlSensitivity) g_settings_get_enum (self->settings, "sensitivity");

  self->model = g_strdup (pl_engine_get_version (engine));
  self->pipeline = pl_pipeline_new (engine, sensitivity, &policy, prompt_raised, self);
  load_tables (self);
  apply_settings (self);
}

static void
connect_parts (PlWatch *self)
{
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  g_signal_connect_object (self->monitor, "watching", G_CALLBACK (watching_cb), self, 0);
  g_signal_connect_object (self->monitor, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->desk, "freed", G_CALLBACK (desk_freed_cb), self, 0);
  g_signal_connect_object (self->notifier, "opened", G_CALLBACK (opened_cb), self, 0);
  g_signal_connect_object (self->notifier, "not-now", G_CALLBACK (not_now_cb), self, 0);
  g_signal_connect_object (self->notifier, "pause", G_CALLBACK (notice_pause_cb), self, 0);
  g_signal_connect_object (self->notifier, "look", G_CALLBACK (notice_look_cb), self, 0);

  if (self->tray == NULL)
    return;
  g_signal_connect_object (self->tray, "activated", G_CALLBACK (tray_activated_cb), self, 0);
  g_signal_connect_object (self->tray, "changed", G_CALLBACK (tray_changed_cb), self, 0);
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
  self->data_folder = g_strdup (options->data_folder);
  self->bus_address = g_strdup (options->bus_address);
  self->settings = g_settings_new (PL_APPLICATION_ID);
  self->notifier = pl_notifier_new ();
  build_pipeline (self, engine);
  self->monitor = pl_bus_monitor_new (options->bus_address, pl_intake_get_match_rules (), event_heard, self);
  self->desk = pl_desk_new (session);
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
  apply_listening (self);
}

/**
 * pl_watch_pause:
 * @self: a watcher
 * @seconds: for how long; 0 until pl_watch_resume ()
 */
void
pl_watch_pause (PlWatch *self,
                guint    seconds)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->paused = TRUE;
  self->paused_until = seconds > 0 ? g_get_real_time () / G_USEC_PER_SEC + seconds : 0;
  if (seconds > 0)
    self->pause_source = g_timeout_add_seconds (seconds, pause_over_cb, self);

  apply_listening (self);
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
  g_clear_handle_id (&self->pause_source, g_source_remove);
  self->paused = FALSE;
  self->paused_until = 0;
  apply_listening (self);
}

/**
 * pl_watch_drop_prompts:
 * @self: a watcher
 *
 * Withdraws every pop-up and forgets every prompt that waits.
 */
void
pl_watch_drop_prompts (PlWatch *self)
{
  pl_notifier_withdraw_all (self->notifier);
  pl_prompt_book_clear (pl_pipeline_get_book (self->pipeline));
  schedule_expiry (self);
}

/**
 * pl_watch_answer:
 * @self: a watcher
 * @id: a prompt's id
 * @answer: what the person answered
 */
void
pl_watch_answer (PlWatch    *self,
                 const char *id,
                 PlAnswer    answer)
{
  pl_notifier_withdraw (self->notifier, id);
  pl_pipeline_answer (self->pipeline, id, answer, g_get_real_time ());
  schedule_expiry (self);
}

/**
 * pl_watch_take_prompt:
 * @self: a watcher
 * @id: a prompt's id
 *
 * Returns: (transfer full) (nullable): the prompt, once; %NULL afterwards and where its half hour is over
 */
PlPrompt *
pl_watch_take_prompt (PlWatch    *self,
                      const char *id)
{
  return pl_prompt_book_take (pl_pipeline_get_book (self->pipeline), id, g_get_real_time ());
}

/**
 * pl_watch_get_wording:
 * @self: a watcher
 * @id: a prompt's id
 * @wording: (out): the number of its text
 *
 * Returns: whether the prompt still lives
 */
gboolean
pl_watch_get_wording (PlWatch    *self,
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
