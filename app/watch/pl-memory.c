// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-memory.h"

#include "pl-conversation-table.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Evidence is kept after this many seconds, what the person answered and what was shown to them at once. */
#define DELAY 60

/* How long the last word may take when the session ends, in seconds. */
#define LAST_WORD 2

/* Bytes of the key of the name hash; the other end says the same. */
#define KEY_SIZE 32

/* More than ten thousand conversations need. */
#define LIMIT (16 * 1024 * 1024)

/* Version of the form, conversations, prompts that were shown. In version 1 evidence was counted in log-odds. */
#define SAVED_TYPE "(ua(sxaduu)a(sxuub))"
#define SAVED_VERSION 2
#define VERSION_OF_LOG_ODDS 1

extern char **environ;

/*
 * PlMemory: "Remember between sessions". It hands numbers to porchlight-vault, which keeps them encrypted; this process writes no file
 * and holds no key of it. Off unless the person chose it, and never on a shared machine.
 */
struct _PlMemory
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  char *vault;
  GByteArray *incoming;
  GByteArray *outgoing;
  GBytes *name_key; /* (nullable): from when on it remembers */
  guint read_source;
  guint write_source;
  guint save_source;

  /* Borrowed */
  PlPipeline *pipeline;

  /* State */
  int socket; /* -1 for none */
  gboolean save_is_soon;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_RESTART,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlMemory, pl_memory, G_TYPE_OBJECT)

static gboolean
is_shared (PlMemory *self)
{
  g_autofree char *mode = g_settings_get_string (self->settings, "mode");

  return g_str_equal (mode, "shared");
}

static gboolean
is_wanted (PlMemory *self)
{
  return g_settings_get_boolean (self->settings, "remember") && !is_shared (self);
}

/* A default is no choice: damaged settings must not cost what was remembered. */
static gboolean
is_refused (PlMemory *self)
{
  g_autoptr (GVariant) chosen = g_settings_get_user_value (self->settings, "remember");

  return is_shared (self) || (chosen != NULL && !g_variant_get_boolean (chosen));
}

static void
hang_up (PlMemory *self)
{
  gboolean was_on = self->name_key != NULL;

  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_handle_id (&self->write_source, g_source_remove);
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_pointer (&self->name_key, g_bytes_unref);
  g_byte_array_set_size (self->incoming, 0);
  g_byte_array_set_size (self->outgoing, 0);
  if (self->socket >= 0)
    close (self->socket);
  self->socket = -1;

  if (was_on)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
spawn_vault (PlMemory   *self,
             const char *argument,
             int         input)
{
  char *const arguments[] = { self->vault, (char *) argument, NULL };
  posix_spawn_file_actions_t actions;
  gboolean spawned;
  pid_t pid;

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, input, STDIN_FILENO);
  spawned = posix_spawn (&pid, self->vault, &actions, NULL, arguments, environ) == 0;
  posix_spawn_file_actions_destroy (&actions);

  return spawned;
}

static void
queue_order (PlMemory *self,
             char      code,
             GVariant *numbers)
{
  gsize size = numbers != NULL ? g_variant_get_size (numbers) : 0;
  guint32 length = (guint32) size + 1;

  g_byte_array_append (self->outgoing, (const guint8 *) &length, sizeof length);
  g_byte_array_append (self->outgoing, (const guint8 *) &code, 1);
  if (size > 0)
    g_byte_array_append (self->outgoing, g_variant_get_data (numbers), (guint) size);
}

/* Returns whether all is written. */
static gboolean
write_some (PlMemory *self,
            int       flags)
{
  while (self->outgoing->len > 0)
    {
      gssize n = send (self->socket, self->outgoing->data, self->outgoing->len, flags | MSG_NOSIGNAL);

      if (n <= 0)
        return FALSE;
      g_byte_array_remove_range (self->outgoing, 0, (guint) n);
    }

  return TRUE;
}

static gboolean
writable_cb (int          descriptor,
             GIOCondition condition,
             gpointer     data)
{
  PlMemory *self = data;

  if (!write_some (self, MSG_DONTWAIT) && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  self->write_source = 0;

  return G_SOURCE_REMOVE;
}

static void
flush (PlMemory *self)
{
  if (self->write_source == 0 && !write_some (self, MSG_DONTWAIT) && errno == EAGAIN)
    self->write_source = g_unix_fd_add (self->socket, G_IO_OUT, writable_cb, self);
}

static void
queue_numbers (PlMemory *self)
{
  g_autoptr (GVariant) numbers = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_is_soon = FALSE;
  numbers = g_variant_ref_sink (g_variant_new ("(u@a(sxaduu)@a(sxuub))", SAVED_VERSION, pl_pipeline_save_conversations (self->pipeline, self->name_key),
                                               pl_pipeline_save_prompts (self->pipeline, self->name_key)));
  queue_order (self, 'S', numbers);
}

static gboolean
save_cb (gpointer data)
{
  PlMemory *self = data;

  self->save_source = 0;
  /* The last one is still on its way: this one follows it, and nothing piles up. */
  if (self->outgoing->len > 0)
    self->save_source = g_timeout_add_seconds (DELAY, save_cb, self);
  else
    {
      queue_numbers (self);
      flush (self);
    }

  return G_SOURCE_REMOVE;
}

static void
changed_func (gboolean is_soon,
              gpointer data)
{
  PlMemory *self = data;

  if (self->name_key == NULL || self->save_is_soon || (self->save_source != 0 && !is_soon))
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_is_soon = is_soon;
  self->save_source = g_timeout_add_seconds (is_soon ? 0 : DELAY, save_cb, self);
}

/* The vault has checked that nobody altered it; its form is checked here all the same. */
static void
load_numbers (PlMemory     *self,
              const guint8 *bytes,
              gsize         size)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, size);
  g_autoptr (GVariant) saved = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (SAVED_TYPE), copy, FALSE));
  g_autoptr (GVariant) conversations = NULL;
  g_autoptr (GVariant) prompts = NULL;
  guint version;

  if (size == 0)
    return;
  if (!g_variant_is_normal_form (saved))
    {
      g_printerr ("porchlight-watch: %s\n", _("what was remembered cannot be read; it starts afresh"));
      return;
    }

  g_variant_get (saved, "(u@a(sxaduu)@a(sxuub))", &version, &conversations, &prompts);
  if (version == VERSION_OF_LOG_ODDS)
    {
      g_autoptr (GVariant) old = g_steal_pointer (&conversations);

      conversations = pl_conversation_table_upgrade (old);
    }
  if (version == SAVED_VERSION || version == VERSION_OF_LOG_ODDS)
    pl_pipeline_load (self->pipeline, self->name_key, conversations, prompts);
}

static void
take_answer (PlMemory     *self,
             const guint8 *bytes,
             gsize         size)
{
  if (size < 1 + KEY_SIZE || bytes[0] != 'K')
    {
      hang_up (self);
      return;
    }

  self->name_key = g_bytes_new (bytes + 1, KEY_SIZE);
  load_numbers (self, bytes + 1 + KEY_SIZE, size - 1 - KEY_SIZE);
  g_byte_array_set_size (self->incoming, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
readable_cb (int          descriptor,
             GIOCondition condition,
             gpointer     data)
{
  PlMemory *self = data;
  guint8 block[4096];
  gssize n = recv (descriptor, block, sizeof block, MSG_DONTWAIT);
  guint32 length = 0;

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n <= 0 || self->incoming->len > LIMIT)
    {
      self->read_source = 0;
      hang_up (self);
      return G_SOURCE_REMOVE;
    }

  g_byte_array_append (self->incoming, block, (guint) n);
  explicit_bzero (block, sizeof block);
  if (self->incoming->len >= sizeof length)
    memcpy (&length, self->incoming->data, sizeof length);
  if (length == 0 || self->incoming->len - sizeof length < length)
    return G_SOURCE_CONTINUE;

  take_answer (self, self->incoming->data + sizeof length, length);

  return self->read_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
erase (PlMemory *self)
{
  if (self->socket < 0)
    return;

  g_byte_array_set_size (self->outgoing, 0);
  queue_order (self, 'E', NULL);
  write_some (self, 0);
  hang_up (self);
}

static void
choice_changed_cb (GSettings  *settings,
                   const char *key,
                   PlMemory   *self)
{
  if (is_wanted (self) && self->socket < 0)
    g_signal_emit (self, signals[SIGNAL_RESTART], 0);
  else if (is_refused (self))
    erase (self);
}

static void
pl_memory_dispose (GObject *object)
{
  PlMemory *self = PL_MEMORY (object);

  hang_up (self);
  if (self->pipeline != NULL)
    pl_pipeline_set_changed_func (self->pipeline, NULL, NULL);
  self->pipeline = NULL;
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_memory_parent_class)->dispose (object);
}

static void
pl_memory_finalize (GObject *object)
{
  PlMemory *self = PL_MEMORY (object);

  g_byte_array_unref (self->incoming);
  g_byte_array_unref (self->outgoing);
  g_free (self->vault);

  G_OBJECT_CLASS (pl_memory_parent_class)->finalize (object);
}

static void
pl_memory_class_init (PlMemoryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_memory_dispose;
  object_class->finalize = pl_memory_finalize;

  /* PlMemory::changed: pl_memory_is_on () answers otherwise than before. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_MEMORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* PlMemory::restart: it was switched on; a process that has locked itself in can start no other, so it must begin anew. */
  signals[SIGNAL_RESTART] = g_signal_new ("restart", PL_TYPE_MEMORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_memory_init (PlMemory *self)
{
  self->socket = -1;
  self->incoming = g_byte_array_new ();
  self->outgoing = g_byte_array_new ();
}

/**
 * pl_memory_new:
 * @settings: the person's settings
 * @pipeline: (transfer none): whose numbers are kept; must outlive the memory
 * @vault: path of porchlight-vault
 *
 * Returns: (transfer full): a memory that is not started
 */
PlMemory *
pl_memory_new (GSettings  *settings,
               PlPipeline *pipeline,
               const char *vault)
{
  PlMemory *self = g_object_new (PL_TYPE_MEMORY, NULL);

  self->settings = g_object_ref (settings);
  self->pipeline = pipeline;
  self->vault = g_strdup (vault);
  pl_pipeline_set_changed_func (pipeline, changed_func, self);
  g_signal_connect_object (settings, "changed::remember", G_CALLBACK (choice_changed_cb), self, 0);
  g_signal_connect_object (settings, "changed::mode", G_CALLBACK (choice_changed_cb), self, 0);

  return self;
}

static void
erase_leftover (PlMemory *self)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "porchlight", "memory", NULL);

  if (is_refused (self) && g_file_test (path, G_FILE_TEST_EXISTS))
    spawn_vault (self, "--erase", STDIN_FILENO);
}

/**
 * pl_memory_start:
 * @self: a memory
 *
 * Starts the vault, where the person chose to be remembered; what it kept arrives later. Call it before the sandbox is entered.
 */
void
pl_memory_start (PlMemory *self)
{
  int ends[2];

  if (!is_wanted (self))
    {
      erase_leftover (self);
      return;
    }
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return;

  if (spawn_vault (self, NULL, ends[1]))
    {
      self->socket = ends[0];
      self->read_source = g_unix_fd_add (self->socket, G_IO_IN | G_IO_HUP, readable_cb, self);
    }
  else
    {
      g_printerr ("porchlight-watch: %s\n", _("nothing is remembered: its keeper cannot be started"));
      close (ends[0]);
    }
  close (ends[1]);
}

/**
 * pl_memory_finish:
 * @self: a memory
 *
 * Keeps what is not kept yet, and lets the vault end.
 */
void
pl_memory_finish (PlMemory *self)
{
  const struct timeval patience = { LAST_WORD, 0 };

  if (self->name_key != NULL)
    {
      setsockopt (self->socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
      queue_numbers (self);
      write_some (self, 0);
    }
  hang_up (self);
}

/**
 * pl_memory_is_on:
 * @self: a memory
 *
 * Returns: whether anything is kept beyond this session
 */
gboolean
pl_memory_is_on (PlMemory *self)
{
  return self->name_key != NULL;
}
