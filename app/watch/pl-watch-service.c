// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-watch-service.h"

#include "pl-self-test.h"

#define OBJECT_PATH "/org/porchlight/Watch"
#define ERROR_NO_PROMPT "org.porchlight.Watch1.Error.NoPrompt"
#define ERROR_REFUSED "org.porchlight.Watch1.Error.Refused"

/* How long SelfTest listens. */
#define SELF_TEST_SECONDS 5

/* PlWatchService: org.porchlight.Watch1 on the bus, over a PlWatch that does the work. */
struct _PlWatchService
{
  PlWatch1Skeleton parent_instance;

  /* Owned */
  char *nonce;                       /* (nullable): while a self-test listens */
  GDBusMethodInvocation *invocation; /* (nullable): whom to answer then */
  guint timeout;

  /* Borrowed */
  PlWatch *watch;
};

enum
{
  PROP_SOURCES = 1,
  PROP_SKIPPED,
};

G_DEFINE_FINAL_TYPE (PlWatchService, pl_watch_service, PL_TYPE_WATCH1_SKELETON)

static gboolean
pause_cb (PlWatch1              *skeleton,
          GDBusMethodInvocation *invocation,
          guint                  seconds,
          PlWatchService        *self)
{
  pl_watch_pause (self->watch, seconds);
  pl_watch1_complete_pause (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
resume_cb (PlWatch1              *skeleton,
           GDBusMethodInvocation *invocation,
           PlWatchService        *self)
{
  pl_watch_resume (self->watch);
  pl_watch1_complete_resume (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_prompt_cb (PlWatch1              *skeleton,
               GDBusMethodInvocation *invocation,
               const char            *id,
               PlWatchService        *self)
{
  g_autoptr (PlPrompt) prompt = pl_prompter_take (pl_watch_get_prompter (self->watch), id);

  if (prompt == NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR_NO_PROMPT, "no such prompt, or it is over");
  else
    g_dbus_method_invocation_return_value (invocation, pl_prompt_to_variant (prompt));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
get_wording_cb (PlWatch1              *skeleton,
                GDBusMethodInvocation *invocation,
                const char            *id,
                PlWatchService        *self)
{
  guint wording;

  if (!pl_prompter_get_wording (pl_watch_get_prompter (self->watch), id, &wording))
    g_dbus_method_invocation_return_dbus_error (invocation, ERROR_NO_PROMPT, "no such prompt, or it is over");
  else
    pl_watch1_complete_get_wording (skeleton, invocation, wording);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
answer_cb (PlWatch1              *skeleton,
           GDBusMethodInvocation *invocation,
           const char            *id,
           const char            *name,
           PlWatchService        *self)
{
  PlAnswer answer;

  if (!pl_answer_from_name (name, &answer))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, ERROR_REFUSED, "an answer is opened, not-now, fine or helped");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  pl_prompter_answer (pl_watch_get_prompter (self->watch), id, answer);
  pl_watch1_complete_answer (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
drop_prompts_cb (PlWatch1              *skeleton,
                 GDBusMethodInvocation *invocation,
                 PlWatchService        *self)
{
  pl_prompter_drop (pl_watch_get_prompter (self->watch));
  pl_watch1_complete_drop_prompts (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
end_visit_cb (PlWatch1              *skeleton,
              GDBusMethodInvocation *invocation,
              PlWatchService        *self)
{
  pl_watch_end_visit (self->watch);
  pl_watch1_complete_end_visit (skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
end_self_test (PlWatchService *self,
               gboolean        heard)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->nonce, g_free);
  if (self->invocation != NULL)
    pl_watch1_complete_self_test (PL_WATCH1 (self), g_steal_pointer (&self->invocation), heard);
}

static gboolean
self_test_over_cb (gpointer data)
{
  PlWatchService *self = data;

  self->timeout = 0;
  end_self_test (self, FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
self_test_cb (PlWatch1              *skeleton,
              GDBusMethodInvocation *invocation,
              const char            *nonce,
              PlWatchService        *self)
{
  if (self->nonce != NULL || !pl_self_test_is_nonce (nonce))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, ERROR_REFUSED, "a nonce has 16 to 64 letters and digits, one test at a time");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  self->nonce = g_strdup (nonce);
  self->invocation = invocation;
  self->timeout = g_timeout_add_seconds (SELF_TEST_SECONDS, self_test_over_cb, self);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
quit_cb (PlWatch1              *skeleton,
         GDBusMethodInvocation *invocation,
         PlWatchService        *self)
{
  pl_watch1_complete_quit (skeleton, invocation);
  pl_watch_quit (self->watch);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Counted when somebody asks, not with each message. */
static void
pl_watch_service_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *spec)
{
  PlWatchService *self = PL_WATCH_SERVICE (object);

  switch (id)
    {
    case PROP_SOURCES:
      g_value_take_variant (value, g_variant_ref_sink (pl_watch_list_sources (self->watch)));
      break;
    case PROP_SKIPPED:
      g_value_set_uint64 (value, pl_watch_get_skipped (self->watch));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      break;
    }
}

/* The interface makes every property writable within the program; these two are not. */
static void
pl_watch_service_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *spec)
{
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
pl_watch_service_dispose (GObject *object)
{
  PlWatchService *self = PL_WATCH_SERVICE (object);

  /* Whoever waits gets an answer. */
  end_self_test (self, FALSE);
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self));

  G_OBJECT_CLASS (pl_watch_service_parent_class)->dispose (object);
}

static void
pl_watch_service_class_init (PlWatchServiceClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_watch_service_dispose;
  object_class->get_property = pl_watch_service_get_property;
  object_class->set_property = pl_watch_service_set_property;

  g_object_class_override_property (object_class, PROP_SOURCES, "sources");
  g_object_class_override_property (object_class, PROP_SKIPPED, "skipped");
}

static void
pl_watch_service_init (PlWatchService *self)
{
  PlWatch1 *skeleton = PL_WATCH1 (self);

  pl_watch1_set_version (skeleton, PL_VERSION);

  g_signal_connect (skeleton, "handle-pause", G_CALLBACK (pause_cb), self);
  g_signal_connect (skeleton, "handle-resume", G_CALLBACK (resume_cb), self);
  g_signal_connect (skeleton, "handle-get-prompt", G_CALLBACK (get_prompt_cb), self);
  g_signal_connect (skeleton, "handle-get-wording", G_CALLBACK (get_wording_cb), self);
  g_signal_connect (skeleton, "handle-answer", G_CALLBACK (answer_cb), self);
  g_signal_connect (skeleton, "handle-drop-prompts", G_CALLBACK (drop_prompts_cb), self);
  g_signal_connect (skeleton, "handle-end-visit", G_CALLBACK (end_visit_cb), self);
  g_signal_connect (skeleton, "handle-self-test", G_CALLBACK (self_test_cb), self);
  g_signal_connect (skeleton, "handle-quit", G_CALLBACK (quit_cb), self);
}

/**
 * pl_watch_service_new:
 * @session: the session bus
 * @watch: (transfer none): who does the work; must outlive the service
 * @error: from the bus
 *
 * Returns: (transfer full) (nullable): the service, exported
 */
PlWatchService *
pl_watch_service_new (GDBusConnection  *session,
                      PlWatch          *watch,
                      GError          **error)
{
  g_autoptr (PlWatchService) self = g_object_new (PL_TYPE_WATCH_SERVICE, NULL);

  self->watch = watch;
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self), session, OBJECT_PATH, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * pl_watch_service_set_status:
 * @self: a service
 * @status: what to say; only what changed is announced
 */
void
pl_watch_service_set_status (PlWatchService      *self,
                             const PlWatchStatus *status)
{
  pl_watch1_set_paused (PL_WATCH1 (self), status->paused);
  pl_watch1_set_paused_until (PL_WATCH1 (self), status->paused_until);
  pl_watch1_set_watching (PL_WATCH1 (self), status->watching);
  pl_watch1_set_problem (PL_WATCH1 (self), status->problem);
  pl_watch1_set_tray_shown (PL_WATCH1 (self), status->tray_shown);
  pl_watch1_set_since (PL_WATCH1 (self), status->since);
  pl_watch1_set_model_version (PL_WATCH1 (self), status->model);
  pl_watch1_set_remembers (PL_WATCH1 (self), status->remembers);
}

/**
 * pl_watch_service_raise:
 * @self: a service
 * @id: of a prompt whose pop-up is shown
 */
void
pl_watch_service_raise (PlWatchService *self,
                        const char     *id)
{
  pl_watch1_emit_prompt_raised (PL_WATCH1 (self), id);
}

/**
 * pl_watch_service_hear:
 * @self: a service
 * @event: one event of the bus, for a self-test that listens
 */
void
pl_watch_service_hear (PlWatchService   *self,
                       const PlBusEvent *event)
{
  if (self->nonce != NULL && pl_self_test_matches (event, self->nonce))
    end_self_test (self, TRUE);
}
