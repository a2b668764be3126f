// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sender-table.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Questions under way at most: whoever opens a connection for each notification must not fill the bus with ours. */
#define ASKED_MAX 16

/*
 * PlSenderTable: which program sits behind a unique name of the bus.
 *
 * It is a guess for programs that say nothing else of themselves. Nobody waits for it: the first notification of a sender asks, and
 * the next one knows. A bus never gives a unique name twice, so an answer holds until the bus is lost.
 */
struct _PlSenderTable
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *session;
  GCancellable *cancellable; /* of the questions to this bus */
  GHashTable *processes;     /* (element-type utf8 utf8): by unique name; empty where not known, or not yet */
  GQueue order;              /* (element-type utf8): the keys, oldest first; borrowed from the table */

  /* State */
  guint n_asked;
};

/* One question to the bus. */
typedef struct
{
  PlSenderTable *table;
  GCancellable *cancellable;
  char *sender;
} Question;

G_DEFINE_FINAL_TYPE (PlSenderTable, pl_sender_table, G_TYPE_OBJECT)

static void
question_free (Question *question)
{
  g_object_unref (question->table);
  g_object_unref (question->cancellable);
  g_free (question->sender);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* An updated program runs on from a file that is gone. */
static char *
read_executable (const char *folder)
{
  g_autofree char *link = g_build_filename (folder, "exe", NULL);
  char *path = g_file_read_link (link, NULL);

  if (path != NULL && g_str_has_suffix (path, " (deleted)"))
    path[strlen (path) - strlen (" (deleted)")] = '\0';

  return path;
}

/* The first argument alone: the rest is none of our business. Programs that rename themselves put everything into it. */
static char *
read_first_argument (const char *folder)
{
  g_autofree char *file = g_build_filename (folder, "cmdline", NULL);
  char buffer[512] = { 0 };
  int descriptor = open (file, O_RDONLY | O_CLOEXEC);
  gssize n = descriptor >= 0 ? read (descriptor, buffer, sizeof buffer - 1) : -1;
  char *options = strstr (buffer, " -");
  char *argument;

  if (descriptor >= 0)
    close (descriptor);
  if (options != NULL)
    *options = '\0';
  argument = n > 0 && *buffer != '\0' ? g_strdup (buffer) : NULL;
  explicit_bzero (buffer, sizeof buffer);

  return argument;
}

/**
 * pl_sender_table_name_process:
 * @pid: a process
 *
 * Reads proc(5): "exe", which a locked-in process may not follow, then the first argument in "cmdline", which it may read.
 *
 * Returns: (transfer full) (nullable): the base name of its program, valid UTF-8
 */
char *
pl_sender_table_name_process (guint pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%u", pid);
  g_autofree char *path = read_executable (folder);
  g_autofree char *name = NULL;

  if (path == NULL)
    path = read_first_argument (folder);
  if (path == NULL)
    return NULL;

  name = g_path_get_basename (path);
  if (!g_utf8_validate (name, -1, NULL) || g_str_equal (name, ".") || g_str_equal (name, G_DIR_SEPARATOR_S))
    return NULL;

  /* A login shell's argument begins with a dash. */
  return g_strdup (*name == '-' ? name + 1 : name);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Question) question = data;
  PlSenderTable *self = question->table;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  g_autofree char *process = NULL;
  g_autofree char *unknown = NULL;
  char *key;
  guint pid;

  self->n_asked--;
  if (reply == NULL || question->cancellable != self->cancellable)
    return;

  g_variant_get (reply, "(u)", &pid);
  process = pl_sender_table_name_process (pid);
  if (process == NULL || !g_hash_table_steal_extended (self->processes, question->sender, (gpointer *) &key, (gpointer *) &unknown))
    return;

  /* The key stays the one that the queue points to. */
  g_hash_table_insert (self->processes, key, g_steal_pointer (&process));
}

static void
ask (PlSenderTable *self,
     const char    *sender)
{
  Question *question = g_new (Question, 1);

  question->table = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  question->sender = g_strdup (sender);
  self->n_asked++;
  g_dbus_connection_call (self->session, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                          g_variant_new ("(s)", sender), G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          answered_cb, question);
}

static void
remember (PlSenderTable *self,
          const char    *sender)
{
  char *key = g_strdup (sender);

  while (self->order.length >= PL_SENDER_TABLE_MAX)
    g_hash_table_remove (self->processes, g_queue_pop_head (&self->order));

  g_hash_table_insert (self->processes, key, g_strdup (""));
  g_queue_push_tail (&self->order, key);
}

/**
 * pl_sender_table_look_up:
 * @self: a table
 * @event: a notification, as a monitor hears it
 *
 * Asks the bus where the sender is new, and does not wait for the answer.
 *
 * Returns: (transfer none) (nullable): the base name of the sender's program, until the main loop turns; %NULL where it is not known
 */
const char *
pl_sender_table_look_up (PlSenderTable    *self,
                         const PlBusEvent *event)
{
  const char *process;

  if (event->type != PL_BUS_EVENT_CALL || event->sender == NULL || *event->sender != ':')
    return NULL;

  process = g_hash_table_lookup (self->processes, event->sender);
  if (process == NULL && self->n_asked < ASKED_MAX)
    {
      remember (self, event->sender);
      ask (self, event->sender);
    }

  return process != NULL && *process != '\0' ? process : NULL;
}

/**
 * pl_sender_table_forget:
 * @self: a table
 *
 * The bus is lost: its unique names mean nothing on the next one. Answers that are still to come are not taken.
 */
void
pl_sender_table_forget (PlSenderTable *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_queue_clear (&self->order);
  g_hash_table_remove_all (self->processes);
}

/**
 * pl_sender_table_get_size:
 * @self: a table
 *
 * Returns: senders that are remembered, known or not
 */
guint
pl_sender_table_get_size (PlSenderTable *self)
{
  return g_hash_table_size (self->processes);
}

static void
pl_sender_table_finalize (GObject *object)
{
  PlSenderTable *self = PL_SENDER_TABLE (object);

  g_queue_clear (&self->order);
  g_hash_table_unref (self->processes);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);

  G_OBJECT_CLASS (pl_sender_table_parent_class)->finalize (object);
}

static void
pl_sender_table_class_init (PlSenderTableClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pl_sender_table_finalize;
}

static void
pl_sender_table_init (PlSenderTable *self)
{
  self->processes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->order);
}

/**
 * pl_sender_table_new:
 * @session: the bus of the senders, not a monitor's own connection
 *
 * Returns: (transfer full): a table that knows nobody
 */
PlSenderTable *
pl_sender_table_new (GDBusConnection *session)
{
  PlSenderTable *self = g_object_new (PL_TYPE_SENDER_TABLE, NULL);

  self->session = g_object_ref (session);

  return self;
}
