// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/*
 * porchlight-vault keeps the numbers of "Remember between sessions" for the watcher, which starts it with a socket as standard input:
 *
 *   vault to watcher, once:  length, 'K', key of the name hash (32 bytes), what was kept (may be empty);  or length, 'N': no key
 *   watcher to vault:        length, 'S', what to keep;  or length, 'E': erase file and key
 *
 * Lengths are 32-bit in the machine's order and count what follows them. It ends when the watcher does.
 * With --erase it removes file and key and ends.
 */

#include "pl-config.h"

#include "pl-sandbox.h"
#include "pl-vault-file.h"
#include "pl-vault-key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

/* How long --erase waits for a vault that is writing its last, in tenths of a second. */
#define ERASE_PATIENCE 100

typedef struct
{
  char *folder;
  char *path;
  int lock;
} Vault;

static void
complain (const char *what,
          const char *reason)
{
  g_printerr ("porchlight-vault: %s%s%s\n", what, reason != NULL ? ": " : "", reason != NULL ? reason : "");
}

static void
vault_init (Vault *vault)
{
  vault->folder = g_build_filename (g_get_user_state_dir (), "porchlight", NULL);
  vault->path = g_build_filename (vault->folder, "memory", NULL);
  vault->lock = -1;
}

static void
vault_clear (Vault *vault)
{
  if (vault->lock >= 0)
    close (vault->lock);
  g_free (vault->path);
  g_free (vault->folder);
}

/* One vault at a time: of two sessions the second remembers nothing, and erasing waits for the last word to be written. */
static gboolean
lock (Vault *vault,
      guint  patience)
{
  if (g_mkdir_with_parents (vault->folder, 0700) != 0)
    return FALSE;
  vault->lock = open (vault->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (vault->lock < 0)
    return FALSE;

  for (guint i = 0; flock (vault->lock, LOCK_EX | LOCK_NB) != 0; i++)
    {
      if (i == patience)
        return FALSE;
      g_usleep (G_USEC_PER_SEC / 10);
    }

  return TRUE;
}

/* The person can have chosen to forget what is damaged only by erasing: until then it is kept aside. */
static GBytes *
read_kept (Vault  *vault,
           GBytes *key)
{
  g_autoptr (GError) error = NULL;
  GBytes *plain = pl_vault_read (vault->path, key, &error);
  g_autofree char *aside = NULL;

  if (plain != NULL)
    return plain;

  complain (vault->path, error->message);
  aside = g_strconcat (vault->path, ".damaged", NULL);
  if (g_error_matches (error, PL_VAULT_ERROR, PL_VAULT_ERROR_DAMAGED))
    g_rename (vault->path, aside);

  return g_bytes_new (NULL, 0);
}

static gboolean
erase (Vault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = g_strconcat (vault->path, ".damaged", NULL);
  gboolean gone = (g_unlink (vault->path) == 0 || errno == ENOENT) && (g_unlink (aside) == 0 || errno == ENOENT);

  g_rmdir (vault->folder);
  if (!gone)
    complain (vault->path, _("could not be removed"));
  if (!pl_vault_key_erase (&error))
    complain (_("the key could not be removed from the keyring"), error->message);

  return gone;
}

static gboolean
transfer (gssize (*func) (int, void *, gsize),
          void    *bytes,
          gsize    size)
{
  for (gsize done = 0; done < size;)
    {
      gssize n = func (STDIN_FILENO, (guint8 *) bytes + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }

  return TRUE;
}

static gssize
send_some (int    descriptor,
           void  *bytes,
           gsize  size)
{
  return send (descriptor, bytes, size, MSG_NOSIGNAL);
}

static gboolean
answer (char    code,
        GBytes *name_key,
        GBytes *plain)
{
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  guint32 length = 0;

  g_byte_array_append (frame, (const guint8 *) &length, sizeof length);
  g_byte_array_append (frame, (const guint8 *) &code, 1);
  if (name_key != NULL)
    g_byte_array_append (frame, g_bytes_get_data (name_key, NULL), (guint) g_bytes_get_size (name_key));
  if (plain != NULL && g_bytes_get_size (plain) > 0)
    g_byte_array_append (frame, g_bytes_get_data (plain, NULL), (guint) g_bytes_get_size (plain));
  length = frame->len - (guint) sizeof length;
  memcpy (frame->data, &length, sizeof length);

  return transfer (send_some, frame->data, frame->len);
}

static gssize
read_some (int    descriptor,
           void  *bytes,
           gsize  size)
{
  return read (descriptor, bytes, size);
}

/* Returns the next order, its first byte what to do; NULL where the watcher ended. */
static GBytes *
receive (void)
{
  guint32 length;
  g_autofree guint8 *bytes = NULL;

  if (!transfer (read_some, &length, sizeof length) || length == 0 || length > PL_VAULT_LIMIT)
    return NULL;
  bytes = g_malloc (length);
  if (!transfer (read_some, bytes, length))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static void
keep (Vault  *vault,
      GBytes *key,
      GBytes *order)
{
  g_autoptr (GBytes) plain = g_bytes_new_from_bytes (order, 1, g_bytes_get_size (order) - 1);
  g_autoptr (GError) error = NULL;

  if (!pl_vault_write (vault->path, key, plain, &error))
    complain (_("what was learnt could not be kept; the last is still there"), error->message);
}

static int
serve (Vault  *vault,
       GBytes *key)
{
  GBytes *order;

  while ((order = receive ()) != NULL)
    {
      g_autoptr (GBytes) owned = order;

      switch (*(const char *) g_bytes_get_data (order, NULL))
        {
        case 'S':
          keep (vault, key, order);
          break;
        case 'E':
          return erase (vault) ? 0 : 1;
        default:
          return 1;
        }
    }

  return 0;
}

static int
refuse (const char *what,
        const char *reason)
{
  complain (what, reason);
  answer ('N', NULL, NULL);

  return 1;
}

/* No core, no internet, no other file. */
static void
close_the_door (Vault *vault)
{
  const char *const readable[] = { "/usr", "/etc", "/lib", "/lib64", "/run", "/proc", "/dev", PL_LOCALEDIR, NULL };
  const char *const writable[] = { g_get_user_runtime_dir (), vault->folder, NULL };
  g_autoptr (GError) error = NULL;
  PlSandboxReport report;

  if (!pl_sandbox_enter (readable, writable, &report, &error))
    complain (_("the memory could not lock itself in"), error->message);
}

static int
run (Vault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GBytes) name_key = NULL;
  g_autoptr (GBytes) plain = NULL;

  /* The watcher is told to end first, and its last word comes after that. */
  signal (SIGTERM, SIG_IGN);
  signal (SIGINT, SIG_IGN);
  signal (SIGHUP, SIG_IGN);

  if (!lock (vault, 0))
    return refuse (_("nothing is remembered: the folder cannot be used, or another session uses it"), vault->folder);
  close_the_door (vault);
  key = pl_vault_key_fetch (&error);
  if (key == NULL)
    return refuse (_("nothing is remembered: the keyring gives no key"), error != NULL ? error->message : NULL);

  name_key = pl_vault_derive_name_key (key);
  plain = read_kept (vault, key);

  return answer ('K', name_key, plain) ? serve (vault, key) : 0;
}

int
main (int    argc,
      char **argv)
{
  Vault vault;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PORCHLIGHT_LOCALES") != NULL ? g_getenv ("PORCHLIGHT_LOCALES") : PL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (sodium_init () < 0)
    return 1;

  vault_init (&vault);
  if (argc == 2 && strcmp (argv[1], "--erase") == 0)
    {
      /* Whoever holds the lock for longer is a watcher that was not asked to end. */
      if (!lock (&vault, ERASE_PATIENCE))
        complain (_("another session still uses it"), vault.folder);
      status = erase (&vault) ? 0 : 1;
    }
  else
    status = run (&vault);
  vault_clear (&vault);

  return status;
}
