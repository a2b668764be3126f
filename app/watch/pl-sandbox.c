// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights of Landlock's first ABI (Linux 5.13); later ones are added where the kernel knows them. */
#define READ_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE)
#define WRITE_RIGHTS (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
                      LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | \
                      LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
                      LANDLOCK_ACCESS_FS_MAKE_SYM)

G_DEFINE_QUARK (pl-sandbox-error-quark, pl_sandbox_error)

static gboolean
refuse (GError     **error,
        const char  *what)
{
  g_set_error (error, PL_SANDBOX_ERROR, PL_SANDBOX_ERROR_FAILED, "%s: %s", what, g_strerror (errno));

  return FALSE;
}

static gboolean
forbid_dumps (GError **error)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    return refuse (error, "core dumps cannot be turned off");
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return refuse (error, "other programs cannot be kept out of our memory");
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return refuse (error, "new privileges cannot be given up");

  return TRUE;
}

/* No C library in use wraps Landlock's three calls. */
static int
landlock_create (const struct landlock_ruleset_attr *attributes,
                 gsize                               size,
                 guint32                             flags)
{
  return (int) syscall (SYS_landlock_create_ruleset, attributes, size, flags);
}

static guint64
rights_for (int     descriptor,
            guint64 rights)
{
  struct stat info;

  if (fstat (descriptor, &info) == 0 && !S_ISDIR (info.st_mode))
    return rights & FILE_RIGHTS;

  return rights;
}

/* A folder that is not there needs no rule. */
static gboolean
allow_folders (int                ruleset,
               const char *const *folders,
               guint64            rights)
{
  for (gsize i = 0; folders[i] != NULL; i++)
    {
      struct landlock_path_beneath_attr rule = { 0 };
      int descriptor = open (folders[i], O_PATH | O_CLOEXEC);
      int result;

      if (descriptor < 0)
        continue;

      rule.parent_fd = descriptor;
      rule.allowed_access = rights_for (descriptor, rights);
      result = (int) syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
      close (descriptor);
      if (result != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
enter_landlock (const char *const *readable,
                const char *const *writable)
{
  struct landlock_ruleset_attr attributes = { 0 };
  gboolean entered;
  int ruleset;

  if (landlock_create (NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
    return FALSE;

  attributes.handled_access_fs = READ_RIGHTS | WRITE_RIGHTS | LANDLOCK_ACCESS_FS_EXECUTE;
  ruleset = landlock_create (&attributes, sizeof attributes, 0);
  if (ruleset < 0)
    return FALSE;

  entered = allow_folders (ruleset, readable, READ_RIGHTS) && allow_folders (ruleset, writable, READ_RIGHTS | WRITE_RIGHTS) &&
            syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);

  return entered;
}

static gboolean
add_rules (scmp_filter_ctx context)
{
  const int forbidden[] = {
    SCMP_SYS (execve),
    SCMP_SYS (execveat),
    SCMP_SYS (ptrace),
    SCMP_SYS (process_vm_readv),
    SCMP_SYS (process_vm_writev),
    SCMP_SYS (mount),
    SCMP_SYS (umount2),
    SCMP_SYS (bpf),
    SCMP_SYS (keyctl),
    SCMP_SYS (add_key),
    SCMP_SYS (request_key),
    SCMP_SYS (perf_event_open),
    SCMP_SYS (userfaultfd),
    SCMP_SYS (io_uring_setup),
    SCMP_SYS (unshare),
    SCMP_SYS (setns),
  };

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      if (seccomp_rule_add (context, SCMP_ACT_ERRNO (EPERM), forbidden[i], 0) != 0)
        return FALSE;
    }

  return seccomp_rule_add (context, SCMP_ACT_ERRNO (EAFNOSUPPORT), SCMP_SYS (socket), 1, SCMP_A0 (SCMP_CMP_NE, AF_UNIX)) == 0;
}

/* Every thread is bound: GLib's are running already. */
static gboolean
enter_seccomp (GError **error)
{
  scmp_filter_ctx context = seccomp_init (SCMP_ACT_ALLOW);
  gboolean entered = context != NULL && seccomp_attr_set (context, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && add_rules (context) &&
                     seccomp_load (context) == 0;

  if (context != NULL)
    seccomp_release (context);

  if (!entered)
    return refuse (error, "system calls cannot be limited");

  return TRUE;
}

/**
 * pl_sandbox_enter:
 * @readable: (array zero-terminated=1): files and folders that may be read; missing ones are passed over
 * @writable: (array zero-terminated=1): folders that may be read and written
 * @report: (out): what holds from now on
 * @error: %PL_SANDBOX_ERROR_FAILED with what could not be done
 *
 * Closes the door behind this process, for good: no core dump, no internet socket, no new program, no other file.
 * Open every connection to a bus before: new local sockets still work, but nothing can be started.
 *
 * Returns: whether all but Landlock holds; Landlock is taken where the kernel has it
 */
gboolean
pl_sandbox_enter (const char *const  *readable,
                  const char *const  *writable,
                  PlSandboxReport    *report,
                  GError            **error)
{
  *report = (PlSandboxReport) { 0 };

  report->undumpable = forbid_dumps (error);
  if (!report->undumpable)
    return FALSE;

  report->landlock = enter_landlock (readable, writable);
  report->seccomp = enter_seccomp (error);

  return report->seccomp;
}
