// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * A session service's words go to the journal: there is none of a message among them. This program plays the journal, in a /run of its own, so that
 * it has every word and no machine's journal is touched.
 */

#include "pl-canary.h"
#include "pl-doors.h"
#include "pl-mock-server.h"
#include "pl-watcher.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define OURS "Porchlight"

/* systemd-journald(8): where programs send entries of their own, and where the output of services goes. */
#define FOLDER "/run/systemd/journal"
#define ENTRIES FOLDER "/socket"
#define OUTPUT FOLDER "/stdout"

static const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

/* A journal in place of the machine's: everything that anybody writes into it. */
typedef struct
{
  GMutex lock;
  GByteArray *written;
  int entries;
  int output;
} Journal;

static void
take_down (Journal    *journal,
           const void *bytes,
           gsize       size)
{
  g_mutex_lock (&journal->lock);
  g_byte_array_append (journal->written, bytes, (guint) size);
  g_mutex_unlock (&journal->lock);
}

static gpointer
read_entries (gpointer data)
{
  Journal *journal = data;
  char buffer[65536];
  gssize n;

  while ((n = recv (journal->entries, buffer, sizeof buffer, 0)) >= 0)
    take_down (journal, buffer, (gsize) n);

  return NULL;
}

typedef struct
{
  Journal *journal;
  int descriptor;
} Stream;

static gpointer
read_stream (gpointer data)
{
  Stream *stream = data;
  char buffer[4096];
  gssize n;

  while ((n = read (stream->descriptor, buffer, sizeof buffer)) > 0)
    take_down (stream->journal, buffer, (gsize) n);
  close (stream->descriptor);
  g_free (stream);

  return NULL;
}

static gpointer
read_output (gpointer data)
{
  Journal *journal = data;
  int descriptor;

  while ((descriptor = accept (journal->output, NULL, NULL)) >= 0)
    {
      Stream *stream = g_new (Stream, 1);

      *stream = (Stream) { journal, descriptor };
      g_thread_unref (g_thread_new ("output", read_stream, stream));
    }

  return NULL;
}

static int
open_socket (const char *path,
             int         type,
             gboolean    is_server)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int descriptor = socket (AF_UNIX, type | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  if ((is_server ? bind (descriptor, (struct sockaddr *) &address, sizeof address) : connect (descriptor, (struct sockaddr *) &address, sizeof address)) == 0)
    return descriptor;
  close (descriptor);

  return -1;
}

/* Only root may have a /run of their own. */
static Journal *
play_journal (void)
{
  Journal *journal;

  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || mount ("porchlight", "/run", "tmpfs", 0, NULL) != 0)
    return NULL;

  g_assert_cmpint (g_mkdir_with_parents (FOLDER, 0755), ==, 0);
  journal = g_new0 (Journal, 1);
  g_mutex_init (&journal->lock);
  journal->written = g_byte_array_new ();
  journal->entries = open_socket (ENTRIES, SOCK_DGRAM, TRUE);
  journal->output = open_socket (OUTPUT, SOCK_STREAM, TRUE);
  g_assert_cmpint (listen (journal->output, 8), ==, 0);
  g_thread_unref (g_thread_new ("entries", read_entries, journal));
  g_thread_unref (g_thread_new ("services", read_output, journal));

  return journal;
}

/* Each test starts from the same seed, and so with the same words. */
static void
empty (Journal *journal)
{
  g_mutex_lock (&journal->lock);
  g_byte_array_set_size (journal->written, 0);
  g_mutex_unlock (&journal->lock);
}

static gsize
get_size (Journal *journal)
{
  gsize size;

  g_mutex_lock (&journal->lock);
  size = journal->written->len;
  g_mutex_unlock (&journal->lock);

  return size;
}

static guint
search (Journal  *journal,
        PlCanary *canary)
{
  guint n;

  g_mutex_lock (&journal->lock);
  n = pl_canary_search_bytes (canary, journal->written->data, journal->written->len);
  g_mutex_unlock (&journal->lock);

  return n;
}

/* As a service manager starts it: its output and errors are the journal's. */
static GSubprocess *
start_service (PlSession *session)
{
  g_autofree char *program = pl_session_find_program ("porchlight-watch");
  int journal = open_socket (OUTPUT, SOCK_STREAM, FALSE);
  int own = dup (STDERR_FILENO);
  GSubprocess *watcher;

  g_assert_cmpint (journal, >=, 0);
  dup2 (journal, STDERR_FILENO);
  pl_session_set_environment (session, "G_MESSAGES_DEBUG", "all");
  watcher = pl_session_spawn (session, program, NULL);
  dup2 (own, STDERR_FILENO);
  close (own);
  close (journal);

  return watcher;
}

typedef struct
{
  Journal *journal;
  PlCanary *entry;
  PlCanary *output;
} Wanted;

static gboolean
are_found (gpointer data)
{
  Wanted *wanted = data;

  return search (wanted->journal, wanted->entry) > 0 && search (wanted->journal, wanted->output) > 0;
}

/* What writes there is heard, by both ways: a search that finds nothing must be able to find something. */
static void
test_the_journal_is_read (gconstpointer data)
{
  Wanted wanted = { (Journal *) data, pl_canary_new (), pl_canary_new () };
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  const GLogField field = { "MESSAGE", pl_canary_get_word (wanted.entry), -1 };
  const char *word = pl_canary_get_word (wanted.output);
  int output = open_socket (OUTPUT, SOCK_STREAM, FALSE);

  g_assert_cmpint (write (output, word, strlen (word)), >, 0);
  close (output);
  g_assert_cmpint (g_log_writer_journald (G_LOG_LEVEL_MESSAGE, &field, 1, NULL), ==, G_LOG_WRITER_HANDLED);
  g_assert_true (pl_session_wait (session, are_found, &wanted, 20));
  pl_canary_free (wanted.entry);
  pl_canary_free (wanted.output);
}

static gboolean
popup_shown (gpointer server)
{
  return pl_mock_server_count (server, OURS) > 0;
}

static int
watcher_pid (PlSession *session)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (pl_session_connect (session), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                            "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.porchlight.Watch"), NULL,
                                                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint pid;

  g_assert_nonnull (reply);
  g_variant_get (reply, "(u)", &pid);

  return (int) pid;
}

/* Heard, prompted, broken, and struck down in the middle of it. */
static void
test_no_word_is_in_it (gconstpointer data)
{
  Journal *journal = (Journal *) data;
  g_autoptr (PlSession) session = pl_session_new (PL_SESSION_BARE);
  g_autoptr (PlMockServer) server = pl_mock_server_new (pl_session_connect (session), capabilities);
  PlDoors *doors = pl_doors_new (session);
  PlCanary *canary = pl_canary_new ();
  PlCanary *sender = pl_canary_new ();
  g_autofree char *text = g_strdup_printf ("pay me 300 in gift cards tonight or i send your pictures to your whole school and your family %s", pl_canary_get_word (canary));
  g_autoptr (GSubprocess) watcher = NULL;

  empty (journal);
  watcher = start_service (session);
  g_assert_true (pl_watcher_wait_until_watching (session));
  for (guint door = 0; door < PL_N_DOORS; door++)
    pl_doors_send (doors, door, pl_canary_get_word (sender), text);
  pl_doors_send_malformed (doors, pl_canary_get_word (canary));
  g_assert_true (pl_session_wait (session, popup_shown, server, 30));
  g_assert_cmpint (kill (watcher_pid (session), SIGABRT), ==, 0);
  g_assert_true (pl_watcher_wait_until_gone (session));

  /* It does write there, and says something else. */
  g_assert_cmpuint (get_size (journal), >, 0);
  g_assert_cmpuint (search (journal, canary), ==, 0);
  g_assert_cmpuint (search (journal, sender), ==, 0);
  pl_doors_free (doors);
  pl_canary_free (canary);
  pl_canary_free (sender);
}

static void
test_missing (gconstpointer data)
{
  g_test_skip ("only root may have a /run of their own");
}

int
main (int    argc,
      char **argv)
{
  Journal *journal = play_journal ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/trust/journal/the-journal-is-read", journal, journal != NULL ? test_the_journal_is_read : test_missing);
  g_test_add_data_func ("/trust/journal/no-word-is-in-it", journal, journal != NULL ? test_no_word_is_in_it : test_missing);

  return g_test_run ();
}
