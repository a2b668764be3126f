// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each bit is a thing that the child must not, or must, be able to do. */
enum
{
  LEAK_INTERNET = 1 << 0,
  LEAK_INTERNET6 = 1 << 1,
  LEAK_NETLINK = 1 << 2,
  LEAK_EXEC = 1 << 3,
  LEAK_PTRACE = 1 << 4,
  LEAK_READ = 1 << 5,
  LEAK_WRITE = 1 << 6,
  LEAK_DUMP = 1 << 7,
  LOST_LOCAL_SOCKET = 1 << 8,
  LOST_WRITABLE = 1 << 9,
  LOST_READABLE = 1 << 10,
  NOT_ENTERED = 1 << 11,
};

typedef struct
{
  char *allowed;
  char *readable;
  char *closed;
} Folders;

static int
can_open_socket (int family)
{
  int descriptor = socket (family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (descriptor >= 0)
    close (descriptor);

  return descriptor >= 0;
}

static gboolean
can_open (const char *folder,
          int         flags)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  int descriptor = open (path, flags | O_CLOEXEC, 0600);

  if (descriptor >= 0)
    close (descriptor);

  return descriptor >= 0;
}

static guint
try_everything (const Folders *folders,
                gboolean       landlock)
{
  char *const arguments[] = { (char *) "/bin/true", NULL };
  struct rlimit core;
  guint found = 0;

  found |= can_open_socket (AF_INET) ? LEAK_INTERNET : 0;
  found |= can_open_socket (AF_INET6) ? LEAK_INTERNET6 : 0;
  found |= can_open_socket (AF_NETLINK) ? LEAK_NETLINK : 0;
  found |= can_open_socket (AF_UNIX) ? 0 : LOST_LOCAL_SOCKET;
  found |= execv ("/bin/true", arguments) == -1 && errno == EPERM ? 0 : LEAK_EXEC;
  found |= ptrace (PTRACE_TRACEME, 0, NULL, NULL) == -1 ? 0 : LEAK_PTRACE;
  found |= can_open (folders->allowed, O_RDWR) ? 0 : LOST_WRITABLE;
  found |= can_open (folders->readable, O_RDONLY) ? 0 : LOST_READABLE;
  getrlimit (RLIMIT_CORE, &core);
  found |= core.rlim_max == 0 && prctl (PR_GET_DUMPABLE) == 0 ? 0 : LEAK_DUMP;

  if (landlock)
    {
      found |= can_open (folders->closed, O_RDONLY) ? LEAK_READ : 0;
      found |= can_open (folders->readable, O_WRONLY) ? LEAK_WRITE : 0;
    }

  return found;
}

/* The sandbox is for good: every try is made in a child, which answers through a pipe. */
static guint
run_child (const Folders *folders,
           gboolean      *landlock)
{
  const char *const readable[] = { "/usr", "/etc", "/lib", "/lib64", "/proc", folders->readable, NULL };
  const char *const writable[] = { folders->allowed, NULL };
  PlSandboxReport report = { 0 };
  guint answer[2] = { 0, 0 };
  int ends[2];
  int status;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  if (pid == 0)
    {
      if (!pl_sandbox_enter (readable, writable, &report, NULL))
        answer[0] |= NOT_ENTERED;
      answer[0] |= try_everything (folders, report.landlock);
      answer[1] = report.landlock;
      _exit (write (ends[1], answer, sizeof answer) == sizeof answer ? 0 : 1);
    }

  close (ends[1]);
  g_assert_cmpint (read (ends[0], answer, sizeof answer), ==, sizeof answer);
  close (ends[0]);
  waitpid (pid, &status, 0);
  *landlock = answer[1] != 0;

  return answer[0];
}

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));

  return folder;
}

static void
remove_folder (char *folder)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);

  g_unlink (path);
  g_rmdir (folder);
  g_free (folder);
}

static void
test_the_door_is_closed (void)
{
  Folders folders = { make_folder (), make_folder (), make_folder () };
  gboolean landlock;

  g_assert_cmpuint (run_child (&folders, &landlock), ==, 0);
  if (!landlock)
    g_test_message ("this kernel has no Landlock: files were not tried");

  remove_folder (folders.allowed);
  remove_folder (folders.readable);
  remove_folder (folders.closed);
}

/* The same tries succeed without the sandbox: they can fail. */
static void
test_the_tries_can_fail (void)
{
  char *closed = make_folder ();

  g_assert_true (can_open_socket (AF_INET));
  g_assert_true (can_open (closed, O_RDONLY));
  remove_folder (closed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/sandbox/the-door-is-closed", test_the_door_is_closed);
  g_test_add_func ("/watch/sandbox/the-tries-can-fail", test_the_tries_can_fail);

  return g_test_run ();
}
