// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch-client.h"

#include "pl-flatpak.h"
#include "pl-watch1.h"

#define WATCH_NAME "org.porchlight.Watch"
#define WATCH_PATH "/org/porchlight/Watch"
#define NO_PROMPT "org.porchlight.Watch1.Error.NoPrompt"

struct _PlWatchClient
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *connection; /* (nullable): no session bus */
  PlWatch1 *proxy;             /* (nullable) until it is made */
};

/**
 * PlWatchClient:
 *
 * The window's view of the watcher. It works with none running: every question then has a quiet answer.
 * The signal "changed" says that any of the answers may be another now.
 */
G_DEFINE_FINAL_TYPE (PlWatchClient, pl_watch_client, G_TYPE_OBJECT)

G_DEFINE_QUARK (pl-watch-client-error-quark, pl_watch_client_error)

static guint changed_signal;

static void
pl_watch_client_dispose (GObject *object)
{
  PlWatchClient *self = PL_WATCH_CLIENT (object);

  if (self->proxy != NULL)
    g_signal_handlers_disconnect_by_data (self->proxy, self);
  g_clear_object (&self->proxy);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (pl_watch_client_parent_class)->dispose (object);
}

static void
pl_watch_client_class_init (PlWatchClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_watch_client_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_watch_client_init (PlWatchClient *self)
{
}

static void
proxy_changed_cb (PlWatchClient *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* The one place where errors of the bus become ours. */
static void
set_error_from_bus (GError       **error,
                    const GError  *bus_error)
{
  g_autofree char *remote = g_dbus_error_get_remote_error (bus_error);

  if (g_strcmp0 (remote, NO_PROMPT) == 0)
    g_set_error_literal (error, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_GONE, "The prompt is over");
  else if (g_error_matches (bus_error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           g_error_matches (bus_error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    g_set_error_literal (error, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_NOT_RUNNING, "The watcher is not running");
  else
    g_set_error (error, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_FAILED, "The watcher did not answer: %s", bus_error->message);
}

static void
proxy_ready_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (PlWatchClient) self = data;
  g_autoptr (GError) error = NULL;

  self->proxy = pl_watch1_proxy_new_finish (result, &error);
  if (self->proxy == NULL)
    {
      g_debug ("No proxy for the watcher: %s", error->message);
      return;
    }

  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (self->proxy), 8000);
  g_signal_connect_swapped (self->proxy, "g-properties-changed", G_CALLBACK (proxy_changed_cb), self);
  g_signal_connect_swapped (self->proxy, "notify::g-name-owner", G_CALLBACK (proxy_changed_cb), self);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * pl_watch_client_new:
 * @connection: (nullable): the session bus
 *
 * Returns: (transfer full): the client; its answers are those for "not running" until the bus has been asked
 */
PlWatchClient *
pl_watch_client_new (GDBusConnection *connection)
{
  PlWatchClient *self = g_object_new (PL_TYPE_WATCH_CLIENT, NULL);

  if (connection == NULL)
    return self;

  self->connection = g_object_ref (connection);
  pl_watch1_proxy_new (connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, WATCH_NAME, WATCH_PATH, NULL,
                       proxy_ready_cb, g_object_ref (self));

  return self;
}

/**
 * pl_watch_client_is_running:
 * @self: a client
 *
 * Returns: whether a watcher is on the bus
 */
gboolean
pl_watch_client_is_running (PlWatchClient *self)
{
  g_autofree char *owner = NULL;

  if (self->proxy == NULL)
    return FALSE;

  owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->proxy));
  return owner != NULL;
}

/**
 * pl_watch_client_is_watching:
 * @self: a client
 *
 * Returns: whether notifications are being heard now
 */
gboolean
pl_watch_client_is_watching (PlWatchClient *self)
{
  return pl_watch_client_is_running (self) && pl_watch1_get_watching (self->proxy);
}

/**
 * pl_watch_client_is_paused:
 * @self: a client
 *
 * Returns: whether somebody paused the watcher
 */
gboolean
pl_watch_client_is_paused (PlWatchClient *self)
{
  return pl_watch_client_is_running (self) && pl_watch1_get_paused (self->proxy);
}

/**
 * pl_watch_client_get_paused_until:
 * @self: a client
 *
 * Returns: seconds since 1970 at which it listens again by itself, 0 where it does not
 */
gint64
pl_watch_client_get_paused_until (PlWatchClient *self)
{
  return pl_watch_client_is_paused (self) ? pl_watch1_get_paused_until (self->proxy) : 0;
}

/**
 * pl_watch_client_get_problem:
 * @self: a client
 *
 * Returns: (transfer none): one plain line on why nothing is heard, or ""
 */
const char *
pl_watch_client_get_problem (PlWatchClient *self)
{
  const char *problem = pl_watch_client_is_running (self) ? pl_watch1_get_problem (self->proxy) : NULL;

  return problem != NULL ? problem : "";
}

/**
 * pl_watch_client_get_model_version:
 * @self: a client
 *
 * Returns: (transfer none): version and date of the watcher's model, or ""
 */
const char *
pl_watch_client_get_model_version (PlWatchClient *self)
{
  const char *version = pl_watch_client_is_running (self) ? pl_watch1_get_model_version (self->proxy) : NULL;

  return version != NULL ? version : "";
}

/**
 * pl_watch_client_is_tray_shown:
 * @self: a client
 *
 * Returns: whether a tray shows the icon
 */
gboolean
pl_watch_client_is_tray_shown (PlWatchClient *self)
{
  return pl_watch_client_is_running (self) && pl_watch1_get_tray_shown (self->proxy);
}

/**
 * pl_watch_client_get_sources:
 * @self: a client
 *
 * Returns: (transfer none) (nullable): an a(ssuu) of program, "seen", "hidden" or "not-seen", heard and read
 */
GVariant *
pl_watch_client_get_sources (PlWatchClient *self)
{
  return pl_watch_client_is_running (self) ? pl_watch1_get_sources (self->proxy) : NULL;
}

/**
 * pl_watch_client_get_since:
 * @self: a client
 *
 * Returns: seconds since 1970 at which the watcher started, 0 where none runs
 */
gint64
pl_watch_client_get_since (PlWatchClient *self)
{
  return pl_watch_client_is_running (self) ? pl_watch1_get_since (self->proxy) : 0;
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  static const char *const argv[] = { "porchlight-watch", NULL };
  g_autoptr (GError) error = NULL;

  if (reply == NULL && !g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &error))
    g_debug ("The watcher could not be started: %s", error->message);
}

/**
 * pl_watch_client_start:
 * @self: a client
 *
 * Asks the bus to start the watcher, and starts the program itself where the bus knows none; inside a sandbox starts it beside us,
 * where it may hear anything. Whether it came up is seen by the signal "changed". A second start is harmless.
 */
void
pl_watch_client_start (PlWatchClient *self)
{
  g_autofree char *address = NULL;

  if (self->connection == NULL)
    return;

  if (pl_flatpak_is_inside ())
    {
      address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
      if (pl_flatpak_may_watch (address))
        pl_flatpak_start_watch ();
      return;
    }

  g_dbus_connection_call (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "StartServiceByName", g_variant_new ("(su)", WATCH_NAME, 0), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, started_cb, NULL);
}

/**
 * pl_watch_client_pause:
 * @self: a client
 * @seconds: how long, in seconds; 0 until it is resumed
 */
void
pl_watch_client_pause (PlWatchClient *self,
                       guint          seconds)
{
  if (pl_watch_client_is_running (self))
    pl_watch1_call_pause (self->proxy, seconds, NULL, NULL, NULL);
}

/**
 * pl_watch_client_resume:
 * @self: a client
 */
void
pl_watch_client_resume (PlWatchClient *self)
{
  if (pl_watch_client_is_running (self))
    pl_watch1_call_resume (self->proxy, NULL, NULL, NULL);
}

/* The calls below go by the connection: a window that a pop-up has just started has no proxy yet. */
static void
call (PlWatchClient       *self,
      const char          *method,
      GVariant            *arguments,
      const char          *reply_type,
      int                  timeout,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             data)
{
  g_dbus_connection_call (self->connection, WATCH_NAME, WATCH_PATH, "org.porchlight.Watch1", method, arguments,
                          reply_type != NULL ? G_VARIANT_TYPE (reply_type) : NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout, cancellable, callback, data);
}

static void
sources_ready_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (PlWatchClient) self = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) sources = NULL;

  if (reply == NULL || self->proxy == NULL)
    return;

  g_variant_get (reply, "(v)", &sources);
  g_dbus_proxy_set_cached_property (G_DBUS_PROXY (self->proxy), "Sources", sources);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * pl_watch_client_refresh:
 * @self: a client
 *
 * Asks what was heard until now: the watcher does not say so by itself, since that would tell when somebody writes.
 * The answer is seen by the signal "changed".
 */
void
pl_watch_client_refresh (PlWatchClient *self)
{
  if (self->connection != NULL)
    g_dbus_connection_call (self->connection, WATCH_NAME, WATCH_PATH, "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", "org.porchlight.Watch1", "Sources"), G_VARIANT_TYPE ("(v)"),
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, sources_ready_cb, g_object_ref (self));
}

/**
 * pl_watch_client_drop_prompts:
 * @self: a client
 *
 * Withdraws every pop-up and forgets every prompt that waits. The call is on its way when this returns.
 */
void
pl_watch_client_drop_prompts (PlWatchClient *self)
{
  if (self->connection == NULL)
    return;

  call (self, "DropPrompts", NULL, NULL, -1, NULL, NULL, NULL);
  g_dbus_connection_flush (self->connection, NULL, NULL, NULL);
}

/**
 * pl_watch_client_end_visit:
 * @self: a client
 *
 * On a machine with guests: this one is done.
 */
void
pl_watch_client_end_visit (PlWatchClient *self)
{
  if (self->connection != NULL)
    call (self, "EndVisit", NULL, NULL, -1, NULL, NULL, NULL);
}

/**
 * pl_watch_client_answer:
 * @self: a client
 * @id: id of a prompt
 * @answer: what the person chose
 */
void
pl_watch_client_answer (PlWatchClient *self,
                        const char    *id,
                        PlAnswer       answer)
{
  if (self->connection != NULL)
    call (self, "Answer", g_variant_new ("(ss)", id, pl_answer_get_name (answer)), NULL, -1, NULL, NULL, NULL);
}

/* A question for a prompt on its way: first the prompt, then its wording. */
typedef struct
{
  char *id;
  GVariant *prompt; /* (nullable) until the first answer */
} Asking;

static void
asking_free (Asking *self)
{
  g_free (self->id);
  g_clear_pointer (&self->prompt, g_variant_unref);
  g_free (self);
}

static void
wording_ready_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  Asking *asking = g_task_get_task_data (task);
  PlPrompt *prompt;
  guint wording = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &wording);

  prompt = pl_prompt_from_variant (asking->prompt, wording);
  if (prompt == NULL)
    g_task_return_new_error (task, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_FAILED, "The watcher's answer is not a prompt");
  else
    g_task_return_pointer (task, prompt, (GDestroyNotify) pl_prompt_unref);
}

static void
prompt_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) bus_error = NULL;
  PlWatchClient *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &bus_error);
  if (reply == NULL)
    {
      GError *error = NULL;

      set_error_from_bus (&error, bus_error);
      g_task_return_error (task, error);
      return;
    }

  asking->prompt = g_steal_pointer (&reply);
  call (self, "GetWording", g_variant_new ("(s)", asking->id), "(u)", -1, g_task_get_cancellable (task),
        wording_ready_cb, g_object_ref (task));
}

/**
 * pl_watch_client_get_prompt:
 * @self: a client
 * @id: id of a prompt
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @data: for @callback
 *
 * Gets a prompt and which of the rotating texts to show. An id works once.
 */
void
pl_watch_client_get_prompt (PlWatchClient       *self,
                            const char          *id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Asking *asking;

  if (self->connection == NULL)
    {
      g_task_return_new_error (task, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_NOT_RUNNING, "There is no session bus");
      return;
    }

  asking = g_new0 (Asking, 1);
  asking->id = g_strdup (id);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  call (self, "GetPrompt", g_variant_new ("(s)", id), "(ssass)", -1, cancellable, prompt_ready_cb, g_object_ref (task));
}

/**
 * pl_watch_client_get_prompt_finish:
 * @self: a client
 * @result: of the callback
 * @error: %PL_WATCH_CLIENT_ERROR
 *
 * Returns: (transfer full): the prompt, %NULL with @error set
 */
PlPrompt *
pl_watch_client_get_prompt_finish (PlWatchClient  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
self_test_ready_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) bus_error = NULL;
  gboolean heard = FALSE;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &bus_error);
  if (reply == NULL)
    {
      GError *error = NULL;

      set_error_from_bus (&error, bus_error);
      g_task_return_error (task, error);
      return;
    }

  g_variant_get (reply, "(b)", &heard);
  g_task_return_int (task, heard);
}

/**
 * pl_watch_client_self_test:
 * @self: a client
 * @nonce: letters and digits made for this test alone
 * @cancellable: (nullable): to give up
 * @callback: called when it was heard, or after about five seconds
 * @data: for @callback
 *
 * Asks the watcher to listen for @nonce; send the notification after this returns.
 */
void
pl_watch_client_self_test (PlWatchClient       *self,
                           const char          *nonce,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (self->connection == NULL)
    {
      g_task_return_new_error (task, PL_WATCH_CLIENT_ERROR, PL_WATCH_CLIENT_ERROR_NOT_RUNNING, "There is no session bus");
      return;
    }

  call (self, "SelfTest", g_variant_new ("(s)", nonce), "(b)", 8000, cancellable, self_test_ready_cb, g_object_ref (task));
}

/**
 * pl_watch_client_self_test_finish:
 * @self: a client
 * @result: of the callback
 * @heard: (out): whether the notification came by
 * @error: %PL_WATCH_CLIENT_ERROR
 *
 * Returns: whether the watcher answered at all
 */
gboolean
pl_watch_client_self_test_finish (PlWatchClient  *self,
                                  GAsyncResult   *result,
                                  gboolean       *heard,
                                  GError        **error)
{
  gssize answer = g_task_propagate_int (G_TASK (result), error);

  *heard = answer > 0;
  return answer >= 0;
}
